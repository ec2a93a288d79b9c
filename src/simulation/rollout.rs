//! The rollout of a changed template.

use std::time::Duration;

use super::{
    cluster::{Cluster, Moment, What},
    host_ports,
    stuck::{self, Stuck},
    timings::Timings,
};
use crate::{
    apiserver::Admitted,
    controller::{Budget, Budgets, Ledger, Revision, Rules, Status, Verdict},
    model::{fleet::Fleet, order, time::Time},
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
    /// `minReadySeconds`.
    pub min_ready_seconds: i32,
    /// Whether the Pods ask for ports of their node, so that two of them cannot be on one.
    pub host_ports: bool,
    /// The waves, in order. A wave is the set of nodes whose Pod begins to be replaced in the same controller sync.
    pub waves: Vec<Wave>,
    /// Whether waves overlap: a node of one begins before all of the one before are done.
    pub sliding: bool,
    /// Node by node, in the order in which they are replaced; those that never are come last.
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

/// One node's way through the rollout. A moment that never comes is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The node.
    pub node: String,
    /// The number of its wave, from 1; 0 where its replacement never begins.
    pub wave: usize,
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
    let rules = Rules::of(admitted.daemon_set());
    let members: Vec<(&str, Verdict)> = fleet
        .iter()
        .zip(verdicts)
        .filter(|(_, verdict)| verdict.should_run)
        .map(|(node, verdict)| (node.name(), *verdict))
        .collect();
    let desired: Vec<Verdict> = members.iter().map(|(_, verdict)| *verdict).collect();
    let ledger = Ledger::all_available(&desired, rules.clone(), Revision::Older);
    let kubelets = members.iter().map(|(name, _)| timings.kubelet(name)).collect();
    let ports = host_ports::asked_for(admitted);
    let host_ports = !ports.is_empty();
    let mut cluster = Cluster::new(ledger, kubelets, ports, admitted.daemon_set().metadata.generation);
    cluster.run(None);
    let moments = cluster.log();
    let (mut tracks, starts) = follow(&members, moments, rules.min_ready_seconds);
    let happened = moments.last().map_or(Duration::ZERO, |moment| since_start(moment.at));
    let available = tracks.iter().filter_map(|track| track.new_available).max().unwrap_or_default();
    let settled = happened.max(available);
    let outcome = match rules.rolling_update {
        None if !members.is_empty() => Outcome::Waiting,
        _ if tracks.iter().all(|track| track.new_available.is_some() && track.old_gone.is_some()) => {
            Outcome::Complete
        }
        _ => Outcome::Stuck,
    };
    let duration = if outcome == Outcome::Complete { available } else { settled };
    let budget = rules.rolling_update.as_ref().map(|budgets| budgets.resolve(members.len()));
    let stuck = budget.filter(|_| outcome == Outcome::Stuck);
    let stuck = stuck.map(|budget| stuck::explain(&tracks, budget, cluster.ledger()));
    let waves = waves(&tracks, &starts, duration);
    // Stable, so nodes of one wave stay in order.
    order::sort_by_key(&mut tracks, |track| if track.wave == 0 { usize::MAX } else { track.wave });
    Rollout {
        outcome,
        duration,
        settled,
        budgets: rules.rolling_update,
        budget,
        nodes: members.len(),
        min_ready_seconds: rules.min_ready_seconds,
        host_ports,
        sliding: waves.windows(2).any(|pair| matches!(pair, [one, next] if next.start < one.end)),
        waves,
        most_unavailable: most_unavailable(&tracks),
        longest_gap: tracks.iter().map(|track| gap(track, duration)).max().unwrap_or_default(),
        progress: tracks,
        statuses: cluster.statuses().iter().map(|(at, status)| (since_start(*at), *status)).collect(),
        stuck,
    }
}

/// Each node's moments, and when each wave begins.
fn follow(
    members: &[(&str, Verdict)],
    moments: &[Moment],
    min_ready_seconds: i32,
) -> (Vec<Progress>, Vec<Duration>) {
    let named = |(name, _): &(&str, Verdict)| Progress { node: (*name).to_owned(), ..Progress::default() };
    let mut tracks: Vec<Progress> = members.iter().map(named).collect();
    let mut starts = Vec::new();
    let mut last_sync = 0;
    for moment in moments {
        let Some(track) = tracks.get_mut(moment.node) else { continue };
        if let (0, What::Created(sync) | What::Deleted(sync)) = (track.wave, moment.what) {
            if sync != last_sync {
                last_sync = sync;
                starts.push(since_start(moment.at));
            }
            track.wave = starts.len();
        }
        // The Pods that were there first carry the numbers of their nodes.
        let is_old = moment.pod < members.len();
        let slot = match moment.what {
            What::Created(_) => &mut track.new_created,
            What::Bound => &mut track.new_bound,
            What::Ready => {
                let available = moment.at.plus_seconds(min_ready_seconds.into());
                track.new_available = Some(since_start(available));
                &mut track.new_ready
            }
            What::Deleted(_) if is_old => &mut track.old_deleted,
            What::Gone if is_old => &mut track.old_gone,
            What::Deleted(_) | What::Gone => continue,
        };
        *slot = Some(since_start(moment.at));
    }
    (tracks, starts)
}

fn waves(tracks: &[Progress], starts: &[Duration], duration: Duration) -> Vec<Wave> {
    let mut waves: Vec<Wave> =
        starts.iter().map(|start| Wave { start: *start, end: Duration::ZERO, nodes: Vec::new() }).collect();
    for track in tracks {
        if let Some(wave) = track.wave.checked_sub(1).and_then(|at| waves.get_mut(at)) {
            wave.end = wave.end.max(track.new_available.unwrap_or(duration));
            wave.nodes.push(track.node.clone());
        }
    }
    waves
}

/// How long a node is without an available Pod.
fn gap(track: &Progress, duration: Duration) -> Duration {
    let from = track.old_deleted.unwrap_or(Duration::MAX);
    track.new_available.unwrap_or(duration).saturating_sub(from)
}

fn most_unavailable(tracks: &[Progress]) -> usize {
    let mut turns = Vec::new();
    for track in tracks {
        let until = track.new_available.unwrap_or(Duration::MAX);
        if let Some(from) = track.old_deleted.filter(|from| *from < until) {
            turns.push((from, 1));
            turns.push((until, -1));
        }
    }
    // At one time, those that become available come before those that are deleted.
    turns.sort_unstable();
    let mut down: i64 = 0;
    let most = turns.iter().map(|(_, turn)| {
        down += turn;
        down
    });
    most.max().and_then(|most| usize::try_from(most).ok()).unwrap_or(0)
}

fn since_start(at: Time) -> Duration {
    at.since(Time::from_seconds(0))
}
