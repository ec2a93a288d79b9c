//! `NodeShouldRunDaemonPod`, node by node.

use daemonset_planner::{
    apiserver::{Admitted, admit},
    controller::{Placement, Verdict},
    model::{fleet::Fleet, node::Node},
};
use serde_json::{Value, json};

use super::tree;

pub(super) fn answer(case: &Value) -> Value {
    let verdicts = match placed(case) {
        Ok((_, _, verdicts)) => verdicts,
        Err(refused) => return refused,
    };
    let answer = |verdict: Verdict| json!({ "shouldRun": verdict.should_run, "shouldContinueRunning": verdict.should_continue_running });
    verdicts.into_iter().map(answer).collect()
}

/// A case's DaemonSet, its nodes, and the verdict on each; or what the API server says against it.
pub(super) fn placed(case: &Value) -> Result<(Admitted, Fleet, Vec<Verdict>), Value> {
    let admitted =
        admit(&tree(&case["daemonSet"])).map_err(|refusal| json!({ "refused": refusal.message }))?;
    let placement = Placement::of(&admitted);
    let fleet = fleet(&case["nodes"]);
    let verdicts = fleet.iter().map(|node| placement.verdict(node)).collect();
    Ok((admitted, fleet, verdicts))
}

/// The nodes of a case.
pub(super) fn fleet(nodes: &Value) -> Fleet {
    let mut fleet = Fleet::new();
    for node in nodes.as_array().into_iter().flatten() {
        fleet.push_node(&Node::read(&tree(node)).unwrap());
    }
    fleet
}
