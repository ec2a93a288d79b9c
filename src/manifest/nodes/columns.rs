//! The columns of `kubectl get nodes -L`: the values of a label whose key is printed only in part.

use super::NodesReading;
use crate::{
    diagnostic::{Diagnostic, Range, Severity, Source},
    model::{fleet::Fleet, order},
};

/// A column that `-L` added to a table. An empty cell may stand for no label and for an empty value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelColumn {
    /// The heading: the part of the label key behind `/`, in upper case.
    pub name: String,
    /// Where the heading stands.
    pub range: Range,
    /// The cells that are not empty, as the node's position in the fleet and the label's value, in the order of the fleet.
    pub cells: Vec<(usize, String)>,
}

impl LabelColumn {
    /// Whether `-L key` gives a column of this name (upstream: `formatLabelHeaders` of kubectl's table printer).
    pub fn fits(&self, key: &str) -> bool {
        let last = key.rsplit('/').next().unwrap_or(key);
        last.eq_ignore_ascii_case(&self.name)
    }
}

impl NodesReading {
    /// The fleet with the labels of the `-L` columns, as far as one of the keys fits a column and no other key does, and what
    /// was assumed in doing so. `None` where nothing fits: the fleet is then right as it is.
    ///
    /// `keys` are the label keys that a manifest asks for.
    pub fn resolve_columns(&self, keys: &[&str]) -> Option<(Fleet, Vec<Diagnostic>)> {
        let mut fleet = None;
        let mut diagnostics = Vec::new();
        for column in &self.columns {
            let mut fitting: Vec<&str> = Vec::new();
            for key in keys {
                if column.fits(key) && !fitting.contains(key) {
                    fitting.push(key);
                }
            }
            order::sort_by(&mut fitting, Ord::cmp);
            match fitting.as_slice() {
                [] => {}
                [key] => {
                    let fleet = fleet.get_or_insert_with(|| self.fleet.clone());
                    for (position, value) in &column.cells {
                        fleet.set_label(*position, key, value);
                    }
                    diagnostics.push(
                        Diagnostic::new(
                            Severity::Info,
                            "label-column-used",
                            Source::Nodes,
                            format!("the column {} is taken for the label `{key}`", column.name),
                        )
                        .at(column.range),
                    );
                }
                several => diagnostics.push(
                    Diagnostic::new(
                        Severity::Warning,
                        "label-column-ambiguous",
                        Source::Nodes,
                        format!(
                            "the column {} fits more than one label of the manifest: {}; it is not used",
                            column.name,
                            super::report::names(several)
                        ),
                    )
                    .help("use `--show-labels` instead of `-L`")
                    .at(column.range),
                ),
            }
        }
        if fleet.is_none() && diagnostics.is_empty() {
            return None;
        }
        Some((fleet.unwrap_or_else(|| self.fleet.clone()), diagnostics))
    }
}
