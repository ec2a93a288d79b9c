//! The DaemonSet controller as pure functions: the Pod that it makes, which nodes are eligible, what to create and
//! delete, the rolling update, the status.

mod classes;
mod eligibility;
mod explain;
mod fix;
mod groups;
#[cfg(test)]
mod properties;
mod propose;
mod relabel;
mod tolerations;
mod verify;

pub use classes::Classes;
pub use eligibility::{Placement, Verdict, Wanted};
pub use explain::{Has, NodeState, Reason};
pub use fix::{Fix, Step};
pub use groups::{Assessment, Group};
pub use tolerations::{PodToleration, pod_tolerations};
