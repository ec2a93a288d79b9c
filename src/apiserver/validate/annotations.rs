//! Annotations of the template that mean something to the server (upstream: `ValidatePodSpecificAnnotations`), and the fields
//! that took the place of some (upstream: `validateSeccompAnnotationsAndFields` and its like for `AppArmor`).

use super::words::is_one;
use super::{
    at::At,
    old_tolerations,
    paths::descending,
    platform::containers,
    report::{Report, quoted},
};
use crate::model::whole::whole;

const MIRROR: &str = "kubernetes.io/config.mirror";
const TOLERATIONS: &str = "scheduler.alpha.kubernetes.io/tolerations";
const COST: &str = "controller.kubernetes.io/pod-deletion-cost";
const SECCOMP: &str = "seccomp.security.alpha.kubernetes.io/pod";
const SECCOMP_OF: &str = "container.seccomp.security.alpha.kubernetes.io/";
const APP_ARMOR_OF: &str = "container.apparmor.security.beta.kubernetes.io/";
const FILE: &str = "localhost/";

/// Checks the annotations alone.
pub(super) fn check(report: &mut Report, annotations: At<'_>, pod: At<'_>) {
    let of = |key: &str| annotations.key(key);
    if of(MIRROR).exists() && pod.field("nodeName").is_empty() {
        let detail = "must set spec.nodeName if mirror pod annotation is set";
        report.invalid_quoted(of(MIRROR), of(MIRROR).text(), detail);
    }
    if !of(TOLERATIONS).is_empty() {
        old_tolerations::check(report, annotations, TOLERATIONS, of(TOLERATIONS).text());
    }
    let cost = of(COST);
    let first = cost.text().bytes().next();
    let plain = cost.text() == "0" || matches!(first, Some(b'-' | b'1'..=b'9'));
    if cost.exists() && !(plain && whole(cost.text()).is_some_and(|cost| i32::try_from(cost).is_ok())) {
        report.wrong_text(cost, "must be a 32bit integer");
    }
    if of(SECCOMP).exists() {
        seccomp(report, annotations.field_named(SECCOMP), of(SECCOMP).text());
    }
    let all = annotations.strings();
    for (key, profile) in all.iter().filter(|(key, _)| key.starts_with(SECCOMP_OF)) {
        seccomp(report, annotations.field_named(key), profile);
    }
    for (key, profile) in &all {
        let Some(name) = key.strip_prefix(APP_ARMOR_OF) else { continue };
        let path = annotations.key(key);
        if !containers(pod).iter().any(|container| container.field("name").text() == name) {
            report.invalid_quoted(path, name, "container not found");
        }
        if !is_one(profile, "|runtime/default|unconfined") && !profile.starts_with(FILE) {
            let detail = format!("invalid AppArmor profile name: {}", quoted(profile));
            report.invalid_quoted(path, profile, &detail);
        }
    }
}

fn seccomp(report: &mut Report, path: At<'_>, profile: &str) {
    match profile.strip_prefix(FILE) {
        Some(file) => descending(report, path, file),
        None if is_one(profile, "runtime/default|docker/default|unconfined") => {}
        None => {
            report.invalid_quoted(path, profile, "must be a valid seccomp profile");
        }
    }
}

/// Checks that annotations and fields say the same of Seccomp and `AppArmor`.
pub(super) fn against_fields(report: &mut Report, annotations: At<'_>, pod: At<'_>) {
    let ours = pod.field("securityContext");
    let profile = ours.field("seccompProfile");
    same(report, "seccomp", annotations.key(SECCOMP), profile, profile);
    let all = containers(pod);
    for container in &all {
        let profile = container.field("securityContext.seccompProfile");
        let annotation = annotations.key(&[SECCOMP_OF, container.field("name").text()].concat());
        same(report, "seccomp", annotation, profile, profile);
    }
    if pod.field("os.name").text() == "windows" {
        return;
    }
    for container in &all {
        let own = container.field("securityContext.appArmorProfile");
        let path = own;
        let profile = if own.exists() { own } else { ours.field("appArmorProfile") };
        let annotation = annotations.key(&[APP_ARMOR_OF, container.field("name").text()].concat());
        same(report, "apparmor", annotation, profile, path);
    }
}

fn same(report: &mut Report, what: &str, annotation: At<'_>, profile: At<'_>, path: At<'_>) {
    if !annotation.value().is_string() || !profile.exists() {
        return;
    }
    let text = annotation.text();
    let file = profile.field("localhostProfile");
    let (right, field) = match (profile.field("type").text(), text.strip_prefix(FILE)) {
        ("Unconfined", _) => (text == "unconfined", "type"),
        ("RuntimeDefault", _) => {
            (text == "runtime/default" || what == "seccomp" && text == "docker/default", "type")
        }
        ("Localhost", Some(name)) => (file.exists() && file.text() == name, "localhostProfile"),
        ("Localhost", None) => (false, "type"),
        _ => (true, ""),
    };
    if !right {
        let which = if field == "type" { field } else { "profile" };
        report.forbidden(path.field(field), &format!("{what} {which} in annotation and field must match"));
    }
}
