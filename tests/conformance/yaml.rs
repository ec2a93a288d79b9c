//! YAML as kubectl reads it.

use daemonset_planner::{
    diagnostic::{Severity, Source},
    manifest::read,
};
use serde_json::{Value, json};

use crate::shared;

/// What kubectl refuses for a reason that comes after reading: the API server's room says these, or nobody does, since
/// a bare array is welcome here.
const REFUSED_LATER: [&str; 2] = ["no matches for kind", "cannot unmarshal array into Go value"];

#[test]
fn texts_are_read_as_kubectl_reads_them() {
    let mut wrong = Vec::new();
    for line in shared::lines("conformance/yaml.jsonl") {
        let text = line["document"].as_str().unwrap();
        let reading = read(text.as_bytes(), Source::Manifest);
        let objects: Vec<Value> = reading.documents.iter().map(|document| json!(document.object)).collect();
        let errors: Vec<&str> = reading
            .diagnostics
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| finding.message.as_str())
            .collect();
        let right = match line["error"].as_str() {
            None => errors.is_empty() && same(&Value::Array(objects.clone()), &line["objects"]),
            Some(error) if REFUSED_LATER.iter().any(|reason| error.contains(reason)) => {
                errors.is_empty() && !objects.is_empty()
            }
            Some(_) => !errors.is_empty(),
        };
        if !right {
            wrong.push(format!("{text:?}\n  expected {line}\n  got {objects:?} {errors:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Equal, where numbers are compared by what they are worth.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(key, left)| right.get(key).is_some_and(|right| same(left, right)))
        }
        _ => left == right,
    }
}
