//! The DaemonSet controller as pure functions: the Pod that it makes, which nodes are eligible, what to create and
//! delete, the rolling update, the status.

mod backoff;
mod classes;
mod eligibility;
mod explain;
mod fix;
mod groups;
mod inspect;
mod ledger;
mod manage;
mod ownership;
mod pod;
mod pod_state;
#[cfg(test)]
mod properties;
mod propose;
mod reconcile;
mod relabel;
pub mod revision;
mod rolling_update;
mod rules;
mod status;
mod sync;
mod tolerations;

#[cfg(test)]
mod tests;
mod verify;

pub use backoff::Backoffs;
pub use classes::Classes;
pub use eligibility::{Placement, Verdict, Wanted};
pub use explain::{Has, NodeState, Reason};
pub use fix::{Fix, FixStep};
pub use groups::{Assessment, Group};
pub use inspect::{Inspected, Inspection, PodFate, inspect};
pub use ledger::Ledger;
pub use ownership::{claimed, owns};
pub use pod::{Added, MadePod, make_pod};
pub use pod_state::{Phase, PodState, Readiness, Revision, target_node};
pub use reconcile::{Sight, Snapshot, Step, reconcile, reconcile_with};
pub use rules::{Budget, Budgets, Rules};
pub use status::Status;
pub use sync::{Actions, BURST, StepError};
pub use tolerations::{PodToleration, patience, pod_tolerations};
