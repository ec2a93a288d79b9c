//! Labels, node affinity and taints: compiled once, then matched and explained.
//!
//! Compiling proves that parsing happened; what does not parse is kept with its faults, since Kubernetes goes on
//! without it and a person wants to know why it never matches.

mod labels;
mod node_affinity;
mod taints;

pub use labels::{Fault, LabelRequirement, Selector, Test};
pub use node_affinity::{FieldRequirement, RequiredAffinity, Term, TermFault};
pub use taints::{Difference, differences, keeps_pods_away, tolerates};
