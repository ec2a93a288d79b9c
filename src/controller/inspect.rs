//! Every Pod of a snapshot: what it is to the controller, what the next sync does with it, and why.

use super::{
    backoff::Backoffs,
    ledger::Entry,
    pod_state::{Phase, PodState},
    reconcile::{Sight, Snapshot, is_left_alone},
    status::Status,
    sync::Actions,
};
use crate::model::pod::Pod;

/// What the controller makes of a snapshot.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspection<'s> {
    /// The Pods that it claims and that are on, or meant for, some node: in the order of the nodes, on each in the order in
    /// which the controller takes them.
    pub pods: Vec<Inspected<'s>>,
    /// The nodes that get a new Pod, by name, and whether beside an old one.
    pub create: Vec<(&'s str, bool)>,
    /// How many Pods are not the DaemonSet's.
    pub others: usize,
    /// The status of the cluster as it is.
    pub status: Status,
    /// The error that the sync returns, in its words.
    pub error: Option<String>,
}

/// A Pod, and what comes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspected<'s> {
    /// The Pod.
    pub pod: &'s Pod,
    /// Its node.
    pub node: &'s str,
    /// What the controller sees of it.
    pub state: PodState,
    /// Whether it is available.
    pub available: bool,
    /// Whether its node should not run it.
    pub misscheduled: bool,
    /// What the next sync does with it.
    pub fate: PodFate,
}

/// What the next sync does with a Pod, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PodFate {
    /// It stays as it is: the one that the node should run.
    Stays,
    /// It is of an older template and waits for its turn: the budget is used up, or the strategy is `OnDelete`, or Pods are
    /// still being created or deleted elsewhere.
    Waits,
    /// It stays, though the node should not run one: a NoSchedule taint keeps new Pods away only.
    Tolerated,
    /// It is being deleted already.
    Terminating,
    /// Its node is gone; the Pod garbage collector takes it.
    Stranded,
    /// It failed, or ended: it is deleted and made anew.
    Ended,
    /// It failed, and waits for the back-off of its node.
    BacksOff,
    /// It is deleted because its node may not run it any more.
    NotWanted,
    /// It is deleted because its node has another one.
    Surplus,
    /// It is deleted because it is of an older template: outside the budget, since it is not available.
    OldAndDown,
    /// It is deleted because it is of an older template, within the budget.
    Old,
    /// It is deleted because it is of an older template, and the new one beside it is available.
    Superseded,
    /// It is deleted because it never got to its node, which is gone.
    NeverBound,
}

impl PodFate {
    /// Whether the next sync deletes the Pod.
    pub fn is_deleted(self) -> bool {
        !matches!(
            self,
            Self::Stays | Self::Waits | Self::Tolerated | Self::Terminating | Self::Stranded | Self::BacksOff
        )
    }
}

/// Says of each Pod what the next sync does with it, from the snapshot and the sight of it. A DaemonSet that is left alone leaves its Pods alone.
pub fn inspect<'s>(snapshot: &Snapshot<'s>, sight: &Sight<'s>) -> Inspection<'s> {
    let daemon_set = snapshot.admitted.daemon_set();
    let left_alone = is_left_alone(daemon_set);
    let actions = if left_alone { Actions::default() } else { sight.ledger.sync(&mut Backoffs::default()) };
    let rules = sight.ledger.rules();
    let mut pods = Vec::new();
    for (number, entry) in sight.ledger.entries().enumerate() {
        for state in &entry.pods {
            let Some(pod) = sight.pods.get(state.key) else { continue };
            let available = state.is_available(rules.min_ready_seconds, snapshot.now);
            let deleted = actions.delete.contains(&state.key);
            let fate = if deleted && actions.from_update {
                by_update(available, rules.allows_surge())
            } else if deleted {
                by_manage(entry, state)
            } else {
                left(entry, state)
            };
            let node = sight.nodes.name(number);
            let misscheduled = entry.verdict.is_some_and(|verdict| !verdict.should_run);
            pods.push(Inspected { pod, node, state: state.clone(), available, misscheduled, fate });
        }
    }
    let mut create = Vec::new();
    for node in &actions.create {
        create.push((sight.nodes.name(*node), actions.from_update));
    }
    Inspection {
        pods,
        create,
        others: snapshot.pods.len().saturating_sub(sight.pods.len()),
        status: if left_alone {
            Status::from(&daemon_set.status)
        } else {
            sight.ledger.status(daemon_set.metadata.generation)
        },
        error: actions.error.map(|error| sight.nodes.words(error)),
    }
}

fn by_update(available: bool, surge: bool) -> PodFate {
    match (surge, available) {
        (true, _) => PodFate::Superseded,
        (false, true) => PodFate::Old,
        (false, false) => PodFate::OldAndDown,
    }
}

fn by_manage(entry: &Entry, state: &PodState) -> PodFate {
    match entry.verdict {
        None => PodFate::NeverBound,
        Some(verdict) if !verdict.should_continue_running => PodFate::NotWanted,
        _ if state.phase != Phase::Active => PodFate::Ended,
        _ => PodFate::Surplus,
    }
}

fn left(entry: &Entry, state: &PodState) -> PodFate {
    if state.terminating {
        return PodFate::Terminating;
    }
    match entry.verdict {
        None => PodFate::Stranded,
        Some(_) if state.phase == Phase::Failed => PodFate::BacksOff,
        Some(_) if !state.is_updated() => PodFate::Waits,
        Some(verdict) if !verdict.should_run => PodFate::Tolerated,
        Some(_) => PodFate::Stays,
    }
}
