//! Kubernetes objects as plain values: only the fields that the engine reads.
//!
//! Absent and `null` read alike, as Go reads them. The objects here know nothing of text, of places in it, or of
//! whether the API server would accept them.

pub mod daemon_set;
pub mod duration;
pub mod find;
pub mod fleet;
pub mod float;
mod hasher;
pub mod int_or_percent;
pub mod json;
pub mod key;
pub mod list;
pub mod meta;
pub mod node;
pub mod object;
pub mod order;
pub mod ordered;
pub mod pod;
mod positions;
pub mod quantity;
pub mod quote;
pub mod read;
pub mod selector;
pub mod slips;
pub mod syntax;
mod table;
pub mod taint;
#[cfg(test)]
pub(crate) mod testing;
pub mod time;
pub mod value;
pub mod whole;
