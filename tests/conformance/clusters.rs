//! Whole clusters with the status that the real controller wrote.

use daemonset_planner::{
    answer::Plan,
    apiserver::admit,
    controller::Placement,
    model::{fleet::Fleet, node::Node},
    planner::Planner,
};
use serde_json::Value;

use crate::{shared, subjects::tree};

/// The objects of a List or of a bare array.
fn objects(file: &str) -> Vec<Value> {
    let value: Value = serde_json::from_slice(&shared::bytes(file).unwrap()).unwrap();
    value.get("items").unwrap_or(&value).as_array().unwrap().clone()
}

/// The DaemonSets of a cluster, as apps/v1 has them: they were read from old releases, as extensions/v1beta1 or without a kind.
fn daemon_sets(cluster: &str) -> Vec<Value> {
    let files = shared::files(cluster);
    let files = files.iter().filter(|file| file.contains("/daemonsets"));
    let mut found: Vec<Value> = files.flat_map(|file| objects(file)).collect();
    for daemon_set in &mut found {
        daemon_set["apiVersion"] = "apps/v1".into();
        daemon_set["kind"] = "DaemonSet".into();
        // apps/v1 keeps this one as an annotation.
        daemon_set["spec"].as_object_mut().unwrap().remove("templateGeneration");
    }
    found
}

/// The Pods of a cluster, named as they were read without.
fn pods(cluster: &str) -> Vec<Value> {
    let files = shared::files(cluster);
    let mut pods: Vec<Value> =
        files.iter().filter(|file| file.contains("/pods")).flat_map(|file| objects(file)).collect();
    for pod in &mut pods {
        pod["apiVersion"] = "v1".into();
        pod["kind"] = "Pod".into();
    }
    pods
}

/// The plan of one of a cluster's DaemonSets, with what is there.
fn plan(cluster: &str, daemon_set: &Value, pods: &[Value]) -> Plan {
    let mut planner = Planner::default();
    planner.set_manifest(daemon_set.to_string().into_bytes());
    planner.set_nodes(&shared::bytes(&format!("{cluster}/nodes.json")).unwrap());
    planner.set_pods(Some(Value::from(pods).to_string().as_bytes()));
    planner.plan(b"")
}

/// All of these lists are whole: each carries what its DaemonSets ask about, so every number has to agree.
#[test]
fn desired_number_scheduled_is_what_the_controller_wrote() {
    for cluster in shared::files("corpus/clusters") {
        let nodes: Vec<Node> = objects(&format!("{cluster}/nodes.json"))
            .into_iter()
            .map(|node| Node::read(&tree(&node)).unwrap())
            .collect();
        let mut fleet = Fleet::new();
        for node in &nodes {
            fleet.push_node(node);
        }
        let mut count = 0;
        for daemon_set in daemon_sets(&cluster) {
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

/// Its Pod became ready between the reading of the DaemonSets and that of the Pods.
const READ_BETWEEN: &str = "sonobuoy-e2eds-daemon-set-e3edc45d5adf4fb1";

/// With their Pods, all of the status is what the controller wrote, and it had nothing left to do.
#[test]
fn the_status_of_existing_pods_is_what_the_controller_wrote() {
    for cluster in shared::files("corpus/clusters") {
        let pods = pods(&cluster);
        for daemon_set in daemon_sets(&cluster) {
            let name = &daemon_set["metadata"]["name"];
            let plan = plan(&cluster, &daemon_set, &pods);
            let current = plan.daemon_sets[0].current.as_ref().unwrap();
            let differences = if name == READ_BETWEEN { 4 } else { 0 };
            assert_eq!(
                current.differences.len(),
                differences,
                "{cluster}: {name}: {:?}",
                current.differences
            );
            assert_eq!(current.next, "The controller has nothing to do.", "{cluster}: {name}");
            assert!(!current.pods.is_empty(), "{cluster}: {name}");
        }
    }
}

/// Every Pod of a DaemonSet that runs is found to fit where it runs, beside everything else there.
#[test]
fn running_pods_fit_where_they_run() {
    let mut fitting = 0;
    for cluster in shared::files("corpus/clusters") {
        let pods = pods(&cluster);
        for daemon_set in daemon_sets(&cluster) {
            let name = &daemon_set["metadata"]["name"];
            let plan = plan(&cluster, &daemon_set, &pods);
            for node in &plan.daemon_sets[0].nodes {
                let runs = |pod: &&Value| {
                    let owner = &pod["metadata"]["ownerReferences"][0];
                    owner["kind"] == "DaemonSet"
                        && owner["name"] == *name
                        && pod["metadata"]["namespace"] == daemon_set["metadata"]["namespace"]
                        && pod["spec"]["nodeName"] == node.name
                        && pod["status"]["phase"] == "Running"
                };
                if pods.iter().filter(runs).count() == 0 {
                    continue;
                }
                let scheduling = node.scheduling.as_ref().unwrap();
                let fits = if node.should_run { Some(true) } else { None };
                assert_eq!(scheduling.fits, fits, "{cluster}: {name} on {}: {scheduling:?}", node.name);
                assert!(!scheduling.assumes.contains(&"allocatable"), "{cluster} says what its nodes have");
                fitting += usize::from(node.should_run);
            }
        }
    }
    println!("{fitting} running Pods fit where they run");
}
