//! Refusals of objects that cannot be decoded, with the fix where it can be guessed.

use serde_json::Value;

use super::{
    Complaint, Refusal,
    decode::{Mismatch, quoted},
    envelope::Envelope,
    fields::{self, Kind, Struct},
};
use crate::diagnostic::{FieldPath, Segment};

/// How alike two names must be for the one to be suggested for the other.
const ALIKE: f64 = 0.85;
/// Fields of other kinds that people write in a DaemonSet.
const FOREIGN: [(&str, &str); 4] = [
    (
        "spec.replicas",
        "a DaemonSet has no `replicas`: it runs one Pod on each eligible node; leave the field out",
    ),
    ("spec.strategy", "in a DaemonSet the field is `updateStrategy`"),
    ("spec.progressDeadlineSeconds", "only Deployments have `progressDeadlineSeconds`; leave the field out"),
    ("spec.serviceName", "only StatefulSets have `serviceName`; leave the field out"),
];
/// Where fields are looked for that stand at the wrong level.
const LEVELS: [(&str, &str); 5] = [
    ("spec.template.spec", "PodSpec"),
    ("spec", "DaemonSetSpec"),
    ("spec.template.spec.containers[*]", "Container"),
    ("spec.template.spec.securityContext", "PodSecurityContext"),
    ("metadata", "ObjectMeta"),
];

/// The complaint about a value of the wrong type.
pub(super) fn wrong_type(mismatch: Mismatch) -> Complaint {
    let help = match (&mismatch.found, mismatch.wanted.as_str()) {
        (Value::Bool(_) | Value::Number(_), wanted) if is_text(wanted) => {
            Some(format!("quote the value: `\"{}\"`", mismatch.found))
        }
        (Value::String(text), "int32" | "int64") if text.parse::<i64>().is_ok() => {
            Some(format!("write the number without quotes: `{text}`"))
        }
        (Value::String(text), "bool") if matches!(text.as_str(), "true" | "false") => {
            Some(format!("write it without quotes: `{text}`"))
        }
        (Value::Object(_), wanted) if wanted.starts_with("[]") => {
            Some("this is a list: begin each item with `- `".to_owned())
        }
        (Value::Array(_), wanted) if wanted.starts_with("v1.") || wanted.starts_with("map[") => {
            Some("this is a mapping, not a list: drop the `- `".to_owned())
        }
        _ => None,
    };
    Complaint { path: mismatch.path, place: None, text: mismatch.text, help }
}

/// The refusal of an object with fields that do not exist.
pub(super) fn unknown_fields(envelope: &Envelope, unknown: Vec<FieldPath>) -> Refusal {
    let complaints = unknown
        .into_iter()
        .map(|path| {
            let text = format!("unknown field {}", quoted(&path));
            Complaint { help: suggestion(&path), path, place: None, text }
        })
        .collect();
    let mut refusal = envelope.refusal(complaints);
    refusal.message = refusal.message.replacen(": ", ": strict decoding error: ", 1);
    refusal
}

/// Types that are texts: `string` and the server's named texts, which are in no table of structs.
fn is_text(wanted: &str) -> bool {
    let name = wanted.trim_start_matches("v1.");
    let number = matches!(wanted, "int32" | "int64" | "bool");
    !number && !wanted.starts_with(['[', 'm']) && fields::lookup(name).is_none()
}

fn suggestion(path: &FieldPath) -> Option<String> {
    let printed = path.to_string();
    if let Some((_, help)) = FOREIGN.iter().find(|(foreign, _)| *foreign == printed) {
        return Some((*help).to_owned());
    }
    let (last, parents) = path.segments().split_last()?;
    let Segment::Field(name) = last else { return None };
    let structure = structure_at(parents)?;
    if structure.fields.iter().all(|field| field.name != &**name) {
        if let Some((level, _)) = LEVELS.iter().find(|(_, level)| has_field(level, name)) {
            return Some(format!("`{name}` belongs at `{level}.{name}`"));
        }
    }
    let alike = |candidate: &str| strsim::jaro_winkler(&candidate.to_lowercase(), &name.to_lowercase());
    let best =
        structure.fields.iter().map(|field| field.name).max_by(|a, b| alike(a).total_cmp(&alike(b)))?;
    (alike(best) >= ALIKE).then(|| format!("did you mean `{best}`?"))
}

fn has_field(structure: &str, name: &str) -> bool {
    fields::lookup(structure).is_some_and(|structure| structure.fields.iter().any(|field| field.name == name))
}

/// The struct that the value at a path is read into.
fn structure_at(segments: &[Segment]) -> Option<&'static Struct> {
    let mut structure = fields::all().first()?;
    for segment in segments {
        let Segment::Field(name) = segment else { continue };
        let mut kind = &structure.fields.iter().find(|field| field.name == &**name)?.kind;
        while let Kind::Pointer(inner) | Kind::List(inner) | Kind::Map(_, inner) = kind {
            kind = inner;
        }
        let Kind::Struct(name) = kind else { return None };
        structure = fields::lookup(name)?;
    }
    Some(structure)
}
