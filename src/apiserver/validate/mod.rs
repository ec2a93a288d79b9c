//! Validation of a decoded and defaulted DaemonSet.

use serde_json::Value;

use super::Complaint;

/// Every complaint about the object, in the server's order.
pub(super) fn validate(_object: &Value) -> Vec<Complaint> {
    Vec::new()
}
