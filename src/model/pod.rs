//! A Pod, as far as the DaemonSet controller looks at it.

use super::{daemon_set::Affinity, meta::ObjectMeta, node::Condition, read::readable};

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

readable!(Pod { metadata: "metadata", spec: "spec", status: "status" });

/// The part of `spec` that says where the Pod is or is meant to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoundSpec {
    /// The node that it is bound to; empty before.
    pub node_name: String,
    /// Affinities; the controller pins a Pod to its node by `matchFields` on `metadata.name`.
    pub affinity: Affinity,
}

readable!(BoundSpec { node_name: "nodeName", affinity: "affinity" });

/// `status`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PodStatus {
    /// `Pending`, `Running`, `Succeeded`, `Failed`, `Unknown`, or empty.
    pub phase: String,
    /// Conditions.
    pub conditions: Vec<Condition>,
}

readable!(PodStatus { phase: "phase", conditions: "conditions" });
