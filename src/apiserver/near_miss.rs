//! Refusals of objects that cannot be decoded, with the fix where it can be guessed.

use super::{
    Complaint, Refusal,
    decode::{Mismatch, quoted},
    envelope::Envelope,
    fields::{self, Kind, Struct},
};
use crate::{
    diagnostic::{FieldPath, Segment},
    model::{
        find::{cut, strip_any},
        slips,
        value::Value,
        whole::whole,
    },
};

/// Of how many letters one may be wrong for a name to be suggested for another.
const LETTERS_A_SLIP: usize = 3;
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
    ("spec.updateStrategy.rollingUpdate", "RollingUpdateDaemonSet"),
    ("metadata", "ObjectMeta"),
    ("spec.template.spec.containers[*]", "Container"),
];

/// The complaint about a value of the wrong type.
pub(super) fn wrong_type(mismatch: Mismatch) -> Complaint {
    let help = match (&mismatch.found, mismatch.wanted.as_str()) {
        (_, "resource.Quantity") => Some("write an amount such as `2`, `500m` or `128Mi`".to_owned()),
        (Value::Bool(_) | Value::Number(_), wanted) if is_text(wanted) => {
            Some(format!("quote the value: `\"{}\"`", crate::model::json::print(&mismatch.found)))
        }
        (Value::String(text), "int32" | "int64") if whole(text).is_some() => {
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
    Complaint { path: mismatch.path, place: None, about_name: false, text: mismatch.text, help }
}

/// The refusal of an object with fields that do not exist.
pub(super) fn unknown_fields(envelope: &Envelope, unknown: Vec<FieldPath>) -> Refusal {
    let mut complaints = Vec::new();
    for path in unknown {
        let text = format!("unknown field {}", quoted(&path));
        complaints.push(Complaint { help: suggestion(&path), path, place: None, about_name: true, text });
    }
    let mut refusal = envelope.refusal(complaints);
    if let Some((before, behind)) = cut(&refusal.message, ": ") {
        refusal.message = format!("{before}: strict decoding error: {behind}");
    }
    refusal
}

/// Types that are texts: `string` and the server's named texts, which are in no table of structs.
fn is_text(wanted: &str) -> bool {
    let mut name = wanted;
    while let Some(rest) = name.strip_prefix("v1.") {
        name = rest;
    }
    let number = matches!(wanted, "int32" | "int64" | "bool");
    !number
        && strip_any(wanted, b"[m").is_none()
        && wanted != "v1.ResourceList"
        && fields::lookup(name).is_none()
}

fn suggestion(path: &FieldPath) -> Option<String> {
    let printed = path.to_string();
    if let Some((_, help)) = FOREIGN.iter().find(|(foreign, _)| *foreign == printed) {
        return Some((*help).to_owned());
    }
    let (last, parents) = path.segments().split_last()?;
    let Segment::Field(name) = last else { return None };
    let structure = structure_at(parents)?;
    match structure.name {
        "LabelSelector" => return Some("labels to select by stand below `matchLabels`".to_owned()),
        "ResourceRequirements" => return Some("amounts stand below `requests` or `limits`".to_owned()),
        _ => {}
    }
    let name_slips = |candidate: &str| slips(&candidate.to_ascii_lowercase(), &name.to_ascii_lowercase());
    let (mut best, mut fewest) = ("", usize::MAX);
    for field in &structure.fields {
        let slips = name_slips(field.name);
        if slips < fewest {
            (best, fewest) = (field.name, slips);
        }
    }
    let nearest = || {
        let few = fewest.saturating_mul(LETTERS_A_SLIP) <= best.len().max(name.len());
        few.then(|| format!("did you mean `{best}`?"))
    };
    misplaced(structure, name).or_else(nearest)
}

/// How many letters differ; a beginning of a name counts as one slip, such as `priorityClass`.
fn slips(one: &str, other: &str) -> usize {
    let shortest = one.len().min(other.len());
    if shortest > LETTERS_A_SLIP && (one.starts_with(other) || other.starts_with(one)) {
        return 1;
    }
    slips::slips(one, other)
}

/// Where a field belongs that stands at the wrong level.
fn misplaced(structure: &Struct, name: &str) -> Option<String> {
    let below = structure.fields.iter().find(|field| {
        let kind = if let Kind::Pointer(inner) = &field.kind { inner } else { &field.kind };
        matches!(kind, Kind::Struct(below) if has_field(below, name))
    });
    if let Some(below) = below {
        return Some(format!("`{name}` belongs below `{}`", below.name));
    }
    let (level, _) = LEVELS.iter().find(|(_, level)| *level != structure.name && has_field(level, name))?;
    Some(format!("`{name}` belongs at `{level}.{name}`"))
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

#[cfg(test)]
mod tests {
    use super::suggestion;
    use crate::diagnostic::FieldPath;

    #[test]
    fn near_misses_are_named() {
        for (path, expected) in [
            ("spec.template.spec.nodeSelectors", Some("did you mean `nodeSelector`?")),
            ("spec.template.spec.Tolerations", Some("did you mean `tolerations`?")),
            ("spec.template.spec.priorityClass", Some("did you mean `priorityClassName`?")),
            ("spec.template.spec.host_network", Some("did you mean `hostNetwork`?")),
            ("spec.updateStrategy.rollingUpdate.maxUnavail", Some("did you mean `maxUnavailable`?")),
            ("spec.template.spec.restart", Some("did you mean `restartPolicy`?")),
            ("spec.template.spec.tolertions", Some("did you mean `tolerations`?")),
            ("spec.tolerations", Some("`tolerations` belongs at `spec.template.spec.tolerations`")),
            ("spec.template.spec.image", Some("`image` belongs at `spec.template.spec.containers[*].image`")),
            ("spec.template.labels", Some("`labels` belongs below `metadata`")),
            ("spec.updateStrategy.maxSurge", Some("`maxSurge` belongs below `rollingUpdate`")),
            ("spec.selector.app", Some("labels to select by stand below `matchLabels`")),
            ("spec.strategy", Some("in a DaemonSet the field is `updateStrategy`")),
            ("template", Some("`template` belongs below `spec`")),
            ("name", Some("`name` belongs below `metadata`")),
            ("spec.zzz", None),
        ] {
            assert_eq!(suggestion(&FieldPath::of(path)).as_deref(), expected, "{path}");
        }
    }
}
