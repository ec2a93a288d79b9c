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
        let mut terms = Vec::new();
        for term in &written.node_selector_terms {
            terms.push(Term::of(term));
        }
        Self { terms }
    }

    /// Whether one of the terms matches a node (upstream: `LazyErrorNodeSelector.Match`).
    pub fn matches<'v>(&self, name: &str, label: &dyn Fn(&str) -> Option<&'v str>) -> bool {
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
    pub fn matches<'v>(&self, name: &str, label: &dyn Fn(&str) -> Option<&'v str>) -> bool {
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

#[cfg(test)]
mod tests {
    use super::RequiredAffinity;
    use crate::model::selector::NodeSelector;

    /// Terms as YAML, a node's name and its labels, and whether they match.
    type Row = (&'static str, &'static str, &'static [(&'static str, &'static str)], bool);

    const KERNEL: &str = "[{matchExpressions: [{key: kernel-version, operator: Gt, values: ['0204']}]}]";
    const BIG: &str = "[{matchExpressions: [{key: n, operator: Lt, values: ['9223372036854775807']}]}]";
    const EITHER: &str = "[{matchFields: [{key: metadata.name, operator: In, values: [n1]}]}, \
        {matchExpressions: [{key: foo, operator: In, values: [bar]}]}]";
    const BOTH: &str = "[{matchFields: [{key: metadata.name, operator: In, values: [n1]}], \
        matchExpressions: [{key: foo, operator: In, values: [bar]}]}]";
    const NOT_HERE: &str = "[{matchFields: [{key: metadata.name, operator: NotIn, values: [n1]}]}]";
    const GPU: &str = "[{matchExpressions: [{key: GPU, operator: Exists}, \
        {key: GPU, operator: NotIn, values: [AMD, INTER]}]}]";
    const ROWS: &[Row] = &[
        ("[]", "n1", &[("foo", "bar")], false),
        ("[{}]", "n1", &[("foo", "bar")], false),
        ("[{matchExpressions: []}]", "n1", &[("foo", "bar")], false),
        (
            "[{matchExpressions: [{key: foo, operator: In, values: [bar, value2]}]}]",
            "n1",
            &[("foo", "bar")],
            true,
        ),
        (
            "[{matchExpressions: [{key: foo, operator: In, values: [value1]}]}]",
            "n1",
            &[("foo", "bar")],
            false,
        ),
        ("[{matchExpressions: [{key: foo, operator: In, values: [bar]}]}]", "n1", &[], false),
        ("[{matchExpressions: [{key: foo, operator: NotIn, values: [bar]}]}]", "n1", &[], true),
        ("[{matchExpressions: [{key: foo, operator: DoesNotExist}]}]", "n1", &[], true),
        ("[{matchExpressions: [{key: foo, operator: DoesNotExist}]}]", "n1", &[("foo", "")], false),
        (KERNEL, "n1", &[("kernel-version", "0206")], true),
        (KERNEL, "n1", &[("kernel-version", "+205")], true),
        (KERNEL, "n1", &[("kernel-version", "0204")], false),
        (KERNEL, "n1", &[("kernel-version", "4.19")], false),
        (KERNEL, "n1", &[], false),
        (BIG, "n1", &[("n", "9223372036854775808")], false),
        (BIG, "n1", &[("n", "-9223372036854775808")], true),
        ("[{matchExpressions: [{key: n, operator: Lt, values: ['-1']}]}]", "n1", &[("n", "-5")], false),
        ("[{matchExpressions: [{key: n, operator: Gt, values: [abc]}]}]", "n1", &[("n", "5")], false),
        (GPU, "n1", &[("GPU", "NVIDIA-GRID-K1")], true),
        (GPU, "n1", &[("GPU", "AMD")], false),
        (
            "[{matchExpressions: [{key: foo, operator: NotIn, values: ['invalid value: ___@#$%^']}]}]",
            "n1",
            &[("foo", "bar")],
            false,
        ),
        (
            "[{matchExpressions: [{key: invalid key, operator: Exists}]}, {matchExpressions: [{key: foo, operator: Exists}]}]",
            "n1",
            &[("foo", "bar")],
            true,
        ),
        (
            "[{matchExpressions: [{key: foo, operator: Exists, values: [bar]}]}]",
            "n1",
            &[("foo", "bar")],
            false,
        ),
        ("[{matchExpressions: [{key: foo, operator: exists}]}]", "n1", &[("foo", "bar")], false),
        (EITHER, "n1", &[], true),
        (EITHER, "n2", &[("foo", "bar")], true),
        (EITHER, "n2", &[], false),
        (BOTH, "n1", &[("foo", "bar")], true),
        (BOTH, "n2", &[("foo", "bar")], false),
        (NOT_HERE, "n1", &[], false),
        (NOT_HERE, "n2", &[], true),
        ("[{matchFields: [{key: metadata.name, operator: In, values: [n1, n2]}]}]", "n1", &[], false),
        ("[{matchFields: [{key: metadata.name, operator: In, values: [n1]}]}]", "", &[], true),
    ];

    #[test]
    fn terms_match_as_upstreams_do() {
        for (terms, name, labels, expected) in ROWS {
            let tree = serde_yaml::from_str(&format!("nodeSelectorTerms: {terms}")).unwrap();
            let written = NodeSelector::read(&tree).unwrap();
            let label = |key: &str| labels.iter().find(|(own, _)| *own == key).map(|(_, value)| *value);
            assert_eq!(
                RequiredAffinity::of(&written).matches(name, &label),
                *expected,
                "{terms} {name} {labels:?}"
            );
        }
    }
}
