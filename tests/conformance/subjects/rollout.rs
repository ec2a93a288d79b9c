//! A whole rollout in virtual time: what happens on each node and when, and every status that is written.

use daemonset_planner::{
    answer::DaemonSetStatus,
    controller::Status,
    model::duration::Duration,
    simulation::{Fate, NodeTimings, Progress, Timings, rollout},
};
use serde_json::{Map, Value, json};

use super::eligibility::placed;

pub(super) fn answer(case: &Value) -> Value {
    let (admitted, fleet, verdicts) = match placed(case) {
        Ok(placed) => placed,
        Err(refused) => return refused,
    };
    let rollout = rollout(&admitted, &fleet, &verdicts, &timings(&case["kubelets"]));
    let nodes: Map<String, Value> = rollout.progress.iter().filter_map(on_node).collect();
    json!({ "nodes": nodes, "statuses": statuses(&rollout.statuses) })
}

pub(super) fn statuses(written: &[(Duration, Status)]) -> Vec<Value> {
    let write = |(at, status): &(Duration, Status)| json!({ "at": milliseconds(*at), "status": DaemonSetStatus::from(*status) });
    written.iter().map(write).collect()
}

/// What happens on a node, in order of time; at one time, of names.
fn on_node(progress: &Progress) -> Option<(String, Value)> {
    let mut happens: Vec<(u64, &str)> = [
        ("deleted", progress.old_deleted),
        ("gone", progress.old_gone),
        ("created", progress.new_created),
        ("bound", progress.new_bound),
        ("ready", progress.new_ready),
    ]
    .into_iter()
    .filter_map(|(what, at)| Some((milliseconds(at?), what)))
    .collect();
    happens.sort_unstable();
    let words: Vec<String> = happens.iter().map(|(at, what)| format!("{what}@{at}")).collect();
    (!words.is_empty()).then(|| (progress.node.clone(), json!(words)))
}

pub(super) fn milliseconds(duration: Duration) -> u64 {
    duration.as_micros() / 1_000
}

pub(super) fn timings(kubelets: &Value) -> Timings {
    let span = |of: &Value| of.as_u64().map(Duration::from_millis);
    let mut timings = Timings::default();
    for (name, kubelet) in kubelets.as_object().unwrap() {
        let (ready, termination) = (span(&kubelet["ready"]), span(&kubelet["termination"]));
        let fate = match kubelet["fate"].as_str() {
            Some("neverReady") => Some(Fate::NeverReady),
            Some("unreachable") => Some(Fate::Unreachable),
            _ => None,
        };
        if name == "*" {
            timings.ready = ready.unwrap();
            timings.termination = termination.unwrap();
        } else {
            timings.nodes.insert(name.clone(), NodeTimings { ready, termination, fate });
        }
    }
    timings
}
