//! The description of one node.

use std::borrow::Cow;

use super::text::Line;
use crate::{
    diagnostic::{Diagnostic, Range, Severity, Source},
    model::{
        find::parts,
        taint::{Effect, Taint},
    },
};

/// What the description of a node says of it.
#[derive(Debug)]
pub(super) struct Block<'t> {
    /// The name.
    pub(super) name: &'t str,
    /// Where the name stands.
    pub(super) place: Range,
    /// Whether this describes a node: objects of a namespace are something else.
    pub(super) is_node: bool,
    /// The labels; `None` where the text does not speak of them.
    pub(super) labels: Option<Vec<(Cow<'t, str>, Cow<'t, str>)>>,
    /// The taints; `None` where the text does not speak of them.
    pub(super) taints: Option<Vec<Taint>>,
    /// Whether the node is cordoned.
    pub(super) unschedulable: bool,
    /// The status of the `Ready` condition.
    pub(super) ready: Option<&'t str>,
    /// What it has to give; `None` where the text does not speak of it.
    pub(super) allocatable: Option<Vec<(Cow<'t, str>, Cow<'t, str>)>>,
}

/// The part of a description that a line belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Labels,
    Taints,
    Conditions,
    Allocatable,
    Other,
}

/// How far behind its name a description is recognised by another of its titles.
const REACH: usize = 12;

/// Whether a description begins with the first of these lines.
pub(super) fn begins_block(lines: &[Line<'_>]) -> bool {
    let Some((first, rest)) = lines.split_first() else {
        return false;
    };
    if title(first).is_none_or(|(title, value)| title != "Name" || value.is_empty()) {
        return false;
    }
    rest.iter().take(REACH).any(|line| {
        line.indent() <= first.indent()
            && (matches!(
                title(line),
                Some(("Roles" | "Role" | "Labels" | "Taints" | "Conditions" | "CreationTimestamp", _))
            ) || line.text.trim() == "Role")
    })
}

/// A line's title and what stands behind it: `Taints: <none>`.
fn title<'t>(line: &Line<'t>) -> Option<(&'t str, &'t str)> {
    let (title, value) = line.text.trim().split_once(':')?;
    let titled = title.starts_with(|first: char| first.is_ascii_uppercase())
        && title.chars().all(|letter| letter.is_ascii_alphabetic() || matches!(letter, ' ' | '-'));
    (titled && (value.is_empty() || !value.starts_with(|next: char| next.is_ascii_graphic())))
        .then(|| (title, value.trim()))
}

impl<'t> Block<'t> {
    /// Reads the lines of one description, the name's first; `None` without a name.
    pub(super) fn read(lines: &[Line<'t>], diagnostics: &mut Vec<Diagnostic>) -> Option<Self> {
        let first = lines.first()?;
        let (_, name) = title(first)?;
        let mut block = Self {
            name,
            place: first.place(name),
            is_node: true,
            labels: None,
            taints: None,
            unschedulable: false,
            ready: None,
            allocatable: None,
        };
        let mut part = Part::Other;
        for line in lines.iter().skip(1) {
            // A title stands no deeper than the name; the values of annotations may look like titles.
            let titled = if line.indent() <= first.indent() { title(line) } else { None };
            match titled {
                Some((title, value)) => {
                    part = block.open(title, value);
                    block.take(part, line, value, diagnostics);
                }
                None if !line.text.trim().is_empty() => block.take(part, line, line.text.trim(), diagnostics),
                None => {}
            }
        }
        Some(block)
    }

    /// Begins the part of a title.
    fn open(&mut self, title: &str, value: &str) -> Part {
        match title {
            "Labels" => {
                self.labels.get_or_insert_default();
                Part::Labels
            }
            "Taints" => {
                self.taints.get_or_insert_default();
                Part::Taints
            }
            "Conditions" => Part::Conditions,
            "Allocatable" => {
                self.allocatable.get_or_insert_default();
                Part::Allocatable
            }
            "Namespace" => {
                self.is_node = false;
                Part::Other
            }
            "Unschedulable" => {
                self.unschedulable = value == "true";
                Part::Other
            }
            _ => Part::Other,
        }
    }

    /// Takes a line, or what stands behind a title, into its part.
    fn take(&mut self, part: Part, line: &Line<'t>, text: &'t str, diagnostics: &mut Vec<Diagnostic>) {
        if text.is_empty() || text == "<none>" {
            return;
        }
        match part {
            Part::Labels => self.take_labels(line, text, diagnostics),
            Part::Taints => self.take_taints(line, text, diagnostics),
            Part::Conditions => {
                let mut words = text.split_whitespace();
                if let (Some("Ready"), Some(status @ ("True" | "False" | "Unknown"))) =
                    (words.next(), words.next())
                {
                    self.ready = Some(status);
                }
            }
            Part::Allocatable => {
                if let Some((name, amount)) = text.split_once(':') {
                    let amount = (Cow::Borrowed(name), Cow::Borrowed(amount.trim()));
                    self.allocatable.get_or_insert_default().push(amount);
                }
            }
            Part::Other => {}
        }
    }

    /// Old versions print all labels in one line, parted by commas. Of several unreadable ones in a line the first is named.
    fn take_labels(&mut self, line: &Line<'t>, text: &'t str, diagnostics: &mut Vec<Diagnostic>) {
        let labels = self.labels.get_or_insert_default();
        let mut unread = None;
        for part in parts(text, b",") {
            let part = part.trim();
            match part.split_once('=') {
                Some((key, value)) if !part.contains(char::is_whitespace) => {
                    labels.push((Cow::Borrowed(key), Cow::Borrowed(value)));
                }
                _ if part.is_empty() => {}
                _ => unread = unread.or(Some(part)),
            }
        }
        if let Some(part) = unread {
            diagnostics.push(unreadable(line, part, "label", "key=value"));
        }
    }

    fn take_taints(&mut self, line: &Line<'t>, text: &'t str, diagnostics: &mut Vec<Diagnostic>) {
        let taints = self.taints.get_or_insert_default();
        let mut unread = None;
        for part in parts(text, b",") {
            let part = part.trim();
            match part.rsplit_once(':') {
                Some((left, effect)) if !part.contains(char::is_whitespace) => {
                    let (key, value) = left.split_once('=').unwrap_or((left, ""));
                    taints.push(Taint {
                        key: key.to_owned(),
                        value: value.to_owned(),
                        effect: Effect::from(effect.to_owned()),
                    });
                }
                _ if part.is_empty() => {}
                _ => unread = unread.or(Some(part)),
            }
        }
        if let Some(part) = unread {
            diagnostics.push(unreadable(line, part, "taint", "key=value:Effect"));
        }
    }
}

fn unreadable(line: &Line<'_>, text: &str, what: &str, form: &str) -> Diagnostic {
    let message = format!("`{text}` is left out: a {what} is printed as `{form}`");
    Diagnostic::new(Severity::Warning, "unreadable-line", Source::Nodes, message).at(line.place(text))
}
