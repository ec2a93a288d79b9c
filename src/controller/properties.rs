//! What must hold for every placement and every fleet.

use proptest::{collection::vec, option, prelude::*, sample::select};

use super::{Fix, FixStep, Placement, fix::apply};
use crate::model::{
    daemon_set::PodSpec,
    fleet::{Fleet, NodeRef},
    selector::{NodeSelector, NodeSelectorTerm, Requirement},
    taint::{Effect, Taint, Toleration},
};

const KEYS: [&str; 5] = ["zone", "disk", "num", "example.com/tier", "kubernetes.io/os"];
const VALUES: [&str; 8] = ["", "a", "b", "true", "7", "007", "10", "9223372036854775807"];
const TAINTS: [&str; 5] = [
    "dedicated",
    "gpu",
    "node.kubernetes.io/not-ready",
    "node.kubernetes.io/unschedulable",
    "node.kubernetes.io/network-unavailable",
];
const EFFECTS: [&str; 3] = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

fn text(all: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(all).prop_map(str::to_owned)
}

fn requirement() -> impl Strategy<Value = Requirement> {
    let operators: &[&str] = &["In", "In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"];
    (text(&KEYS), text(operators), vec(text(&VALUES), 1..3)).prop_map(|(key, operator, mut values)| {
        match operator.as_str() {
            "Exists" | "DoesNotExist" => values.clear(),
            "Gt" | "Lt" => values.truncate(1),
            _ => {}
        }
        Requirement { key, operator, values }
    })
}

fn field() -> impl Strategy<Value = Requirement> {
    let name = select(&["n0", "n1", "n9"][..]).prop_map(|name| vec![name.to_owned()]);
    (text(&["In", "NotIn"]), name).prop_map(|(operator, values)| Requirement {
        key: "metadata.name".to_owned(),
        operator,
        values,
    })
}

fn term() -> impl Strategy<Value = NodeSelectorTerm> {
    let fields = prop_oneof![3 => Just(Vec::new()), 1 => vec(field(), 1..2)];
    (vec(requirement(), 0..3), fields)
        .prop_map(|(match_expressions, match_fields)| NodeSelectorTerm { match_expressions, match_fields })
}

fn toleration() -> impl Strategy<Value = Toleration> {
    let effect = prop_oneof![Just(String::new()), text(&EFFECTS)];
    (text(&TAINTS), any::<bool>(), text(&["", "x"]), effect).prop_map(|(key, exists, value, effect)| {
        Toleration {
            key,
            operator: if exists { "Exists" } else { "" }.to_owned(),
            value: if exists { String::new() } else { value },
            effect,
            toleration_seconds: None,
        }
    })
}

fn spec() -> impl Strategy<Value = PodSpec> {
    let selector = proptest::collection::btree_map(text(&KEYS), text(&VALUES), 0..3);
    let name = prop_oneof![5 => Just(String::new()), 1 => Just("n1".to_owned())];
    (name, selector, option::of(vec(term(), 0..3)), vec(toleration(), 0..3), any::<bool>()).prop_map(
        |(node_name, node_selector, terms, tolerations, host_network)| {
            let mut spec = PodSpec { node_name, tolerations, host_network, ..PodSpec::default() };
            spec.node_selector = node_selector.into_iter().collect();
            spec.affinity.node_affinity.required =
                terms.map(|node_selector_terms| NodeSelector { node_selector_terms });
            spec
        },
    )
}

#[derive(Clone, Debug)]
struct Plain {
    name: String,
    labels: Vec<(String, String)>,
    taints: Vec<Taint>,
    cordoned: bool,
}

