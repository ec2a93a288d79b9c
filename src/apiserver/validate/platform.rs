//! What a Pod may ask of its node: users of its own, host processes, fields that another operating system lacks (upstream:
//! `validateHostUsers`, `validateWindowsHostProcessPod`, `validateLinux`, `validateWindows`).

use super::words::words;
use super::{at::At, report::Report};

const NOT_A_USER_NAMESPACE: &str = "when `hostUsers` is false";
const NOT_ON_WINDOWS: &str = "cannot be set for a windows pod";
const NOT_ON_LINUX: &str = "windows options cannot be set for a linux pod";

const POD_NOT_ON_WINDOWS: &str = "appArmorProfile|seLinuxOptions|seccompProfile|fsGroup|fsGroupChangePolicy|sysctls|runAsUser|\
    runAsGroup|supplementalGroups|supplementalGroupsPolicy|seLinuxChangePolicy";
const CONTAINER_NOT_ON_WINDOWS: &str = "appArmorProfile|seLinuxOptions|seccompProfile|capabilities|readOnlyRootFilesystem|privileged|\
    allowPrivilegeEscalation|procMount|runAsUser|runAsGroup";

/// All containers of a Pod in the order in which the server visits them.
pub(super) fn containers(pod: At<'_>) -> Vec<At<'_>> {
    let mut all = Vec::new();
    for &list in &["initContainers", "containers", "ephemeralContainers"] {
        for container in pod.field(list).items() {
            all.push(container);
        }
    }
    all
}

/// A Pod with users of its own cannot share its node's namespaces. Two of the paths are misspelt by the server.
pub(super) fn host_users(report: &mut Report, pod: At<'_>) {
    let users = pod.field("hostUsers");
    if !users.exists() || users.is_true() {
        return;
    }
    for &(field, printed) in &[("hostNetwork", "hostNetwork"), ("hostPID", "HostPID"), ("hostIPC", "HostIPC")]
    {
        if pod.field(field).is_true() {
            report.forbidden(pod.field(printed), NOT_A_USER_NAMESPACE).stands_at(pod.field(field));
        }
    }
    for container in containers(pod) {
        let devices = container.field("volumeDevices");
        if !devices.is_empty() {
            report.forbidden(devices, NOT_A_USER_NAMESPACE);
        }
    }
}

/// Either all containers are host processes or none is.
pub(super) fn host_process(report: &mut Report, pod: At<'_>) {
    let ours = pod.field("securityContext.windowsOptions.hostProcess");
    let containers = containers(pod);
    let mut count = 0;
    for container in &containers {
        let own = container.field("securityContext.windowsOptions.hostProcess");
        if ours.exists() && own.exists() && ours.is_true() != own.is_true() {
            let detail = format!(
                "pod hostProcess value must be identical if both are specified, was {}",
                ours.is_true()
            );
            report.wrong(own, &detail);
        }
        count += usize::from(if own.exists() { own.is_true() } else { ours.is_true() });
    }
    if count == 0 {
        return;
    }
    if count != containers.len() {
        let detail =
            "If pod contains any hostProcess containers then all containers must be HostProcess containers";
        report.invalid(pod, "\"\"", detail);
    }
    let network = pod.field("hostNetwork");
    if !network.is_true() {
        let detail = "hostNetwork must be true if pod contains any hostProcess containers";
        report.invalid(network, "false", detail);
    }
}

/// Checks `os` and, where it names one, that no field is set that this operating system lacks.
pub(super) fn os(report: &mut Report, pod: At<'_>) {
    let (os, name) = (pod.field("os"), pod.field("os.name"));
    match name.text() {
        _ if !os.exists() => {}
        "" => {
            report.required(name, "");
        }
        "linux" => {
            forbid(report, pod, "securityContext.windowsOptions", NOT_ON_LINUX);
            for container in containers(pod) {
                forbid(report, container, "securityContext.windowsOptions", NOT_ON_LINUX);
            }
        }
        "windows" => windows(report, pod),
        other => {
            report.not_supported(os, other, "linux|windows").stands_at(name);
        }
    }
}

fn windows(report: &mut Report, pod: At<'_>) {
    let context = pod.field("securityContext");
    for field in words(POD_NOT_ON_WINDOWS) {
        if field != "sysctls" || !context.field(field).is_empty() {
            forbid(report, context, field, NOT_ON_WINDOWS);
        }
    }
    forbid(report, pod, "hostUsers", NOT_ON_WINDOWS);
    for &field in &["hostPID", "hostIPC"] {
        if pod.field(field).is_true() {
            forbid(report, pod, field, NOT_ON_WINDOWS);
        }
    }
    forbid(report, pod, "shareProcessNamespace", NOT_ON_WINDOWS);
    for container in containers(pod) {
        for field in words(CONTAINER_NOT_ON_WINDOWS) {
            forbid(report, container.field("securityContext"), field, NOT_ON_WINDOWS);
        }
    }
}

fn forbid(report: &mut Report, owner: At<'_>, field: &'static str, detail: &str) {
    let field = owner.field(field);
    if field.exists() {
        report.forbidden(field, detail);
    }
}
