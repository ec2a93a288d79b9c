//! What the server does to every object that is created: its own fields are taken from the client, features that are off are
//! dropped (upstream: `rest.BeforeCreate`, the DaemonSet's strategy, and the conversion of its template generation).

use serde_json::{Map, Value, json};

use super::{Complaint, gates};
use crate::{diagnostic::FieldPath, model::quote::go_quote};

/// Holds the template generation, which is a field only inside the server.
const GENERATION: &str = "deprecated.daemonset.template.generation";
/// Metadata that only the server sets.
const OWNED_BY_SERVER: [&str; 7] = [
    "uid",
    "resourceVersion",
    "selfLink",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
    "managedFields",
];

/// What is wrong with the template generation in the annotations, which must be a number.
pub(super) fn conversion_error(object: &Value) -> Option<Complaint> {
    let text = generation(object)?;
    if text.parse::<i64>().is_ok() {
        return None;
    }
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let why = if number { "value out of range" } else { "invalid syntax" };
    Some(Complaint {
        path: FieldPath::of("metadata.annotations").key(GENERATION),
        place: None,
        about_name: false,
        text: format!("strconv.ParseInt: parsing {}: {why}", go_quote(text)),
        help: Some("leave the annotation out; the server sets it".to_owned()),
    })
}

/// Makes of a decoded and defaulted object the one that is validated and stored.
pub(super) fn prepare(object: &mut Value) {
    let generation = generation(object).and_then(|text| text.parse().ok()).unwrap_or(0_i64).max(1);
    let Some(object) = object.as_object_mut() else { return };
    object.insert("apiVersion".to_owned(), json!("apps/v1"));
    object.insert("kind".to_owned(), json!("DaemonSet"));
    object.insert(
        "status".to_owned(),
        json!({"currentNumberScheduled": 0, "desiredNumberScheduled": 0, "numberMisscheduled": 0, "numberReady": 0}),
    );
    if let Some(template) = object.get_mut("spec").and_then(|spec| spec.get_mut("template")) {
        gates::drop_disabled(template);
    }
    let Some(metadata) = object.get_mut("metadata").and_then(Value::as_object_mut) else { return };
    for &field in &OWNED_BY_SERVER {
        metadata.shift_remove(field);
    }
    metadata.insert("generation".to_owned(), json!(1));
    if let Some(owners) = metadata.get_mut("ownerReferences").and_then(Value::as_array_mut) {
        // An owner that is there twice is kept once (upstream: `dedupOwnerReferences`).
        let mut kept = Vec::with_capacity(owners.len());
        for owner in owners.drain(..) {
            if !kept.contains(&owner) {
                kept.push(owner);
            }
        }
        *owners = kept;
    }
    metadata.entry("namespace").or_insert_with(|| json!("default"));
    let annotations = metadata.entry("annotations").or_insert_with(|| Value::Object(Map::new()));
    if let Some(annotations) = annotations.as_object_mut() {
        annotations.insert(GENERATION.to_owned(), json!(generation.to_string()));
    }
}

fn generation(object: &Value) -> Option<&str> {
    object.get("metadata")?.get("annotations")?.get(GENERATION)?.as_str()
}
