//! Whole recordings of a real control plane, from an empty cluster on, each as one `plan` call with events: what happens on each
//! node, and when.
//!
//! A recording's first node is any node, so the nodes are put in its order first. Its events carry the API server's own
//! time on top of the kubelets', and its kubelets look after one Pod at a time: up to 0.25 seconds for each Pod that is
//! replaced at once, in each cycle since the last change.

use std::collections::BTreeMap;

use daemonset_planner::{
    answer::{DaemonSetPlan, Happens, Source, TimelineEntry},
    planner::Planner,
};
use serde_json::{Value, json};

use crate::shared;

/// What happens, to a Pod of which template (from 1), on which node; in order of time.
type Happenings = BTreeMap<(String, u64, String), Vec<f64>>;

#[test]
fn rollouts_are_upstreams() {
    for recording in shared::lines("conformance/rollouts.jsonl") {
        let name = recording["name"].as_str().unwrap();
        let began = moments(&recording)[0].0;
        let plan = plan(&recording, began);
        compare(name, &recording, &of(&plan, began, end(&recording)), &recorded(&recording));
        let entries = &plan.timeline.as_ref().unwrap().entries;
        for (at, expected) in last_statuses(&recording) {
            let by_then =
                |entry: &&TimelineEntry| entry.status.is_some() && entry.seconds + began < at - 0.001;
            let ours = serde_json::to_value(entries.iter().rfind(by_then).unwrap().status).unwrap();
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

fn of(plan: &DaemonSetPlan, began: f64, end: f64) -> Happenings {
    let mut happenings = Happenings::new();
    for entry in &plan.timeline.as_ref().unwrap().entries {
        let what = match entry.what {
            Happens::PodCreated => "created",
            Happens::PodBound => "bound",
            Happens::PodReady => "ready",
            Happens::PodDeleted => "deleted",
            Happens::PodGone => "gone",
            _ => continue,
        };
        let at = entry.seconds + began;
        if at <= end {
            let key = (entry.node.clone().unwrap(), entry.template.unwrap().into(), what.to_owned());
            happenings.entry(key).or_default().push(at);
        }
    }
    happenings
}

/// The recording as one call: the first DaemonSet is created on the nodes, everything else is an event.
fn plan(recording: &Value, began: f64) -> DaemonSetPlan {
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
    let moments = moments(recording);
    let mut options = json!({ "start": "creating", "timelineEntries": 10_000, "nodes": {} });
    options["events"] = moments.iter().skip(1).map(|(at, step)| event(at - began, step)).collect();
    for (name, kubelet) in input["kubelet"].as_object().unwrap() {
        let mut own = json!({ "readySeconds": kubelet["start"], "terminationSeconds": kubelet["terminate"] });
        if kubelet["neverReady"] == true {
            own["fate"] = "neverReady".into();
        } else if kubelet["unreachable"] == true {
            own["fate"] = "unreachable".into();
        }
        if name == "*" {
            options["readySeconds"] = own["readySeconds"].take();
            options["terminationSeconds"] = own["terminationSeconds"].take();
        } else {
            options["nodes"][name] = own;
        }
    }
    let mut planner = Planner::default();
    planner.set_manifest(moments[0].1[1].to_string().into_bytes());
    planner.set_nodes(json!(nodes).to_string().as_bytes());
    let plan = planner.plan(options.to_string().as_bytes());
    let [found] = plan.daemon_sets.try_into().unwrap();
    assert!(plan.diagnostics.iter().all(|found| found.source != Source::Options), "{:?}", plan.diagnostics);
    found
}

/// A step of a recording as an event.
fn event(at: f64, step: &Value) -> Value {
    match step[0].as_str().unwrap() {
        "apply" => json!({ "atSeconds": at, "type": "apply", "manifest": step[1].to_string() }),
        "patchNode" => {
            let text = |taint: &Value| {
                format!("{}:{}", taint["key"].as_str().unwrap(), taint["effect"].as_str().unwrap())
            };
            let taints: Vec<String> =
                step[2]["spec"]["taints"].as_array().unwrap().iter().map(text).collect();
            json!({ "atSeconds": at, "type": "taintNode", "node": step[1], "taints": taints })
        }
        "addNode" => {
            let metadata = &step[1]["metadata"];
            let (node, labels) = (&metadata["name"], &metadata["labels"]);
            json!({ "atSeconds": at, "type": "addNode", "node": node, "labels": labels })
        }
        "deleteNode" => json!({ "atSeconds": at, "type": "removeNode", "node": step[1] }),
        other => {
            assert_eq!(other, "deletePodOn");
            json!({ "atSeconds": at, "type": "deletePod", "node": step[1] })
        }
    }
}
