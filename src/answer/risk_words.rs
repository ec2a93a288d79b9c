//! Risks in words: what each comes to, calmly and precisely.

use crate::security::{Mount, Risk};

/// What a risk comes to, in one sentence without a final period.
pub(super) fn what(risk: &Risk) -> String {
    let value = &risk.value;
    let plain = match risk.kind {
        "hostNetwork" => {
            "shares the node's network: its addresses, its ports, and what listens on its localhost"
        }
        "dnsPolicy" => {
            "with hostNetwork `ClusterFirst` falls back to `Default`: names of Services are not resolved; `ClusterFirstWithHostNet` resolves them"
        }
        "hostPID" => "sees the node's processes, and may act on them as far as its user and capabilities go",
        "hostIPC" => "shares the memory and the queues that the node's processes share",
        "privileged" => {
            "has every capability and every device of the node, and no seccomp or AppArmor profile"
        }
        "hostProcess" => "runs as a process of the Windows node itself",
        "allowPrivilegeEscalation" => {
            "a process may gain more rights than its parent has, as by a set-user-ID program; unset means that it may"
        }
        "runAsUser" => "runs as root",
        "runAsNonRoot" => "nothing keeps it from running as root: the image decides",
        "seccompProfile" if value.is_empty() => {
            "no seccomp profile is set: system calls are filtered only where the kubelet has `seccompDefault`"
        }
        "seccompProfile" => "no system call is kept from it",
        "appArmorProfile" => "no AppArmor profile holds it",
        _ => "",
    };
    match risk.kind {
        "hostPort" => format!("takes port {value} of the node, which one Pod on each node can have"),
        "capability" => match about(value, CAPABILITIES) {
            Some(what) => format!("adds the capability {value}: {what}"),
            None => format!("adds the capability {value}"),
        },
        "hostPath" => host_path(risk),
        _ => plain.to_owned(),
    }
}

/// How the containers mount a volume, taken together.
pub(super) fn access(mounts: &[Mount]) -> &'static str {
    match (mounts.is_empty(), mounts.iter().any(|mount| !mount.read_only)) {
        (true, _) => "not mounted",
        (_, true) => "writable",
        _ => "read-only",
    }
}

fn host_path(risk: &Risk) -> String {
    let access = access(&risk.mounts);
    let form = match risk.form.as_str() {
        "DirectoryOrCreate" | "FileOrCreate" => "; made if it is not there",
        _ => "",
    };
    let mut words = format!("reaches `{}` of the node, {access}{form}", risk.value);
    if let Some(what) = about_path(&risk.value) {
        words.push_str(": ");
        words.push_str(what);
    }
    words
}

/// What is known of a path: of itself, of what it is in, or of the first that it holds. What is said of a folder with `=` behind it is not
/// true of everything in it.
fn about_path(path: &str) -> Option<&'static str> {
    let path = path.trim_end_matches('/');
    // `/run` and `/var/run` are one folder.
    let path = path.strip_prefix("/var").filter(|rest| within(rest, "/run")).unwrap_or(path);
    if path.is_empty() {
        return Some("all of its files");
    }
    let mut holds = None;
    for (known, what) in PATHS.lines().filter_map(|line| line.split_once(' ')) {
        let (folder, alone) = (known.trim_end_matches('='), known.ends_with('='));
        if path == folder || !alone && within(path, folder) {
            return Some(what);
        }
        if holds.is_none() && within(folder, path) {
            holds = Some(what);
        }
    }
    holds
}

fn within(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn about(name: &str, table: &'static str) -> Option<&'static str> {
    let mut rows = table.lines().filter_map(|line| line.split_once(' '));
    rows.find(|(known, _)| *known == name).map(|(_, what)| what)
}

/// Paths of nodes and what stands there, the inner ones first.
const PATHS: &str = include_str!("risk_paths.txt");
/// Capabilities beyond the default ones, and what they give.
const CAPABILITIES: &str = include_str!("risk_capabilities.txt");

#[cfg(test)]
mod tests {
    use super::about_path;

    #[test]
    fn paths_are_told_by_what_they_are_in_or_hold() {
        for (path, expected) in [
            ("/", Some("all of its files")),
            ("//", Some("all of its files")),
            ("/var/run/docker.sock", Some("whoever")),
            ("/run/containerd/containerd.sock", Some("whoever")),
            ("/run/containerd", Some("whoever")),
            ("/var/lib/kubelet/", Some("the kubelet's files")),
            ("/var/lib/kubelet/pods", Some("the volumes of the node's Pods")),
            ("/var/lib/kubelet/device-plugins", None),
            ("/var/lib", Some("the volumes of the node's Pods")),
            ("/var/run", Some("the sockets")),
            ("/run/xtables.lock", None),
            ("/var/log/pods", Some("the node's logs")),
            ("/etc/kubernetes/pki", Some("keys and static Pods")),
            ("/etc", Some("the node's configuration")),
            ("/etc/ssl", None),
            ("/proc/sys", Some("the node's kernel")),
            ("/sys/fs/bpf", Some("the node's kernel")),
            ("/dev", Some("the node's devices")),
            ("/dev/dri", None),
            ("/device", None),
            ("/srv", None),
        ] {
            let found = about_path(path);
            let fits = match (found, expected) {
                (Some(found), Some(expected)) => found.starts_with(expected),
                (found, expected) => found == expected,
            };
            assert!(fits, "{path}: {found:?}");
        }
    }
}
