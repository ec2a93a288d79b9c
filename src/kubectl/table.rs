//! The tables of `kubectl get` (upstream: the table printer of cli-runtime).

use super::tabs::{columns, escape};
use crate::model::find::cut_any;

/// A table of these columns, of whose cells the rows may have more; nothing at all for no rows, of which kubectl says
/// `No resources found in … namespace.` elsewhere.
pub(super) fn table(names: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    if rows.is_empty() {
        return text;
    }
    for (column, name) in names.iter().enumerate() {
        // The header is as wide as the longest cell in bytes, so that later lines do not widen the column.
        let mut width = 0;
        let last = column + 1 == names.len();
        for row in rows {
            width = width.max(row.get(column).map_or(0, String::len));
        }
        text.push_str(name);
        for _ in name.len()..if last { 0 } else { width } {
            text.push(' ');
        }
        text.push(if last { '\n' } else { '\t' });
    }
    for row in rows {
        for (column, cell) in row.iter().take(names.len()).enumerate() {
            if column > 0 {
                text.push('\t');
            }
            one_line(&mut text, cell);
        }
        text.push('\n');
    }
    columns(&text, 6, 3)
}

/// A cell up to its first line break.
fn one_line(text: &mut String, cell: &str) {
    match cut_any(cell, b"\x0c\n\r") {
        None => text.push_str(&escape(cell)),
        Some((first, _)) => {
            text.push_str(&escape(first));
            text.push_str("...");
        }
    }
}
