//! The Pod Security Standards: what the engine says of a template, in the shape of upstream's answer.

use daemonset_planner::{
    apiserver,
    security::{self, Level},
};
use serde_json::{Value, json};

use super::tree;

/// What each level says, and each check that denies; `null` where the API server refuses the manifest.
pub(crate) fn answer(case: &Value) -> Value {
    let Ok(admitted) = apiserver::admit(&tree(&case["manifest"])) else { return Value::Null };
    let denials = security::denials(&admitted.object()["spec"]["template"]);
    let at = |level: Level| {
        let detail = security::forbidden(&denials, level);
        let mut reasons = Vec::new();
        for denial in &denials {
            if denial.level <= level && !(denial.overridden && level == Level::Restricted) {
                reasons.push(denial.reason);
            }
        }
        assert_eq!(detail.is_none(), level <= security::strictest(&denials));
        json!({"allowed": detail.is_none(), "reason": reasons.join(", "), "detail": detail.unwrap_or_default()})
    };
    let mut checks = Vec::new();
    for denial in &denials {
        assert!(!denial.paths.is_empty());
        let level = if denial.level == Level::Baseline { "baseline" } else { "restricted" };
        checks
            .push(json!({"id": denial.id, "level": level, "reason": denial.reason, "detail": denial.detail}));
    }
    json!({
        "privileged": at(Level::Privileged),
        "baseline": at(Level::Baseline),
        "restricted": at(Level::Restricted),
        "checks": checks,
    })
}
