//! Which nodes should run the Pod (upstream: `NodeShouldRunDaemonPod` in `pkg/controller/daemon/daemon_controller.go`).

use std::rc::Rc;

use super::tolerations::{PodToleration, pod_tolerations};
use crate::{
    apiserver::Admitted,
    matching::{RequiredAffinity, keeps_pods_away, tolerates},
    model::{
        daemon_set::PodSpec,
        fleet::NodeRef,
        ordered::OrderedSet,
        selector::{NodeSelectorTerm, Requirement},
        taint::{Effect, Taint},
    },
};

/// What the controller decides about a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Verdict {
    /// Whether the node should run the Pod.
    pub should_run: bool,
    /// Whether a Pod that is there already may stay.
    pub should_continue_running: bool,
}

/// A requirement of the required node affinity, to be quoted often: copies share their text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wanted {
    /// The label's key, or the field's name.
    pub key: Rc<str>,
    /// `In`, `NotIn`, `Exists`, `DoesNotExist`, `Gt` or `Lt`; whatever else was written.
    pub operator: Rc<str>,
    /// The values to compare with.
    pub values: Rc<[String]>,
}

fn quoted(written: &[Requirement]) -> Vec<Wanted> {
    let mut all = Vec::new();
    for Requirement { key, operator, values } in written {
        all.push(Wanted {
            key: key.as_str().into(),
            operator: operator.as_str().into(),
            values: values.as_slice().into(),
        });
    }
    all
}

/// Where a DaemonSet's Pods may go, compiled once and asked for every node.
#[derive(Clone, Debug)]
pub struct Placement {
    /// The template as it is written.
    pub(super) spec: PodSpec,
    /// Required node affinity, compiled; `None` matches every node.
    pub(super) affinity: Option<RequiredAffinity>,
    /// The terms of the required node affinity, to be quoted: their `matchExpressions` and their `matchFields`.
    pub(super) written: Vec<[Vec<Wanted>; 2]>,
    /// The Pod's tolerations, the controller's own among them.
    pub(super) tolerations: Vec<PodToleration>,
}

impl Placement {
    /// Compiles what an admitted DaemonSet asks of nodes.
    pub fn of(admitted: &Admitted) -> Self {
        Self::of_pod_spec(&admitted.daemon_set().spec.template.spec)
    }

    /// Compiles what a Pod template asks of nodes, whether or not the API server would take it. Like upstream, parts
    /// that cannot be parsed match nothing.
    pub fn of_pod_spec(spec: &PodSpec) -> Self {
        let (mut affinity, mut written) = (None, Vec::new());
        if let Some(required) = &spec.affinity.node_affinity.required {
            affinity = Some(RequiredAffinity::of(required));
            for term in &required.node_selector_terms {
                written.push([quoted(&term.match_expressions), quoted(&term.match_fields)]);
            }
        }
        Self { spec: spec.clone(), affinity, written, tolerations: pod_tolerations(spec) }
    }

    /// The verdict on one node.
    pub fn verdict(&self, node: NodeRef<'_>) -> Verdict {
        self.decide(node.name(), &|key| node.label(key), node.taints(), &|_| true)
    }

    /// The Pod's tolerations in order: the template's, and those that the controller adds.
    pub fn tolerations(&self) -> &[PodToleration] {
        &self.tolerations
    }

    /// The verdict on a node of this name, with these labels, and with those of the taints that stay.
    pub(super) fn decide<'v>(
        &self,
        name: &str,
        label: &dyn Fn(&str) -> Option<&'v str>,
        taints: &[Taint],
        stays: &dyn Fn(&Taint) -> bool,
    ) -> Verdict {
        let selected = self.takes_name(name)
            && self.spec.node_selector.iter().all(|(key, value)| label(key) == Some(value))
            && self.affinity.as_ref().is_none_or(|affinity| affinity.matches(name, label));
        if !selected {
            return Verdict { should_run: false, should_continue_running: false };
        }
        let mut verdict = Verdict { should_run: true, should_continue_running: true };
        for taint in taints {
            if keeps_pods_away(taint) && self.toleration_of(taint).is_none() && stays(taint) {
                verdict.should_run = false;
                verdict.should_continue_running &= taint.effect != Effect::NoExecute;
            }
        }
        verdict
    }

    /// Whether `nodeName` is absent or this name.
    pub(super) fn takes_name(&self, name: &str) -> bool {
        self.spec.node_name.is_empty() || self.spec.node_name == name
    }

    /// The first toleration that matches a taint.
    pub(super) fn toleration_of(&self, taint: &Taint) -> Option<&PodToleration> {
        self.tolerations.iter().find(|own| tolerates(&own.toleration, taint))
    }

    /// The terms of the required node affinity, as written; none where there is none.
    pub(super) fn terms(&self) -> &[NodeSelectorTerm] {
        self.spec
            .affinity
            .node_affinity
            .required
            .as_ref()
            .map_or(&[], |required| &required.node_selector_terms)
    }

    /// The keys of all labels that are asked about, each once.
    pub fn label_keys(&self) -> Vec<&str> {
        let mut keys: OrderedSet<&str> = OrderedSet::new();
        for (key, _) in &self.spec.node_selector {
            keys.insert(key);
        }
        for term in self.terms() {
            for requirement in &term.match_expressions {
                keys.insert(&requirement.key);
            }
        }
        in_order(&keys)
    }

    /// The names of nodes that are mentioned, each once; none for a template that does not look at names.
    pub(super) fn node_names(&self) -> Vec<&str> {
        let mut names: OrderedSet<&str> = OrderedSet::new();
        if !self.spec.node_name.is_empty() {
            names.insert(&self.spec.node_name);
        }
        for term in self.terms() {
            for field in &term.match_fields {
                for name in &field.values {
                    if !name.is_empty() {
                        names.insert(name);
                    }
                }
            }
        }
        in_order(&names)
    }

    /// How much there is to hold against a node, at most: lines, requirements, values and tolerations; never 0.
    pub(super) fn weight(&self) -> usize {
        let mut weight = 1 + self.spec.node_selector.len() + self.tolerations.len();
        for term in self.terms() {
            for requirements in [&term.match_expressions, &term.match_fields] {
                for requirement in requirements {
                    weight += 1 + requirement.values.len();
                }
            }
        }
        weight
    }
}

