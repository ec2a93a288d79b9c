//! No input panics: manifest bytes, a line `=====`, node bytes.
#![no_main]

use daemonset_planner::planner::Planner;
use libfuzzer_sys::fuzz_target;

const BETWEEN: &[u8] = b"\n=====\n";

fuzz_target!(|input: &[u8]| {
    let cut = input.windows(BETWEEN.len()).position(|window| window == BETWEEN);
    let (manifest, nodes) = match cut {
        Some(at) => (&input[..at], &input[at + BETWEEN.len()..]),
        None => (input, &[][..]),
    };
    let mut planner = Planner::default();
    planner.set_manifest(manifest.to_vec());
    planner.set_nodes(nodes);
    let plan = planner.plan(b"");
    for daemon_set in &plan.daemon_sets {
        let running = daemon_set.nodes.iter().filter(|node| node.should_run).count();
        assert_eq!(running, daemon_set.status.desired_number_scheduled as usize);
        assert!(daemon_set.nodes.iter().all(|node| node.should_continue_running || !node.should_run));
    }
});
