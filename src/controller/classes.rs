//! Nodes that differ in nothing that a DaemonSet asks about.

use indexmap::{Equivalent, IndexSet};

use super::eligibility::{Placement, Verdict};
use crate::model::fleet::{Fleet, NodeRef, Symbol, TaintList};

/// The nodes of a fleet, sorted into classes: nodes of one class get the same verdict for the same reasons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Classes {
    /// The class of each node, in the fleet's order.
    pub class_of: Vec<u32>,
    /// For each class the position of its first node. Classes are numbered in the order of these.
    pub representatives: Vec<u32>,
    /// For each class how many nodes it has; never 0.
    pub sizes: Vec<u32>,
}

/// What of a node matters.
#[derive(Hash, PartialEq, Eq)]
struct Key {
    labels: Box<[Option<Symbol>]>,
    rest: Rest,
}

#[derive(Hash, PartialEq, Eq, Clone, Copy)]
struct Rest {
    taints: TaintList,
    /// Which of the names that the DaemonSet mentions it is; the number of names for any other.
    name: usize,
    unnamed: bool,
    cordoned: bool,
    /// 0 not said, 1 ready, 2 unknown, 3 anything else.
    ready: u8,
}

/// A key that owns nothing, to look one up.
#[derive(Hash)]
struct Probe<'a> {
    labels: &'a [Option<Symbol>],
    rest: Rest,
}

impl Equivalent<Key> for Probe<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        *self.labels == *key.labels && self.rest == key.rest
    }
}

impl Placement {
    /// Sorts the nodes into classes. Costs a few lookups a node and no allocation but for each new class.
    pub fn classes(&self, fleet: &Fleet) -> Classes {
        let keys: Vec<Symbol> = self.label_keys().iter().filter_map(|key| fleet.symbol(key)).collect();
        let names = self.node_names();
        let mut known: IndexSet<Key> = IndexSet::new();
        let mut classes = Classes::default();
        classes.class_of.reserve(fleet.len());
        let mut labels = Vec::with_capacity(keys.len());
        for (position, node) in fleet.iter().enumerate() {
            labels.clear();
            labels.extend(keys.iter().map(|key| node.label_symbol(*key)));
            let probe = Probe { labels: &labels, rest: rest(node, &names) };
            let class = known.get_index_of(&probe).unwrap_or_else(|| {
                classes.representatives.push(to_u32(position));
                classes.sizes.push(0);
                known.insert_full(Key { labels: labels.as_slice().into(), rest: probe.rest }).0
            });
            if let Some(size) = classes.sizes.get_mut(class) {
                *size += 1;
            }
            classes.class_of.push(to_u32(class));
        }
        classes
    }

    /// The verdict on every node, in the fleet's order.
    pub fn verdicts(&self, fleet: &Fleet) -> Vec<Verdict> {
        let classes = self.classes(fleet);
        let of_class: Vec<Verdict> = classes.nodes(fleet).map(|node| self.verdict(node)).collect();
        classes.class_of.iter().filter_map(|class| of_class.get(*class as usize).copied()).collect()
    }
}

impl Classes {
    /// One node of each class, in the order of the classes.
    pub fn nodes<'f>(&self, fleet: &'f Fleet) -> impl Iterator<Item = NodeRef<'f>> {
        self.representatives.iter().filter_map(|position| fleet.get(*position as usize))
    }
}

fn rest(node: NodeRef<'_>, names: &[&str]) -> Rest {
    Rest {
        taints: node.taint_list(),
        name: names.binary_search(&node.name()).unwrap_or(names.len()),
        unnamed: node.name().is_empty(),
        cordoned: node.unschedulable(),
        ready: match node.ready() {
            None => 0,
            Some("True") => 1,
            Some("Unknown") => 2,
            Some(_) => 3,
        },
    }
}

/// Input is limited to far fewer than 2³² nodes.
fn to_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
