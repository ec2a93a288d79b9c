//! A Pod, as far as the DaemonSet controller looks at it.

use super::value::Value;

use super::{
    daemon_set::Affinity,
    meta::ObjectMeta,
    node::Condition,
    read::{Fields, Mismatch},
};

/// A Pod.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pod {
    /// `metadata`.
    pub metadata: ObjectMeta,
    /// `spec`.
    pub spec: BoundSpec,
    /// `status`.
    pub status: PodStatus,
}

impl Pod {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self {
            metadata: fields.object("metadata", ObjectMeta::read)?,
            spec: fields.object("spec", BoundSpec::read)?,
            status: fields.object("status", PodStatus::read)?,
        })
    }
}

/// The part of `spec` that says where the Pod is or is meant to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoundSpec {
    /// The node that it is bound to; empty before.
    pub node_name: String,
    /// Affinities; the controller pins a Pod to its node by `matchFields` on `metadata.name`.
    pub affinity: Affinity,
}

impl BoundSpec {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self { node_name: fields.text("nodeName")?, affinity: fields.object("affinity", Affinity::read)? })
    }
}

/// `status`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PodStatus {
    /// `Pending`, `Running`, `Succeeded`, `Failed`, `Unknown`, or empty.
    pub phase: String,
    /// Conditions.
    pub conditions: Vec<Condition>,
}

impl PodStatus {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self { phase: fields.text("phase")?, conditions: fields.list("conditions", Condition::read)? })
    }
}
