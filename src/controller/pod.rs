//! The Pod that the controller sends to the API server (upstream: `util.CreatePodTemplate`,
//! `util.ReplaceDaemonSetPodNodeNameNodeAffinity`, `controller.GetPodFromTemplate`).

use super::{
    pod_state::{GENERATION_ANNOTATION, GENERATION_LABEL, HASH_LABEL},
    tolerations::pod_tolerations,
};
use crate::{
    apiserver::Admitted,
    diagnostic::FieldPath,
    model::{object::Map, value::Value, whole::whole},
};

/// A Pod, and what of it is not the template's.
#[derive(Clone, Debug, PartialEq)]
pub struct MadePod {
    /// The whole object. Its owner has no `uid` where the DaemonSet shows none.
    pub object: Value,
    /// The fields that the controller sets, in the order of the object.
    pub added: Vec<(FieldPath, Added)>,
}

/// Why the controller sets a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// `generateName`: the server makes a name of it.
    Name,
    /// The namespace, which is the DaemonSet's.
    Namespace,
    /// The label that tells the revision.
    Hash,
    /// The label that tells the template's generation.
    Generation,
    /// The owner.
    Owner,
    /// The node affinity that holds the Pod on its node.
    Pinned,
    /// The same, in the place of the template's own required terms.
    PinnedInstead,
    /// A toleration.
    Toleration,
    /// A toleration of the template that loses its `tolerationSeconds`.
    Forever,
}

/// The Pod for a node. An empty hash adds no label; nor does a DaemonSet without a template generation.
pub fn make_pod(admitted: &Admitted, node: &str, hash: &str) -> MadePod {
    let template = admitted.object().pointer("/spec/template").unwrap_or(&Value::Null);
    let mut added = Vec::new();
    let metadata = metadata(admitted, template, hash, &mut added);
    let mut spec = object(template.get("spec"));
    pin(&mut spec, node, &mut added);
    tolerate(&mut spec, admitted, &mut added);
    let mut pod = texts(&[("apiVersion", "v1"), ("kind", "Pod")]);
    set(&mut pod, "metadata", metadata);
    set(&mut pod, "spec", spec);
    MadePod { object: Value::Object(pod), added }
}

fn metadata(admitted: &Admitted, template: &Value, hash: &str, added: &mut Vec<(FieldPath, Added)>) -> Map {
    let own = &admitted.daemon_set().metadata;
    let name = admitted.name();
    let path = FieldPath::of("metadata");
    let mut metadata = Map::new();
    set(&mut metadata, "generateName", [&name, "-"].concat());
    added.push((path.field("generateName"), Added::Name));
    set(&mut metadata, "namespace", own.namespace.as_str());
    added.push((path.field("namespace"), Added::Namespace));
    let mut labels = object(template.pointer("/metadata/labels"));
    let annotation =
        admitted.object().pointer("/metadata/annotations").and_then(|all| all.get(GENERATION_ANNOTATION));
    let generation = annotation.and_then(Value::as_str).and_then(whole);
    let generation = generation.map(|number| number.to_string()).unwrap_or_default();
    for (label, value, why) in
        [(HASH_LABEL, hash, Added::Hash), (GENERATION_LABEL, generation.as_str(), Added::Generation)]
    {
        if !value.is_empty() {
            set(&mut labels, label, value);
            added.push((path.field("labels").key(label), why));
        }
    }
    set(&mut metadata, "labels", labels);
    for field in ["annotations", "finalizers"] {
        if let Some(value) = template.get("metadata").and_then(|metadata| metadata.get(field)) {
            set(&mut metadata, field, value.clone());
        }
    }
    let mut owner = texts(&[("apiVersion", "apps/v1"), ("kind", "DaemonSet"), ("name", &name)]);
    if !own.uid.is_empty() {
        set(&mut owner, "uid", own.uid.as_str());
    }
    set(&mut owner, "controller", true);
    set(&mut owner, "blockOwnerDeletion", true);
    set(&mut metadata, "ownerReferences", Value::Array(vec![Value::Object(owner)]));
    added.push((path.field("ownerReferences"), Added::Owner));
    metadata
}

/// The required terms give way to one for the node alone; the preferred ones stay.
fn pin(spec: &mut Map, node: &str, added: &mut Vec<(FieldPath, Added)>) {
    const REQUIRED: &str = "requiredDuringSchedulingIgnoredDuringExecution";
    let mut terms = texts(&[("key", "metadata.name"), ("operator", "In")]);
    set(&mut terms, "values", Value::Array(vec![node.into()]));
    for around in ["matchFields", "nodeSelectorTerms"] {
        let inner = Value::Array(vec![Value::Object(terms)]);
        terms = Map::new();
        set(&mut terms, around, inner);
    }
    let mut affinity = object(spec.get("affinity"));
    let mut of_nodes = object(affinity.get("nodeAffinity"));
    let why = if of_nodes.contains_key(REQUIRED) { Added::PinnedInstead } else { Added::Pinned };
    set(&mut of_nodes, REQUIRED, terms);
    set(&mut affinity, "nodeAffinity", of_nodes);
    set(spec, "affinity", affinity);
    added.push((FieldPath::of("spec.affinity.nodeAffinity").field(REQUIRED), why));
}

