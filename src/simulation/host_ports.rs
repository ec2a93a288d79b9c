//! Whether two Pods of a template can be on one node.

use crate::{apiserver::Admitted, model::value::Value};

/// Whether the Pods ask for ports of their node, so that the scheduler keeps a second one away while the first is there:
/// a `hostPort`, or any declared port with `hostNetwork`, of a container or of an init container that keeps running
/// (upstream: `schedutil.GetHostPorts`, after the Pod's defaults).
pub(super) fn asked_for(admitted: &Admitted) -> bool {
    let spec = admitted.object().pointer("/spec/template/spec");
    let host_network = field(spec, "hostNetwork").and_then(Value::as_bool) == Some(true);
    let asks = |port: &Value| {
        host_network || port.get("hostPort").and_then(Value::as_i64).is_some_and(|port| port > 0)
    };
    let takes_port = |container: &Value| items(container.get("ports")).iter().any(asks);
    let keeps_running =
        |container: &&Value| container.get("restartPolicy").and_then(Value::as_str) == Some("Always");
    items(field(spec, "containers")).iter().any(takes_port)
        || items(field(spec, "initContainers")).iter().filter(keeps_running).any(takes_port)
}

fn field<'v>(object: Option<&'v Value>, name: &str) -> Option<&'v Value> {
    object?.get(name)
}

fn items(list: Option<&Value>) -> &[Value] {
    list.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
