//! The Pod template (upstream: `ValidatePodTemplateSpec` and `ValidatePodSpec` of core's validation), in the server's order.

use serde_json::Value;

use super::{
    at::At,
    containers::{self, one_of},
    metadata::{annotations, labels},
    node_affinity, platform, ports,
    report::{Report, json, quoted},
    resources, security, spreading, tolerations, volumes,
};
use crate::model::ordered::OrderedSet;

use crate::model::syntax::{dns1123_label, dns1123_subdomain, dns1123_subdomain_with_underscore, label_key};

/// Checks the template. The server speaks of its metadata as if it stood in the template itself.
pub(super) fn template(report: &mut Report, template: &At<'_>) {
    for (field, check) in [("labels", labels as fn(&mut Report, &At<'_>)), ("annotations", annotations)] {
        let real = template.field("metadata").field(field);
        let printed = At { value: real.value, path: template.path.field(field) };
        let first = report.len();
        check(report, &printed);
        report.relocate(first, &printed.path, &real.path);
    }
    spec(report, &template.field("spec"));
    let ephemeral = template.field("spec.ephemeralContainers");
    if !ephemeral.is_empty() {
        report.forbidden(&ephemeral.path, "ephemeral containers not allowed in pod template");
    }
}

fn spec(report: &mut Report, pod: &At<'_>) {
    let volumes = volumes::check(report, &pod.field("volumes"));
    containers::regular(report, pod, &volumes);
    containers::init(report, pod, &volumes);
    ports::on_host_network(report, pod);
    one_of(report, &pod.field("restartPolicy"), &["Always", "OnFailure", "Never"]);
    one_of(report, &pod.field("dnsPolicy"), &["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"]);
    labels(report, &pod.field("nodeSelector"));
    security::pod(report, pod, &pod.field("securityContext"));
    let shared = pod.field("shareProcessNamespace");
    if shared.is_true() && pod.field("hostPID").is_true() {
        report.invalid(
            &shared.path,
            &json(shared.value),
            "ShareProcessNamespace and HostPID cannot both be enabled",
        );
    }
    node_affinity::check(report, &pod.field("affinity.nodeAffinity"));
    spreading::pod_affinity(report, &pod.field("affinity.podAffinity"));
    spreading::pod_affinity(report, &pod.field("affinity.podAntiAffinity"));
    dns(report, pod);
    for gate in pod.field("readinessGates").items() {
        let kind = gate.field("conditionType");
        report.invalid_text(&kind.path, kind.text(), label_key(kind.text()));
    }
    scheduling_gates(report, &pod.field("schedulingGates"));
    spreading::constraints(report, &pod.field("topologySpreadConstraints"));
    platform::host_process(report, pod);
    platform::host_users(report, pod);
    hostname_override(report, pod);
    names(report, pod);
    tolerations::check(report, &pod.field("tolerations"));
    for alias in pod.field("hostAliases").items() {
        address(report, &alias.field("ip"));
        for name in alias.field("hostnames").items() {
            report.invalid_text(&name.path, name.text(), dns1123_subdomain(name.text()));
        }
    }
    subdomain(report, &pod.field("priorityClassName"));
    let class = pod.field("runtimeClassName");
    if class.exists() {
        report.invalid_text(&class.path, class.text(), dns1123_subdomain(class.text()));
    }
    let preemption = pod.field("preemptionPolicy");
    if preemption.exists() {
        one_of(report, &preemption, &["PreemptLowerPriority", "Never"]);
    }
    let overhead = pod.field("overhead");
    if let Some(value) = overhead.value {
        let limits = Value::Object([("limits".to_owned(), value.clone())].into_iter().collect());
        resources::check(report, &At { value: Some(&limits), path: overhead.path });
    }
    platform::os(report, pod);
}

/// Names of other objects and of the Pod itself, and how long it may live.
fn names(report: &mut Report, pod: &At<'_>) {
    subdomain(report, &pod.field("serviceAccountName"));
    subdomain(report, &pod.field("nodeName"));
    let deadline = pod.field("activeDeadlineSeconds");
    if deadline.exists() && !(1..=i64::from(i32::MAX)).contains(&deadline.number()) {
        let detail = format!("must be between 1 and {}, inclusive", i32::MAX);
        report.invalid(&deadline.path, &json(deadline.value), &detail);
    }
    for field in ["hostname", "subdomain"] {
        let field = pod.field(field);
        if !field.is_empty() {
            report.invalid_text(&field.path, field.text(), dns1123_label(field.text()));
        }
    }
}

fn subdomain(report: &mut Report, field: &At<'_>) {
    if !field.is_empty() {
        report.invalid_text(&field.path, field.text(), dns1123_subdomain(field.text()));
    }
}

/// Upstream: `validatePodHostName`.
fn hostname_override(report: &mut Report, pod: &At<'_>) {
    let name = pod.field("hostnameOverride");
    if !name.exists() {
        return;
    }
    for field in ["setHostnameAsFQDN", "hostNetwork"] {
        if pod.field(field).is_true() {
            report.forbidden(&name.path, &format!("may not be specified when {field} is true"));
        }
    }
    if name.text().len() > 64 {
        report.too_long(&name.path, 64);
    }
    report.invalid_text(&name.path, name.text(), dns1123_subdomain(name.text()));
}

fn scheduling_gates(report: &mut Report, gates: &At<'_>) {
    let mut seen = OrderedSet::new();
    for gate in gates.items() {
        let name = gate.field("name").text();
        report.invalid_text(&gate.path, name, label_key(name));
        if !seen.insert(name) {
            report.duplicate(&gate.path, &quoted(name));
        }
    }
}

/// Upstream: `validatePodDNSConfig`.
fn dns(report: &mut Report, pod: &At<'_>) {
    let config = pod.field("dnsConfig");
    let servers = config.field("nameservers");
    if pod.field("dnsPolicy").text() == "None" {
        if !config.exists() {
            report.required(&config.path, "must provide `dnsConfig` when `dnsPolicy` is None");
            return;
        }
        if servers.is_empty() {
            let detail = "must provide at least one DNS nameserver when `dnsPolicy` is None";
            report.required(&servers.path, detail);
            return;
        }
    }
    if servers.texts().len() > 3 {
        report.invalid(&servers.path, &json(servers.value), "must not have more than 3 nameservers");
    }
    servers.items().iter().for_each(|server| address(report, server));
    let searches = config.field("searches");
    if searches.texts().len() > 32 {
        report.invalid(&searches.path, &json(searches.value), "must not have more than 32 search paths");
    }
    if searches.texts().join(" ").len() > 2048 {
        let detail = "must not have more than 2048 characters (including spaces) in the search list";
        report.invalid(&searches.path, &json(searches.value), detail);
    }
    for search in searches.items() {
        let text = search.text();
        if text != "." {
            let text = text.strip_suffix('.').unwrap_or(text);
            report.invalid_text(&search.path, text, dns1123_subdomain_with_underscore(text));
        }
    }
    for option in config.field("options").items() {
        if option.field("name").is_empty() {
            report.required(&option.path, "must not be empty");
        }
    }
}

/// Upstream: `IsValidIPForLegacyField`; leading zeros are fine.
fn address(report: &mut Report, field: &At<'_>) {
    let parts: Vec<&str> = field.text().split('.').collect();
    let octet = |part: &&str| {
        let digits = part.trim_start_matches('0');
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && (digits.is_empty() || digits.parse::<u8>().is_ok())
    };
    let four = parts.len() == 4 && parts.iter().all(octet);
    if !four && field.text().parse::<std::net::Ipv6Addr>().is_err() {
        let detail = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";
        report.invalid(&field.path, &quoted(field.text()), detail);
    }
}
