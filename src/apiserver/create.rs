//! What the server does to every object that is created: its own fields are taken from the client, features that are off are
//! dropped (upstream: `rest.BeforeCreate`, the DaemonSet's strategy, and the conversion of its template generation).

use super::{Complaint, gates};
use crate::{
    diagnostic::FieldPath,
    model::{find::unsigned, object::Map, quote::go_quote, value::Value, whole::whole},
};

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
/// What the server counts, nothing so far.
const COUNTS: [&str; 4] =
    ["currentNumberScheduled", "desiredNumberScheduled", "numberMisscheduled", "numberReady"];

/// What is wrong with the template generation in the annotations, which must be a number.
pub(super) fn conversion_error(object: &Value) -> Option<Complaint> {
    let text = generation(object)?;
    if whole(text).is_some() {
        return None;
    }
    let digits = unsigned(text);
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
    let generation = template_generation(object);
    let Some(object) = object.as_object_mut() else { return };
    object.insert("apiVersion".to_owned(), "apps/v1".into());
    object.insert("kind".to_owned(), "DaemonSet".into());
    let mut status = Map::new();
    for &count in &COUNTS {
        status.insert(count.to_owned(), 0.into());
    }
    object.insert("status".to_owned(), Value::Object(status));
    if let Some(template) = object.get_mut("spec").and_then(|spec| spec.get_mut("template")) {
        gates::drop_disabled(template);
    }
    let Some(metadata) = object.get_mut("metadata").and_then(Value::as_object_mut) else { return };
    for &field in &OWNED_BY_SERVER {
        metadata.shift_remove(field);
    }
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
    if !metadata.contains_key("namespace") {
        metadata.insert("namespace".to_owned(), "default".into());
    }
    set_generations(metadata, 1, generation);
}

/// The template generation that an object is stored with.
pub(super) fn template_generation(object: &Value) -> i64 {
    generation(object).and_then(whole).unwrap_or(0).max(1)
}

/// Writes `metadata.generation` and the template generation.
pub(super) fn set_generations(metadata: &mut Map, generation: i64, of_template: i64) {
    metadata.insert("generation".to_owned(), generation.into());
    if !metadata.contains_key("annotations") {
        metadata.insert("annotations".to_owned(), Value::Object(Map::new()));
    }
    if let Some(annotations) = metadata.get_mut("annotations").and_then(Value::as_object_mut) {
        annotations.insert(GENERATION.to_owned(), of_template.to_string().into());
    }
}

fn generation(object: &Value) -> Option<&str> {
    object.get("metadata")?.get("annotations")?.get(GENERATION)?.as_str()
}
