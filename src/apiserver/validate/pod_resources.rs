//! What a Pod asks for as a whole (upstream: `validatePodResources`, `validatePodResourceConsistency`).

use super::{
    at::At,
    report::{Report, json_text},
    resources::{is_huge_page, quantity, requirements, resource_name},
};
use crate::model::{ordered::OrderedMap, quantity::Quantity};

type Amounts<'a> = OrderedMap<&'a str, Quantity>;

/// Checks the Pod's resources, and that its containers keep within them.
pub(super) fn check(report: &mut Report, pod: At<'_>) {
    let resources = pod.field("resources");
    if !resources.exists() {
        return;
    }
    if pod.field("os.name").text() == "windows" {
        report.forbidden(resources, "may not be set for a windows pod");
        return;
    }
    let claims = resources.field("claims");
    if claims.exists() {
        report.forbidden(claims, "claims may not be set for Resources at pod-level");
    }
    requirements(report, resources, resources.field("limits"), pod.field("resourceClaims"), name);
    for &kind in &["requests", "limits"] {
        for (name, sum) in &sum(pod, kind) {
            let ours = resources.field(kind).key(name);
            let bound = quantity(ours);
            if ours.exists() && (kind == "requests" || is_huge_page(name)) && sum.compare(&bound).is_gt() {
                let detail = format!("must be greater than or equal to aggregate container {kind} of {sum}");
                report.invalid_amount(ours, &bound, &detail);
            }
        }
    }
    for (index, container) in pod.field("containers").items().enumerate() {
        let limits = container.field("resources.limits");
        for (name, _) in &limits.entries() {
            let (limit, ours) = (limits.key(name), resources.field("limits").key(name));
            let (amount, bound) = (quantity(limit), quantity(ours));
            if ours.exists() && amount.compare(&bound).is_gt() {
                let path = resources.field("containers").index(index).key(name).field("limits");
                let detail = format!("must be less than or equal to pod limits of {bound}");
                report.invalid_amount(path, &amount, &detail).stands_at(limit);
            }
        }
    }
}

/// Upstream: `validatePodResourceName`.
fn name(report: &mut Report, path: At<'_>, name: &str) {
    let first = report.len();
    resource_name(report, path, name);
    if report.len() == first && name != "cpu" && name != "memory" && !is_huge_page(name) {
        report.not_supported_value(path, &json_text(name), "cpu|hugepages-|memory");
    }
}

/// The most that the containers can ask for at one time (upstream: `AggregateContainerRequests`, `AggregateContainerLimits`):
/// all regular ones and sidecars, or one init container beside the sidecars before it.
fn sum<'a>(pod: At<'a>, kind: &'static str) -> Amounts<'a> {
    let (mut all, mut sidecars, mut most) = (Amounts::new(), Amounts::new(), Amounts::new());
    for container in pod.field("containers").items() {
        add(&mut all, &amounts(container, kind));
    }
    for container in pod.field("initContainers").items() {
        let own = amounts(container, kind);
        if container.field("restartPolicy").text() == "Always" {
            add(&mut all, &own);
            add(&mut sidecars, &own);
            raise(&mut most, &sidecars);
        } else {
            let mut beside = own;
            add(&mut beside, &sidecars);
            raise(&mut most, &beside);
        }
    }
    raise(&mut all, &most);
    all
}

fn amounts<'a>(container: At<'a>, kind: &'static str) -> Amounts<'a> {
    let list = container.field("resources").field(kind);
    let mut amounts = Amounts::new();
    for (name, _) in &list.entries() {
        amounts.insert(name, quantity(list.key(name)));
    }
    amounts
}

fn add<'a>(into: &mut Amounts<'a>, more: &Amounts<'a>) {
    for (name, amount) in more {
        let sum = into.get(name).map_or_else(|| amount.clone(), |sum| sum.plus(amount));
        into.insert(name, sum);
    }
}

fn raise<'a>(into: &mut Amounts<'a>, to: &Amounts<'a>) {
    for (name, amount) in to {
        if into.get(name).is_none_or(|least| amount.compare(least).is_gt()) {
            into.insert(name, amount.clone());
        }
    }
}
