//! A Pod, as far as the DaemonSet controller looks at it.

use serde::Deserialize;

use super::{daemon_set::Affinity, meta::ObjectMeta, node::Condition, null_as_default};

/// A Pod.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Pod {
    /// `metadata`.
    #[serde(deserialize_with = "null_as_default")]
    pub metadata: ObjectMeta,
    /// `spec`.
    #[serde(deserialize_with = "null_as_default")]
    pub spec: BoundSpec,
    /// `status`.
    #[serde(deserialize_with = "null_as_default")]
    pub status: PodStatus,
}

/// The part of `spec` that says where the Pod is or is meant to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct BoundSpec {
    /// The node that it is bound to; empty before.
    #[serde(deserialize_with = "null_as_default")]
    pub node_name: String,
    /// Affinities; the controller pins a Pod to its node by `matchFields` on `metadata.name`.
    #[serde(deserialize_with = "null_as_default")]
    pub affinity: Affinity,
}

/// `status`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct PodStatus {
    /// `Pending`, `Running`, `Succeeded`, `Failed`, `Unknown`, or empty.
    #[serde(deserialize_with = "null_as_default")]
    pub phase: String,
    /// Conditions.
    #[serde(deserialize_with = "null_as_default")]
    pub conditions: Vec<Condition>,
}
