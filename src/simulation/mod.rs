//! A cluster in time: it turns the clock, plays kubelet and scheduler, and calls the controller's one step.
//!
//! Only the controller decides about Pods, and it decides on the same [`Ledger`](crate::controller::Ledger) as
//! [`reconcile`](crate::controller::reconcile). What the API server and the watches take in a real cluster, about 0.1
//! seconds a step, counts as nothing here.

mod change;
mod cluster;
mod course;
mod outages;
mod queue;
mod rollout;
mod rooms;
mod run;
mod stuck;
mod timings;
mod tracks;
mod world;

#[cfg(test)]
mod tests;

pub use change::{Change, GRACE, NodeEdit, node_at};
pub use cluster::{By, QUARANTINE, What};
pub use course::{Course, Happening, course};
pub use outages::Outage;
pub use rollout::{Outcome, Progress, Rollout, Wave, rollout, rollout_from};
pub use rooms::Room;
pub use run::{FirstPod, Run, Scenario, Start, SyncStep, run};
pub use stuck::{Cause, Holder, Stuck};
pub use timings::{Fate, NodeTimings, Timings};
pub use world::Edit;
