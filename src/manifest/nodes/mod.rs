//! Node lists as people have them → a [`Fleet`]: objects, `kubectl get nodes` tables, `kubectl describe nodes` text.

mod columns;
mod cursor;
mod describe;
mod describe_block;
mod json;
mod object;
mod objects;
mod report;
mod roster;
mod scan;
mod status;
mod table;
mod table_row;
#[cfg(test)]
mod tests;
pub(super) mod text;

use crate::{
    diagnostic::{Diagnostic, Severity, Source},
    model::{fleet::Fleet, value::Value},
};

pub use columns::LabelColumn;

/// What a node list was read as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Nothing: the text is empty, or not a node list.
    #[default]
    None,
    /// Node objects: YAML, KYAML or JSON.
    Objects,
    /// One or more tables as `kubectl get nodes` prints them.
    Table,
    /// What `kubectl describe nodes` prints.
    Describe,
}

impl Form {
    /// The form in one word: `none`, `objects`, `table` or `describe`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Objects => "objects",
            Self::Table => "table",
            Self::Describe => "describe",
        }
    }
}

/// What a node list says of its nodes. Where it says nothing, an absent label or taint proves nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Carries {
    /// All labels of every node.
    pub labels: bool,
    /// All taints of every node.
    pub taints: bool,
}

/// A node list as it was read.
#[derive(Clone, Debug, Default)]
pub struct NodesReading {
    /// The nodes, in the order of the text; empty where there is none.
    pub fleet: Fleet,
    /// What the text was read as.
    pub form: Form,
    /// What the text says of its nodes.
    pub carries: Carries,
    /// The columns of `-L`, whose label keys the text does not say in full (see [`NodesReading::resolve_columns`]).
    pub columns: Vec<LabelColumn>,
    /// The Pods that stand among the nodes, their priority classes and controller revisions.
    pub others: Vec<Value>,
    /// What there was to say about the text, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// The kinds of objects that are read, be they among the nodes or among the Pods.
pub(super) const OTHERS: [&str; 3] = ["Pod", "PriorityClass", "ControllerRevision"];

/// The kinds of objects that tell of volumes, which are read too.
pub const STORAGE: [&str; 6] =
    ["PersistentVolumeClaim", "PersistentVolume", "StorageClass", "CSIDriver", "CSINode", "VolumeAttachment"];

/// How much is read of tables and descriptions, and half as much as of JSON, which needs no list of its lines.
const MOST_BYTES: usize = 128 << 20;

const WHOLE_NODES: &str = "paste the output of `kubectl get nodes -o yaml`";

/// Reads a node list in any form that people have: Node objects (YAML, KYAML or JSON; a List, an array, many documents, one
/// Node, a bundle with other kinds), tables of `kubectl get nodes`, or the text of `kubectl describe nodes`.
///
/// Empty text is no nodes and an info; text in no known form is no nodes and an error.
pub fn read_nodes(text: &[u8]) -> NodesReading {
    let text = text::decode(text);
    let mut reading = read_form(&text);
    report::in_order(&mut reading.diagnostics);
    reading
}

fn read_form(text: &[u8]) -> NodesReading {
    let Some(first) = text.iter().find(|byte| !byte.is_ascii_whitespace()) else {
        let finding = Diagnostic::new(Severity::Info, "no-nodes", Source::Nodes, "the node list is empty")
            .help(WHOLE_NODES)
            .at(text::beginning());
        return NodesReading { diagnostics: vec![finding], ..NodesReading::default() };
    };
    let is_json = matches!(first, b'{' | b'[');
    if text.len() > if is_json { 2 * MOST_BYTES } else { MOST_BYTES } {
        let message = "a node list may have 128 MiB, of JSON 256";
        let finding = Diagnostic::new(Severity::Error, "too-large", Source::Nodes, message);
        return NodesReading { diagnostics: vec![finding], ..NodesReading::default() };
    }
    if is_json {
        return read_objects(text);
    }
    let words = String::from_utf8_lossy(text);
    let lines = text::lines(&words);
    if text::looks_like_objects(&lines) {
        return read_objects(&text::without_frame(text, &lines));
    }
    describe::read(&lines).or_else(|| table::read(&lines)).unwrap_or_else(|| unknown_form(&lines))
}

fn read_objects(text: &[u8]) -> NodesReading {
    json::read(text).unwrap_or_else(|| objects::read(text))
}

fn unknown_form(lines: &[text::Line<'_>]) -> NodesReading {
    let place = lines.iter().find(|line| !line.text.trim().is_empty()).map(text::Line::whole);
    let finding = Diagnostic::new(
        Severity::Error,
        "nodes-not-recognised",
        Source::Nodes,
        "expected Node objects, a table of `kubectl get nodes` or the text of `kubectl describe nodes`",
    )
    .help(format!("{WHOLE_NODES}; of a table, paste the line of headings too"))
    .at(place);
    NodesReading { diagnostics: vec![finding], ..NodesReading::default() }
}
