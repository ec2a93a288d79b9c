//! Sentences about a whole plan.

use crate::answer::{NodeVerdict, Outcome, Rollout};

/// The sentence that answers the question: "Runs on 5 of 8 nodes. An update takes 5 waves, about 1 min 15 s."
pub(super) fn headline(nodes: &[NodeVerdict], rollout: &Rollout) -> String {
    let running = nodes.iter().filter(|node| node.should_run).count();
    let where_it_runs = match (running, nodes.len()) {
        (_, 0) => return "There are no nodes to run on.".to_owned(),
        (0, all) => return format!("Runs on none of {}.", count(all, "node")),
        (running, all) if running == all && all == 1 => "Runs on the one node.".to_owned(),
        (running, all) if running == all => format!("Runs on all {all} nodes."),
        (running, all) => format!("Runs on {running} of {}.", count(all, "node")),
    };
    let waves = count(rollout.waves.len(), "wave");
    let update = match rollout.outcome {
        Outcome::Complete => {
            format!("An update takes {waves}, about {}.", duration(rollout.duration_seconds))
        }
        Outcome::Stuck => {
            let done = rollout.progress.iter().filter(|node| node.new_available_seconds.is_some()).count();
            format!("An update gets stuck after {done} of {}.", count(running, "node"))
        }
        Outcome::Waiting => "An update waits until you delete the old Pods.".to_owned(),
    };
    format!("{where_it_runs} {update}")
}

/// The sentence for a manifest that the API server would refuse, for this many reasons.
pub(super) fn refused(complaints: usize) -> String {
    format!("The API server would refuse this: {}.", count(complaints, "error"))
}

/// A number and its noun: `1 node`, `2 nodes`.
fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// A time span as people say it, rounded to a second: `0 s`, `45 s`, `1 min 15 s`, `2 h 5 min`, `3 d 4 h`.
fn duration(seconds: f64) -> String {
    const UNITS: [(u64, &str); 4] = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")];
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates")]
    let total = seconds.round() as u64;
    let first = UNITS.iter().position(|(size, _)| total >= *size).unwrap_or(UNITS.len() - 1);
    let mut rest = total;
    let mut parts = Vec::new();
    for (size, unit) in UNITS.iter().skip(first).take(2) {
        let amount = rest / size;
        rest %= size;
        if amount > 0 || parts.is_empty() {
            parts.push(format!("{amount} {unit}"));
        }
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn durations_are_said_as_people_say_them() {
        for (seconds, expected) in [
            (0.0, "0 s"),
            (0.6, "1 s"),
            (75.0, "1 min 15 s"),
            (60.0, "1 min"),
            (3_600.0, "1 h"),
            (7_509.0, "2 h 5 min"),
            (90_000.0, "1 d 1 h"),
        ] {
            assert_eq!(duration(seconds), expected);
        }
    }
}
