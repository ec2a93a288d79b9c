//! The words of kubectl.

use daemonset_planner::{kubectl, model::time::Time};
use serde_json::{Value, json};

use super::tree;

/// The tables, the description of the first DaemonSet, and the status of its rollout.
pub(super) fn answer(case: &Value) -> Value {
    let now = Time::parse(case["now"].as_str().unwrap()).unwrap();
    let list = |field: &str| case[field].as_array().into_iter().flatten().map(tree).collect::<Vec<_>>();
    let daemon_sets = list("daemonSets");
    let first = &daemon_sets[0];
    let events = case["events"].is_array().then(|| list("events"));
    json!({
        "get": kubectl::get(&daemon_sets, false, now),
        "wide": kubectl::get(&daemon_sets, true, now),
        "describe": kubectl::describe(first, &list("pods"), events.as_deref(), now),
        "rollout": match kubectl::rollout_status(first) {
            Ok(status) => json!({"text": status.text, "done": status.done}),
            Err(error) => json!({"error": error}),
        },
    })
}
