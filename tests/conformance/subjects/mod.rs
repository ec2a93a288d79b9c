//! What the engine answers to the cases that Kubernetes' own code answered: a case in, an answer of upstream's shape out.

use daemonset_planner::model::value;
use serde::Deserialize;
use serde_json::Value;

mod admission;
pub(crate) mod course;
mod eligibility;
mod events;
mod kubectl;
mod pod;
mod quantities;
mod resume;
mod rollout;
pub(crate) mod scheduling;
mod security;
mod step;
mod update;
mod yaml;

/// The engine's answer to a case.
type Answer = fn(&Value) -> Value;

/// Each subject, and the engine's answers to its cases.
pub(crate) const SUBJECTS: [(&str, Answer); 17] = [
    ("eligibility", eligibility::answer),
    ("step", step::answer),
    ("rollout", rollout::answer),
    ("course", course::answer),
    ("resume", resume::answer),
    ("admission", admission::answer),
    ("update", update::answer),
    ("yaml", yaml::answer),
    ("quantities", quantities::answer),
    ("selectors", quantities::selector),
    ("percentages", quantities::percentage),
    ("kubectl", kubectl::answer),
    ("events", events::answer),
    ("filter", scheduling::filter),
    ("scheduling", scheduling::answer),
    ("pod", pod::answer),
    ("security", security::answer),
];

/// The engine's answer to a case; `null` for a subject that there is not.
pub(crate) fn answer(subject: &str, case: &Value) -> Value {
    SUBJECTS.iter().find(|(name, _)| *name == subject).map_or(Value::Null, |(_, answer)| answer(case))
}

/// A tree of `serde_json` as the engine's own.
pub(crate) fn tree(value: &Value) -> value::Value {
    value::Value::deserialize(value).unwrap()
}

/// Whether an answer is upstream's. Of a sync, upstream's is a list for each time: the steps that it took, as chance had it.
pub(crate) fn agrees(subject: &str, upstream: &Value, ours: &Value) -> bool {
    match (upstream, ours) {
        (Value::Array(seen), Value::Array(steps)) if subject == "step" => {
            seen.len() == steps.len()
                && seen
                    .iter()
                    .zip(steps)
                    .all(|(seen, step)| seen.as_array().is_some_and(|seen| seen.contains(step)))
        }
        _ => upstream == ours,
    }
}
