//! What the scanner cuts a text into.

/// A token, and its bytes.
#[derive(Debug, Default)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: Kind,
    /// Its first byte.
    pub(super) start: usize,
    /// The byte behind its last.
    pub(super) end: usize,
    /// What a scalar says, the name of an anchor or an alias, or the handle of a tag.
    pub(super) text: String,
    /// What stands behind the handle of a tag, or what the handle stands for.
    pub(super) more: String,
}

/// The kinds of tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    /// The end of the text.
    #[default]
    End,
    /// `%YAML 1.1`.
    Version,
    /// `%YAML` of a version that kubectl does not read.
    OtherVersion,
    /// `%TAG`.
    Handle,
    /// `---`.
    DocumentStart,
    /// `...`.
    DocumentEnd,
    /// A list of lines that begin with `-`.
    BlockList,
    /// A map of lines that begin with a key.
    BlockMap,
    /// The end of either.
    BlockEnd,
    /// `[`.
    FlowList,
    /// `]`.
    FlowListEnd,
    /// `{`.
    FlowMap,
    /// `}`.
    FlowMapEnd,
    /// `-`.
    Item,
    /// `,`.
    Comma,
    /// `?`, or nothing before a key on one line with its `:`.
    Key,
    /// `:`.
    Value,
    /// `*a`.
    Alias,
    /// `&a`.
    Anchor,
    /// `!a`.
    Tag,
    /// A scalar without quotes.
    Plain,
    /// Any other scalar.
    Text,
}

impl Kind {
    /// Is it one of these?
    pub(super) fn among(self, kinds: &[Kind]) -> bool {
        kinds.contains(&self)
    }
}
