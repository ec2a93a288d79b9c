//! The Pod template (upstream: `ValidatePodTemplateSpec` and `ValidatePodSpec` of core's validation), in the server's order.

use super::{
    address, annotations,
    at::At,
    claims,
    containers::{self},
    env, ephemeral,
    metadata::{self, labels},
    node_affinity,
    paths::text,
    platform, pod_resources, ports,
    report::Report,
    resources,
    rules::apply,
    security, spreading, tolerations, volumes,
};
use crate::model::{list::Joined, ordered::OrderedSet};

use crate::model::syntax::{dns1123_subdomain, dns1123_subdomain_with_underscore, label_key};

/// Checks the template. The server speaks of its metadata as if it stood in the template itself.
pub(super) fn template(report: &mut Report, template: At<'_>) {
    for (field, check) in
        [("labels", labels as fn(&mut Report, At<'_>)), ("annotations", metadata::annotations)]
    {
        let real = template.field("metadata").field(field);
        let printed = template.field(field).with(real.value());
        let first = report.len();
        check(report, printed);
        report.relocate(first, printed, real);
    }
    let pod = template.field("spec");
    let annotations = template.field("annotations").with(template.field("metadata.annotations").value());
    annotations::check(report, annotations, pod);
    spec(report, pod);
    annotations::against_fields(report, annotations, pod);
    let ephemeral = template.field("spec.ephemeralContainers");
    if !ephemeral.is_empty() {
        report.forbidden(ephemeral, "ephemeral containers not allowed in pod template");
    }
}

fn spec(report: &mut Report, pod: At<'_>) {
    let volumes = volumes::check(report, pod.field("volumes"));
    claims::of_pod(report, pod.field("resourceClaims"));
    containers::regular(report, pod, &volumes);
    containers::init(report, pod, &volumes);
    ephemeral::check(report, pod, &volumes);
    pod_resources::check(report, pod);
    ports::on_host_network(report, pod);
    apply(
        report,
        pod,
        "restartPolicy=Always|OnFailure|Never dnsPolicy=ClusterFirstWithHostNet|ClusterFirst|Default|None",
    );
    labels(report, pod.field("nodeSelector"));
    security::pod(report, pod, pod.field("securityContext"));
    let shared = pod.field("shareProcessNamespace");
    if shared.is_true() && pod.field("hostPID").is_true() {
        report.wrong(shared, "ShareProcessNamespace and HostPID cannot both be enabled");
    }
    node_affinity::check(report, pod.field("affinity.nodeAffinity"));
    spreading::pod_affinity(report, pod.field("affinity.podAffinity"));
    spreading::pod_affinity(report, pod.field("affinity.podAntiAffinity"));
    dns(report, pod);
    for gate in pod.field("readinessGates").items() {
        apply(report, gate, "conditionType~k");
    }
    scheduling_gates(report, pod.field("schedulingGates"));
    spreading::constraints(report, pod.field("topologySpreadConstraints"));
    platform::host_process(report, pod);
    platform::host_users(report, pod);
    hostname_override(report, pod);
    names(report, pod);
    tolerations::check(report, pod.field("tolerations"));
    for alias in pod.field("hostAliases").items() {
        address::check(report, alias.field("ip"));
        for name in alias.field("hostnames").items() {
            text(report, name, dns1123_subdomain);
        }
    }
    apply(report, pod, "priorityClassName?s runtimeClassName&s preemptionPolicy:PreemptLowerPriority|Never");
    let overhead = pod.field("overhead");
    // The server checks it as the limits of resources that have no more.
    let limits = overhead.field("limits").with(overhead.value());
    resources::requirements(report, overhead, limits, overhead, resources::container_resource_name);
    platform::os(report, pod);
    env::files(report, pod, &platform::containers(pod));
}

/// Names of other objects and of the Pod itself, and how long it may live.
fn names(report: &mut Report, pod: At<'_>) {
    apply(report, pod, "serviceAccountName?s nodeName?s");
    let deadline = pod.field("activeDeadlineSeconds");
    if deadline.exists() && !(1..=i64::from(i32::MAX)).contains(&deadline.number()) {
        let detail = format!("must be between 1 and {}, inclusive", i32::MAX);
        report.wrong(deadline, &detail);
    }
    apply(report, pod, "hostname?l subdomain?l");
}

/// Upstream: `validatePodHostName`.
fn hostname_override(report: &mut Report, pod: At<'_>) {
    let name = pod.field("hostnameOverride");
    if !name.exists() {
        return;
    }
    for &field in &["setHostnameAsFQDN", "hostNetwork"] {
        if pod.field(field).is_true() {
            report.forbidden(name, &format!("may not be specified when {field} is true"));
        }
    }
    if name.text().len() > 64 {
        report.too_long(name, 64);
    }
    text(report, name, dns1123_subdomain);
}

fn scheduling_gates(report: &mut Report, gates: At<'_>) {
    let mut seen = OrderedSet::new();
    for gate in gates.items() {
        let name = gate.field("name").text();
        report.invalid_text(gate, name, label_key);
        if !seen.insert(name) {
            report.duplicate(gate, name);
        }
    }
}

/// Upstream: `validatePodDNSConfig`.
fn dns(report: &mut Report, pod: At<'_>) {
    let config = pod.field("dnsConfig");
    let servers = config.field("nameservers");
    if pod.field("dnsPolicy").text() == "None" {
        if !config.exists() {
            report.required(config, "must provide `dnsConfig` when `dnsPolicy` is None");
            return;
        }
        if servers.is_empty() {
            let detail = "must provide at least one DNS nameserver when `dnsPolicy` is None";
            report.required(servers, detail);
            return;
        }
    }
    if servers.texts().len() > 3 {
        report.wrong(servers, "must not have more than 3 nameservers");
    }
    for server in servers.items() {
        address::check(report, server);
    }
    let searches = config.field("searches");
    if searches.texts().len() > 32 {
        report.wrong(searches, "must not have more than 32 search paths");
    }
    if searches.texts().joined(" ").len() > 2048 {
        let detail = "must not have more than 2048 characters (including spaces) in the search list";
        report.wrong(searches, detail);
    }
    for search in searches.items() {
        let text = search.text();
        if text != "." {
            let text = text.strip_suffix('.').unwrap_or(text);
            report.invalid_text(search, text, dns1123_subdomain_with_underscore);
        }
    }
    for option in config.field("options").items() {
        if option.field("name").is_empty() {
            report.required(option, "must not be empty");
        }
    }
}
