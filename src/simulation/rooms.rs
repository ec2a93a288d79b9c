//! Nodes that have no room for a new Pod.

use crate::scheduler::Reason;

/// Why a Pod of the current template cannot start on a node, as long as nothing else changes there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// Whoever of the DaemonSet is there; empty where it can.
    pub never: Vec<Reason>,
    /// As long as the old Pod is there, which an update with `maxSurge` counts on; empty where it can.
    pub beside: Vec<Reason>,
}

impl Room {
    /// Whether there is room for the new Pod, alone or beside an old one.
    pub(super) fn is_free(&self, alone: bool) -> bool {
        self.never.is_empty() && (alone || self.beside.is_empty())
    }
}
