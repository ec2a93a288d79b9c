//! One sync of the controller, decided on a ledger
//! (upstream: `updateDaemonSet` and `syncNodes` in `pkg/controller/daemon/daemon_controller.go`).

use crate::model::duration::Duration;

use super::{backoff::Backoffs, ledger::Ledger, manage::manage, rolling_update::rolling_update};

/// How many Pods one sync creates at most, and how many it deletes (upstream: `BurstReplicas`).
pub const BURST: usize = 250;

/// What one sync does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actions {
    /// The nodes that get a new Pod, by number.
    pub create: Vec<usize>,
    /// The Pods that are deleted, by key.
    pub delete: Vec<usize>,
    /// Whether the rolling update asked for them.
    pub from_update: bool,
    /// What went wrong; nothing is done then.
    pub error: Option<StepError>,
    /// When to look again although nothing changes.
    pub again_after: Option<Duration>,
}

/// An error that the sync returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepError {
    /// The rolling update needs a node, by number, that is not there.
    NoNode(usize),
}

impl Actions {
    /// Whether nothing is created and nothing deleted.
    pub fn is_empty(&self) -> bool {
        self.create.is_empty() && self.delete.is_empty()
    }

    /// Looks again after this wait, or a shorter one that is set already.
    pub(super) fn look_again(&mut self, wait: Duration) {
        self.again_after = Some(self.again_after.map_or(wait, |other| other.min(wait)));
    }
}

impl Ledger {
    /// Decides what the controller does now. A sync that creates or deletes while managing does not go on to the rolling
    /// update, since it first waits to see its own work. The back-offs are those of failed Pods, by node.
    pub fn sync(&self, backoffs: &mut Backoffs) -> Actions {
        let mut actions = manage(self, backoffs);
        if let Some(wait) = self.status_wait() {
            actions.look_again(wait);
        }
        let again_after = actions.again_after;
        if let Some(budgets) = self.rules().rolling_update.as_ref().filter(|_| actions.is_empty()) {
            actions = match rolling_update(self, budgets.resolve(self.desired())) {
                Ok(update) => Actions { from_update: true, ..update },
                Err(error) => Actions { error: Some(error), ..Actions::default() },
            };
        }
        actions.create.truncate(BURST);
        actions.delete.truncate(BURST);
        Actions { again_after, ..actions }
    }
}
