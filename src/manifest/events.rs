//! YAML's events, with their places in the paste.

use std::{io::Chain, ops::Range};

use libyaml_safer::{Error, EventData, Mark, Parser};

use super::{stream::Fault, text::BOM};

/// A document's bytes and the line break that the decoder puts behind them.
type Input<'a> = Chain<&'a [u8], &'static [u8]>;

/// The events of the first YAML document in a piece of a paste.
pub(super) struct Events<'a> {
    parser: Parser<Input<'a>>,
    piece: &'a [u8],
    offset: usize,
}

/// One event and its bytes in the paste.
pub(super) type Event = (EventData, Range<usize>);

impl<'a> Events<'a> {
    /// The events of `piece`, which stands at `offset` in the paste.
    pub(super) fn of(piece: &'a [u8], offset: usize) -> Self {
        let end: &'static [u8] = if piece.ends_with(b"\n") { b"" } else { b"\n" };
        let mut parser = Parser::new();
        parser.set_input(std::io::Read::chain(piece, end));
        let mark = if piece.starts_with(BOM) { BOM.len() } else { 0 };
        Self { parser, piece, offset: offset.saturating_add(mark) }
    }

    /// The next event; an error is final.
    pub(super) fn next(&mut self) -> Result<Event, Fault> {
        match self.parser.parse() {
            Ok(event) => Ok((event.data, self.at(event.start_mark)..self.at(event.end_mark))),
            Err(error) => Err(self.fault(&error)),
        }
    }

    fn at(&self, mark: Mark) -> usize {
        self.offset.saturating_add(usize::try_from(mark.index).unwrap_or(usize::MAX))
    }

    fn fault(&self, error: &Error) -> Fault {
        let mark = error.problem_mark().or_else(|| error.context_mark());
        let at = mark.map_or(self.offset, |mark| self.at(mark));
        // kubectl's YAML is older than this parser, and knows of version 1.1 alone.
        let message = match self.piece.starts_with(b"%YAML ") && !self.piece.starts_with(b"%YAML 1.1") {
            true => "found incompatible YAML document",
            false => error.problem(),
        };
        Fault { code: "yaml-syntax", message: message.to_owned(), bytes: at..at.saturating_add(1) }
    }
}

/// The first thing in a piece that YAML does not allow anywhere: bytes that are no UTF-8, and control characters.
pub(super) fn unreadable(piece: &[u8], offset: usize) -> Option<Fault> {
    let fault = |code, message: &str, at: usize, length: usize| {
        let at = offset.saturating_add(at);
        Some(Fault { code, message: message.to_owned(), bytes: at..at.saturating_add(length) })
    };
    let readable = match std::str::from_utf8(piece) {
        Ok(text) => text,
        Err(error) => {
            let at = error.valid_up_to();
            let before = piece.get(..at).unwrap_or_default();
            return control(before).map_or_else(
                || fault("invalid-utf8", "invalid UTF-8", at, 1),
                |(at, length)| fault("control-character", "control characters are not allowed", at, length),
            );
        }
    };
    control(readable.as_bytes())
        .and_then(|(at, length)| fault("control-character", "control characters are not allowed", at, length))
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
