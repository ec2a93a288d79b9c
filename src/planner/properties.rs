//! What must hold for every cluster in time, whatever happens to it.

use proptest::{collection::vec, prelude::*, sample::select};

use super::Planner;
use crate::{
    answer::{DaemonSetPlan, Happens, Outcome, TimelineEntry},
    model::{json::print, testing::json, value::Value},
};

/// A DaemonSet of an image, with what decides how its Pods are replaced.
fn manifest(image: u32, strategy: &str, min_ready: u32) -> String {
    format!(
        "{{apiVersion: apps/v1, kind: DaemonSet, metadata: {{name: agent}}, spec: {{selector: {{matchLabels: {{app: agent}}}}, \
         minReadySeconds: {min_ready}, updateStrategy: {strategy}, template: {{metadata: {{labels: {{app: agent}}}}, spec: {{\
         tolerations: [{{key: soft, effect: NoExecute, operator: Exists, tolerationSeconds: 20}}], \
         containers: [{{name: a, image: 'a:{image}'}}]}}}}}}}}"
    )
}

const STRATEGIES: [&str; 7] = [
    "{type: OnDelete}",
    "{rollingUpdate: {maxUnavailable: 1}}",
    "{rollingUpdate: {maxUnavailable: 2}}",
    "{rollingUpdate: {maxUnavailable: '50%'}}",
    "{rollingUpdate: {maxUnavailable: '100%'}}",
    "{rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}",
    "{rollingUpdate: {maxUnavailable: 0, maxSurge: '40%'}}",
];

/// A cluster in time: the manifest, how many nodes, and the options.
#[derive(Clone, Debug)]
struct Case {
    manifest: String,
    nodes: usize,
    events: Vec<Value>,
    rest: Value,
}

/// Events that leave alone which nodes should run the Pod.
const HARMLESS: [&str; 9] = [
    "deletePod",
    "crashPod",
    "failPod",
    "unreadyPod",
    "neverReady",
    "cordonNode",
    "drainNode",
    "rollback",
    "apply",
];
const ALL: [&str; 18] = [
    "deletePod",
    "crashPod",
    "failPod",
    "unreadyPod",
    "neverReady",
    "cordonNode",
    "drainNode",
    "rollback",
    "apply",
    "addNode",
    "removeNode",
    "taintNode",
    "untaintNode",
    "labelNode",
    "nodeNotReady",
    "nodeReady",
    "uncordonNode",
    "switchToOnDelete",
];

fn event(kinds: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let taints = select(&["hard:NoExecute", "soft:NoExecute", "away:NoSchedule"][..]);
    let spec = (0..4_u32, select(&STRATEGIES[..]), select(&[0_u32, 0, 20][..]));
    (select(kinds), 0..6_usize, select(&[0, 3, 10, 10, 15, 40, 70, 200][..]), taints, spec).prop_map(
        |(kind, node, at, taint, (image, strategy, min_ready))| {
            let mut event = json!({ "type": kind, "atSeconds": at });
            let Value::Object(map) = &mut event else { return event };
            match kind {
                "rollback" | "switchToOnDelete" => {}
                "apply" => {
                    map.insert("manifest".to_owned(), manifest(image, strategy, min_ready).into());
                }
                _ => {
                    map.insert("node".to_owned(), format!("n{node}").into());
                }
            }
            match kind {
                "taintNode" | "untaintNode" => {
                    map.insert("taints".to_owned(), json!([taint]));
                }
                "labelNode" => {
                    map.insert("labels".to_owned(), json!({ "a": "b" }));
                }
                _ => {}
            }
            event
        },
    )
}

fn case(kinds: &'static [&'static str]) -> impl Strategy<Value = Case> {
    let strategy = (0..2_u32, select(&STRATEGIES[..]), select(&[0_u32, 0, 7][..]));
    let start = select(&["updating", "updating", "creating", "running"][..]);
    (strategy, 1..6_usize, vec(event(kinds), 0..6), start, select(&["1.30", "1.31"][..])).prop_map(
        |((image, strategy, min_ready), nodes, events, start, kubernetes)| Case {
            manifest: manifest(image, strategy, min_ready),
            nodes,
            events,
            rest: json!({ "start": start, "kubernetes": kubernetes, "timelineEntries": 100_000 }),
        },
    )
}

