//! Why a node gets the Pod or not: every reason, as data.

use super::{
    eligibility::{Placement, Wanted},
    tolerations::{PodToleration, closest},
};
use crate::{
    diagnostic::FieldPath,
    matching::{Difference, Fault, Term, keeps_pods_away},
    model::{fleet::NodeRef, key::put, taint::Taint},
};

/// One thing that speaks about a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// `nodeName` is another node.
    NodeName {
        /// The node that the template names.
        wanted: String,
    },
    /// A `nodeSelector` label is absent or different.
    NodeSelector {
        /// The label's key.
        key: String,
        /// The value asked for.
        wanted: String,
        /// The value that is there.
        has: Has,
    },
    /// The required node affinity has no terms, and so matches no node.
    NoTerms,
    /// A term of the required node affinity is empty, and so never matches.
    EmptyTerm {
        /// Its position.
        term: usize,
    },
    /// A requirement of a term does not hold, or cannot be parsed.
    NodeAffinity {
        /// The term's position.
        term: usize,
        /// Whether the requirement is one of `matchFields`.
        field: bool,
        /// Its position there.
        requirement: usize,
        /// The requirement.
        written: Wanted,
        /// The label's value; always `Nothing` for a field, and where the requirement cannot be parsed.
        has: Has,
        /// Why it cannot be parsed, so that its term never matches; empty where it can.
        faults: Vec<Fault>,
    },
    /// A taint that keeps Pods away, and that no toleration matches.
    UntoleratedTaint {
        /// The taint.
        taint: Taint,
        /// The tolerations that came closest, and what does not fit; at most three.
        closest: Vec<(PodToleration, Vec<Difference>)>,
    },
    /// A taint that would keep Pods away, and the first toleration that matches it.
    ToleratedTaint {
        /// The taint.
        taint: Taint,
        /// The toleration.
        toleration: PodToleration,
    },
    /// A taint of another effect, mostly `PreferNoSchedule`: the controller does not look at it.
    IgnoredTaint {
        /// The taint.
        taint: Taint,
    },
    /// The node is cordoned, not ready or unknown. Only a taint would decide.
    NodeState(NodeState),
    /// `nodeName`, `nodeSelector` and the required node affinity match, as far as they are there.
    Selected {
        /// Whether there is a `nodeName`.
        name: bool,
        /// Whether there is a `nodeSelector`.
        labels: bool,
        /// The first term of the required node affinity that matches; `None` where there is no affinity.
        term: Option<usize>,
    },
}

/// What a node, or a group of them, has for a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Has {
    /// No such label.
    Nothing,
    /// This value.
    Value(String),
    /// One value or another: only said of a group, and of a label with many values.
    Several,
}

/// A state of a node that decides nothing by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeState {
    /// `spec.unschedulable`.
    Cordoned,
    /// The `Ready` condition is false.
    NotReady,
    /// The `Ready` condition is unknown: the kubelet is silent.
    Unknown,
}

impl NodeState {
    fn letter(self) -> &'static str {
        match self {
            Self::Cordoned => "c",
            Self::NotReady => "r",
            Self::Unknown => "u",
        }
    }
}

impl Has {
    fn put(&self, key: &mut String) {
        match self {
            Self::Nothing => put(key, "o", &[]),
            Self::Value(value) => put(key, "v", &[value]),
            Self::Several => put(key, "m", &[]),
        }
    }

    fn of(value: Option<&str>) -> Self {
        value.map_or(Self::Nothing, |value| Self::Value(value.to_owned()))
    }
}

