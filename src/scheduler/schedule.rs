//! The Pods of a DaemonSet, scheduled one after the other.

use super::{
    amounts::{Amount, Resources, amount},
    cluster::Cluster,
    filter::{Reason, Scene},
    incoming::Incoming,
    message,
    preemption::Attempt,
    tally::Tally,
};
use crate::model::fleet::NodeRef;

/// What becomes of the Pod for a node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fate {
    /// Whether it starts.
    pub fits: bool,
    /// What the scheduler says, byte for byte; empty where it starts.
    pub message: String,
    /// Why it does not; empty where it starts, and no filter's where gates hold it back.
    pub reasons: Vec<Reason>,
    /// The Pods that are pushed aside for it, by number, the most important first. It starts when they are gone.
    pub evicts: Vec<usize>,
    /// What it requests, and what of it there is.
    pub shares: Vec<Share>,
    /// Why the kubelet refuses it, where it does not go through the scheduler.
    pub refused: Option<String>,
    /// Why it cannot start as long as the old Pod is there; empty where it can, and where nobody asks. Ports are left out.
    pub beside: Vec<Reason>,
    /// Whether the node says what it has; else resources are not looked at.
    pub allocatable_told: bool,
}

/// A resource of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The number of the resource.
    pub resource: usize,
    /// What the Pod requests.
    pub requested: i64,
    /// What other Pods on the node request.
    pub used: i64,
    /// What the node has.
    pub allocatable: i64,
}

/// What becomes of the Pod for each of these nodes, by position in the fleet, in this order: each that starts is there for those
/// that follow. `is_own` tells of a Pod in the paste whether it is one of the DaemonSet's: on its own node it is not looked at.
/// With `old`, the Pod of the template before, it is looked at too whether there is room beside the old Pod.
pub fn schedule(
    incoming: &Incoming,
    cluster: &Cluster<'_>,
    nodes: &[usize],
    is_own: &dyn Fn(usize) -> bool,
    old: Option<&Incoming>,
) -> Vec<Fate> {
    let mut tally = Tally::of(incoming, cluster);
    let mut known = Allocatables { resources: incoming.resources.clone(), lists: Vec::new() };
    let mut fates = Vec::new();
    // Where the Pod counts that was bound to a node, as far as nodes are looked at again.
    let mut counted = vec![None; if cluster.nodes < cluster.fleet.len() { cluster.fleet.len() } else { 0 }];
    for number in nodes {
        let Some(node) = cluster.fleet.get(*number) else { continue };
        let slot = counted.get_mut(cluster.root(*number));
        if let Some(before) = slot.and_then(Option::take).and_then(|before| cluster.fleet.get(before)) {
            tally.bind(incoming, cluster.fleet, before, -1);
        }
        let (mut own, mut present) = (Vec::new(), Vec::new());
        for pod in cluster.on(*number) {
            if is_own(*pod) { own.push(*pod) } else { present.push(*pod) }
        }
        let runs_already = !own.is_empty();
        let mut scene = Scene {
            incoming,
            cluster,
            tally: &tally,
            number: *number,
            node,
            allocatable: known.of(node),
            present,
            own,
            gone: Vec::new(),
            come: Vec::new(),
            freed: Vec::new(),
            beside: None,
            least_of_others: tally.least_of_others(incoming, node),
            is_own,
        };
        let mut fate = scene.fate();
        if let Some(old) = old.filter(|_| fate.fits) {
            fate.beside = scene.beside(old);
        }
        if fate.fits && !runs_already {
            tally.bind(incoming, cluster.fleet, node, 1);
            if let Some(slot) = counted.get_mut(cluster.root(*number)) {
                *slot = Some(*number);
            }
        }
        fates.push(fate);
    }
    fates
}

/// What nodes have, read once for those that say the same.
struct Allocatables {
    resources: Resources,
    /// By their numbers.
    lists: Vec<Option<Vec<Amount>>>,
}

impl Allocatables {
    fn of(&mut self, node: NodeRef<'_>) -> Option<&[Amount]> {
        let list = node.allocatable_list()? as usize;
        if self.lists.len() <= list {
            self.lists.resize(list + 1, None);
        }
        let resources = &mut self.resources;
        let known = self.lists.get_mut(list)?;
        if known.is_none() {
            *known = Some(resources.allocatable(node));
        }
        known.as_deref()
    }
}

impl Reason {
    /// The word with which the kubelet refuses a Pod.
    pub fn refusal(&self) -> String {
        match self {
            Self::TooManyPods { .. } => "OutOfpods".to_owned(),
            Self::Insufficient { resource, .. } => format!("OutOf{resource}"),
            Self::Port { .. } => "NodePorts".to_owned(),
            _ => "NodeAffinity".to_owned(),
        }
    }
}

impl<'a> Scene<'a> {
    /// What becomes of the Pod here.
    fn fate(&mut self) -> Fate {
        let mut fate =
            Fate { allocatable_told: self.allocatable.is_some(), shares: self.shares(), ..Fate::default() };
        let incoming = self.incoming;
        if !incoming.node_name.is_empty() {
            fate.reasons = self.admitted_by_kubelet();
            fate.refused = fate.reasons.first().map(Reason::refusal);
            fate.fits = fate.reasons.is_empty();
            return fate;
        }
        if !incoming.gates.is_empty() {
            fate.message = message::gated(&incoming.gates);
            fate.reasons.push(Reason::Gated);
            return fate;
        }
        fate.reasons = self.check_with_nominated();
        if fate.reasons.is_empty() {
            fate.fits = true;
            return fate;
        }
        let lasting = fate.reasons.iter().any(Reason::is_lasting);
        let attempt = (!lasting && !incoming.never_preempts).then(|| self.make_room());
        let (nodes, name) = (self.cluster.nodes, self.node.name());
        fate.message = message::unschedulable(nodes, name, &fate.reasons, attempt.as_ref(), incoming);
        if let Some(Attempt::Victims(victims)) = attempt {
            fate.evicts = victims;
        }
        fate
    }

    /// Why the Pod cannot start as long as an old one is there. Whether it holds the ports is known better where that is played.
    fn beside(&mut self, old: &'a Incoming) -> Vec<Reason> {
        let own = std::mem::take(&mut self.own);
        if own.is_empty() {
            self.beside = Some(old);
        }
        self.present.extend_from_slice(&own);
        let named = !self.incoming.node_name.is_empty();
        let mut reasons = if named { self.admitted_by_kubelet() } else { self.check() };
        reasons.retain(|reason| !matches!(reason, Reason::Port { .. }));
        reasons
    }

    fn shares(&self) -> Vec<Share> {
        let mut shares = Vec::new();
        let Some(allocatable) = self.allocatable else { return shares };
        let used = self.used();
        for (resource, requested) in self.incoming.requests() {
            shares.push(Share {
                resource,
                requested,
                used: amount(&used, resource),
                allocatable: amount(allocatable, resource),
            });
        }
        shares
    }
}
