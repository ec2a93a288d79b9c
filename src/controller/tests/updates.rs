//! Sequences of syncs in which a template is rolled out (upstream: `update_test.go`). As in upstream's tests Pods come and
//! go at once, so that one sync may both manage and update.

use crate::{
    controller::{Actions, Backoffs, Budgets, Ledger, Phase, PodState, Readiness, Revision, Rules, Verdict},
    model::{int_or_percent::IntOrPercent, time::Time},
};

struct Cluster {
    rules: Rules,
    verdicts: Vec<Verdict>,
    template: u32,
    now: i64,
    next: usize,
    pods: Vec<Pod>,
}

#[derive(Clone)]
struct Pod {
    key: usize,
    node: usize,
    template: u32,
    created: i64,
    ready: Option<i64>,
}

fn rolling(max_unavailable: i32, max_surge: i32) -> Budgets {
    let int = IntOrPercent::Int;
    Budgets { max_unavailable: int(max_unavailable), max_surge: int(max_surge) }
}

impl Cluster {
    /// Nodes with a Pod each of template 0, ready or not; template 1 is to be rolled out.
    fn new(nodes: usize, budgets: Budgets, ready: bool) -> Self {
        let run = Verdict { should_run: true, should_continue_running: true };
        let rules = Rules { rolling_update: Some(budgets), ..Rules::default() };
        let mut cluster =
            Self { rules, verdicts: vec![run; nodes], template: 0, now: 0, next: 0, pods: Vec::new() };
        cluster.expect("initial", (nodes, 0));
        if ready {
            cluster.make_ready(|_| true);
        }
        cluster.template = 1;
        cluster
    }

    fn ledger(&self) -> Ledger {
        let mut ledger = Ledger::new(self.rules.clone(), Time::from_seconds(self.now));
        for verdict in &self.verdicts {
            ledger.add_node(Some(*verdict));
        }
        for pod in &self.pods {
            let state = PodState {
                key: pod.key,
                bound: false,
                created: Time::from_seconds(pod.created),
                phase: Phase::Active,
                terminating: false,
                orphan: false,
                readiness: pod
                    .ready
                    .map_or(Readiness::NotReady, |since| Readiness::ReadySince(Time::from_seconds(since))),
                revision: if pod.template == self.template { Revision::Current } else { Revision::Older },
            };
            ledger.put(pod.node, state);
        }
        ledger
    }

    fn act(&mut self, actions: &Actions) -> (usize, usize) {
        self.pods.retain(|pod| !actions.delete.contains(&pod.key));
        for node in &actions.create {
            let (key, template) = (self.next, self.template);
            self.next += 1;
            self.pods.push(Pod { key, node: *node, template, created: self.now, ready: None });
        }
        (actions.create.len(), actions.delete.len())
    }

    /// One sync of upstream's test: managing, and then updating.
    #[track_caller]
    fn expect(&mut self, row: &str, expected: (usize, usize)) {
        let first = self.ledger().sync(&mut Backoffs::default());
        let (mut created, mut deleted) = self.act(&first);
        if !first.is_empty() && !first.from_update {
            let second = self.ledger().sync(&mut Backoffs::default());
            if second.from_update {
                let (more_created, more_deleted) = self.act(&second);
                created += more_created;
                deleted += more_deleted;
            }
        }
        assert_eq!((created, deleted), expected, "{row}");
    }

    fn make_ready(&mut self, which: impl Fn(&Pod) -> bool) {
        let now = self.now;
        for pod in &mut self.pods {
            if pod.ready.is_none() && which(pod) {
                pod.ready = Some(now);
            }
        }
    }
}

/// Each line: creates, deletes, and whether all Pods become ready afterwards.
#[track_caller]
fn check(row: &str, mut cluster: Cluster, lines: &[(usize, usize, bool)]) -> Cluster {
    for (line, (created, deleted, ready)) in lines.iter().enumerate() {
        cluster.expect(&format!("{row}, line {line}"), (*created, *deleted));
        if *ready {
            cluster.make_ready(|_| true);
        }
    }
    cluster
}

#[test]
fn updates_without_surge() {
    let f = false;
    let lines = [(0, 2, f), (2, 0, true), (0, 2, f), (2, 0, true), (0, 1, f), (1, 0, true), (0, 0, f)];
    check("90", Cluster::new(5, rolling(2, 0), true), &lines);
    check("93", Cluster::new(5, rolling(3, 0), true), &[(0, 3, f), (3, 0, f), (0, 0, f)]);
    let mut cluster = check("94", Cluster::new(5, rolling(2, 0), true), &[(0, 2, f), (2, 0, f), (0, 0, f)]);
    cluster.template = 2;
    let cluster = check("94 again", cluster, &[(0, 2, f), (2, 0, f), (0, 0, f)]);
    assert_eq!(cluster.pods.iter().filter(|pod| pod.ready.is_some()).count(), 3);
    check("97", Cluster::new(5, rolling(3, 0), false), &[(0, 5, f), (5, 0, f), (0, 0, f)]);
    let mut unchanged = Cluster::new(5, rolling(3, 0), true);
    unchanged.template = 0;
    check("105", unchanged, &[(0, 0, f)]);
}

