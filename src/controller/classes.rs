//! Nodes that differ in nothing that a DaemonSet asks about.

use super::eligibility::{Placement, Verdict};
use crate::model::{
    fleet::{Fleet, NodeRef, Symbol},
    ordered::OrderedMap,
};

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

impl Placement {
    /// Sorts the nodes into classes. Costs a few lookups a node and no allocation but for each new class.
    pub fn classes(&self, fleet: &Fleet) -> Classes {
        let mut keys: Vec<Symbol> = Vec::new();
        for key in self.label_keys() {
            if let Some(key) = fleet.symbol(key) {
                keys.push(key);
            }
        }
        let names = self.node_names();
        // What of a node matters, as numbers: the values of its labels, then everything else.
        let mut known: OrderedMap<Box<[u32]>, usize> = OrderedMap::new();
        let mut seen: Vec<u32> = Vec::with_capacity(keys.len() + 3);
        let mut classes = Classes::default();
        classes.class_of.reserve(fleet.len());
        for (position, node) in fleet.iter().enumerate() {
            seen.clear();
            for key in &keys {
                seen.push(node.label_symbol(*key).map_or(0, |value| value.number().saturating_add(1)));
            }
            seen.extend_from_slice(&[
                node.taint_list().number(),
                name_number(node.name(), &names),
                state(node),
            ]);
            let class = known.get(seen.as_slice()).copied().unwrap_or_else(|| {
                classes.representatives.push(to_u32(position));
                classes.sizes.push(0);
                let class = known.len();
                known.insert(seen.as_slice().into(), class);
                class
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
        let mut of_class = Vec::new();
        for node in classes.nodes(fleet) {
            of_class.push(self.verdict(node));
        }
        classes.verdicts(&of_class)
    }
}

impl Classes {
    /// The verdict on each node, by those on the classes.
    pub fn verdicts(&self, of_class: &[Verdict]) -> Vec<Verdict> {
        let mut verdicts = Vec::new();
        for class in &self.class_of {
            if let Some(verdict) = of_class.get(*class as usize) {
                verdicts.push(*verdict);
            }
        }
        verdicts
    }

    /// One node of each class, in the order of the classes.
    pub fn nodes<'f>(&self, fleet: &'f Fleet) -> Vec<NodeRef<'f>> {
        let mut nodes = Vec::new();
        for position in &self.representatives {
            if let Some(node) = fleet.get(*position as usize) {
                nodes.push(node);
            }
        }
        nodes
    }
}

/// Which of the names that the DaemonSet mentions it is, from 2; 1 for any other. 0 for a node without a name, which passes
/// every requirement on names.
fn name_number(name: &str, names: &[&str]) -> u32 {
    match names.binary_search(&name) {
        _ if name.is_empty() => 0,
        Ok(position) => to_u32(position).saturating_add(2),
        Err(_) => 1,
    }
}

/// What is said about the node's state: cordoned, ready.
fn state(node: NodeRef<'_>) -> u32 {
    let ready = match node.ready() {
        None => 0,
        Some("True") => 1,
        Some("Unknown") => 2,
        Some(_) => 3,
    };
    ready * 2 + u32::from(node.unschedulable())
}

/// Input is limited to far fewer than 2³² nodes.
fn to_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
