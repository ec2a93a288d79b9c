//! Whether two Pods of a template can be on one node.

use crate::{apiserver::Admitted, model::value::Value};

/// Whether the Pods ask for ports of their node, so that the scheduler keeps a second one away while the first is there:
/// a `hostPort`, or any declared port with `hostNetwork`, of a container or of an init container that keeps running
/// (upstream: `schedutil.GetHostPorts`, after the Pod's defaults).
pub(super) fn asked_for(admitted: &Admitted) -> bool {
    let spec = admitted.object().pointer("/spec/template/spec").unwrap_or(&Value::Null);
    let host_network = spec.get("hostNetwork").and_then(Value::as_bool) == Some(true);
    let asks = |port: &Value| {
        host_network || port.get("hostPort").and_then(Value::as_i64).is_some_and(|port| port > 0)
    };
    let takes_port = |container: &Value| container.list("ports").iter().any(asks);
    let keeps_running =
        |container: &&Value| container.get("restartPolicy").and_then(Value::as_str) == Some("Always");
    spec.list("containers").iter().any(takes_port)
        || spec.list("initContainers").iter().filter(keeps_running).any(takes_port)
}
