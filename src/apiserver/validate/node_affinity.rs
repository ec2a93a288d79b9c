//! `affinity.nodeAffinity` (upstream: `validateNodeAffinity` of core's validation).

use super::words::is_one;
use super::{at::At, paths::text, report::Report};
use crate::model::{
    find::replace,
    syntax::{dns1123_subdomain, label_key, label_value},
};

const NOT_AN_OPERATOR: &str = "not a valid selector operator";

/// Checks required and preferred terms. An empty term is fine, and never matches.
pub(super) fn check(report: &mut Report, affinity: At<'_>) {
    let required = affinity.field("requiredDuringSchedulingIgnoredDuringExecution");
    if required.exists() {
        let terms = required.field("nodeSelectorTerms");
        if terms.is_empty() {
            report.required(terms, "must have at least one node selector term");
        }
        for item in terms.items() {
            term(report, item, true);
        }
    }
    for preferred in affinity.field("preferredDuringSchedulingIgnoredDuringExecution").items() {
        let weight = preferred.field("weight");
        if !(1..=100).contains(&weight.number()) {
            report.wrong_number(weight, "must be in the range 1-100");
        }
        term(report, preferred.field("preference"), false);
    }
}

/// Checks one term; values are held to the syntax of labels only where they are required.
fn term(report: &mut Report, term: At<'_>, strict: bool) {
    for requirement in term.field("matchExpressions").items() {
        expression(report, requirement, strict);
    }
    for requirement in term.field("matchFields").items() {
        field(report, requirement);
    }
}

/// Upstream: `ValidateNodeSelectorRequirement`.
fn expression(report: &mut Report, requirement: At<'_>, strict: bool) {
    const OPERATORS: &str = "In|NotIn|Exists|DoesNotExist|Gt|Lt";
    let (operator, values) = (requirement.field("operator"), requirement.field("values"));
    match (operator.text(), values.texts().len()) {
        ("In" | "NotIn", 0) => {
            report.required(values, "must be specified when `operator` is 'In' or 'NotIn'");
        }
        ("Exists" | "DoesNotExist", 1..) => {
            report.forbidden(values, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
        }
        ("Gt" | "Lt", count) if count != 1 => {
            report.required(values, "must be specified single value when `operator` is 'Lt' or 'Gt'");
        }
        (known, _) if is_one(known, OPERATORS) => {}
        (other, _) => {
            report.invalid_json(operator, other, NOT_AN_OPERATOR).help =
                Some(format!("write one of {}", replace(OPERATORS, "|", ", ")));
        }
    }
    let key = requirement.field("key");
    text(report, key, label_key);
    if strict {
        for value in values.items() {
            text(report, value, label_value);
        }
    }
}

/// Upstream: `ValidateNodeFieldSelectorRequirement`.
fn field(report: &mut Report, requirement: At<'_>) {
    let (operator, values) = (requirement.field("operator"), requirement.field("values"));
    match operator.text() {
        "In" | "NotIn" if values.texts().len() == 1 => {}
        "In" | "NotIn" => {
            let detail = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
            report.required(values, detail);
        }
        other => {
            report
                .invalid_json(operator, other, NOT_AN_OPERATOR)
                .hint("a node's fields know only In and NotIn");
        }
    }
    let key = requirement.field("key");
    if key.text() != "metadata.name" {
        report
            .wrong_text(key, "not a valid field selector key")
            .hint("`metadata.name` is the only field of a node that can be asked for");
        return;
    }
    for value in values.items() {
        text(report, value, dns1123_subdomain);
    }
}
