//! Whole rollouts, as a real control plane ran them: what happens, how often, and when.
//!
//! A recording's first node is any node, so the nodes are put in its order first. Its events carry the API server's own
//! time on top of the kubelets', and its kubelets look after one Pod at a time: up to 0.25 seconds a cycle and Pod.

use std::time::Duration;

use daemonset_planner::{
    apiserver::admit,
    controller::{Placement, Verdict},
    model::{fleet::Fleet, node::Node},
    simulation::{Fate, NodeTimings, Rollout, Timings, rollout},
};
use serde_json::Value;

use crate::{shared, subjects::tree};

/// Recordings that need more than the rollout of a changed template over healthy Pods: Pods that are broken before it,
/// nodes that change, and nodes that become eligible by the change.
const BEYOND: [&str; 4] =
    ["never-ready-node-mu1-n4", "taints-come-n4", "node-comes-goes-n3", "control-plane-n4"];

#[test]
fn rollouts_are_upstreams() {
    for recording in shared::lines("conformance/rollouts.jsonl") {
        let name = recording["name"].as_str().unwrap();
        if BEYOND.contains(&name) {
            println!("left out: {name}");
            continue;
        }
        check(name, &simulate(&recording), &recorded(&recording));
    }
}

/// When the old Pods are deleted and gone, and the new ones created and ready; each in order of time.
#[derive(Debug, Default)]
struct Times {
    deleted: Vec<f64>,
    gone: Vec<f64>,
    created: Vec<f64>,
    ready: Vec<f64>,
}

fn check(name: &str, ours: &Rollout, theirs: &Times) {
    let times = |moment: fn(&daemonset_planner::simulation::Progress) -> Option<Duration>| {
        let mut times: Vec<f64> =
            ours.progress.iter().filter_map(moment).map(|moment| moment.as_secs_f64()).collect();
        times.sort_by(f64::total_cmp);
        times
    };
    let at_once = ours.budget.map_or(1, |budget| budget.max_surge.max(budget.max_unavailable));
    for (what, ours, theirs) in [
        ("deleted", times(|node| node.old_deleted), &theirs.deleted),
        ("gone", times(|node| node.old_gone), &theirs.gone),
        ("created", times(|node| node.new_created), &theirs.created),
        ("ready", times(|node| node.new_ready), &theirs.ready),
    ] {
        assert_eq!(ours.len(), theirs.len(), "{name}: {what}: {ours:?} against {theirs:?}");
        let pods = f64::from(u32::try_from(at_once).unwrap());
        for (number, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
            let cycles = f64::from(u32::try_from(number / at_once + 1).unwrap());
            let late = theirs - ours;
            assert!(
                (-0.02..=0.25 * cycles * pods).contains(&late),
                "{name}: {what} {number}: {ours} against {theirs}"
            );
        }
    }
}

/// The last template that is applied, and the events until somebody interferes.
fn recorded(recording: &Value) -> Times {
    let mut times = Times::default();
    let mut terminating = Vec::new();
    for event in rollout_events(recording) {
        let at = event["t"].as_f64().unwrap() - start(recording);
        let old = event["gen"] == "1";
        match event["ev"].as_str().unwrap() {
            "ADDED" => times.created.push(at),
            "MODIFIED" if !old && event["ready"] == "True" => times.ready.push(at),
            "MODIFIED" if old && event["terminating"] == true && !terminating.contains(&&event["pod"]) => {
                terminating.push(&event["pod"]);
                times.deleted.push(at);
            }
            "DELETED" => times.gone.push(at),
            _ => {}
        }
    }
    times
}

fn start(recording: &Value) -> f64 {
    let applied = |event: &&Value| event["ev"] == "APPLY";
    recording["events"].as_array().unwrap().iter().rfind(applied).unwrap()["t"].as_f64().unwrap()
}

fn rollout_events(recording: &Value) -> Vec<&Value> {
    let events = recording["events"].as_array().unwrap().iter();
    events
        .skip_while(|event| event["ev"] != "APPLY" || event["t"] != start(recording))
        .take_while(|event| event["what"] != "deletePodOn")
        .filter(|event| event.get("pod").is_some())
        .collect()
}

fn simulate(recording: &Value) -> Rollout {
    let input = &recording["input"];
    let applied = |step: &&Value| step[0] == "apply";
    let mut object = input["steps"].as_array().unwrap().iter().rfind(applied).unwrap()[1].clone();
    object["metadata"]["namespace"] = "default".into();
    let admitted = admit(&tree(&object)).unwrap();
    let mut nodes: Vec<Node> =
        input["nodes"].as_array().unwrap().iter().map(|node| Node::read(&tree(node)).unwrap()).collect();
    let order: Vec<&str> =
        rollout_events(recording).iter().map(|event| event["node"].as_str().unwrap()).collect();
    nodes.sort_by_key(|node| order.iter().position(|name| *name == node.metadata.name).unwrap_or(usize::MAX));
    let mut fleet = Fleet::new();
    for node in &nodes {
        fleet.push_node(node);
    }
    let placement = Placement::of(&admitted);
    let verdicts: Vec<Verdict> = fleet.iter().map(|node| placement.verdict(node)).collect();
    rollout(&admitted, &fleet, &verdicts, &timings(&input["kubelet"]))
}

fn timings(kubelets: &Value) -> Timings {
    let seconds = |of: &Value| of.as_f64().map(Duration::from_secs_f64);
    let mut timings = Timings::default();
    for (name, kubelet) in kubelets.as_object().unwrap() {
        let (ready, termination) = (seconds(&kubelet["start"]), seconds(&kubelet["terminate"]));
        let fate = match (&kubelet["neverReady"], &kubelet["unreachable"]) {
            (Value::Bool(true), _) => Some(Fate::NeverReady),
            (_, Value::Bool(true)) => Some(Fate::Unreachable),
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
