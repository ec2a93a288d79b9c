//! Text as kubectl prints it: `get`, `describe`, `rollout status` of DaemonSets and their Pods, byte for byte.
//!
//! Objects are taken as the API server returns them: untyped, with all defaults. What is absent counts as empty. Where
//! kubectl looks at a clock, `now` is an argument. No input is refused; text that no server returns may print otherwise.

mod age;
mod containers;
mod describe;
mod describe_node;
mod env;
mod events;
mod get;
mod get_pods;
mod labels;
pub mod moment;
mod probes;
mod rollout;
mod table;
mod tabs;
mod template;
mod tree;
mod volumes;

pub use age::human_duration;
pub use describe::describe;
pub use describe_node::describe_node;
pub use get::get;
pub use get_pods::get_pods;
pub use labels::label_selector;
pub use rollout::{RolloutStatus, rollout_status};