fn in_order<'t>(texts: &OrderedSet<&'t str>) -> Vec<&'t str> {
    let mut list = Vec::new();
    for text in texts.iter() {
        list.push(*text);
    }
    list
}

#[cfg(test)]
mod tests {
    use super::{Placement, Verdict};
    use crate::model::{fleet::Fleet, node::Node};

    /// A Pod spec, a Node's name, labels and spec as YAML, and upstream's two answers.
    #[test]
    fn a_node_is_judged_as_upstream_judges_it() {
        const L1: &str = "{name: simple-daemon, type: production}";
        let affinity = |value: &str| {
            format!(
                "{{affinity: {{nodeAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: {{nodeSelectorTerms: \
                 [{{matchExpressions: [{{key: type, operator: In, values: [{value}]}}]}}]}}}}}}}}"
            )
        };
        let taint = |key: &str, effect: &str| format!("{{taints: [{{key: {key}, effect: {effect}}}]}}");
        let tainted = |name: &str, effect: &str| taint(&format!("node.kubernetes.io/{name}"), effect);
        for (spec, node, expected) in [
            ("{}".to_owned(), "{}".to_owned(), (true, true)),
            ("{nodeName: other-node}".to_owned(), "{}".to_owned(), (false, false)),
            ("{nodeName: test-node}".to_owned(), "{}".to_owned(), (true, true)),
            ("{nodeName: test-node}".to_owned(), taint("a", "NoSchedule"), (false, true)),
            (format!("{{nodeSelector: {L1}}}"), "{}".to_owned(), (true, true)),
            ("{nodeSelector: {name: simple-daemon, type: test}}".to_owned(), "{}".to_owned(), (false, false)),
            (affinity("test"), "{}".to_owned(), (false, false)),
            (affinity("production"), "{}".to_owned(), (true, true)),
            ("{}".to_owned(), "{unschedulable: true}".to_owned(), (true, true)),
            ("{}".to_owned(), tainted("unschedulable", "NoSchedule"), (true, true)),
            ("{}".to_owned(), tainted("not-ready", "NoExecute"), (true, true)),
            ("{}".to_owned(), tainted("not-ready", "NoSchedule"), (false, true)),
            ("{}".to_owned(), tainted("disk-pressure", "NoSchedule"), (true, true)),
            ("{}".to_owned(), tainted("disk-pressure", "NoExecute"), (false, false)),
            ("{}".to_owned(), tainted("out-of-service", "NoExecute"), (false, false)),
            ("{}".to_owned(), tainted("network-unavailable", "NoSchedule"), (false, true)),
            ("{hostNetwork: true}".to_owned(), tainted("network-unavailable", "NoSchedule"), (true, true)),
            ("{}".to_owned(), taint("a", "PreferNoSchedule"), (true, true)),
            ("{}".to_owned(), taint("a", "NoExecute"), (false, false)),
            ("{}".to_owned(), taint("a", "Odd"), (true, true)),
            ("{tolerations: [{operator: Exists}]}".to_owned(), taint("a", "NoExecute"), (true, true)),
            (
                "{tolerations: [{key: a, effect: NoSchedule}]}".to_owned(),
                taint("a", "NoExecute"),
                (false, false),
            ),
        ] {
            let whole = format!("{{metadata: {{name: test-node, labels: {L1}}}, spec: {node}}}");
            let mut fleet = Fleet::new();
            fleet.push_node(&Node::read(&serde_yaml::from_str(&whole).unwrap()).unwrap());
            let verdict = Placement::of_pod_spec(
                &crate::model::daemon_set::PodSpec::read(&serde_yaml::from_str(&spec).unwrap()).unwrap(),
            )
            .verdict(fleet.get(0).unwrap());
            let (should_run, should_continue_running) = expected;
            assert_eq!(verdict, Verdict { should_run, should_continue_running }, "{spec} {node}");
        }
    }
}
