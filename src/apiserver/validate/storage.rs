//! Volumes of storage systems that Kubernetes once knew itself (upstream: `validateISCSIVolumeSource` and its like).

use super::{
    at::At,
    metadata::lower,
    paths::{needs, within},
    report::Report,
};
use crate::model::find::{cut, holds};

const PAIRS: &str = "must be a host:port pair or multiple pairs separated by commas";

pub(super) fn iscsi(report: &mut Report, source: At<'_>) {
    let iqn = source.field("iqn");
    if !iqn.is_empty() {
        initiator(report, iqn);
    }
    lun(report, source.field("lun"));
    let secure = source.field("chapAuthDiscovery").is_true() || source.field("chapAuthSession").is_true();
    let secret = source.field("secretRef");
    if secure && !secret.exists() {
        report.required(secret, "");
    }
    let name = source.field("initiatorName");
    if name.exists() {
        let first = report.len();
        let printed = source.field("initiatorname");
        initiator(report, printed.with(name.value()));
        report.relocate(first, printed, name);
    }
}

/// The length of a volume's name is checked even where another source goes before.
pub(super) fn iscsi_name(report: &mut Report, volume: At<'_>, kind: &str) {
    let (name, source) = (volume.field("name"), volume.field("iscsi"));
    let length = name.text().len() + 1 + source.field("targetPortal").text().len();
    if kind == "iscsi" && source.field("initiatorName").exists() && length > 64 {
        let detail = "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is \
                      specified.";
        report.wrong_text(name, detail);
    }
}

fn initiator(report: &mut Report, field: At<'_>) {
    let text = field.text();
    let alphanumeric = |letter: char| letter.is_ascii_alphanumeric();
    // Any letter, then so many plain ones.
    let long = |rest: &str, length: usize| {
        let mut letters = rest.chars();
        letters.next().is_some_and(|letter| letter != '\n')
            && letters.clone().count() == length
            && letters.all(alphanumeric)
    };
    let detail = match text.split_at_checked(3) {
        Some(("iqn", _)) if is_iqn_somewhere(text) => return,
        Some(("eui", rest)) if long(rest, 16) => return,
        Some(("naa", rest)) if long(rest, 32) => return,
        Some(("iqn" | "eui" | "naa", _)) => "must be valid format",
        _ => "must be valid format starting with iqn, eui, or naa",
    };
    report.invalid_quoted(field, text, detail);
}

/// A qualified name may begin anywhere: upstream's pattern is not tied to the beginning.
fn is_iqn_somewhere(text: &str) -> bool {
    let mut rest = text;
    while let Some((_, behind)) = cut(rest, "iqn.") {
        if is_iqn(behind) {
            return true;
        }
        rest = behind;
    }
    false
}

/// What follows `iqn.`: year and month, a domain, and a name behind a colon.
fn is_iqn(rest: &str) -> bool {
    let Some((date, rest)) = rest.split_at_checked(8) else { return false };
    let Some((domain, name)) = rest.split_once(':') else { return false };
    let digits = |at, byte: u8| match at {
        4 => byte == b'-',
        7 => byte == b'.',
        _ => byte.is_ascii_digit(),
    };
    date.bytes().enumerate().all(|(at, byte)| digits(at, byte))
        && !domain.is_empty()
        && domain.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte))
        && !name.is_empty()
        && !name.contains(|letter| holds(",;*&$| \t\n\r\u{c}", letter))
}

fn lun(report: &mut Report, lun: At<'_>) {
    within(report, lun, 0, 255);
}

pub(super) fn flocker(report: &mut Report, source: At<'_>) {
    let (name, id) = (source.field("datasetName"), source.field("datasetUUID"));
    match (name.is_empty(), id.is_empty()) {
        (true, true) => {
            report.required(source, "one of datasetName and datasetUUID is required");
        }
        (false, false) => {
            let detail = "datasetName and datasetUUID can not be specified simultaneously";
            report.invalid(source, "\"resource\"", detail);
        }
        _ => {}
    }
    if holds(name.text(), '/') {
        report.wrong_text(name, "must not contain '/'");
    }
}

pub(super) fn quobyte(report: &mut Report, source: At<'_>) {
    let (registry, tenant) = (source.field("registry"), source.field("tenant"));
    if registry.is_empty() {
        report.required(registry, PAIRS);
    } else if tenant.text().len() >= 65 {
        report.required(tenant, "must be a UUID and may not exceed a length of 64 characters");
    } else if !registry.text().split(',').all(|pair| is_host_port(pair).is_some()) {
        report.wrong_text(registry, PAIRS);
    }
    needs(report, source.field("volume"));
}

/// Whether Go takes a text for a host and a port (upstream: `net.SplitHostPort`).
fn is_host_port(pair: &str) -> Option<()> {
    let (host, port) = pair.rsplit_once(':')?;
    let (before, after) = match host.strip_prefix('[') {
        // The first closing bracket must be the last letter of the host.
        Some(inner) => (inner.strip_suffix(']').filter(|inner| !holds(inner, ']'))?, port),
        None if holds(host, ':') => return None,
        None => (host, pair),
    };
    let open = holds(before, '[') || holds(port, '[');
    (!open && !holds(after, ']')).then_some(())
}

pub(super) fn fibre_channel(report: &mut Report, source: At<'_>) {
    let (names, ids, number) = (source.field("targetWWNs"), source.field("wwids"), source.field("lun"));
    match (names.is_empty(), ids.is_empty()) {
        (true, true) => {
            report.required(names, "must specify either targetWWNs or wwids, but not both");
        }
        (false, false) => {
            let detail = "targetWWNs and wwids can not be specified simultaneously";
            report.wrong(names, detail);
        }
        _ => {}
    }
    if !names.is_empty() {
        if !number.exists() {
            report.required(number, "lun is required if targetWWNs is specified");
        }
        lun(report, number);
    }
}

pub(super) fn flex(report: &mut Report, source: At<'_>) {
    let options = source.field("options");
    for (key, _) in &options.strings() {
        let namespace = format!(".{}", lower(key.split('/').next().unwrap_or_default()));
        if namespace.ends_with(".kubernetes.io") || namespace.ends_with(".k8s.io") {
            let detail = "kubernetes.io and k8s.io namespaces are reserved";
            report.invalid_quoted(options.key(key), key, detail);
        }
    }
}

pub(super) fn azure_disk(report: &mut Report, source: At<'_>) {
    let (kind, address) = (source.field("kind"), source.field("diskURI"));
    let (start, form) = if kind.text() == "Managed" {
        (
            "/subscriptions/",
            "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}",
        )
    } else {
        ("https://", "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd")
    };
    if !address.text().starts_with(start) {
        report.unknown_plain(address, form);
    }
}
