//! What becomes of the DaemonSet that was there before: the update, as the API server and the controller take it.

use serde::Serialize;
use tsify::Tsify;

use super::{Range, change_words as words};
use crate::{
    apiserver::{Difference, Refusal, Update},
    controller::Verdict,
    diagnostic::{self, FieldPath},
    model::daemon_set::DaemonSet,
};

/// The update of the previous manifest's DaemonSet to this one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Whether the API server accepts the update. It may refuse one to a manifest that it would accept on its own: the selector must stay.
    pub accepted: bool,
    /// The `message` of the API server's Status, byte for byte; absent where it accepts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Whether a rollout follows: only a change of the template starts one.
    pub rollout: bool,
    /// Whether the API server counts `metadata.generation`: any change of the spec does that.
    pub new_generation: bool,
    /// What the change comes to, in one sentence.
    pub headline: String,
    /// What differs, with defaults on both sides, in the order of the fields; empty for nothing, and where the update is refused.
    pub differences: Vec<FieldChange>,
    /// The nodes that should run the Pod now and should not before, in input order.
    pub joins: Vec<String>,
    /// The nodes that should run the Pod before and may not any more. The controller deletes their Pods in its next sync.
    pub leaves: Vec<String>,
    /// The nodes that should run the Pod before and should not any more, but may keep the one that they have.
    pub keeps: Vec<String>,
    /// What to know about these nodes, in sentences.
    pub notes: Vec<String>,
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct FieldChange {
    /// The field, as the API server prints paths: in this manifest, or in the previous one for what is gone.
    pub path: String,
    /// What was there: text as it is, anything else as JSON; cut where it is long. Absent for what is added.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// What is there; absent for what is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// Whether a list has its items in another order; `old` and `new` then have both orders, by names where there are any.
    pub reordered: bool,
    /// Whether it is in the template, and so starts a rollout. Anything else takes effect at once, and touches no Pod.
    pub rollout: bool,
    /// Its place: in this manifest, or in the previous one for what is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
}

/// Finds a field in this manifest, or in the previous one where that is asked for.
type Place<'a> = &'a dyn Fn(&FieldPath, bool) -> Option<diagnostic::Range>;

impl Change {
    /// The API server's answer to an update; no nodes are named yet.
    pub fn of(update: &Result<Update, Refusal>, place: Place<'_>) -> Self {
        let mut change = Self { accepted: update.is_ok(), ..Self::default() };
        match update {
            Ok(update) => {
                for difference in &update.differences {
                    change.rollout |= difference.is_of_template();
                    change.new_generation |= difference.is_of_spec();
                    change.differences.push(field(difference, place));
                }
                change.headline = words::headline(&change.differences, update.admitted.daemon_set());
            }
            Err(refusal) => {
                change.headline = words::refused(refusal.complaints.len());
                change.message = Some(refusal.message.clone());
            }
        }
        change
    }

    /// Takes up a node with its verdict before and after.
    pub fn node(&mut self, name: &str, before: Verdict, after: Verdict) {
        let nodes = match (before.should_run, after.should_run) {
            (false, true) => &mut self.joins,
            (true, false) if after.should_continue_running => &mut self.keeps,
            (true, false) => &mut self.leaves,
            _ => return,
        };
        nodes.push(name.to_owned());
    }

    /// Says what there is to know about the nodes, once all are taken up.
    pub fn note(&mut self, daemon_set: &DaemonSet) {
        self.notes = words::notes([self.joins.len(), self.leaves.len(), self.keeps.len()], daemon_set);
    }
}

fn field(difference: &Difference, place: Place<'_>) -> FieldChange {
    let [old, new] = words::values([difference.old.as_ref(), difference.new.as_ref()]);
    FieldChange {
        path: difference.path.to_string(),
        old,
        new,
        reordered: difference.reordered,
        rollout: difference.is_of_template(),
        range: place(&difference.path, difference.new.is_none()).map(Into::into),
    }
}
