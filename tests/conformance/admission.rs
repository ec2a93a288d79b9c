//! Admission: message for message.

use daemonset_planner::apiserver;
use serde_json::{Value, json};

use crate::shared;

#[test]
fn mutants_are_answered_byte_for_byte() {
    let mut wrong = Vec::new();
    for mutant in shared::lines("conformance/admission-mutants.jsonl") {
        let (code, message, stored) = match apiserver::admit(&mutant["manifest"]) {
            Ok(admitted) => (201, Value::Null, admitted.object()["spec"]["updateStrategy"].clone()),
            Err(refusal) => (refusal.code, Value::String(refusal.message), Value::Null),
        };
        let same_stored = mutant["stored"].is_null() || mutant["stored"] == stored;
        if mutant["code"] != json!(code) || mutant["message"] != message || !same_stored {
            wrong.push(format!(
                "{}: {code} {message}, not {} {}",
                mutant["name"], mutant["code"], mutant["message"]
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
