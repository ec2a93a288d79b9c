//! A ledger that is kept up to date along a history is the ledger that a snapshot at its end gives.

use proptest::{collection::vec, prelude::*};

use crate::{
    controller::{Backoffs, Budgets, Ledger, Phase, PodState, Readiness, Revision, Rules, Verdict},
    model::{int_or_percent::IntOrPercent, time::Time},
};

const NODES: usize = 5;

#[derive(Clone, Debug)]
enum Change {
    Put(usize, PodState),
    Remove(usize, usize),
    Advance(i64),
}

fn pods() -> impl Strategy<Value = PodState> {
    let phase = prop_oneof![8 => Just(Phase::Active), 1 => Just(Phase::Failed), 1 => Just(Phase::Succeeded)];
    let readiness = prop_oneof![
        2 => Just(Readiness::NotReady),
        1 => Just(Readiness::Ready),
        4 => (-20..60_i64).prop_map(|since| Readiness::ReadySince(Time::from_seconds(since))),
    ];
    let revision = prop_oneof![
        3 => Just(Revision::Current),
        1 => Just(Revision::CurrentByGeneration),
        3 => Just(Revision::Older),
    ];
    (0..8_usize, any::<bool>(), 0..4_i64, phase, prop::bool::weighted(0.2), readiness, revision).prop_map(
        |(key, bound, created, phase, terminating, readiness, revision)| PodState {
            key,
            bound,
            created: Time::from_seconds(created),
            phase,
            terminating,
            orphan: key > 5,
            readiness,
            revision,
        },
    )
}

fn changes() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => (0..NODES, pods()).prop_map(|(node, pod)| Change::Put(node, pod)),
        1 => (0..NODES, 0..8_usize).prop_map(|(node, key)| Change::Remove(node, key)),
        2 => (1..20_i64).prop_map(Change::Advance),
    ]
}

fn rules() -> impl Strategy<Value = Rules> {
    let budgets = (0..4_i32, 0..3_i32).prop_map(|(max_unavailable, max_surge)| Budgets {
        max_unavailable: IntOrPercent::Int(max_unavailable),
        max_surge: IntOrPercent::Int(max_surge),
    });
    (prop_oneof![Just(0), 1..30_i32], prop::option::weighted(0.9, budgets)).prop_map(
        |(min_ready_seconds, rolling_update)| Rules { min_ready_seconds, rolling_update, before_1_31: false },
    )
}

fn verdicts() -> impl Strategy<Value = Vec<Option<Verdict>>> {
    let verdict = |should_run, should_continue_running| Some(Verdict { should_run, should_continue_running });
    let one = prop_oneof![
        5 => Just(verdict(true, true)),
        1 => Just(verdict(false, true)),
        1 => Just(verdict(false, false)),
        1 => Just(None),
    ];
    vec(one, NODES)
}

fn fresh(rules: &Rules, verdicts: &[Option<Verdict>], pods: &[(usize, PodState)], now: Time) -> Ledger {
    let mut ledger = Ledger::new(rules.clone(), now);
    for verdict in verdicts {
        ledger.add_node(*verdict);
    }
    for (node, pod) in pods {
        ledger.put(*node, pod.clone());
    }
    ledger
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn kept_and_fresh_ledgers_decide_alike(
        rules in rules(),
        verdicts in verdicts(),
        history in vec(changes(), 1..40),
    ) {
        let mut now = Time::from_seconds(0);
        let mut pods: Vec<(usize, PodState)> = Vec::new();
        let mut kept = fresh(&rules, &verdicts, &[], now);
        let (mut kept_waits, mut fresh_waits) = (Backoffs::default(), Backoffs::default());
        for change in history {
            match change {
                Change::Put(node, pod) => {
                    pods.retain(|(other, there)| (*other, there.key) != (node, pod.key));
                    kept.put(node, pod.clone());
                    pods.push((node, pod));
                }
                Change::Remove(node, key) => {
                    pods.retain(|(other, there)| (*other, there.key) != (node, key));
                    kept.remove(node, key);
                }
                Change::Advance(seconds) => {
                    now = now.plus_seconds(seconds);
                    kept.advance(now);
                }
            }
            let built = fresh(&rules, &verdicts, &pods, now);
            prop_assert_eq!(kept.sorted(), built.sorted());
            prop_assert_eq!(kept.status(1), built.status(1));
            prop_assert_eq!(kept.sync(&mut kept_waits), built.sync(&mut fresh_waits));
        }
    }
}
