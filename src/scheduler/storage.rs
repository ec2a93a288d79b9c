//! What a paste tells of volumes: claims, volumes, classes, drivers, what the nodes' drivers can attach and what is attached.

use crate::model::{meta::StringMap, object::Map, value::Value};

const ATTACHMENT: &str = "VolumeAttachment";

/// Objects that tell of volumes.
#[derive(Clone, Debug, Default)]
pub(super) struct Storage {
    /// By kind and name, the claims' behind their namespace; of attachments, a list for each node.
    objects: Map,
    /// Whether any node's drivers were pasted.
    pub(super) has_nodes: bool,
    /// When the class was made that claims have which name none, and its name.
    default_class: (String, String),
}

/// A volume of a Pod, as far as a driver may have to attach it.
#[derive(Clone, Debug)]
pub(super) enum Mount {
    /// A claim by its name behind its namespace, and for one that is made for the Pod how it is made.
    Claim(String, Option<Value>),
    /// A disk of a kind that a CSI driver serves now, and its name.
    Disk(usize, String),
}

/// Kinds of disks that CSI drivers serve in the place of Kubernetes' own code: the field, what names one in it, the provisioner
/// before, the driver (upstream: `csi-translation-lib`, as far as `isCSIMigrationOn`).
const MIGRATED: [[&str; 4]; 5] = [
    ["awsElasticBlockStore", "volumeID", "kubernetes.io/aws-ebs", "ebs.csi.aws.com"],
    ["gcePersistentDisk", "pdName", "kubernetes.io/gce-pd", "pd.csi.storage.gke.io"],
    ["azureDisk", "diskURI", "kubernetes.io/azure-disk", "disk.csi.azure.com"],
    ["cinder", "volumeID", "kubernetes.io/cinder", "cinder.csi.openstack.org"],
    ["portworxVolume", "volumeID", "kubernetes.io/portworx-volume", "pxd.portworx.com"],
];

/// A field that is there and is not `null`.
pub(super) fn source<'v>(volume: &'v Value, field: &str) -> Option<&'v Value> {
    volume.get(field).filter(|source| !source.is_null())
}

impl Mount {
    /// The volumes of a Pod's spec in a namespace. A Pod that is yet to be made has no name, and no claims of its own.
    pub(super) fn of(spec: &Value, namespace: &str, pod: Option<&str>) -> Vec<Self> {
        let mut mounts = Vec::new();
        for volume in spec.list("volumes") {
            if let Some(claim) = source(volume, "persistentVolumeClaim") {
                mounts.push(Self::Claim([namespace, "/", claim.text("claimName")].concat(), None));
            } else if let Some(made) = source(volume, "ephemeral") {
                let name = [namespace, "/", pod.unwrap_or_default(), "-", volume.text("name")].concat();
                let template = made.get("volumeClaimTemplate").filter(|_| pod.is_none());
                mounts.push(Self::Claim(name, template.cloned()));
            } else if let Some((kind, name)) = migrated(volume) {
                mounts.push(Self::Disk(kind, name));
            }
        }
        mounts
    }
}

/// The kind and the name of a disk that a CSI driver serves now.
fn migrated(volume: &Value) -> Option<(usize, String)> {
    for (kind, [field, name, ..]) in MIGRATED.iter().enumerate() {
        if let Some(disk) = source(volume, field) {
            let name = disk.text(name);
            // `aws://zone/volume`
            let short = name.rsplit('/').next().filter(|_| name.starts_with("aws://"));
            return Some((kind, short.unwrap_or(name).to_owned()));
        }
    }
    None
}

/// Adds a volume of a driver to a set, by what tells it from others.
pub(super) fn put(volumes: &mut StringMap, driver: &str, handle: &str) {
    if !driver.is_empty() && !handle.is_empty() {
        volumes.insert([driver, "/", handle].concat(), driver.to_owned());
    }
}

impl Storage {
    /// Adds an object; one that does not tell of volumes is never asked for.
    pub(super) fn add(&mut self, kind: &str, object: &Value) {
        let metadata = object.get("metadata").unwrap_or(&Value::Null);
        let name = metadata.text("name");
        let key = match kind {
            "PersistentVolumeClaim" => {
                let namespace = Some(metadata.text("namespace")).filter(|namespace| !namespace.is_empty());
                [kind, " ", namespace.unwrap_or("default"), "/", name].concat()
            }
            ATTACHMENT => {
                let node = object.get("spec").unwrap_or(&Value::Null).text("nodeName");
                let key = [kind, " ", node].concat();
                if let Some(known) = self.objects.get_mut(&key).and_then(Value::as_array_mut) {
                    known.push(object.clone());
                } else {
                    self.objects.insert(key, Value::Array(vec![object.clone()]));
                }
                return;
            }
            _ => [kind, " ", name].concat(),
        };
        self.has_nodes |= kind == "CSINode";
        let annotations = metadata.get("annotations").unwrap_or(&Value::Null);
        if kind == "StorageClass" && annotations.text("storageclass.kubernetes.io/is-default-class") == "true"
        {
            // Of several the newest (upstream: `GetDefaultClass`).
            let made = metadata.text("creationTimestamp");
            let (newest, known) = &self.default_class;
            if known.is_empty() || made > newest || made == newest && name < known {
                self.default_class = (made.to_owned(), name.to_owned());
            }
        }
        self.objects.insert(key, object.clone());
    }

