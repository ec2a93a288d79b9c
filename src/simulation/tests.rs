//! Rollouts worked out by hand.

use crate::model::{duration::Duration, testing::json, value::Value};

use super::{Cause, Change, Fate, NodeTimings, Outcome, Rollout, Timings, course, rollout};
use crate::{
    apiserver::{Admitted, admit},
    controller::Verdict,
    model::{fleet::Fleet, node::Node},
};

/// A DaemonSet with this strategy, `minReadySeconds` and host port (0 for none).
fn daemon_set(strategy: &Value, min_ready_seconds: i32, host_port: u16) -> Admitted {
    let mut container = json!({ "name": "c", "image": "busybox" });
    if host_port > 0 {
        let ports = json!([{ "containerPort": host_port, "hostPort": host_port }]);
        container.as_object_mut().unwrap().insert("ports".to_owned(), ports);
    }
    admit(&json!({
        "apiVersion": "apps/v1",
        "kind": "DaemonSet",
        "metadata": { "name": "agent", "namespace": "default" },
        "spec": {
            "selector": { "matchLabels": { "app": "agent" } },
            "template": {
                "metadata": { "labels": { "app": "agent" } },
                "spec": { "containers": [container] },
            },
            "minReadySeconds": min_ready_seconds,
            "updateStrategy": strategy,
        },
    }))
    .unwrap()
}

fn unavailable(budget: impl Into<Value>) -> Value {
    json!({ "type": "RollingUpdate", "rollingUpdate": { "maxUnavailable": budget.into(), "maxSurge": 0 } })
}

fn surge(budget: impl Into<Value>) -> Value {
    json!({ "type": "RollingUpdate", "rollingUpdate": { "maxUnavailable": 0, "maxSurge": budget.into() } })
}

/// The rollout over nodes `n0`, `n1`, …
fn over(nodes: usize, admitted: &Admitted, timings: &Timings) -> Rollout {
    let mut fleet = Fleet::new();
    for number in 0..nodes {
        fleet.push(&format!("n{number}"), &[], Vec::new(), false, None);
    }
    let verdicts = vec![Verdict { should_run: true, should_continue_running: true }; nodes];
    rollout(admitted, &fleet, &verdicts, timings)
}

fn on(node: &str, timings: NodeTimings) -> Timings {
    Timings { nodes: [(node.to_owned(), timings)].into_iter().collect(), ..Timings::default() }
}

fn fate(node: &str, fate: Fate) -> Timings {
    on(node, NodeTimings { fate: Some(fate), ..NodeTimings::default() })
}

/// When each wave begins and how many nodes it has.
fn waves(rollout: &Rollout) -> Vec<(u64, usize)> {
    rollout.waves.iter().map(|wave| (wave.start.as_secs(), wave.nodes.len())).collect()
}

#[test]
fn plain_rollouts() {
    let slow = on("n0", NodeTimings { ready: Some(Duration::from_secs(30)), ..NodeTimings::default() });
    let plain = Timings::default();
    // nodes, strategy, minReadySeconds, timings; waves, duration, most unavailable, longest gap, sliding
    for (name, nodes, strategy, min_ready, timings, expected) in [
        ("no nodes", 0, unavailable(1), 0, &plain, (vec![], 0, 0, 0, false)),
        (
            "one by one",
            5,
            unavailable(1),
            0,
            &plain,
            (vec![(0, 1), (15, 1), (30, 1), (45, 1), (60, 1)], 75, 1, 15, false),
        ),
        (
            "10% rounds up",
            3,
            unavailable("10%"),
            0,
            &plain,
            (vec![(0, 1), (15, 1), (30, 1)], 45, 1, 15, false),
        ),
        ("40% of 5", 5, unavailable("40%"), 0, &plain, (vec![(0, 2), (15, 2), (30, 1)], 45, 2, 15, false)),
        ("all at once", 3, unavailable("100%"), 0, &plain, (vec![(0, 3)], 15, 3, 15, false)),
        ("more than there are", 2, unavailable(9), 0, &plain, (vec![(0, 2)], 15, 2, 15, false)),
        ("minReadySeconds", 2, unavailable(1), 20, &plain, (vec![(0, 1), (35, 1)], 70, 1, 35, false)),
        (
            "a slow node slides",
            4,
            unavailable(2),
            0,
            &slow,
            (vec![(0, 2), (15, 1), (30, 1)], 45, 2, 35, true),
        ),
        ("surge", 3, surge(1), 0, &plain, (vec![(0, 1), (10, 1), (20, 1)], 30, 0, 0, false)),
        ("half surge", 3, surge("50%"), 0, &plain, (vec![(0, 2), (10, 1)], 20, 0, 0, false)),
        // Only the second timer fires: each step takes a second more than minReadySeconds.
        ("surge, minReadySeconds", 2, surge(1), 20, &plain, (vec![(0, 1), (31, 1)], 61, 0, 0, false)),
    ] {
        let rollout = over(nodes, &daemon_set(&strategy, min_ready, 0), timings);
        let found = (
            waves(&rollout),
            rollout.duration.as_secs(),
            rollout.most_unavailable,
            rollout.longest_gap.as_secs(),
            rollout.sliding,
        );
        assert_eq!(found, expected, "{name}");
        assert_eq!(rollout.outcome, Outcome::Complete, "{name}");
        assert_eq!(rollout.stuck, None, "{name}");
    }
}

