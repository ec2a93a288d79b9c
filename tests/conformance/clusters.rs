//! Whole clusters with the status that the real controller wrote.

use daemonset_planner::{
    apiserver::admit,
    controller::Placement,
    model::{fleet::Fleet, node::Node},
};
use serde_json::Value;

use crate::{shared, subjects::tree};

/// All of these lists are whole: each carries what its DaemonSets ask about, so every number has to agree.
#[test]
fn desired_number_scheduled_is_what_the_controller_wrote() {
    // The objects of a List or of a bare array.
    let objects = |file: &str| -> Vec<Value> {
        let value: Value = serde_json::from_slice(&shared::bytes(file).unwrap()).unwrap();
        value.get("items").unwrap_or(&value).as_array().unwrap().clone()
    };
    for cluster in shared::files("corpus/clusters") {
        let files = shared::files(&cluster);
        let nodes: Vec<Node> = objects(&format!("{cluster}/nodes.json"))
            .into_iter()
            .map(|node| Node::read(&tree(&node)).unwrap())
            .collect();
        let mut fleet = Fleet::new();
        for node in &nodes {
            fleet.push_node(node);
        }
        let daemon_sets =
            files.iter().filter(|file| file.contains("/daemonsets")).flat_map(|file| objects(file));
        let mut count = 0;
        for mut daemon_set in daemon_sets {
            // They were read from old releases, as extensions/v1beta1 or without a kind.
            daemon_set["apiVersion"] = "apps/v1".into();
            daemon_set["kind"] = "DaemonSet".into();
            // apps/v1 keeps this one as an annotation.
            daemon_set["spec"].as_object_mut().unwrap().remove("templateGeneration");
            let name = &daemon_set["metadata"]["name"];
            let placement = Placement::of(
                &admit(&tree(&daemon_set)).unwrap_or_else(|refusal| panic!("{name}: {refusal:?}")),
            );
            let desired = fleet.iter().filter(|node| placement.verdict(*node).should_run).count();
            assert_eq!(daemon_set["status"]["desiredNumberScheduled"], desired, "{cluster}: {name}");
            count += 1;
        }
        assert!(count > 0, "{cluster} has no DaemonSets");
    }
}
