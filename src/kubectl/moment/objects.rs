//! The objects that the API server would return, as far as the printers read them.

use super::{Scene, Write};
use crate::{
    controller::Status,
    kubectl::age::timestamp,
    model::{fleet::NodeRef, object::Map, time::Time, value::Value},
};

/// Holds the template generation, which is a field only inside the server.
const GENERATION: &str = "deprecated.daemonset.template.generation";

/// An object of these fields, without those that are null.
pub(super) fn object(fields: Vec<(&str, Value)>) -> Value {
    let mut object = Value::Object(Map::new());
    merge(&mut object, fields);
    object
}

fn merge(object: &mut Value, fields: Vec<(&str, Value)>) {
    let Some(object) = object.as_object_mut() else { return };
    for (name, value) in fields {
        if !value.is_null() {
            object.insert(name.to_owned(), value);
        }
    }
}

/// Input is limited to far fewer than 2⁶³ of anything.
pub(super) fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

impl Scene<'_> {
    /// The DaemonSet as it is now.
    pub(super) fn daemon_set(&self) -> Value {
        let mut last = Write { at: Time::MIN, generation: 1, status: Status::default() };
        for write in self.writes {
            if write.at <= self.now {
                last = *write;
            }
        }
        let status = last.status;
        let count = |number| whole(number).into();
        let status = vec![
            ("observedGeneration", status.observed_generation.into()),
            ("currentNumberScheduled", count(status.current_number_scheduled)),
            ("numberMisscheduled", count(status.number_misscheduled)),
            ("desiredNumberScheduled", count(status.desired_number_scheduled)),
            ("numberReady", count(status.number_ready)),
            ("updatedNumberScheduled", count(status.updated_number_scheduled)),
            ("numberAvailable", count(status.number_available)),
            ("numberUnavailable", count(status.number_unavailable)),
        ];
        let mut daemon_set = self.daemon_set.clone();
        merge(&mut daemon_set, vec![("status", object(status))]);
        if let Some(metadata) = daemon_set.get_mut("metadata") {
            if let Some(annotations) = metadata.get_mut("annotations") {
                merge(annotations, vec![(GENERATION, self.template_generation.to_string().into())]);
            }
            let fields =
                vec![("generation", last.generation.into()), ("creationTimestamp", timestamp(self.created))];
            merge(metadata, fields);
        }
        daemon_set
    }
}

/// A node.
pub(super) fn node(node: NodeRef<'_>) -> Value {
    let labels = node.labels().map(|(key, value)| (key, value.into())).collect();
    let mut taints = Vec::new();
    for taint in node.taints() {
        taints.push(object(vec![
            ("key", taint.key.as_str().into()),
            ("value", taint.value.as_str().into()),
            ("effect", taint.effect.as_str().into()),
        ]));
    }
    let spec = vec![("taints", Value::Array(taints)), ("unschedulable", node.unschedulable().into())];
    let metadata = vec![("name", node.name().into()), ("labels", object(labels))];
    object(vec![("metadata", object(metadata)), ("spec", object(spec))])
}
