//! Text in columns (upstream: Go's `text/tabwriter`, as kubectl sets it up), and the writer of `describe` in front of it.

use crate::model::find::{parts, replace};

/// Puts tab-terminated cells into columns. A column reaches over neighbouring lines that have a cell there, and is as wide
/// as its widest cell and `padding`, at least `least`. What stands behind a line's last tab is in no column.
pub(super) fn columns(text: &str, least: usize, padding: usize) -> String {
    let mut lines = Vec::new();
    for line in parts(text, b"\n\x0c") {
        lines.push(parts(line, b"\t\x0b"));
    }
    if text.is_empty() || text.ends_with('\n') || text.ends_with('\u{c}') {
        lines.pop();
    }
    let mut table = Table { lines: &lines, least, padding, widths: Vec::new(), out: String::new() };
    table.format(0, lines.len());
    table.out
}

struct Table<'a> {
    lines: &'a [Vec<&'a str>],
    least: usize,
    padding: usize,
    /// Of the columns that are open, from the left.
    widths: Vec<usize>,
    out: String,
}

impl Table<'_> {
    /// The cell of a line in the column that comes next, if a tab ends it.
    fn cell(&self, line: usize) -> Option<&str> {
        let cells = self.lines.get(line)?;
        let column = self.widths.len();
        cells.get(column).copied().filter(|_| column + 1 < cells.len())
    }

    fn format(&mut self, from: usize, to: usize) {
        let (mut printed, mut line) = (from, from);
        while line < to {
            if self.cell(line).is_none() {
                line += 1;
                continue;
            }
            self.print(printed, line);
            let first = line;
            let mut width = self.least;
            while let Some(cell) = self.cell(line).filter(|_| line < to) {
                width = width.max(cell.chars().count() + self.padding);
                line += 1;
            }
            self.widths.push(width);
            self.format(first, line);
            self.widths.pop();
            printed = line;
        }
        self.print(printed, to);
    }

    fn print(&mut self, from: usize, to: usize) {
        for line in self.lines.get(from..to).unwrap_or_default() {
            for (column, cell) in line.iter().enumerate() {
                self.out.push_str(cell);
                if let Some(width) = self.widths.get(column) {
                    let blanks = width.saturating_sub(cell.chars().count());
                    self.out.extend(std::iter::repeat_n(' ', blanks));
                }
            }
            self.out.push('\n');
        }
    }
}

/// Escapes what would steer a terminal (upstream: `printers.WriteEscaped`).
pub(super) fn escape(text: &str) -> String {
    replace(&replace(text, "\u{1b}", "^["), "\r", "\\r")
}

/// Writes with an indentation (upstream: `describe.PrefixWriter`): it stands before every piece that is written, whether
/// that begins a line or not.
#[derive(Debug, Default)]
pub(super) struct Writer {
    text: String,
    /// Levels that are added to each, as within a nested object.
    pub(super) nested: usize,
}

impl Writer {
    pub(super) fn write(&mut self, level: usize, parts: &[&str]) {
        for _ in 0..level + self.nested {
            self.text.push_str("  ");
        }
        for part in parts {
            self.text.push_str(&escape(part));
        }
    }

    /// A title and a value in two columns.
    pub(super) fn line(&mut self, level: usize, title: &str, value: &str) {
        self.write(level, &[title, "\t", value, "\n"]);
    }

    /// Everything, in columns.
    pub(super) fn finish(self) -> String {
        columns(&self.text, 0, 2)
    }
}

#[cfg(test)]
mod tests {
    use super::columns;

    #[test]
    fn columns_reach_over_neighbouring_lines() {
        for (text, expected) in [
            ("", ""),
            ("a\tb\nlong\tc\n", "a     b\nlong  c\n"),
            ("a\tb\nnone\nlong\tc\n", "a  b\nnone\nlong  c\n"),
            ("\té\tx\n\tlonger\ty\n", "  é       x\n  longer  y\n"),
            ("a\t\n", "a  \n"),
            ("a\tb\tc\nlong\td\n", "a     b  c\nlong  d\n"),
        ] {
            assert_eq!(columns(text, 0, 2), expected, "{text:?}");
        }
        assert_eq!(columns("A\tB\n1\t2\n", 6, 3), "A     B\n1     2\n");
    }
}
