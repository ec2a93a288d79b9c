//! The rollout of a changed template.

use super::{
    outages::{Outages, Summary},
    run::{Scenario, Start, run},
    stuck::{self, Stuck},
    timings::Timings,
    tracks::Tracks,
    world::World,
};
use crate::{
    apiserver::Admitted,
    controller::{Budget, Budgets, Sight, Status, Verdict},
    model::{duration::Duration, fleet::Fleet, list::Keeping, order, time::Time},
};

/// A rollout from its first controller sync to its end. Times count from the change of the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rollout {
    /// How it ends.
    pub outcome: Outcome,
    /// Until the last new Pod is available, or until nothing more happens where one never is.
    pub duration: Duration,
    /// Until nothing more happens: old Pods that go after their new ones are available are gone too.
    pub settled: Duration,
    /// The budgets as written; `None` with `OnDelete`.
    pub budgets: Option<Budgets>,
    /// The budgets out of this many nodes; `None` with `OnDelete`.
    pub budget: Option<Budget>,
    /// How many nodes it is about: those that should run the Pod.
    pub nodes: usize,
    /// How many of them have their new Pod, available, and no other, before it begins.
    pub up_to_date: usize,
    /// On how many of them the replacement had begun before; they are the first wave.
    pub begun: usize,
    /// `minReadySeconds`.
    pub min_ready_seconds: i32,
    /// Whether the Pods ask for ports of their node, so that two of them cannot be on one.
    pub host_ports: bool,
    /// The waves, in order. A wave is the set of nodes whose Pod begins to be replaced in the same controller sync.
    pub waves: Vec<Wave>,
    /// Whether waves overlap: a node of one begins before all of the one before are done.
    pub sliding: bool,
    /// Node by node, in the order in which they are replaced; those that never are come last, those that are up to date
    /// before it begins are left out.
    pub progress: Vec<Progress>,
    /// The most nodes that are without an available Pod at one time. A Pod that is being deleted is not available.
    pub most_unavailable: usize,
    /// The longest that any one node is without an available Pod; where it stays without, until the end.
    pub longest_gap: Duration,
    /// The statuses that the controller writes, each time that one differs from the one before; of several at one time
    /// the last.
    pub statuses: Vec<(Duration, Status)>,
    /// What holds it, where it is stuck.
    pub stuck: Option<Stuck>,
}

/// How a rollout ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Every node runs an available Pod of the new template, and no other.
    Complete,
    /// Nothing more will happen, and it is not complete.
    Stuck,
    /// It goes on only when somebody deletes Pods.
    Waiting,
}

/// Nodes whose Pod begins to be replaced in the same controller sync.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wave {
    /// When the replacement begins.
    pub start: Duration,
    /// When the last of its nodes has an available new Pod, or the end of the rollout where one never has.
    pub end: Duration,
    /// The nodes.
    pub nodes: Vec<String>,
}

/// One node's way through the rollout. A moment that never comes is `None`; one that came before it began is its beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The node.
    pub node: String,
    /// The node's number.
    pub number: usize,
    /// The number of its wave, from 1; 0 where its replacement never begins.
    pub wave: usize,
    /// Whether there was no old Pod.
    pub is_new: bool,
    /// How many old Pods are there; more than one only by accident.
    pub olds: usize,
    /// Whether an old Pod was not ready before anybody deleted it.
    pub was_down: bool,
    /// Whether the node is none that should run the Pod any more.
    pub left: bool,
    /// How long the new Pod had not been ready when the rollout began, where it was there.
    pub waited: Option<Duration>,
    /// When the old Pod's deletion begins.
    pub old_deleted: Option<Duration>,
    /// When the old Pod is gone.
    pub old_gone: Option<Duration>,
    /// When the new Pod is created.
    pub new_created: Option<Duration>,
    /// When the new Pod is bound to the node.
    pub new_bound: Option<Duration>,
    /// When the new Pod is ready.
    pub new_ready: Option<Duration>,
    /// When the new Pod is available: ready for `minReadySeconds`.
    pub new_available: Option<Duration>,
}

