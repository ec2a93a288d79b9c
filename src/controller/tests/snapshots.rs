//! Single syncs on snapshots (upstream: `daemon_controller_test.go`).

use serde_json::{Value, json};

use crate::{
    apiserver::admit,
    controller::{Backoffs, Placement, Snapshot, Step, Verdict, reconcile_with},
    model::{fleet::Fleet, node::Node, pod::Pod, testing::tree, time::Time},
};

/// One sync: nodes, what the template's spec adds, Pods; how many are created and deleted.
struct Case {
    row: &'static str,
    /// Words: `5` plain nodes, `3N1` with the labels color and speed, one with a taint `TNS` or `TNE`.
    nodes: &'static str,
    spec: Value,
    /// Lines separated by `;`: a node's name and words (see [`pod`]).
    pods: &'static str,
    expected: (usize, usize),
}

fn case(
    row: &'static str,
    nodes: &'static str,
    spec: Value,
    pods: &'static str,
    expected: (usize, usize),
) -> Case {
    Case { row, nodes, spec, pods, expected }
}

fn nodes(words: &str) -> Vec<Node> {
    let mut nodes = Vec::new();
    for word in words.split_whitespace() {
        let (labels, taint, count) = match word.split_at(word.find(char::is_alphabetic).unwrap_or(word.len()))
        {
            (count, "N1") => (json!({ "color": "blue", "speed": "fast" }), None, count),
            (count, "TNS") => (json!({}), Some("NoSchedule"), count),
            (count, "TNE") => (json!({}), Some("NoExecute"), count),
            (count, _) => (json!({}), None, count),
        };
        let taints: Vec<Value> = taint
            .map(|effect| json!({ "key": "dedicated", "value": "user1", "effect": effect }))
            .into_iter()
            .collect();
        for _ in 0..count.parse().unwrap() {
            let name = format!("node-{}", nodes.len());
            let node =
                json!({ "metadata": { "name": name, "labels": labels }, "spec": { "taints": taints } });
            nodes.push(Node::read(&tree(node)).unwrap());
        }
    }
    nodes
}

/// A line of Pods: `node-1 x3 L2 old t=50 ready=60 failed succeeded terminating unscheduled orphan foreign`.
fn pod(number: usize, line: &str) -> Value {
    let mut words = line.split_whitespace();
    let node = words.next().unwrap();
    let mut pod = json!({
        "metadata": {
            "name": format!("pod-{number:03}"),
            "namespace": "default",
            "creationTimestamp": "1970-01-01T00:00:00Z",
            "labels": { "name": "simple-daemon", "type": "production", "controller-revision-hash": "new" },
            "ownerReferences": [{ "kind": "DaemonSet", "name": "foo", "uid": "foo-uid", "controller": true }],
        },
        "spec": { "nodeName": node },
        "status": {},
    });
    for word in words {
        match word.split_once('=').unwrap_or((word, "")) {
            ("L2", _) => pod["metadata"]["labels"]["type"] = "test".into(),
            ("old", _) => pod["metadata"]["labels"]["controller-revision-hash"] = "old".into(),
            ("t", at) => pod["metadata"]["creationTimestamp"] = time(at),
            ("ready", at) => {
                pod["status"]["conditions"] =
                    json!([{ "type": "Ready", "status": "True", "lastTransitionTime": time(at) }]);
            }
            ("failed", _) => pod["status"]["phase"] = "Failed".into(),
            ("succeeded", _) => pod["status"]["phase"] = "Succeeded".into(),
            ("terminating", _) => pod["metadata"]["deletionTimestamp"] = time("1"),
            ("orphan", _) => pod["metadata"]["ownerReferences"] = json!([]),
            ("foreign", _) => pod["metadata"]["ownerReferences"][0]["uid"] = "bar-uid".into(),
            ("unscheduled", _) => {
                let field = json!({ "key": "metadata.name", "operator": "In", "values": [node] });
                pod["spec"] = json!({ "affinity": { "nodeAffinity": {
                    "requiredDuringSchedulingIgnoredDuringExecution": {
                        "nodeSelectorTerms": [{ "matchFields": [field] }],
                    },
                } } });
            }
            _ => panic!("{word}"),
        }
    }
    pod
}

fn time(seconds: &str) -> Value {
    let seconds: u32 = seconds.parse().unwrap();
    format!("1970-01-01T{:02}:{:02}:{:02}Z", seconds / 3600, seconds / 60 % 60, seconds % 60).into()
}

fn pods(lines: &str) -> Vec<Pod> {
    let mut pods = Vec::new();
    for line in lines.split(';').map(str::trim).filter(|line| !line.is_empty()) {
        let count =
            line.split_whitespace().find_map(|word| word.strip_prefix('x')?.parse().ok()).unwrap_or(1);
        let line: Vec<&str> = line.split_whitespace().filter(|word| !word.starts_with('x')).collect();
        for _ in 0..count {
            pods.push(Pod::read(&tree(pod(pods.len(), &line.join(" ")))).unwrap());
        }
    }
    pods
}

