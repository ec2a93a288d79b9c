//! What the template's Pods reach on their hosts, read off the admitted object.

use crate::model::{
    list::{Growing, Listed},
    value::Value,
};

/// The host access that an admitted DaemonSet asks for, in the order in which a reviewer would ask; empty for none.
///
/// `object` is the whole DaemonSet. Every entry names Kubernetes' own field: `hostNetwork`, `hostPID`, `hostIPC`,
/// `privileged (container agent)`, `hostPath / (read-only)`, `hostPort 9100`.
pub(super) fn host_access(object: &Value) -> Vec<String> {
    let pod = object.pointer("/spec/template/spec").unwrap_or(&Value::Null);
    let mut found: Vec<String> = ["hostNetwork", "hostPID", "hostIPC"]
        .into_iter()
        .filter(|field| is_true(pod, &format!("/{field}")))
        .map(str::to_owned)
        .listed();
    let mut containers: Vec<&Value> = pod.list("initContainers").iter().listed();
    containers.grow(pod.list("containers"));
    for container in containers.iter().filter(|container| is_true(container, "/securityContext/privileged")) {
        found.push(format!("privileged (container {})", text(container, "/name")));
    }
    for volume in pod.list("volumes").iter().filter(|volume| volume.get("hostPath").is_some()) {
        let access = access(text(volume, "/name"), &containers);
        found.push(format!("hostPath {} ({access})", text(volume, "/hostPath/path")));
    }
    for container in &containers {
        for port in container.list("ports") {
            if let Some(number) = port.get("hostPort").and_then(Value::as_u64).filter(|number| *number != 0) {
                found.push(format!("hostPort {number}"));
            }
        }
    }
    found
}

/// How the containers mount a volume, taken together.
fn access(volume: &str, containers: &[&Value]) -> &'static str {
    let mut access = "not mounted";
    for container in containers {
        for mount in container.list("volumeMounts") {
            if text(mount, "/name") != volume {
                continue;
            }
            if !is_true(mount, "/readOnly") {
                return "writable";
            }
            access = "read-only";
        }
    }
    access
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

fn is_true(value: &Value, pointer: &str) -> bool {
    value.pointer(pointer).and_then(Value::as_bool).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::host_access;
    use crate::model::testing::json;

    #[test]
    fn names_what_the_template_reaches() {
        let object = json!({"spec": {"template": {"spec": {
            "hostNetwork": true, "hostPID": true, "hostIPC": false,
            "containers": [{
                "name": "agent",
                "securityContext": {"privileged": true},
                "ports": [{"containerPort": 9100, "hostPort": 9100}, {"containerPort": 80}],
                "volumeMounts": [{"name": "root", "readOnly": true, "mountPath": "/host"}, {"name": "run", "mountPath": "/run"}]
            }],
            "volumes": [
                {"name": "root", "hostPath": {"path": "/"}},
                {"name": "run", "hostPath": {"path": "/run"}},
                {"name": "spare", "hostPath": {"path": "/srv"}},
                {"name": "scratch", "emptyDir": {}}
            ]
        }}}});
        let expected = [
            "hostNetwork",
            "hostPID",
            "privileged (container agent)",
            "hostPath / (read-only)",
            "hostPath /run (writable)",
            "hostPath /srv (not mounted)",
            "hostPort 9100",
        ];
        assert_eq!(host_access(&object), expected);
        assert!(host_access(&json!({})).is_empty());
    }
}
