//! Tables as `kubectl get nodes` prints them, anywhere in a text: in a fence, among prose, one after the other.

use std::borrow::Cow;

use super::{
    Carries, Form, LabelColumn, NodesReading, WHOLE_NODES,
    report::{names, odd, oddities},
    roster::{Found, Roster},
    status::{self, Status},
    table_row::{Cells, Heading},
    text::{Line, is_fence, is_prompt},
};
use crate::{
    diagnostic::{Diagnostic, Range, Severity, Source},
    model::{
        find::{cut, parts},
        whole::whole,
    },
};

/// The tables of a text on their way into the fleet.
#[derive(Default)]
struct Reader<'t> {
    roster: Roster<'t>,
    places: Vec<Range>,
    headings: Vec<Heading<'t>>,
    columns: Vec<LabelColumn>,
    diagnostics: Vec<Diagnostic>,
    facts: Facts<'t>,
}

/// What was taken from cells that say it only indirectly: the nodes concerned, by name.
#[derive(Default)]
struct Facts<'t> {
    roles: Vec<&'t str>,
    systems: Vec<&'t str>,
    tainted: Vec<&'t str>,
    uneven: Vec<&'t str>,
    unlabelled: Vec<&'t str>,
}

/// Reads the tables of a text; `None` where there is none.
pub(super) fn read(lines: &[Line<'_>]) -> Option<NodesReading> {
    let mut reader = Reader::default();
    // Rows belong to a table until a fence ends it; past a blank line only what is plainly a row does.
    let mut open = false;
    let mut closely = false;
    for (index, line) in lines.iter().enumerate() {
        let text = line.text.trim();
        if let Some(heading) = Heading::of(*line) {
            let next = lines.get(index + 1..).unwrap_or(&[]);
            (open, closely) = (heading.is_of_nodes(next), true);
            if open {
                reader.add_columns(&heading);
                reader.headings.push(heading);
            }
        } else if !open || text.is_empty() {
            closely = false;
        } else if is_fence(text) || is_prompt(text) {
            open = false;
        } else if !reader.row(line, closely) && closely {
            reader.not_a_row(line);
        }
    }
    if reader.headings.is_empty() { None } else { Some(reader.finish()) }
}

impl<'t> Reader<'t> {
    fn add_columns(&mut self, heading: &Heading<'t>) {
        for (name, place) in heading.label_columns() {
            self.columns.push(LabelColumn { name: name.to_owned(), range: place, cells: Vec::new() });
        }
    }

    /// Takes a line as a row of the last table; `false` where it is none. A row that does not stand `closely` behind another
    /// has to be whole.
    fn row(&mut self, line: &Line<'t>, closely: bool) -> bool {
        let Some(heading) = self.headings.last() else {
            return false;
        };
        let cells = heading.cells(*line);
        if !(closely || cells.are_whole()) {
            return false;
        }
        let (Some(name), Some(cell)) = (cells.get("NAME"), cells.get("STATUS")) else {
            return false;
        };
        let Some(state) = status::status(cell) else {
            return false;
        };
        // With several kinds asked for at once, kubectl prints the kind before the name.
        let name = name.strip_prefix("node/").or_else(|| name.strip_prefix("nodes/")).unwrap_or(name);
        let columns: Option<Vec<Option<&str>>> = cells.label_cells();
        let node = self.node(name, state, &cells);
        let place = line.place(name);
        for (part, complaint) in oddities(&node) {
            self.diagnostics.push(odd(name, &part, &complaint, Some(place)));
        }
        let number = self.roster.push(node);
        self.places.push(place);
        let Some(values) = columns else {
            self.facts.uneven.push(name);
            return true;
        };
        let first = self.columns.len().saturating_sub(values.len());
        for (index, value) in values.into_iter().enumerate() {
            if let (Some(column), Some(value)) = (self.columns.get_mut(first + index), value) {
                column.cells.push((number, value.to_owned()));
            }
        }
        true
    }

    fn node(&mut self, name: &'t str, state: Status, cells: &Cells<'t>) -> Found<'t> {
        let taints = state.taints();
        if !taints.is_empty() {
            self.facts.tainted.push(name);
        }
        let labels = if let Some(list) = cells.get("LABELS") {
            shown_labels(list)
        } else {
            if self.headings.last().is_some_and(|heading| heading.has("LABELS")) {
                self.facts.unlabelled.push(name);
            }
            self.labels_that_follow(name, cells)
        };
        Found {
            name: Cow::Borrowed(name),
            labels,
            taints,
            unschedulable: state.cordoned,
            ready: state.ready,
            allocatable: None,
        }
    }

    /// The labels that other columns were made from (upstream: `findNodeRoles` for ROLES; the kubelet sets the other two, since
    /// 1.14 on every node).
    fn labels_that_follow(&mut self, name: &'t str, cells: &Cells<'t>) -> Vec<(Cow<'t, str>, Cow<'t, str>)> {
        let mut labels = Vec::new();
        if let Some(roles) = cells.get("ROLES").filter(|roles| *roles != "<none>") {
            self.facts.roles.push(name);
            for role in parts(roles, b",") {
                if !role.is_empty() {
                    labels.push((format!("node-role.kubernetes.io/{role}").into(), Cow::Borrowed("")));
                }
            }
        }
        if !cells.get("VERSION").is_some_and(labels_its_system) {
            return labels;
        }
        let before = labels.len();
        if let Some(image) = cells.get("OS-IMAGE").filter(|image| *image != "<unknown>") {
            let system = if image.starts_with("Windows") { "windows" } else { "linux" };
            labels.push(("kubernetes.io/os".into(), Cow::Borrowed(system)));
        }
        let kernel = cells.get("KERNEL-VERSION").and_then(|kernel| kernel.strip_suffix(')'));
        if let Some((_, architecture)) = kernel.and_then(|kernel| cut(kernel, " (")) {
            labels.push(("kubernetes.io/arch".into(), Cow::Borrowed(architecture)));
        }
        if labels.len() > before {
            self.facts.systems.push(name);
        }
        labels
    }

    fn not_a_row(&mut self, line: &Line<'t>) {
        self.diagnostics.push(
            Diagnostic::new(
                Severity::Warning,
                "unreadable-row",
                Source::Nodes,
                "this line of the table is left out: it does not begin with a name and a status of a node",
            )
            .help("paste the table as kubectl prints it, every row whole")
            .at(line.whole()),
        );
    }

    fn finish(mut self) -> NodesReading {
        self.say_what_follows();
        let shown = self.headings.iter().all(|heading| heading.has("LABELS"));
        let labels = shown && self.facts.unlabelled.is_empty();
        self.say_what_is_missing(labels);
        let places = self.places;
        let mustered = self.roster.muster(&|number| places.get(number).copied(), &mut self.diagnostics);
        for column in &mut self.columns {
            column.cells.retain_mut(|(number, _)| {
                let position = mustered.positions.get(*number).copied().flatten();
                *number = position.unwrap_or_default();
                position.is_some()
            });
        }
        NodesReading {
            form: Form::Table,
            carries: Carries { labels: labels && !mustered.fleet.is_empty(), taints: false },
            columns: self.columns,
            fleet: mustered.fleet,
            diagnostics: self.diagnostics,
            others: Vec::new(),
        }
    }

    fn say_what_is_missing(&mut self, labels: bool) {
        let place = self.headings.first().map(|heading| heading.line.whole());
        if self.roster.is_empty() {
            self.diagnostics.push(
                Diagnostic::new(
                    Severity::Warning,
                    "no-nodes",
                    Source::Nodes,
                    "the table has no rows that can be read",
                )
                .help(WHOLE_NODES)
                .at(place),
            );
            return;
        }
        let (what, then) = if labels {
            (
                "no taints",
                "the nodes have no taints but those that follow from STATUS; taints of control-plane nodes are unknown",
            )
        } else {
            (
                "no labels and no taints",
                "the nodes have only the labels and taints that follow from other columns; taints of control-plane nodes are \
                 unknown",
            )
        };
        let code = if labels { "nodes-without-taints" } else { "nodes-without-labels" };
        self.diagnostics.push(
            Diagnostic::new(
                Severity::Warning,
                code,
                Source::Nodes,
                format!("a table of `kubectl get nodes` carries {what}: the answer assumes that {then}"),
            )
            .help(format!("{WHOLE_NODES} instead"))
            .at(place),
        );
        if let Some(first) = self.columns.first() {
            let mut columns = Vec::new();
            for column in &self.columns {
                columns.push(column.name.as_str());
            }
            let list = names(&columns);
            self.diagnostics.push(
                Diagnostic::new(
                    Severity::Warning,
                    "label-column",
                    Source::Nodes,
                    format!(
                        "the heading of a label's column says only the end of the label's key, in upper case: {list}; it counts \
                         as a label only where the manifest asks for just one key that fits"
                    ),
                )
                .help("use `--show-labels` instead of `-L`")
                .at(first.range),
            );
        }
    }

    fn say_what_follows(&mut self) {
        let place = |column: &str| self.headings.iter().find_map(|heading| heading.place(column));
        let facts = [
            (
                &self.facts.roles,
                "roles-as-labels",
                place("ROLES"),
                "ROLES is taken for labels `node-role.kubernetes.io/ROLE` without a value on",
            ),
            (
                &self.facts.systems,
                "system-as-labels",
                place("OS-IMAGE"),
                "the label `kubernetes.io/os`, and `kubernetes.io/arch` where it is printed, is taken from the system's columns on",
            ),
            (
                &self.facts.tainted,
                "status-as-taints",
                place("STATUS"),
                "STATUS is taken for the taints that a cluster keeps for it (`node.kubernetes.io/not-ready` for NotReady, though it \
                 is `node.kubernetes.io/unreachable` where the kubelet is silent; `node.kubernetes.io/unschedulable` for \
                 SchedulingDisabled) on",
            ),
            (
                &self.facts.uneven,
                "uneven-row",
                place("NAME"),
                "which cells belong to the label columns cannot be told on",
            ),
            (
                &self.facts.unlabelled,
                "row-without-labels",
                place("LABELS"),
                "the cell of LABELS is missing on",
            ),
        ];
        for (list, code, range, sentence) in facts {
            if !list.is_empty() {
                let severity = if matches!(code, "uneven-row" | "row-without-labels") {
                    Severity::Warning
                } else {
                    Severity::Info
                };
                let message = format!("{sentence} {}", names(list));
                self.diagnostics.push(Diagnostic::new(severity, code, Source::Nodes, message).at(range));
            }
        }
    }
}

/// The labels of a LABELS cell.
fn shown_labels(list: &str) -> Vec<(Cow<'_, str>, Cow<'_, str>)> {
    if list == "<none>" {
        return Vec::new();
    }
    let mut labels = Vec::new();
    for label in parts(list, b",") {
        if !label.is_empty() {
            let (key, value) = label.split_once('=').unwrap_or((label, ""));
            labels.push((Cow::Borrowed(key), Cow::Borrowed(value)));
        }
    }
    labels
}

/// Whether a kubelet of this version labels its node with its system: v1.14 or later.
fn labels_its_system(version: &str) -> bool {
    let mut parts = version.trim_start_matches('v').split('.');
    let mut next = || parts.next().and_then(whole);
    matches!((next(), next()), (Some(1), Some(14..)) | (Some(2..), Some(_)))
}
