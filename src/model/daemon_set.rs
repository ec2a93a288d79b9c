//! The apps/v1 DaemonSet.

use super::value::Value;

use super::{
    int_or_percent::IntOrPercent,
    meta::{ObjectMeta, StringMap},
    read::{Readable, Wrong, readable},
    selector::{LabelSelector, NodeSelector},
    taint::Toleration,
};

/// A DaemonSet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DaemonSet {
    /// `metadata`.
    pub metadata: ObjectMeta,
    /// `spec`.
    pub spec: DaemonSetSpec,
    /// `status`, as far as the controller reads it back.
    pub status: ObservedStatus,
}

readable!(DaemonSet { metadata: "metadata", spec: "spec", status: "status" });

/// `spec`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DaemonSetSpec {
    /// Which Pods are the DaemonSet's.
    pub selector: Option<LabelSelector>,
    /// The Pod to run.
    pub template: PodTemplate,
    /// How long a Pod must have been ready before it counts as available, in seconds.
    pub min_ready_seconds: i32,
    /// How Pods are replaced when the template changes.
    pub update_strategy: UpdateStrategy,
}

readable!(DaemonSetSpec {
    selector: "selector",
    template: "template",
    min_ready_seconds: "minReadySeconds",
    update_strategy: "updateStrategy",
});

/// `spec.updateStrategy`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpdateStrategy {
    /// Rolling update, or replacement only by hand.
    pub kind: StrategyType,
    /// The budgets of a rolling update.
    pub rolling_update: Option<RollingUpdate>,
}

readable!(UpdateStrategy { kind: "type", rolling_update: "rollingUpdate" });

/// `spec.updateStrategy.type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StrategyType {
    /// Old Pods are replaced within the budget.
    #[default]
    RollingUpdate,
    /// Old Pods are replaced when somebody deletes them.
    OnDelete,
}

impl Readable for StrategyType {
    fn fill(&mut self, value: &Value, wrong: &mut Wrong) {
        *self = match value.as_str() {
            Some("RollingUpdate" | "") => Self::RollingUpdate,
            Some("OnDelete") => Self::OnDelete,
            _ => return wrong.say("RollingUpdate or OnDelete"),
        }
    }
}

/// `spec.updateStrategy.rollingUpdate`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RollingUpdate {
    /// How many nodes may be without an available Pod during an update.
    pub max_unavailable: Option<IntOrPercent>,
    /// How many nodes may run a second, new Pod during an update.
    pub max_surge: Option<IntOrPercent>,
}

readable!(RollingUpdate { max_unavailable: "maxUnavailable", max_surge: "maxSurge" });

/// `spec.template`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PodTemplate {
    /// The Pods' labels and annotations.
    pub metadata: TemplateMeta,
    /// The Pods' spec.
    pub spec: PodSpec,
}

readable!(PodTemplate { metadata: "metadata", spec: "spec" });

/// `spec.template.metadata`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateMeta {
    /// Labels.
    pub labels: StringMap,
    /// Annotations.
    pub annotations: StringMap,
}

readable!(TemplateMeta { labels: "labels", annotations: "annotations" });

/// `spec.template.spec`, as far as it decides where a Pod goes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PodSpec {
    /// The only node that may run the Pod; empty for no such wish.
    pub node_name: String,
    /// Labels that the node must have.
    pub node_selector: StringMap,
    /// Affinities.
    pub affinity: Affinity,
    /// Taints that the Pod bears.
    pub tolerations: Vec<Toleration>,
    /// Whether the Pod uses the node's network.
    pub host_network: bool,
}

readable!(PodSpec {
    node_name: "nodeName",
    node_selector: "nodeSelector",
    affinity: "affinity",
    tolerations: "tolerations",
    host_network: "hostNetwork",
});

/// `affinity`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Affinity {
    /// `nodeAffinity`.
    pub node_affinity: NodeAffinity,
}

readable!(Affinity { node_affinity: "nodeAffinity" });

/// `affinity.nodeAffinity`; the preferred terms decide nothing for a DaemonSet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeAffinity {
    /// `requiredDuringSchedulingIgnoredDuringExecution`: absent matches every node, present without terms none.
    pub required: Option<NodeSelector>,
}

readable!(NodeAffinity { required: "requiredDuringSchedulingIgnoredDuringExecution" });

/// `status`, as the controller reads it back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObservedStatus {
    /// The generation that the controller last saw.
    pub observed_generation: i64,
    /// `currentNumberScheduled`.
    pub current_number_scheduled: i32,
    /// `numberMisscheduled`.
    pub number_misscheduled: i32,
    /// `desiredNumberScheduled`.
    pub desired_number_scheduled: i32,
    /// `numberReady`.
    pub number_ready: i32,
    /// `updatedNumberScheduled`.
    pub updated_number_scheduled: i32,
    /// `numberAvailable`.
    pub number_available: i32,
    /// `numberUnavailable`.
    pub number_unavailable: i32,
}

readable!(ObservedStatus {
    observed_generation: "observedGeneration",
    current_number_scheduled: "currentNumberScheduled",
    number_misscheduled: "numberMisscheduled",
    desired_number_scheduled: "desiredNumberScheduled",
    number_ready: "numberReady",
    updated_number_scheduled: "updatedNumberScheduled",
    number_available: "numberAvailable",
    number_unavailable: "numberUnavailable",
});
