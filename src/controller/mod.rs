//! The DaemonSet controller as pure functions: the Pod that it makes, which nodes are eligible, what to create and
//! delete, the rolling update, the status.

mod classes;
mod eligibility;
mod tolerations;

pub use classes::Classes;
pub use eligibility::{Placement, Verdict};
pub use tolerations::{PodToleration, added, pod_tolerations};
