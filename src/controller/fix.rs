//! Changes that turn a "no" into a "yes".

use super::{
    eligibility::Wanted,
    explain::{pod_spec, required_path, requirement_path, tolerations_path},
};
use crate::{
    diagnostic::FieldPath,
    model::{
        daemon_set::PodSpec,
        key::put,
        list::Growing,
        taint::{Taint, Toleration},
    },
};

/// A change that makes a group of nodes run the Pod. It has been tried: with it, all of them do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// All of them together are the change; never empty.
    pub steps: Vec<FixStep>,
    /// How many nodes of the whole fleet run the Pod with it, and do not without.
    pub brings: u32,
    /// How many nodes of the whole fleet run the Pod without it, and do not with it.
    pub loses: u32,
}

/// One step of a fix: of the manifest, or of each node of the group. Positions are those of the manifest as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FixStep {
    /// Add tolerations to the template.
    AddTolerations {
        /// What to add.
        tolerations: Vec<Toleration>,
        /// Whether the template has none yet.
        first: bool,
    },
    /// Remove the template's `nodeName`.
    DropNodeName {
        /// The node that it names.
        name: String,
    },
    /// Remove a line of the template's `nodeSelector`.
    DropNodeSelector {
        /// The label's key.
        key: String,
        /// The value asked for.
        value: String,
    },
    /// Ask for another value of a label in the template's `nodeSelector`.
    ChangeNodeSelector {
        /// The label's key.
        key: String,
        /// The value asked for now.
        from: String,
        /// The value to ask for.
        to: String,
    },
    /// Remove the required node affinity as a whole.
    DropAffinity,
    /// Remove a requirement of a term.
    DropRequirement {
        /// The term's position.
        term: usize,
        /// Whether the requirement is one of `matchFields`.
        field: bool,
        /// Its position there.
        requirement: usize,
        /// The requirement.
        written: Wanted,
    },
    /// Change the values of a requirement on a label.
    SetValues {
        /// The term's position.
        term: usize,
        /// The requirement's position in `matchExpressions`.
        requirement: usize,
        /// The requirement as it is.
        written: Wanted,
        /// The values that it should have.
        values: Vec<String>,
    },
    /// Set a label on the nodes.
    Label {
        /// The label's key.
        key: String,
        /// Its new value.
        value: String,
        /// Whether the nodes have the label, with another value.
        overwrite: bool,
    },
    /// Remove a label from the nodes.
    Unlabel {
        /// The label's key.
        key: String,
    },
    /// Remove a taint from the nodes, and every other of the same key and effect.
    Untaint {
        /// The taint.
        taint: Taint,
    },
    /// Let the nodes recover from what Kubernetes says with a taint: it will remove the taint itself.
    Recover {
        /// The taint.
        taint: Taint,
    },
}

impl FixStep {
    /// Whether the manifest changes, not the nodes.
    pub fn on_manifest(&self) -> bool {
        !matches!(
            self,
            Self::Label { .. } | Self::Unlabel { .. } | Self::Untaint { .. } | Self::Recover { .. }
        )
    }

    /// Puts itself behind a key: what is the same for equal steps for one placement, and for no others.
    pub(super) fn put(&self, key: &mut String) {
        match self {
            Self::AddTolerations { tolerations, .. } => {
                for own in tolerations {
                    put(key, "t", &[&own.key, &own.value, &own.effect]);
                }
            }
            Self::DropNodeName { .. } => put(key, "n", &[]),
            Self::DropNodeSelector { key: label, .. } => put(key, "s", &[label]),
            Self::ChangeNodeSelector { key: label, to, .. } => put(key, "c", &[label, to]),
            Self::DropAffinity => put(key, "a", &[]),
            Self::DropRequirement { term, field, requirement, .. } => {
                put(key, if *field { "f" } else { "d" }, &[&term.to_string(), &requirement.to_string()]);
            }
            Self::SetValues { term, requirement, values, .. } => {
                put(key, "v", &[&term.to_string(), &requirement.to_string()]);
                for value in values {
                    put(key, "", &[value]);
                }
            }
            Self::Label { key: label, value, .. } => put(key, "l", &[label, value]),
            Self::Unlabel { key: label } => put(key, "u", &[label]),
            Self::Untaint { taint } | Self::Recover { taint } => {
                put(key, "r", &[&taint.key, &taint.value, taint.effect.as_str()]);
            }
        }
    }

    /// The manifest's field that changes; `None` for a step on the nodes.
    pub fn path(&self) -> Option<FieldPath> {
        match self {
            Self::AddTolerations { .. } => Some(tolerations_path()),
            Self::DropNodeName { .. } => Some(pod_spec().field("nodeName")),
            Self::DropNodeSelector { key, .. } | Self::ChangeNodeSelector { key, .. } => {
                Some(pod_spec().field("nodeSelector").key(key))
            }
            Self::DropAffinity => Some(required_path()),
            Self::DropRequirement { term, field, requirement, .. } => {
                Some(requirement_path(*term, *field, *requirement))
            }
            Self::SetValues { term, requirement, .. } => {
                Some(requirement_path(*term, false, *requirement).field("values"))
            }
            Self::Label { .. } | Self::Unlabel { .. } | Self::Untaint { .. } | Self::Recover { .. } => None,
        }
    }
}

/// A key of steps for one placement, with those on its nodes or without.
pub(super) fn key(steps: &[FixStep], with_nodes: bool) -> String {
    let mut key = String::new();
    for step in steps {
        if with_nodes || step.on_manifest() {
            step.put(&mut key);
        }
    }
    key
}

/// A Pod spec with the steps on the manifest taken; those on nodes are passed over.
pub(super) fn apply(spec: &PodSpec, steps: &[FixStep]) -> PodSpec {
    let mut changed = spec.clone();
    for step in steps {
        match step {
            FixStep::AddTolerations { tolerations, .. } => {
                changed.tolerations.grow(tolerations.iter().cloned());
            }
            FixStep::DropNodeName { .. } => changed.node_name.clear(),
            FixStep::DropNodeSelector { key, .. } => {
                changed.node_selector.remove(key.as_str());
            }
            FixStep::ChangeNodeSelector { key, to, .. } => {
                changed.node_selector.insert(key.clone(), to.clone());
            }
            FixStep::DropAffinity => changed.affinity.node_affinity.required = None,
            FixStep::SetValues { term, requirement, values, .. } => {
                let required = changed.affinity.node_affinity.required.as_mut();
                let term = required.and_then(|required| required.node_selector_terms.get_mut(*term));
                if let Some(entry) = term.and_then(|term| term.match_expressions.get_mut(*requirement)) {
                    entry.values = values[..].to_vec();
                }
            }
            _ => {}
        }
    }
    // They are in order: from the end, the positions of those before stay true.
    for step in steps.iter().rev() {
        let FixStep::DropRequirement { term, field, requirement, .. } = step else { continue };
        let required = changed.affinity.node_affinity.required.as_mut();
        let Some(term) = required.and_then(|required| required.node_selector_terms.get_mut(*term)) else {
            continue;
        };
        let list = if *field { &mut term.match_fields } else { &mut term.match_expressions };
        if *requirement < list.len() {
            list.remove(*requirement);
        }
    }
    changed
}
