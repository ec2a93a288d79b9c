//! The six tutorial manifests on a small mixed cluster.

use daemonset_planner::planner::Planner;

use crate::shared;

/// On the mixed cluster of the scenarios: who runs the Pod, and how many waves an update takes.
const EXPECTED: [(&str, &[&str], usize); 6] = [
    ("01-basic-all-nodes.yaml", &["worker-a1", "worker-a2", "worker-b1"], 3),
    ("02-worker-only-node-selector.yaml", &["worker-a1", "worker-a2", "worker-b1"], 3),
    ("03-control-plane-toleration.yaml", &["cp-1", "worker-a1", "worker-a2", "worker-b1"], 4),
    ("04-zone-affinity.yaml", &["worker-a1", "worker-a2"], 2),
    ("05-privileged-host-access.yaml", &["worker-a1", "worker-a2", "worker-b1"], 3),
    ("06-rolling-update-control.yaml", &["worker-a1", "worker-a2", "worker-b1"], 3),
];

#[test]
fn the_six_tutorial_manifests() {
    for (file, nodes, waves) in EXPECTED {
        let Some(manifest) = shared::bytes(&format!("corpus/examples/{file}")) else { return };
        let mut planner = Planner::default();
        planner.set_manifest(manifest);
        planner.set_nodes(include_bytes!("../scenarios/mixed-cluster.yaml"));
        let plan = planner.plan(b"");
        let daemon_set = &plan.daemon_sets[0];
        let running: Vec<&str> =
            daemon_set.nodes.iter().filter(|node| node.should_run).map(|node| node.name.as_str()).collect();
        assert_eq!(running, nodes, "{file}");
        let sizes: Vec<usize> =
            daemon_set.rollout.as_ref().unwrap().waves.iter().map(|wave| wave.nodes.len()).collect();
        assert_eq!(sizes, vec![1; waves], "{file}");
    }
}
