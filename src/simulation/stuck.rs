//! What holds a rollout that does not end.

use std::time::Duration;

use super::rollout::Progress;
use crate::controller::{Budget, Ledger};

/// What holds a rollout that does not end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// The nodes that cannot be done, in the order of the fleet.
    pub holders: Vec<Holder>,
    /// How many of the nodes use the budget up.
    pub used: usize,
    /// The budget: `maxUnavailable`, or `maxSurge` where the update surges.
    pub budget: usize,
    /// Whether the budget is `maxSurge`.
    pub surge: bool,
    /// How many nodes keep their old Pod because the budget is used up.
    pub kept_back: usize,
}

/// A node that cannot be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The node.
    pub node: String,
    /// Why.
    pub cause: Cause,
    /// How long that had been so when the rollout began, where a Pod was not ready already.
    pub waited: Option<Duration>,
}

/// Why a node cannot be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The old Pod stays terminating.
    NeverGone,
    /// The new Pod stays Pending: the old one holds a port of the node.
    PortTaken,
    /// The new Pod stays Pending for another reason, which is not looked at.
    Pending,
    /// The new Pod never becomes ready.
    NeverReady,
}

/// Explains the end of a rollout that is not complete.
pub(super) fn explain(tracks: &[Progress], budget: Budget, ledger: &Ledger) -> Stuck {
    let surge = budget.max_surge > 0;
    Stuck {
        holders: tracks.iter().filter_map(holder).collect(),
        used: if surge { ledger.surging() } else { ledger.unavailable() },
        budget: if surge { budget.max_surge } else { budget.max_unavailable },
        surge,
        kept_back: tracks.iter().filter(|track| track.wave == 0 && !track.left).count(),
    }
}

fn holder(track: &Progress) -> Option<Holder> {
    let cause = if track.wave == 0 || track.left {
        return None;
    } else if track.old_deleted.is_some() && track.old_gone.is_none() {
        Cause::NeverGone
    } else if track.new_bound.is_none() {
        if track.old_is_gone() { Cause::Pending } else { Cause::PortTaken }
    } else if track.new_ready.is_none() {
        Cause::NeverReady
    } else {
        return None;
    };
    Some(Holder { node: track.node.clone(), cause, waited: track.waited })
}