impl Case {
    fn plan(&self) -> DaemonSetPlan {
        let mut planner = Planner::default();
        planner.set_manifest(self.manifest.clone().into_bytes());
        let mut nodes = "NAME STATUS ROLES AGE VERSION\n".to_owned();
        for number in 0..self.nodes {
            nodes.extend([format!("n{number} Ready <none> 1d v1.31.0\n")]);
        }
        planner.set_nodes(nodes.as_bytes());
        let mut options = self.rest.clone();
        let Value::Object(map) = &mut options else { panic!("the options are an object") };
        map.insert("events".to_owned(), Value::Array(self.events.clone()));
        let plan = planner.plan(print(&options).as_bytes());
        let [found] = plan.daemon_sets.try_into().unwrap();
        found
    }
}

fn entries(plan: &DaemonSetPlan) -> &[TimelineEntry] {
    &plan.timeline.as_ref().unwrap().entries
}

/// Whether the Pod of an entry was available until then.
fn was_available(plan: &DaemonSetPlan, entry: &TimelineEntry) -> bool {
    let pods = &plan.timeline.as_ref().unwrap().pods;
    let life = pods.iter().find(|life| Some(life.pod) == entry.pod).unwrap();
    let then = |seconds: f64| seconds.total_cmp(&entry.seconds).is_eq();
    let fails = |other: &TimelineEntry| {
        matches!(other.what, Happens::PodUnready | Happens::PodFailed)
            && other.pod == entry.pod
            && then(other.seconds)
    };
    life.available.iter().filter_map(|span| span.get(1)).any(|until| then(*until))
        && !entries(plan).iter().any(fails)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_input_gives_the_same_answer(case in case(&ALL)) {
        let [one, other] = [case.plan(), case.plan()].map(|plan| serde_json::to_string(&plan).unwrap());
        prop_assert_eq!(one, other);
    }

    #[test]
    fn every_run_ends_is_stuck_for_a_reason_or_waits_for_a_person(case in case(&ALL)) {
        let plan = case.plan();
        let rollout = plan.rollout.as_ref().unwrap();
        match rollout.outcome {
            Outcome::Complete => prop_assert!(rollout.stuck.is_none()),
            Outcome::Waiting => prop_assert!(rollout.budget.is_none()),
            Outcome::Stuck => {
                let stuck = rollout.stuck.as_ref().unwrap();
                prop_assert!(!stuck.causes.is_empty() && !stuck.ways_out.is_empty(), "{:?}", stuck);
            }
        }
        let timeline = plan.timeline.as_ref().unwrap();
        prop_assert_eq!(timeline.omitted, 0);
        let times: Vec<f64> = timeline.entries.iter().map(|entry| entry.seconds).collect();
        prop_assert!(times.is_sorted());
        prop_assert!(times.last().is_none_or(|last| *last <= timeline.end_seconds + 0.001));
    }

    /// Upstream deletes old Pods that are not available whatever the budget is; of the others no more than it allows.
    #[test]
    fn no_more_available_pods_are_deleted_than_the_budget_allows(case in case(&HARMLESS)) {
        let plan = case.plan();
        let surges = plan.rollout.as_ref().unwrap().budget.is_some_and(|budget| budget.max_surge > 0);
        let another = case.events.iter().any(|event| event.get("type") == Some(&"apply".into()));
        if surges || another {
            return Ok(());
        }
        let mut left = u32::MAX;
        for entry in entries(&plan) {
            match entry.what {
                Happens::Sync => {
                    left = entry.budget.map_or(u32::MAX, |budget| budget.allowed.saturating_sub(budget.used));
                }
                Happens::PodDeleted if entry.by == "DaemonSet controller" && was_available(&plan, entry) => {
                    prop_assert!(left > 0, "one too many at {} s", entry.seconds);
                    left -= 1;
                }
                _ => {}
            }
        }
    }

    #[test]
    fn an_event_at_the_end_changes_nothing_before_it(case in case(&ALL), late in event(&ALL)) {
        let before = case.plan();
        let end = before.timeline.as_ref().unwrap().end_seconds + 100.0;
        let mut with = case;
        let mut late = late;
        let Value::Object(map) = &mut late else { return Ok(()) };
        map.insert("atSeconds".to_owned(), Value::from(end));
        with.events.push(late);
        let after = with.plan();
        let earlier: Vec<&TimelineEntry> = entries(&after).iter().filter(|entry| entry.seconds < end).collect();
        prop_assert_eq!(entries(&before).iter().collect::<Vec<_>>(), earlier);
    }
}
