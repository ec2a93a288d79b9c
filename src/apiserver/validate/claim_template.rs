//! The claim of an `ephemeral` volume (upstream: `ValidatePersistentVolumeClaimTemplate`).

use super::{
    at::At,
    metadata::{annotations, labels},
    report::{Report, quoted},
    resources::quantity,
    rules::apply,
    selector::label_selector,
};
use crate::{apiserver::fields, model::quantity::Quantity};

const MODES: [&str; 4] = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];
const ALONE: &str = "ReadWriteOncePod";

/// Checks metadata and spec of the template.
pub(super) fn check(report: &mut Report, template: &At<'_>) {
    let metadata = template.field("metadata");
    annotations(report, &metadata.field("annotations"));
    labels(report, &metadata.field("labels"));
    let fields = fields::lookup("ObjectMeta").map_or(&[][..], |meta| &meta.fields);
    for field in fields {
        if !["labels", "annotations"].contains(&field.name) && metadata.field(field.name).exists() {
            // The server makes the name of its own field by a small first letter.
            let printed = if field.name == "uid" { "uID" } else { field.name };
            report.forbidden(&metadata.path.field(printed), "cannot be set").place =
                Some(metadata.path.field(field.name).full());
        }
    }
    spec(report, &template.field("spec"));
}

/// Upstream: `ValidatePersistentVolumeClaimSpec`.
fn spec(report: &mut Report, spec: &At<'_>) {
    let modes = spec.field("accessModes");
    if modes.is_empty() {
        report.required(&modes.path, "at least 1 access mode is required");
    }
    label_selector(report, &spec.field("selector"));
    for mode in modes.texts() {
        if !MODES.contains(&mode) {
            report.not_supported(&modes.path, mode, &MODES);
        }
    }
    let others = modes.texts().iter().any(|mode| *mode != ALONE && MODES.contains(mode));
    if others && modes.texts().contains(&ALONE) {
        report.forbidden(&modes.path, "may not use ReadWriteOncePod with other access modes");
    }
    let (storage, real) =
        (spec.field("resources").path.key("storage"), spec.field("resources.requests").key("storage"));
    let amount = quantity(&real);
    if !real.exists() {
        report.required(&storage, "");
    } else if amount.compare(&Quantity::default()).is_le() {
        report.invalid(&storage, &quoted(&amount.to_string()), "must be greater than zero").place =
            Some(real.path.full());
    }
    apply(report, spec, "storageClassName?s volumeMode^Block|Filesystem");
    data_sources(report, spec);
    apply(report, spec, "volumeAttributesClassName?s");
}

fn data_sources(report: &mut Report, spec: &At<'_>) {
    let sources = ["dataSource", "dataSourceRef"].map(|name| spec.field(name));
    for source in &sources {
        if !source.exists() {
            continue;
        }
        let kind = source.field("kind");
        apply(report, source, "name! kind!");
        let group = source.field("apiGroup");
        if group.is_empty() && kind.text() != "PersistentVolumeClaim" {
            let detail = "must be 'PersistentVolumeClaim' when referencing the default apiGroup";
            report.invalid(&source.path, &quoted(kind.text()), detail);
        }
        apply(report, source, "apiGroup?s namespace?l");
    }
    let [source, reference] = &sources;
    if !source.exists() || !reference.exists() {
        return;
    }
    let same = |field: &'static str| source.field(field).value == reference.field(field).value;
    let detail = if !reference.field("namespace").is_empty() {
        "may not be specified when dataSourceRef.namespace is specified"
    } else if !["apiGroup", "kind", "name"].into_iter().all(same) {
        "must match dataSourceRef"
    } else {
        return;
    };
    // The server prints a path, which prints as nothing.
    report.invalid(&spec.path, "{}", detail).place = Some(source.path.full());
}
