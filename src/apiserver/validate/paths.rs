//! Paths and numbers inside Pods: relative paths, file modes, user ids (upstream: the small helpers of core's validation).

use super::{at::At, report::Report};

/// Upstream: `validatePathNoBacksteps`.
pub(super) fn no_backsteps(report: &mut Report, path: At<'_>, text: &str) {
    if text.split('/').any(|part| part == "..") {
        report.invalid_quoted(path, text, "must not contain '..'");
    }
}

/// Upstream: `validateLocalDescendingPath`.
pub(super) fn descending(report: &mut Report, path: At<'_>, text: &str) {
    if text.starts_with('/') {
        report.invalid_quoted(path, text, "must be a relative path");
    }
    no_backsteps(report, path, text);
}

/// Upstream: `ValidateLocalNonReservedPath`.
pub(super) fn not_reserved(report: &mut Report, path: At<'_>, text: &str) {
    descending(report, path, text);
    if text.starts_with("..") && !text.starts_with("../") {
        report.invalid_quoted(path, text, "must not start with '..'");
    }
}

/// Checks the permissions of a file, where there are any.
pub(super) fn mode(report: &mut Report, field: At<'_>) {
    if field.exists() && !(0..=0o777).contains(&field.number()) {
        let detail = "must be a number between 0 and 0777 (octal), both inclusive";
        report.wrong(field, detail);
    }
}

/// Checks the id of a user or a group, where there is one.
pub(super) fn id(report: &mut Report, field: At<'_>) {
    within(report, field, 0, i64::from(i32::MAX));
}

/// Checks that a number lies between two others, where there is one.
pub(super) fn within(report: &mut Report, field: At<'_>, least: i64, most: i64) {
    if field.exists() && !(least..=most).contains(&field.number()) {
        let detail = format!("must be between {least} and {most}, inclusive");
        report.wrong(field, &detail);
    }
}

/// The rules for a text: what is wrong with it.
pub(super) type Rule = fn(&str) -> Vec<String>;

/// Checks a text, even an empty one.
pub(super) fn text(report: &mut Report, field: At<'_>, rule: Rule) {
    report.invalid_text(field, field.text(), rule);
}

/// Checks a text of which the server speaks as if it stood elsewhere.
pub(super) fn text_as<'a>(report: &mut Report, printed: At<'a>, real: At<'a>, rule: Rule) {
    let first = report.len();
    report.invalid_text(printed, real.text(), rule);
    report.relocate(first, printed, real);
}

/// Checks a text that is not empty.
pub(super) fn text_if_any(report: &mut Report, field: At<'_>, rule: Rule) {
    if !field.is_empty() {
        text(report, field, rule);
    }
}

/// Checks a text that must not be empty.
pub(super) fn needs_text(report: &mut Report, field: At<'_>, rule: Rule) {
    needs(report, field);
    text_if_any(report, field, rule);
}

/// Checks that a field is not empty.
pub(super) fn needs(report: &mut Report, field: At<'_>) {
    if field.is_empty() {
        report.required(field, "");
    }
}
