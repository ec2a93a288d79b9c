//! Volumes, as `kubectl describe` shows them.

use crate::model::value::Value;

use super::{
    tabs::Writer,
    template::{annotations_block, labels_block, shorten},
    tree::{at, entries, flag, list, maybe, number, quantity, strings, text, texts},
    volume_kinds::{Form, KINDS},
};

/// The section of volumes (upstream: `describeVolumes`).
pub(super) fn describe(w: &mut Writer, volumes: &[Value]) {
    let none = if volumes.is_empty() { "\t<none>" } else { "" };
    w.write(0, &format!("  Volumes:{none}\n"));
    for volume in volumes {
        w.write(1, &format!(" {}:\n", text(volume, "name")));
        let found = KINDS.iter().find_map(|kind| Some((kind, maybe(volume, kind.field)?)));
        let Some((kind, source)) = found else {
            w.write(1, "<unknown>\n");
            continue;
        };
        w.write(2, &format!("Type:\t{}\n", kind.title));
        for (title, field, form) in kind.lines {
            w.write(2, &format!("{title}\t{}\n", value(source, field, *form)));
        }
        match kind.field {
            "projected" => projected(w, list(source, "sources")),
            "downwardAPI" => downward_items(w, list(source, "items")),
            "csi" => attributes(w, source),
            "ephemeral" => claim(w, at(source, &["volumeClaimTemplate"])),
            _ => {}
        }
    }
}

/// A field as Go's `%v` prints it.
fn value(source: &Value, field: &str, form: Form) -> String {
    match form {
        Form::Text => text(source, field).to_owned(),
        Form::Number => number(source, field).to_string(),
        Form::Flag => flag(source, field).to_string(),
        Form::TextOrNone => maybe(source, field).map_or("<none>", |_| text(source, field)).to_owned(),
        Form::NumberOrNone => {
            maybe(source, field).map_or_else(|| "<none>".to_owned(), |_| number(source, field).to_string())
        }
        Form::Reference => maybe(source, field).map_or_else(
            || "nil".to_owned(),
            |reference| format!("&LocalObjectReference{{Name:{},}}", text(reference, "name")),
        ),
        Form::List => format!("[{}]", texts(source, field).join(" ")),
        Form::Commas => texts(source, field).join(", "),
        Form::Map => {
            let pairs = strings(source, field).into_iter().map(|(key, value)| format!("{key}:{value}"));
            format!("map[{}]", pairs.collect::<Vec<_>>().join(" "))
        }
        Form::Size => match maybe(source, field).map(quantity) {
            Some(size) if !size.is_zero() && !size.is_negative() => size.to_string(),
            _ => "<unset>".to_owned(),
        },
    }
}

fn projected(w: &mut Writer, sources: &[Value]) {
    for source in sources {
        let named = |w: &mut Writer, title: &str, from: &Value| {
            w.write(2, &format!("{title}:\t{}\n", text(from, "name")));
            w.write(2, &format!("Optional:\t{}\n", flag(from, "optional")));
        };
        if let Some(secret) = maybe(source, "secret") {
            named(w, "SecretName", secret);
        } else if maybe(source, "downwardAPI").is_some() {
            w.write(2, "DownwardAPI:\ttrue\n");
        } else if let Some(config_map) = maybe(source, "configMap") {
            named(w, "ConfigMapName", config_map);
        } else if let Some(token) = maybe(source, "serviceAccountToken") {
            w.write(2, &format!("TokenExpirationSeconds:\t{}\n", number(token, "expirationSeconds")));
        }
    }
}

fn downward_items(w: &mut Writer, items: &[Value]) {
    w.write(2, "Items:\n");
    for item in items {
        for (source, field) in [("fieldRef", "fieldPath"), ("resourceFieldRef", "resource")] {
            if let Some(from) = maybe(item, source) {
                w.write(3, &format!("{} -> {}\n", text(from, field), text(item, "path")));
            }
        }
    }
}

/// Upstream: `printCSIPersistentVolumeAttributesMultilineIndent`, whose pieces are all indented.
fn attributes(w: &mut Writer, source: &Value) {
    w.write(2, "VolumeAttributes:\t");
    let attributes = strings(source, "volumeAttributes");
    if attributes.is_empty() {
        w.write(0, "<none>\n");
    }
    for (position, (key, value)) in attributes.iter().enumerate() {
        if position > 0 {
            w.write(2, "");
            w.write(2, "\t");
        }
        w.write(2, &format!("{}\n", shorten(&format!("{key}={value}"), 140)));
    }
}

/// Upstream: `printPersistentVolumeClaim`, within another object.
fn claim(w: &mut Writer, template: &Value) {
    if template.is_null() {
        return;
    }
    w.nested = 2;
    let (metadata, spec) = (at(template, &["metadata"]), at(template, &["spec"]));
    let annotated = entries(metadata, "annotations").into_iter();
    let annotated = annotated
        .filter(|(key, _)| *key == "volume.beta.kubernetes.io/storage-class")
        .find_map(|(_, class)| class.as_str());
    let class = annotated.unwrap_or_else(|| text(spec, "storageClassName"));
    let volume = text(spec, "volumeName");
    w.write(0, &format!("StorageClass:\t{class}\n"));
    w.write(0, &format!("Volume:\t{volume}\n"));
    labels_block(w, "Labels", metadata, "labels");
    annotations_block(w, "Annotations", metadata);
    // Where a volume is named, kubectl shows its size, which a template cannot have.
    w.write(0, &format!("Capacity:\t{}\n", if volume.is_empty() { "" } else { "0" }));
    w.write(0, "Access Modes:\t\n");
    if maybe(spec, "volumeMode").is_some() {
        w.write(0, &format!("VolumeMode:\t{}\n", text(spec, "volumeMode")));
    }
    if let Some(from) = maybe(spec, "dataSource") {
        w.write(0, "DataSource:\n");
        if maybe(from, "apiGroup").is_some() {
            w.write(1, &format!("APIGroup:\t{}\n", text(from, "apiGroup")));
        }
        w.write(1, &format!("Kind:\t{}\n", text(from, "kind")));
        w.write(1, &format!("Name:\t{}\n", text(from, "name")));
    }
    w.nested = 0;
}
