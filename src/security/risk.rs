//! What a Pod reaches on its node, and what would hold it back and is not there.

use super::{
    Level,
    checks::{annotation, is_beyond_default, loose_annotations},
    found::{self, Bad, Found, Search, at, in_both, in_containers, in_pod},
};
use crate::{
    diagnostic::FieldPath,
    model::{json, value::Value},
};

/// One thing that a template risks, as data.
#[derive(Clone, Debug, PartialEq)]
pub struct Risk {
    /// Kubernetes' own name for it: `hostNetwork`, `hostPID`, `hostIPC`, `privileged`, `hostProcess`, `hostPath`, `hostPort`, `capability`,
    /// `allowPrivilegeEscalation`, `runAsUser`, `runAsNonRoot`, `seccompProfile`, `appArmorProfile`; `dnsPolicy` is no risk of its own.
    pub kind: &'static str,
    /// The field; one that would have to be set is absent from the template.
    pub path: FieldPath,
    /// The strictest level of the Pod Security Standards that admits it.
    pub level: Level,
    /// The container, or the volume; empty where it is about the whole Pod.
    pub owner: String,
    /// What is set there; empty where nothing is.
    pub value: String,
    /// The type of a `hostPath`; empty for anything else.
    pub form: String,
    /// Where a `hostPath` is mounted.
    pub mounts: Vec<Mount>,
}

/// A mount of a volume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// The container.
    pub container: String,
    /// Where it is mounted there.
    pub at: String,
    /// Whether it cannot be written to.
    pub read_only: bool,
    /// The field.
    pub path: FieldPath,
}

/// The kind, where fields are looked for, which, which values count, the level, and whether it is only so with the host's network, or
/// only without.
type Row = (&'static str, Search, &'static str, Bad, Level, Option<bool>);

const UNCONFINED: Bad = |profile| profile.as_str() == Some("Unconfined");

/// What a field alone tells; those of the host come first. With the host's network every declared port is one of the node: the server
/// fills `hostPort` in, of Pods, not of templates.
const FIELDS: [Row; 12] = [
    ("hostNetwork", in_pod, "hostNetwork", found::is_true, Level::Privileged, None),
    ("hostPID", in_pod, "hostPID", found::is_true, Level::Privileged, None),
    ("hostIPC", in_pod, "hostIPC", found::is_true, Level::Privileged, None),
    ("privileged", in_containers, "securityContext.privileged", found::is_true, Level::Privileged, None),
    ("hostPath", in_pod, "volumes.*.hostPath.path", Value::is_string, Level::Privileged, None),
    ("hostPort", in_containers, "ports.*.hostPort", found::is_number, Level::Privileged, Some(false)),
    ("hostPort", in_containers, "ports.*.containerPort", found::is_number, Level::Privileged, Some(true)),
    (
        "hostProcess",
        in_both,
        "securityContext.windowsOptions.hostProcess",
        found::is_true,
        Level::Privileged,
        None,
    ),
    (
        "capability",
        in_containers,
        "securityContext.capabilities.add.*",
        is_beyond_default,
        Level::Privileged,
        None,
    ),
    ("seccompProfile", in_both, "securityContext.seccompProfile.type", UNCONFINED, Level::Privileged, None),
    ("appArmorProfile", in_both, "securityContext.appArmorProfile.type", UNCONFINED, Level::Privileged, None),
    // No risk, but it means another policy there, which still matters.
    (
        "dnsPolicy",
        in_pod,
        "dnsPolicy",
        |policy| policy.as_str() == Some("ClusterFirst"),
        Level::Restricted,
        Some(true),
    ),
];

/// What the template of an admitted DaemonSet risks: its access to the host first, in the order in which a reviewer would ask, then
/// what is not held back. Empty for a template that is held back in every way and reaches nothing.
pub fn risks(template: &Value) -> Vec<Risk> {
    let host_network = found::is_true(at(template, "/spec/hostNetwork"));
    let mut all = Vec::new();
    for (kind, search, pattern, bad, level, network) in FIELDS {
        if network.is_none_or(|network| network == host_network) {
            for one in &search(template, pattern, bad) {
                let mut found = risk(kind, one, level);
                if kind == "hostPath" {
                    mounts(template, one, &mut found);
                }
                all.push(found);
            }
        }
    }
    for (key, profile) in loose_annotations(template) {
        let found = Found { value: profile, path: annotation(key), owner: None, item: &Value::Null };
        all.push(risk("appArmorProfile", &found, Level::Privileged));
    }
    if text(template, "/spec/os/name") != "windows" {
        processes(template, &mut all);
    }
    all
}

fn risk(kind: &'static str, found: &Found<'_>, level: Level) -> Risk {
    Risk {
        kind,
        path: found.path.clone(),
        level,
        owner: found.owner.unwrap_or_default().to_owned(),
        value: match found.value {
            Value::String(text) => text.clone(),
            Value::Null => String::new(),
            other => json::print(other),
        },
        form: String::new(),
        mounts: Vec::new(),
    }
}

