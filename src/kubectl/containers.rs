//! Containers, as `kubectl describe` shows those of a template.

use super::{
    env,
    probes::probe,
    tabs::Writer,
    tree::{at, digits, entries, flag, list, maybe, quantity, sorted, text, texts},
    volumes::fields,
};
use crate::model::{list::push_all, quote::go_quote, value::Value};

/// The section of containers (upstream: `describeContainers`, without statuses).
pub(super) fn describe(w: &mut Writer, title: &str, containers: &[Value]) {
    let none = if containers.is_empty() { " <none>" } else { "" };
    w.write(0, &["  ", title, ":", none, "\n"]);
    for container in containers {
        basics(w, container);
        lines(w, "Command", &texts(container, "command"));
        lines(w, "Args", &texts(container, "args"));
        resources(w, "Limits", at(container, &["resources"]), "limits");
        resources(w, "Requests", at(container, &["resources"]), "requests");
        for (title, field) in
            [("Liveness", "livenessProbe"), ("Readiness", "readinessProbe"), ("Startup", "startupProbe")]
        {
            if let Some(found) = maybe(container, field) {
                w.write(2, &[title, ":\t", &probe(found), "\n"]);
            }
        }
        env::sources(w, list(container, "envFrom"));
        env::variables(w, container);
        mounts(w, container);
    }
}

fn basics(w: &mut Writer, container: &Value) {
    w.write(1, &[" ", text(container, "name"), ":\n"]);
    fields(w, 2, container, "Image:|image");
    for (title, field) in [("Port", "containerPort"), ("Host Port", "hostPort")] {
        let ports = ports(list(container, "ports"), field);
        let plural = if ports.contains(',') { "s" } else { "" };
        let ports = if ports.is_empty() { "<none>" } else { ports.as_str() };
        w.write(2, &[title, plural, ":\t", ports, "\n"]);
    }
    let profile = at(container, &["securityContext", "seccompProfile"]);
    if !profile.is_null() {
        fields(w, 2, profile, "SeccompProfile:|type");
        if text(profile, "type") == "Localhost" {
            fields(w, 3, profile, "LocalhostProfile:|localhostProfile");
        }
    }
}

fn ports(ports: &[Value], field: &str) -> String {
    let mut all = String::new();
    for port in ports {
        let (comma, name) = (if all.is_empty() { "" } else { ", " }, text(port, "name"));
        push_all(&mut all, &[comma, &digits(port, field), "/", text(port, "protocol")]);
        if !name.is_empty() {
            push_all(&mut all, &[" (", name, ")"]);
        }
    }
    all
}

fn lines(w: &mut Writer, title: &str, arguments: &[&str]) {
    if arguments.is_empty() {
        return;
    }
    w.write(2, &[title, ":\n"]);
    for argument in arguments {
        for line in argument.split('\n') {
            w.write(3, &[line, "\n"]);
        }
    }
}

fn resources(w: &mut Writer, title: &str, resources: &Value, field: &str) {
    let resources = entries(resources, field);
    if !resources.is_empty() {
        w.write(2, &[title, ":\n"]);
    }
    for (name, amount) in resources {
        w.write(3, &[name, ":\t", &quantity(amount).to_string(), "\n"]);
    }
}

fn mounts(w: &mut Writer, container: &Value) {
    let mounts = sorted(list(container, "volumeMounts"), "mountPath");
    // The devices have the same word behind them, which is about the mounts.
    let none = if mounts.is_empty() { "\t<none>" } else { "" };
    w.write(2, &["Mounts:", none, "\n"]);
    for mount in mounts {
        let mode = if flag(mount, "readOnly") { "ro" } else { "rw" };
        let path = match text(mount, "subPath") {
            "" => String::new(),
            path => format!(",path={}", go_quote(path)),
        };
        w.write(3, &[text(mount, "mountPath"), " from ", text(mount, "name"), " (", mode, &path, ")\n"]);
    }
    let devices = sorted(list(container, "volumeDevices"), "devicePath");
    if !devices.is_empty() {
        w.write(2, &["Devices:", none, "\n"]);
    }
    for device in devices {
        w.write(3, &[text(device, "devicePath"), " from ", text(device, "name"), "\n"]);
    }
}
