//! One line of a table → its cells.

use super::{status, text::Line};
use crate::{
    diagnostic::Range,
    model::{
        find::{has, holds},
        list::Listed,
    },
};

/// The columns that kubectl itself prints for nodes; any other is a label's. None of their cells is ever empty.
const OWN: [&str; 11] = [
    "NAMESPACE",
    "NAME",
    "STATUS",
    "ROLES",
    "AGE",
    "VERSION",
    "INTERNAL-IP",
    "EXTERNAL-IP",
    "OS-IMAGE",
    "KERNEL-VERSION",
    "CONTAINER-RUNTIME",
];

/// The columns of kubectl's own whose cells may hold blanks.
const ROOMY: [&str; 2] = ["OS-IMAGE", "KERNEL-VERSION"];

/// How many columns a table may have.
const COLUMNS: usize = 64;

/// A column of a table.
#[derive(Clone, Copy, Debug)]
struct Column<'t> {
    name: &'t str,
    /// Where it begins, in characters behind the first column.
    start: usize,
    /// Whether it shows a label that `-L` asked for.
    label: bool,
}

/// The line of headings of a table.
#[derive(Clone, Debug)]
pub(super) struct Heading<'t> {
    /// The line.
    pub(super) line: Line<'t>,
    columns: Vec<Column<'t>>,
    tabs: bool,
}

/// The cells of a row.
pub(super) struct Cells<'t> {
    cells: Vec<(Column<'t>, Option<&'t str>)>,
    /// Whether the label columns' cells can be told apart.
    certain: bool,
}

