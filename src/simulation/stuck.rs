//! What holds a rollout that does not end.

use super::{rollout::Progress, world::World};
use crate::{controller::Budget, model::duration::Duration, scheduler::Reason};

/// What holds a rollout that does not end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// The nodes that cannot be done, in the order of the fleet; then those that are no part of the rollout and use the budget up all the same.
    pub holders: Vec<Holder>,
    /// How many of the nodes use the budget up.
    pub used: usize,
    /// The budget: `maxUnavailable`, or `maxSurge` where the update surges.
    pub budget: usize,
    /// Whether the budget is `maxSurge`.
    pub surge: bool,
    /// How many nodes keep their old Pod because the budget is used up.
    pub kept_back: usize,
    /// How many nodes have a new Pod that is available.
    pub available: usize,
    /// Whether old Pods that are not available do not use the budget up, as before Kubernetes 1.31.
    pub before_1_31: bool,
}

/// A node that cannot be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The node.
    pub node: String,
    /// Why.
    pub cause: Cause,
    /// What the scheduler has against it; only where that is the cause.
    pub reasons: Vec<Reason>,
    /// How long that had been so when the rollout began, where a Pod was not ready already.
    pub waited: Option<Duration>,
    /// Whether its old Pod was not ready before anybody deleted it.
    pub was_down: bool,
    /// Whether its kubelet does not answer.
    pub silent: bool,
    /// Whether it should not run the Pod, and counts all the same.
    pub unwanted: bool,
}

/// Why a node cannot be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The old Pod stays terminating.
    NeverGone,
    /// The new Pod stays Pending: the old one holds a port of the node.
    PortTaken,
    /// The new Pod stays Pending: the scheduler cannot place it on its node.
    Unfit,
    /// The new Pod stays Pending: the scheduler cannot place it beside the old one.
    NoRoom,
    /// The new Pod stays Pending for another reason, which is not looked at.
    Pending,
    /// The kubelet refuses the new Pod, which did not go through the scheduler; it fails and is made anew for ever.
    Refused,
    /// The new Pod never becomes ready.
    NeverReady,
    /// The new Pod is available, and the controller does not notice: of several wishes to look again its queue keeps the soonest, which
    /// came too early. It looks when something changes, or when all objects are listed again, hours later.
    Overslept,
}

/// Explains the end of a rollout that is not complete.
pub(super) fn explain(tracks: &[Progress], up_to_date: usize, budget: Budget, world: &World<'_>) -> Stuck {
    let ledger = world.cluster.ledger();
    let surge = budget.max_surge > 0;
    let mut stuck = Stuck {
        holders: Vec::new(),
        used: if surge { ledger.surging() } else { ledger.unavailable() },
        budget: if surge { budget.max_surge } else { budget.max_unavailable },
        surge,
        kept_back: 0,
        available: up_to_date,
        before_1_31: ledger.rules().before_1_31,
    };
    for track in tracks.iter().filter(|track| !track.left) {
        let is_begun = track.new_created.is_some() || track.old_deleted.is_some();
        stuck.kept_back += usize::from(track.wave == 0 || !is_begun);
        stuck.available += usize::from(track.new_available.is_some());
        if let Some(cause) = cause(track, world) {
            stuck.holders.push(holder(track, cause, world));
        }
    }
    if !surge && stuck.used > stuck.holders.len() {
        stuck.holders.append(&mut others(tracks, world));
    }
    if stuck.holders.is_empty() {
        stuck.holders.append(&mut overslept(tracks, world));
    }
    stuck
}

fn holder(track: &Progress, cause: Cause, world: &World<'_>) -> Holder {
    Holder {
        node: track.node.clone(),
        cause,
        reasons: world.cluster.room(track.number).map_or(Vec::new(), |room| match cause {
            Cause::Unfit | Cause::Refused if !room.never.is_empty() => room.never.clone(),
            Cause::NoRoom | Cause::Refused => room.beside.clone(),
            _ => Vec::new(),
        }),
        waited: track.waited,
        was_down: track.was_down,
        silent: world.is_silent(track.number),
        unwanted: false,
    }
}

/// Where the controller has not noticed that the new Pod is available: where the old one is still there, or, where none is, the
/// one that came last.
fn overslept(tracks: &[Progress], world: &World<'_>) -> Vec<Holder> {
    let mut found = Vec::new();
    let mut last: Option<&Progress> = None;
    for track in tracks.iter().filter(|track| !track.left && track.new_available.is_some()) {
        if !track.old_is_gone() {
            found.push(holder(track, Cause::Overslept, world));
        }
        if last.is_none_or(|last| last.new_available < track.new_available) {
            last = Some(track);
        }
    }
    if let (true, Some(track)) = (found.is_empty(), last) {
        found.push(holder(track, Cause::Overslept, world));
    }
    found
}

fn cause(track: &Progress, world: &World<'_>) -> Option<Cause> {
    if track.wave == 0 {
        None
    } else if track.old_deleted.is_some() && track.old_gone.is_none() {
        Some(Cause::NeverGone)
    } else if track.new_created.is_none() {
        None
    } else if track.new_bound.is_none() {
        let room = world.cluster.room(track.number);
        Some(match room {
            Some(room) if !room.never.is_empty() => Cause::Unfit,
            Some(room) if !room.beside.is_empty() && !track.old_is_gone() => Cause::NoRoom,
            _ if track.old_is_gone() => Cause::Pending,
            _ => Cause::PortTaken,
        })
    } else if track.new_ready.is_none() {
        Some(if world.cluster.is_refused(track.number) { Cause::Refused } else { Cause::NeverReady })
    } else {
        None
    }
}

/// The nodes that have no way through the rollout, have a Pod, and none that is available: they use `maxUnavailable` up. Either they should not
/// run the Pod, or they came to do so after the rollout began.
fn others(tracks: &[Progress], world: &World<'_>) -> Vec<Holder> {
    let ledger = world.cluster.ledger();
    let (now, min_ready) = (ledger.now(), ledger.rules().min_ready_seconds);
    let mut tracked = vec![false; world.names.len()];
    for track in tracks {
        if let Some(slot) = tracked.get_mut(track.number) {
            *slot = !track.left;
        }
    }
    let mut found = Vec::new();
    for ((number, name), tracked) in world.names.iter().enumerate().zip(tracked) {
        let pods = ledger.pods(number);
        let is_up = pods.iter().any(|pod| !pod.terminating && pod.is_available(min_ready, now));
        let unwanted = !ledger.should_run(number);
        if (tracked && !unwanted) || pods.is_empty() || is_up {
            continue;
        }
        let never = world.cluster.room(number).map_or(Vec::new(), |room| room.never.clone());
        let cause = if pods.iter().all(|pod| pod.terminating) {
            Cause::NeverGone
        } else if world.cluster.is_refused(number) {
            Cause::Refused
        } else if unwanted || pods.iter().any(|pod| pod.bound && !pod.terminating) {
            Cause::NeverReady
        } else if never.is_empty() {
            Cause::Pending
        } else {
            Cause::Unfit
        };
        found.push(Holder {
            node: name.to_string(),
            cause,
            reasons: if matches!(cause, Cause::Unfit | Cause::Refused) { never } else { Vec::new() },
            waited: None,
            was_down: world.was_down(number),
            silent: world.is_silent(number),
            unwanted,
        });
    }
    found
}
