//! Whether a Pod of the DaemonSet really starts on its node: the filters of kube-scheduler's default profile for a Pod that is
//! pinned to one node, the words of its verdict, and preemption (upstream: `pkg/scheduler`).
//!
//! A paste carries neither namespaces' labels (but for the one that each has, its name) nor device classes: no resource is taken to
//! be handed out by one. A Pod's claims are taken to be bound and within reach of the node (`VolumeBinding`, `VolumeZone`); what is
//! pasted of them decides whether there are too many volumes. `RuntimeClass` and `LimitRange` objects, which change a Pod as it is
//! created, are not looked at either.

mod affinity;
mod amounts;
mod cluster;
mod company;
mod disks;
mod filter;
mod incoming;
mod message;
mod pods;
mod ports;
mod preemption;
mod priority;
mod schedule;
mod spread;
mod storage;
mod tally;
mod volumes;

pub use amounts::{Amount, Resources};
pub use cluster::{Cluster, Left};
pub use filter::Reason;
pub use incoming::Incoming;
pub use pods::{PastedPods, PodFacts};
pub use ports::HostPort;
pub use priority::PriorityClass;
pub use schedule::{Fate, Share, schedule};