fn sync(case: &Case, strategy: &Value, metadata: &Value, now: i64, backoffs: &mut Backoffs) -> Step {
    let labels = json!({ "name": "simple-daemon", "type": "production" });
    let mut spec = json!({ "containers": [{ "name": "c", "image": "foo/bar" }] });
    spec.as_object_mut().unwrap().extend(case.spec.as_object().cloned().unwrap_or_default());
    let min_ready = spec.as_object_mut().unwrap().remove("minReadySeconds").unwrap_or(0.into());
    let mut object = json!({
        "apiVersion": "apps/v1",
        "kind": "DaemonSet",
        "metadata": { "name": "foo", "namespace": "default", "uid": "foo-uid", "generation": 1 },
        "spec": {
            "selector": { "matchLabels": labels },
            "template": { "metadata": { "labels": labels }, "spec": spec },
            "updateStrategy": strategy,
            "minReadySeconds": min_ready,
        },
    });
    object["metadata"].as_object_mut().unwrap().extend(metadata.as_object().cloned().unwrap_or_default());
    let admitted = admit(&tree(object)).unwrap();
    let placement = Placement::of(&admitted);
    let mut fleet = Fleet::new();
    for node in &nodes(case.nodes) {
        fleet.push_node(node);
    }
    let verdicts: Vec<Verdict> = fleet.iter().map(|node| placement.verdict(node)).collect();
    let pods = pods(case.pods);
    let now = Time::from_seconds(now);
    let snapshot = Snapshot {
        admitted: &admitted,
        fleet: &fleet,
        verdicts: &verdicts,
        pods: &pods,
        now,
        revision: Some("new"),
    };
    reconcile_with(&snapshot, backoffs)
}

fn on_delete() -> Value {
    json!({ "type": "OnDelete" })
}

fn unavailable_1() -> Value {
    json!({ "type": "RollingUpdate", "rollingUpdate": { "maxUnavailable": 1, "maxSurge": 0 } })
}

fn surge_1() -> Value {
    json!({ "type": "RollingUpdate", "rollingUpdate": { "maxUnavailable": 0, "maxSurge": 1 } })
}

#[track_caller]
fn check(cases: &[Case], strategies: &[Value], now: i64) {
    for case in cases {
        for strategy in strategies {
            let step = sync(case, strategy, &json!({}), now, &mut Backoffs::default());
            let found = (step.create.len(), step.delete.len());
            assert_eq!(found, case.expected, "row {} with {strategy}: {step:?}", case.row);
            assert_eq!(step.error, None, "row {}", case.row);
        }
    }
}

const EXISTING: &str = "node-1; node-2 x2; node-3 x5; node-4 x2 L2";

#[test]
fn managing() {
    let none = || json!({});
    let n1 = || json!({ "nodeSelector": { "color": "blue", "speed": "fast" } });
    let named = |node: &str| json!({ "nodeName": node });
    let term = json!({ "matchExpressions": [{ "key": "color", "operator": "In", "values": ["blue"] }] });
    let affinity = json!({ "affinity": { "nodeAffinity": {
        "requiredDuringSchedulingIgnoredDuringExecution": { "nodeSelectorTerms": [term] },
    } } });
    let tolerant =
        || json!({ "tolerations": [{ "key": "dedicated", "value": "user1", "effect": "NoSchedule" }] });
    let n1_on = |node: &str| json!({ "nodeSelector": n1()["nodeSelector"], "nodeName": node });
    let cases = [
        case("12", "5", none(), "", (5, 0)),
        case("20", "0", none(), "", (0, 0)),
        case("21", "1", none(), "", (1, 0)),
        case("31", "5", none(), EXISTING, (2, 5)),
        case("32", "4 3N1", n1(), "", (3, 0)),
        case("33", "5 5N1", n1(), "node-0 x2 L2; node-1 x3; node-1 L2; node-4", (5, 4)),
        case(
            "34",
            "5 5N1",
            n1(),
            "node-0; node-1 x3; node-1 x2 L2; node-2 x4; node-6 x13; node-7 x4 L2; node-9; node-9 L2",
            (3, 20),
        ),
        case("35", "4 3N1", json!({ "nodeSelector": { "color": "red" } }), "", (0, 0)),
        case("36", "5", named("node-0"), "", (1, 0)),
        case("37", "5", named("node-10"), "", (0, 0)),
        case("38", "4 3N1", n1_on("node-6"), "", (1, 0)),
        case("39", "4 3N1", n1_on("node-0"), "", (0, 0)),
        case("41", "4 3N1", affinity, "", (3, 0)),
        case("44", "1", none(), "node-0", (0, 0)),
        case("46", "1", none(), "node-0 failed", (0, 1)),
        case("47", "1", none(), "node-0 failed; node-0 x3", (0, 3)),
        case("49", "1TNS", none(), "node-0", (0, 0)),
        case("50", "1TNE", none(), "node-0", (0, 1)),
        case("51", "1TNS", none(), "", (0, 0)),
        case("52", "1TNS", tolerant(), "", (1, 0)),
        case("55", "1", tolerant(), "", (1, 0)),
        case("56", "1", none(), "node-0 terminating", (0, 0)),
        case("66", "1", none(), "node-0; node-1; node-2 unscheduled", (0, 1)),
        // Without an entry a node gets its Pod; an ended Pod is an entry until it is gone, unless it is being deleted.
        case("67", "2", none(), "node-0 succeeded; node-1 failed terminating", (1, 1)),
        case("67, others", "2", none(), "node-0 orphan; node-1 foreign; node-1 L2; node-1 L2 orphan", (1, 0)),
        case("orphans that go", "1", none(), "node-0 orphan terminating", (1, 0)),
        case("300 nodes", "300", none(), "", (250, 0)),
    ];
    check(&cases, &[on_delete(), unavailable_1()], 1_000);
}

