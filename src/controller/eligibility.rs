//! Which nodes should run the Pod (upstream: `NodeShouldRunDaemonPod` in `pkg/controller/daemon/daemon_controller.go`).

use super::tolerations::{PodToleration, pod_tolerations};
use crate::{
    apiserver::Admitted,
    matching::{RequiredAffinity, keeps_pods_away, tolerates},
    model::{
        daemon_set::PodSpec,
        fleet::NodeRef,
        taint::{Effect, Taint},
    },
};

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
pub struct Placement {
    /// The only node that may run the Pod; empty for no such wish.
    pub(super) node_name: String,
    /// `nodeSelector`: labels that must be there with these values.
    pub(super) node_selector: Vec<(String, String)>,
    /// Required node affinity; `None` matches every node.
    pub(super) affinity: Option<RequiredAffinity>,
    /// The Pod's tolerations, the controller's own among them.
    pub(super) tolerations: Vec<PodToleration>,
}

impl Placement {
    /// Compiles what an admitted DaemonSet asks of nodes.
    pub fn of(admitted: &Admitted) -> Self {
        Self::of_pod_spec(&admitted.daemon_set().spec.template.spec)
    }

    /// Compiles what a Pod template asks of nodes, whether or not the API server would take it. Like upstream, parts
    /// that cannot be parsed match nothing.
    pub fn of_pod_spec(spec: &PodSpec) -> Self {
        let pairs = spec.node_selector.iter().map(|(key, value)| (key.clone(), value.clone()));
        Self {
            node_name: spec.node_name.clone(),
            node_selector: pairs.collect(),
            affinity: spec.affinity.node_affinity.required.as_ref().map(RequiredAffinity::of),
            tolerations: pod_tolerations(spec),
        }
    }

    /// The verdict on one node.
    pub fn verdict(&self, node: NodeRef<'_>) -> Verdict {
        let label = |key: &str| node.label(key);
        let selected = (self.node_name.is_empty() || self.node_name == node.name())
            && self.node_selector.iter().all(|(key, value)| label(key) == Some(value))
            && self.affinity.as_ref().is_none_or(|affinity| affinity.matches(node.name(), label));
        if !selected {
            return Verdict { should_run: false, should_continue_running: false };
        }
        let mut verdict = Verdict { should_run: true, should_continue_running: true };
        for taint in node.taints().iter().filter(|taint| keeps_pods_away(taint) && !self.tolerates(taint)) {
            verdict.should_run = false;
            verdict.should_continue_running &= taint.effect != Effect::NoExecute;
        }
        verdict
    }

    fn tolerates(&self, taint: &Taint) -> bool {
        self.tolerations.iter().any(|own| tolerates(&own.toleration, taint))
    }
}
