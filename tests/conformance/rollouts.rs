//! Whole recordings of a real control plane, from an empty cluster on: what happens on each node, and when.
//!
//! A recording's first node is any node, so the nodes are put in its order first. Its events carry the API server's own
//! time on top of the kubelets', and its kubelets look after one Pod at a time: up to 0.25 seconds for each Pod that is
//! replaced at once, in each cycle since the last change.

use std::{collections::BTreeMap, time::Duration};

use daemonset_planner::{
    answer::DaemonSetStatus,
    apiserver::admit,
    model::node::Node,
    simulation::{Change, Course, Fate, NodeTimings, Timings, course},
};
use serde_json::Value;

use crate::{
    shared,
    subjects::{course::word, tree},
};

/// What happens, to a Pod of which template (from 1), on which node; in order of time.
type Happenings = BTreeMap<(String, u64, String), Vec<f64>>;

#[test]
fn rollouts_are_upstreams() {
    for recording in shared::lines("conformance/rollouts.jsonl") {
        let name = recording["name"].as_str().unwrap();
        let course = simulate(&recording);
        compare(name, &recording, &of(&course), &recorded(&recording));
        for (at, expected) in last_statuses(&recording) {
            let last =
                course.statuses.iter().rfind(|(written, _)| written.as_secs_f64() < at - 0.001).unwrap().1;
            let ours = serde_json::to_value(DaemonSetStatus::from(last)).unwrap();
            for (field, number) in ours.as_object().unwrap() {
                assert_eq!(
                    *number,
                    expected.get(field).cloned().unwrap_or(0.into()),
                    "{name}: {field} at {at}"
                );
            }
        }
    }
}

fn compare(name: &str, recording: &Value, ours: &Happenings, theirs: &Happenings) {
    let keys =
        |all: &Happenings| -> Vec<_> { all.iter().map(|(key, times)| (key.clone(), times.len())).collect() };
    assert_eq!(keys(ours), keys(theirs), "{name}");
    let changes: Vec<f64> = moments(recording).into_iter().map(|(at, _)| at).collect();
    // How many changes there were by then.
    let period = |at: f64| changes.iter().filter(|change| **change <= at).count();
    // The most Pods to which one thing happens at one time, between two changes.
    let at_once = |within: usize| {
        let moments: Vec<(&str, f64)> = ours
            .iter()
            .flat_map(|((_, _, what), times)| times.iter().map(|at| (what.as_str(), *at)))
            .collect();
        let together = |moment: &(&str, f64)| moments.iter().filter(|other| *other == moment).count();
        let most = moments.iter().filter(|(_, at)| period(*at) == within).map(together).max().unwrap();
        f64::from(u32::try_from(most).unwrap())
    };
    for (key, times) in ours {
        for (ours, theirs) in times.iter().zip(&theirs[key]) {
            let period = period(*ours);
            let cycles = 1.0 + ((ours - changes[period - 1]) / CYCLE).floor();
            let late = theirs - ours;
            assert!(
                (-0.02..=0.25 * cycles * at_once(period)).contains(&late),
                "{name}: {key:?}: {ours} against {theirs}"
            );
        }
    }
}

/// What a Pod's replacement takes: 0.4 seconds to go and 1 second to start.
const CYCLE: f64 = 1.4;

/// The changes with their times: that of the answer to an `apply`, and for other steps their beginning.
fn moments(recording: &Value) -> Vec<(f64, &Value)> {
    let events = recording["events"].as_array().unwrap();
    let time = |event: &Value| event["t"].as_f64().unwrap();
    let begins: Vec<f64> = events.iter().filter(|event| event["ev"] == "STEP").map(time).collect();
    let mut applied = events.iter().filter(|event| event["ev"] == "APPLY").map(time);
    let steps = recording["input"]["steps"].as_array().unwrap().iter().enumerate();
    let timed = steps.filter_map(|(position, step)| match step[0].as_str().unwrap() {
        "apply" => Some((applied.next().unwrap(), step)),
        "wait" | "sleep" => None,
        _ => Some((begins[position], step)),
    });
    timed.collect()
}

