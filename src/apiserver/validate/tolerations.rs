//! `tolerations` (upstream: `ValidateTolerations` of core's validation).

use super::words::is_one;
use super::{at::At, paths::text, report::Report};
use crate::model::{
    list::Joined,
    syntax::{label_key, label_value},
};

const EFFECTS: &str = "NoSchedule|PreferNoSchedule|NoExecute";

/// Checks a list of tolerations. Duplicates, an empty effect and an empty operator are fine.
pub(super) fn check(report: &mut Report, tolerations: At<'_>) {
    for toleration in tolerations.items() {
        let key = toleration.field("key");
        let operator = toleration.field("operator");
        let effect = toleration.field("effect");
        if !key.is_empty() {
            text(report, key, label_key);
        } else if operator.text() != "Exists" {
            let detail =
                "operator must be Exists when `key` is empty, which means \"match all values and all keys\"";
            report
                .wrong_json(operator, detail)
                .hint("name the taint's key, or write `operator: Exists` to tolerate every taint");
        }
        if toleration.field("tolerationSeconds").exists() && effect.text() != "NoExecute" {
            let detail = "effect must be 'NoExecute' when `tolerationSeconds` is set";
            report.wrong_json(effect, detail);
        }
        operator_and_value(report, toleration);
        if !effect.is_empty() && !is_one(effect.text(), EFFECTS) {
            report.unknown(effect, EFFECTS);
        }
    }
}

fn operator_and_value(report: &mut Report, toleration: At<'_>) {
    let operator = toleration.field("operator");
    let value = toleration.field("value");
    match operator.text() {
        "Equal" | "" => {
            let complaints = label_value(value.text());
            if !complaints.is_empty() {
                report.invalid_quoted(operator, value.text(), &complaints.joined(";")).stands_at(value);
            }
        }
        "Exists" if !value.is_empty() => {
            let detail = "value must be empty when `operator` is 'Exists'";
            report
                .invalid_quoted(operator, value.text(), detail)
                .hint("drop `value`, or write `operator: Equal`");
        }
        "Exists" => {}
        // Their feature gate is off by default.
        other @ ("Lt" | "Gt") => {
            let complaint = report.not_supported(operator, other, "Equal|Exists|Lt|Gt");
            complaint.hint("`Lt` and `Gt` need the feature gate TaintTolerationComparisonOperators, which is off by default");
        }
        other => {
            report.not_supported(operator, other, "Equal|Exists");
        }
    }
}
