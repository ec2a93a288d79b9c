//! Defaults of volumes.

use serde_json::{Value, json};

use super::{Fields, container::field_ref, each, image, or_set, with};

/// Sets the defaults of a volume (upstream: `SetDefaults_Volume` and those of its sources). One without a source is an `emptyDir`.
pub(super) fn set(volume: &mut Fields) {
    if volume.keys().all(|name| name == "name") {
        or_set(volume, "emptyDir", json!({}));
    }
    with(volume, "image", |source| {
        let reference = source.get("reference").and_then(Value::as_str).unwrap_or_default();
        let policy = image::pull_policy(reference);
        or_set(source, "pullPolicy", json!(policy));
    });
    with(volume, "hostPath", |path| or_set(path, "type", json!("")));
    for &source in &["secret", "configMap", "downwardAPI", "projected"] {
        with(volume, source, |files| or_set(files, "defaultMode", json!(0o644)));
    }
    with(volume, "downwardAPI", downward_items);
    with(volume, "projected", |projected| {
        each(projected, "sources", |source| {
            with(source, "downwardAPI", downward_items);
            with(source, "serviceAccountToken", |token| or_set(token, "expirationSeconds", json!(3600)));
        });
    });
    with(volume, "ephemeral", |ephemeral| {
        with(ephemeral, "volumeClaimTemplate", |claim| {
            with(claim, "spec", |spec| or_set(spec, "volumeMode", json!("Filesystem")));
        });
    });
    for &(source, defaults) in &IN_TREE {
        with(volume, source, |fields| {
            for (name, value) in defaults.iter().copied() {
                or_set(fields, name, json!(value));
            }
        });
    }
    with(volume, "azureDisk", |disk| or_set(disk, "readOnly", json!(false)));
}

/// Texts that drivers of old take.
const IN_TREE: [(&str, &[(&str, &str)]); 4] = [
    ("iscsi", &[("iscsiInterface", "default")]),
    ("rbd", &[("pool", "rbd"), ("user", "admin"), ("keyring", "/etc/ceph/keyring")]),
    ("azureDisk", &[("cachingMode", "ReadWrite"), ("fsType", "ext4"), ("kind", "Shared")]),
    ("scaleIO", &[("storageMode", "ThinProvisioned"), ("fsType", "xfs")]),
];

fn downward_items(source: &mut Fields) {
    each(source, "items", |item| with(item, "fieldRef", field_ref));
}
