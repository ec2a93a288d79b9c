//! Findings, as JavaScript sees them.

use serde::Serialize;
use tsify::Tsify;

use crate::diagnostic as core;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing can be answered for the part that it names.
    Error,
    /// An answer is given, and it may not be the one that was wanted.
    Warning,
    /// Worth knowing; changes nothing.
    Info,
}

/// The input that a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// The DaemonSet's manifest.
    Manifest,
    /// The node list.
    Nodes,
    /// The Pod list.
    Pods,
    /// The manifest before the change.
    Previous,
    /// The options.
    Options,
}

/// A place in a text, as editors count: from 1, in UTF-16 code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in UTF-16 code units.
    pub column: u32,
}

/// A stretch of text; `end` is the place just behind the last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
pub struct Range {
    /// The first character.
    pub start: Position,
    /// Just behind the last character.
    pub end: Position,
}

/// One finding about the input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// A stable, kebab-case name for the kind of finding.
    pub code: &'static str,
    /// What is wrong, in one sentence without a final period.
    pub message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The input that it is about.
    pub source: Source,
    /// The field that it is about, as the API server prints paths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The text that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
}

impl From<core::Range> for Range {
    fn from(range: core::Range) -> Self {
        let position = |at: core::Position| Position { line: at.line, column: at.column };
        Self { start: position(range.start), end: position(range.end) }
    }
}

impl From<core::Diagnostic> for Diagnostic {
    fn from(found: core::Diagnostic) -> Self {
        Self {
            severity: match found.severity {
                core::Severity::Error => Severity::Error,
                core::Severity::Warning => Severity::Warning,
                core::Severity::Info => Severity::Info,
            },
            code: found.code,
            message: found.message,
            help: found.help,
            source: match found.source {
                core::Source::Manifest => Source::Manifest,
                core::Source::Nodes => Source::Nodes,
                core::Source::Pods => Source::Pods,
                core::Source::Previous => Source::Previous,
                core::Source::Options => Source::Options,
            },
            path: found.path.map(|path| path.to_string()),
            range: found.range.map(Into::into),
        }
    }
}
