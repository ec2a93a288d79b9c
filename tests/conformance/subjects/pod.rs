//! The Pod that the controller makes.

use daemonset_planner::{apiserver, controller};
use serde_json::{Value, json};

use super::tree;

/// The Pod for a node, without the `uid` of its owner; `null` where the API server refuses the manifest.
pub(crate) fn answer(case: &Value) -> Value {
    let text = |field: &str| case[field].as_str().unwrap_or_default();
    match apiserver::admit(&tree(&case["manifest"])) {
        Ok(admitted) => {
            let mut pod = json!(controller::make_pod(&admitted, text("node"), text("hash")).object);
            pod["metadata"]["ownerReferences"][0].as_object_mut().unwrap().remove("uid");
            pod
        }
        Err(_) => Value::Null,
    }
}
