//! The filters of the scheduler's default profile, for one Pod on one node (upstream: `RunFilterPlugins`).

use super::{
    amounts::{Amount, PODS, add, amount},
    cluster::Cluster,
    disks::Disk,
    incoming::Incoming,
    pods::PodFacts,
    ports::HostPort,
    tally::Tally,
};
use crate::{
    matching::{keeps_pods_away, tolerates},
    model::{
        fleet::NodeRef,
        taint::{Effect, Taint, Toleration},
    },
};

/// Why a Pod cannot be on a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Scheduling gates hold the Pod back; it is no filter's reason.
    Gated,
    /// The node is cordoned, and the Pod does not tolerate it.
    Unschedulable,
    /// A taint that it does not tolerate.
    Taint(Taint),
    /// The node selector asks for another label.
    NodeSelector,
    /// A port of the node is taken.
    Port {
        /// The port.
        port: HostPort,
        /// The number of the Pod that holds it; `None` for one of the DaemonSet's own.
        holder: Option<usize>,
    },
    /// The node runs as many Pods as it may.
    TooManyPods {
        /// How many it runs.
        used: i64,
        /// How many it may.
        allocatable: i64,
    },
    /// There is too little of a resource.
    Insufficient {
        /// The resource.
        resource: String,
        /// What the Pod requests.
        requested: i64,
        /// What the Pods on the node request.
        used: i64,
        /// What the node has; 0 where it has none.
        allocatable: i64,
    },
    /// A disk that only one Pod of a node may have is in use there.
    Disk {
        /// The number of the Pod that has it; `None` for one of the DaemonSet's own.
        holder: Option<usize>,
    },
    /// A driver would have to attach more volumes to the node than it can.
    Volumes {
        /// The driver.
        driver: String,
        /// How many more the Pod needs.
        requested: i64,
        /// How many volumes it has attached.
        used: i64,
        /// How many it can attach.
        allocatable: i64,
    },
    /// The driver of a volume of the Pod is not on the node.
    NoDriver(String),
    /// The node has no such label, and a spread constraint needs it.
    SpreadLabel(String),
    /// There would be too many Pods in the domain of a spread constraint.
    Spread {
        /// The label that tells one domain from another.
        key: String,
        /// How many more there would be than in the emptiest one.
        skew: i64,
        /// How many more there may be.
        max_skew: i64,
    },
    /// No Pod that it wants to be near is there.
    Affinity {
        /// The label that tells near from far.
        key: String,
    },
    /// A Pod that it wants to be far from is there.
    AntiAffinity {
        /// The label that tells near from far.
        key: String,
    },
    /// A Pod that wants to be far from it is there.
    OthersAntiAffinity {
        /// The label that tells near from far.
        key: String,
    },
}

impl Reason {
    /// Whether it stays, whoever leaves the node (upstream: `UnschedulableAndUnresolvable`).
    pub fn is_lasting(&self) -> bool {
        match self {
            Self::Unschedulable
            | Self::Taint(_)
            | Self::NodeSelector
            | Self::SpreadLabel(_)
            | Self::Affinity { .. } => true,
            Self::Insufficient { requested, allocatable, .. } => requested > allocatable,
            _ => false,
        }
    }
}

/// A node, and the Pods that are supposed to be on it.
pub(super) struct Scene<'a> {
    pub(super) incoming: &'a Incoming,
    pub(super) cluster: &'a Cluster<'a>,
    pub(super) tally: &'a Tally,
    pub(super) number: usize,
    pub(super) node: NodeRef<'a>,
    /// What the node has; `None` where nobody says.
    pub(super) allocatable: Option<&'a [Amount]>,
    /// The Pods on it, by number.
    pub(super) present: Vec<usize>,
    /// Its own Pods, which are not looked at: they have to be gone before.
    pub(super) own: Vec<usize>,
    /// Pods that are counted on it and are not there, and Pods that are there and not counted.
    pub(super) gone: Vec<usize>,
    pub(super) come: Vec<usize>,
    /// Ports that count as free since a Pod that held them is gone: upstream keeps a set of ports, not of who holds them, so
    /// another Pod that holds one too, which no scheduler allows, is forgotten.
    pub(super) freed: Vec<HostPort>,
    /// The Pod of the template before that is still there, where none was pasted.
    pub(super) beside: Option<&'a Incoming>,
    /// For each spread constraint that looks at all nodes, the least that is counted in a domain that is not the node's.
    pub(super) least_of_others: Vec<i64>,
    /// Whether a Pod is one of the DaemonSet's.
    pub(super) is_own: &'a dyn Fn(usize) -> bool,
}

