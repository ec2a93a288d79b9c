//! Volumes, as `kubectl describe` shows them.

use crate::model::{list::Joined, value::Value};

use super::{
    tabs::Writer,
    template::{annotations_block, labels_block, shorten},
    tree::{at, digits, list, maybe, or_none, quantity, strings, text, texts, truth},
};

/// The kinds of volumes in the order in which kubectl looks for them, one a line: the field that holds it, what kubectl says
/// that it is, then titles and fields in turn. A mark before a field tells how its value is printed: `#` a number, `%` the same
/// or `<none>`, `!` a truth, `?` a text or `<none>`, `&` the name of a Secret, `[` a list in brackets, `,` one with commas, `{`
/// a map, `=` a quantity above zero; none, a text.
const KINDS: &str = include_str!("volume_kinds.txt");

/// The section of volumes (upstream: `describeVolumes`).
pub(super) fn describe(w: &mut Writer, volumes: &[Value]) {
    let none = if volumes.is_empty() { "\t<none>" } else { "" };
    w.write(0, &["  Volumes:", none, "\n"]);
    for volume in volumes {
        w.write(1, &[" ", text(volume, "name"), ":\n"]);
        let found = KINDS.lines().find_map(|line| {
            let (field, rest) = line.split_once('|')?;
            Some((field, maybe(volume, field)?, rest))
        });
        let Some((kind, source, rest)) = found else {
            w.write(1, &["<unknown>\n"]);
            continue;
        };
        let (kind_text, rest) = rest.split_once('|').unwrap_or((rest, ""));
        w.line(2, "Type:", kind_text);
        fields(w, 2, source, rest);
        match kind {
            "projected" => projected(w, list(source, "sources")),
            "downwardAPI" => downward_items(w, list(source, "items")),
            "csi" => attributes(w, source),
            "ephemeral" => claim(w, at(source, &["volumeClaimTemplate"])),
            _ => {}
        }
    }
}

/// Lines of titles and fields, as in [`KINDS`].
pub(super) fn fields(w: &mut Writer, level: usize, source: &Value, lines: &str) {
    let mut parts = lines.split('|');
    while let (Some(title), Some(field)) = (parts.next(), parts.next()) {
        w.line(level, title, &value(source, field));
    }
}

/// A field as Go's `%v` prints it; the mark before its name tells how.
fn value(source: &Value, field: &str) -> String {
    let name = field.trim_start_matches(|letter: char| !letter.is_ascii_alphabetic());
    let found = maybe(source, name);
    let mark = if name.len() < field.len() { field.bytes().next().unwrap_or_default() } else { b' ' };
    match (mark, found) {
        (b'#', _) | (b'%', Some(_)) => digits(source, name),
        (b'!', _) => truth(source, name).to_owned(),
        (b'?' | b'%', None) => or_none(""),
        (b'&', None) => "nil".to_owned(),
        (b'&', Some(reference)) => format!("&LocalObjectReference{{Name:{},}}", text(reference, "name")),
        (b'[', _) => format!("[{}]", texts(source, name).joined(" ")),
        (b',', _) => texts(source, name).joined(", "),
        (b'{', _) => {
            let mut pairs = Vec::new();
            for (key, value) in strings(source, name) {
                pairs.push([key, ":", value].concat());
            }
            format!("map[{}]", pairs.joined(" "))
        }
        (b'=', _) => {
            let size = found.map(quantity).unwrap_or_default();
            if size.is_zero() || size.is_negative() { "<unset>".to_owned() } else { size.to_string() }
        }
        _ => text(source, name).to_owned(),
    }
}

fn projected(w: &mut Writer, sources: &[Value]) {
    let kinds = [
        ("secret", "SecretName:|name|Optional:|!optional"),
        ("downwardAPI", ""),
        ("configMap", "ConfigMapName:|name|Optional:|!optional"),
        ("serviceAccountToken", "TokenExpirationSeconds:|#expirationSeconds"),
    ];
    for source in sources {
        for (kind, lines) in kinds {
            let Some(found) = maybe(source, kind) else { continue };
            if lines.is_empty() {
                w.line(2, "DownwardAPI:", "true");
            }
            fields(w, 2, found, lines);
            break;
        }
    }
}

fn downward_items(w: &mut Writer, items: &[Value]) {
    w.write(2, &["Items:\n"]);
    for item in items {
        for (source, field) in [("fieldRef", "fieldPath"), ("resourceFieldRef", "resource")] {
            if let Some(from) = maybe(item, source) {
                w.write(3, &[text(from, field), " -> ", text(item, "path"), "\n"]);
            }
        }
    }
}

/// Upstream: `printCSIPersistentVolumeAttributesMultilineIndent`, whose pieces are all indented.
fn attributes(w: &mut Writer, source: &Value) {
    w.write(2, &["VolumeAttributes:\t"]);
    let attributes = strings(source, "volumeAttributes");
    if attributes.is_empty() {
        w.write(0, &["<none>\n"]);
    }
    for (position, (key, value)) in attributes.iter().enumerate() {
        if position > 0 {
            w.write(2, &[""]);
            w.write(2, &["\t"]);
        }
        w.write(2, &[&shorten(&[*key, "=", *value].concat(), 140), "\n"]);
    }
}

/// Upstream: `printPersistentVolumeClaim`, within another object.
fn claim(w: &mut Writer, template: &Value) {
    if template.is_null() {
        return;
    }
    w.nested = 2;
    let (metadata, spec) = (at(template, &["metadata"]), at(template, &["spec"]));
    let annotated = at(metadata, &["annotations", "volume.beta.kubernetes.io/storage-class"]).as_str();
    let class = annotated.unwrap_or_else(|| text(spec, "storageClassName"));
    let volume = text(spec, "volumeName");
    w.line(0, "StorageClass:", class);
    w.line(0, "Volume:", volume);
    labels_block(w, "Labels", strings(metadata, "labels"));
    annotations_block(w, "Annotations", &strings(metadata, "annotations"));
    // Where a volume is named, kubectl shows its size, which a template cannot have.
    w.write(0, &["Capacity:\t", if volume.is_empty() { "" } else { "0" }, "\n"]);
    w.write(0, &["Access Modes:\t\n"]);
    if maybe(spec, "volumeMode").is_some() {
        fields(w, 0, spec, "VolumeMode:|volumeMode");
    }
    if let Some(from) = maybe(spec, "dataSource") {
        w.write(0, &["DataSource:\n"]);
        if maybe(from, "apiGroup").is_some() {
            fields(w, 1, from, "APIGroup:|apiGroup");
        }
        fields(w, 1, from, "Kind:|kind|Name:|name");
    }
    w.nested = 0;
}
