//! The nodes and the Pods on them.

use super::{
    incoming::Incoming,
    pods::{PastedPods, PodFacts},
};
use crate::model::{
    fleet::{Fleet, NodeRef},
    ordered::OrderedMap,
};

/// Nodes, and the Pods on each.
#[derive(Debug)]
pub struct Cluster<'a> {
    pub(super) fleet: &'a Fleet,
    pub(super) pods: &'a PastedPods,
    /// How many nodes there are; the rest of the fleet is nodes as they are later.
    pub(super) nodes: usize,
    /// The numbers of the Pods that are bound to each node.
    bound: Vec<Vec<usize>>,
    /// The node that each Pod is bound to; `None` where it is not bound, or not to one that is there.
    places: Vec<Option<usize>>,
    /// The nodes that are being made free, each with a Pod for which that is.
    nominated: Vec<(usize, usize)>,
    /// The first node of the name of each node that is one as it is later.
    roots: Vec<usize>,
}

/// Which Pods are left on a node later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// All.
    All,
    /// Those that a drain leaves: of DaemonSets, and mirrors of what the kubelet runs by itself.
    Staying,
    /// None.
    Nobody,
}

/// The annotation of mirrors.
const MIRROR: &str = "kubernetes.io/config.mirror";

impl<'a> Cluster<'a> {
    /// Puts the Pods on their nodes. Of two nodes of one name, which no cluster has, the first is meant.
    pub fn of(fleet: &'a Fleet, pods: &'a PastedPods) -> Self {
        Self::with_later(fleet, pods, &[])
    }

    /// The same, where the last nodes of the fleet are nodes as they are later, with what is left on them: those count for nothing, but can be
    /// asked about.
    pub fn with_later(fleet: &'a Fleet, pods: &'a PastedPods, left: &[Left]) -> Self {
        let mut cluster = Self {
            fleet,
            pods,
            nodes: fleet.len().saturating_sub(left.len()),
            bound: vec![Vec::new(); fleet.len()],
            places: Vec::new(),
            nominated: Vec::new(),
            roots: Vec::new(),
        };
        if pods.is_empty() && left.is_empty() {
            return cluster;
        }
        let mut names: OrderedMap<&str, usize> = OrderedMap::new();
        for position in (0..fleet.len()).rev() {
            if let Some(node) = fleet.get(position) {
                names.insert(node.name(), position);
            }
        }
        for (number, pod) in pods.all.iter().enumerate() {
            let is_bound = !pod.node.is_empty();
            let name = if is_bound { &pod.node } else { &pod.nominated };
            let place = names.get(name.as_str()).copied().filter(|_| !pod.ended);
            cluster.places.push(place.filter(|place| is_bound && *place < cluster.nodes));
            let Some(place) = place else { continue };
            if !is_bound {
                cluster.nominated.push((place, number));
            } else if let Some(bound) = cluster.bound.get_mut(place) {
                bound.push(number);
            }
        }
        for position in (cluster.nodes..fleet.len()).rev() {
            let name = fleet.get(position).map_or("", |node| node.name());
            let root = names.get(name).copied().unwrap_or(position);
            let mut staying = cluster.on(root).to_vec();
            match left.get(position - cluster.nodes) {
                Some(Left::Nobody) => staying.clear(),
                Some(Left::Staying) => staying.retain(|pod| cluster.pod(*pod).is_some_and(PodFacts::stays)),
                _ => {}
            }
            if let Some(bound) = cluster.bound.get_mut(position) {
                *bound = staying;
            }
            cluster.roots.push(root);
        }
        cluster.roots.reverse();
        cluster
    }

    /// The first node of a node's name.
    pub(super) fn root(&self, node: usize) -> usize {
        let later = node.checked_sub(self.nodes).and_then(|later| self.roots.get(later));
        later.copied().unwrap_or(node)
    }

    /// The numbers of the Pods on a node.
    pub(super) fn on(&self, node: usize) -> &[usize] {
        self.bound.get(node).map_or(&[], |pods| pods)
    }

    /// Nodes that are being made free, each with the number of a Pod for which that is.
    pub(super) fn nominated(&self) -> &[(usize, usize)] {
        &self.nominated
    }

    /// The node of a Pod.
    pub(super) fn place(&self, pod: usize) -> Option<NodeRef<'a>> {
        self.fleet.get(self.places.get(pod).copied().flatten()?)
    }

    /// The name of a Pod by its number, behind its namespace where that is not the one of an incoming Pod.
    pub fn name_of(&self, pod: usize, incoming: &Incoming) -> String {
        let Some(metadata) = self.pod(pod).map(|pod| &pod.metadata) else { return String::new() };
        if metadata.namespace == incoming.namespace {
            return metadata.name.clone();
        }
        format!("{}/{}", metadata.namespace, metadata.name)
    }

    /// Pods by their numbers.
    pub(super) fn pods(&self, numbers: &[usize]) -> Vec<&'a PodFacts> {
        let mut pods = Vec::new();
        for number in numbers {
            if let Some(pod) = self.pod(*number) {
                pods.push(pod);
            }
        }
        pods
    }

    /// A Pod by its number.
    pub(super) fn pod(&self, number: usize) -> Option<&'a PodFacts> {
        self.pods.all.get(number)
    }
}

impl PodFacts {
    /// Whether it stays as its node is drained.
    fn stays(&self) -> bool {
        let daemon = self.metadata.controller().is_some_and(|owner| owner.kind == "DaemonSet");
        daemon || self.metadata.annotations.contains_key(MIRROR)
    }
}
