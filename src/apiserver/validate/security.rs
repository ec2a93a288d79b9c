//! Security contexts (upstream: `ValidateSecurityContext`, `validatePodSpecSecurityContext`).

use super::words::is_one;
use super::{
    at::At,
    containers::one_of,
    paths::{descending, id},
    report::Report,
    rules::apply,
    shape::{Kind, Shape, printed},
    sysctls, windows,
};

const PROFILE: &Shape =
    &[("Type", "type", Kind::Text), ("LocalhostProfile", "localhostProfile", Kind::Pointer)];
const CONTEXT: &Shape = &[
    (
        "Capabilities",
        "capabilities",
        Kind::Struct(&[("Add", "add", Kind::Pointer), ("Drop", "drop", Kind::Pointer)]),
    ),
    ("Privileged", "privileged", Kind::Pointer),
    (
        "SELinuxOptions",
        "seLinuxOptions",
        Kind::Struct(&[
            ("User", "user", Kind::Text),
            ("Role", "role", Kind::Text),
            ("Type", "type", Kind::Text),
            ("Level", "level", Kind::Text),
        ]),
    ),
    (
        "WindowsOptions",
        "windowsOptions",
        Kind::Struct(&[
            ("GMSACredentialSpecName", "gmsaCredentialSpecName", Kind::Pointer),
            ("GMSACredentialSpec", "gmsaCredentialSpec", Kind::Pointer),
            ("RunAsUserName", "runAsUserName", Kind::Pointer),
            ("HostProcess", "hostProcess", Kind::Pointer),
        ]),
    ),
    ("RunAsUser", "runAsUser", Kind::Pointer),
    ("RunAsGroup", "runAsGroup", Kind::Pointer),
    ("RunAsNonRoot", "runAsNonRoot", Kind::Pointer),
    ("ReadOnlyRootFilesystem", "readOnlyRootFilesystem", Kind::Pointer),
    ("AllowPrivilegeEscalation", "allowPrivilegeEscalation", Kind::Pointer),
    ("ProcMount", "procMount", Kind::Pointer),
    ("SeccompProfile", "seccompProfile", Kind::Struct(PROFILE)),
    ("AppArmorProfile", "appArmorProfile", Kind::Struct(PROFILE)),
];

/// Checks a container's context.
pub(super) fn container(report: &mut Report, context: At<'_>, host_users: bool) {
    if !context.exists() {
        return;
    }
    apply(report, context, "runAsUser@ runAsGroup@");
    let mount = context.field("procMount");
    known(report, mount, "Default|Unmasked");
    if host_users && mount.text() == "Unmasked" {
        report.invalid(mount, "\"Unmasked\"", "`hostUsers` must be false to use `Unmasked`");
    }
    seccomp(report, context.field("seccompProfile"));
    let escalation = context.field("allowPrivilegeEscalation");
    if escalation.exists() && !escalation.is_true() {
        if context.field("privileged").is_true() {
            let detail = "cannot set `allowPrivilegeEscalation` to false and `privileged` to true";
            report.invalid(context, &printed(context, CONTEXT), detail);
        }
        for capability in context.field("capabilities.add").texts() {
            if capability == "CAP_SYS_ADMIN" {
                let detail =
                    "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN";
                report.invalid(context, &printed(context, CONTEXT), detail);
            }
        }
    }
    windows::check(report, context.field("windowsOptions"));
    app_armor(report, context.field("appArmorProfile"));
}

/// Checks the Pod's context.
pub(super) fn pod(report: &mut Report, pod: At<'_>, context: At<'_>) {
    apply(report, context, "fsGroup@ runAsUser@ runAsGroup@");
    for group in context.field("supplementalGroups").items() {
        id(report, group);
    }
    sysctls::check(report, pod, context.field("sysctls"));
    apply(report, context, "fsGroupChangePolicy^Always|OnRootMismatch");
    seccomp(report, context.field("seccompProfile"));
    windows::check(report, context.field("windowsOptions"));
    app_armor(report, context.field("appArmorProfile"));
    apply(report, context, "supplementalGroupsPolicy^Merge|Strict seLinuxChangePolicy^MountOption|Recursive");
}

/// Checks a text that must be one of a few where it is there, even if it is empty.
pub(super) fn known(report: &mut Report, field: At<'_>, supported: &'static str) {
    if field.exists() && !is_one(field.text(), supported) {
        report.unknown(field, supported);
    }
}

fn seccomp(report: &mut Report, profile: At<'_>) {
    if !profile.exists() {
        return;
    }
    let (kind, file) = (profile.field("type"), profile.field("localhostProfile"));
    if kind.is_empty() {
        report.required(kind, "type is required when seccompProfile is set");
    } else {
        one_of(report, kind, "Localhost|RuntimeDefault|Unconfined");
    }
    match (kind.text() == "Localhost", file.exists()) {
        (true, true) => descending(report, file, file.text()),
        (true, false) => {
            report.required(file, "must be set when seccomp type is Localhost");
        }
        (false, true) => {
            let detail = "can only be set when seccomp type is Localhost";
            report.invalid(file, &printed(profile, PROFILE), detail);
        }
        (false, false) => {}
    }
}

fn app_armor(report: &mut Report, profile: At<'_>) {
    const MISSING: &str = "must be set when AppArmor type is Localhost";
    if !profile.exists() {
        return;
    }
    let (kind, file) = (profile.field("type"), profile.field("localhostProfile"));
    match kind.text() {
        "Localhost" if !file.exists() => {
            report.required(file, MISSING);
        }
        "Localhost" => {
            if file.text().trim() != file.text() {
                report.wrong_text(file, "must not be padded with whitespace");
            } else if file.is_empty() {
                report.required(file, MISSING);
            }
            if file.text().len() > 4095 {
                report.too_long(file, 4095);
            }
        }
        "RuntimeDefault" | "Unconfined" if file.exists() => {
            let detail = "can only be set when AppArmor type is Localhost";
            report.wrong(file, detail);
        }
        "" => {
            report.required(kind, "type is required when appArmorProfile is set");
        }
        _ => known(report, kind, "Localhost|RuntimeDefault|Unconfined"),
    }
}
