//! Selectors as they are written: nothing here is compiled or checked yet.

use super::value::Value;

use super::{
    meta::StringMap,
    read::{Fields, Mismatch},
};

/// A label selector (upstream: `metav1.LabelSelector`). Empty matches everything; absent matches nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelSelector {
    /// Labels that must be there with these values.
    pub match_labels: StringMap,
    /// Requirements that must all hold.
    pub match_expressions: Vec<Requirement>,
}

impl LabelSelector {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self {
            match_labels: fields.strings("matchLabels")?,
            match_expressions: fields.list("matchExpressions", Requirement::read)?,
        })
    }
}

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

impl Requirement {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self {
            key: fields.text("key")?,
            operator: fields.text("operator")?,
            values: fields.texts("values")?,
        })
    }
}

/// A node selector: terms of which one must match (upstream: `v1.NodeSelector`). No terms match nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeSelector {
    /// The terms, of which one must match.
    pub node_selector_terms: Vec<NodeSelectorTerm>,
}

impl NodeSelector {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self { node_selector_terms: fields.list("nodeSelectorTerms", NodeSelectorTerm::read)? })
    }
}

/// Requirements that must all hold. Without any, the term matches nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeSelectorTerm {
    /// Requirements on labels.
    pub match_expressions: Vec<Requirement>,
    /// Requirements on fields; `metadata.name` is the only one.
    pub match_fields: Vec<Requirement>,
}

impl NodeSelectorTerm {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self {
            match_expressions: fields.list("matchExpressions", Requirement::read)?,
            match_fields: fields.list("matchFields", Requirement::read)?,
        })
    }
}
