//! The characters of a text: those that no text may have, and those that end a word.

use super::scan::Scanner;
use crate::manifest::{stream::Fault, text::BOM};

/// A piece of a paste as text, or the first thing in it that cannot be read wherever it stands.
pub(in crate::manifest) fn readable(piece: &[u8], offset: usize) -> Result<&str, Box<Fault>> {
    let (text, broken) = match std::str::from_utf8(piece) {
        Ok(text) => (text, None),
        Err(error) => {
            let valid = piece.get(..error.valid_up_to()).unwrap_or_default();
            (std::str::from_utf8(valid).unwrap_or_default(), Some(error.valid_up_to()))
        }
    };
    let (code, message, at, length) = if let Some((at, length)) = control(text.as_bytes()) {
        ("control-character", "control characters are not allowed", at, length)
    } else if let Some(at) = broken {
        ("invalid-utf8", "invalid UTF-8", at, 1)
    } else if text.as_bytes().strip_prefix(BOM).is_some_and(|text| text.starts_with(BOM)) {
        // kubectl's library drops the first character of each line then.
        ("byte-order-mark", "two byte-order marks", BOM.len(), BOM.len())
    } else {
        return Ok(text);
    };
    let at = offset.saturating_add(at);
    Err(Box::new(Fault { code, message: message.to_owned(), bytes: at..at.saturating_add(length) }))
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

/// May it stand in the name of an anchor?
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}

impl<'a> Scanner<'a> {
    /// A byte of the text. kubectl ends each text with a line break; behind that is zero, which no text has.
    pub(super) fn byte(&self, at: usize) -> u8 {
        match self.text.as_bytes().get(at) {
            Some(byte) => *byte,
            None if at == self.text.len() && !self.text.ends_with('\n') => b'\n',
            None => 0,
        }
    }

    /// The byte where the scanner stands.
    pub(super) fn here(&self) -> u8 {
        self.byte(self.at)
    }

    /// The text from a byte to where the scanner stands.
    pub(super) fn since(&self, from: usize) -> &'a str {
        self.text.get(from..self.at).unwrap_or_default()
    }

    /// How many bytes the line break at a place has; none where there is none.
    pub(super) fn break_at(&self, at: usize) -> usize {
        match (self.byte(at), self.byte(at + 1)) {
            (b'\r', b'\n') | (0xC2, 0x85) => 2,
            // What splits a paste for kubectl takes away one of two carriage returns before a line feed.
            (b'\r', b'\r') if self.text.as_bytes().get(at + 2) == Some(&b'\n') => 3,
            (b'\n' | b'\r', _) => 1,
            (0xE2, 0x80) if matches!(self.byte(at + 2), 0xA8 | 0xA9) => 3,
            _ => 0,
        }
    }

    /// Does a line end at a place, or the text?
    pub(super) fn ends_at(&self, at: usize) -> bool {
        self.byte(at) == 0 || self.break_at(at) > 0
    }

    /// Does a word end at a place?
    pub(super) fn blank_at(&self, at: usize) -> bool {
        is_blank(self.byte(at)) || self.ends_at(at)
    }

    /// Goes one byte further.
    pub(super) fn step(&mut self) {
        // Only the first byte of a character is a column.
        self.origin += usize::from(self.here() & 0xC0 == 0x80);
        self.at += 1;
    }

    /// Passes over spaces and tabs.
    pub(super) fn skip_blanks(&mut self) {
        while is_blank(self.here()) {
            self.at += 1;
        }
    }

    /// Passes over the rest of a line.
    pub(super) fn skip_line(&mut self) {
        while !self.ends_at(self.at) {
            self.step();
        }
    }

    /// Passes over a line break, and says what it means: only two of them are kept as they are.
    pub(super) fn line_break(&mut self) -> Option<char> {
        let meant = match (self.here(), self.byte(self.at + 2)) {
            (0xE2, 0xA8) => '\u{2028}',
            (0xE2, 0xA9) => '\u{2029}',
            _ => '\n',
        };
        let length = self.break_at(self.at);
        if length == 0 {
            return None;
        }
        self.at += length;
        self.origin = self.at;
        self.line += 1;
        Some(meant)
    }

    /// Does a line begin here that parts documents?
    pub(super) fn at_marker(&self) -> bool {
        self.at == self.origin
            && matches!(self.text.as_bytes().get(self.at..self.at + 3), Some(b"---" | b"..."))
            && self.blank_at(self.at + 3)
    }

    /// The number that so many hexadecimal digits are from a place on.
    pub(super) fn hex(&self, from: usize, digits: usize) -> Option<u32> {
        let mut value = 0_u32;
        for at in from..from + digits {
            value = value << 4 | char::from(self.byte(at)).to_digit(16)?;
        }
        Some(value)
    }
}

/// A space or a tab?
pub(super) fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}
