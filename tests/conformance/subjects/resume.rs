//! A rollout in virtual time from a cluster in any state: every status that is written.

use daemonset_planner::{
    apiserver::admit,
    controller::{Placement, Snapshot, Verdict},
    model::{pod::Pod, time::Time},
    simulation::rollout_from,
};
use serde_json::{Value, json};

use super::{
    eligibility::fleet,
    rollout::{statuses, timings},
    tree,
};

pub(super) fn answer(case: &Value) -> Value {
    let admitted = match admit(&tree(&case["daemonSet"])) {
        Ok(admitted) => admitted,
        Err(refusal) => return json!({ "refused": refusal.message }),
    };
    let placement = Placement::of(&admitted);
    let fleet = fleet(&case["nodes"]);
    let verdicts: Vec<Verdict> = fleet.iter().map(|node| placement.verdict(node)).collect();
    let pods = case["pods"].as_array().cloned().unwrap_or_default();
    let pods: Vec<Pod> = pods.iter().map(|pod| Pod::read(&tree(pod)).unwrap()).collect();
    let snapshot = Snapshot {
        admitted: &admitted,
        fleet: &fleet,
        verdicts: &verdicts,
        pods: &pods,
        now: Time::parse(case["times"][0].as_str().unwrap()).unwrap(),
        revision: case["hash"].as_str(),
    };
    json!({ "statuses": statuses(&rollout_from(&snapshot, &timings(&case["kubelets"])).statuses) })
}
