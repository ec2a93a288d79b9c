//! Requests and limits (upstream: `validateResourceRequirements` of core's validation).

use super::words::is_one;
use super::{
    at::At,
    claims,
    report::{Report, json_text},
};
use crate::model::{
    find::{has, holds},
    quantity::Quantity,
    syntax::label_key,
};

const CONTAINER_RESOURCES: &str = "cpu|memory|ephemeral-storage";
/// The names without a domain that mean an amount anywhere in Kubernetes, quotas among them.
const MEASURED: &str = "cpu|memory|ephemeral-storage|requests.cpu|requests.memory|requests.ephemeral-storage|\
    limits.cpu|limits.memory|limits.ephemeral-storage|storage|requests.storage";
/// Those that mean a number of things.
const COUNTED: &str = "pods|resourcequotas|services|replicationcontrollers|secrets|configmaps|persistentvolumeclaims|\
    services.nodeports|services.loadbalancers";

/// Checks what a container asks for; `claims` are those of its Pod.
pub(super) fn check(report: &mut Report, resources: At<'_>, claims: At<'_>) {
    requirements(report, resources, resources.field("limits"), claims, container_resource_name);
}

/// Checks requests and limits whose names are held to `name_rule`; the limits are given, since those of a Pod's overhead are all of it.
pub(super) fn requirements<'a>(
    report: &mut Report,
    resources: At<'a>,
    limits: At<'a>,
    claims: At<'_>,
    name_rule: fn(&mut Report, At<'_>, &str),
) {
    let requests = resources.field("requests");
    let mut huge_pages = false;
    let mut compute = false;
    for (list, is_requests) in [(&limits, false), (&requests, true)] {
        for (name, _) in &list.entries() {
            let amount = list.key(name);
            let quantity = quantity(amount);
            name_rule(report, amount, name);
            value(report, amount, name, &quantity);
            if is_requests {
                against_limit(report, limits, requests, name, &quantity);
            }
            if is_huge_page(name) {
                huge_pages = true;
                huge_page_value(report, amount, name, &quantity);
            }
            compute |= matches!(*name, "cpu" | "memory");
        }
    }
    if huge_pages && !compute {
        report.forbidden(resources, "HugePages require cpu or memory");
    }
    claims::of_container(report, resources.field("claims"), claims);
}

/// An amount of the object; decoding has made sure that it can be read.
pub(super) fn quantity(amount: At<'_>) -> Quantity {
    Quantity::parse(amount.text()).unwrap_or_else(|_| Quantity::of(amount.number()))
}

fn against_limit(report: &mut Report, limits: At<'_>, requests: At<'_>, name: &str, request: &Quantity) {
    let limit = limits.key(name);
    if !limit.exists() {
        if !may_overcommit(name) {
            let complaint = report.required(limits, "Limit must be set for non overcommitable resources");
            complaint.help = Some(format!("set a limit for {name}, equal to the request"));
        }
        return;
    }
    let limit = quantity(limit);
    let order = request.compare(&limit);
    let rule = if order.is_ne() && !may_overcommit(name) {
        "equal to"
    } else if order.is_gt() {
        "less than or equal to"
    } else {
        return;
    };
    let detail = format!("must be {rule} {name} limit of {limit}");
    report.invalid_amount(requests, request, &detail).stands_at(requests.key(name));
}

/// Upstream: `ValidateResourceQuantityValue`.
pub(super) fn value(report: &mut Report, path: At<'_>, name: &str, quantity: &Quantity) {
    if quantity.is_negative() {
        report.invalid_amount(path, quantity, "must be greater than or equal to 0");
    }
    if (is_one(name, COUNTED) || is_extended(name)) && !quantity.is_integer() {
        report.invalid(path, &json_text(&quantity.to_string()), "must be an integer");
    }
}

fn huge_page_value(report: &mut Report, path: At<'_>, name: &str, quantity: &Quantity) {
    let size = name.strip_prefix("hugepages-").and_then(|size| Quantity::parse(size).ok());
    let divides =
        |size: Quantity| size.is_whole() && size.value() > 0 && quantity.value() % size.value() == 0;
    if !size.is_some_and(divides) {
        let detail = format!("{quantity} is not positive integer multiple of {name}");
        report.invalid_amount(path, quantity, &detail);
    }
}

/// Upstream: `ValidateContainerResourceName`.
pub(super) fn container_resource_name(report: &mut Report, path: At<'_>, name: &str) {
    resource_name(report, path, name);
    if !holds(name, '/') {
        if !is_one(name, CONTAINER_RESOURCES) && !is_huge_page(name) {
            report.invalid_json(path, name, "must be a standard resource for containers");
        }
    } else if !is_native(name) && !is_extended(name) {
        report.invalid_json(path, name, "doesn't follow extended resource name standard");
    }
}

/// Upstream: `validateResourceName`.
pub(super) fn resource_name(report: &mut Report, path: At<'_>, name: &str) {
    let complaints = label_key(name);
    if complaints.is_empty() {
        let standard = is_one(name, MEASURED)
            || is_one(name, COUNTED)
            || is_huge_page(name)
            || name.starts_with("requests.hugepages-");
        if !holds(name, '/') && !standard {
            let detail = "must be a standard resource type or fully qualified";
            report.invalid_json(path, name, detail).help =
                Some(format!("write its whole name with its domain, such as `nvidia.com/{name}`"));
        }
    }
    for complaint in complaints {
        report.invalid_json(path, name, &complaint);
    }
}

pub(super) fn is_huge_page(name: &str) -> bool {
    name.starts_with("hugepages-")
}

/// Whether a resource is Kubernetes' own (upstream: `IsNativeResource`).
fn is_native(name: &str) -> bool {
    !holds(name, '/') || has(name, "kubernetes.io/")
}

fn is_extended(name: &str) -> bool {
    !is_native(name) && !name.starts_with("requests.") && label_key(&format!("requests.{name}")).is_empty()
}

fn may_overcommit(name: &str) -> bool {
    is_native(name) && !is_huge_page(name)
}
