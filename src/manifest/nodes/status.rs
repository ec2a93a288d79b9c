//! What a cluster does to a node in a given state: the taints that a table does not print but that are surely there.

use crate::model::taint::{Effect, Taint};

/// The STATUS column of `kubectl get nodes` (upstream: `printNode`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Status {
    /// The status of the `Ready` condition, as far as the column says it. `NotReady` is printed for `False` and for `Unknown`.
    pub(super) ready: Option<&'static str>,
    /// Whether the node is cordoned.
    pub(super) cordoned: bool,
}

/// Reads a STATUS cell; `None` where a word in it is none that kubectl prints for a node.
pub(super) fn status(cell: &str) -> Option<Status> {
    let mut words = cell.split(',');
    let ready = match words.next()? {
        "Ready" => Some("True"),
        "NotReady" => Some("False"),
        "Unknown" => None,
        _ => return None,
    };
    match (words.next(), words.next()) {
        (None, _) => Some(Status { ready, cordoned: false }),
        (Some("SchedulingDisabled"), None) => Some(Status { ready, cordoned: true }),
        _ => None,
    }
}

impl Status {
    /// The taints that the node lifecycle controller keeps on a node of this status. A node that was never ready carries the
    /// `not-ready` taint that it was admitted with.
    pub(super) fn taints(self) -> Vec<Taint> {
        let mut taints = Vec::new();
        if self.cordoned {
            taints.push(taint("node.kubernetes.io/unschedulable", Effect::NoSchedule));
        }
        if self.ready != Some("True") {
            taints.push(taint("node.kubernetes.io/not-ready", Effect::NoSchedule));
        }
        if self.ready == Some("False") {
            taints.push(taint("node.kubernetes.io/not-ready", Effect::NoExecute));
        }
        taints
    }
}

fn taint(key: &str, effect: Effect) -> Taint {
    Taint { key: key.to_owned(), value: String::new(), effect }
}
