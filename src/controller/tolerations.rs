//! The tolerations of a DaemonSet's Pods: the template's, and those that the controller adds.

use crate::model::{daemon_set::PodSpec, taint::Toleration};

/// A toleration of the Pod, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PodToleration {
    /// The toleration.
    pub toleration: Toleration,
    /// Whether the controller adds it to every Pod, or overwrites one of the template with it.
    pub added: bool,
    /// Its position in the template's `tolerations`; `None` for one that the controller puts at the end.
    pub index: Option<usize>,
}

const ADDED: [(&str, &str); 6] = [
    ("node.kubernetes.io/not-ready", "NoExecute"),
    ("node.kubernetes.io/unreachable", "NoExecute"),
    ("node.kubernetes.io/disk-pressure", "NoSchedule"),
    ("node.kubernetes.io/memory-pressure", "NoSchedule"),
    ("node.kubernetes.io/pid-pressure", "NoSchedule"),
    ("node.kubernetes.io/unschedulable", "NoSchedule"),
];
const ADDED_WITH_HOST_NETWORK: (&str, &str) = ("node.kubernetes.io/network-unavailable", "NoSchedule");

/// What the controller adds to every Pod, in its order.
pub fn added(host_network: bool) -> impl Iterator<Item = Toleration> {
    ADDED.into_iter().chain(host_network.then_some(ADDED_WITH_HOST_NETWORK)).map(|(key, effect)| Toleration {
        key: key.to_owned(),
        operator: "Exists".to_owned(),
        effect: effect.to_owned(),
        ..Toleration::default()
    })
}

/// The Pod's tolerations, in order (upstream: `AddOrUpdateDaemonPodTolerations`): one of the template with the same
/// key, operator, value and effect is overwritten in its place and loses its `tolerationSeconds`; every other one that
/// the controller adds goes to the end.
pub fn pod_tolerations(spec: &PodSpec) -> Vec<PodToleration> {
    let written = spec.tolerations.iter().cloned().enumerate();
    let mut all: Vec<PodToleration> = written
        .map(|(index, toleration)| PodToleration { toleration, added: false, index: Some(index) })
        .collect();
    for toleration in added(spec.host_network) {
        let mut present = false;
        for same in all.iter_mut().filter(|other| matches(&other.toleration, &toleration)) {
            same.toleration = toleration.clone();
            present = true;
        }
        if !present {
            all.push(PodToleration { toleration, added: true, index: None });
        }
    }
    all
}

/// Upstream: `Toleration.MatchToleration`. An empty operator is not `Equal` here.
fn matches(one: &Toleration, other: &Toleration) -> bool {
    one.key == other.key
        && one.effect == other.effect
        && one.operator == other.operator
        && one.value == other.value
}
