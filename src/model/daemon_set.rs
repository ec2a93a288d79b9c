//! The apps/v1 DaemonSet.

use super::value::Value;

use super::{
    int_or_percent::IntOrPercent,
    meta::{ObjectMeta, StringMap},
    read::{Fields, Mismatch, mismatch},
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

impl DaemonSet {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self {
            metadata: fields.object("metadata", ObjectMeta::read)?,
            spec: fields.object("spec", DaemonSetSpec::read)?,
            status: fields.object("status", ObservedStatus::read)?,
        })
    }
}

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

impl DaemonSetSpec {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self {
            selector: fields.maybe("selector", LabelSelector::read)?,
            template: fields.object("template", PodTemplate::read)?,
            min_ready_seconds: fields.small_number("minReadySeconds")?,
            update_strategy: fields.object("updateStrategy", UpdateStrategy::read)?,
        })
    }
}

/// `spec.updateStrategy`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpdateStrategy {
    /// Rolling update, or replacement only by hand.
    pub kind: StrategyType,
    /// The budgets of a rolling update.
    pub rolling_update: Option<RollingUpdate>,
}

impl UpdateStrategy {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self {
            kind: fields.object("type", StrategyType::read)?,
            rolling_update: fields.maybe("rollingUpdate", RollingUpdate::read)?,
        })
    }
}

/// `spec.updateStrategy.type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StrategyType {
    /// Old Pods are replaced within the budget.
    #[default]
    RollingUpdate,
    /// Old Pods are replaced when somebody deletes them.
    OnDelete,
}

impl StrategyType {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        match value.as_str() {
            Some("RollingUpdate" | "") => Ok(Self::RollingUpdate),
            Some("OnDelete") => Ok(Self::OnDelete),
            _ => Err(mismatch("RollingUpdate or OnDelete")),
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

impl RollingUpdate {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self {
            max_unavailable: fields.maybe("maxUnavailable", IntOrPercent::read)?,
            max_surge: fields.maybe("maxSurge", IntOrPercent::read)?,
        })
    }
}

/// `spec.template`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PodTemplate {
    /// The Pods' labels and annotations.
    pub metadata: TemplateMeta,
    /// The Pods' spec.
    pub spec: PodSpec,
}

impl PodTemplate {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self {
            metadata: fields.object("metadata", TemplateMeta::read)?,
            spec: fields.object("spec", PodSpec::read)?,
        })
    }
}

/// `spec.template.metadata`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateMeta {
    /// Labels.
    pub labels: StringMap,
    /// Annotations.
    pub annotations: StringMap,
}

impl TemplateMeta {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self { labels: fields.strings("labels")?, annotations: fields.strings("annotations")? })
    }
}

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

impl PodSpec {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self {
            node_name: fields.text("nodeName")?,
            node_selector: fields.strings("nodeSelector")?,
            affinity: fields.object("affinity", Affinity::read)?,
            tolerations: fields.list("tolerations", Toleration::read)?,
            host_network: fields.flag("hostNetwork")?,
        })
    }
}

/// `affinity`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Affinity {
    /// `nodeAffinity`.
    pub node_affinity: NodeAffinity,
}

impl Affinity {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self { node_affinity: fields.object("nodeAffinity", NodeAffinity::read)? })
    }
}

/// `affinity.nodeAffinity`; the preferred terms decide nothing for a DaemonSet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeAffinity {
    /// `requiredDuringSchedulingIgnoredDuringExecution`: absent matches every node, present without terms none.
    pub required: Option<NodeSelector>,
}

impl NodeAffinity {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self {
            required: fields.maybe("requiredDuringSchedulingIgnoredDuringExecution", NodeSelector::read)?,
        })
    }
}

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

impl ObservedStatus {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self {
            observed_generation: fields.number("observedGeneration")?,
            current_number_scheduled: fields.small_number("currentNumberScheduled")?,
            number_misscheduled: fields.small_number("numberMisscheduled")?,
            desired_number_scheduled: fields.small_number("desiredNumberScheduled")?,
            number_ready: fields.small_number("numberReady")?,
            updated_number_scheduled: fields.small_number("updatedNumberScheduled")?,
            number_available: fields.small_number("numberAvailable")?,
            number_unavailable: fields.small_number("numberUnavailable")?,
        })
    }
}
