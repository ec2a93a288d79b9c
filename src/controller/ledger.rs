//! What the controller's decision looks at: one small state a node, and the nodes sorted by it.
//!
//! Upstream walks all nodes in every sync. Here a node is looked at when something about it changes, and sorted into
//! a [`Class`]; a sync then asks for the sizes and the first members of a few classes. A snapshot is decided on by
//! filling a ledger, a simulated cluster by keeping one; the decision is the same code.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{
    Rules, Verdict,
    manage::{self, Todo},
    pod_state::PodState,
};
use crate::model::{list::Keeping, ordered::OrderedSet, time::Time};

/// The nodes and their Pods, as the controller sees them at one time. Nodes are numbered in the order of adding.
#[derive(Clone, Debug)]
pub struct Ledger {
    rules: Rules,
    now: Time,
    entries: Vec<Entry>,
    /// The nodes of each class, by class. There are few classes, and they are counted often.
    classes: Vec<(Class, OrderedSet<usize>)>,
    /// Nodes that change their class by time alone: a Pod of theirs becomes available then. May name a node too often.
    /// The 0 makes it the kind of heap that the simulation's queue is, which is then compiled once.
    ripening: BinaryHeap<Reverse<(Time, u64, usize)>>,
}

/// One node and its Pods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// What the node is to the DaemonSet; `None` for a node that Pods name and that is not there.
    pub(super) verdict: Option<Verdict>,
    /// Its Pods: bound ones first, then older ones, then by name.
    pub(super) pods: Vec<PodState>,
    class: Class,
}

/// All that a sync has to know about a node before it acts on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Class {
    /// What the node is to the DaemonSet.
    pub(super) place: Place,
    /// What there is to manage: Pods missing, ended or too many.
    pub(super) todo: Todo,
    /// What the rolling update sees.
    pub(super) holds: Holds,
    /// What the status sees: the node's first Pod; `None` without Pods.
    pub(super) first: Option<First>,
}

/// What a node is to the DaemonSet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// It should run the Pod.
    Desired,
    /// It should not; whether a Pod may stay is another matter.
    NotDesired,
    /// There is no such node.
    Gone,
}

/// The Pods of a node that are not being deleted, as the rolling update sees them (upstream: `findUpdatedPodsOnNode`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Holds {
    /// No Pod at all on a node that should not run one: no part of the update.
    Nothing,
    /// None; maybe some that are being deleted.
    Empty,
    /// One of the current template.
    New { available: bool },
    /// One of an older template.
    Old { available: bool },
    /// One of each.
    Both { new_available: bool, old_available: bool },
    /// More than one of a kind.
    Excess,
}

/// The first Pod of a node, being deleted or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct First {
    pub(super) ready: bool,
    pub(super) available: bool,
    pub(super) updated: bool,
}

impl Ledger {
    /// A ledger without nodes, at a point in time.
    pub fn new(rules: Rules, now: Time) -> Self {
        Self { rules, now, entries: Vec::new(), classes: Vec::new(), ripening: BinaryHeap::new() }
    }

    /// Adds a node without Pods and returns its number. Without a verdict it is one that only Pods name.
    pub fn add_node(&mut self, verdict: Option<Verdict>) -> usize {
        let node = self.entries.len();
        let mut entry = Entry { verdict, pods: Vec::new(), class: Class::EMPTY };
        entry.class = entry.classify(&self.rules, self.now);
        members(&mut self.classes, entry.class).insert(node);
        self.entries.push(entry);
        node
    }

    /// Gives a node another verdict: it changed, is gone, or is back.
    pub fn judge(&mut self, node: usize, verdict: Option<Verdict>) {
        if let Some(entry) = self.entries.get_mut(node) {
            entry.verdict = verdict;
            self.sort_in(node);
        }
    }

    /// Goes on under other rules.
    pub fn change_rules(&mut self, rules: Rules) {
        self.rules = rules;
        (0..self.entries.len()).for_each(|node| self.sort_in(node));
    }

    /// What a node is to the DaemonSet; `None` for one that is not there.
    pub fn verdict(&self, node: usize) -> Option<Verdict> {
        self.entries.get(node)?.verdict
    }

    /// Whether a node should run the Pod; not one that is not there.
    pub fn should_run(&self, node: usize) -> bool {
        self.verdict(node).is_some_and(|verdict| verdict.should_run)
    }

    /// Adds a Pod to a node, or puts it in the place of the one with its key.
    pub fn put(&mut self, node: usize, pod: PodState) {
        let Some(entry) = self.entries.get_mut(node) else { return };
        entry.pods.keep(&|other| other.key != pod.key);
        if pod.is_visible() {
            let at = entry.pods.partition_point(|other| other.rank() < pod.rank());
            entry.pods.insert(at, pod);
        }
        self.sort_in(node);
    }

    /// Takes a Pod that is gone off its node.
    pub fn remove(&mut self, node: usize, key: usize) {
        let Some(entry) = self.entries.get_mut(node) else { return };
        entry.pods.keep(&|pod| pod.key != key);
        self.sort_in(node);
    }