/// When the recording ends.
fn end(recording: &Value) -> f64 {
    let begins = |event: &&Value| event["ev"] == "STEP";
    let last = recording["events"].as_array().unwrap().iter().rfind(begins).unwrap();
    let seconds = &recording["input"]["steps"].as_array().unwrap().last().unwrap()[1];
    last["t"].as_f64().unwrap() + seconds.as_f64().unwrap()
}

/// The last status of each generation, with the time of what ended it.
fn last_statuses(recording: &Value) -> Vec<(f64, &Value)> {
    let events = recording["events"].as_array().unwrap();
    let applied = moments(recording).into_iter().filter(|(_, step)| step[0] == "apply").skip(1);
    let last_of = |(generation, (at, _)): (usize, (f64, _))| {
        let of = |event: &&Value| event["status"]["generation"] == generation + 1;
        (at, &events.iter().rfind(of).unwrap()["status"])
    };
    let ended = applied.enumerate().map(last_of);
    ended.chain([(end(recording), &recording["final"][0])]).collect()
}

fn recorded(recording: &Value) -> Happenings {
    let mut happenings = Happenings::new();
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for event in recording["events"].as_array().unwrap() {
        let Some(pod) = event["pod"].as_str() else { continue };
        let now = [
            ("created", event["ev"] == "ADDED"),
            ("bound", event["bound"] == true),
            ("ready", event["ready"] == "True"),
            ("deleted", event["terminating"] == true),
            ("gone", event["ev"] == "DELETED"),
        ];
        for (what, _) in now.into_iter().filter(|(_, happened)| *happened) {
            if !seen.contains(&(pod, what)) {
                seen.push((pod, what));
                let template = event["gen"].as_str().unwrap().parse().unwrap();
                let key = (event["node"].as_str().unwrap().to_owned(), template, what.to_owned());
                happenings.entry(key).or_default().push(event["t"].as_f64().unwrap());
            }
        }
    }
    happenings
}

fn of(course: &Course) -> Happenings {
    let mut happenings = Happenings::new();
    for happening in &course.happenings {
        let template = u64::try_from(happening.template).unwrap() + 1;
        let key = (course.nodes[happening.node].clone(), template, word(happening.what).to_owned());
        happenings.entry(key).or_default().push(happening.at.as_secs_f64());
    }
    happenings
}

fn simulate(recording: &Value) -> Course {
    let input = &recording["input"];
    // Those that the last rollout replaces first come first.
    let last = moments(recording).iter().rfind(|(_, step)| step[0] == "apply").unwrap().0;
    let events = recording["events"].as_array().unwrap().iter();
    let order: Vec<&str> = events
        .filter(|event| event["t"].as_f64().unwrap() >= last)
        .filter_map(|event| event["node"].as_str())
        .collect();
    let mut nodes: Vec<&Value> = input["nodes"].as_array().unwrap().iter().collect();
    nodes.sort_by_key(|node| {
        order.iter().position(|name| node["metadata"]["name"] == *name).unwrap_or(usize::MAX)
    });
    let is = |node: &Value| Change::Node(Box::new(Node::read(&tree(node)).unwrap()));
    let mut changes: Vec<(Duration, Change)> = nodes.iter().map(|node| (Duration::ZERO, is(node))).collect();
    for (at, step) in moments(recording) {
        let name = || step[1].as_str().unwrap().to_owned();
        let change = match step[0].as_str().unwrap() {
            "apply" => {
                let mut object = step[1].clone();
                object["metadata"]["namespace"] = "default".into();
                Change::Apply(Box::new(admit(&tree(&object)).unwrap()))
            }
            "patchNode" => {
                let mut node =
                    (*nodes.iter().find(|node| node["metadata"]["name"] == step[1]).unwrap()).clone();
                node["spec"]["taints"] = step[2]["spec"]["taints"].clone();
                is(&node)
            }
            "addNode" => is(&step[1]),
            "deleteNode" => Change::RemoveNode(name()),
            other => {
                assert_eq!(other, "deletePodOn");
                Change::DeletePods(name())
            }
        };
        changes.push((Duration::from_secs_f64(at), change));
    }
    course(&changes, &timings(&input["kubelet"]), Some(Duration::from_secs_f64(end(recording))))
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
