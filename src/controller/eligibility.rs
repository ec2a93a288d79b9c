//! Which nodes should run the Pod (upstream: `NodeShouldRunDaemonPod` in `pkg/controller/daemon/daemon_controller.go`).

use crate::{apiserver::Admitted, model::fleet::NodeRef};

/// What the controller decides about a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Verdict {
    /// Whether the node should run the Pod.
    pub should_run: bool,
    /// Whether a Pod that is there already may stay.
    pub should_continue_running: bool,
}

/// Where a DaemonSet's Pods may go, compiled once and asked for every node.
#[derive(Clone, Debug)]
pub struct Placement {}

impl Placement {
    /// Compiles what an admitted DaemonSet asks of nodes.
    pub fn of(admitted: &Admitted) -> Self {
        let _ = admitted;
        Self {}
    }

    /// The verdict on one node.
    pub fn verdict(&self, node: NodeRef<'_>) -> Verdict {
        let _ = node;
        Verdict { should_run: true, should_continue_running: true }
    }
}
