//! Sentences about a whole plan.

use crate::answer::{NodeVerdict, Outcome, Rollout, duration, many};

/// What a plan begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Beginning {
    /// A template that has just been changed.
    Changed,
    /// The template as it was.
    Same,
    /// Pods of any template.
    UnderWay,
    /// Nothing.
    New,
}

/// The sentence that answers the question: "Runs on 5 of 8 nodes. An update takes 5 waves, about 1 min 15 s."
/// From existing Pods it speaks of the update that is under way; of a new DaemonSet, of when its Pods are up. Without a rollout,
/// the update is refused. Where the Pod cannot start on so many of the nodes, it says so.
pub(super) fn headline(
    nodes: &[NodeVerdict],
    pending: usize,
    rollout: Option<&Rollout>,
    beginning: Beginning,
) -> String {
    let running = nodes.iter().filter(|node| node.should_run).count();
    let runs = if pending > 0 { "Should run" } else { "Runs" };
    let mut said = match (running, nodes.len()) {
        (_, 0) => return "There are no nodes to run on.".to_owned(),
        (0, all) => return format!("{runs} on none of {}.", many(all, "node")),
        (running, all) if running == all && all == 1 => format!("{runs} on the one node"),
        (running, all) if running == all => format!("{runs} on all {all} nodes"),
        (running, all) => format!("{runs} on {running} of {}", many(all, "node")),
    };
    if pending > 0 {
        let starting = running.saturating_sub(pending);
        said = if starting == 0 {
            said + ", and cannot start"
        } else {
            format!("{said}, and can start on {starting} of them")
        };
    }
    let where_it_runs = said + ".";
    let Some(rollout) = rollout else {
        return format!("{where_it_runs} The API server would refuse the update.");
    };
    let under_way = beginning == Beginning::UnderWay;
    let waves = many(rollout.waves.len(), "wave");
    let available = rollout.progress.iter().filter(|node| node.new_available_seconds.is_some()).count();
    let done = available + usize::try_from(rollout.up_to_date).unwrap_or_default();
    let left = rollout.progress.len();
    let update = match rollout.outcome {
        Outcome::Complete if beginning == Beginning::New => {
            format!("All Pods are available after about {}.", duration(rollout.duration_seconds))
        }
        Outcome::Complete if beginning == Beginning::Same && left == 0 => {
            "The template is the same as before: no Pod is replaced.".to_owned()
        }
        Outcome::Complete if under_way && left == 0 => "All of them are up to date.".to_owned(),
        Outcome::Complete if under_way => {
            let about = duration(rollout.duration_seconds);
            format!("The update has {} to go, about {about}.", many(left, "node"))
        }
        Outcome::Stuck if under_way => {
            format!("The update is stuck after {done} of {}.", many(running, "node"))
        }
        Outcome::Waiting if under_way => {
            format!("The update waits until you delete {}.", many(left, "old Pod"))
        }
        Outcome::Complete => {
            format!("An update takes {waves}, about {}.", duration(rollout.duration_seconds))
        }
        Outcome::Stuck => {
            format!("An update gets stuck after {done} of {}.", many(running, "node"))
        }
        Outcome::Waiting => "An update waits until you delete the old Pods.".to_owned(),
    };
    format!("{where_it_runs} {update}")
}

/// The sentence for a manifest that the API server would refuse, for this many reasons.
pub(super) fn refused(complaints: usize) -> String {
    format!("The API server would refuse this: {}.", many(complaints, "error"))
}
