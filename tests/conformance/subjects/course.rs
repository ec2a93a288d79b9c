//! A cluster from nothing in virtual time, while nodes come, change and go and the DaemonSet is changed.

use std::collections::BTreeMap;

use daemonset_planner::{
    apiserver::admit,
    model::{duration::Duration, node::Node},
    simulation::{Change, Course, What, course},
};
use serde_json::{Value, json};

use super::{
    rollout::{milliseconds, statuses, timings},
    tree,
};

pub(super) fn answer(case: &Value) -> Value {
    let span = |of: &Value| Duration::from_millis(of.as_u64().unwrap());
    let mut changes = Vec::new();
    for change in case["changes"].as_array().unwrap() {
        match read(change) {
            Ok(read) => changes.push((span(&change["at"]), read)),
            Err(message) => return json!({ "refused": message }),
        }
    }
    let course = course(&changes, &timings(&case["kubelets"]), Some(span(&case["end"])));
    json!({ "nodes": nodes(&course), "statuses": statuses(&course.statuses) })
}

fn read(change: &Value) -> Result<Change, String> {
    let name = |field: &str| change[field].as_str().map(str::to_owned);
    Ok(if let Some(daemon_set) = change.get("apply") {
        Change::Apply(Box::new(admit(&tree(daemon_set)).map_err(|refusal| refusal.message)?))
    } else if let Some(node) = change.get("node") {
        Change::Node(Box::new(Node::read(&tree(node)).unwrap()))
    } else if let Some(name) = name("removeNode") {
        Change::RemoveNode(name)
    } else {
        Change::DeletePods(name("deletePods").unwrap())
    })
}

/// What happens to a Pod, in a word.
pub(crate) fn word(what: What) -> &'static str {
    match what {
        What::Created(_) => "created",
        What::Bound => "bound",
        What::Ready => "ready",
        What::Unready => "unready",
        What::Failed => "failed",
        What::Deleted(_) => "deleted",
        What::Gone => "gone",
    }
}

/// What happens on each node, in order of time; at one time, of names.
fn nodes(course: &Course) -> BTreeMap<&str, Vec<String>> {
    let mut happens: BTreeMap<&str, Vec<(u64, &str)>> = BTreeMap::new();
    for happening in &course.happenings {
        happens
            .entry(&course.nodes[happening.node])
            .or_default()
            .push((milliseconds(happening.at), word(happening.what)));
    }
    let words = |mut happens: Vec<(u64, &str)>| {
        happens.sort_unstable();
        happens.into_iter().map(|(at, what)| format!("{what}@{at}")).collect()
    };
    happens.into_iter().map(|(node, happens)| (node, words(happens))).collect()
}
