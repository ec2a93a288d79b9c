//! Required node affinity (upstream: `k8s.io/component-helpers/scheduling/corev1/nodeaffinity`).

use super::labels::{Fault, LabelRequirement};
use crate::model::selector::{NodeSelector, NodeSelectorTerm, Requirement};

/// Terms of which one must match. Without terms, nothing matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredAffinity {
    /// The terms, in the order written; those that never match keep their place.
    pub terms: Vec<Term>,
}

/// One term, compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// It has no requirement, and matches nothing.
    Empty,
    /// Parts of it cannot be parsed, so it matches nothing; the other terms are still tried.
    Unparsable(Vec<TermFault>),
    /// All of these must hold.
    Requirements {
        /// The requirements on labels.
        labels: Vec<LabelRequirement>,
        /// The requirements on fields.
        fields: Vec<FieldRequirement>,
    },
}

/// Where and why a term cannot be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermFault {
    /// Whether it is in `matchFields`, not in `matchExpressions`.
    pub field: bool,
    /// The requirement's position there.
    pub requirement: usize,
    /// What is wrong with it; never empty.
    pub faults: Vec<Fault>,
}

/// A requirement on a field of the Node, of which `metadata.name` is the only one known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRequirement {
    /// The field's name.
    pub key: String,
    /// The one value.
    pub value: String,
    /// Whether the field must have the value, or must not.
    pub equal: bool,
}

impl RequiredAffinity {
    /// Compiles the terms (upstream: `NewLazyErrorNodeSelector`).
    pub fn of(written: &NodeSelector) -> Self {
        Self { terms: written.node_selector_terms.iter().map(Term::of).collect() }
    }

    /// Whether one of the terms matches a node (upstream: `LazyErrorNodeSelector.Match`).
    pub fn matches<'v>(&self, name: &str, label: impl Fn(&str) -> Option<&'v str> + Copy) -> bool {
        self.terms.iter().any(|term| term.matches(name, label))
    }
}

impl Term {
    fn of(written: &NodeSelectorTerm) -> Self {
        if written.match_expressions.is_empty() && written.match_fields.is_empty() {
            return Self::Empty;
        }
        let mut wrong = Vec::new();
        let labels = parse_all(&written.match_expressions, false, LabelRequirement::parse, &mut wrong);
        let fields = parse_all(&written.match_fields, true, FieldRequirement::parse, &mut wrong);
        if wrong.is_empty() { Self::Requirements { labels, fields } } else { Self::Unparsable(wrong) }
    }

    /// Whether it matches a node. Requirements on fields are skipped for a node without a name.
    pub fn matches<'v>(&self, name: &str, label: impl Fn(&str) -> Option<&'v str>) -> bool {
        match self {
            Self::Empty | Self::Unparsable(_) => false,
            Self::Requirements { labels, fields } => {
                labels.iter().all(|wanted| wanted.test.matches(label(&wanted.key)))
                    && fields.iter().all(|wanted| wanted.matches(name))
            }
        }
    }
}

impl FieldRequirement {
    fn parse(written: &Requirement) -> Result<Self, Vec<Fault>> {
        let equal = match written.operator.as_str() {
            "In" => true,
            "NotIn" => false,
            _ => return Err(vec![Fault::Operator]),
        };
        match written.values.as_slice() {
            [value] => Ok(Self { key: written.key.clone(), value: value.clone(), equal }),
            _ => Err(vec![Fault::ValueCount]),
        }
    }

    /// Whether it holds for a node of this name; it always does for a node without one.
    pub fn matches(&self, name: &str) -> bool {
        // Upstream looks every field up in a set that holds the name alone; any other field reads as empty.
        let has = if self.key == "metadata.name" { name } else { "" };
        name.is_empty() || (has == self.value) == self.equal
    }
}

fn parse_all<T>(
    written: &[Requirement],
    field: bool,
    parse: fn(&Requirement) -> Result<T, Vec<Fault>>,
    wrong: &mut Vec<TermFault>,
) -> Vec<T> {
    let mut parsed = Vec::with_capacity(written.len());
    for (requirement, entry) in written.iter().enumerate() {
        match parse(entry) {
            Ok(entry) => parsed.push(entry),
            Err(faults) => wrong.push(TermFault { field, requirement, faults }),
        }
    }
    parsed
}
