//! Pods as the API server would return them once their kubelets have reported: what the printer of Pods makes of these has to
//! be what a [`ScenePod`] says of itself.

use serde_json::{Value, json};

use super::{PodState, ScenePod, names::Names};
use crate::model::value::Value as Tree;

/// The object of a Pod whose times are those of seconds of January 1970.
pub(super) fn object(pod: &ScenePod<'_>, names: &Names<'_>) -> Tree {
    let template: Value = serde_json::to_value(pod.template).unwrap();
    let mut spec = template["spec"].clone();
    let mut status = json!({"phase": phase(pod.state), "conditions": conditions(pod.state, &spec)});
    match pod.state {
        PodState::Unbound => {}
        PodState::Failed(Some(reason)) => status["reason"] = reason.into(),
        _ => {
            status["initContainerStatuses"] = init_containers(pod.state, &spec);
            status["containerStatuses"] = containers(pod, &spec);
        }
    }
    if let Some(address) = pod.address() {
        status["podIPs"] = json!([{"ip": address}]);
    }
    if pod.state != PodState::Unbound {
        spec["nodeName"] = pod.node.into();
    }
    let mut metadata =
        json!({"name": names.of(pod.name), "creationTimestamp": timestamp(pod.created.seconds())});
    if pod.is_deleted {
        metadata["deletionTimestamp"] = timestamp(0);
    }
    crate::model::testing::tree(json!({"metadata": metadata, "spec": spec, "status": status}))
}

fn timestamp(seconds: i64) -> Value {
    if seconds == i64::MIN {
        Value::Null
    } else {
        format!("1970-01-01T00:{:02}:{:02}Z", seconds / 60, seconds % 60).into()
    }
}

fn phase(state: PodState<'_>) -> &'static str {
    match state {
        PodState::Unbound | PodState::Starting => "Pending",
        PodState::Waiting(_) | PodState::Running | PodState::Ready => "Running",
        PodState::Succeeded => "Succeeded",
        PodState::Failed(_) => "Failed",
    }
}

fn items<'v>(spec: &'v Value, field: &str) -> &'v [Value] {
    spec[field].as_array().map_or(&[], Vec::as_slice)
}

fn conditions(state: PodState<'_>, spec: &Value) -> Value {
    let mut conditions = Vec::new();
    if state == PodState::Unbound && !items(spec, "schedulingGates").is_empty() {
        conditions.push(json!({"type": "PodScheduled", "status": "False", "reason": "SchedulingGated"}));
    }
    if state == PodState::Ready {
        for gate in items(spec, "readinessGates") {
            conditions.push(json!({"type": gate["conditionType"], "status": "True"}));
        }
        conditions.push(json!({"type": "Ready", "status": "True"}));
    }
    conditions.into()
}

fn ended(code: i64, reason: &str) -> Value {
    json!({"terminated": {"exitCode": code, "reason": reason}})
}

fn init_containers(state: PodState<'_>, spec: &Value) -> Value {
    let statuses = items(spec, "initContainers").iter().map(|container| {
        // One that goes on beside the others does what they do.
        let is_sidecar = container["restartPolicy"] == "Always";
        let (state, runs) = match state {
            PodState::Starting => (json!({"waiting": {"reason": "PodInitializing"}}), false),
            PodState::Waiting(_) | PodState::Running | PodState::Ready if is_sidecar => {
                (json!({"running": {}}), true)
            }
            _ => (ended(0, "Completed"), false),
        };
        json!({"name": container["name"], "state": state, "ready": runs, "started": runs})
    });
    statuses.collect()
}

fn containers(pod: &ScenePod<'_>, spec: &Value) -> Value {
    let containers = items(spec, "containers");
    let is_probed = |container: &Value| container.get("readinessProbe").is_some();
    let gated = !items(spec, "readinessGates").is_empty();
    let waiting = |reason: &str| json!({"waiting": {"reason": reason}});
    let statuses = containers.iter().enumerate().map(|(position, container)| {
        let (state, ready) = match pod.state {
            PodState::Starting if items(spec, "initContainers").is_empty() => {
                (waiting("ContainerCreating"), false)
            }
            PodState::Starting => (waiting("PodInitializing"), false),
            PodState::Waiting(reason) => (waiting(reason), false),
            PodState::Running if containers.iter().any(is_probed) => {
                (json!({"running": {}}), !is_probed(container))
            }
            PodState::Running => (json!({"running": {}}), gated),
            PodState::Ready | PodState::Unbound => (json!({"running": {}}), true),
            PodState::Succeeded => (ended(0, "Completed"), false),
            PodState::Failed(_) => (ended(1, "Error"), false),
        };
        let mut status = json!({"name": container["name"], "state": state, "ready": ready});
        if position == 0 && pod.state != PodState::Starting {
            status["restartCount"] = pod.restarts.into();
            if let Some(at) = pod.last_ended {
                status["lastState"] = json!({"terminated": {"finishedAt": timestamp(at.seconds())}});
            }
        }
        status
    });
    statuses.collect()
}
