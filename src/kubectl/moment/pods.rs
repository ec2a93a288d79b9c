//! Pods, as the API server would return them.

use super::{PodName, PodState, Scene, ScenePod, names::Names, objects::object};
use crate::{
    kubectl::{
        age::timestamp,
        tree::{at, flag, list, maybe, text},
    },
    model::value::Value,
};

impl Scene<'_> {
    /// A Pod. Of its spec there is what the table of Pods is about.
    pub(super) fn pod(&self, names: &Names<'_>, pod: &ScenePod<'_>) -> Value {
        let template = at(pod.template, &["spec"]);
        let metadata = vec![
            ("name", names.of(pod.name).into()),
            ("creationTimestamp", timestamp(pod.created)),
            // Only that there is one matters.
            ("deletionTimestamp", if pod.is_deleted { timestamp(self.now) } else { Value::Null }),
        ];
        let node = if pod.state == PodState::Unbound { Value::Null } else { pod.node.into() };
        let spec = vec![
            ("nodeName", node),
            ("containers", kept(template, "containers")),
            ("initContainers", kept(template, "initContainers")),
            ("readinessGates", kept(template, "readinessGates")),
        ];
        object(vec![
            ("metadata", object(metadata)),
            ("spec", object(spec)),
            ("status", status(pod, template)),
        ])
    }
}

/// The items of a list with those of their fields that the printer reads.
fn kept(template: &Value, field: &str) -> Value {
    let mut items = Vec::new();
    for item in list(template, field) {
        let mut fields = Vec::new();
        for name in ["name", "restartPolicy", "conditionType"] {
            fields.push((name, at(item, &[name]).clone()));
        }
        items.push(object(fields));
    }
    Value::Array(items)
}

fn status(pod: &ScenePod<'_>, template: &Value) -> Value {
    let (phase, reason) = match pod.state {
        PodState::Unbound | PodState::Starting => ("Pending", None),
        PodState::Waiting(_) | PodState::Running | PodState::Ready => ("Running", None),
        PodState::Succeeded => ("Succeeded", None),
        PodState::Failed(reason) => ("Failed", reason),
    };
    let mut conditions = Vec::new();
    if pod.state == PodState::Unbound && !list(template, "schedulingGates").is_empty() {
        conditions.push(object(vec![
            ("type", "PodScheduled".into()),
            ("status", "False".into()),
            ("reason", "SchedulingGated".into()),
        ]));
    }
    if pod.state == PodState::Ready {
        for gate in list(template, "readinessGates") {
            let kind = text(gate, "conditionType");
            conditions.push(object(vec![("type", kind.into()), ("status", "True".into())]));
        }
    }
    let mut fields = vec![("phase", phase.into()), ("conditions", Value::Array(conditions))];
    match reason {
        Some(reason) => fields.push(("reason", reason.into())),
        None if pod.state == PodState::Unbound => {}
        None => {
            fields.push(("initContainerStatuses", init_containers(pod, template)));
            fields.push(("containerStatuses", containers(pod, template)));
        }
    }
    if let Some(address) = address(pod, flag(template, "hostNetwork")) {
        fields.push(("podIPs", Value::Array(vec![object(vec![("ip", address.into())])])));
    }
    object(fields)
}

/// The address, where kubectl shows one: that of the node from when the Pod is bound, of its own from when its containers
/// are made.
fn address(pod: &ScenePod<'_>, of_node: bool) -> Option<String> {
    let none = match pod.state {
        PodState::Unbound | PodState::Failed(Some(_)) => true,
        PodState::Starting => !of_node,
        _ => false,
    };
    if none || pod.address.is_some() {
        return pod.address.map(str::to_owned);
    }
    let (network, number) = match pod.name {
        _ if of_node => (18, pod.node_number),
        PodName::MadeUp(number) => (19, number),
        PodName::Given(_) => return None,
    };
    Some(format!("198.{network}.{}.{}", number / 256 % 256, number % 256))
}

fn init_containers(pod: &ScenePod<'_>, template: &Value) -> Value {
    let mut statuses = Vec::new();
    for container in list(template, "initContainers") {
        // One that goes on beside the others does what they do.
        let is_sidecar = text(container, "restartPolicy") == "Always";
        let state = match pod.state {
            PodState::Starting => waiting("PodInitializing"),
            PodState::Waiting(_) | PodState::Running | PodState::Ready if is_sidecar => running(),
            _ => ended(0, "Completed"),
        };
        let runs = is_sidecar && maybe(&state, "running").is_some();
        statuses.push(container_status(container, state, runs));
    }
    Value::Array(statuses)
}

fn containers(pod: &ScenePod<'_>, template: &Value) -> Value {
    let containers = list(template, "containers");
    let is_probed = |container: &Value| maybe(container, "readinessProbe").is_some();
    let probed = containers.iter().any(is_probed);
    let gated = !list(template, "readinessGates").is_empty();
    let mut statuses = Vec::new();
    for container in containers {
        let (state, ready) = match pod.state {
            PodState::Starting if list(template, "initContainers").is_empty() => {
                (waiting("ContainerCreating"), false)
            }
            PodState::Starting => (waiting("PodInitializing"), false),
            PodState::Waiting(reason) => (waiting(reason), false),
            PodState::Running => (running(), if probed { !is_probed(container) } else { gated }),
            PodState::Ready | PodState::Unbound => (running(), true),
            PodState::Succeeded => (ended(0, "Completed"), false),
            PodState::Failed(_) => (ended(1, "Error"), false),
        };
        statuses.push(container_status(container, state, ready));
    }
    if let Some(first) = statuses.first_mut().and_then(Value::as_object_mut) {
        first.insert("restartCount".to_owned(), pod.restarts.into());
        if let Some(at) = pod.last_ended {
            let before = object(vec![("finishedAt", timestamp(at))]);
            first.insert("lastState".to_owned(), object(vec![("terminated", before)]));
        }
    }
    Value::Array(statuses)
}

fn container_status(container: &Value, state: Value, ready: bool) -> Value {
    object(vec![
        ("name", text(container, "name").into()),
        ("state", state),
        ("ready", ready.into()),
        ("started", ready.into()),
    ])
}

fn waiting(reason: &str) -> Value {
    object(vec![("waiting", object(vec![("reason", reason.into())]))])
}

fn running() -> Value {
    object(vec![("running", object(Vec::new()))])
}

fn ended(code: i64, reason: &str) -> Value {
    object(vec![("terminated", object(vec![("exitCode", code.into()), ("reason", reason.into())]))])
}
