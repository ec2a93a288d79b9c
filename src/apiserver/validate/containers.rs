//! Containers and init containers (upstream: `validateContainers`, `validateInitContainers`, `validateContainerCommon`).

use super::words::is_one;
use super::{
    at::At, env, mounts, ports, probes, report::Report, resources, rules::apply, security, volumes::Volumes,
};
use crate::model::{list::Listed, ordered::OrderedSet};

const ONLY_SIDECARS: &str = "may not be set for init containers without restartPolicy=Always";

/// Checks the regular containers.
pub(super) fn regular(report: &mut Report, pod: At<'_>, volumes: &Volumes<'_>) {
    let list = pod.field("containers");
    let containers: Vec<_> = list.items().listed();
    if containers.is_empty() {
        report.required(list, "").hint("a Pod needs at least one container");
        return;
    }
    let mut names = OrderedSet::new();
    for container in &containers {
        common(report, pod, *container, volumes);
        let name = container.field("name");
        if !names.insert(name.text()) {
            report.repeated(name);
        }
        probes::check(report, pod, *container);
        restarts(report, *container, false);
    }
    ports::conflicts(report, &containers, list);
}

/// Checks the init containers, sidecars among them.
pub(super) fn init(report: &mut Report, pod: At<'_>, volumes: &Volumes<'_>) {
    let list = pod.field("initContainers");
    let regular = pod.field("containers").items();
    let mut names = OrderedSet::new();
    for container in regular {
        names.insert(container.field("name").text());
    }
    for container in list.items() {
        common(report, pod, container, volumes);
        restarts(report, container, true);
        let name = container.field("name");
        if names.contains(name.text()) {
            report.repeated(name);
        } else if !name.is_empty() {
            names.insert(name.text());
        }
        ports::conflicts(report, std::slice::from_ref(&container), list);
        if container.field("restartPolicy").text() == "Always" {
            probes::check(report, pod, container);
        } else {
            for &field in &["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"] {
                let field = container.field(field);
                if field.exists() {
                    report.forbidden(field, ONLY_SIDECARS);
                }
            }
            for item in container.field("resizePolicy").items() {
                let policy = item.field("restartPolicy");
                if policy.text() == "RestartContainer" {
                    let detail = "must not be set to 'RestartContainer' for non-sidecar initContainers";
                    report.invalid(policy, "\"RestartContainer\"", detail);
                }
            }
        }
    }
}

/// When a container starts again (upstream: `validateContainerRestartPolicy`, `validateInitContainerRestartPolicy`).
fn restarts(report: &mut Report, container: At<'_>, is_init: bool) {
    let (policy, list) = (container.field("restartPolicy"), container.field("restartPolicyRules"));
    let rules = list.items();
    if !policy.exists() {
        if rules.count_left() > 0 {
            report.required(policy, "must specify restartPolicy when restart rules are used");
        }
        if is_init {
            return;
        }
    }
    apply(report, container, "restartPolicy^Always|Never|OnFailure");
    if rules.count_left() > 20 {
        report.too_many(list, rules.count_left(), 20);
    }
    for rule in rules {
        apply(report, rule, "action%Restart|RestartAllContainers");
        let codes = rule.field("exitCodes");
        if codes.exists() {
            apply(report, codes, "operator%In|NotIn");
            let values = codes.field("values");
            let count = values.items().count_left();
            if count > 255 {
                report.too_many(values, count, 255);
            }
        } else {
            report.required(codes, "must be specified");
        }
    }
}

/// Checks a text that must be one of a few, and is wrong where it is absent.
pub(super) fn known_even_if_absent(report: &mut Report, field: At<'_>, supported: &'static str) {
    if !is_one(field.text(), supported) {
        report.unknown(field, supported);
    }
}

/// What holds for every container.
pub(super) fn common(report: &mut Report, pod: At<'_>, container: At<'_>, volumes: &Volumes<'_>) {
    apply(report, container, "name!l");
    let image = container.field("image");
    if image.is_empty() {
        report.required(image, "").hint("name the image to run, such as `image: nginx:1.29`");
    }
    apply(report, container, "terminationMessagePolicy=File|FallbackToLogsOnError");
    ports::check(report, container.field("ports"));
    env::check(report, container);
    mounts::check(report, container, volumes);
    apply(report, container, "imagePullPolicy=Always|IfNotPresent|Never");
    resources::check(report, container.field("resources"), pod.field("resourceClaims"));
    resize_policy(report, container.field("resizePolicy"), pod.field("restartPolicy").text() == "Never");
    let users = pod.field("hostUsers");
    security::container(report, container.field("securityContext"), !users.exists() || users.is_true());
}

/// Upstream: `validateResizePolicy`; its complaints are about the list, not about the item.
fn resize_policy(report: &mut Report, list: At<'_>, never_restarts: bool) {
    let mut seen = OrderedSet::new();
    for item in list.items() {
        let (resource, policy) = (item.field("resourceName"), item.field("restartPolicy"));
        if !seen.insert(resource.text()) {
            report.duplicate(item, resource.text());
        }
        for (field, supported) in [(&resource, "cpu|memory"), (&policy, "NotRequired|RestartContainer")] {
            let first = report.len();
            one_of(report, list.with(field.value()), supported);
            report.relocate(first, list, *field);
        }
        if never_restarts && policy.text() != "NotRequired" {
            let detail = "must be 'NotRequired' when pod `restartPolicy` is 'Never'";
            report.invalid_quoted(list, policy.text(), detail).stands_at(policy);
        }
    }
}

/// Checks a text that must be one of a few.
pub(super) fn one_of(report: &mut Report, field: At<'_>, supported: &'static str) {
    if field.is_empty() {
        report.required(field, "");
    } else if !is_one(field.text(), supported) {
        report.unknown(field, supported);
    }
}
