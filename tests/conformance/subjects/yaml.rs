//! YAML and JSON as kubectl reads them.

use daemonset_planner::{
    diagnostic::{Severity, Source},
    manifest::read,
    model::{json, value},
};
use serde_json::{Value, json};

/// The objects of a paste, or that there is an error in it.
pub(super) fn answer(case: &Value) -> Value {
    let text = case["text"].as_str().unwrap_or_default().as_bytes();
    let bytes = case["bytes"].as_array().map_or(&[][..], Vec::as_slice);
    let bytes = bytes.iter().filter_map(Value::as_u64).filter_map(|byte| u8::try_from(byte).ok());
    let text: Vec<u8> = text.iter().copied().chain(bytes).collect();
    let reading = read(&text, Source::Manifest);
    if reading.diagnostics.iter().any(|finding| finding.severity == Severity::Error) {
        return json!({"error": true});
    }
    let objects: Vec<Value> =
        reading.documents.into_iter().map(|document| as_sent(document.object)).collect();
    json!({"objects": objects})
}

/// Floats as the text that kubectl writes for them.
fn as_sent(tree: value::Value) -> Value {
    match tree {
        value::Value::Number(number) if number.as_i64().is_none() && number.as_u64().is_none() => {
            format!("float {}", json::number(&number)).into()
        }
        value::Value::Array(items) => items.into_iter().map(as_sent).collect(),
        value::Value::Object(fields) => {
            fields.into_iter().map(|(key, value)| (key, as_sent(value))).collect()
        }
        other => json!(other),
    }
}
