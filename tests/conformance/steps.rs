//! One controller sync: create, delete, status.

use daemonset_planner::{
    answer,
    apiserver::admit,
    controller::{Placement, Snapshot, Verdict, reconcile},
    model::{pod::Pod, time::Time},
};
use serde_json::{Map, Value, json};

use crate::{shared, subjects::tree};

#[test]
fn steps_are_upstreams() {
    for (number, line) in shared::lines("conformance/steps.jsonl.gz").iter().enumerate() {
        let ours = canonical(&step(line));
        let theirs: Vec<Value> = line["steps"].as_array().unwrap().iter().map(canonical).collect();
        assert!(theirs.contains(&ours), "line {}: {ours:#}\nis none of {theirs:#?}", number + 1);
    }
}

fn step(line: &Value) -> Value {
    let admitted = admit(&tree(&line["daemonSet"])).unwrap();
    let placement = Placement::of(&admitted);
    let fleet = shared::fleet(&line["nodes"]);
    let verdicts: Vec<Verdict> = fleet.iter().map(|node| placement.verdict(node)).collect();
    let pods: Vec<Pod> =
        line["pods"].as_array().unwrap().iter().map(|pod| Pod::read(&tree(pod)).unwrap()).collect();
    let snapshot = Snapshot {
        admitted: &admitted,
        fleet: &fleet,
        verdicts: &verdicts,
        pods: &pods,
        now: Time::parse(line["now"].as_str().unwrap()).unwrap(),
        revision: line["hash"].as_str(),
    };
    serde_json::to_value(answer::Step::from(reconcile(&snapshot))).unwrap()
}

/// Lists sorted, since upstream's are in the order of a Go map; numbers that are 0 left out, since Go leaves some out.
fn canonical(step: &Value) -> Value {
    let sorted = |field: &str| {
        let mut names: Vec<String> = serde_json::from_value(step[field].clone()).unwrap();
        names.sort();
        names
    };
    let status: Map<String, Value> =
        step["status"].as_object().unwrap().clone().into_iter().filter(|(_, number)| *number != 0).collect();
    json!({ "create": sorted("create"), "delete": sorted("delete"), "status": status, "error": step.get("error") })
}
