//! Whether two Pods can be on one node.

use crate::{
    apiserver::Admitted,
    model::{list::Growing, value::Value},
};

/// A port of the node that a Pod asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HostPort {
    /// The address; empty for every one.
    ip: String,
    protocol: String,
    port: i64,
}

/// The ports of their node that the Pods ask for: every `hostPort`, or every declared port with `hostNetwork`, of a
/// container or of an init container that keeps running (upstream: `schedutil.GetHostPorts`, after the Pod's defaults).
pub(super) fn asked_for(admitted: &Admitted) -> Vec<HostPort> {
    let spec = admitted.object().pointer("/spec/template/spec").unwrap_or(&Value::Null);
    let keeps_running =
        |container: &&Value| container.get("restartPolicy").and_then(Value::as_str) == Some("Always");
    let inits = spec.list("initContainers").iter().filter(keeps_running);
    let containers = spec.list("containers").iter().chain(inits);
    let host_network = spec.get("hostNetwork").and_then(Value::as_bool) == Some(true);
    let name = if host_network { "containerPort" } else { "hostPort" };
    let asked = |port: &Value| {
        let text = |name: &str| port.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let number = port.get(name).and_then(Value::as_i64).filter(|number| *number > 0)?;
        let ip = text("hostIP");
        let ip = if ip == "0.0.0.0" { String::new() } else { ip };
        Some(HostPort { ip, protocol: text("protocol"), port: number })
    };
    let mut ports = Vec::new();
    for container in containers {
        ports.grow(container.list("ports").iter().filter_map(asked));
    }
    ports
}

/// Whether Pods that ask for these ports keep each other off a node (upstream: `HostPortInfo.CheckConflict`).
pub(super) fn conflict(one: &[HostPort], other: &[HostPort]) -> bool {
    let same = |a: &HostPort, b: &HostPort| {
        let address = a.ip.is_empty() || b.ip.is_empty() || a.ip == b.ip;
        address && (a.port, &a.protocol) == (b.port, &b.protocol)
    };
    one.iter().any(|a| other.iter().any(|b| same(a, b)))
}
