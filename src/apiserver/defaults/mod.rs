//! Defaults (upstream: `SetObjectDefaults_DaemonSet` of apps/v1 and the `SetDefaults_…` of core/v1).
//!
//! Amounts of resources are rounded up where they are read, in [`super::scalar`].
//! They work on the decoded object, where what is absent is what Go holds as empty.

mod container;
mod image;
mod volume;

use crate::model::{object::Map, value::Value};

/// Sets every default of a DaemonSet that has none of its own.
pub(super) fn set(object: &mut Value) {
    let Some(spec) = object.get_mut("spec").and_then(Value::as_object_mut) else { return };
    strategy(spec);
    or_set(spec, "revisionHistoryLimit", 10);
    let Some(pod) =
        spec.get_mut("template").and_then(|template| template.get_mut("spec")).and_then(Value::as_object_mut)
    else {
        return;
    };
    pod_spec(pod);
    each(pod, "volumes", volume::set);
    each(pod, "initContainers", container::set);
    each(pod, "containers", container::set);
    each(pod, "ephemeralContainers", container::set);
}

/// Upstream: `SetDefaults_DaemonSet`.
fn strategy(spec: &mut Map) {
    let Some(strategy) = spec.get_mut("updateStrategy").and_then(Value::as_object_mut) else { return };
    or_set(strategy, "type", "RollingUpdate");
    let rolling = strategy.get("type").and_then(Value::as_str) == Some("RollingUpdate");
    if rolling {
        or_set(strategy, "rollingUpdate", Map::new());
    }
    // With another type nothing is defaulted, but inside the server an absent number is 0.
    with(strategy, "rollingUpdate", |budget| {
        or_set(budget, "maxUnavailable", i64::from(rolling));
        or_set(budget, "maxSurge", 0);
    });
}

/// Upstream: `SetDefaults_PodSpec`.
fn pod_spec(pod: &mut Map) {
    let account = pod.get("serviceAccountName").or_else(|| pod.get("serviceAccount")).cloned();
    if let Some(account) = account {
        pod.insert("serviceAccountName".to_owned(), account.clone());
        pod.insert("serviceAccount".to_owned(), account);
    }
    or_set(pod, "dnsPolicy", "ClusterFirst");
    or_set(pod, "restartPolicy", "Always");
    or_set(pod, "securityContext", Map::new());
    or_set(pod, "terminationGracePeriodSeconds", 30);
    or_set(pod, "schedulerName", "default-scheduler");
}

/// Sets a field that is absent; one that Go writes even so is `null`.
fn or_set(fields: &mut Map, name: &str, value: impl Into<Value>) {
    set_value(fields, name, value.into());
}

fn set_value(fields: &mut Map, name: &str, value: Value) {
    if fields.get(name).is_none_or(Value::is_null) {
        fields.insert(name.to_owned(), value);
    }
}

/// Goes into a field that is an object, if it is there.
fn with(fields: &mut Map, name: &str, set: impl FnOnce(&mut Map)) {
    if let Some(inner) = fields.get_mut(name).and_then(Value::as_object_mut) {
        set(inner);
    }
}

/// Goes into every object of a list, if it is there.
fn each(fields: &mut Map, name: &str, set: impl Fn(&mut Map)) {
    let Some(items) = fields.get_mut(name).and_then(Value::as_array_mut) else { return };
    for item in items {
        if let Some(item) = item.as_object_mut() {
            set(item);
        }
    }
}
