//! Certificates in projected volumes (upstream: `validateProjectionSources`, `ValidateSignerName`,
//! `ValidateClusterTrustBundleName`).

use super::words::is_one;
use super::{
    at::At,
    metadata::{annotation_map, lower},
    paths::{Rule, id, needs, not_reserved},
    projected::Paths,
    report::{Report, quoted},
    selector::{label_selector, printed_selector},
    shape::{Kind, Shape, printed},
};
use crate::model::{
    find::{holds, replace},
    syntax::{dns1123_label, dns1123_subdomain, label_key},
};

const BUNDLE: &Shape = &[
    ("Name", "name", Kind::Pointer),
    ("SignerName", "signerName", Kind::Pointer),
    ("LabelSelector", "labelSelector", Kind::Selector),
    ("Optional", "optional", Kind::Pointer),
    ("Path", "path", Kind::Text),
    ("User", "user", Kind::Pointer),
];
const KEYS: &str = "RSA3072|RSA4096|ECDSAP256|ECDSAP384|ECDSAP521|ED25519";

/// Checks a `clusterTrustBundle`.
pub(super) fn trust_bundle<'a>(report: &mut Report, bundle: At<'a>, paths: &mut Paths<'a>) {
    let [name, signer, selector, path] =
        ["name", "signerName", "labelSelector", "path"].map(|field| bundle.field(field));
    match (name.exists(), signer.exists()) {
        (true, true) => {
            let detail = "only one of name and signerName may be used";
            report.invalid(bundle, &printed(bundle, BUNDLE), detail);
        }
        (true, false) => {
            if name.is_empty() {
                report.required(name, "must be a valid object name");
            }
            for complaint in bundle_name(name.text()) {
                let detail = format!("not a valid clustertrustbundlename: {complaint}");
                report.wrong_text(name, &detail);
            }
            if selector.exists() {
                let detail = "labelSelector must be unset if name is specified";
                report.invalid(selector, &printed_selector(selector), detail);
            }
        }
        (false, true) => {
            if signer.is_empty() {
                report.required(signer, "must be a valid signer name");
            }
            signer_name(report, signer);
            label_selector(report, selector);
        }
        (false, false) => {
            report.required(bundle, "either name or signerName must be specified");
        }
    }
    needs(report, path);
    id(report, bundle.field("user"));
    not_reserved(report, path, path.text());
    paths.take(report, path, path.text());
}

/// A bundle of a signer has that signer's name, with colons for slashes, before its own.
fn bundle_name(name: &str) -> Vec<String> {
    match name.rsplit_once(':') {
        Some(("", _)) => {
            vec!["ClusterTrustBundle without signer name must not have \":\" in its name".to_owned()]
        }
        Some((signer, _)) if holds(signer, '/') => {
            let (signer, prefix) = (replace(signer, ":", "/"), replace(signer, "/", ":"));
            vec![format!("ClusterTrustBundle for signerName {signer} must be named with prefix {prefix}:")]
        }
        Some((_, own)) => dns1123_subdomain(own),
        None => dns1123_subdomain(name),
    }
}

/// A key with a domain, in any case (upstream: `ValidateUserAnnotations`).
fn user_key(report: &mut Report, path: At<'_>, key: &str) {
    if key.is_empty() {
        report.required(path, "");
        return;
    }
    report.invalid_text(path, &lower(key), |key| {
        let mut complaints = label_key(key);
        if complaints.is_empty() && !holds(key, '/') {
            complaints.push("must be a domain-prefixed key (such as \"acme.io/foo\")".to_owned());
        }
        complaints
    });
}

/// Checks a `podCertificate`.
pub(super) fn pod_certificate<'a>(report: &mut Report, certificate: At<'a>, paths: &mut Paths<'a>) {
    let signer = certificate.field("signerName");
    signer_name(report, signer);
    annotation_map(report, certificate.field("userAnnotations"), user_key);
    id(report, certificate.field("user"));
    let key = certificate.field("keyType");
    if !is_one(key.text(), KEYS) {
        report.unknown_plain(key, KEYS);
    }
    let host = signer.text().split('/').next().unwrap_or_default();
    let own = host == "kubernetes.io" || host.ends_with(".kubernetes.io");
    let (seconds, most) = (certificate.field("maxExpirationSeconds"), if own { 86_400 } else { 7_862_400 });
    let detail = match seconds.number() {
        ..3600 => "if provided, maxExpirationSeconds must be >= 3600".to_owned(),
        number if number > most => format!("if provided, maxExpirationSeconds must be <= {most}"),
        _ => String::new(),
    };
    if seconds.exists() && !detail.is_empty() {
        report.wrong(seconds, &detail);
    }
    let mut none = true;
    for &field in &["credentialBundlePath", "keyPath", "certificateChainPath"] {
        let path = certificate.field(field);
        if !path.is_empty() {
            none = false;
            not_reserved(report, path, path.text());
            paths.take(report, path, path.text());
        }
    }
    if none {
        let detail = "specify at least one of credentialBundlePath, keyPath, and certificateChainPath";
        report.required(certificate, detail);
    }
}

fn signer_name(report: &mut Report, field: At<'_>) {
    needs(report, field);
    if field.is_empty() {
        return;
    }
    let parts = field.text().split_once('/').filter(|(_, name)| !holds(name, '/'));
    let Some((domain, name)) = parts else {
        let detail = "must be a fully qualified domain and path of the form 'example.com/signer-name'";
        report.wrong_text(field, detail);
        return;
    };
    if domain.len() > 253 {
        report.too_long(field, 253);
    }
    labels(report, field, domain, dns1123_label);
    if !holds(domain, '.') {
        let detail = "should be a domain with at least two segments separated by dots";
        report.invalid_quoted(field, domain, detail);
    }
    labels(report, field, name, dns1123_subdomain);
    if field.text().len() > 571 {
        report.too_long(field, 571);
    }
}

/// Complains about the first label that is wrong.
fn labels(report: &mut Report, field: At<'_>, part: &str, rule: Rule) {
    for label in part.split('.') {
        let first = report.len();
        for complaint in rule(label) {
            let detail = format!("validating label {}: {complaint}", quoted(label));
            report.invalid_quoted(field, part, &detail);
        }
        if report.len() > first {
            return;
        }
    }
}