#[test]
fn healthy_old_pods_are_saved() {
    let turn = |number| [(0, number, false), (number, 0, false), (0, 0, false)];
    let mut cluster = check("95", Cluster::new(20, rolling(10, 0), true), &turn(10));
    for budget in 0..10 {
        cluster.template += 1;
        cluster.rules.rolling_update = Some(rolling(budget, 0));
        cluster = check(&format!("95, budget {budget}"), cluster, &turn(10));
        assert_eq!(cluster.pods.iter().filter(|pod| pod.ready.is_some()).count(), 10);
    }
    cluster.template += 1;
    cluster.rules.rolling_update = Some(rolling(11, 0));
    let cluster = check("95, budget 11", cluster, &turn(11));
    assert_eq!(cluster.pods.iter().filter(|pod| pod.ready.is_some()).count(), 9);
}

#[test]
fn broken_old_pods_go_though_the_budget_is_used_up() {
    let mut cluster = Cluster::new(100, rolling(10, 0), true);
    for _ in 0..10 {
        cluster = check("96", cluster, &[(0, 10, false), (10, 0, true)]);
    }
    cluster = check("96, done", cluster, &[(0, 0, false)]);
    for (number, pod) in cluster.pods.iter_mut().enumerate() {
        pod.ready = pod.ready.filter(|_| number < 10);
        pod.template = u32::from(number >= 12);
    }
    let broken: Vec<usize> = cluster
        .pods
        .iter()
        .filter(|pod| pod.template == 0 && pod.ready.is_none())
        .map(|pod| pod.key)
        .collect();
    let cluster = check("96, broken", cluster, &[(0, 2, false), (2, 0, false), (0, 0, false)]);
    assert!(cluster.pods.iter().all(|pod| !broken.contains(&pod.key)));
}

#[test]
fn updates_with_surge() {
    let f = false;
    let lines =
        [(2, 0, f), (0, 0, true), (2, 2, f), (0, 0, true), (1, 2, f), (0, 0, true), (0, 1, f), (0, 0, f)];
    check("91", Cluster::new(5, rolling(0, 2), true), &lines);
    let mut tainted = Cluster::new(5, rolling(0, 1), true);
    tainted.verdicts[0].should_run = false;
    let pair = [(1, 1, f), (0, 0, true)];
    let lines = [pair, pair, pair, pair, [(0, 1, f), (0, 0, f)]].concat();
    check("92", tainted, &lines);
}

#[test]
fn updates_with_surge_over_broken_pods() {
    let mut cluster = Cluster::new(5, rolling(0, 3), false);
    let at = |cluster: &mut Cluster, row: &str, now: i64, expected: (usize, usize)| {
        cluster.now = now;
        cluster.expect(row, expected);
    };
    at(&mut cluster, "98", 100, (5, 0));
    at(&mut cluster, "99", 200, (0, 5));
    cluster.make_ready(|_| true);
    cluster.rules.min_ready_seconds = 15;
    cluster.template = 2;
    at(&mut cluster, "100", 300, (3, 0));
    let new: Vec<usize> = cluster.pods.iter().filter(|pod| pod.template == 2).map(|pod| pod.node).collect();
    let ready = [new[0], new[1]];
    cluster.make_ready(|pod| pod.template == 2 && ready.contains(&pod.node));
    let broken = cluster.pods.iter_mut().find(|pod| !new.contains(&pod.node)).unwrap();
    broken.ready = None;
    at(&mut cluster, "101", 310, (1, 0));
    at(&mut cluster, "102", 320, (1, 3));
    cluster.make_ready(|pod| pod.template == 2);
    at(&mut cluster, "103", 340, (0, 2));
    at(&mut cluster, "104", 350, (0, 0));
}

/// Upstream's `TestGetUnavailableNumbers`: nodes, budgets as written; maxSurge and maxUnavailable as numbers.
#[test]
fn budgets_round_up_and_are_never_both_nothing() {
    let int = IntOrPercent::Int;
    let percent = |number: u32| IntOrPercent::Text(format!("{number}%"));
    for (row, nodes, max_unavailable, max_surge, expected) in [
        ("106", 0, int(0), int(0), (0, 0)),
        ("107", 2, int(1), int(0), (0, 1)),
        ("108", 2, int(0), int(0), (0, 1)),
        ("110", 2, percent(50), int(0), (0, 1)),
        ("111", 2, int(0), percent(50), (1, 0)),
        ("112", 2, int(0), percent(100), (2, 0)),
        ("113", 3, percent(50), int(0), (0, 2)),
        ("one in a hundred", 5, percent(1), int(0), (0, 1)),
        ("more than there are", 3, int(9), int(0), (0, 9)),
    ] {
        let budget = Budgets { max_unavailable, max_surge }.resolve(nodes);
        assert_eq!((budget.max_surge, budget.max_unavailable), expected, "{row}");
    }
}