impl Reason {
    /// Puts itself behind a key: what is the same for equal reasons of one placement, and for no others.
    pub(super) fn put(&self, key: &mut String) {
        match self {
            Self::NodeName { .. } => put(key, "n", &[]),
            Self::NodeSelector { key: label, has, .. } => {
                put(key, "s", &[label]);
                has.put(key);
            }
            Self::NoTerms => put(key, "o", &[]),
            Self::EmptyTerm { term } => put(key, "e", &[&term.to_string()]),
            Self::NodeAffinity { term, field, requirement, has, .. } => {
                put(key, if *field { "f" } else { "a" }, &[&term.to_string(), &requirement.to_string()]);
                has.put(key);
            }
            Self::UntoleratedTaint { taint, .. }
            | Self::ToleratedTaint { taint, .. }
            | Self::IgnoredTaint { taint } => {
                put(key, "t", &[&taint.key, &taint.value, taint.effect.as_str()]);
            }
            Self::NodeState(state) => put(key, state.letter(), &[]),
            Self::Selected { term, .. } => {
                put(key, "y", &[&term.map_or(String::new(), |term| term.to_string())]);
            }
        }
    }

    /// Whether it alone makes `should_run` false. Where no term of the affinity matches, each of the causes counts.
    pub fn decides(&self) -> bool {
        match self {
            Self::NodeName { .. }
            | Self::NodeSelector { .. }
            | Self::NoTerms
            | Self::EmptyTerm { .. }
            | Self::NodeAffinity { .. }
            | Self::UntoleratedTaint { .. } => true,
            Self::ToleratedTaint { .. }
            | Self::IgnoredTaint { .. }
            | Self::NodeState(_)
            | Self::Selected { .. } => false,
        }
    }

    /// The manifest's field that it is about; `None` where the manifest has no part in it.
    pub fn path(&self) -> Option<FieldPath> {
        let toleration = |index: usize| tolerations_path().index(index);
        match self {
            Self::NodeName { .. } | Self::Selected { name: true, labels: false, term: None } => {
                Some(pod_spec().field("nodeName"))
            }
            Self::NodeSelector { key, .. } => Some(pod_spec().field("nodeSelector").key(key)),
            Self::Selected { labels: true, term: None, .. } => Some(pod_spec().field("nodeSelector")),
            Self::NoTerms => Some(terms_path()),
            Self::EmptyTerm { term } | Self::Selected { term: Some(term), .. } => {
                Some(terms_path().index(*term))
            }
            Self::NodeAffinity { term, field, requirement, faults, .. } => {
                let path = requirement_path(*term, *field, *requirement);
                Some(faults.first().map_or(path.clone(), |fault| fault_path(&path, fault)))
            }
            Self::UntoleratedTaint { closest, .. } => {
                Some(closest.iter().find_map(|(own, _)| own.index).map_or_else(tolerations_path, toleration))
            }
            Self::ToleratedTaint { toleration: own, .. } => own.index.map(toleration),
            Self::IgnoredTaint { .. } | Self::NodeState(_) | Self::Selected { .. } => None,
        }
    }
}

impl Placement {
    /// Everything that speaks about the verdict on a node; the deciding reasons first. There is always one. Of causes
    /// in the template, and of taints, no more than `most` are given each.
    pub fn explain(&self, node: NodeRef<'_>, most: usize) -> Vec<Reason> {
        let mut reasons = self.unselected(node, most);
        let selected = reasons.is_empty().then(|| self.selected(node));
        let mut borne = Vec::new();
        for taint in node.taints().iter().take(most) {
            let reason = self.about(taint);
            if reason.decides() { reasons.push(reason) } else { borne.push(reason) }
        }
        if let Some(selected) = selected {
            reasons.push(selected);
        }
        reasons.append(&mut borne);
        if node.unschedulable() {
            reasons.push(Reason::NodeState(NodeState::Cordoned));
        }
        match node.ready() {
            None | Some("True") => {}
            Some("Unknown") => reasons.push(Reason::NodeState(NodeState::Unknown)),
            Some(_) => reasons.push(Reason::NodeState(NodeState::NotReady)),
        }
        reasons
    }