    /// An object; claims are asked for behind their namespace.
    fn get(&self, kind: &str, name: &str) -> Option<&Value> {
        self.objects.get([kind, " ", name].concat().as_str())
    }

    /// The spec of an object; nothing where that is not known.
    pub(super) fn spec(&self, kind: &str, name: &str) -> &Value {
        self.get(kind, name).and_then(|object| object.get("spec")).unwrap_or(&Value::Null)
    }

    /// Adds to a set the volumes that drivers attach for these. Disks of Kubernetes' own kinds are theirs where the node tells of its
    /// drivers. Claims of which too little is known are left out (upstream:
    /// `filterAttachableVolumes`). `whose` tells apart claims that are made for Pods which have no names yet.
    pub(super) fn attachable(&self, mounts: &[Mount], whose: &str, migrates: bool, volumes: &mut StringMap) {
        for mount in mounts {
            match mount {
                Mount::Claim(name, made) => {
                    let whose = if made.is_some() { whose } else { "" };
                    self.claimed(&[name, whose].concat(), made.as_ref(), migrates, volumes);
                }
                Mount::Disk(kind, name) => disk(*kind, name, migrates, volumes),
            }
        }
    }

    fn claimed(&self, name: &str, made: Option<&Value>, migrates: bool, volumes: &mut StringMap) {
        let Some(claim) = made.or_else(|| self.get("PersistentVolumeClaim", name)) else { return };
        let spec = claim.get("spec").unwrap_or(&Value::Null);
        let volume = self.spec("PersistentVolume", spec.text("volumeName"));
        if !volume.is_null() {
            if let Some(csi) = source(volume, "csi") {
                put(volumes, csi.text("driver"), csi.text("volumeHandle"));
            } else if let Some((kind, name)) = migrated(volume) {
                disk(kind, &name, migrates, volumes);
            }
            return;
        }
        // What is yet to be made is made by the driver of the class.
        let annotations = claim.pointer("/metadata/annotations").unwrap_or(&Value::Null);
        let annotated = annotations.get("volume.beta.kubernetes.io/storage-class");
        let class = annotated.or_else(|| source(spec, "storageClassName")).and_then(Value::as_str);
        let class = class.unwrap_or(if made.is_some() { &self.default_class.1 } else { "" });
        let Some(provisioner) = self.get("StorageClass", class).map(|class| class.text("provisioner")) else {
            return;
        };
        // No volume is called so.
        let handle = [" ", name].concat();
        match MIGRATED.iter().position(|[_, _, before, _]| *before == provisioner) {
            Some(kind) => disk(kind, &handle, migrates, volumes),
            None => put(volumes, provisioner, &handle),
        }
    }

    /// Adds to a set what attachments tell is at a node.
    pub(super) fn attached(&self, node: &str, volumes: &mut StringMap) {
        for attachment in self.get(ATTACHMENT, node).and_then(Value::as_array).into_iter().flatten() {
            let spec = attachment.get("spec").unwrap_or(&Value::Null);
            let name = spec.get("source").unwrap_or(&Value::Null).text("persistentVolumeName");
            if let Some(csi) = source(self.spec("PersistentVolume", name), "csi") {
                put(volumes, spec.text("attacher"), csi.text("volumeHandle"));
            }
        }
    }

    /// Whether Pods are kept from nodes that have no such driver.
    pub(super) fn is_needed(&self, driver: &str) -> bool {
        let missing = self.spec("CSIDriver", driver).get("preventPodSchedulingIfMissing");
        missing.and_then(Value::as_bool) == Some(true)
    }
}

fn disk(kind: usize, name: &str, migrates: bool, volumes: &mut StringMap) {
    if let Some([.., driver]) = MIGRATED.get(kind).filter(|_| migrates) {
        put(volumes, driver, name);
    }
}

#[cfg(test)]
mod tests {
    use super::{super::pods::PastedPods, Mount, StringMap};
    use crate::model::testing::json;

    /// One disk counts once, however it is written, and only where the node tells of its drivers.
    #[test]
    fn a_disk_of_an_old_kind_is_its_drivers() {
        let spec = json!({"volumes": [
            {"name": "a", "awsElasticBlockStore": {"volumeID": "aws://zone/vol-1"}},
            {"name": "b", "awsElasticBlockStore": {"volumeID": "vol-1"}},
            {"name": "c", "awsElasticBlockStore": null, "azureDisk": {"diskName": "d", "diskURI": "/a/b"}},
        ]});
        let mounts = Mount::of(&spec, "default", Some("p"));
        let counted = |migrates| {
            let mut volumes = StringMap::new();
            PastedPods::default().storage.attachable(&mounts, "", migrates, &mut volumes);
            volumes.keys().cloned().collect::<Vec<_>>()
        };
        assert_eq!(counted(true), ["disk.csi.azure.com//a/b", "ebs.csi.aws.com/vol-1"]);
        assert!(counted(false).is_empty());
    }
}
