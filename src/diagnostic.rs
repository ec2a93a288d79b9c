//! What the engine has to say about its input: findings with a place.
//!
//! A user's mistake is an answer, not an exception. Every room that finds something wrong reports a
//! [`Diagnostic`]; places inside an object are spoken of as a [`FieldPath`], and only the `manifest` room
//! turns a path into a line and a column.

use std::fmt;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be answered for the part that it names.
    Error,
    /// An answer is given, and it may not be the one that was wanted.
    Warning,
    /// Worth knowing; changes nothing.
    Info,
}

/// The input that a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in UTF-16 code units.
    pub column: u32,
}

impl Position {
    /// A number that is greater for a place further down; never 0.
    pub fn number(self) -> u64 {
        u64::from(self.line) << 32 | u64::from(self.column)
    }
}

/// A stretch of text; `end` is the place just behind the last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The first character.
    pub start: Position,
    /// Just behind the last character.
    pub end: Position,
}

/// One step of a [`FieldPath`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// A field: `.name`, or `name` at the beginning.
    Field(Box<str>),
    /// An item of a list: `[0]`.
    Index(usize),
    /// An entry of a map: `[key]`.
    Key(Box<str>),
}

/// A path to a field, printed as the API server prints it: `spec.template.spec.containers[0].name`.
///
/// The empty path is the object itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldPath(Vec<Segment>);

impl FieldPath {
    /// The path of the object itself.
    pub fn root() -> Self {
        Self::default()
    }

    /// A path of fields, from dotted text: `of("spec.template.spec")`.
    pub fn of(dotted: &str) -> Self {
        Self::root().field(dotted)
    }

    /// This path and a field, or several fields in dotted text, under it.
    #[must_use]
    pub fn field(&self, dotted: &str) -> Self {
        let mut path = self.clone();
        for part in dotted.split('.') {
            if !part.is_empty() {
                path.0.push(Segment::Field(part.into()));
            }
        }
        path
    }

    /// This path and one field under it; `name` is taken whole, dots and all.
    #[must_use]
    pub fn field_named(&self, name: &str) -> Self {
        self.with(Segment::Field(name.into()))
    }

    /// This path and an item of the list at it.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.with(Segment::Index(index))
    }

    /// This path and an entry of the map at it; `key` is taken whole, dots and all.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.with(Segment::Key(key.into()))
    }

    /// This path and one more segment.
    #[must_use]
    pub fn with(&self, segment: Segment) -> Self {
        let mut path = self.clone();
        path.0.push(segment);
        path
    }

    /// The steps of the path, from the object inwards.
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Field(name) if position == 0 => f.write_str(name)?,
                Segment::Field(name) => write!(f, ".{name}")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Key(key) => write!(f, "[{key}]")?,
            }
        }
        Ok(())
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// A stable, kebab-case name for the kind of finding: `yaml-syntax`, `unknown-field`.
    pub code: &'static str,
    /// What is wrong, in one sentence without a final period.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The input that it is about.
    pub source: Source,
    /// The field that it is about.
    pub path: Option<FieldPath>,
    /// The text that it is about.
    pub range: Option<Range>,
}

impl Diagnostic {
    /// A finding without help, path or place.
    pub fn new(severity: Severity, code: &'static str, source: Source, message: impl Into<String>) -> Self {
        Self { severity, code, message: message.into(), help: None, source, path: None, range: None }
    }

    /// The same finding, saying what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same finding, about a field.
    #[must_use]
    pub fn at_path(mut self, path: FieldPath) -> Self {
        self.path = Some(path);
        self
    }

    /// The same finding, about a stretch of text, if one is known.
    #[must_use]
    pub fn at(mut self, range: impl Into<Option<Range>>) -> Self {
        self.range = range.into();
        self
    }
}
