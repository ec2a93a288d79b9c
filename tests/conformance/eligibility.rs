//! `NodeShouldRunDaemonPod`, verdict for verdict.

use daemonset_planner::{
    apiserver::admit,
    controller::Placement,
    model::{fleet::Fleet, node::Node},
};
use serde_json::Value;

use crate::shared;

#[test]
fn verdicts_are_upstreams() {
    for (number, line) in shared::lines("conformance/eligibility.jsonl.gz").iter().enumerate() {
        let admitted = admit(&line["daemonSet"]).unwrap();
        let placement = Placement::of(&admitted);
        let mut fleet = Fleet::new();
        let nodes: Vec<Node> =
            line["nodes"].as_array().unwrap().iter().map(|node| Node::read(node).unwrap()).collect();
        for node in &nodes {
            fleet.push_node(node);
        }
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
