//! Containers, as `kubectl describe` shows those of a template.

use super::{
    env,
    probes::probe,
    tabs::Writer,
    tree::{at, entries, flag, list, maybe, number, quantity, text, texts},
};
use crate::model::{order, quote::go_quote, value::Value};

/// The section of containers (upstream: `describeContainers`, without statuses).
pub(super) fn describe(w: &mut Writer, title: &str, containers: &[Value]) {
    let none = if containers.is_empty() { " <none>" } else { "" };
    w.write(0, &format!("  {title}:{none}\n"));
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
                w.write(2, &format!("{title}:\t{}\n", probe(found)));
            }
        }
        env::sources(w, list(container, "envFrom"));
        env::variables(w, container);
        mounts(w, container);
    }
}

fn basics(w: &mut Writer, container: &Value) {
    w.write(1, &format!(" {}:\n", text(container, "name")));
    w.write(2, &format!("Image:\t{}\n", text(container, "image")));
    for (title, field) in [("Port", "containerPort"), ("Host Port", "hostPort")] {
        let ports = ports(list(container, "ports"), field);
        let plural = if ports.contains(',') { "s" } else { "" };
        let ports = if ports.is_empty() { "<none>" } else { &ports };
        w.write(2, &format!("{title}{plural}:\t{ports}\n"));
    }
    let profile = at(container, &["securityContext", "seccompProfile"]);
    if !profile.is_null() {
        let kind = text(profile, "type");
        w.write(2, &format!("SeccompProfile:\t{kind}\n"));
        if kind == "Localhost" {
            w.write(3, &format!("LocalhostProfile:\t{}\n", text(profile, "localhostProfile")));
        }
    }
}

fn ports(ports: &[Value], field: &str) -> String {
    let each = ports.iter().map(|port| {
        let shown = format!("{}/{}", number(port, field), text(port, "protocol"));
        match text(port, "name") {
            "" => shown,
            name => format!("{shown} ({name})"),
        }
    });
    each.collect::<Vec<_>>().join(", ")
}

fn lines(w: &mut Writer, title: &str, arguments: &[&str]) {
    if arguments.is_empty() {
        return;
    }
    w.write(2, &format!("{title}:\n"));
    for line in arguments.iter().flat_map(|argument| argument.split('\n')) {
        w.write(3, &format!("{line}\n"));
    }
}

fn resources(w: &mut Writer, title: &str, resources: &Value, field: &str) {
    for (position, (name, amount)) in entries(resources, field).into_iter().enumerate() {
        if position == 0 {
            w.write(2, &format!("{title}:\n"));
        }
        w.write(3, &format!("{name}:\t{}\n", quantity(amount)));
    }
}

fn mounts(w: &mut Writer, container: &Value) {
    let sorted = |field: &str, path: &'static str| {
        let mut found: Vec<&Value> = list(container, field).iter().collect();
        order::sort_by_key(&mut found, |one| text(one, path));
        found
    };
    let mounts = sorted("volumeMounts", "mountPath");
    // The devices have the same word behind them, which is about the mounts.
    let none = if mounts.is_empty() { "\t<none>" } else { "" };
    w.write(2, &format!("Mounts:{none}\n"));
    for mount in mounts {
        let mode = if flag(mount, "readOnly") { "ro" } else { "rw" };
        let path = match text(mount, "subPath") {
            "" => String::new(),
            path => format!(",path={}", go_quote(path)),
        };
        w.write(3, &format!("{} from {} ({mode}{path})\n", text(mount, "mountPath"), text(mount, "name")));
    }
    let devices = sorted("volumeDevices", "devicePath");
    if !devices.is_empty() {
        w.write(2, &format!("Devices:{none}\n"));
    }
    for device in devices {
        w.write(3, &format!("{} from {}\n", text(device, "devicePath"), text(device, "name")));
    }
}
