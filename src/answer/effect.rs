//! What events change, and how plans compare.

use serde::Serialize;
use tsify::Tsify;

use super::{
    rollout::{Outcome, seconds},
    rollout_words::{duration, many},
    step::{DaemonSetStatus, count},
};
use crate::{
    model::list::Growing,
    simulation::{Outage, Run},
};

/// What the events change: the same without them, and where it differs.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Effect {
    /// How it ends with the events.
    pub with: RunSummary,
    /// How it ends without them.
    pub without: RunSummary,
    /// Each difference in a sentence; empty where nothing differs.
    pub differences: Vec<String>,
    /// The nodes that are longer or shorter without an available Pod, in the order of the nodes.
    pub nodes: Vec<NodeEffect>,
}

/// A run in a few numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct RunSummary {
    /// What it is: `as written`, or how it differs from that.
    pub name: String,
    /// How it ends.
    pub outcome: Outcome,
    /// As that of the rollout.
    pub duration_seconds: f64,
    /// The most nodes that are without an available Pod at one time.
    pub most_unavailable: u32,
    /// The longest that any one node is without an available Pod.
    pub longest_gap_seconds: f64,
    /// The last status that the controller writes; absent where it writes none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<DaemonSetStatus>,
}

/// How long a node is without an available Pod, all stretches together.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct NodeEffect {
    /// The node.
    pub node: String,
    /// With the events.
    pub down_seconds: f64,
    /// Without them.
    pub down_seconds_without: f64,
    /// Whether it is still without one at the end, with the events.
    pub stays_down: bool,
}

impl RunSummary {
    /// A run, under a name.
    pub fn of(name: String, run: &Run<'_>) -> Self {
        let rollout = &run.rollout;
        Self {
            name,
            outcome: rollout.outcome.into(),
            duration_seconds: seconds(rollout.duration),
            most_unavailable: count(rollout.most_unavailable),
            longest_gap_seconds: seconds(rollout.longest_gap),
            status: rollout.statuses.last().map(|(_, status)| (*status).into()),
        }
    }
}

impl Effect {
    /// Holds a run with events against the one without.
    pub fn of(with: &Run<'_>, without: &Run<'_>) -> Self {
        let nodes = nodes(with, without);
        let (with, without) = (
            RunSummary::of("with the events".to_owned(), with),
            RunSummary::of("without them".to_owned(), without),
        );
        let stay_down = nodes.iter().filter(|node| node.stays_down).count();
        Self { differences: differences(&with, &without, stay_down), with, without, nodes }
    }
}

fn nodes(with: &Run<'_>, without: &Run<'_>) -> Vec<NodeEffect> {
    let (mut ours, mut theirs) = (with.outages.as_slice(), without.outages.as_slice());
    let mut nodes = Vec::new();
    for (number, node) in with.nodes().iter().enumerate() {
        let (here, there) = (next_of(number, &mut ours), next_of(number, &mut theirs));
        let total = |outage: Option<Outage>| outage.map_or(0.0, |outage| seconds(outage.total));
        let stays_down = here.is_some_and(|outage| outage.lasts);
        if here.map(|outage| outage.total) != there.map(|outage| outage.total) || stays_down {
            let (down_seconds, down_seconds_without) = (total(here), total(there));
            nodes.push(NodeEffect { node: node.to_string(), down_seconds, down_seconds_without, stays_down });
        }
    }
    nodes
}

/// The outage of a node, taken from those that are left, which are in the order of the nodes' numbers.
fn next_of(node: usize, left: &mut &[Outage]) -> Option<Outage> {
    let (first, rest) = left.split_first()?;
    if first.node != node {
        return None;
    }
    *left = rest;
    Some(*first)
}

fn differences(with: &RunSummary, without: &RunSummary, stay_down: usize) -> Vec<String> {
    let mut found = Vec::new();
    if with.outcome != without.outcome {
        found.push(format!(
            "The update {} with the events, and {} without.",
            end(with.outcome),
            end(without.outcome)
        ));
    }
    let mut differs = |what: &str, here: String, there: String| {
        if here != there {
            found.push(format!("{what}: {here}, without the events {there}."));
        }
    };
    if with.outcome == without.outcome {
        differs("Until it ends", duration(with.duration_seconds), duration(without.duration_seconds));
    }
    let nodes = |number: u32| many(usize::try_from(number).unwrap_or_default(), "node");
    differs(
        "Most nodes without an available Pod at once",
        nodes(with.most_unavailable),
        nodes(without.most_unavailable),
    );
    if stay_down == 0 {
        let (here, there) = (duration(with.longest_gap_seconds), duration(without.longest_gap_seconds));
        differs("Longest that one node is without", here, there);
    }
    if stay_down > 0 {
        let stay = if stay_down == 1 { "stays" } else { "stay" };
        found.push(format!("{} {stay} without an available Pod at the end.", many(stay_down, "node")));
    }
    found.grow(status_differences(with, without));
    found
}

/// Where the last statuses differ.
fn status_differences(with: &RunSummary, without: &RunSummary) -> Vec<String> {
    let mut found = Vec::new();
    if let (Some(here), Some(there)) = (with.status, without.status) {
        for (name, here, there) in [
            ("desiredNumberScheduled", here.desired_number_scheduled, there.desired_number_scheduled),
            ("updatedNumberScheduled", here.updated_number_scheduled, there.updated_number_scheduled),
            ("numberAvailable", here.number_available, there.number_available),
            ("numberMisscheduled", here.number_misscheduled, there.number_misscheduled),
        ] {
            if here != there {
                found.push(format!("{name} at the end: {here}, without the events {there}."));
            }
        }
    }
    found
}

fn end(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Complete => "completes",
        Outcome::Stuck => "gets stuck",
        Outcome::Waiting => "waits for somebody to delete Pods",
    }
}
