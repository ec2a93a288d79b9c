//! What a DaemonSet's spec says about replacing Pods.

use crate::model::{
    daemon_set::{DaemonSet, StrategyType},
    int_or_percent::IntOrPercent,
};

/// What a DaemonSet's spec says about replacing Pods.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// How long a Pod must have been ready before it counts as available, in seconds.
    pub min_ready_seconds: i32,
    /// The budgets of a rolling update; `None` with `OnDelete`.
    pub rolling_update: Option<Budgets>,
    /// Whether old Pods that are not available use the budget up only since Kubernetes 1.31, and this is an older one.
    pub before_1_31: bool,
}

/// `maxUnavailable` and `maxSurge`, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budgets {
    /// How many nodes may be without an available Pod.
    pub max_unavailable: IntOrPercent,
    /// How many nodes may run a second, new Pod.
    pub max_surge: IntOrPercent,
}

/// The budgets as numbers of nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// How many nodes may be without an available Pod.
    pub max_unavailable: usize,
    /// How many nodes may run a second, new Pod.
    pub max_surge: usize,
}

impl Rules {
    /// Reads them from a DaemonSet that the API server has accepted, with its defaults.
    pub fn of(daemon_set: &DaemonSet) -> Self {
        let spec = &daemon_set.spec;
        let strategy = &spec.update_strategy;
        let written = strategy.rolling_update.clone().unwrap_or_default();
        let rolling_update = (strategy.kind == StrategyType::RollingUpdate).then(|| Budgets {
            max_unavailable: written.max_unavailable.unwrap_or_default(),
            max_surge: written.max_surge.unwrap_or_default(),
        });
        Self { min_ready_seconds: spec.min_ready_seconds, rolling_update, before_1_31: false }
    }

    /// Whether a node may run two Pods during an update (upstream: `util.AllowsSurge`). Never with `OnDelete`.
    pub fn allows_surge(&self) -> bool {
        self.rolling_update.as_ref().is_some_and(|budgets| nodes(&budgets.max_surge, 1) > 0)
    }
}

impl Budgets {
    /// The budgets out of this many nodes: percentages round **up**, both of them, and where both come out 0 (of some
    /// nodes) one may be unavailable (upstream: `updatedDesiredNodeCounts`).
    pub fn resolve(&self, desired: usize) -> Budget {
        let max_surge = nodes(&self.max_surge, desired);
        let max_unavailable = match nodes(&self.max_unavailable, desired) {
            0 if desired > 0 && max_surge == 0 => 1,
            number => number,
        };
        Budget { max_unavailable, max_surge }
    }
}

/// Validation has refused negative numbers and text that is no percentage; here they count as 0.
fn nodes(written: &IntOrPercent, total: usize) -> usize {
    written.scaled_up(total).and_then(|number| usize::try_from(number).ok()).unwrap_or(0)
}
