//! Fields of features that are off by default in this release: the server takes them and drops them without a word
//! (upstream: `pod.DropDisabledTemplateFields`).

use crate::model::{find::holds, value::Value};

/// Fields below the Pod's spec; lists are gone through item by item. `|` stands between alternatives that are all gone through,
/// `/` between such of which the server looks only at the first that is there.
const OFF: [&str; 11] = [
    "evictionResponders",
    "schedulingGroup",
    "volumes.emptyDir.mode",
    "volumes.secret/configMap/downwardAPI/projected.defaultUser",
    "volumes.secret/configMap/downwardAPI/projected.items.user",
    "volumes.secret/configMap/downwardAPI/projected.sources.\
     secret/downwardAPI/configMap/serviceAccountToken/clusterTrustBundle/podCertificate.items.user",
    "volumes.secret/configMap/downwardAPI/projected.sources.\
     secret/downwardAPI/configMap/serviceAccountToken/clusterTrustBundle/podCertificate.user",
    "containers|initContainers|ephemeralContainers.volumeMounts.bindMountOptions",
    "containers|initContainers|ephemeralContainers.livenessProbe|readinessProbe|startupProbe.httpGet.protocol",
    "containers|initContainers|ephemeralContainers.livenessProbe|readinessProbe|startupProbe.grpc.mode",
    "containers|initContainers|ephemeralContainers.lifecycle.postStart|preStop.httpGet.protocol",
];
/// Annotations that once held init containers.
const OLD_ANNOTATIONS: [&str; 4] = [
    "pod.beta.kubernetes.io/init-containers",
    "pod.alpha.kubernetes.io/init-containers",
    "pod.beta.kubernetes.io/init-container-statuses",
    "pod.alpha.kubernetes.io/init-container-statuses",
];

/// Drops from a Pod template what this release does not read by default.
pub(super) fn drop_disabled(template: &mut Value) {
    if let Some(pod) = template.get_mut("spec") {
        for path in OFF {
            remove(pod, path);
        }
        for &list in &["containers", "initContainers", "ephemeralContainers"] {
            let Some(containers) = pod.get_mut(list).and_then(Value::as_array_mut) else { continue };
            for container in containers {
                drop_stop_signal(container);
            }
        }
    }
    let Some(metadata) = template.get_mut("metadata").and_then(Value::as_object_mut) else { return };
    let Some(annotations) = metadata.get_mut("annotations").and_then(Value::as_object_mut) else { return };
    for &name in &OLD_ANNOTATIONS {
        annotations.shift_remove(name);
    }
    if annotations.is_empty() {
        metadata.shift_remove("annotations");
    }
}

fn remove(value: &mut Value, path: &str) {
    if let Value::Array(items) = value {
        for item in items {
            remove(item, path);
        }
        return;
    }
    let Some(fields) = value.as_object_mut() else { return };
    match path.split_once('.') {
        Some((names, rest)) => {
            for name in names.split(['|', '/']) {
                let Some(inner) = fields.get_mut(name) else { continue };
                remove(inner, rest);
                if holds(names, '/') {
                    return;
                }
            }
        }
        None => {
            fields.shift_remove(path);
        }
    }
}

/// Without its signal a lifecycle that says nothing else goes too.
fn drop_stop_signal(container: &mut Value) {
    let Some(container) = container.as_object_mut() else { return };
    let Some(lifecycle) = container.get_mut("lifecycle").and_then(Value::as_object_mut) else { return };
    if lifecycle.shift_remove("stopSignal").is_some() && lifecycle.is_empty() {
        container.shift_remove("lifecycle");
    }
}
