//! A rollout in virtual time from a cluster in any state: every status that is written.

use daemonset_planner::{
    controller::{Sight, Snapshot},
    model::{pod::Pod, time::Time},
    simulation::rollout_from,
};
use serde_json::{Value, json};

use super::{
    eligibility::placed,
    rollout::{statuses, timings},
    tree,
};

pub(super) fn answer(case: &Value) -> Value {
    let (admitted, fleet, verdicts) = match placed(case) {
        Ok(placed) => placed,
        Err(refused) => return refused,
    };
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
    let timings = timings(&case["kubelets"]);
    let rollout = rollout_from(&admitted, &fleet, &verdicts, Sight::of(&snapshot), &timings);
    json!({ "statuses": statuses(&rollout.statuses) })
}