#[test]
fn rollouts_that_do_not_end() {
    // strategy, host port, timings; waves, end, cause on n1 (n0 for host ports), used, kept back
    for (name, strategy, host_port, timings, expected) in [
        (
            "never ready, budget used up",
            unavailable(1),
            0,
            fate("n1", Fate::NeverReady),
            (vec![(0, 1), (15, 1)], 20, Some(("n1", Cause::NeverReady)), 1, 2),
        ),
        (
            "never ready, budget left",
            unavailable(2),
            0,
            fate("n1", Fate::NeverReady),
            (vec![(0, 2), (15, 1), (30, 1)], 45, Some(("n1", Cause::NeverReady)), 1, 0),
        ),
        (
            "never gone",
            unavailable(1),
            0,
            fate("n1", Fate::Unreachable),
            (vec![(0, 1), (15, 1)], 15, Some(("n1", Cause::NeverGone)), 1, 2),
        ),
        (
            "never gone beside a surge",
            surge(1),
            0,
            fate("n1", Fate::Unreachable),
            (vec![(0, 1), (10, 1), (20, 1), (30, 1)], 45, Some(("n1", Cause::NeverGone)), 0, 0),
        ),
        (
            "never ready in a surge",
            surge(1),
            0,
            fate("n1", Fate::NeverReady),
            (vec![(0, 1), (10, 1)], 15, Some(("n1", Cause::NeverReady)), 1, 2),
        ),
        (
            "a surge that waits for its port",
            surge(1),
            80,
            Timings::default(),
            (vec![(0, 1)], 0, Some(("n0", Cause::PortTaken)), 1, 3),
        ),
    ] {
        let rollout = over(4, &daemon_set(&strategy, 0, host_port), &timings);
        let stuck = rollout.stuck.clone().unwrap();
        let holder = stuck.holders.first().map(|holder| (holder.node.as_str(), holder.cause));
        let found = (waves(&rollout), rollout.duration.as_secs(), holder, stuck.used, stuck.kept_back);
        assert_eq!(found, expected, "{name}");
        assert_eq!(rollout.outcome, Outcome::Stuck, "{name}");
    }
}

#[test]
fn on_delete_waits() {
    let rollout = over(3, &daemon_set(&json!({ "type": "OnDelete" }), 0, 0), &Timings::default());
    assert_eq!(rollout.outcome, Outcome::Waiting);
    assert_eq!(rollout.waves, []);
    assert_eq!(rollout.duration, Duration::ZERO);
    assert_eq!(rollout.progress.len(), 3);
}

#[test]
fn host_ports_without_surge_are_no_obstacle() {
    let rollout = over(2, &daemon_set(&unavailable(1), 0, 80), &Timings::default());
    assert_eq!((rollout.outcome, rollout.duration.as_secs()), (Outcome::Complete, 30));
}

/// One sync replaces at most 250 Pods, and the next follows at once.
#[test]
fn large_budgets_go_in_bursts() {
    let rollout = over(600, &daemon_set(&unavailable("100%"), 0, 0), &Timings::default());
    assert_eq!(waves(&rollout), [(0, 250), (0, 250), (0, 100)]);
    assert_eq!(rollout.duration.as_secs(), 15);
}

#[test]
fn many_nodes_one_by_one() {
    let rollout = over(10_000, &daemon_set(&unavailable(1), 0, 0), &Timings::default());
    assert_eq!((rollout.waves.len(), rollout.duration.as_secs()), (10_000, 150_000));
}

#[test]
fn pods_follow_their_node() {
    let node = |effect: Option<&str>| {
        let taints: Vec<Value> =
            effect.iter().map(|effect| json!({ "key": "a", "effect": effect })).collect();
        let node = json!({ "metadata": { "name": "n" }, "spec": { "taints": taints } });
        Change::Node(Box::new(Node::read(&node).unwrap()))
    };
    let gone = || Change::RemoveNode("n".to_owned());
    for (name, later, expected) in [
        ("it is left alone", vec![], "created@0 bound@0 ready@10"),
        ("it goes", vec![(20, gone())], "created@0 bound@0 ready@10 deleted@60 gone@60"),
        ("it is soon back", vec![(20, gone()), (50, node(None))], "created@0 bound@0 ready@10"),
        ("away while the Pod starts", vec![(5, gone()), (30, node(None))], "created@0 bound@0 ready@40"),
        (
            "it is late back",
            vec![(20, gone()), (90, node(None))],
            "created@0 bound@0 ready@10 deleted@60 gone@60 created@90 bound@90 ready@100",
        ),
        ("NoExecute", vec![(20, node(Some("NoExecute")))], "created@0 bound@0 ready@10 deleted@20 gone@25"),
        ("NoSchedule", vec![(20, node(Some("NoSchedule")))], "created@0 bound@0 ready@10"),
        ("a taint goes", vec![(0, node(Some("NoSchedule"))), (20, node(None))], "created@0 bound@0 ready@10"),
        (
            "by hand",
            vec![(20, Change::DeletePods("n".to_owned()))],
            "created@0 bound@0 ready@10 deleted@20 gone@25 created@25 bound@25 ready@35",
        ),
    ] {
        let applied = daemon_set(&unavailable(1), 0, 0);
        let mut changes = vec![(0, node(None)), (0, Change::Apply(Box::new(applied)))];
        changes.extend(later);
        let changes: Vec<(Duration, Change)> =
            changes.into_iter().map(|(at, change)| (Duration::from_secs(at), change)).collect();
        let course = course(&changes, &Timings::default(), None);
        let words: Vec<String> = course
            .happenings
            .iter()
            .map(|happening| {
                let what = format!("{:?}", happening.what).to_lowercase();
                let word = what.split('(').next().unwrap().to_owned();
                format!("{word}@{}", happening.at.as_secs())
            })
            .collect();
        assert_eq!(words.join(" "), expected, "{name}");
    }
}
