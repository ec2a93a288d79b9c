//! YAML's events, with their places in the paste.

use std::{
    borrow::Cow,
    io::{Chain, Read},
    ops::Range,
};

use libyaml_safer::{Error, EventData, MappingStyle, Mark, Parser, ScalarStyle, SequenceStyle};

use super::{stream::Fault, tags, text::BOM};

/// A document's bytes between a byte-order mark and a line break.
type Input<'a> = Chain<Chain<&'static [u8], &'a [u8]>, &'static [u8]>;

/// What the parser gets of a document. It takes every first byte of this mark for the mark, and wants a line break at the
/// end, as the decoder puts one there. Its places count from behind the mark.
pub(super) fn input(piece: &[u8]) -> Input<'_> {
    let text = piece.strip_prefix(BOM).unwrap_or(piece);
    let end: &'static [u8] = if piece.ends_with(b"\n") { b"" } else { b"\n" };
    BOM.chain(text).chain(end)
}

/// The events of the first YAML document in a piece of a paste.
pub(super) struct Events<'a> {
    parser: Parser<Input<'a>>,
    piece: &'a [u8],
    /// Where the text behind the byte-order mark begins in the paste, and how long that mark is.
    offset: usize,
    mark: usize,
    /// How many flow collections, those in brackets, are open.
    flow: usize,
    /// Whether there are stand-ins in it.
    masked: bool,
}

/// One event and its bytes in the paste.
pub(super) type Event = (EventData, Range<usize>);

impl<'a> Events<'a> {
    /// The events of a piece that stands at `offset` in the paste and went through [`tags::masked`].
    #[expect(clippy::ptr_arg, reason = "a copy has stand-ins, and a borrowed text has none")]
    pub(super) fn of(piece: &'a Cow<[u8]>, offset: usize) -> Self {
        let masked = matches!(piece, Cow::Owned(_));
        let piece: &[u8] = piece;
        let mut parser = Parser::new();
        parser.set_input(input(piece));
        let mark = if piece.starts_with(BOM) { BOM.len() } else { 0 };
        Self { parser, piece, offset: offset.saturating_add(mark), mark, flow: 0, masked }
    }

    /// The next event; an error is final.
    pub(super) fn next(&mut self) -> Result<Event, Fault> {
        let mut event = self.parser.parse().map_err(|error| self.fault(&error))?;
        let mut bytes = self.at(event.start_mark)..self.at(event.end_mark);
        if let EventData::Scalar { value, .. } = &mut event.data
            && self.masked
        {
            tags::unmask(value);
        }
        match &event.data {
            EventData::SequenceStart { style, .. } => self.enter(*style == SequenceStyle::Flow),
            EventData::MappingStart { style, .. } => self.enter(*style == MappingStyle::Flow),
            EventData::SequenceEnd | EventData::MappingEnd => self.flow = self.flow.saturating_sub(1),
            // A block of text ends with its last word, not with the blank lines behind it.
            EventData::Scalar { style: ScalarStyle::Literal | ScalarStyle::Folded, .. } => {
                bytes.end = bytes.start.saturating_add(self.text(&bytes).trim_ascii_end().len());
            }
            EventData::Scalar { style, .. } => self.check_scalar(*style, &bytes)?,
            EventData::DocumentStart { version_directive: Some(version), .. }
                if (version.major, version.minor) != (1, 1) =>
            {
                let message = "found incompatible YAML document".to_owned();
                return Err(Fault { code: "yaml-syntax", message, bytes });
            }
            _ => {}
        }
        Ok((event.data, bytes))
    }

    fn enter(&mut self, flow: bool) {
        self.flow = self.flow.saturating_add(usize::from(flow || self.flow > 0));
    }

    /// kubectl's parser is older than this one, which takes two things more: `\/` in double quotes, and `?` within
    /// plain text between brackets.
    fn check_scalar(&self, style: ScalarStyle, bytes: &Range<usize>) -> Result<(), Fault> {
        let text = self.text(bytes);
        let (at, message) = match style {
            ScalarStyle::DoubleQuoted => (slash_escape(text), "found unknown escape character"),
            ScalarStyle::Plain if self.flow > 0 => {
                (question_mark(text), "did not find expected ',' or closing bracket")
            }
            _ => return Ok(()),
        };
        let Some(at) = at.map(|at| bytes.start.saturating_add(at)) else { return Ok(()) };
        Err(Fault { code: "yaml-syntax", message: message.to_owned(), bytes: at..at.saturating_add(1) })
    }

