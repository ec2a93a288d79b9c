//! Defaults of volumes.

use crate::model::{object::Map, value::Value};

use super::{container::field_ref, each, image, or_set, with};

/// Sets the defaults of a volume (upstream: `SetDefaults_Volume` and those of its sources). One without a source is an `emptyDir`.
pub(super) fn set(volume: &mut Map) {
    if volume.keys().all(|name| name == "name") {
        or_set(volume, "emptyDir", Map::new());
    }
    with(volume, "image", |source| {
        let reference = source.get("reference").and_then(Value::as_str).unwrap_or_default();
        let policy = image::pull_policy(reference);
        or_set(source, "pullPolicy", policy);
    });
    with(volume, "hostPath", |path| or_set(path, "type", ""));
    for &source in &["secret", "configMap", "downwardAPI", "projected"] {
        with(volume, source, |files| or_set(files, "defaultMode", 0o644));
    }
    with(volume, "downwardAPI", downward_items);
    with(volume, "projected", |projected| {
        each(projected, "sources", |source| {
            with(source, "downwardAPI", downward_items);
            with(source, "serviceAccountToken", |token| or_set(token, "expirationSeconds", 3600));
        });
    });
    with(volume, "ephemeral", |ephemeral| {
        with(ephemeral, "volumeClaimTemplate", |claim| {
            with(claim, "spec", |spec| or_set(spec, "volumeMode", "Filesystem"));
        });
    });
    for &(source, defaults) in &IN_TREE {
        with(volume, source, |fields| {
            for (name, value) in defaults.iter().copied() {
                or_set(fields, name, value);
            }
        });
    }
    with(volume, "azureDisk", |disk| or_set(disk, "readOnly", false));
}

/// Texts that drivers of old take.
const IN_TREE: [(&str, &[(&str, &str)]); 4] = [
    ("iscsi", &[("iscsiInterface", "default")]),
    ("rbd", &[("pool", "rbd"), ("user", "admin"), ("keyring", "/etc/ceph/keyring")]),
    ("azureDisk", &[("cachingMode", "ReadWrite"), ("fsType", "ext4"), ("kind", "Shared")]),
    ("scaleIO", &[("storageMode", "ThinProvisioned"), ("fsType", "xfs")]),
];

fn downward_items(source: &mut Map) {
    each(source, "items", |item| with(item, "fieldRef", field_ref));
}
