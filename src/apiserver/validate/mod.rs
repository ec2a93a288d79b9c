//! Validation of a decoded and defaulted DaemonSet (upstream: `ValidateDaemonSet` of `pkg/apis/apps/validation`).
//!
//! All complaints are collected, in the server's order, in its words. Where the server walks a map in random order, keys
//! are taken in theirs.

mod address;
mod annotations;
mod at;
mod certificates;
mod claim_template;
mod claims;
mod containers;
mod env;
mod ephemeral;
mod metadata;
mod mounts;
mod node_affinity;
mod old_tolerations;
mod paths;
mod place;
mod platform;
mod pod;
mod pod_resources;
mod ports;
mod probes;
mod projected;
mod report;
mod resources;
mod rules;
mod security;
mod selector;
mod shape;
mod spreading;
mod storage;
mod strategy;
mod sysctls;
mod tolerations;
mod volumes;
mod windows;
mod words;

use crate::{diagnostic::FieldPath, model::value::Value};

pub(super) use self::report::escaped;
use self::{at::At, place::Places, report::Report};
use super::Complaint;

/// Every complaint about the object, in the server's order. One that takes the place of a previous one must have its selector
/// (upstream: `ValidateDaemonSetUpdate`).
pub(super) fn validate(object: &Value, previous: Option<&Value>) -> Vec<Complaint> {
    let mut report = Report::default();
    let places = Places::default();
    let object = At::start(object, FieldPath::root(), &places);
    metadata::check(&mut report, object.field("metadata"));
    if let Some(previous) = previous {
        let before = previous.pointer("/spec/selector").unwrap_or(&Value::Null);
        selector::immutable(&mut report, object.field("spec.selector"), before);
    }
    spec(&mut report, object.field("spec"));
    report.into_complaints()
}

/// The name under which the server speaks of the object.
pub(super) fn name(object: &Value) -> String {
    let places = Places::default();
    metadata::given_name(At::start(object, FieldPath::root(), &places).field("metadata"))
}

/// Upstream: `ValidateDaemonSetSpec`.
fn spec(report: &mut Report, spec: At<'_>) {
    let template = spec.field("template");
    selector::check(report, spec.field("selector"), template.field("metadata.labels"));
    pod::template(report, template);
    let restart = template.field("spec.restartPolicy");
    if restart.text() != "Always" {
        report
            .unknown(restart, "Always")
            .hint("the controller keeps its Pods running: write `Always`, or leave it out");
    }
    let deadline = template.field("spec.activeDeadlineSeconds");
    if deadline.exists() {
        report.forbidden(deadline, "activeDeadlineSeconds in DaemonSet is not Supported");
    }
    rules::apply(report, spec, "minReadySeconds#");
    strategy::check(report, spec.field("updateStrategy"));
    rules::apply(report, spec, "revisionHistoryLimit#");
}

/// Checks that a number is not below 0; an absent one is 0.
fn nonnegative(report: &mut Report, field: At<'_>) {
    if field.number() < 0 {
        report.wrong_number(field, "must be greater than or equal to 0");
    }
}

#[cfg(test)]
mod tests {
    use crate::model::value::Value;

    /// Manifests, and the message with which the server's own code refuses each.
    const REFUSALS: &str = include_str!("refusals.jsonl");

    #[test]
    fn manifests_are_refused_in_the_servers_words() {
        for line in REFUSALS.lines() {
            let case: Value = serde_json::from_str(line).unwrap();
            let message =
                crate::apiserver::admit(&case["manifest"]).map(|_| ()).map_err(|refusal| refusal.message);
            assert_eq!(message, Err(case["message"].as_str().unwrap().to_owned()), "{line}");
        }
    }
}
