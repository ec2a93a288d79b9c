//! Defaults (upstream: `SetObjectDefaults_DaemonSet` of apps/v1 and the `SetDefaults_…` of core/v1).
//!
//! Amounts of resources are rounded up where they are read, in [`super::scalar`].
//! They work on the decoded object, where what is absent is what Go holds as empty.

mod image;

use super::walk::walk;
use crate::model::{object::Map, value::Value, whole::whole};

/// The plain defaults of fields below the Pod's spec: a path, see [`walk`], and what is set where the field is absent. `#` stands before
/// a number, `@` before the name of the field whose image has the pull policy; `{}` is an object, `false` is not a text.
const PLAIN: &str = "\
dnsPolicy=ClusterFirst
restartPolicy=Always
securityContext={}
terminationGracePeriodSeconds=#30
schedulerName=default-scheduler
volumes.image.pullPolicy=@reference
volumes.hostPath.type=
volumes.secret|configMap|downwardAPI|projected.defaultMode=#420
volumes.downwardAPI.items.fieldRef.apiVersion=v1
volumes.projected.sources.downwardAPI.items.fieldRef.apiVersion=v1
volumes.projected.sources.serviceAccountToken.expirationSeconds=#3600
volumes.ephemeral.volumeClaimTemplate.spec.volumeMode=Filesystem
volumes.iscsi.iscsiInterface=default
volumes.rbd.pool=rbd
volumes.rbd.user=admin
volumes.rbd.keyring=/etc/ceph/keyring
volumes.azureDisk.cachingMode=ReadWrite
volumes.azureDisk.fsType=ext4
volumes.azureDisk.kind=Shared
volumes.azureDisk.readOnly=false
volumes.scaleIO.storageMode=ThinProvisioned
volumes.scaleIO.fsType=xfs
initContainers|containers|ephemeralContainers.imagePullPolicy=@image
initContainers|containers|ephemeralContainers.terminationMessagePath=/dev/termination-log
initContainers|containers|ephemeralContainers.terminationMessagePolicy=File
initContainers|containers|ephemeralContainers.ports.protocol=TCP
initContainers|containers|ephemeralContainers.env.valueFrom.fieldRef.apiVersion=v1
initContainers|containers|ephemeralContainers.env.valueFrom.fileKeyRef.optional=false
initContainers|containers|ephemeralContainers.livenessProbe|readinessProbe|startupProbe.timeoutSeconds=#1
initContainers|containers|ephemeralContainers.livenessProbe|readinessProbe|startupProbe.periodSeconds=#10
initContainers|containers|ephemeralContainers.livenessProbe|readinessProbe|startupProbe.successThreshold=#1
initContainers|containers|ephemeralContainers.livenessProbe|readinessProbe|startupProbe.failureThreshold=#3
initContainers|containers|ephemeralContainers.livenessProbe|readinessProbe|startupProbe.httpGet.path=/
initContainers|containers|ephemeralContainers.livenessProbe|readinessProbe|startupProbe.httpGet.scheme=HTTP
initContainers|containers|ephemeralContainers.livenessProbe|readinessProbe|startupProbe.grpc.service=
initContainers|containers|ephemeralContainers.lifecycle.postStart|preStop.httpGet.path=/
initContainers|containers|ephemeralContainers.lifecycle.postStart|preStop.httpGet.scheme=HTTP";

/// Sets every default of a DaemonSet that has none of its own.
pub(super) fn set(object: &mut Value) {
    let Some(spec) = object.get_mut("spec").and_then(Value::as_object_mut) else { return };
    strategy(spec);
    or_set(spec, "revisionHistoryLimit", 10.into());
    let Some(pod) = spec.get_mut("template").and_then(|template| template.get_mut("spec")) else { return };
    accounts(pod);
    // Upstream: `SetDefaults_Volume`.
    walk(pod, "volumes.emptyDir", &mut |volume, kind| {
        if volume.keys().all(|name| name == "name") {
            or_set(volume, kind, Map::new().into());
        }
    });
    for line in PLAIN.lines() {
        let Some((path, value)) = line.split_once('=') else { continue };
        walk(pod, path, &mut |fields, name| or_set(fields, name, read(value, fields)));
    }
}

/// A value of the table, for a field of this object.
fn read(text: &str, fields: &Map) -> Value {
    if let Some(number) = text.strip_prefix('#') {
        return whole(number).unwrap_or(0).into();
    }
    if let Some(name) = text.strip_prefix('@') {
        return image::pull_policy(fields.text(name)).into();
    }
    match text {
        "{}" => Map::new().into(),
        "false" => false.into(),
        _ => text.into(),
    }
}

/// Upstream: `SetDefaults_DaemonSet`.
fn strategy(spec: &mut Map) {
    let Some(strategy) = spec.get_mut("updateStrategy").and_then(Value::as_object_mut) else { return };
    or_set(strategy, "type", "RollingUpdate".into());
    let rolling = strategy.text("type") == "RollingUpdate";
    if rolling {
        or_set(strategy, "rollingUpdate", Map::new().into());
    }
    // With another type nothing is defaulted, but inside the server an absent number is 0.
    if let Some(budget) = strategy.get_mut("rollingUpdate").and_then(Value::as_object_mut) {
        or_set(budget, "maxUnavailable", i64::from(rolling).into());
        or_set(budget, "maxSurge", 0.into());
    }
}

/// The account goes by two names; the newer one goes before.
fn accounts(pod: &mut Value) {
    let Some(pod) = pod.as_object_mut() else { return };
    let account = pod.get("serviceAccountName").or_else(|| pod.get("serviceAccount")).cloned();
    if let Some(account) = account {
        pod.insert("serviceAccountName".to_owned(), account.clone());
        pod.insert("serviceAccount".to_owned(), account);
    }
}

/// Sets a field that is absent; one that Go writes even so is `null`.
fn or_set(fields: &mut Map, name: &str, value: Value) {
    if fields.get(name).is_none_or(Value::is_null) {
        fields.insert(name.to_owned(), value);
    }
}