    /// The text of an event.
    fn text(&self, bytes: &Range<usize>) -> &'a [u8] {
        let before = self.offset.saturating_sub(self.mark);
        let here = bytes.start.saturating_sub(before)..bytes.end.saturating_sub(before);
        self.piece.get(here).unwrap_or_default()
    }

    fn at(&self, mark: Mark) -> usize {
        self.offset.saturating_add(usize::try_from(mark.index).unwrap_or(usize::MAX))
    }

    fn fault(&self, error: &Error) -> Fault {
        let mark = error.problem_mark().or_else(|| error.context_mark());
        let at = mark.map_or(self.offset, |mark| self.at(mark));
        // kubectl's YAML is older than this parser, and knows of version 1.1 alone.
        let newer = self.piece.starts_with(b"%YAML ") && !self.piece.starts_with(b"%YAML 1.1");
        let message = if newer { "found incompatible YAML document" } else { error.problem() };
        Fault { code: "yaml-syntax", message: message.to_owned(), bytes: at..at.saturating_add(1) }
    }
}

/// The first thing in a piece that cannot be read wherever it stands: bytes that are no UTF-8, control characters, and
/// what the parser has no answer to.
pub(super) fn unreadable(piece: &[u8], offset: usize) -> Option<Fault> {
    let (text, broken) = match std::str::from_utf8(piece) {
        Ok(_) => (piece, None),
        Err(error) => (piece.get(..error.valid_up_to()).unwrap_or_default(), Some(error.valid_up_to())),
    };
    let (code, message, at, length) = if let Some((at, length)) = control(text) {
        ("control-character", "control characters are not allowed", at, length)
    } else if let Some(at) = broken {
        ("invalid-utf8", "invalid UTF-8", at, 1)
    } else if let Some(at) = stray_mark(text) {
        ("byte-order-mark", "byte-order mark in the middle of the text", at, BOM.len())
    } else {
        let (at, message) = tags::before_comma(text)?;
        ("yaml-syntax", message, at, 1)
    };
    let at = offset.saturating_add(at);
    Some(Fault { code, message: message.to_owned(), bytes: at..at.saturating_add(length) })
}

/// A byte-order mark at the beginning of a line that is not the first: kubectl takes it for a part of the key there.
fn stray_mark(text: &[u8]) -> Option<usize> {
    // The line breaks that YAML knows, and another mark.
    const BEFORE: [&str; 6] = ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{FEFF}"];
    let marks = text.windows(BOM.len()).enumerate().filter(|(_, three)| *three == BOM).map(|(at, _)| at);
    let begins = |at: usize| {
        BEFORE.iter().any(|end| text.get(..at).is_some_and(|text| text.ends_with(end.as_bytes())))
    };
    marks.into_iter().find(|at| begins(*at))
}

/// The first control character of a UTF-8 text, as its place and length in bytes.
fn control(text: &[u8]) -> Option<(usize, usize)> {
    let mut before = 0_u8;
    for (at, &byte) in text.iter().enumerate() {
        match (before, byte) {
            (_, 0..=0x08 | 0x0B | 0x0C | 0x0E..=0x1F | 0x7F) => return Some((at, 1)),
            (0xC2, 0x80..=0x84 | 0x86..=0x9F) => return Some((at.saturating_sub(1), 2)),
            (0xBF, 0xBE | 0xBF) if at.checked_sub(2).and_then(|at| text.get(at)) == Some(&0xEF) => {
                return Some((at.saturating_sub(2), 3));
            }
            _ => before = byte,
        }
    }
    None
}

/// The place of the first question mark in plain text, behind the anchor and the tag that it may have.
fn question_mark(text: &[u8]) -> Option<usize> {
    let mut word = text;
    while let Some(b'!' | b'&') = word.first() {
        let end = word.iter().position(u8::is_ascii_whitespace).unwrap_or(word.len());
        word = word.get(end..).unwrap_or_default().trim_ascii_start();
    }
    let at = word.iter().position(|byte| *byte == b'?')?;
    Some(text.len().saturating_sub(word.len()).saturating_add(at))
}

/// The place of the first `\/` in a text in double quotes.
fn slash_escape(text: &[u8]) -> Option<usize> {
    let mut escaped = false;
    text.iter().position(|byte| {
        let found = escaped && *byte == b'/';
        escaped = !escaped && *byte == b'\\';
        found
    })
}
