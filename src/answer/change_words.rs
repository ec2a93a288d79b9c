//! A change in words.

use super::{change::FieldChange, rollout_words::many};
use crate::model::{
    daemon_set::{DaemonSet, StrategyType},
    json,
    value::Value,
};

/// What an accepted change comes to.
pub(super) fn headline(differences: &[FieldChange], daemon_set: &DaemonSet) -> String {
    let all = differences.len();
    let of_template = differences.iter().filter(|field| field.rollout).count();
    if all == 0 {
        return "Nothing differs once defaults are filled in: no Pod is replaced.".to_owned();
    }
    let mut text = many(all, "difference");
    if of_template == 0 {
        text.push_str(" outside the template");
    } else if of_template == all {
        text.push_str(" in the template");
    } else {
        text = format!("{text}, {of_template} of them in the template");
    }
    let then = match daemon_set.spec.update_strategy.kind {
        _ if of_template == 0 => "no Pod is replaced",
        StrategyType::OnDelete => "with OnDelete a Pod is replaced once somebody deletes it",
        StrategyType::RollingUpdate => "this starts a rollout",
    };
    format!("{text}: {then}.")
}

/// What a refused change comes to.
pub(super) fn refused(complaints: usize) -> String {
    format!("The API server would refuse this update: {}.", many(complaints, "error"))
}

/// What to know about so many nodes that join, leave, and keep what they have.
pub(super) fn notes(counts: [usize; 3], daemon_set: &DaemonSet) -> Vec<String> {
    let [joins, leaves, keeps] = counts;
    let mut notes = Vec::new();
    if joins > 0 {
        let count = many(joins, "node");
        notes.push(format!(
            "{count} should run the Pod from now on: new Pods are created at once, whatever the budget is."
        ));
    }
    if leaves > 0 {
        let count = many(leaves, "node");
        notes.push(format!(
            "{count} may not run the Pod any more: the controller deletes what is there in its next sync, outside of the rolling update's budget."
        ));
    }
    if keeps > 0 {
        let then = match daemon_set.spec.update_strategy.kind {
            StrategyType::OnDelete => "It stays until somebody deletes it",
            StrategyType::RollingUpdate => "The rolling update deletes it in its turn",
        };
        let count = many(keeps, "node");
        notes.push(format!(
            "{count} should not run the Pod any more, but a NoSchedule taint leaves alone what is there: it counts as misscheduled. {then}, and no new one comes."
        ));
    }
    notes
}

/// Bytes that are shown of a value, and how many before the first that differs.
const MOST: usize = 160;
const BEFORE: usize = 40;

/// Two values as text, cut where they are long so that the first difference is to be seen.
pub(super) fn values(values: [Option<&Value>; 2]) -> [Option<String>; 2] {
    let mut texts = values.map(|value| {
        let value = value?;
        Some(value.as_str().map_or_else(|| json::print(value), str::to_owned))
    });
    let mut same = 0;
    if let [Some(old), Some(new)] = &texts {
        let mut bytes = old.bytes().zip(new.bytes());
        same = bytes.position(|(one, other)| one != other).unwrap_or_default();
    }
    for text in texts.iter_mut().flatten() {
        if text.len() > MOST {
            *text = cut(text, same);
        }
    }
    texts
}

fn cut(text: &str, same: usize) -> String {
    let from = if same > MOST / 2 { text.floor_char_boundary(same - BEFORE) } else { 0 };
    let to = text.floor_char_boundary((from + MOST).min(text.len()));
    let mut out = String::new();
    if from > 0 {
        out.push('…');
    }
    out.push_str(text.get(from..to).unwrap_or_default());
    if to < text.len() {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{MOST, values};

    #[test]
    fn what_is_long_is_cut_around_the_first_difference() {
        let one = "é".repeat(500) + "a";
        let shown = |old: &str, new: &str| values([Some(&old.into()), Some(&new.into())]).map(Option::unwrap);
        let [old, new] = shown(&one, &one.replace('a', "b"));
        assert_eq!(old, format!("…{}a", "é".repeat(20)));
        assert_eq!(new, format!("…{}b", "é".repeat(20)));
        assert_eq!(shown(&one, "x"), ["é".repeat(MOST / 2) + "…", "x".to_owned()]);
        assert_eq!(values([None, Some(&1.into())]), [None, Some("1".to_owned())]);
    }
}