#[test]
fn managing_with_surge() {
    let min_ready = || json!({ "minReadySeconds": 15 });
    let waiting = "node-1 t=100 ready=50; node-1 old t=50 ready=50; node-1 old t=60 ready=60; node-2";
    check(
        &[
            case("84", "5", json!({}), EXISTING, (2, 5)),
            case(
                "85",
                "5",
                json!({}),
                "node-1 t=100; node-1 old t=50 ready=50; node-1 old t=60 ready=60; node-2",
                (3, 1),
            ),
            case(
                "86",
                "5",
                json!({}),
                "node-0 t=100; node-0 old t=50 ready=50; node-1 old t=1 ready=1; node-2 old t=1 ready=1; \
                 node-3 old t=1 ready=1; node-4 old t=1 ready=1 terminating",
                (1, 0),
            ),
            case(
                "87",
                "5",
                json!({}),
                "node-1 t=100; node-1 old t=50; node-1 old t=60 ready=60; node-2",
                (3, 2),
            ),
            case("88", "5", min_ready(), waiting, (3, 1)),
        ],
        &[surge_1()],
        60,
    );
    check(&[case("89", "5", min_ready(), waiting, (3, 2))], &[surge_1()], 70);
}

#[test]
fn the_survivor_is_bound_then_old_then_first_by_name() {
    for (pods, deleted) in [
        ("node-0 t=9; node-0 unscheduled t=1", "pod-001"),
        ("node-0 t=9 ready=9; node-0 old t=1", "pod-000"),
        ("node-0; node-0", "pod-001"),
    ] {
        let case = case("survivor", "1", json!({}), pods, (0, 1));
        let step = sync(&case, &on_delete(), &json!({}), 1_000, &mut Backoffs::default());
        assert_eq!(step.delete, [deleted], "{pods}");
    }
}

/// Row 48: a failed Pod that comes again and again.
#[test]
fn failed_pods_are_deleted_ever_more_slowly() {
    let mut backoffs = Backoffs::default();
    let failed = case("48", "1", json!({}), "node-0 failed", (0, 1));
    let mut deleted_at = Vec::new();
    for now in 0..20 {
        let step = sync(&failed, &on_delete(), &json!({}), now, &mut backoffs);
        deleted_at.extend(step.delete.first().map(|_| now));
    }
    assert_eq!(deleted_at, [0, 1, 3, 7, 15]);
    let two = case("48, two", "1", json!({}), "node-0 x2 failed", (0, 1));
    assert_eq!(sync(&two, &on_delete(), &json!({}), 0, &mut Backoffs::default()).delete, ["pod-000"]);
}

#[test]
fn a_daemon_set_that_is_deleted_is_left_alone() {
    let case = case("26", "1", json!({}), "", (0, 0));
    let metadata = json!({ "deletionTimestamp": "1970-01-01T00:00:00Z" });
    let step = sync(&case, &on_delete(), &metadata, 0, &mut Backoffs::default());
    assert_eq!(step, Step::default());
}

#[test]
fn surge_needs_the_nodes_of_its_pods() {
    let case = case("no node", "1", json!({}), "node-0; gone-0 old", (0, 0));
    let step = sync(&case, &surge_1(), &json!({}), 0, &mut Backoffs::default());
    assert_eq!(
        step.error.as_deref(),
        Some("couldn't get node for nodeName \"gone-0\": node \"gone-0\" not found")
    );
    assert_eq!(step.status.desired_number_scheduled, 1, "the status is written all the same");
}
