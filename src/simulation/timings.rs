//! How long the kubelets take.

use crate::model::{duration::Duration, ordered::OrderedMap};

/// How long the kubelets take, and on which nodes otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timings {
    /// From bound to ready; 10 seconds by default.
    pub ready: Duration,
    /// From deletion to gone; 5 seconds by default.
    pub termination: Duration,
    /// Single nodes, by name. Names that no node has change nothing.
    pub nodes: OrderedMap<String, NodeTimings>,
}

/// How long one node's kubelet takes; what is absent is as everywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeTimings {
    /// From bound to ready.
    pub ready: Option<Duration>,
    /// From deletion to gone.
    pub termination: Option<Duration>,
    /// What never happens there.
    pub fate: Option<Fate>,
}

/// What never happens on a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The new Pod never becomes ready.
    NeverReady,
    /// The kubelet never confirms a deletion, so the old Pod stays terminating.
    Unreachable,
}

/// One node's kubelet; `None` is never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kubelet {
    pub(super) ready: Option<Duration>,
    pub(super) termination: Option<Duration>,
}

impl Default for Timings {
    fn default() -> Self {
        let nodes = OrderedMap::new();
        Self { ready: Duration::from_secs(10), termination: Duration::from_secs(5), nodes }
    }
}

impl Timings {
    pub(super) fn kubelet(&self, node: &str) -> Kubelet {
        let NodeTimings { ready, termination, fate } = self.nodes.get(node).cloned().unwrap_or_default();
        let ready = (fate != Some(Fate::NeverReady)).then_some(ready.unwrap_or(self.ready));
        let termination =
            (fate != Some(Fate::Unreachable)).then_some(termination.unwrap_or(self.termination));
        Kubelet { ready, termination }
    }
}
