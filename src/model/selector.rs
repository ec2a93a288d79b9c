//! Selectors as they are written: nothing here is compiled or checked yet.

use super::{meta::StringMap, read::readable};

/// A label selector (upstream: `metav1.LabelSelector`). Empty matches everything; absent matches nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelSelector {
    /// Labels that must be there with these values.
    pub match_labels: StringMap,
    /// Requirements that must all hold.
    pub match_expressions: Vec<Requirement>,
}

readable!(LabelSelector { match_labels: "matchLabels", match_expressions: "matchExpressions" });

/// One requirement of a label selector or of a node selector term.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Requirement {
    /// The label's key, or the field's name.
    pub key: String,
    /// `In`, `NotIn`, `Exists`, `DoesNotExist`, and for nodes `Gt` and `Lt`.
    pub operator: String,
    /// The values to compare with.
    pub values: Vec<String>,
}

readable!(Requirement { key: "key", operator: "operator", values: "values" });

/// A node selector: terms of which one must match (upstream: `v1.NodeSelector`). No terms match nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeSelector {
    /// The terms, of which one must match.
    pub node_selector_terms: Vec<NodeSelectorTerm>,
}

readable!(NodeSelector { node_selector_terms: "nodeSelectorTerms" });

/// Requirements that must all hold. Without any, the term matches nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeSelectorTerm {
    /// Requirements on labels.
    pub match_expressions: Vec<Requirement>,
    /// Requirements on fields; `metadata.name` is the only one.
    pub match_fields: Vec<Requirement>,
}

readable!(NodeSelectorTerm { match_expressions: "matchExpressions", match_fields: "matchFields" });
