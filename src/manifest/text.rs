//! Places in a text: from bytes to the lines and columns of editors.

use crate::diagnostic::{Position, Range};

/// Adds bytes as text. Each that is not UTF-8 becomes `U+FFFD`, as in Go's JSON.
pub(super) fn push_lossy(text: &mut String, bytes: &[u8]) {
    if let Ok(valid) = str::from_utf8(bytes) {
        return text.push_str(valid);
    }
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for _ in chunk.invalid() {
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
}

/// How many bytes lie at most between two waymarks.
const STRIDE: usize = 1024;

/// What was counted up to one byte of the text.
#[derive(Clone, Copy, Debug)]
struct Waymark {
    byte: usize,
    at: Position,
}

/// The lines and columns of a text, ready for many questions: one pass over the text, then a short walk for each.
#[derive(Clone, Debug)]
pub(super) struct Lines<'a> {
    text: &'a [u8],
    waymarks: Vec<Waymark>,
}

impl<'a> Lines<'a> {
    /// Counts a text once. A byte-order mark at its beginning takes no column.
    pub(super) fn of(text: &'a [u8]) -> Self {
        let mut here = Waymark { byte: 0, at: Position { line: 1, column: 1 } };
        let mut waymarks = vec![here];
        for (index, piece) in text.chunks(STRIDE).enumerate() {
            here = Waymark {
                byte: index.saturating_mul(STRIDE).saturating_add(piece.len()),
                at: walk(here, piece),
            };
            waymarks.push(here);
        }
        Self { text, waymarks }
    }

    /// The place of a byte; the end of the text for any byte behind it.
    pub(super) fn position(&self, byte: usize) -> Position {
        let byte = byte.min(self.text.len());
        let next = self.waymarks.partition_point(|waymark| waymark.byte <= byte);
        let Some(from) = self.waymarks.get(next.saturating_sub(1)) else {
            return Position { line: 1, column: 1 };
        };
        walk(*from, self.text.get(from.byte..byte).unwrap_or_default())
    }

    /// The stretch between two bytes.
    pub(super) fn range(&self, bytes: &std::ops::Range<usize>) -> Range {
        Range { start: self.position(bytes.start), end: self.position(bytes.end.max(bytes.start)) }
    }
}

/// Where one is after walking over some bytes. A code point counts when its first byte is passed: twice, where UTF-16
/// needs two units.
fn walk(from: Waymark, bytes: &[u8]) -> Position {
    let Position { mut line, mut column } = from.at;
    for (offset, &byte) in bytes.iter().enumerate() {
        match byte {
            b'\n' => (line, column) = (line.saturating_add(1), 1),
            // The byte-order mark's first byte, at the beginning of the text.
            0xEF if from.byte == 0 && offset == 0 && bytes.starts_with(BOM) => {}
            0x80..=0xBF => {}
            0xF0..=0xFF => column = column.saturating_add(2),
            _ => column = column.saturating_add(1),
        }
    }
    Position { line, column }
}

/// The byte-order mark of UTF-8.
pub(super) const BOM: &[u8] = b"\xEF\xBB\xBF";
