//! The words of kubectl.

use daemonset_planner::{kubectl, model::time::Time};
use serde_json::{Value, json};

use super::tree;

/// The tables, the descriptions of the first DaemonSet and of a node, and the status of the rollout.
pub(super) fn answer(case: &Value) -> Value {
    // Half a case comes only from a disagreement that is made smaller.
    let Some(now) = case["now"].as_str().and_then(Time::parse) else { return json!({"refused": true}) };
    let list = |field: &str| case[field].as_array().into_iter().flatten().map(tree).collect::<Vec<_>>();
    let daemon_sets = list("daemonSets");
    let Some(first) = daemon_sets.first() else { return json!({"refused": true}) };
    let events = case["events"].is_array().then(|| list("events"));
    json!({
        "get": kubectl::get(&daemon_sets, false, now),
        "wide": kubectl::get(&daemon_sets, true, now),
        "pods": kubectl::get_pods(&list("pods"), false, now),
        "podsWide": kubectl::get_pods(&list("pods"), true, now),
        "node": kubectl::describe_node(&tree(&case["node"])),
        "describe": kubectl::describe(first, &list("pods"), events.as_deref(), now),
        "rollout": match kubectl::rollout_status(first) {
            Ok(status) => json!({"text": status.text, "done": status.done}),
            Err(error) => json!({"error": error}),
        },
    })
}
