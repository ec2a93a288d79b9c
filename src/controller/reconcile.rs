//! One sync of the controller on a snapshot of the cluster
//! (upstream: `syncDaemonSet` in `pkg/controller/daemon/daemon_controller.go`).

use std::borrow::Cow;

use super::{
    Rules, Verdict,
    backoff::Backoffs,
    ledger::Ledger,
    ownership,
    pod_state::{PodState, target_node},
    revision,
    status::Status,
    sync::StepError,
};
use crate::{
    apiserver::Admitted,
    model::{daemon_set::DaemonSet, fleet::Fleet, order, ordered::OrderedMap, pod::Pod, time::Time},
};

/// All that one sync looks at.
#[derive(Clone, Copy, Debug)]
pub struct Snapshot<'s> {
    /// The DaemonSet.
    pub admitted: &'s Admitted,
    /// The nodes.
    pub fleet: &'s Fleet,
    /// The verdict on each node, in the nodes' order.
    pub verdicts: &'s [Verdict],
    /// The Pods, the DaemonSet's and others.
    pub pods: &'s [Pod],
    /// The time.
    pub now: Time,
    /// The hash label of the current revision; `None` to take it from the Pods (see [`revision::shown_by`]) or, where
    /// they do not show it, to make one up.
    pub revision: Option<&'s str>,
}

/// What one sync does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// The nodes that get a new Pod, one name a Pod.
    pub create: Vec<String>,
    /// The Pods that are deleted.
    pub delete: Vec<String>,
    /// The status that is written.
    pub status: Status,
    /// The error that the sync returns, in its words.
    pub error: Option<String>,
}

/// Decides what the controller does with a snapshot, and what status it writes (of the cluster as it is before anything
/// is done). Expectations count as met. A DaemonSet that is being deleted, or whose selector is empty, is left alone,
/// status and all.
pub fn reconcile(snapshot: &Snapshot<'_>) -> Step {
    reconcile_with(snapshot, &mut Backoffs::default())
}

/// The same, given how long failed Pods are to be left alone.
pub fn reconcile_with(snapshot: &Snapshot<'_>, backoffs: &mut Backoffs) -> Step {
    let daemon_set = snapshot.admitted.daemon_set();
    if is_left_alone(daemon_set) {
        return Step { status: Status::from(&daemon_set.status), ..Step::default() };
    }
    let Sight { pods, nodes, ledger } = Sight::of(snapshot);
    let actions = ledger.sync(backoffs);
    let (mut create, mut delete) = (Vec::new(), Vec::new());
    for node in actions.create {
        create.push(nodes.name(node).to_owned());
    }
    for key in actions.delete {
        if let Some(pod) = pods.get(key) {
            delete.push(pod.metadata.name.clone());
        }
    }
    Step {
        create,
        delete,
        status: ledger.status(daemon_set.metadata.generation),
        error: actions.error.map(|error| nodes.words(error)),
    }
}

/// What the controller sees of a snapshot.
#[derive(Debug)]
pub struct Sight<'s> {
    /// The Pods that it claims; a Pod's key is its place here, in the order of names.
    pub pods: Vec<&'s Pod>,
    /// The nodes with their Pods: those of the fleet, and then those that only Pods name.
    pub ledger: Ledger,
    pub(super) nodes: Nodes<'s>,
}

impl<'s> Sight<'s> {
    /// The names of the nodes, by number.
    pub fn names(&self) -> &[&'s str] {
        &self.nodes.names
    }

    /// Looks at a snapshot.
    pub fn of(snapshot: &Snapshot<'s>) -> Self {
        let mut pods = ownership::claimed(snapshot.admitted.daemon_set(), snapshot.pods);
        order::sort_by(&mut pods, |one, other| one.metadata.name.cmp(&other.metadata.name));
        let mut nodes = Nodes::of(snapshot.fleet);
        let ledger = fill(snapshot, &pods, &mut nodes);
        Self { pods, ledger, nodes }
    }
}

/// Whether the sync ends before it looks at anything.
pub(super) fn is_left_alone(daemon_set: &DaemonSet) -> bool {
    let selects_all = |selector: &crate::model::selector::LabelSelector| {
        selector.match_labels.is_empty() && selector.match_expressions.is_empty()
    };
    daemon_set.metadata.deletion_timestamp.is_some()
        || daemon_set.spec.selector.as_ref().is_some_and(selects_all)
}

/// The hash label of the current revision: as given, or shown by the Pods, or made up.
fn current_hash<'s>(snapshot: &Snapshot<'s>, pods: &[&'s Pod]) -> Cow<'s, str> {
    let shown = || revision::shown_by(snapshot.admitted.daemon_set(), pods);
    let given = snapshot.revision.filter(|hash| !hash.is_empty());
    given.or_else(shown).map_or_else(|| Cow::Owned(revision::own_hash(snapshot.admitted)), Cow::Borrowed)
}

fn fill<'s>(snapshot: &Snapshot<'s>, pods: &[&'s Pod], nodes: &mut Nodes<'s>) -> Ledger {
    let daemon_set = snapshot.admitted.daemon_set();
    let hash = current_hash(snapshot, pods);
    let generation = revision::template_generation(daemon_set);
    let mut ledger = Ledger::new(Rules::of(daemon_set), snapshot.now);
    for verdict in snapshot.verdicts {
        ledger.add_node(Some(*verdict));
    }
    for (key, pod) in pods.iter().enumerate() {
        let Some(target) = target_node(pod) else { continue };
        let state = PodState::of(pod, key, &hash, generation);
        let known = nodes.names.len();
        let node = nodes.number(target);
        if node == known {
            ledger.add_node(None);
        }
        ledger.put(node, state);
    }
    ledger
}

/// The nodes' names, by number and by name: those of the fleet, and then those that only Pods name.
#[derive(Debug)]
pub(super) struct Nodes<'s> {
    names: Vec<&'s str>,
    numbers: OrderedMap<&'s str, usize>,
}

impl<'s> Nodes<'s> {
    fn of(fleet: &'s Fleet) -> Self {
        let mut names = Vec::new();
        for node in fleet.iter() {
            names.push(node.name());
        }
        // Of two nodes of one name, which no cluster has, the first gets the Pods.
        let mut numbers = OrderedMap::new();
        for (number, name) in names.iter().enumerate() {
            numbers.or_insert(*name, number);
        }
        Self { names, numbers }
    }

    /// An error in upstream's words.
    pub(super) fn words(&self, StepError::NoNode(node): StepError) -> String {
        let name = self.name(node);
        format!("couldn't get node for nodeName {name:?}: node {name:?} not found")
    }

    pub(super) fn name(&self, number: usize) -> &'s str {
        self.names.get(number).copied().unwrap_or_default()
    }

    /// The number of a node, the next one if it is new.
    fn number(&mut self, name: &'s str) -> usize {
        let number = *self.numbers.or_insert(name, self.names.len());
        if number == self.names.len() {
            self.names.push(name);
        }
        number
    }
}
