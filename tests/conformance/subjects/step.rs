//! `syncDaemonSet`: what one look at a snapshot creates and deletes, and the status that it writes.

use daemonset_planner::{
    answer,
    controller::{Backoffs, Snapshot, Step, reconcile_with},
    model::{pod::Pod, time::Time},
};
use serde_json::Value;

use super::{eligibility::placed, tree};

/// How many nodes are too many to name each.
const CROWD: usize = 20;

pub(super) fn answer(case: &Value) -> Value {
    let (admitted, fleet, verdicts) = match placed(case) {
        Ok(placed) => placed,
        Err(refused) => return refused,
    };
    let list = |field: &str| case[field].as_array().cloned().unwrap_or_default();
    let pods: Vec<Pod> = list("pods").iter().map(|pod| Pod::read(&tree(pod)).unwrap()).collect();
    let mut backoffs = Backoffs::default();
    let times = list("times");
    let steps = times.iter().map(|now| {
        let snapshot = Snapshot {
            admitted: &admitted,
            fleet: &fleet,
            verdicts: &verdicts,
            pods: &pods,
            now: Time::parse(now.as_str().unwrap()).unwrap(),
            revision: case["hash"].as_str(),
        };
        canonical(reconcile_with(&snapshot, &mut backoffs), fleet.len())
    });
    Value::Array(steps.collect())
}

/// Upstream acts in the order of a Go map: names are compared in order.
fn canonical(mut step: Step, nodes: usize) -> Value {
    step.create.sort();
    step.delete.sort();
    if nodes > CROWD {
        step.create = vec![format!("{} nodes", step.create.len())];
    }
    serde_json::to_value(answer::Step::from(step)).unwrap()
}
