//! `NodeShouldRunDaemonPod`, verdict for verdict.

use daemonset_planner::{apiserver::admit, controller::Placement};
use serde_json::Value;

use crate::{shared, subjects::tree};

#[test]
fn verdicts_are_upstreams() {
    for (number, line) in shared::lines("conformance/eligibility.jsonl.gz").iter().enumerate() {
        let admitted = admit(&tree(&line["daemonSet"])).unwrap();
        let placement = Placement::of(&admitted);
        let fleet = shared::fleet(&line["nodes"]);
        let verdicts: Vec<Value> = fleet
            .iter()
            .map(|node| placement.verdict(node))
            .map(|verdict| {
                serde_json::json!({
                    "shouldRun": verdict.should_run,
                    "shouldContinueRunning": verdict.should_continue_running,
                })
            })
            .collect();
        assert_eq!(Value::Array(verdicts), line["verdicts"], "line {}", number + 1);
    }
}
