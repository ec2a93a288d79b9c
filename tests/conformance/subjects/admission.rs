//! Admission: what the engine answers to a manifest, in the shape of upstream's answer.

use daemonset_planner::apiserver;
use serde_json::{Value, json};

use super::tree;

/// The message of a refusal, or the spec with its defaults.
pub(crate) fn answer(case: &Value) -> Value {
    match apiserver::admit(&tree(&case["manifest"])) {
        Ok(admitted) => json!({"spec": admitted.object()["spec"]}),
        Err(refusal) => json!({"message": refusal.message}),
    }
}
