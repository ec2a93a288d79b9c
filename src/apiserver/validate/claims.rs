//! Claims of devices: those of the Pod, and which of them a container uses (upstream: `validatePodResourceClaims`,
//! `validateResourceClaimNames`).

use super::{
    at::At,
    paths::{text, text_if_any},
    report::Report,
    shape::{Kind, Shape, printed},
};
use crate::model::{
    list::Joined,
    ordered::OrderedSet,
    syntax::{dns1123_label, dns1123_subdomain},
};

const CLAIM: &Shape = &[
    ("Name", "name", Kind::Text),
    ("ResourceClaimName", "resourceClaimName", Kind::Pointer),
    ("ResourceClaimTemplateName", "resourceClaimTemplateName", Kind::Pointer),
];

/// Checks the claims of a Pod.
pub(super) fn of_pod(report: &mut Report, list: At<'_>) {
    let mut names = OrderedSet::new();
    for claim in list.items() {
        let name = claim.field("name");
        if name.is_empty() {
            report.required(name, "");
        } else if names.insert(name.text()) {
            text(report, name, dns1123_label);
        } else {
            report.repeated(name);
        }
        let sources = ["resourceClaimName", "resourceClaimTemplateName"].map(|name| claim.field(name));
        let detail = match sources.iter().filter(|source| source.exists()).count() {
            0 => "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`",
            1 => "",
            _ => "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified",
        };
        if !detail.is_empty() {
            report.invalid(claim, &printed(claim, CLAIM), detail);
        }
        for source in sources.iter().filter(|source| source.exists()) {
            text(report, *source, dns1123_subdomain);
        }
    }
}

/// Checks the `claims` of a container, or of the Pod itself, against those of the Pod in `known`.
pub(super) fn of_container(report: &mut Report, list: At<'_>, known: At<'_>) {
    // The server writes name and request as one text, with a slash between.
    let mut used: Vec<String> = Vec::new();
    for claim in list.items() {
        let (name, request) = (claim.field("name").text(), claim.field("request"));
        if name.is_empty() {
            report.required(claim, "");
            continue;
        }
        if used.iter().any(|used| used == name) {
            report.duplicate(claim, name);
        } else {
            text_if_any(report, request, dns1123_label);
            let mut this = name.to_owned();
            if !request.is_empty() {
                this = [name, "/", request.text()].concat();
            }
            let part = |used: &String| used.split_once('/').is_some_and(|(used, _)| used == name);
            if used.contains(&this) || request.is_empty() && used.iter().any(part) {
                report.duplicate(claim, &this);
            }
            used.push(this);
        }
        let mut names = OrderedSet::new();
        for known in known.items() {
            if !known.field("name").is_empty() {
                names.insert(known.field("name").text());
            }
        }
        if !names.contains(name) {
            let mut known = Vec::new();
            for name in names.iter() {
                known.push(*name);
            }
            let which = if known.is_empty() {
                " which is empty".to_owned()
            } else {
                format!(": {}", known.joined(", "))
            };
            let detail = format!("must be one of the names in pod.spec.resourceClaims{which}");
            report.not_found(claim, name, &detail);
        }
    }
}
