//! The update of a DaemonSet: what the engine answers, in the shape of upstream's answer.

use daemonset_planner::apiserver;
use serde_json::{Value, json};

use super::tree;

/// The message of a refusal, or the spec with its defaults and what the server counts; `null` where what is there before would
/// not be accepted, and where the manifest is one of another name, or of a name that is
/// yet to be made.
pub(crate) fn answer(case: &Value) -> Value {
    let metadata = |which: &str, field: &str| case[which]["metadata"][field].clone();
    let same = |field: &str| metadata("previous", field) == metadata("manifest", field);
    let made_up = metadata("manifest", "generateName") != Value::Null;
    if made_up || !same("name") || !same("namespace") || !same("generateName") {
        return Value::Null;
    }
    let Ok(previous) = apiserver::admit(&tree(&case["previous"])) else { return Value::Null };
    match apiserver::admit_update(&tree(&case["manifest"]), &previous) {
        Ok(update) => {
            let metadata = json!(update.admitted.object()["metadata"]);
            json!({
                "spec": update.admitted.object()["spec"],
                "generation": metadata["generation"],
                "templateGeneration": metadata["annotations"]["deprecated.daemonset.template.generation"],
            })
        }
        Err(refusal) => json!({"message": refusal.message}),
    }
}
