//! What the engine answers to the cases that Kubernetes' own code answered: a case in, an answer of upstream's shape out.

use serde_json::Value;

mod eligibility;
mod step;

/// Each subject, and the engine's answer to a case of it.
pub(crate) const SUBJECTS: [(&str, fn(&Value) -> Value); 2] =
    [("eligibility", eligibility::answer), ("step", step::answer)];

/// The engine's answer to a case; `null` for a subject that there is not.
pub(crate) fn answer(subject: &str, case: &Value) -> Value {
    SUBJECTS.iter().find(|(name, _)| *name == subject).map_or(Value::Null, |(_, answer)| answer(case))
}

/// Whether an answer is upstream's. Where upstream's hangs on chance, it is the list of those that it gave.
pub(crate) fn agrees(subject: &str, upstream: &Value, ours: &Value) -> bool {
    match upstream {
        Value::Array(outcomes) if subject == "step" => outcomes.contains(ours),
        _ => upstream == ours,
    }
}
