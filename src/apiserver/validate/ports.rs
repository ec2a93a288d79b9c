//! Containers' ports (upstream: `validateContainerPorts`, `checkHostPortConflicts`, `validatePodHostNetworkDeps`).

use super::{at::At, paths::text, report::Report, rules::apply};
use crate::model::ordered::OrderedSet;
use crate::model::syntax::port_name;

const RANGE: &str = "must be between 1 and 65535, inclusive";

/// Checks the ports of one container.
pub(super) fn check(report: &mut Report, ports: At<'_>) {
    let mut names = OrderedSet::new();
    for port in ports.items() {
        let name = port.field("name");
        if !name.is_empty() {
            let first = report.len();
            text(report, name, port_name);
            if report.len() == first && !names.insert(name.text()) {
                report.repeated(name);
            }
        }
        let container_port = port.field("containerPort");
        if container_port.number() == 0 {
            report.required(container_port, "");
        }
        for number in [container_port, port.field("hostPort")] {
            if number.number() != 0 && !(1..=65_535).contains(&number.number()) {
                report.wrong_number(number, RANGE);
            }
        }
        apply(report, port, "protocol=SCTP|TCP|UDP");
    }
}

/// Checks that no host port is asked for twice by these containers. `path` is that of the list: the server counts the
/// containers it is given, which for an init container is that one alone.
pub(super) fn conflicts(report: &mut Report, containers: &[At<'_>], path: At<'_>) {
    let mut taken = OrderedSet::new();
    for (number, container) in containers.iter().enumerate() {
        let printed = path.index(number).field("ports");
        for (index, port) in container.field("ports").items().enumerate() {
            let host_port = port.field("hostPort");
            if host_port.number() == 0 {
                continue;
            }
            let claim = format!(
                "{}/{}/{}",
                port.field("protocol").text(),
                port.field("hostIP").text(),
                host_port.number()
            );
            if taken.contains(&claim) {
                let complaint = report.duplicate(printed.index(index).field("hostPort"), &claim);
                complaint.stands_at(host_port);
            } else {
                taken.insert(claim);
            }
        }
    }
}

/// Checks that host ports are the containers' own where the Pod uses the node's network.
pub(super) fn on_host_network(report: &mut Report, pod: At<'_>) {
    if !pod.field("hostNetwork").is_true() {
        return;
    }
    for container in pod.field("containers").items() {
        for port in container.field("ports").items() {
            let host_port = port.field("hostPort");
            if host_port.number() != 0 && host_port.number() != port.field("containerPort").number() {
                let detail = "must match `containerPort` when `hostNetwork` is true";
                report
                    .wrong_number(host_port, detail)
                    .hint("leave `hostPort` out; on the host's network it is the container's port");
            }
        }
    }
}
