//! What a DaemonSet takes of the cluster.

use serde::Serialize;
use tsify::Tsify;

use crate::{
    model::{fleet::Fleet, key::put, ordered::OrderedMap},
    scheduler::{Fate, Incoming, Share},
};

/// What the DaemonSet takes: a Pod's requests on each node that should run it. Amounts are in thousandths for `cpu`, in bytes or whole
/// units otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Takes {
    /// The nodes that should run the Pod.
    pub nodes: usize,
    /// The Pods that there may be beside these in an update with surge, at the most.
    pub surge: usize,
    /// What a Pod requests, one entry a resource, `pods` last.
    pub resources: Vec<TakenResource>,
    /// The nodes that should run the Pod and have no room for it, in the order of the input. Where others are pushed aside for it there is room.
    pub no_room: Vec<String>,
    /// The kinds of nodes that should run the Pod, by instance type and by what they have of these resources, in the order of the input. What
    /// it takes of one, an autoscaler has to leave out of a new node of the kind. Nodes that do not say what they have are in none.
    pub kinds: Vec<NodeKind>,
}

/// A resource that the DaemonSet takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct TakenResource {
    /// The resource: `cpu`, `memory`, `example.com/gpu`, `pods`, …
    pub name: String,
    /// What one Pod requests.
    pub per_pod: i64,
    /// What all of them request.
    pub total: i64,
    /// The same at the height of an update with surge.
    pub peak: i64,
}

/// Nodes that are alike.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct NodeKind {
    /// Their label `node.kubernetes.io/instance-type`; absent where they have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_type: Option<String>,
    /// How many there are that should run the Pod.
    pub nodes: usize,
    /// What each has for Pods, in the order of `resources`.
    pub allocatable: Vec<i64>,
    /// The part of it that the Pod requests, in the same order: 0.05 is a twentieth. 1 of nothing.
    pub share: Vec<f64>,
}

impl Takes {
    /// Sums up. `fates` are those of the nodes that should run the Pod, and `positions` their places in the fleet.
    pub fn of(
        incoming: &Incoming,
        fleet: &Fleet,
        positions: &[usize],
        fates: &[Fate],
        surge: &dyn Fn(usize) -> usize,
    ) -> Self {
        let (mut nodes, mut no_room) = (0, Vec::new());
        let mut kinds: Vec<NodeKind> = Vec::new();
        let mut known: OrderedMap<String, usize> = OrderedMap::new();
        for (position, fate) in positions.iter().zip(fates) {
            nodes += 1;
            let Some(node) = fleet.get(*position) else { continue };
            if !fate.fits && fate.evicts.is_empty() {
                no_room.push(node.name().to_owned());
            }
            if !fate.allocatable_told {
                continue;
            }
            let instance_type = node.label("node.kubernetes.io/instance-type").map(str::to_owned);
            let mut key = String::new();
            if let Some(name) = &instance_type {
                put(&mut key, "t", &[name]);
            }
            let (mut allocatable, mut share) = (Vec::new(), Vec::new());
            for one in &fate.shares {
                put(&mut key, "a", &[&one.allocatable.to_string()]);
                allocatable.push(one.allocatable);
                share.push(part(one));
            }
            let place = *known.or_insert(key, kinds.len());
            if place == kinds.len() {
                kinds.push(NodeKind { instance_type, nodes: 0, allocatable, share });
            }
            if let Some(kind) = kinds.get_mut(place) {
                kind.nodes += 1;
            }
        }
        let surge = surge(nodes);
        let times = |amount: i64, pods: usize| amount.saturating_mul(i64::try_from(pods).unwrap_or(i64::MAX));
        let mut resources = Vec::new();
        for (resource, per_pod) in incoming.requests() {
            resources.push(TakenResource {
                name: incoming.resource(resource).to_owned(),
                per_pod,
                total: times(per_pod, nodes),
                peak: times(per_pod, nodes.saturating_add(surge)),
            });
        }
        Self { nodes, surge, resources, no_room, kinds }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a part for people to see")]
fn part(share: &Share) -> f64 {
    if share.allocatable > 0 { share.requested as f64 / share.allocatable as f64 } else { 1.0 }
}
