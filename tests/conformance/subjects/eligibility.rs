//! `NodeShouldRunDaemonPod`, node by node.

use daemonset_planner::{
    apiserver::admit,
    controller::Placement,
    model::{fleet::Fleet, node::Node},
};
use serde_json::{Value, json};

use super::tree;

pub(super) fn answer(case: &Value) -> Value {
    let admitted = match admit(&tree(&case["daemonSet"])) {
        Ok(admitted) => admitted,
        Err(refusal) => return json!({ "refused": refusal.message }),
    };
    let placement = Placement::of(&admitted);
    let verdicts = fleet(&case["nodes"]).iter().map(|node| {
        let verdict = placement.verdict(node);
        json!({ "shouldRun": verdict.should_run, "shouldContinueRunning": verdict.should_continue_running })
    }).collect();
    Value::Array(verdicts)
}

/// The nodes of a case.
pub(super) fn fleet(nodes: &Value) -> Fleet {
    let mut fleet = Fleet::new();
    for node in nodes.as_array().into_iter().flatten() {
        fleet.push_node(&Node::read(&tree(node)).unwrap());
    }
    fleet
}
