//! Projected volumes (upstream: `validateProjectionSources`).

use super::{
    at::At,
    certificates,
    paths::{id, needs, not_reserved},
    report::Report,
    volumes::{downward_file, key_to_path},
};
use crate::model::ordered::OrderedSet;

/// The paths that the sources of a volume write.
pub(super) struct Paths<'a> {
    volume: At<'a>,
    taken: OrderedSet<&'a str>,
}

impl<'a> Paths<'a> {
    /// Takes a path, and says so where it is taken already. `printed` is the value of that complaint.
    pub(super) fn take(&mut self, report: &mut Report, path: At<'a>, printed: &str) {
        if !self.taken.insert(path.text()) {
            report.invalid_quoted(self.volume, printed, "conflicting duplicate paths").stands_at(path);
        }
    }
}

/// Checks the sources, and that no two of them write the same path.
pub(super) fn check(report: &mut Report, volume: At<'_>) {
    let mut paths = Paths { volume, taken: OrderedSet::new() };
    for source in volume.field("sources").items() {
        let mut kinds = 0;
        for &kind in &[
            "secret",
            "configMap",
            "downwardAPI",
            "serviceAccountToken",
            "clusterTrustBundle",
            "podCertificate",
        ] {
            let part = source.field(kind);
            if !part.exists() {
                continue;
            }
            kinds += 1;
            match kind {
                "serviceAccountToken" => service_account_token(report, volume, part),
                "clusterTrustBundle" => certificates::trust_bundle(report, part, &mut paths),
                "podCertificate" => certificates::pod_certificate(report, part, &mut paths),
                _ => items(report, part, kind, &mut paths),
            }
        }
        if kinds > 1 {
            report.forbidden(source, "may not specify more than 1 volume type per source");
        }
    }
}

fn items<'a>(report: &mut Report, part: At<'a>, kind: &str, paths: &mut Paths<'a>) {
    let name = part.field("name");
    if kind != "downwardAPI" {
        needs(report, name);
    }
    for item in part.field("items").items() {
        let path = item.field("path");
        let printed = if kind == "downwardAPI" {
            downward_file(report, item, part);
            path.text()
        } else {
            key_to_path(report, item);
            name.text()
        };
        if !path.is_empty() {
            paths.take(report, path, printed);
        }
    }
}

fn service_account_token(report: &mut Report, volume: At<'_>, token: At<'_>) {
    let seconds = token.field("expirationSeconds");
    let detail = match seconds.number() {
        ..600 => "may not specify a duration less than 10 minutes",
        4_294_967_297.. => "may not specify a duration larger than 2^32 seconds",
        _ => "",
    };
    if !seconds.exists() {
        report.required(seconds, "");
    } else if !detail.is_empty() {
        report.wrong(seconds, detail);
    }
    let (path, printed) = (token.field("path"), volume.field("path"));
    let first = report.len();
    if path.is_empty() {
        report.required(printed, "");
    } else {
        not_reserved(report, printed, path.text());
    }
    report.relocate(first, printed, path);
    id(report, token.field("user"));
}