impl<'t> Heading<'t> {
    /// Reads a line of headings of any of kubectl's tables; `None` where the line is none.
    pub(super) fn of(line: Line<'t>) -> Option<Self> {
        let text = line.text.trim();
        let tabs = holds(text, '\t');
        let mut columns: Vec<Column<'t>> = Vec::new();
        let words: Vec<&str> = text.split_whitespace().listed();
        let heading = match words.as_slice() {
            ["NAME", second, ..] | ["NAMESPACE", "NAME", second, ..] => is_heading(second),
            _ => false,
        };
        if !heading || words.len() > COLUMNS {
            return None;
        }
        let last = words.len() - 1;
        for (index, name) in words.into_iter().enumerate() {
            let bytes = (name.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
            let start = text.get(..bytes).map_or(0, |before| before.chars().count());
            let known = OWN.contains(&name) || (name == "LABELS" && (index == last || index == 1));
            let again = columns.iter().any(|column| column.name == name);
            columns.push(Column { name, start, label: !known || again });
        }
        Some(Self { line, columns, tabs })
    }

    /// Whether the table is one of nodes. `next` are the lines behind it: NAME, STATUS and AGE head namespaces too.
    pub(super) fn is_of_nodes(&self, next: &[Line<'t>]) -> bool {
        let mut names = Vec::new();
        for column in &self.columns {
            if column.name != "NAMESPACE" {
                names.push(column.name);
            }
        }
        match names.as_slice() {
            ["NAME", "STATUS", "ROLES", ..]
            | ["NAME", "STATUS", "AGE", "VERSION", ..]
            | ["NAME", "LABELS", "STATUS", ..] => true,
            ["NAME", "STATUS", ..] => {
                next.iter().find(|line| !line.text.trim().is_empty()).is_some_and(|line| {
                    self.cells(*line).get("STATUS").is_some_and(|cell| status::status(cell).is_some())
                })
            }
            _ => false,
        }
    }

    /// Whether there is a column of kubectl's own of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.place(name).is_some()
    }

    /// Where the heading of one of kubectl's own columns stands.
    pub(super) fn place(&self, name: &str) -> Option<Range> {
        let column = self.columns.iter().find(|column| column.name == name && !column.label)?;
        Some(self.line.place(column.name))
    }

    /// The columns of `-L` and where their headings stand.
    pub(super) fn label_columns(&self) -> impl Iterator<Item = (&'t str, Range)> {
        let labels = self.columns.iter().filter(|column| column.label);
        labels.map(|column| (column.name, self.line.place(column.name)))
    }

    /// Takes a line apart: by its tabs, by where the columns begin, or, where it was squeezed, by its words.
    pub(super) fn cells(&self, line: Line<'t>) -> Cells<'t> {
        let text = line.text.trim();
        if self.tabs && holds(text, '\t') {
            let mut parts = text.split('\t');
            let mut cells = Vec::new();
            for column in &self.columns {
                let cell = parts.next().unwrap_or_default().trim();
                cells.push((*column, (!cell.is_empty()).then_some(cell)));
            }
            return Cells { cells, certain: true };
        }
        self.aligned(text).unwrap_or_else(|| self.squeezed(text))
    }

    /// The cells by where the columns begin; `None` where the line does not keep to that.
    fn aligned(&self, text: &'t str) -> Option<Cells<'t>> {
        let mut rest = text;
        let mut at = 0;
        let mut cells = Vec::with_capacity(self.columns.len());
        for (index, column) in self.columns.iter().enumerate() {
            let end = self.columns.get(index + 1).map_or(usize::MAX, |next| next.start);
            let width = end.saturating_sub(at);
            let bytes = rest.char_indices().nth(width).map_or(rest.len(), |(bytes, _)| bytes);
            let (cell, behind) = rest.split_at_checked(bytes)?;
            (rest, at) = (behind, end);
            let blank_behind = behind.is_empty() || cell.ends_with(char::is_whitespace);
            let word = cell.trim_end();
            let begins_here = word.is_empty() || !word.starts_with(char::is_whitespace);
            let one = ROOMY.contains(&column.name) || !word.contains(char::is_whitespace);
            let empty_is_fine = column.label || behind.is_empty();
            if !(blank_behind && begins_here && one && (empty_is_fine || !word.is_empty())) {
                return None;
            }
            cells.push((*column, (!word.is_empty()).then_some(word)));
        }
        Some(Cells { cells, certain: true })
    }

    /// The cells by words. Cells of label columns may be empty, and nobody can tell which of several is.
    fn squeezed(&self, text: &'t str) -> Cells<'t> {
        let mut words: Vec<&'t str> = text.split_whitespace().listed();
        let mut columns = self.columns.as_slice();
        let mut last = None;
        if let Some((column, before)) = columns.split_last()
            && column.name == "LABELS"
            && !column.label
            && words.last().is_some_and(|word| holds(word, '=') || *word == "<none>")
            && words.len() > before.iter().filter(|column| !column.label).count()
        {
            last = words.pop().map(|word| (*column, Some(word)));
            columns = before;
        }
        let labels = columns.iter().filter(|column| column.label).count();
        let (own, shown) = columns.split_at(columns.len() - labels);
        let roomy = own.iter().position(|column| column.name == "OS-IMAGE");
        let behind = match roomy {
            None => words.len().min(own.len()),
            // The container runtime, in front of the labels, is the only word of its form.
            Some(_) => words.iter().rposition(|word| has(word, "://")).map_or(words.len(), |at| at + 1),
        };
        let values = words.split_off(behind);
        let mut cells = match roomy {
            None => beside(own, &words),
            Some(roomy) => wide(text, own, roomy, &words),
        };
        let certain = values.len() == labels || values.is_empty();
        cells.append(&mut beside(shown, if certain { &values } else { &[] }));
        if let Some(last) = last {
            cells.push(last);
        }
        Cells { cells, certain }
    }
}

/// Columns and the words below them, as far as there are any.
fn beside<'t>(columns: &[Column<'t>], words: &[&'t str]) -> Vec<(Column<'t>, Option<&'t str>)> {
    let mut cells = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        cells.push((*column, words.get(index).copied()));
    }
    cells
}

/// The cells of the columns of `-o wide`: one word each from both ends, and what is left in the middle is OS-IMAGE, the only one
/// that holds blanks, apart from the architecture that KERNEL-VERSION ends with.
fn wide<'t>(
    text: &'t str,
    columns: &[Column<'t>],
    roomy: usize,
    words: &[&'t str],
) -> Vec<(Column<'t>, Option<&'t str>)> {
    let (before, mut rest) = words.split_at(roomy.min(words.len()));
    let mut behind = Vec::new();
    for column in columns.iter().skip(roomy + 1).rev() {
        let mut word = None;
        if let Some((end, others)) = rest.split_last() {
            (word, rest) = (Some(*end), others);
            if let Some((version, others)) = rest.split_last()
                && column.name == "KERNEL-VERSION"
                && end.starts_with('(')
            {
                (word, rest) = (span(text, version, end), others);
            }
        }
        behind.push((*column, word));
    }
    let mut image = None;
    if let (Some(first), Some(last)) = (rest.first(), rest.last()) {
        image = span(text, first, last);
    }
    let mut cells = beside(columns.get(..roomy).unwrap_or(columns), before);
    if let Some(column) = columns.get(roomy) {
        cells.push((*column, image));
    }
    behind.reverse();
    cells.append(&mut behind);
    cells
}

impl<'t> Cells<'t> {
    /// The cell of one of kubectl's own columns.
    pub(super) fn get(&self, name: &str) -> Option<&'t str> {
        self.cells.iter().find(|(column, _)| column.name == name && !column.label)?.1
    }

    /// Whether every column of kubectl's own has its cell.
    pub(super) fn are_whole(&self) -> bool {
        self.cells.iter().all(|(column, cell)| column.label || cell.is_some())
    }

    /// The cells of the label columns, in order; `None` where they cannot be told apart. Older kubectl printed `<none>`.
    pub(super) fn label_cells(&self) -> Option<Vec<Option<&'t str>>> {
        let mut labels = Vec::new();
        for (column, cell) in &self.cells {
            if column.label {
                labels.push(cell.filter(|cell| *cell != "<none>"));
            }
        }
        self.certain.then_some(labels)
    }
}

/// The text from one of its words to the end of another.
fn span<'t>(text: &'t str, first: &str, last: &str) -> Option<&'t str> {
    let base = text.as_ptr() as usize;
    let start = (first.as_ptr() as usize).checked_sub(base)?;
    let end = (last.as_ptr() as usize).checked_sub(base)? + last.len();
    text.get(start..end)
}

fn is_heading(word: &str) -> bool {
    word.bytes().all(|byte| {
        byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'(' | b')')
    })
}
