//! One controller sync: what `reconcile()` answers.

use serde::Serialize;
use tsify::Tsify;

use crate::controller as core;

/// The numbers of `DaemonSetStatus`, under their own names, always all there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct DaemonSetStatus {
    /// Nodes that should run the Pod and have one.
    pub current_number_scheduled: u32,
    /// Nodes that should not run the Pod and have one.
    pub number_misscheduled: u32,
    /// Nodes that should run the Pod.
    pub desired_number_scheduled: u32,
    /// Nodes that should run the Pod and whose Pod is ready.
    pub number_ready: u32,
    /// The generation that the controller has seen.
    pub observed_generation: i64,
    /// Nodes that should run the Pod and whose Pod is of the current template.
    pub updated_number_scheduled: u32,
    /// Nodes that should run the Pod and whose Pod has been ready for `minReadySeconds`.
    pub number_available: u32,
    /// Nodes that should run the Pod and have no available one.
    pub number_unavailable: u32,
}

/// What one sync does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Tsify)]
pub struct Step {
    /// The nodes that get a new Pod, one name a Pod.
    pub create: Vec<String>,
    /// The Pods that are deleted.
    pub delete: Vec<String>,
    /// The status that is written afterwards.
    pub status: DaemonSetStatus,
    /// The error that the sync returns, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

impl From<core::Status> for DaemonSetStatus {
    fn from(status: core::Status) -> Self {
        Self {
            current_number_scheduled: count(status.current_number_scheduled),
            number_misscheduled: count(status.number_misscheduled),
            desired_number_scheduled: count(status.desired_number_scheduled),
            number_ready: count(status.number_ready),
            observed_generation: status.observed_generation,
            updated_number_scheduled: count(status.updated_number_scheduled),
            number_available: count(status.number_available),
            number_unavailable: count(status.number_unavailable),
        }
    }
}

impl From<core::Step> for Step {
    fn from(step: core::Step) -> Self {
        Self { create: step.create, delete: step.delete, status: step.status.into(), error: step.error }
    }
}

/// Input is limited to far fewer than 2³² nodes.
pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
