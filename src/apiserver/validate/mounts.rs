//! What a container mounts (upstream: `ValidateVolumeMounts`, `ValidateVolumeDevices`).

use super::words::is_one;
use super::{
    at::At,
    paths::{descending, needs},
    report::{Report, quoted},
    volumes::Volumes,
};
use crate::model::ordered::{OrderedMap, OrderedSet};

/// Checks the mounts, then the raw devices.
pub(super) fn check(report: &mut Report, container: At<'_>, volumes: &Volumes<'_>) {
    let mounted = by_name(container.field("volumeMounts"), "mountPath");
    let attached = by_name(container.field("volumeDevices"), "devicePath");
    check_mounts(report, container, volumes, &attached);
    check_devices(report, container, volumes, &mounted);
}

fn check_mounts(
    report: &mut Report,
    container: At<'_>,
    volumes: &Volumes<'_>,
    attached: &OrderedMap<&str, &str>,
) {
    let mounts = container.field("volumeMounts");
    let mut seen = OrderedSet::new();
    for mount in mounts.items() {
        let (name, path) = (mount.field("name"), mount.field("mountPath"));
        needs(report, name);
        if !volumes.contains_key(name.text()) {
            report
                .not_found(name, name.text(), "")
                .hint("no sound volume of this name is in `spec.template.spec.volumes`");
        }
        needs(report, path);
        if !seen.insert(path.text()) {
            report.wrong_text(path, "must be unique");
        }
        if attached.contains_key(name.text()) {
            report.wrong_text(name, "must not already exist in volumeDevices");
        }
        if attached.values().any(|other| *other == path.text()) {
            let detail = "must not already exist as a path in volumeDevices";
            report.wrong_text(path, detail);
        }
        options(report, container, mounts, mount);
    }
}

fn check_devices(
    report: &mut Report,
    container: At<'_>,
    volumes: &Volumes<'_>,
    mounted: &OrderedMap<&str, &str>,
) {
    let (mut names, mut paths) = (OrderedSet::new(), OrderedSet::new());
    for device in container.field("volumeDevices").items() {
        let (name, path) = (device.field("name"), device.field("devicePath"));
        let volume = volumes.get(name.text());
        let claim = |volume: At<'_>| {
            volume.field("persistentVolumeClaim").exists() || volume.field("ephemeral").exists()
        };
        needs(report, name);
        let shown = quoted(name.text());
        if names.contains(name.text()) {
            report.invalid(name, &shown, "must be unique");
        }
        if volume.is_some_and(|volume| !claim(*volume)) {
            let detail =
                "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode";
            report.invalid(name, &shown, detail);
        }
        if volume.is_none() {
            report.not_found(name, name.text(), "");
        }
        needs(report, path);
        if paths.contains(path.text()) {
            report.wrong_text(path, "must be unique");
        }
        if path.text().split('/').any(|part| part == "..") {
            report.wrong_text(path, "can not contain backsteps ('..')");
        } else {
            paths.insert(path.text());
        }
        if mounted.contains_key(name.text()) {
            report.invalid(name, &shown, "must not already exist in volumeMounts");
        }
        if mounted.values().any(|other| *other == path.text()) {
            let detail = "must not already exist as a path in volumeMounts";
            report.wrong_text(path, detail);
        }
        if !name.is_empty() {
            names.insert(name.text());
        }
    }
}

fn by_name<'a>(list: At<'a>, path: &'static str) -> OrderedMap<&'a str, &'a str> {
    let mut paths = OrderedMap::new();
    for item in list.items() {
        paths.insert(item.field("name").text(), item.field(path).text());
    }
    paths
}

/// The server prints these fields as if they stood in the list itself.
fn options(report: &mut Report, container: At<'_>, list: At<'_>, mount: At<'_>) {
    let first = report.len();
    let sub = mount.field("subPath");
    descending(report, list.field("subPath"), sub.text());
    let expression = mount.field("subPathExpr");
    if !expression.is_empty() {
        if !sub.is_empty() {
            let detail = "subPathExpr and subPath are mutually exclusive";
            report.wrong_text(expression, detail);
        }
        descending(report, list.field("subPathExpr"), expression.text());
    }
    let propagation = mount.field("mountPropagation");
    if propagation.exists() {
        let path = list.field("mountPropagation");
        let known = "Bidirectional|HostToContainer|None";
        if !is_one(propagation.text(), known) {
            report.not_supported(path, propagation.text(), known);
        }
        if propagation.text() == "Bidirectional" && !container.field("securityContext.privileged").is_true() {
            let detail = "Bidirectional mount propagation is available only to privileged containers";
            report.forbidden(path, detail);
        }
    }
    let read_only = mount.field("recursiveReadOnly");
    let path = list.field("recursiveReadOnly");
    match read_only.text() {
        "Enabled" | "IfPossible" => {
            if !mount.field("readOnly").is_true() {
                report.forbidden(path, "may only be specified when readOnly is true");
            }
            if propagation.exists() && propagation.text() != "None" {
                let detail = "may only be specified when mountPropagation is None or not specified";
                report.forbidden(path, detail);
            }
        }
        "Disabled" => {}
        other if read_only.exists() => {
            report.not_supported(path, other, "Disabled|Enabled|IfPossible");
        }
        _ => {}
    }
    report.relocate(first, list, mount);
}
