//! Defaults of containers, their probes and hooks.

use crate::model::{object::Map, value::Value};

use super::{each, image, or_set, with};

/// Sets the defaults of a container, an init container or an ephemeral container (upstream: `SetDefaults_Container`).
pub(super) fn set(container: &mut Map) {
    let image = container.get("image").and_then(Value::as_str).unwrap_or_default();
    let policy = image::pull_policy(image);
    or_set(container, "imagePullPolicy", policy);
    or_set(container, "terminationMessagePath", "/dev/termination-log");
    or_set(container, "terminationMessagePolicy", "File");
    each(container, "ports", |port| or_set(port, "protocol", "TCP"));
    each(container, "env", |variable| {
        with(variable, "valueFrom", |source| {
            with(source, "fieldRef", field_ref);
            with(source, "fileKeyRef", |file| or_set(file, "optional", false));
        });
    });
    for &name in &["livenessProbe", "readinessProbe", "startupProbe"] {
        with(container, name, probe);
    }
    with(container, "lifecycle", |lifecycle| {
        for &name in &["postStart", "preStop"] {
            with(lifecycle, name, |hook| with(hook, "httpGet", http_get));
        }
    });
}

/// Upstream: `SetDefaults_ObjectFieldSelector`.
pub(super) fn field_ref(selector: &mut Map) {
    or_set(selector, "apiVersion", "v1");
}

/// Upstream: `SetDefaults_Probe`.
fn probe(probe: &mut Map) {
    for &(name, number) in
        &[("timeoutSeconds", 1), ("periodSeconds", 10), ("successThreshold", 1), ("failureThreshold", 3)]
    {
        or_set(probe, name, number);
    }
    with(probe, "httpGet", http_get);
    with(probe, "grpc", |grpc| or_set(grpc, "service", ""));
}

/// Upstream: `SetDefaults_HTTPGetAction`.
fn http_get(action: &mut Map) {
    or_set(action, "path", "/");
    or_set(action, "scheme", "HTTP");
}