/// The rollout of a changed template over the nodes that should run the Pod, all of whose Pods are of the template before
/// and have long been available. `verdicts` are those on the fleet's nodes, in order.
///
/// Which node goes first is not determined in Kubernetes; here it is the one that comes first in the fleet. Without nodes
/// the rollout is complete at once, in no waves. With `OnDelete` it waits.
pub fn rollout(admitted: &Admitted, fleet: &Fleet, verdicts: &[Verdict], timings: &Timings) -> Rollout {
    run(Scenario::new(admitted, fleet, verdicts, timings)).rollout
}

/// The rollout from the Pods that exist, as the controller sees them, to the DaemonSet's template. Times count from when it
/// looks.
///
/// A current Pod that is not ready gets the usual time from its creation on, or from now on if it is not older than a
/// minute; an older one never becomes ready, and nor does a Pod of an older template. A Pod that is being deleted is gone in
/// time, unless the end of its grace has passed already. A Pod that waits for a node longer than a minute, and not for a
/// port, waits for ever.
pub fn rollout_from(
    admitted: &Admitted,
    fleet: &Fleet,
    verdicts: &[Verdict],
    sight: Sight<'_>,
    timings: &Timings,
) -> Rollout {
    run(Scenario { start: Start::Pods(Box::new(sight)), ..Scenario::new(admitted, fleet, verdicts, timings) })
        .rollout
}

/// The rollout that the ways of the nodes make up.
pub(super) fn sum_up(
    tracks: Tracks,
    world: &World<'_>,
    end: Option<Time>,
    outages: Outages,
) -> (Rollout, Summary) {
    let cluster = &world.cluster;
    let rules = cluster.ledger().rules().clone();
    let start = tracks.start;
    let mut available = Duration::ZERO;
    for track in &tracks.all {
        available = available.max(track.new_available.unwrap_or_default());
    }
    let settled = tracks.last.max(available);
    let mut statuses = Vec::new();
    for (at, status) in cluster.statuses() {
        statuses.push((at.since(start), *status));
    }
    let Tracks { all: mut tracks, starts, up_to_date, begun, nodes, .. } = tracks;
    let outcome = match rules.rolling_update {
        _ if tracks.iter().all(Progress::is_done) && nodes > 0 => Outcome::Complete,
        None if nodes > 0 => Outcome::Waiting,
        _ if tracks.iter().all(Progress::is_done) => Outcome::Complete,
        _ => Outcome::Stuck,
    };
    tracks.keep(&|track| !track.left || track.wave > 0);
    let duration = if outcome == Outcome::Complete { available } else { settled };
    let budget = rules.rolling_update.as_ref().map(|budgets| budgets.resolve(nodes));
    let stuck = budget.filter(|_| outcome == Outcome::Stuck);
    let stuck = stuck.map(|budget| stuck::explain(&tracks, up_to_date, budget, world));
    let waves = waves(&tracks, &starts, duration);
    // Stable, so nodes of one wave stay in order.
    order::sort_by_key(&mut tracks, |track| if track.wave == 0 { usize::MAX } else { track.wave });
    let summary = outages.sum_up(end.unwrap_or(start.plus(settled)), |pod| cluster.node_of(pod));
    let rollout = Rollout {
        outcome,
        duration,
        settled,
        budgets: rules.rolling_update,
        budget,
        nodes,
        up_to_date,
        begun,
        min_ready_seconds: rules.min_ready_seconds,
        host_ports: cluster.asks_for_ports(),
        sliding: waves.windows(2).any(|pair| matches!(pair, [one, next] if next.start < one.end)),
        waves,
        most_unavailable: summary.most,
        longest_gap: summary.longest,
        progress: tracks,
        statuses,
        stuck,
    };
    (rollout, summary)
}

fn waves(tracks: &[Progress], starts: &[Duration], duration: Duration) -> Vec<Wave> {
    let mut waves = Vec::new();
    for start in starts {
        waves.push(Wave { start: *start, end: Duration::ZERO, nodes: Vec::new() });
    }
    for track in tracks {
        if let Some(wave) = track.wave.checked_sub(1).and_then(|at| waves.get_mut(at)) {
            wave.end = wave.end.max(track.new_available.unwrap_or(duration));
            wave.nodes.push(track.node.clone());
        }
    }
    waves
}
