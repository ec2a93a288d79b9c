//! The checks of the Pod Security Standards at their newest version (upstream: `k8s.io/pod-security-admission/policy`), by upstream's
//! names and in its words.

use super::{
    found::{self, Bad, Found, Search, in_both, in_containers, in_pod},
    words::{fill, values},
};
use crate::{
    diagnostic::{FieldPath, Segment},
    model::{
        list::{Joined, Keeping},
        quote::go_quote,
        value::Value,
    },
};

/// A level of the Pod Security Standards, the least strict one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Everything is admitted.
    Privileged,
    /// Known ways to gain privileges are not.
    Baseline,
    /// Only what is hardened is admitted.
    Restricted,
}

/// A check that a template does not pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denial {
    /// Upstream's name of the check.
    pub id: &'static str,
    /// The level that the check belongs to: it and the stricter ones do not admit the template.
    pub level: Level,
    /// Whether a check of the level restricted stands in the place of this one there.
    pub overridden: bool,
    /// Why, in two words.
    pub reason: &'static str,
    /// Who does what.
    pub detail: String,
    /// The fields that decide; those that would have to be set are absent from the template.
    pub paths: Vec<FieldPath>,
}

/// What a check says against a template: the reason, the detail, the fields.
pub(super) struct Said(&'static str, String, Vec<FieldPath>);

/// Which Pods a check does not look at.
#[derive(PartialEq)]
enum Exempt {
    Nobody,
    /// Those whose `os.name` is `windows`.
    Windows,
    /// Those with `hostUsers: false`.
    UserNamespace,
}

/// How a check judges.
enum Judge {
    /// By fields of one pattern: where they are, which values are forbidden, the reason, and the detail with its gaps.
    Fields(Search, &'static str, Bad, &'static str, &'static str),
    /// In a way of its own.
    Own(fn(&Value) -> Option<Said>),
}

use Exempt::{Nobody, UserNamespace, Windows};
use Judge::{Fields, Own};
use Level::{Baseline, Restricted};

const PROC_MOUNT: Judge = Fields(
    in_containers,
    "securityContext.procMount",
    |value| found::is_text(value) && value.as_str() != Some("Default"),
    "procMount",
    "`who` must not set securityContext.procMount to `values`",
);

/// All checks in upstream's order, with the level, whether it is overridden in restricted, and who is exempt.
const CHECKS: [(&str, Level, bool, Exempt, Judge); 19] = [
    ("appArmorProfile", Baseline, false, Nobody, Own(app_armor)),
    (
        "capabilities_baseline",
        Baseline,
        true,
        Nobody,
        Fields(
            in_containers,
            "securityContext.capabilities.add.*",
            is_beyond_default,
            "non-default capabilities",
            ADDED_CAPABILITIES,
        ),
    ),
    ("hostNamespaces", Baseline, false, Nobody, Own(host_namespaces)),
    (
        "hostPathVolumes",
        Baseline,
        true,
        Nobody,
        Fields(
            in_pod,
            "volumes.*.hostPath",
            |value| !value.is_null(),
            "hostPath volumes",
            "`volume|volumes` `owners`",
        ),
    ),
    (
        "hostPorts",
        Baseline,
        false,
        Nobody,
        Fields(
            in_containers,
            "ports.*.hostPort",
            found::is_number,
            "hostPort",
            "`who` `uses|use` `hostPort/hostPorts` `plain`",
        ),
    ),
    ("hostProbesAndHostLifecycle", Baseline, false, Nobody, Own(hosts)),
    (
        "privileged",
        Baseline,
        false,
        Nobody,
        Fields(
            in_containers,
            "securityContext.privileged",
            found::is_true,
            "privileged",
            "`who` must not set securityContext.privileged=true",
        ),
    ),
    ("procMount", Baseline, true, UserNamespace, PROC_MOUNT),
    ("seLinuxOptions", Baseline, false, Nobody, Own(se_linux)),
    (
        "seccompProfile_baseline",
        Baseline,
        true,
        Nobody,
        Fields(in_both, SECCOMP, is_loose, "seccompProfile", LOOSE_SECCOMP),
    ),
    ("sysctls", Baseline, false, Nobody, Own(sysctls)),
    (
        "windowsHostProcess",
        Baseline,
        false,
        Nobody,
        Fields(
            in_both,
            "securityContext.windowsOptions.hostProcess",
            found::is_true,
            "hostProcess",
            "`who` must not set securityContext.windowsOptions.hostProcess=true",
        ),
    ),
    (
        "allowPrivilegeEscalation",
        Restricted,
        false,
        Windows,
        Fields(
            in_containers,
            "securityContext.allowPrivilegeEscalation",
            found::is_not_false,
            "allowPrivilegeEscalation != false",
            "`who` must set securityContext.allowPrivilegeEscalation=false",
        ),
    ),
    ("capabilities_restricted", Restricted, false, Windows, Own(capabilities)),
    ("procMount_restricted", Restricted, false, Nobody, PROC_MOUNT),
    ("restrictedVolumes", Restricted, false, Nobody, Own(volumes)),
    ("runAsNonRoot", Restricted, false, UserNamespace, Own(non_root)),
    (
        "runAsUser",
        Restricted,
        false,
        UserNamespace,
        Fields(
            in_both,
            "securityContext.runAsUser",
            found::is_zero,
            "runAsUser=0",
            "`who` must not set runAsUser=0",
        ),
    ),
    ("seccompProfile_restricted", Restricted, false, Windows, Own(seccomp)),
];

/// The checks that the template of an admitted DaemonSet does not pass, at the newest version of the standards: those of baseline
/// first, each level in the order of their names. Empty where every level admits it.
pub fn denials(template: &Value) -> Vec<Denial> {
    let mut all = Vec::new();
    let windows = found::at(template, "/spec/os/name").as_str() == Some("windows");
    let own_users = found::is_false(found::at(template, "/spec/hostUsers"));
    for (id, level, overridden, exempt, judge) in &CHECKS {
        if windows && *exempt == Windows || own_users && *exempt == UserNamespace {
            continue;
        }
        let said = match judge {
            Own(judge) => judge(template),
            Fields(search, pattern, bad, reason, detail) => {
                say(&search(template, pattern, *bad), reason, detail)
            }
        };
        if let Some(Said(reason, detail, paths)) = said {
            all.push(Denial { id, level: *level, overridden: *overridden, reason, detail, paths });
        }
    }
    all
}

/// The strictest level that admits the template.
pub fn strictest(denials: &[Denial]) -> Level {
    let mut strictest = Restricted;
    for denial in denials {
        let below = if denial.level == Restricted { Baseline } else { Level::Privileged };
        strictest = strictest.min(below);
    }
    strictest
}

/// What Pod Security admission says against the template at a level, behind `violates PodSecurity "baseline:latest": `; `None` where
/// the level admits it (upstream: `AggregateCheckResult.ForbiddenDetail`).
pub fn forbidden(denials: &[Denial], level: Level) -> Option<String> {
    let mut parts = Vec::new();
    for denial in denials {
        if denial.level <= level && !(denial.overridden && level == Restricted) {
            parts.push(match denial.detail.as_str() {
                "" => denial.reason.to_owned(),
                detail => [denial.reason, " (", detail, ")"].concat(),
            });
        }
    }
    (!parts.is_empty()).then(|| parts.joined(", "))
}

const SECCOMP: &str = "securityContext.seccompProfile.type";
const LOOSE_SECCOMP: &str = "`who` must not set securityContext.seccompProfile.type to `values`";
const ADDED_CAPABILITIES: &str = "`who` must not include `values` in securityContext.capabilities.add";
/// The capabilities that a container runtime gives by default.
const DEFAULT_CAPABILITIES: [&str; 13] = [
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];
const SAFE_SYSCTLS: [&str; 14] = [
    "kernel.shm_rmid_forced",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.tcp_syncookies",
    "net.ipv4.ping_group_range",
    "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
    "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_wmem",
    "net.ipv4.tcp_slow_start_after_idle",
    "net.ipv4.tcp_notsent_lowat",
];
const SE_LINUX_TYPES: [&str; 4] =
    ["container_t", "container_init_t", "container_kvm_t", "container_engine_t"];
const RESTRICTED_VOLUMES: [&str; 9] = [
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "image",
    "persistentVolumeClaim",
    "projected",
    "secret",
];
const APP_ARMOR_ANNOTATION: &str = "container.apparmor.security.beta.kubernetes.io/";

/// Whether a profile is set, and is neither the runtime's nor one of the node.
fn is_loose(profile: &Value) -> bool {
    profile.as_str().is_some_and(|name| !matches!(name, "RuntimeDefault" | "Localhost"))
}

pub(super) fn is_beyond_default(capability: &Value) -> bool {
    capability.as_str().is_some_and(|name| !DEFAULT_CAPABILITIES.contains(&name))
}

fn say(found: &[Found<'_>], reason: &'static str, detail: &str) -> Option<Said> {
    said(found, reason, fill(detail, found, &values(found)))
}

/// Nothing where nothing was found.
fn said(found: &[Found<'_>], reason: &'static str, detail: String) -> Option<Said> {
    (!found.is_empty()).then(|| Said(reason, detail, paths(found)))
}

fn paths(found: &[Found<'_>]) -> Vec<FieldPath> {
    let mut paths = Vec::new();
    for one in found {
        paths.push(one.path.clone());
    }
    paths
}

/// The annotations of the template that ask for an `AppArmor` profile other than the runtime's or one of the node, in order.
pub(super) fn loose_annotations(template: &Value) -> Vec<(&str, &Value)> {
    let mut loose = Vec::new();
    let Some(annotations) = found::at(template, "/metadata/annotations").as_object() else { return loose };
    for (key, value) in annotations {
        let profile = value.as_str().unwrap_or_default();
        let sound = profile.is_empty() || profile == "runtime/default" || profile.starts_with("localhost/");
        if key.starts_with(APP_ARMOR_ANNOTATION) && !sound {
            loose.push((key.as_str(), value));
        }
    }
    crate::model::order::sort_by_key(&mut loose, |(key, _)| *key);
    loose
}

/// The path of an annotation of the template.
pub(super) fn annotation(key: &str) -> FieldPath {
    FieldPath::of("spec.template.metadata.annotations").key(key)
}

fn app_armor(template: &Value) -> Option<Said> {
    let fields = in_both(template, "securityContext.appArmorProfile.type", is_loose);
    let mut all = values(&fields);
    let mut paths = paths(&fields);
    let mut annotated = 0;
    for (key, profile) in loose_annotations(template) {
        all.push([key, "=", &go_quote(profile.as_str().unwrap_or_default())].concat());
        paths.push(annotation(key));
        annotated += 1;
    }
    let by_fields = if fields.is_empty() { "" } else { "`who`" };
    let and = if fields.is_empty() || annotated == 0 { "" } else { " and " };
    let by_annotations = ["", "annotation", "annotations"].get(annotated.min(2)).copied().unwrap_or_default();
    let words = [by_fields, and, by_annotations, " must not set AppArmor profile type to `values`"].concat();
    let reason = if all.len() == 1 { "forbidden AppArmor profile" } else { "forbidden AppArmor profiles" };
    (!paths.is_empty()).then(|| Said(reason, fill(&words, &fields, &all), paths))
}

fn host_namespaces(template: &Value) -> Option<Said> {
    let found = in_pod(template, "hostNetwork|hostPID|hostIPC", found::is_true);
    let mut parts = Vec::new();
    for one in &found {
        parts.push([last_name(one), "=true"].concat());
    }
    said(&found, "host namespaces", parts.joined(", "))
}

fn hosts(template: &Value) -> Option<Said> {
    let mut found = Vec::new();
    for pattern in [
        "livenessProbe|readinessProbe|startupProbe.httpGet|tcpSocket.host",
        "lifecycle.postStart|preStop.httpGet|tcpSocket.host",
    ] {
        found.append(&mut in_containers(template, pattern, found::is_text));
    }
    say(
        &found,
        "probe or lifecycle host",
        "`container|containers` `sorted` `uses|use` `probe or lifecycle host/probe or lifecycle hosts` `values`",
    )
}

fn se_linux(template: &Value) -> Option<Said> {
    let mut found = in_both(template, "securityContext.seLinuxOptions.type|user|role", found::is_text);
    found.keep(&|one| last_name(one) != "type" || !SE_LINUX_TYPES.contains(&one.text()));
    let mut parts = Vec::new();
    for (name, words) in
        [("type", "`type/types` `values`"), ("user", "user may not be set"), ("role", "role may not be set")]
    {
        let mut some = found.clone();
        some.keep(&|one| last_name(one) == name);
        if !some.is_empty() {
            parts.push(fill(words, &[], &values(&some)));
        }
    }
    let who = fill("`who` set forbidden securityContext.seLinuxOptions: ", &found, &[]);
    said(&found, "seLinuxOptions", who + &parts.joined("; "))
}

fn sysctls(template: &Value) -> Option<Said> {
    let found = in_pod(template, "securityContext.sysctls.*.name", |name| {
        name.as_str().is_some_and(|name| !SAFE_SYSCTLS.contains(&name))
    });
    let mut names = Vec::new();
    for one in &found {
        names.push(one.text());
    }
    said(&found, "forbidden sysctls", names.joined(", "))
}

fn capabilities(template: &Value) -> Option<Said> {
    let mut all = in_containers(template, "securityContext.capabilities.drop", |drop| {
        !drop.as_array().is_some_and(|names| names.iter().any(|name| name.as_str() == Some("ALL")))
    });
    let mut added = in_containers(template, "securityContext.capabilities.add.*", |name| {
        name.as_str() != Some("NET_BIND_SERVICE")
    });
    let mut parts = Vec::new();
    if !all.is_empty() {
        parts.push(fill(r#"`who` must set securityContext.capabilities.drop=["ALL"]"#, &all, &[]));
    }
    if !added.is_empty() {
        parts.push(fill(ADDED_CAPABILITIES, &added, &values(&added)));
    }
    all.append(&mut added);
    said(&all, "unrestricted capabilities", parts.joined("; "))
}

fn volumes(template: &Value) -> Option<Said> {
    let mut found = Vec::new();
    let mut kinds = Vec::new();
    for mut volume in in_pod(template, "volumes.*", |_| true) {
        let Some(fields) = volume.value.as_object() else { continue };
        for (kind, _) in fields {
            if kind == "name" || RESTRICTED_VOLUMES.contains(&kind.as_str()) {
                continue;
            }
            volume.path = volume.path.field_named(kind);
            kinds.push(kind.clone());
            found.push(volume.clone());
        }
    }
    super::words::set(&mut kinds);
    let words =
        "`volume|volumes` `owners` `uses|use` `restricted volume type/restricted volume types` `values`";
    said(&found, "restricted volume types", fill(words, &found, &kinds))
}

fn non_root(template: &Value) -> Option<Said> {
    set_or_inherited(
        template,
        "securityContext.runAsNonRoot",
        [found::is_false, found::is_true],
        "runAsNonRoot != true",
        [
            "`who` must not set securityContext.runAsNonRoot=false",
            "pod or `who` must set securityContext.runAsNonRoot=true",
        ],
    )
}

fn seccomp(template: &Value) -> Option<Said> {
    set_or_inherited(
        template,
        SECCOMP,
        [is_loose, |profile| profile.is_string() && !is_loose(profile)],
        "seccompProfile",
        [
            LOOSE_SECCOMP,
            r#"pod or `who` must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost""#,
        ],
    )
}

/// A field that nobody may set badly, and that each container must have unless the Pod sets it well.
fn set_or_inherited(
    template: &Value,
    pattern: &str,
    [bad, good]: [Bad; 2],
    reason: &'static str,
    [badly, missing]: [&str; 2],
) -> Option<Said> {
    let found = in_both(template, pattern, bad);
    if !found.is_empty() {
        return say(&found, reason, badly);
    }
    if !in_pod(template, pattern, good).is_empty() {
        return None;
    }
    say(&in_containers(template, pattern, Value::is_null), reason, missing)
}

/// The name of the field.
pub(super) fn last_name<'f>(found: &'f Found<'_>) -> &'f str {
    match found.path.segments().last() {
        Some(Segment::Field(name)) => name,
        _ => "",
    }
}