fn tolerate(spec: &mut Map, admitted: &Admitted, added: &mut Vec<(FieldPath, Added)>) {
    let path = FieldPath::of("spec.tolerations");
    let mut tolerations = match spec.get("tolerations") {
        Some(Value::Array(items)) => items.clone(),
        _ => Vec::new(),
    };
    for own in pod_tolerations(&admitted.daemon_set().spec.template.spec) {
        let Some(index) = own.index else {
            let own = &own.toleration;
            let item = texts(&[("key", &own.key), ("operator", &own.operator), ("effect", &own.effect)]);
            added.push((path.index(tolerations.len()), Added::Toleration));
            tolerations.push(Value::Object(item));
            continue;
        };
        let item = tolerations.get_mut(index).and_then(Value::as_object_mut);
        if let Some(item) = item
            && own.toleration.toleration_seconds.is_none()
            && item.shift_remove("tolerationSeconds").is_some()
        {
            added.push((path.index(index), Added::Forever));
        }
    }
    set(spec, "tolerations", Value::Array(tolerations));
}

/// An object; an empty one where there is none.
fn object(value: Option<&Value>) -> Map {
    value.and_then(Value::as_object).cloned().unwrap_or_default()
}

/// An object of texts.
fn texts(fields: &[(&str, &str)]) -> Map {
    let mut object = Map::new();
    for (name, text) in fields {
        set(&mut object, name, *text);
    }
    object
}

fn set(fields: &mut Map, name: &str, value: impl Into<Value>) {
    fields.insert(name.to_owned(), value.into());
}

#[cfg(test)]
mod tests {
    use super::{Added, make_pod};
    use crate::{apiserver::admit, model::testing::json};

    #[test]
    fn what_the_controller_sets_is_told() {
        let admitted = admit(&json!({
            "apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "agent", "uid": "7"},
            "spec": {"selector": {"matchLabels": {"app": "agent"}}, "template": {
                "metadata": {"labels": {"app": "agent"}, "annotations": {"a": "b"}, "name": "gone"},
                "spec": {
                    "containers": [{"name": "c", "image": "i"}],
                    "tolerations": [
                        {"key": "x", "operator": "Exists"},
                        {"key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 5}
                    ],
                    "affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {
                        "nodeSelectorTerms": [{"matchExpressions": [{"key": "zone", "operator": "Exists"}]}]
                    }}}
                }
            }}
        }))
        .unwrap();
        let pod = make_pod(&admitted, "node-1", "abc");
        let metadata = json!({
            "generateName": "agent-",
            "namespace": "default",
            "labels": {"app": "agent", "controller-revision-hash": "abc", "pod-template-generation": "1"},
            "annotations": {"a": "b"},
            "ownerReferences": [{
                "apiVersion": "apps/v1", "kind": "DaemonSet", "name": "agent", "uid": "7", "controller": true, "blockOwnerDeletion": true
            }]
        });
        assert_eq!(pod.object["metadata"], metadata);
        let affinity = json!({"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {
            "nodeSelectorTerms": [{"matchFields": [{"key": "metadata.name", "operator": "In", "values": ["node-1"]}]}]
        }}});
        assert_eq!(pod.object["spec"]["affinity"], affinity);
        let forever =
            json!({"key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute"});
        assert_eq!(pod.object["spec"]["tolerations"][1], forever);
        let added: Vec<(String, Added)> =
            pod.added.iter().map(|(path, why)| (path.to_string(), *why)).collect();
        let expected = [
            ("metadata.generateName", Added::Name),
            ("metadata.namespace", Added::Namespace),
            ("metadata.labels[controller-revision-hash]", Added::Hash),
            ("metadata.labels[pod-template-generation]", Added::Generation),
            ("metadata.ownerReferences", Added::Owner),
            (
                "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution",
                Added::PinnedInstead,
            ),
            ("spec.tolerations[1]", Added::Forever),
            ("spec.tolerations[2]", Added::Toleration),
            ("spec.tolerations[3]", Added::Toleration),
            ("spec.tolerations[4]", Added::Toleration),
            ("spec.tolerations[5]", Added::Toleration),
            ("spec.tolerations[6]", Added::Toleration),
        ];
        assert_eq!(added, expected.map(|(path, why)| (path.to_owned(), why)));
    }
}
