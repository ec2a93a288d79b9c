//! `windowsOptions` (upstream: `validateWindowsSecurityContextOptions`).

use super::{at::At, report::Report};
use crate::model::{
    find::{holds, parts},
    syntax::{dns1123_subdomain, framed, is_alphanumeric},
};

/// The longest GMSA credential spec.
const MOST_SPEC_BYTES: usize = 64 * 1024;

/// Checks the names in the options, where there are any.
pub(super) fn check(report: &mut Report, options: At<'_>) {
    let [name, spec, user] =
        ["gmsaCredentialSpecName", "gmsaCredentialSpec", "runAsUserName"].map(|field| options.field(field));
    if name.exists() {
        for complaint in dns1123_subdomain(name.text()) {
            report.wrong(name, &complaint);
        }
    }
    if spec.exists() {
        let wrong = match spec.text().len() {
            0 => "gmsaCredentialSpec cannot be an empty string",
            length if length > MOST_SPEC_BYTES => "gmsaCredentialSpec size must be under 64 KiB",
            _ => "",
        };
        if !wrong.is_empty() {
            report.wrong(spec, wrong);
        }
    }
    if user.exists() {
        for (wrong, detail) in user_name(user.text()) {
            if wrong {
                report.wrong(user, &format!("runAsUserName{detail}"));
            }
        }
    }
}

/// What may be wrong with `DOMAIN\USER` or `USER`.
fn user_name(text: &str) -> Vec<(bool, &'static str)> {
    let simple = [
        (text.is_empty(), " cannot be an empty string"),
        (text.bytes().any(|byte| byte.is_ascii_control()), " cannot contain control characters"),
        (parts(text, b"\\").len() > 2, " cannot contain more than one backslash"),
    ];
    if let Some(problem) = simple.into_iter().find(|(wrong, _)| *wrong) {
        return vec![problem];
    }
    let (domain, user) = match text.split_once('\\') {
        Some((domain, user)) => (Some(domain), user),
        None => (None, text),
    };
    let reserved = |letter: char| holds("\"/\\:;|=,+*?<>@[]", letter);
    vec![
        (domain.is_some_and(|domain| domain.len() >= 256), "'s Domain length must be under 256 characters"),
        (
            domain.is_some_and(|domain| !is_net_bios(domain) && !domain.split('.').all(is_dns_label)),
            "'s Domain doesn't match the NetBios nor the DNS format",
        ),
        (user.is_empty(), "'s User cannot be empty"),
        (user.len() > 104, "'s User length must not be longer than 104 characters"),
        (
            !user.is_empty() && user.chars().all(|letter| holds(". ", letter)),
            "'s User cannot contain only periods or spaces",
        ),
        (user.contains(reserved), "'s User cannot contain the following characters: \"/\\:;|=,+*?<>@[]"),
    ]
}

fn is_net_bios(domain: &str) -> bool {
    (1..=15).contains(&domain.chars().count())
        && !domain.starts_with('.')
        && !domain.contains(|letter| holds("\\/:*?\"<>|", letter))
}

fn is_dns_label(label: &str) -> bool {
    label.len() <= 63 && framed(label, is_alphanumeric, b"-")
}
