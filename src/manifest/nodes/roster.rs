//! Nodes on their way from the text into the fleet.

use std::borrow::Cow;

use super::report::names;
use crate::{
    diagnostic::{Diagnostic, Range, Severity, Source},
    model::{fleet::Fleet, ordered::OrderedMap, taint::Taint},
};

/// A node that was found in the text.
#[derive(Clone, Debug, Default)]
pub(super) struct Found<'a> {
    /// `metadata.name`.
    pub(super) name: Cow<'a, str>,
    /// The labels that the text carries, or that follow from it.
    pub(super) labels: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// The taints that the text carries, or that follow from it.
    pub(super) taints: Vec<Taint>,
    /// Whether the node is cordoned.
    pub(super) unschedulable: bool,
    /// The status of the `Ready` condition, where the text says it.
    pub(super) ready: Option<&'a str>,
    /// What it has to give, where the text says it.
    pub(super) allocatable: Option<Vec<(Cow<'a, str>, Cow<'a, str>)>>,
}

/// The nodes of a text, in order; of two with the same name the later stays.
#[derive(Debug, Default)]
pub(super) struct Roster<'a> {
    nodes: Vec<Found<'a>>,
}

/// A fleet, and where in it the nodes of the text ended up.
pub(super) struct Mustered {
    /// The nodes.
    pub(super) fleet: Fleet,
    /// For each node of the text, in order, its position in the fleet; `None` for one that a later node replaces.
    pub(super) positions: Vec<Option<usize>>,
}

impl<'a> Roster<'a> {
    /// Adds a node and returns its number.
    pub(super) fn push(&mut self, node: Found<'a>) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    pub(super) fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Makes the fleet. `place` tells where a node stands; it is asked once.
    pub(super) fn muster(
        self,
        place: &dyn Fn(usize) -> Option<Range>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Mustered {
        let mut last = OrderedMap::new();
        let (mut again, mut first) = (Vec::new(), None);
        for (number, node) in self.nodes.iter().enumerate() {
            if !last.insert(node.name.clone(), number) {
                again.push(&*node.name);
                first.get_or_insert(number);
            }
        }
        if let Some(first) = first {
            let repeated = names(&again);
            diagnostics.push(
                Diagnostic::new(
                    Severity::Warning,
                    "duplicate-node",
                    Source::Nodes,
                    format!("more than one node is named {repeated}; the last one is used"),
                )
                .help("a cluster has one node of a name; remove the others")
                .at(place(first)),
            );
        }
        let mut fleet = Fleet::new();
        let mut positions = Vec::new();
        for (number, node) in self.nodes.into_iter().enumerate() {
            if last.get(&node.name) == Some(&number) {
                positions.push(Some(fleet.len()));
                fleet.push(&node.name, &borrowed(&node.labels), node.taints, node.unschedulable, node.ready);
                if let Some(amounts) = &node.allocatable {
                    fleet.allocate(&borrowed(amounts));
                }
            } else {
                positions.push(None);
            }
        }
        Mustered { fleet, positions }
    }
}

fn borrowed<'t>(pairs: &'t [(Cow<'_, str>, Cow<'_, str>)]) -> Vec<(&'t str, &'t str)> {
    let mut borrowed: Vec<(&str, &str)> = Vec::new();
    for (key, value) in pairs {
        borrowed.push((key, value));
    }
    borrowed
}
