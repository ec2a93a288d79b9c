//! The claim of an `ephemeral` volume (upstream: `ValidatePersistentVolumeClaimTemplate`).

use super::words::is_one;
use super::{
    at::At,
    metadata::{annotations, labels},
    report::Report,
    resources::quantity,
    rules::apply,
    selector::label_selector,
};
use crate::{apiserver::fields, model::quantity::Quantity};

const MODES: &str = "ReadOnlyMany|ReadWriteMany|ReadWriteOnce|ReadWriteOncePod";
const ALONE: &str = "ReadWriteOncePod";

/// Checks metadata and spec of the template.
pub(super) fn check(report: &mut Report, template: At<'_>) {
    let metadata = template.field("metadata");
    annotations(report, metadata.field("annotations"));
    labels(report, metadata.field("labels"));
    for field in fields::of("ObjectMeta") {
        if !is_one(field.name, "labels|annotations") && metadata.field(field.name).exists() {
            // The server makes the name of its own field by a small first letter.
            let printed = if field.name == "uid" { "uID" } else { field.name };
            report.forbidden(metadata.field(printed), "cannot be set").stands_at(metadata.field(field.name));
        }
    }
    spec(report, template.field("spec"));
}

/// Upstream: `ValidatePersistentVolumeClaimSpec`.
fn spec(report: &mut Report, spec: At<'_>) {
    let modes = spec.field("accessModes");
    if modes.is_empty() {
        report.required(modes, "at least 1 access mode is required");
    }
    label_selector(report, spec.field("selector"));
    for mode in modes.texts() {
        if !is_one(mode, MODES) {
            report.not_supported(modes, mode, MODES);
        }
    }
    let others = modes.texts().iter().any(|mode| *mode != ALONE && is_one(mode, MODES));
    if others && modes.texts().contains(&ALONE) {
        report.forbidden(modes, "may not use ReadWriteOncePod with other access modes");
    }
    let (storage, real) =
        (spec.field("resources").key("storage"), spec.field("resources.requests").key("storage"));
    let amount = quantity(real);
    if !real.exists() {
        report.required(storage, "");
    } else if amount.compare(&Quantity::default()).is_le() {
        report.invalid_amount(storage, &amount, "must be greater than zero").stands_at(real);
    }
    apply(report, spec, "storageClassName?s volumeMode^Block|Filesystem");
    data_sources(report, spec);
    apply(report, spec, "volumeAttributesClassName?s");
}

fn data_sources(report: &mut Report, spec: At<'_>) {
    let sources = ["dataSource", "dataSourceRef"].map(|name| spec.field(name));
    for source in &sources {
        if !source.exists() {
            continue;
        }
        let kind = source.field("kind");
        apply(report, *source, "name! kind!");
        let group = source.field("apiGroup");
        if group.is_empty() && kind.text() != "PersistentVolumeClaim" {
            let detail = "must be 'PersistentVolumeClaim' when referencing the default apiGroup";
            report.invalid_quoted(*source, kind.text(), detail);
        }
        apply(report, *source, "apiGroup?s namespace?l");
    }
    let [source, reference] = &sources;
    if !source.exists() || !reference.exists() {
        return;
    }
    let mut same = true;
    for field in ["apiGroup", "kind", "name"] {
        same &= source.field(field).value() == reference.field(field).value();
    }
    let detail = if !reference.field("namespace").is_empty() {
        "may not be specified when dataSourceRef.namespace is specified"
    } else if !same {
        "must match dataSourceRef"
    } else {
        return;
    };
    // The server prints a path, which prints as nothing.
    report.invalid(spec, "{}", detail).stands_at(*source);
}
