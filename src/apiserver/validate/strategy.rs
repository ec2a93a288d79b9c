//! `spec.updateStrategy` (upstream: `ValidateDaemonSetUpdateStrategy`).

use super::{
    at::At,
    report::{Report, json},
};
use crate::model::whole::whole;

const NO_PERCENT: &str = "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', \
                          regex used for validation is '[0-9]+%')";

/// Checks the strategy; with `OnDelete` the rolling update's block is not looked at.
pub(super) fn check(report: &mut Report, strategy: At<'_>) {
    match strategy.field("type").text() {
        "OnDelete" => {}
        "RollingUpdate" => rolling_update(report, strategy.field("rollingUpdate")),
        other => {
            let complaint =
                report.not_supported_value(strategy, &printed(strategy, other), "RollingUpdate|OnDelete");
            complaint.stands_at(strategy.field("type"));
        }
    }
}

/// Upstream: `ValidateRollingUpdateDaemonSet`.
fn rolling_update(report: &mut Report, rolling: At<'_>) {
    let unavailable = rolling.field("maxUnavailable");
    let surge = rolling.field("maxSurge");
    for budget in [&unavailable, &surge] {
        int_or_percent(report, *budget);
    }
    for budget in [&unavailable, &surge] {
        if percent(budget.text()).is_some_and(|percent| percent > 100) {
            report.wrong(*budget, "must not be greater than 100%");
        }
    }
    match (amount(unavailable) != 0, amount(surge) != 0) {
        (true, true) => {
            let detail = "may not be set when maxUnavailable is non-zero";
            report
                .wrong(surge, detail)
                .hint("write `maxUnavailable: 0` beside it; left out, it is defaulted to 1");
        }
        (false, false) => {
            report
                .required(unavailable, "cannot be 0 when maxSurge is 0")
                .hint("one of the two has to be above 0; `maxSurge` is 0 where it is left out");
        }
        _ => {}
    }
}

fn int_or_percent(report: &mut Report, budget: At<'_>) {
    if budget.value().is_string() {
        if percent(budget.text()).is_none() {
            report
                .wrong(budget, NO_PERCENT)
                .hint("write a number without quotes, or a percentage such as \"10%\"");
        }
    } else {
        super::nonnegative(report, budget);
    }
}

/// The number before the `%`; 0 for one that Go's `Atoi` refuses as too large.
fn percent(text: &str) -> Option<i64> {
    let digits = text.strip_suffix('%')?;
    let well_formed = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    well_formed.then(|| whole(digits).unwrap_or(i64::MAX))
}

/// The number that a budget stands for when it is only asked whether it is 0: text that is no percentage counts as the
/// integer that it spells, or 0.
fn amount(budget: At<'_>) -> i64 {
    let text = budget.text();
    percent(text).or_else(|| whole(text)).unwrap_or_else(|| budget.number())
}

/// The strategy as the server's internal type prints itself.
fn printed(strategy: At<'_>, kind: &str) -> String {
    let rolling = strategy.field("rollingUpdate");
    let block = if rolling.exists() {
        let budget = |name: &'static str| {
            let field = rolling.field(name);
            if field.exists() { json(field.value()) } else { "0".to_owned() }
        };
        format!("{{\"MaxUnavailable\":{},\"MaxSurge\":{}}}", budget("maxUnavailable"), budget("maxSurge"))
    } else {
        "null".to_owned()
    };
    format!("{{\"Type\":{},\"RollingUpdate\":{block}}}", super::report::json_text(kind))
}
