//! Ports of the node that Pods ask for.

use crate::model::value::Value;

/// A port of the node that a Pod asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostPort {
    /// The address; empty for every one.
    pub ip: String,
    /// `TCP`, `UDP` or `SCTP`.
    pub protocol: String,
    /// The number.
    pub port: i64,
}

impl HostPort {
    /// The ports of their node that Pods of a spec ask for: every `hostPort`, or every declared port with `hostNetwork`, of a
    /// container or of an init container that keeps running (upstream: `GetHostPorts`, after the Pod's defaults).
    pub fn asked_for(spec: &Value) -> Vec<Self> {
        let mut asked = Vec::new();
        let host_network = spec.get("hostNetwork").and_then(Value::as_bool) == Some(true);
        let name = if host_network { "containerPort" } else { "hostPort" };
        for list in ["containers", "initContainers"] {
            for container in spec.list(list) {
                let keeps_running = container.text("restartPolicy") == "Always";
                if list == "initContainers" && !keeps_running {
                    continue;
                }
                for port in container.list("ports") {
                    let number = port.get(name).and_then(Value::as_i64).unwrap_or_default();
                    if number > 0 {
                        let protocol =
                            if port.text("protocol").is_empty() { "TCP" } else { port.text("protocol") };
                        let ip = if port.text("hostIP") == "0.0.0.0" { "" } else { port.text("hostIP") };
                        asked.push(Self { ip: ip.to_owned(), protocol: protocol.to_owned(), port: number });
                    }
                }
            }
        }
        asked
    }

    /// The first port of `one` that cannot be had on a node beside those of `other`; `None` where all can
    /// (upstream: `HostPortInfo.CheckConflict`).
    pub fn conflict<'a>(one: &'a [Self], other: &[Self]) -> Option<&'a Self> {
        for b in other {
            for a in one {
                let address = a.ip.is_empty() || b.ip.is_empty() || a.ip == b.ip;
                if address && a.port == b.port && a.protocol == b.protocol {
                    return Some(a);
                }
            }
        }
        None
    }
}
