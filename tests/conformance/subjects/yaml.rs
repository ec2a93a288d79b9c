//! YAML and JSON as kubectl reads them.

use daemonset_planner::{
    diagnostic::{Severity, Source},
    manifest::read,
    model::json,
};
use serde_json::{Value, json};

/// The objects of a paste, or that there is an error in it.
pub fn answer(case: &Value) -> Value {
    let text = case["text"].as_str().unwrap_or_default().as_bytes();
    let bytes = case["bytes"].as_array().map_or(&[][..], Vec::as_slice);
    let bytes = bytes.iter().filter_map(Value::as_u64).filter_map(|byte| u8::try_from(byte).ok());
    let text: Vec<u8> = text.iter().copied().chain(bytes).collect();
    let reading = read(&text, Source::Manifest);
    if reading.diagnostics.iter().any(|finding| finding.severity == Severity::Error) {
        return json!({"error": true});
    }
    let objects = reading.documents.into_iter().map(|document| document.object).collect();
    // Numbers are compared as Go writes them.
    serde_json::from_str(&json::print(&json!({"objects": Value::Array(objects)}))).unwrap()
}
