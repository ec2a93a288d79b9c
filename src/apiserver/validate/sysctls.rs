//! Kernel parameters of a Pod (upstream: `validateSysctls`, `ValidateHostSysctl`).

use super::words::is_one;
use super::{at::At, report::Report};
use crate::model::{
    find::{any, parts},
    ordered::OrderedSet,
    syntax::{framed, is_lower_alphanumeric},
};

const SYNTAX: &str = "must have at most 253 characters and match regex \
    ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$";
/// The parameters that belong to the namespace of inter-process communication.
const OF_IPC: &str = "kernel.sem|kernel.shm|kernel.shmall|kernel.shmmax|kernel.shmmni|kernel.shm_rmid_forced|\
    kernel.msg|kernel.msgmax|kernel.msgmnb|kernel.msgmni";

/// Checks names, that none stands there twice, and that none belongs to a namespace of the host.
pub(super) fn check(report: &mut Report, pod: At<'_>, list: At<'_>) {
    let mut seen = OrderedSet::new();
    for item in list.items() {
        let field = item.field("name");
        let name = field.text();
        if name.is_empty() {
            report.required(field, "");
        } else if !is_name(name) {
            report.invalid_quoted(field, name, SYNTAX);
        } else if seen.contains(name) {
            report.duplicate(field, name);
        }
        seen.insert(name);
        let plain = normal(name);
        let plain = plain.split('*').next().unwrap_or_default();
        let of_ipc = is_one(plain, OF_IPC) || plain.starts_with("fs.mqueue.");
        for (namespace, belongs) in [("hostNetwork", plain.starts_with("net.")), ("hostIPC", of_ipc)] {
            if belongs && pod.field(namespace).is_true() {
                let detail = format!("may not be specified when '{namespace}' is true");
                report.invalid_quoted(field, name, &detail);
            }
        }
    }
}

fn is_name(name: &str) -> bool {
    name.len() <= 253 && parts(name, b"/.").iter().all(|part| framed(part, is_lower_alphanumeric, b"-_"))
}

/// A name whose first separator is a slash has dots and slashes the other way round (upstream: `NormalizeName`).
fn normal(name: &str) -> String {
    if any(name, b"./").and_then(|at| name.get(at..)).is_none_or(|rest| rest.starts_with('.')) {
        return name.to_owned();
    }
    let mut turned = String::new();
    for letter in name.chars() {
        turned.push(match letter {
            '.' => '/',
            '/' => '.',
            other => other,
        });
    }
    turned
}
