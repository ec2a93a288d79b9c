//! A Node as it is read, before it joins a [`Fleet`](super::fleet::Fleet).

use super::{
    meta::{ObjectMeta, StringMap},
    read::{Readable, Wrong, fields, readable},
    taint::Taint,
    value::Value,
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

readable!(Node { metadata: "metadata", spec: "spec", status: "status" });

/// `spec`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeSpec {
    /// Taints.
    pub taints: Vec<Taint>,
    /// Whether the node is cordoned. Only the taint of that name would decide, and DaemonSet Pods tolerate it.
    pub unschedulable: bool,
}

readable!(NodeSpec { taints: "taints", unschedulable: "unschedulable" });

/// `status`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeStatus {
    /// Conditions.
    pub conditions: Vec<Condition>,
    /// What Pods may request: resources and amounts, as they are written; `None` where it is absent.
    pub allocatable: Option<Amounts>,
}

readable!(NodeStatus { conditions: "conditions", allocatable: "allocatable" });

/// Resources and amounts, as they are written; those that are written as numbers too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amounts(pub StringMap);

impl Readable for Amounts {
    fn fill(&mut self, value: &Value, wrong: &mut Wrong) {
        let Some(entries) = fields(value, wrong) else { return };
        for (name, value) in entries {
            let amount = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            self.0.insert(name.clone(), amount);
        }
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

readable!(Condition { kind: "type", status: "status", last_transition_time: "lastTransitionTime" });

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
