//! The words that people read, whole.

use std::fmt::Write;

use super::{fix_words, verdicts};
use crate::{
    controller::{FixStep, Placement},
    diagnostic::{Position, Range},
    model::{daemon_set::PodSpec, fleet::Fleet, node::Node, taint::Toleration, value::Value},
};

const NODES: &str = "
- {metadata: {name: cp, labels: {node-role.kubernetes.io/control-plane: ''}},
   spec: {taints: [{key: node-role.kubernetes.io/control-plane, effect: NoSchedule}]}}
- {metadata: {name: w1, labels: {disk: ssd}}, spec: {taints: [{key: spot, effect: PreferNoSchedule}]}}
- {metadata: {name: w2, labels: {disk: hdd}}, spec: {unschedulable: true,
   taints: [{key: node.kubernetes.io/unschedulable, effect: NoSchedule}]}}
- {metadata: {name: gpu, labels: {disk: ssd}}, spec: {taints: [{key: gpu, value: 'true', effect: NoExecute}]}}
- {metadata: {name: w3, labels: {disk: ssd}}, status: {conditions: [{type: Ready, status: 'False'}]},
   spec: {taints: [{key: node.kubernetes.io/not-ready, effect: NoSchedule},
                   {key: node.kubernetes.io/not-ready, effect: NoExecute}]}}
";

fn render(spec: &str) -> String {
    let nodes: Vec<Value> = serde_yaml::from_str(NODES).unwrap();
    let nodes: Vec<Node> = nodes.iter().map(|node| Node::read(node).unwrap()).collect();
    let mut fleet = Fleet::new();
    for node in &nodes {
        fleet.push_node(node);
    }
    let spec = PodSpec::read(&serde_yaml::from_str(spec).unwrap()).unwrap();
    let assessment = Placement::of_pod_spec(&spec).assess(&fleet);
    let start = Position { line: 1, column: 1 };
    let place = |_: &_| Some(Range { start, end: start });
    let (nodes, groups) = verdicts(&assessment, &fleet, &place);
    assert_eq!(nodes.len(), fleet.len());
    let mut text = String::new();
    for group in groups {
        let (runs, stays) = (group.should_run, group.should_continue_running);
        writeln!(text, "{}: {runs} {stays}: {}", group.nodes.join(" "), group.headline).unwrap();
        for reason in group.reasons.iter() {
            assert_eq!(reason.path.is_some(), reason.range.is_some());
            let path = reason.path.as_deref().unwrap_or("-").replace("spec.template.spec.", "");
            writeln!(text, "  {} {} @{path}", if reason.decides { "x" } else { "." }, reason.message)
                .unwrap();
        }
        for fix in &group.fixes {
            writeln!(text, "  +{} -{} {}", fix.brings, fix.loses, fix.summary).unwrap();
            for line in fix.steps.iter().flat_map(|step| [&step.yaml, &step.command]).flatten() {
                writeln!(text, "      {}", line.trim_end().replace('\n', "\n      ")).unwrap();
            }
        }
    }
    text
}

#[test]
fn a_selector_and_taints_in_words() {
    let expected = include_str!("tests/selector_and_taints.txt");
    let spec = "{nodeSelector: {disk: ssd}, tolerations: [{key: gpu, value: 'yes'}]}";
    assert_eq!(render(spec), expected, "\n{}", render(spec));
}

#[test]
fn an_affinity_in_words() {
    let expected = include_str!("tests/affinity.txt");
    let spec = "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [
        {matchExpressions: [{key: disk, operator: NotIn, values: [ssd, nvme]}, {key: cpus, operator: Gt, values: ['8']}]},
        {matchFields: [{key: metadata.name, operator: In, values: [w1]}]},
        {}, {matchExpressions: [{key: cpus, operator: Lt, values: [many]}]}]}}}";
    assert_eq!(render(spec), expected, "\n{}", render(spec));
}

/// Whatever a label or a taint can hold comes back from the YAML as it was.
#[test]
fn yaml_to_paste_reads_as_it_was_meant() {
    let values = [
        "",
        "a",
        "true",
        "No",
        "y",
        "5",
        "1e3",
        "0x1F",
        "1_000",
        "null",
        "a.b-c_d",
        "2024-01-01",
        "1.5",
        "Infinity",
    ];
    for value in values {
        let meant = Toleration {
            key: format!("example.com/{value}k"),
            operator: "Equal".to_owned(),
            value: value.to_owned(),
            effect: "NoSchedule".to_owned(),
            toleration_seconds: None,
        };
        let step = FixStep::AddTolerations { tolerations: vec![meant.clone(), meant.clone()], first: true };
        let read = PodSpec::read(&serde_yaml::from_str(&fix_words::yaml(&step).unwrap()).unwrap()).unwrap();
        assert_eq!(read.tolerations, [meant.clone(), meant]);
    }
}