    /// Turns the clock; time does not go back.
    pub fn advance(&mut self, now: Time) {
        self.now = self.now.max(now);
        while let Some(Reverse((due, _, node))) = self.ripening.peek().copied() {
            if due > self.now {
                break;
            }
            self.ripening.pop();
            self.sort_in(node);
        }
    }

    /// The time that it stands at.
    pub fn now(&self) -> Time {
        self.now
    }

    /// The rules that it was made for.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// How many nodes should run the Pod.
    pub fn desired(&self) -> usize {
        self.count(&|class| class.place == Place::Desired)
    }

    /// The Pods of a node; none for a number that no node has.
    pub fn pods(&self, node: usize) -> &[PodState] {
        self.entries.get(node).map_or(&[], |entry| &entry.pods)
    }

    /// The nodes with their Pods, by number.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    pub(super) fn entry(&self, node: usize) -> Option<&Entry> {
        self.entries.get(node)
    }

    /// How many nodes are of the classes asked for.
    pub(super) fn count(&self, wanted: &dyn Fn(Class) -> bool) -> usize {
        let mut count = 0;
        for (class, nodes) in &self.classes {
            if wanted(*class) {
                count += nodes.len();
            }
        }
        count
    }

    /// Looks at every class and how many nodes it has.
    pub(super) fn tally(&self, look: &mut dyn FnMut(Class, usize)) {
        for (class, nodes) in &self.classes {
            look(*class, nodes.len());
        }
    }

    /// The first nodes of the classes asked for, in order, at most `limit`.
    pub(super) fn first(&self, limit: usize, wanted: &dyn Fn(Class) -> bool) -> Vec<usize> {
        let mut found = Vec::new();
        for (class, nodes) in &self.classes {
            if wanted(*class) {
                for node in nodes.iter().take(limit) {
                    found.push(*node);
                }
            }
        }
        found.sort_unstable();
        found.truncate(limit);
        found
    }

    /// The classes that have nodes, with their nodes.
    #[cfg(test)]
    pub(super) fn sorted(&self) -> Vec<(Class, Vec<usize>)> {
        let filled = self.classes.iter().filter(|(_, nodes)| !nodes.is_empty());
        filled.map(|(class, nodes)| (*class, nodes.iter().copied().collect())).collect()
    }

    fn sort_in(&mut self, node: usize) {
        let Some(entry) = self.entries.get_mut(node) else { return };
        let class = entry.classify(&self.rules, self.now);
        if class != entry.class {
            members(&mut self.classes, entry.class).remove(&node);
            members(&mut self.classes, class).insert(node);
            entry.class = class;
        }
        let mut next: Option<Time> = None;
        for pod in &entry.pods {
            if let Some(due) = pod.available_from(self.rules.min_ready_seconds)
                && due > self.now
            {
                next = Some(next.map_or(due, |next| next.min(due)));
            }
        }
        if let Some(due) = next {
            self.ripening.push(Reverse((due, 0, node)));
        }
    }
}

/// The nodes of a class.
fn members(classes: &mut Vec<(Class, OrderedSet<usize>)>, class: Class) -> &mut OrderedSet<usize> {
    let place = match classes.binary_search_by(|(other, _)| other.cmp(&class)) {
        Ok(place) => place,
        Err(place) => {
            classes.insert(place, (class, OrderedSet::new()));
            place
        }
    };
    #[expect(clippy::indexing_slicing, reason = "the place was found or made just now")]
    &mut classes[place].1
}

impl Class {
    const EMPTY: Self = Self {
        place: Place::Gone,
        todo: Todo { create: false, delete: false, failed: false },
        holds: Holds::Nothing,
        first: None,
    };
}

impl Entry {
    fn classify(&self, rules: &Rules, now: Time) -> Class {
        let place = match self.verdict {
            Some(Verdict { should_run: true, .. }) => Place::Desired,
            Some(_) => Place::NotDesired,
            None => Place::Gone,
        };
        let available = |pod: &PodState| pod.is_available(rules.min_ready_seconds, now);
        let first = self.pods.first().map(|pod| First {
            ready: pod.is_ready(),
            available: available(pod),
            updated: pod.is_updated(),
        });
        let (mut new, mut old) = (None, None);
        let mut excess = false;
        for pod in self.pods.iter().filter(|pod| !pod.terminating) {
            let slot = if pod.is_updated() { &mut new } else { &mut old };
            excess |= slot.replace(available(pod)).is_some();
        }
        let holds = match (new, old) {
            _ if excess => Holds::Excess,
            (None, None) if self.pods.is_empty() && place != Place::Desired => Holds::Nothing,
            (None, None) => Holds::Empty,
            (Some(available), None) => Holds::New { available },
            (None, Some(available)) => Holds::Old { available },
            (Some(new_available), Some(old_available)) => Holds::Both { new_available, old_available },
        };
        Class { place, todo: manage::on_node(self, rules, now).kinds(), holds, first }
    }
}