fn mounts(template: &Value, volume: &Found<'_>, found: &mut Risk) {
    text(volume.item, "/hostPath/type").clone_into(&mut found.form);
    for mount in in_containers(template, "volumeMounts.*", |_| true) {
        if text(mount.value, "/name") == found.owner {
            found.mounts.push(Mount {
                container: mount.owner.unwrap_or_default().to_owned(),
                at: text(mount.value, "/mountPath").to_owned(),
                read_only: found::is_true(at(mount.value, "/readOnly")),
                path: mount.path,
            });
        }
    }
}

/// What each container's processes may become: what the container says counts, then what the Pod says.
fn processes(template: &Value, all: &mut Vec<Risk>) {
    let own_users = found::is_false(at(template, "/spec/hostUsers"));
    let pod = at(template, "/spec/securityContext");
    for one in in_containers(template, "securityContext", |_| true) {
        let effective = |name: &str| match at(one.value, name) {
            Value::Null => at(pod, name),
            own => own,
        };
        let mut add = |kind, level| {
            let name = &["/", kind].concat();
            let value = effective(name);
            let inherited = at(one.value, name).is_null() && !value.is_null();
            let path = if inherited {
                FieldPath::of("spec.template.spec.securityContext").field(kind)
            } else {
                one.path.field(kind)
            };
            all.push(risk(kind, &Found { value, path, ..one.clone() }, level));
        };
        let privileged = found::is_true(at(one.value, "/privileged"));
        if !privileged && found::is_not_false(at(one.value, "/allowPrivilegeEscalation")) {
            add("allowPrivilegeEscalation", Level::Baseline);
        }
        if found::is_zero(effective("/runAsUser")) && !own_users {
            add("runAsUser", Level::Baseline);
        } else if effective("/runAsUser").is_null()
            && !found::is_true(effective("/runAsNonRoot"))
            && !own_users
        {
            add("runAsNonRoot", Level::Baseline);
        }
        if !privileged && effective("/seccompProfile").is_null() {
            add("seccompProfile", Level::Baseline);
        }
    }
}

fn text<'v>(value: &'v Value, names: &str) -> &'v str {
    at(value, names).as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::risks;
    use crate::model::{testing::json, value::Value};

    /// Each risk as `kind owner value: path below spec.template`.
    fn told(spec: &Value, annotations: &Value) -> Vec<String> {
        let template = json!({"metadata": {"annotations": annotations}, "spec": spec});
        let told = |risk: &super::Risk| {
            let path = risk.path.to_string();
            format!(
                "{} {} {}: {}",
                risk.kind,
                risk.owner,
                risk.value,
                path.trim_start_matches("spec.template.")
            )
        };
        risks(&template).iter().map(told).collect()
    }

    #[test]
    fn what_counts_for_a_container_is_its_own_before_the_pods() {
        let held = json!({"allowPrivilegeEscalation": false, "runAsUser": 5, "seccompProfile": {"type": "RuntimeDefault"}});
        let pod = json!({"runAsUser": 0, "runAsNonRoot": true});
        let spec = json!({"securityContext": pod, "containers": [
            {"name": "held", "securityContext": held},
            {"name": "root", "securityContext": {"privileged": true}},
            {"name": "user", "securityContext": {"runAsUser": 7, "seccompProfile": {"type": "Unconfined"}}}
        ]});
        let expected = [
            "privileged root true: spec.containers[1].securityContext.privileged",
            "seccompProfile user Unconfined: spec.containers[2].securityContext.seccompProfile.type",
            "runAsUser root 0: spec.securityContext.runAsUser",
            "allowPrivilegeEscalation user : spec.containers[2].securityContext.allowPrivilegeEscalation",
        ];
        assert_eq!(told(&spec, &json!({})), expected);
    }

    #[test]
    fn the_host_network_makes_ports_the_nodes_and_another_dns_policy() {
        let mut spec = json!({"hostUsers": false, "dnsPolicy": "ClusterFirst", "os": {"name": "windows"}, "containers": [
            {"name": "c", "ports": [{"containerPort": 80}, {"containerPort": 81, "hostPort": 81}]}
        ]});
        assert_eq!(told(&spec, &json!({})), ["hostPort c 81: spec.containers[0].ports[1].hostPort"]);
        spec.as_object_mut().unwrap().insert("hostNetwork".to_owned(), true.into());
        let expected = [
            "hostNetwork  true: spec.hostNetwork",
            "hostPort c 80: spec.containers[0].ports[0].containerPort",
            "hostPort c 81: spec.containers[0].ports[1].containerPort",
            "dnsPolicy  ClusterFirst: spec.dnsPolicy",
        ];
        assert_eq!(told(&spec, &json!({})), expected);
    }

    #[test]
    fn annotations_and_capabilities_beyond_the_default_are_told() {
        let key = "container.apparmor.security.beta.kubernetes.io/c";
        let spec = json!({"os": {"name": "windows"}, "containers": [
            {"name": "c", "securityContext": {"capabilities": {"add": ["CHOWN", "NET_ADMIN"]}}}
        ]});
        let expected = [
            "capability c NET_ADMIN: spec.containers[0].securityContext.capabilities.add[1]".to_owned(),
            format!("appArmorProfile  unconfined: metadata.annotations[{key}]"),
        ];
        let mut annotations = json!({});
        annotations.as_object_mut().unwrap().insert(key.to_owned(), "unconfined".into());
        assert_eq!(told(&spec, &annotations), expected);
    }
}
