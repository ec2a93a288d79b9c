//! Which revision is the current one.

use super::pod_state::{GENERATION_ANNOTATION, GENERATION_LABEL, HASH_LABEL};
use crate::model::{daemon_set::DaemonSet, json, order, pod::Pod, value::Value};

/// The number of the template that the DaemonSet carries as an annotation; `None` if absent or no integer
/// (upstream: `util.GetTemplateGeneration`).
pub fn template_generation(daemon_set: &DaemonSet) -> Option<i64> {
    daemon_set.metadata.annotations.get(GENERATION_ANNOTATION)?.parse().ok()
}

/// The hash of the current revision, as far as the DaemonSet's Pods show it: that of the newest Pod whose generation
/// label is the DaemonSet's; where the DaemonSet carries no generation, that of the newest Pod. `None` where no Pod shows
/// it: then none of them is of the current revision.
pub fn shown_by<'p>(daemon_set: &DaemonSet, pods: impl Iterator<Item = &'p Pod>) -> Option<&'p str> {
    let generation = template_generation(daemon_set).map(|number| number.to_string());
    pods.filter(|pod| {
        generation.is_none() || pod.metadata.labels.get(GENERATION_LABEL) == generation.as_ref()
    })
    .filter_map(|pod| Some((pod.metadata.creation_timestamp, pod.metadata.labels.get(HASH_LABEL)?)))
    .max()
    .map(|(_, hash)| hash.as_str())
}

/// A hash for a template that no Pod shows the real one of: stable, in Kubernetes' alphabet, and not Kubernetes' own,
/// which depends on Go's memory layout. The order of fields does not matter.
pub fn own_hash(template: &Value) -> String {
    let mut hash = Fnv(0x811c_9dc5);
    hash.value(template);
    hash.0
        .to_string()
        .bytes()
        .map(|digit| ALPHABET.get(usize::from(digit - b'0')).map_or('f', |letter| char::from(*letter)))
        .collect()
}

const ALPHABET: [u8; 10] = *b"456789bcdf";

struct Fnv(u32);

impl Fnv {
    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Array(items) => {
                self.bytes(b"[");
                for item in items {
                    self.value(item);
                }
                self.bytes(b"]");
            }
            Value::Object(fields) => {
                let mut fields: Vec<_> = fields.iter().collect();
                order::sort_by(&mut fields, |(one, _), (other, _)| one.cmp(other));
                self.bytes(b"{");
                for (key, value) in fields {
                    self.bytes(key.as_bytes());
                    self.bytes(b":");
                    self.value(value);
                }
                self.bytes(b"}");
            }
            plain => {
                self.bytes(json::print(plain).as_bytes());
                self.bytes(b",");
            }
        }
    }
}
