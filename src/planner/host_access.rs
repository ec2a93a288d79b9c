//! What the template's Pods reach on their hosts, read off the admitted object.

use serde_json::Value;

/// The host access that an admitted DaemonSet asks for, in the order in which a reviewer would ask; empty for none.
///
/// `object` is the whole DaemonSet. Every entry names Kubernetes' own field: `hostNetwork`, `hostPID`, `hostIPC`,
/// `privileged (container agent)`, `hostPath / (read-only)`, `hostPort 9100`.
pub(super) fn host_access(object: &Value) -> Vec<String> {
    let spec = &object["spec"]["template"]["spec"];
    let mut found: Vec<String> = ["hostNetwork", "hostPID", "hostIPC"]
        .into_iter()
        .filter(|field| spec[field].as_bool() == Some(true))
        .map(str::to_owned)
        .collect();
    let containers = || items(&spec["initContainers"]).chain(items(&spec["containers"]));
    for container in containers().filter(|container| container["securityContext"]["privileged"] == true) {
        found.push(format!("privileged (container {})", text(&container["name"])));
    }
    for volume in items(&spec["volumes"]).filter(|volume| volume["hostPath"].is_object()) {
        let mounts = || {
            containers()
                .flat_map(|container| items(&container["volumeMounts"]))
                .filter(|mount| mount["name"] == volume["name"])
        };
        let access = match () {
            () if mounts().next().is_none() => "not mounted",
            () if mounts().all(|mount| mount["readOnly"] == true) => "read-only",
            () => "writable",
        };
        found.push(format!("hostPath {} ({access})", text(&volume["hostPath"]["path"])));
    }
    for port in containers().flat_map(|container| items(&container["ports"])) {
        if let Some(number) = port["hostPort"].as_u64().filter(|number| *number != 0) {
            found.push(format!("hostPort {number}"));
        }
    }
    found
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::host_access;

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
