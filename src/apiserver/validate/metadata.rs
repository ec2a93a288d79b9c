//! `metadata` (upstream: `ValidateObjectMeta` of apimachinery's `api/validation`).

use super::words::is_one;
use super::{at::At, paths::text, report::Report};
use crate::model::{
    find::{holds, parts, replace},
    syntax::{dns1123_label, dns1123_subdomain, label_key, label_value},
};

/// Keys and values of all annotations of an object together, in bytes.
const MOST_ANNOTATION_BYTES: usize = 256 * 1024;

const STANDARD_FINALIZERS: &str = "kubernetes|orphan|foregroundDeletion";

/// Checks the metadata of a namespaced object whose name is a DNS subdomain.
pub(super) fn check(report: &mut Report, metadata: At<'_>) {
    let name = metadata.field("name");
    let prefix = metadata.field("generateName");
    if !prefix.is_empty() {
        report.invalid_text(prefix, prefix.text(), |text| dns1123_subdomain(&without_dash(text)));
    }
    if !name.is_empty() || !prefix.is_empty() {
        let text = given_name(metadata);
        report.invalid_text(name, &text, dns1123_subdomain);
    } else {
        report
            .required(name, "name or generateName is required")
            .hint("give the DaemonSet a name: `metadata.name`");
    }
    let namespace = metadata.field("namespace");
    text(report, namespace, dns1123_label);
    labels(report, metadata.field("labels"));
    annotations(report, metadata.field("annotations"));
    owners(report, metadata.field("ownerReferences"));
    let list = metadata.field("finalizers");
    finalizers(report, list);
    for name in list.items() {
        if !holds(name.text(), '/') && !is_one(name.text(), STANDARD_FINALIZERS) {
            let detail = "name is neither a standard finalizer name nor is it fully qualified";
            report.wrong_text(name, detail);
        }
    }
}

/// The name of an object; behind a prefix the server puts five letters, which are random, and here always the same
/// (upstream: `simpleNameGenerator`).
pub(super) fn given_name(metadata: At<'_>) -> String {
    const MOST: usize = 58;
    let (name, prefix) = (metadata.field("name").text(), metadata.field("generateName").text());
    if !name.is_empty() || prefix.is_empty() {
        return name.to_owned();
    }
    let kept = prefix.get(..prefix.len().min(MOST)).unwrap_or(prefix);
    format!("{kept}xxxxx")
}

/// The server checks a prefix as if a dash at its end, and the letter before it, were one letter
/// (upstream: `maskTrailingDash`).
pub(super) fn without_dash(prefix: &str) -> String {
    match prefix.strip_suffix('-') {
        Some(rest) if !rest.is_empty() => {
            let mut letters = rest.chars();
            letters.next_back();
            format!("{}a", letters.as_str())
        }
        _ => prefix.to_owned(),
    }
}

/// Checks a map of labels; every complaint is about the map, not about the entry.
pub(super) fn labels(report: &mut Report, labels: At<'_>) {
    for (key, value) in &labels.strings() {
        report.invalid_text(labels, key, label_key);
        report.invalid_text(labels, value, label_value);
    }
}

/// In lower case, as far as it can make a text valid: two letters beyond ASCII have an ASCII letter as their lower case
/// in Go, and any other stays one that is refused.
pub(super) fn lower(text: &str) -> String {
    replace(&replace(text, "\u{212a}", "k"), "\u{130}", "i").to_ascii_lowercase()
}

/// Checks annotations: their keys, whose case does not matter, and their size.
pub(super) fn annotations(report: &mut Report, annotations: At<'_>) {
    annotation_map(report, annotations, |report, path, key| {
        report.invalid_text(path, key, |text| label_key(&lower(text)));
    });
}

/// Checks the keys of annotations by a rule, and their size.
pub(super) fn annotation_map(report: &mut Report, annotations: At<'_>, check: fn(&mut Report, At<'_>, &str)) {
    let entries = annotations.strings();
    for key in entries.keys() {
        check(report, annotations, key);
    }
    if entries.iter().map(|(key, value)| key.len() + value.len()).sum::<usize>() > MOST_ANNOTATION_BYTES {
        report.too_long(annotations, MOST_ANNOTATION_BYTES);
    }
}

fn owners(report: &mut Report, owners: At<'_>) {
    let mut first: Option<String> = None;
    for owner in owners.items() {
        let version = owner.field("apiVersion");
        if version.is_empty() {
            report.required(version, "must not be empty");
        } else if parts(version.text(), b"/").len() > 2 || version.text().ends_with('/') {
            report.wrong_text(version, "must be <group>/<version> or <version>");
        }
        for &field in &["kind", "name", "uid"] {
            if owner.field(field).is_empty() {
                report.required(owner.field(field), "must not be empty");
            }
        }
        let (kind, name) = (owner.field("kind").text(), owner.field("name").text());
        if version.text() == "v1" && kind == "Event" {
            report.wrong(owner, "/v1, Kind=Event is disallowed from being an owner");
        }
        if owner.field("controller").is_true() {
            let this = format!("{kind}/{name}");
            if let Some(other) = &first {
                let detail = format!(
                    "Only one reference can have Controller set to true. Found \"true\" in references for {other} and {this}"
                );
                report.wrong(owners, &detail);
            } else {
                first = Some(this);
            }
        }
    }
}

fn finalizers(report: &mut Report, finalizers: At<'_>) {
    let names = finalizers.texts();
    for name in &names {
        report.invalid_text(finalizers, name, label_key);
    }
    if names.contains(&"orphan") && names.contains(&"foregroundDeletion") {
        let detail = "finalizer orphan and foregroundDeletion cannot be both set";
        report.wrong(finalizers, detail);
    }
}
