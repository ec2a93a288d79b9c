//! Disks that one Pod of a node has for itself.

use super::{affinity::texts, storage::source};
use crate::model::value::Value;

/// A disk that a Pod names in its own volumes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Disk {
    kind: usize,
    /// What tells one from another.
    names: Vec<String>,
    /// Of an RBD image, the monitors, of which one in common is enough; none for the others.
    monitors: Vec<String>,
    /// Whether the Pod only reads it, and others may too.
    shared: bool,
}

/// The kinds of volumes, the fields that tell one disk of theirs from another, and whether several Pods may read one.
const KINDS: [(&str, [&str; 2], bool); 4] = [
    ("gcePersistentDisk", ["pdName", ""], true),
    ("awsElasticBlockStore", ["volumeID", ""], false),
    ("iscsi", ["iqn", ""], true),
    ("rbd", ["pool", "image"], true),
];

impl Disk {
    /// The disks in the volumes of a Pod's spec.
    pub(super) fn of(spec: &Value) -> Vec<Self> {
        let mut disks = Vec::new();
        for volume in spec.list("volumes") {
            for (kind, (field, fields, may_share)) in KINDS.iter().enumerate() {
                let Some(source) = source(volume, field) else { continue };
                let mut names = Vec::new();
                for name in fields {
                    // The pool has a default.
                    let default = if *name == "pool" { "rbd" } else { "" };
                    names.push(source.get(name).and_then(Value::as_str).unwrap_or(default).to_owned());
                }
                let shared = *may_share && source.get("readOnly").and_then(Value::as_bool) == Some(true);
                disks.push(Self { kind, names, monitors: texts(source, "monitors"), shared });
            }
        }
        disks
    }

    /// Whether Pods with these disks cannot be on one node (upstream: `isVolumeConflict`).
    pub(super) fn conflict(one: &[Self], other: &[Self]) -> bool {
        for a in one {
            for b in other {
                let met =
                    a.monitors.is_empty() || a.monitors.iter().any(|monitor| b.monitors.contains(monitor));
                if a.kind == b.kind && a.names == b.names && met && !(a.shared && b.shared) {
                    return true;
                }
            }
        }
        false
    }
}
