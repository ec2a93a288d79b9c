//! The apps/v1 DaemonSet.

use serde::Deserialize;

use super::{
    int_or_percent::IntOrPercent,
    meta::{ObjectMeta, StringMap},
    null_as_default,
    selector::{LabelSelector, NodeSelector},
    taint::Toleration,
};

/// A DaemonSet.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DaemonSet {
    /// `metadata`.
    #[serde(deserialize_with = "null_as_default")]
    pub metadata: ObjectMeta,
    /// `spec`.
    #[serde(deserialize_with = "null_as_default")]
    pub spec: DaemonSetSpec,
    /// `status`, as far as the controller reads it back.
    #[serde(deserialize_with = "null_as_default")]
    pub status: ObservedStatus,
}

/// `spec`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DaemonSetSpec {
    /// Which Pods are the DaemonSet's.
    pub selector: Option<LabelSelector>,
    /// The Pod to run.
    #[serde(deserialize_with = "null_as_default")]
    pub template: PodTemplate,
    /// How long a Pod must have been ready before it counts as available, in seconds.
    #[serde(deserialize_with = "null_as_default")]
    pub min_ready_seconds: i32,
    /// How Pods are replaced when the template changes.
    #[serde(deserialize_with = "null_as_default")]
    pub update_strategy: UpdateStrategy,
}

/// `spec.updateStrategy`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct UpdateStrategy {
    /// Rolling update, or replacement only by hand.
    #[serde(rename = "type", deserialize_with = "null_as_default")]
    pub kind: StrategyType,
    /// The budgets of a rolling update.
    pub rolling_update: Option<RollingUpdate>,
}

/// `spec.updateStrategy.type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum StrategyType {
    /// Old Pods are replaced within the budget.
    #[default]
    RollingUpdate,
    /// Old Pods are replaced when somebody deletes them.
    OnDelete,
}

/// `spec.updateStrategy.rollingUpdate`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RollingUpdate {
    /// How many nodes may be without an available Pod during an update.
    pub max_unavailable: Option<IntOrPercent>,
    /// How many nodes may run a second, new Pod during an update.
    pub max_surge: Option<IntOrPercent>,
}

/// `spec.template`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PodTemplate {
    /// The Pods' labels and annotations.
    #[serde(deserialize_with = "null_as_default")]
    pub metadata: TemplateMeta,
    /// The Pods' spec.
    #[serde(deserialize_with = "null_as_default")]
    pub spec: PodSpec,
}

/// `spec.template.metadata`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct TemplateMeta {
    /// Labels.
    #[serde(deserialize_with = "null_as_default")]
    pub labels: StringMap,
    /// Annotations.
    #[serde(deserialize_with = "null_as_default")]
    pub annotations: StringMap,
}

/// `spec.template.spec`, as far as it decides where a Pod goes.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PodSpec {
    /// The only node that may run the Pod; empty for no such wish.
    #[serde(deserialize_with = "null_as_default")]
    pub node_name: String,
    /// Labels that the node must have.
    #[serde(deserialize_with = "null_as_default")]
    pub node_selector: StringMap,
    /// Affinities.
    #[serde(deserialize_with = "null_as_default")]
    pub affinity: Affinity,
    /// Taints that the Pod bears.
    #[serde(deserialize_with = "null_as_default")]
    pub tolerations: Vec<Toleration>,
    /// Whether the Pod uses the node's network.
    #[serde(deserialize_with = "null_as_default")]
    pub host_network: bool,
}

/// `affinity`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Affinity {
    /// `nodeAffinity`.
    #[serde(deserialize_with = "null_as_default")]
    pub node_affinity: NodeAffinity,
}

/// `affinity.nodeAffinity`; the preferred terms decide nothing for a DaemonSet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct NodeAffinity {
    /// `requiredDuringSchedulingIgnoredDuringExecution`: absent matches every node, present without terms none.
    #[serde(rename = "requiredDuringSchedulingIgnoredDuringExecution")]
    pub required: Option<NodeSelector>,
}

/// `status`, as the controller reads it back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ObservedStatus {
    /// The generation that the controller last saw.
    #[serde(deserialize_with = "null_as_default")]
    pub observed_generation: i64,
    /// `currentNumberScheduled`.
    #[serde(deserialize_with = "null_as_default")]
    pub current_number_scheduled: i32,
    /// `numberMisscheduled`.
    #[serde(deserialize_with = "null_as_default")]
    pub number_misscheduled: i32,
    /// `desiredNumberScheduled`.
    #[serde(deserialize_with = "null_as_default")]
    pub desired_number_scheduled: i32,
    /// `numberReady`.
    #[serde(deserialize_with = "null_as_default")]
    pub number_ready: i32,
    /// `updatedNumberScheduled`.
    #[serde(deserialize_with = "null_as_default")]
    pub updated_number_scheduled: i32,
    /// `numberAvailable`.
    #[serde(deserialize_with = "null_as_default")]
    pub number_available: i32,
    /// `numberUnavailable`.
    #[serde(deserialize_with = "null_as_default")]
    pub number_unavailable: i32,
}