fn one_or_none(reason: Option<Reason>) -> Vec<Reason> {
    reason.map_or(Vec::new(), |reason| vec![reason])
}

/// The taint that stands for a cordon.
const UNSCHEDULABLE: &str = "node.kubernetes.io/unschedulable";

impl Scene<'_> {
    /// Why the Pod cannot be there, by the first filter that says no; only the resources are told all. Nothing where it can.
    pub(super) fn check(&self) -> Vec<Reason> {
        let one = one_or_none(self.node_itself().or_else(|| self.taken_port()));
        if !one.is_empty() {
            return one;
        }
        let short = self.resources();
        if !short.is_empty() {
            return short;
        }
        let volumes = || self.taken_disk().or_else(|| self.unattachable());
        one_or_none(volumes().or_else(|| self.uneven()).or_else(|| self.company()))
    }

    /// What the kubelet of the node looks at as a Pod comes that it did not get from the scheduler (upstream: `GeneralPredicates`).
    pub(super) fn admitted_by_kubelet(&self) -> Vec<Reason> {
        let short = self.resources();
        if !short.is_empty() {
            return short;
        }
        one_or_none(self.other_labels().or_else(|| self.taken_port()))
    }

    pub(super) fn pods(&self) -> Vec<(usize, &PodFacts)> {
        let mut pods = Vec::new();
        for number in &self.present {
            if let Some(pod) = self.cluster.pod(*number) {
                pods.push((*number, pod));
            }
        }
        pods
    }

    fn node_itself(&self) -> Option<Reason> {
        let bears =
            |taint: &Taint| self.incoming.tolerations.iter().any(|own: &Toleration| tolerates(own, taint));
        if self.node.unschedulable() {
            let key = UNSCHEDULABLE.to_owned();
            if !bears(&Taint { key, value: String::new(), effect: Effect::NoSchedule }) {
                return Some(Reason::Unschedulable);
            }
        }
        if let Some(taint) = self.node.taints().iter().find(|taint| keeps_pods_away(taint) && !bears(taint)) {
            return Some(Reason::Taint(taint.clone()));
        }
        self.other_labels()
    }

    fn other_labels(&self) -> Option<Reason> {
        for (key, value) in &self.incoming.node_selector {
            if self.node.label(key) != Some(value) {
                return Some(Reason::NodeSelector);
            }
        }
        None
    }

    fn taken_port(&self) -> Option<Reason> {
        let wanted = &self.incoming.ports;
        if wanted.is_empty() {
            return None;
        }
        if let Some(port) = self.beside.and_then(|old| HostPort::conflict(wanted, &old.ports)) {
            return Some(Reason::Port { port: port.clone(), holder: None });
        }
        for (number, pod) in self.pods() {
            for held in &pod.ports {
                if self.freed.contains(held) && !self.come.contains(&number) {
                    continue;
                }
                if let Some(port) = HostPort::conflict(wanted, std::slice::from_ref(held)) {
                    return Some(Reason::Port { port: port.clone(), holder: Some(number) });
                }
            }
        }
        None
    }

    /// What the Pods on the node request, and how many they are.
    pub(super) fn used(&self) -> Vec<Amount> {
        let mut used = Vec::new();
        let mut count = 0;
        for (_, pod) in self.pods() {
            add(&mut used, &pod.requests);
            count += 1;
        }
        if let Some(old) = self.beside {
            add(&mut used, &old.requests);
            count += 1;
        }
        add(&mut used, &[(PODS, count)]);
        used
    }

    fn resources(&self) -> Vec<Reason> {
        let mut short = Vec::new();
        let Some(allocatable) = self.allocatable else { return short };
        let used = self.used();
        let (pods, most) = (amount(&used, PODS), amount(allocatable, PODS));
        if pods >= most {
            short.push(Reason::TooManyPods { used: pods, allocatable: most });
        }
        for (resource, requested) in &self.incoming.requests {
            let (resource, requested) = (*resource, *requested);
            let (used, allocatable) = (amount(&used, resource), amount(allocatable, resource));
            if requested > 0 && requested > allocatable.saturating_sub(used) {
                let resource = self.incoming.resource(resource).to_owned();
                short.push(Reason::Insufficient { resource, requested, used, allocatable });
            }
        }
        short
    }

    fn taken_disk(&self) -> Option<Reason> {
        let wanted = &self.incoming.disks;
        if wanted.is_empty() {
            return None;
        }
        if self.beside.is_some_and(|old| Disk::conflict(wanted, &old.disks)) {
            return Some(Reason::Disk { holder: None });
        }
        for (number, pod) in self.pods() {
            if Disk::conflict(wanted, &pod.disks) {
                return Some(Reason::Disk { holder: Some(number) });
            }
        }
        None
    }
}