    /// Why the template does not select the node; empty where it does.
    fn unselected(&self, node: NodeRef<'_>, most: usize) -> Vec<Reason> {
        let mut reasons = Vec::new();
        if !self.takes_name(node.name()) {
            reasons.push(Reason::NodeName { wanted: self.spec.node_name.clone() });
        }
        for (key, wanted) in &self.spec.node_selector {
            let has = node.label(key);
            if has != Some(wanted) && reasons.len() < most {
                let has = Has::of(has);
                reasons.push(Reason::NodeSelector { key: key.clone(), wanted: wanted.clone(), has });
            }
        }
        let Some(affinity) = &self.affinity else { return reasons };
        if affinity.matches(node.name(), &|key| node.label(key)) {
            return reasons;
        }
        if affinity.terms.is_empty() {
            reasons.push(Reason::NoTerms);
        }
        for (position, term) in affinity.terms.iter().enumerate() {
            if reasons.len() >= most {
                break;
            }
            self.failures(position, term, node, &mut reasons);
        }
        reasons.truncate(most.max(1));
        reasons
    }

    /// Why one term does not match.
    fn failures(&self, term: usize, compiled: &Term, node: NodeRef<'_>, reasons: &mut Vec<Reason>) {
        let mut fail = |field: bool, requirement: usize, has: Has, faults: &[Fault]| {
            let Some(written) = self.requirement(term, field, requirement).cloned() else { return };
            let faults = faults.to_vec();
            reasons.push(Reason::NodeAffinity { term, field, requirement, written, has, faults });
        };
        match compiled {
            Term::Empty => reasons.push(Reason::EmptyTerm { term }),
            Term::Unparsable(wrong) => {
                for at in wrong {
                    fail(at.field, at.requirement, Has::Nothing, &at.faults);
                }
            }
            Term::Requirements { labels, fields } => {
                for (requirement, wanted) in labels.iter().enumerate() {
                    let has = node.label(&wanted.key);
                    if !wanted.test.matches(has) {
                        fail(false, requirement, Has::of(has), &[]);
                    }
                }
                for (requirement, wanted) in fields.iter().enumerate() {
                    if !wanted.matches(node.name()) {
                        fail(true, requirement, Has::Nothing, &[]);
                    }
                }
            }
        }
    }

    fn requirement(&self, term: usize, field: bool, requirement: usize) -> Option<&Wanted> {
        let [expressions, fields] = self.written.get(term)?;
        if field { fields } else { expressions }.get(requirement)
    }

    /// What selected a node that is selected.
    fn selected(&self, node: NodeRef<'_>) -> Reason {
        let term = self.affinity.as_ref().and_then(|affinity| {
            affinity.terms.iter().position(|term| term.matches(node.name(), &|key| node.label(key)))
        });
        let (name, labels) = (!self.spec.node_name.is_empty(), !self.spec.node_selector.is_empty());
        Reason::Selected { name, labels, term }
    }

    /// What one taint does.
    fn about(&self, taint: &Taint) -> Reason {
        let toleration = self.toleration_of(taint);
        let taint = taint.clone();
        match toleration.cloned() {
            _ if !keeps_pods_away(&taint) => Reason::IgnoredTaint { taint },
            Some(toleration) => Reason::ToleratedTaint { taint, toleration },
            None => Reason::UntoleratedTaint { closest: closest(&self.tolerations, &taint), taint },
        }
    }
}

fn fault_path(requirement: &FieldPath, fault: &Fault) -> FieldPath {
    match fault {
        Fault::Operator => requirement.field("operator"),
        Fault::Key => requirement.field("key"),
        Fault::ValueCount => requirement.field("values"),
        Fault::NotAnInteger(value) | Fault::Value(value) => requirement.field("values").index(*value),
    }
}

/// The path of the template's Pod spec.
pub(super) fn pod_spec() -> FieldPath {
    FieldPath::of("spec.template.spec")
}

/// The path of the template's tolerations.
pub(super) fn tolerations_path() -> FieldPath {
    pod_spec().field("tolerations")
}

/// The path of the required node affinity.
pub(super) fn required_path() -> FieldPath {
    pod_spec().field("affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution")
}

/// The path of a requirement of a term.
pub(super) fn requirement_path(term: usize, field: bool, requirement: usize) -> FieldPath {
    terms_path().index(term).field(if field { "matchFields" } else { "matchExpressions" }).index(requirement)
}

fn terms_path() -> FieldPath {
    required_path().field("nodeSelectorTerms")
}
