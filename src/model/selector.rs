//! Selectors as they are written: nothing here is compiled or checked yet.

use serde::Deserialize;

use super::{meta::StringMap, null_as_default};

/// A label selector (upstream: `metav1.LabelSelector`). Empty matches everything; absent matches nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct LabelSelector {
    /// Labels that must be there with these values.
    #[serde(deserialize_with = "null_as_default")]
    pub match_labels: StringMap,
    /// Requirements that must all hold.
    #[serde(deserialize_with = "null_as_default")]
    pub match_expressions: Vec<Requirement>,
}

/// One requirement of a label selector or of a node selector term.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Requirement {
    /// The label's key, or the field's name.
    #[serde(deserialize_with = "null_as_default")]
    pub key: String,
    /// `In`, `NotIn`, `Exists`, `DoesNotExist`, and for nodes `Gt` and `Lt`.
    #[serde(deserialize_with = "null_as_default")]
    pub operator: String,
    /// The values to compare with.
    #[serde(deserialize_with = "null_as_default")]
    pub values: Vec<String>,
}

/// A node selector: terms of which one must match (upstream: `v1.NodeSelector`). No terms match nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NodeSelector {
    /// The terms, of which one must match.
    #[serde(deserialize_with = "null_as_default")]
    pub node_selector_terms: Vec<NodeSelectorTerm>,
}

/// Requirements that must all hold. Without any, the term matches nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NodeSelectorTerm {
    /// Requirements on labels.
    #[serde(deserialize_with = "null_as_default")]
    pub match_expressions: Vec<Requirement>,
    /// Requirements on fields; `metadata.name` is the only one.
    #[serde(deserialize_with = "null_as_default")]
    pub match_fields: Vec<Requirement>,
}
