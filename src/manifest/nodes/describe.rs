//! What `kubectl describe nodes` prints, of one node or many, as old and new versions lay it out.

use std::borrow::Cow;

use super::{
    Carries, Form, NodesReading, WHOLE_NODES,
    describe_block::{Block, begins_block},
    report::{self, names, odd, oddities},
    roster::{Found, Roster},
    text::Line,
};
use crate::diagnostic::{Diagnostic, Range, Severity, Source};

/// Reads the blocks of a text; `None` where it has none.
pub(super) fn read(lines: &[Line<'_>]) -> Option<NodesReading> {
    let mut bounds = Vec::new();
    for start in 0..lines.len() {
        if lines.get(start..).is_some_and(begins_block) {
            bounds.push(start);
        }
    }
    bounds.push(lines.len());
    let mut diagnostics = Vec::new();
    let mut blocks = Vec::new();
    let mut aside: Vec<(&str, Range)> = Vec::new();
    for bounds in bounds.windows(2) {
        let &[start, end] = bounds else { continue };
        let Some(block) = Block::read(lines.get(start..end)?, &mut diagnostics) else {
            continue;
        };
        if block.is_node { blocks.push(block) } else { aside.push((block.name, block.place)) }
    }
    if let Some((_, place)) = aside.first().filter(|_| !blocks.is_empty()) {
        let mut left = Vec::new();
        for (name, _) in &aside {
            left.push(*name);
        }
        let list = names(&left);
        let message = format!("only Nodes are read here; left aside: {list}");
        diagnostics.push(Diagnostic::new(Severity::Info, "not-a-node", Source::Nodes, message).at(*place));
    }
    if blocks.is_empty() { None } else { Some(finish(blocks, diagnostics)) }
}

fn finish(blocks: Vec<Block<'_>>, mut diagnostics: Vec<Diagnostic>) -> NodesReading {
    let carries = Carries {
        labels: blocks.iter().all(|block| block.labels.is_some()),
        taints: blocks.iter().all(|block| block.taints.is_some()),
    };
    for (part, carried) in [("labels", carries.labels), ("taints", carries.taints)] {
        if !carried {
            let (mut missing, mut first) = (Vec::new(), None);
            for block in &blocks {
                if if part == "labels" { block.labels.is_none() } else { block.taints.is_none() } {
                    missing.push(block.name);
                    first.get_or_insert(block.place);
                }
            }
            let list = names(&missing);
            diagnostics.push(
                Diagnostic::new(
                    Severity::Warning,
                    if part == "labels" { "nodes-without-labels" } else { "nodes-without-taints" },
                    Source::Nodes,
                    format!("the text carries no {part} of {list}: the answer assumes that there are none"),
                )
                .help(format!("paste the whole description, or {WHOLE_NODES}"))
                .at(first),
            );
        }
    }
    let mut roster = Roster::default();
    let mut places = Vec::new();
    for block in blocks {
        let node = Found {
            name: Cow::Borrowed(block.name),
            labels: block.labels.unwrap_or_default(),
            taints: block.taints.unwrap_or_default(),
            unschedulable: block.unschedulable,
            ready: block.ready,
            allocatable: block.allocatable,
        };
        for (part, complaint) in oddities(&node) {
            diagnostics.push(odd(block.name, &part, &complaint, Some(block.place)));
        }
        roster.push(node);
        places.push(block.place);
    }
    let mustered = roster.muster(&|number| places.get(number).copied(), &mut diagnostics);
    if let Some((first, finding)) = report::ready_without_taint(&mustered.fleet) {
        let number = mustered.positions.iter().position(|position| *position == Some(first));
        diagnostics.push(finding.at(number.and_then(|number| places.get(number)).copied()));
    }
    let fleet = mustered.fleet;
    NodesReading { fleet, form: Form::Describe, carries, diagnostics, ..NodesReading::default() }
}
