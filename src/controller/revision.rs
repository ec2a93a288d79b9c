//! Which revision is the current one.

use super::pod_state::{GENERATION_ANNOTATION, GENERATION_LABEL, HASH_LABEL};
use crate::{
    apiserver::Admitted,
    model::{
        daemon_set::DaemonSet, json, list::Listed, meta::ObjectMeta, order, pod::Pod, value::Value,
        whole::whole,
    },
};

/// The number of the template that the DaemonSet carries as an annotation; `None` if absent or no integer
/// (upstream: `util.GetTemplateGeneration`).
pub fn template_generation(daemon_set: &DaemonSet) -> Option<i64> {
    whole(daemon_set.metadata.annotations.get(GENERATION_ANNOTATION)?)
}

/// The hash of the current revision, as far as the DaemonSet's Pods show it: that of the newest Pod whose generation
/// label is the DaemonSet's; where the DaemonSet carries no generation, that of the newest Pod. `None` where no Pod shows
/// it: then none of them is of the current revision.
pub fn shown_by<'p>(daemon_set: &DaemonSet, pods: &[&'p Pod]) -> Option<&'p str> {
    let generation = template_generation(daemon_set).map(|number| number.to_string());
    let mut newest = None;
    for pod in pods {
        if generation.is_none() || pod.metadata.labels.get(GENERATION_LABEL) == generation.as_ref() {
            newest = newest.max(hash_of(pod).map(|hash| (pod.metadata.creation_timestamp, hash)));
        }
    }
    newest.map(|(_, hash)| hash)
}

/// The current revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    /// The value of its hash label; made up where nothing has the template yet.
    pub hash: String,
    /// Where it is known from.
    pub from: Origin,
}

/// Where the current revision is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It was given.
    Given,
    /// A ControllerRevision has the template.
    History,
    /// The DaemonSet's template generation, and a Pod that carries it.
    Generation,
    /// The newest Pod, which is a guess: nothing says that the template has not changed since.
    NewestPod,
    /// Nothing has the template yet.
    Nothing,
    /// Nothing decides, so all Pods are taken for current ones.
    AllCurrent,
    /// Nothing decides, so all Pods are taken for those of the template before.
    AllPrevious,
}

/// Which revision is the current one of these Pods of the DaemonSet, as far as can be told. A given hash decides; then the
/// DaemonSet's ControllerRevisions, if there are any (upstream: `history.EqualRevision`); then the template generation; then
/// the newest Pod.
pub fn current(admitted: &Admitted, histories: &[Value], pods: &[&Pod], given: Option<&str>) -> Current {
    let known = |hash: &str, from| Current { hash: hash.to_owned(), from };
    let template = admitted.object().pointer("/spec/template").unwrap_or(&Value::Null);
    let nothing = || Current { hash: own_hash(admitted), from: Origin::Nothing };
    if let Some(hash) = given {
        return known(hash, Origin::Given);
    }
    let daemon_set = admitted.daemon_set();
    let mut has_own = false;
    let mut same = None;
    for history in histories {
        if is_of(daemon_set, history) {
            has_own = true;
            let is_same = |old| equal(old, template);
            if history.pointer("/data/spec/template").is_some_and(is_same) {
                same = history.pointer("/metadata/labels");
            }
        }
    }
    if has_own {
        let hash = same.and_then(|labels| {
            labels.get(HASH_LABEL).or_else(|| labels.get("controller.kubernetes.io/hash"))
        });
        return hash.and_then(Value::as_str).map_or_else(nothing, |hash| known(hash, Origin::History));
    }
    let from = match template_generation(daemon_set) {
        Some(_) => Origin::Generation,
        None => Origin::NewestPod,
    };
    shown_by(daemon_set, pods).map_or_else(nothing, |hash| known(hash, from))
}

/// The value of a Pod's hash label.
pub fn hash_of(pod: &Pod) -> Option<&str> {
    pod.metadata.labels.get(HASH_LABEL).map(String::as_str)
}

/// Gives a Pod its hash label.
pub fn label(pod: &mut Pod, hash: &str) {
    pod.metadata.labels.insert(HASH_LABEL.to_owned(), hash.to_owned());
}

/// Whether a ControllerRevision is of a DaemonSet.
fn is_of(daemon_set: &DaemonSet, history: &Value) -> bool {
    let Some(meta) = history.get("metadata").and_then(|meta| ObjectMeta::read(meta).ok()) else {
        return false;
    };
    let own = &daemon_set.metadata;
    let here = meta.namespace.is_empty() || meta.namespace == own.namespace;
    here && meta.controller().is_some_and(|owner| {
        owner.kind == "DaemonSet" && owner.name == own.name && (own.uid.is_empty() || owner.uid == own.uid)
    })
}

/// Whether a recorded template is this one: it is recorded as a patch, and with a time of creation that is nothing.
fn equal(recorded: &Value, template: &Value) -> bool {
    let mut recorded = recorded.clone();
    if let Some(fields) = recorded.as_object_mut() {
        fields.shift_remove("$patch");
    }
    if let Some(meta) = recorded.get_mut("metadata").and_then(Value::as_object_mut)
        && meta.get("creationTimestamp").is_some_and(Value::is_null)
    {
        meta.shift_remove("creationTimestamp");
    }
    recorded == *template
}

/// A hash for a DaemonSet's template that no Pod shows the real one of: stable, in Kubernetes' alphabet, and not Kubernetes'
/// own, which depends on Go's memory layout. The order of fields does not matter.
pub fn own_hash(admitted: &Admitted) -> String {
    let mut hash = Fnv(0x811c_9dc5);
    hash.value(admitted.object().pointer("/spec/template").unwrap_or(&Value::Null));
    let mut text = String::new();
    for digit in hash.0.to_string().bytes() {
        text.push(ALPHABET.get(usize::from(digit - b'0')).map_or('f', |letter| char::from(*letter)));
    }
    text
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
                let mut fields: Vec<_> = fields.iter().listed();
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
