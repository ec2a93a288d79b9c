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
    /// The numbers of the Pods that are bound to each node.
    bound: Vec<Vec<usize>>,
    /// The node that each Pod is bound to; `None` where it is not bound, or not to one that is there.
    places: Vec<Option<usize>>,
    /// The nodes that are being made free, each with a Pod for which that is.
    nominated: Vec<(usize, usize)>,
}

impl<'a> Cluster<'a> {
    /// Puts the Pods on their nodes. Of two nodes of one name, which no cluster has, the first is meant.
    pub fn of(fleet: &'a Fleet, pods: &'a PastedPods) -> Self {
        let mut cluster = Self {
            fleet,
            pods,
            bound: vec![Vec::new(); fleet.len()],
            places: Vec::new(),
            nominated: Vec::new(),
        };
        if pods.is_empty() {
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
            cluster.places.push(place.filter(|_| is_bound));
            let Some(place) = place else { continue };
            if !is_bound {
                cluster.nominated.push((place, number));
            } else if let Some(bound) = cluster.bound.get_mut(place) {
                bound.push(number);
            }
        }
        cluster
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
