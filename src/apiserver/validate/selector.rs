//! `spec.selector` and what it has to do with the template's labels.

use super::{
    at::At,
    metadata::labels,
    paths::text,
    report::{Report, json},
};
use crate::{
    apiserver::decode,
    model::{
        list::Joined,
        ordered::OrderedMap,
        syntax::{label_key, label_value},
        value::Value,
    },
};

const NEEDS_VALUES: &str = "must be specified when `operator` is 'In' or 'NotIn'";
const NO_VALUES: &str = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";

/// Checks the selector, that it matches the template's labels, and that it is not empty.
pub(super) fn check(report: &mut Report, selector: At<'_>, template_labels: At<'_>) {
    label_selector(report, selector);
    if matches(selector, &template_labels.strings()) == Some(false) {
        let printed =
            if template_labels.exists() { json(template_labels.value()) } else { "null".to_owned() };
        let complaint =
            report.invalid(template_labels, &printed, "`selector` does not match template `labels`");
        complaint.help = Some(mismatch_help(selector, template_labels));
    }
    if selector.exists()
        && selector.field("matchLabels").is_empty()
        && selector.field("matchExpressions").is_empty()
    {
        report
            .invalid(selector, &printed_selector(selector), "empty selector is invalid for daemonset")
            .hint("name labels of the template in `spec.selector.matchLabels`");
    }
}

/// Checks that the selector is still what it was (upstream: `ValidateImmutableField`).
pub(super) fn immutable(report: &mut Report, selector: At<'_>, before: &Value) {
    let now = pruned(selector);
    if now != *before {
        report.invalid(selector, &json(&now), "field is immutable").hint("give the DaemonSet another name, or delete it and create it anew: its selector stays for as long as it lives");
    }
}

/// Checks the syntax of a label selector; an absent one is fine (upstream: `ValidateLabelSelector`).
pub(super) fn label_selector(report: &mut Report, selector: At<'_>) {
    labels(report, selector.field("matchLabels"));
    for requirement in selector.field("matchExpressions").items() {
        let (operator, values) = (requirement.field("operator"), requirement.field("values"));
        match operator.text() {
            "In" | "NotIn" if values.is_empty() => {
                report.required(values, NEEDS_VALUES);
            }
            "Exists" | "DoesNotExist" if !values.is_empty() => {
                report.forbidden(values, NO_VALUES);
            }
            "In" | "NotIn" | "Exists" | "DoesNotExist" => {}
            other => {
                report.invalid_json(operator, other, "not a valid selector operator");
            }
        }
        text(report, requirement.field("key"), label_key);
        for value in values.items() {
            text(report, value, label_value);
        }
    }
}

/// Whether a selector matches labels; `None` where it cannot be read (upstream: `LabelSelectorAsSelector`). An absent
/// selector matches nothing, an empty one everything.
fn matches(selector: At<'_>, labels: &OrderedMap<&str, &str>) -> Option<bool> {
    if !selector.exists() {
        return Some(false);
    }
    let mut all = true;
    for (key, value) in &selector.field("matchLabels").strings() {
        if !label_key(key).is_empty() || !label_value(value).is_empty() {
            return None;
        }
        all &= labels.get(key) == Some(value);
    }
    for requirement in selector.field("matchExpressions").items() {
        let (key, values) = (requirement.field("key").text(), requirement.field("values").texts());
        let bad_values = values.iter().any(|value| !label_value(value).is_empty());
        if !label_key(key).is_empty() || bad_values {
            return None;
        }
        let has = labels.get(key);
        all &= match (requirement.field("operator").text(), values.is_empty()) {
            ("In", false) => has.is_some_and(|value| values.contains(value)),
            ("NotIn", false) => has.is_none_or(|value| !values.contains(value)),
            ("Exists", true) => has.is_some(),
            ("DoesNotExist", true) => has.is_none(),
            _ => return None,
        };
    }
    Some(all)
}

/// A selector as the server prints it: without what is empty.
pub(super) fn printed_selector(selector: At<'_>) -> String {
    json(&pruned(selector))
}

fn pruned(selector: At<'_>) -> Value {
    let mut selector = selector.value().clone();
    decode::drop_empty_of("LabelSelector", &mut selector);
    selector
}

fn mismatch_help(selector: At<'_>, template_labels: At<'_>) -> String {
    if !selector.exists() {
        return "`spec.selector` is missing; it has to name labels of the template, for example in `spec.selector.matchLabels`"
            .to_owned();
    }
    let pairs = |at: At<'_>| {
        let mut pairs = Vec::new();
        for (key, value) in &at.strings() {
            pairs.push([key, "=", value].concat());
        }
        if pairs.is_empty() { "nothing".to_owned() } else { format!("`{}`", pairs.joined(",")) }
    };
    let wanted = selector.field("matchLabels");
    format!(
        "the selector asks for {}, the template's labels are {}; make them agree",
        if wanted.is_empty() { "other labels".to_owned() } else { pairs(wanted) },
        pairs(template_labels)
    )
}
