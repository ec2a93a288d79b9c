//! Where the real kube-scheduler put the Pods of DaemonSets, and what it said of those that it could not put anywhere.

use std::collections::BTreeSet;

use daemonset_planner::planner::Planner;
use serde_json::{Map, Value, json};

use crate::{shared, subjects::scheduling::Clusters};

/// Every Pod's fate and message, byte for byte, what was nominated and who was pushed aside.
#[test]
fn every_pod_fares_as_recorded() {
    let lines = shared::lines("conformance/scheduling.jsonl");
    let classes =
        json!([{"metadata": {"name": "low"}, "value": 10}, {"metadata": {"name": "high"}, "value": 1000}]);
    let mut pods = 0;
    for line in &lines {
        let clusters = Clusters::read(line, &classes).unwrap();
        // Those that were bound were there for those that came later.
        let order: Vec<&str> = line["results"].as_object().unwrap().keys().map(String::as_str).collect();
        let mut results = Map::new();
        let mut evicted = BTreeSet::new();
        for (node, fate) in order.iter().zip(clusters.schedule(&order)) {
            let message = if fate.fits { Value::Null } else { Value::from(fate.message.clone()) };
            let nominated = if fate.evicts.is_empty() { Value::Null } else { Value::from(*node) };
            evicted.extend(fate.evicts.iter().map(|pod| clusters.pod(*pod).to_owned()));
            results.insert(
                (*node).to_owned(),
                json!({"bound": fate.fits, "message": message, "nominated": nominated}),
            );
            pods += 1;
        }
        let ours = json!({"results": results, "evicted": evicted});
        let theirs = json!({"results": line["results"], "evicted": line["evicted"]});
        assert_eq!(ours, theirs, "seed {}: {line}", line["seed"]);
    }
    println!("{} clusters, {pods} Pods", lines.len());
}

/// The same through the plan, with everything that is no DaemonSet pasted among the nodes, or with Pods and classes apart. A Pod is
/// not looked at on a node that does not want one, and whoever was bound is there for the next.
#[test]
fn a_plan_says_the_same() {
    for line in shared::lines("conformance/scheduling.jsonl") {
        let list = |name: &str| line[name].as_array().unwrap().clone();
        let mut others = list("pods");
        for (name, value) in [("low", 10), ("high", 1000)] {
            others.push(json!({"kind": "PriorityClass", "metadata": {"name": name}, "value": value}));
        }
        let mixed: Vec<Value> = list("nodes").into_iter().chain(others.iter().cloned()).collect();
        for together in [false, true] {
            let mut planner = Planner::default();
            planner.set_manifest(line["daemonSet"].to_string().into_bytes());
            if together {
                planner.set_nodes(Value::from(mixed.clone()).to_string().as_bytes());
            } else {
                planner.set_nodes(line["nodes"].to_string().as_bytes());
                planner.set_pods(Some(Value::from(others.clone()).to_string().as_bytes()));
            }
            let plan = planner.plan(b"");
            let mut evicted = BTreeSet::new();
            for node in &plan.daemon_sets[0].nodes {
                let scheduling = node.scheduling.as_ref().unwrap();
                let result = &line["results"][&node.name];
                assert_eq!(
                    scheduling.fits,
                    result["bound"].as_bool(),
                    "seed {}: {}",
                    line["seed"],
                    node.name
                );
                assert_eq!(scheduling.message.as_deref(), result["message"].as_str());
                assert_eq!(scheduling.nominated_node.as_deref(), result["nominated"].as_str());
                evicted.extend(scheduling.evicts.iter().cloned());
            }
            let evicted = Value::from_iter(evicted);
            // With no Pods there is nobody to speak of.
            assert_eq!(evicted, line["evicted"], "seed {}", line["seed"]);
        }
    }
}
