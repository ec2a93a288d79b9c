//! The second half of a sync: old Pods are replaced within the budget
//! (upstream: `rollingUpdate` in `pkg/controller/daemon/update.go`).

use super::{
    Budget,
    ledger::{Class, Holds, Ledger, Place},
    pod_state::PodState,
    sync::{Actions, BURST, StepError},
};

/// What the rolling update does now. Which of several candidates goes first is not determined upstream; here it is the
/// one that was added first.
pub(super) fn rolling_update(ledger: &Ledger, budget: Budget) -> Result<Actions, StepError> {
    if budget.max_surge == 0 {
        return Ok(without_surge(ledger, budget.max_unavailable));
    }
    let nowhere = |class: Class| class.place == Place::Gone && matches!(class.holds, Holds::Old { .. });
    match ledger.first(1, &nowhere).first() {
        Some(node) => Err(StepError::NoNode(*node)),
        None => Ok(with_surge(ledger, budget.max_surge)),
    }
}

/// Old Pods that are not available go at once; available ones as long as fewer than `max_unavailable` nodes are without
/// an available Pod. [`manage`](super::manage) makes the new ones once the old ones are gone.
fn without_surge(ledger: &Ledger, max_unavailable: usize) -> Actions {
    let broken = |class: Class| class.holds == Holds::Old { available: false };
    let sound = |class: Class| class.holds == Holds::Old { available: true };
    let left = max_unavailable.saturating_sub(ledger.unavailable());
    let mut nodes = ledger.first(BURST, &broken);
    nodes.append(&mut ledger.first(left.min(BURST), &sound));
    Actions { delete: old_pods(ledger, &nodes), ..Actions::default() }
}

/// New Pods come beside the old ones: at once where the old one is not available, elsewhere on at most `max_surge`
/// nodes at a time. An old Pod goes when its new one is available, or on a node that should not run one any more when
/// enough others are available.
fn with_surge(ledger: &Ledger, max_surge: usize) -> Actions {
    let old = |class: Class, available| class.holds == Holds::Old { available };
    let desired = |class: Class| class.place == Place::Desired;
    let available = ledger.count(&|class| {
        matches!(
            class.holds,
            Holds::Old { available: true }
                | Holds::New { available: true }
                | Holds::Both { old_available: true, .. }
        )
    });
    let spare = available.saturating_sub(ledger.desired());
    let mut done = ledger.first(BURST, &|class| {
        matches!(class.holds, Holds::Both { new_available: true, .. })
            || (old(class, false) && !desired(class))
    });
    done.append(&mut ledger.first(spare.min(BURST), &|class| old(class, true) && !desired(class)));
    let left = max_surge.saturating_sub(ledger.surging());
    let mut create = ledger.first(BURST, &|class| old(class, false) && desired(class));
    create.append(&mut ledger.first(left.min(BURST), &|class| old(class, true) && desired(class)));
    Actions { create, delete: old_pods(ledger, &done), ..Actions::default() }
}

fn old_pods(ledger: &Ledger, nodes: &[usize]) -> Vec<usize> {
    let is_old = |pod: &&PodState| !pod.terminating && !pod.is_updated();
    let mut pods = Vec::new();
    for node in nodes {
        if let Some(pod) = ledger.pods(*node).iter().find(is_old) {
            pods.push(pod.key);
        }
    }
    pods
}

impl Ledger {
    /// How many nodes use up the budget of a rolling update without surge: those without an available Pod, as that
    /// update sees them. A Pod that is being deleted does not count as one.
    pub fn unavailable(&self) -> usize {
        self.count(&|class| match class.holds {
            Holds::Nothing => false,
            Holds::Empty | Holds::Both { .. } | Holds::Excess => true,
            Holds::New { available } => !available,
            Holds::Old { available } => !available && !self.rules().before_1_31,
        })
    }

    /// How many nodes use the budget up, and the budget: `maxUnavailable`, or `maxSurge` where the update surges; `None` with
    /// `OnDelete`.
    pub fn budget_use(&self) -> Option<(usize, usize)> {
        let budget = self.rules().rolling_update.as_ref()?.resolve(self.desired());
        Some(if budget.max_surge > 0 {
            (self.surging(), budget.max_surge)
        } else {
            (self.unavailable(), budget.max_unavailable)
        })
    }

    /// How many nodes use up the budget of a rolling update with surge: those with a new Pod, not available yet, beside
    /// the old one.
    pub fn surging(&self) -> usize {
        self.count(&|class| matches!(class.holds, Holds::Excess | Holds::Both { new_available: false, .. }))
    }
}
