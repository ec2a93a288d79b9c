//! A Node as it is read, before it joins a [`Fleet`](super::fleet::Fleet).

use super::value::Value;

use super::{
    meta::ObjectMeta,
    read::{Fields, Mismatch},
    taint::Taint,
};

/// A Node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// `metadata`.
    pub metadata: ObjectMeta,
    /// `spec`.
    pub spec: NodeSpec,
    /// `status`.
    pub status: NodeStatus,
}

impl Node {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self {
            metadata: fields.object("metadata", ObjectMeta::read)?,
            spec: fields.object("spec", NodeSpec::read)?,
            status: fields.object("status", NodeStatus::read)?,
        })
    }
}

/// `spec`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeSpec {
    /// Taints.
    pub taints: Vec<Taint>,
    /// Whether the node is cordoned. Only the taint of that name would decide, and DaemonSet Pods tolerate it.
    pub unschedulable: bool,
}

impl NodeSpec {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self { taints: fields.list("taints", Taint::read)?, unschedulable: fields.flag("unschedulable")? })
    }
}

/// `status`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeStatus {
    /// Conditions.
    pub conditions: Vec<Condition>,
}

impl NodeStatus {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self { conditions: fields.list("conditions", Condition::read)? })
    }
}

/// One of `status.conditions` of a Node or a Pod.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// What it is about: `Ready`.
    pub kind: String,
    /// `True`, `False` or `Unknown`.
    pub status: String,
    /// When the status last changed.
    pub last_transition_time: Option<super::time::Time>,
}

impl Condition {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self {
            kind: fields.text("type")?,
            status: fields.text("status")?,
            last_transition_time: fields.maybe("lastTransitionTime", super::time::Time::read)?,
        })
    }
}

impl Node {
    /// The status of the `Ready` condition; `None` where the node carries none.
    pub fn ready(&self) -> Option<&str> {
        self.status
            .conditions
            .iter()
            .find(|condition| condition.kind == "Ready")
            .map(|condition| condition.status.as_str())
    }
}
