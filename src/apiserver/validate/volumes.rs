//! Volumes (upstream: `ValidateVolumes`, `validateVolumeSource`).

use super::{
    at::At,
    claim_template,
    env::{field_ref, resource_ref},
    paths::{descending, needs, needs_text, no_backsteps, not_reserved, text_as},
    projected,
    report::Report,
    rules,
    security::known,
    storage::{self, iscsi_name},
};
use crate::model::ordered::OrderedMap;
use crate::model::{
    quantity::Quantity,
    syntax::{dns1123_label, dns1123_subdomain},
};

const HOST_PATHS: &str = "|BlockDevice|CharDevice|Directory|DirectoryOrCreate|File|FileOrCreate|Socket";
const VOLUME_FIELDS: &str =
    "metadata.annotations|metadata.labels|metadata.name|metadata.namespace|metadata.uid";

/// The kinds in the server's order, one a line, and the plain rules of each.
const KINDS: &str = "\
emptyDir
hostPath path!
gitRepo repository!
gcePersistentDisk pdName!
awsElasticBlockStore volumeID!
secret secretName! defaultMode* defaultUser@
nfs server! path!
iscsi targetPortal! iqn!
glusterfs endpoints! path!
flocker
persistentVolumeClaim claimName!
rbd monitors! image!
cinder volumeID! secretRef.name!
cephfs monitors!
quobyte
downwardAPI defaultMode* defaultUser@
fc
flexVolume driver!
configMap name! defaultMode* defaultUser@
azureFile secretName! shareName!
vsphereVolume volumePath!
photonPersistentDisk pdID!
portworxVolume volumeID!
azureDisk diskName! diskURI! cachingMode^None|ReadOnly|ReadWrite kind^Dedicated|Managed|Shared
storageos volumeName!l volumeNamespace?l secretRef.name!
projected defaultMode* defaultUser@
scaleIO gateway! system! volumeName!
csi
ephemeral volumeClaimTemplate!
image reference! pullPolicy=Always|IfNotPresent|Never";

/// The volumes that are sound, by name: only they can be mounted.
pub(super) type Volumes<'a> = OrderedMap<&'a str, At<'a>>;

/// Checks the volumes of a Pod.
pub(super) fn check<'a>(report: &mut Report, list: At<'a>) -> Volumes<'a> {
    let mut sound = Volumes::new();
    for volume in list.items() {
        let first = report.len();
        source(report, volume);
        let name = volume.field("name");
        needs_text(report, name, dns1123_label);
        if sound.contains_key(name.text()) {
            report.repeated(name);
        }
        if report.len() == first {
            sound.insert(name.text(), volume);
        }
    }
    sound
}

fn source(report: &mut Report, volume: At<'_>) {
    let mut found = false;
    for line in KINDS.lines() {
        let (kind, plain) = line.split_once(' ').unwrap_or((line, ""));
        let source = volume.field(kind);
        if !source.exists() {
            continue;
        }
        if found {
            // Two of them are printed with a slip of the server's.
            let printed = match kind {
                "cephfs" => "cephFS",
                "downwardAPI" => "downwarAPI",
                kind => kind,
            };
            report
                .forbidden(volume.field(printed), "may not specify more than 1 volume type")
                .stands_at(source);
            iscsi_name(report, volume, kind);
            continue;
        }
        found = true;
        let first = report.len();
        let printed = if kind == "gcePersistentDisk" { "persistentDisk" } else { kind };
        let slip = printed != kind;
        let printed = volume.field(printed).with(source.value());
        rules::apply(report, printed, plain);
        details(report, kind, printed);
        iscsi_name(report, volume, kind);
        if slip {
            report.relocate(first, printed, source);
        }
    }
    if !found {
        report.required(volume, "must specify a volume type");
    }
}

/// What the kinds ask for beyond the fields that have to be there.
fn details(report: &mut Report, kind: &str, source: At<'_>) {
    match kind {
        "emptyDir" => empty_dir(report, source),
        "hostPath" if !source.field("path").is_empty() => {
            let (path, kind) = (source.field("path"), source.field("type"));
            no_backsteps(report, path, path.text());
            known(report, kind, HOST_PATHS);
        }
        "gitRepo" => {
            let directory = source.field("directory");
            descending(report, directory, directory.text());
        }
        "gcePersistentDisk" | "awsElasticBlockStore" => {
            let partition = source.field("partition");
            if !(0..=255).contains(&partition.number()) {
                let detail = "must be between 1 and 255, inclusive";
                report.wrong_number(partition, detail);
            }
        }
        "nfs" if !source.field("path").text().starts_with('/') => {
            let path = source.field("path");
            report.wrong_text(path, "must be an absolute path");
        }
        "secret" | "configMap" => {
            for item in source.field("items").items() {
                key_to_path(report, item);
            }
        }
        "downwardAPI" => {
            for file in source.field("items").items() {
                downward_file(report, file, source);
            }
        }
        "projected" => {
            projected::check(report, source);
        }
        "csi" => csi(report, source),
        "iscsi" => storage::iscsi(report, source),
        "flocker" => storage::flocker(report, source),
        "quobyte" => storage::quobyte(report, source),
        "fc" => storage::fibre_channel(report, source),
        "flexVolume" => storage::flex(report, source),
        "azureDisk" => storage::azure_disk(report, source),
        "ephemeral" if source.field("volumeClaimTemplate").exists() => {
            claim_template::check(report, source.field("volumeClaimTemplate"));
        }
        _ => {}
    }
}

fn empty_dir(report: &mut Report, source: At<'_>) {
    let limit = source.field("sizeLimit");
    if Quantity::parse(limit.text()).is_ok_and(|limit| limit.is_negative()) {
        report.forbidden(limit, "SizeLimit field must be a valid resource quantity");
    }
}

/// Upstream: `validateKeyToPath`.
pub(super) fn key_to_path(report: &mut Report, item: At<'_>) {
    let path = item.field("path");
    rules::apply(report, item, "key! path!");
    not_reserved(report, path, path.text());
    rules::apply(report, item, "mode* user@");
}

/// Upstream: `validateDownwardAPIVolumeFile`; the server speaks of the file as if its fields stood at `printed`.
pub(super) fn downward_file<'a>(report: &mut Report, file: At<'a>, printed: At<'a>) {
    let first = report.len();
    let real = &file;
    let file = printed.with(file.value());
    let path = file.field("path");
    needs(report, path);
    not_reserved(report, path, path.text());
    let (field, resource) = (file.field("fieldRef"), file.field("resourceFieldRef"));
    if field.exists() {
        field_ref(report, field, VOLUME_FIELDS);
        if resource.exists() {
            let detail = "fieldRef and resourceFieldRef can not be specified simultaneously";
            report.invalid(file, "\"resource\"", detail);
        }
    } else if resource.exists() {
        resource_ref(report, resource, true);
    } else {
        report.required(file, "one of fieldRef and resourceFieldRef is required");
    }
    rules::apply(report, file, "mode* user@");
    report.relocate(first, printed, *real);
}

fn csi(report: &mut Report, source: At<'_>) {
    let driver = source.field("driver");
    needs(report, driver);
    if driver.text().len() > 63 {
        report.too_long(driver, 63);
    }
    if !driver.is_empty() {
        report.invalid_text(driver, driver.text(), |text| dns1123_subdomain(&super::metadata::lower(text)));
    }
    let secret = source.field("nodePublishSecretRef");
    if secret.exists() {
        let name = secret.field("name");
        needs(report, name);
        if !name.is_empty() {
            text_as(report, source.field("name"), name, dns1123_subdomain);
        }
    }
}