fn nodes() -> impl Strategy<Value = Vec<Plain>> {
    let taint = (text(&TAINTS), text(&["", "x"]), text(&EFFECTS)).prop_map(|(key, value, effect)| Taint {
        key,
        value,
        effect: Effect::from(effect),
    });
    let node = (vec((text(&KEYS), text(&VALUES)), 0..5), vec(taint, 0..3), any::<bool>());
    vec(node, 1..12).prop_map(|nodes| {
        let numbered = nodes.into_iter().enumerate();
        numbered
            .map(|(number, (labels, taints, cordoned))| Plain {
                name: format!("n{number}"),
                labels,
                taints,
                cordoned,
            })
            .collect()
    })
}

fn fleet(nodes: &[Plain]) -> Fleet {
    let mut fleet = Fleet::new();
    for node in nodes {
        let labels = node.labels.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        fleet.push(&node.name, &labels.collect::<Vec<_>>(), node.taints.clone(), node.cordoned, Some("True"));
    }
    fleet
}

/// The nodes with the steps on nodes taken for some of them.
fn changed(nodes: &[Plain], group: &[u32], steps: &[FixStep]) -> Vec<Plain> {
    let mut nodes = nodes.to_vec();
    for position in group {
        let node = &mut nodes[*position as usize];
        for step in steps {
            match step {
                FixStep::Label { key, value, .. } => node.labels.push((key.clone(), value.clone())),
                FixStep::Unlabel { key } => node.labels.retain(|(other, _)| other != key),
                FixStep::Untaint { taint } | FixStep::Recover { taint } => {
                    node.taints.retain(|other| other.key != taint.key || other.effect != taint.effect);
                }
                _ => {}
            }
        }
    }
    nodes
}

fn runs(placement: &Placement, fleet: &Fleet) -> Vec<bool> {
    fleet.iter().map(|node: NodeRef<'_>| placement.verdict(node).should_run).collect()
}

fn check_fix(spec: &PodSpec, nodes: &[Plain], group: &[u32], fix: &Fix) {
    let before = runs(&Placement::of_pod_spec(spec), &fleet(nodes));
    let after =
        runs(&Placement::of_pod_spec(&apply(spec, &fix.steps)), &fleet(&changed(nodes, group, &fix.steps)));
    for position in group {
        assert!(after[*position as usize], "the fix does not reach n{position}: {fix:?}");
    }
    let pairs = || before.iter().zip(&after);
    let brings = pairs().filter(|(before, after)| !**before && **after).count();
    let loses = pairs().filter(|(before, after)| **before && !**after).count();
    assert_eq!((brings, loses), (fix.brings as usize, fix.loses as usize), "{fix:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_class_is_decided_and_explained_as_each_of_its_nodes(spec in spec(), nodes in nodes()) {
        let (placement, fleet) = (Placement::of_pod_spec(&spec), fleet(&nodes));
        let assessment = placement.assess(&fleet);
        for ((position, node), class) in (0_u32..).zip(fleet.iter()).zip(&assessment.classes.class_of) {
            let class = *class as usize;
            let verdict = placement.verdict(node);
            let reasons = placement.explain(node, 64);
            prop_assert_eq!(assessment.verdicts[class], verdict);
            prop_assert_eq!(&assessment.reasons[class], &reasons);
            let decided = reasons.iter().any(super::Reason::decides);
            prop_assert_eq!(decided, !verdict.should_run);
            let group = &assessment.groups[assessment.group_of[class] as usize];
            prop_assert_eq!(group.verdict, verdict);
            prop_assert!(group.nodes.contains(&position));
        }
        let grouped: usize = assessment.groups.iter().map(|group| group.nodes.len()).sum();
        prop_assert_eq!(grouped, nodes.len());
    }

    #[test]
    fn a_fix_that_is_offered_works(spec in spec(), nodes in nodes()) {
        for group in Placement::of_pod_spec(&spec).assess(&fleet(&nodes)).groups {
            prop_assert_eq!(group.verdict.should_run, group.fixes.is_empty(), "{:?}", group);
            for fix in &group.fixes {
                check_fix(&spec, &nodes, &group.nodes, fix);
            }
        }
    }
}
