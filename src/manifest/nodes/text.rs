//! The lines of a paste, with places as editors count them.

use std::borrow::Cow;

use crate::{
    diagnostic::{Position, Range},
    model::find::{has, strip_any},
};

/// A line without its line end.
#[derive(Clone, Copy, Debug)]
pub(in crate::manifest) struct Line<'a> {
    /// The number, from 1.
    pub(in crate::manifest) number: u32,
    /// The text.
    pub(in crate::manifest) text: &'a str,
}

impl Line<'_> {
    /// The place of a part of this line; `part` must be a slice of `text`, otherwise the place is the line's beginning.
    pub(in crate::manifest) fn place(&self, part: &str) -> Range {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let before = self.text.get(..start).unwrap_or("");
        let column = utf16(before).saturating_add(1);
        let end = column.saturating_add(utf16(part));
        Range {
            start: Position { line: self.number, column },
            end: Position { line: self.number, column: end },
        }
    }

    /// The place of the line, without the blanks around it.
    pub(in crate::manifest) fn whole(&self) -> Range {
        self.place(self.text.trim())
    }

    /// How many blanks stand before the first word; a tab counts as one.
    pub(super) fn indent(&self) -> usize {
        self.text.len().saturating_sub(self.text.trim_start().len())
    }
}

fn utf16(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// The lines of a text. A carriage return before a line end is no part of the line.
pub(in crate::manifest) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for (text, number) in text.lines().zip(1..) {
        lines.push(Line { number, text });
    }
    lines
}

/// The text in UTF-8 without a byte-order mark: PowerShell writes UTF-16 when it redirects kubectl's output to a file.
pub(in crate::manifest) fn decode(text: &[u8]) -> Cow<'_, [u8]> {
    match text {
        [0xEF, 0xBB, 0xBF, rest @ ..] => Cow::Borrowed(rest),
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(utf16_to_utf8(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(utf16_to_utf8(rest, u16::from_be_bytes)),
        _ => Cow::Borrowed(text),
    }
}

fn utf16_to_utf8(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Vec<u8> {
    let mut text = String::new();
    // The first unit of a character of two.
    let mut high = 0;
    for pair in bytes.as_chunks().0 {
        let unit = u32::from(unit(*pair));
        let mut code = unit;
        if high != 0 {
            if matches!(unit, 0xDC00..=0xDFFF) {
                code = 0x1_0000 + ((high & 0x3FF) << 10 | unit & 0x3FF);
            } else {
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
        high = 0;
        if matches!(unit, 0xD800..=0xDBFF) {
            high = unit;
        } else {
            text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }
    if high != 0 {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    text.into_bytes()
}

/// Whether a text means to be objects: the first line that says something is a document mark, a list item or a field, or some
/// line is one of the fields that every object has.
pub(super) fn looks_like_objects(lines: &[Line<'_>]) -> bool {
    let mut first = true;
    for line in lines {
        let text = line.text.trim();
        if ["apiVersion:", "kind:", "metadata:", "items:"].iter().any(|field| text.starts_with(field)) {
            return true;
        }
        if first && !(text.is_empty() || text.starts_with('#') || is_prompt(text) || is_fence(text)) {
            first = false;
            if text.starts_with("---")
                || text.starts_with("- ")
                || strip_any(text, b"{[").is_some()
                || text.starts_with("%YAML")
            {
                return true;
            }
        }
    }
    false
}

/// Whether a line is a command that was copied along with its output.
pub(in crate::manifest) fn is_prompt(text: &str) -> bool {
    let text = text.trim();
    for word in text.split_whitespace() {
        if matches!(word, "kubectl" | "oc" | "k3s") {
            return true;
        }
    }
    text.starts_with("$ ")
}

/// The text with blanks in the place of what was copied along with it: a command line or a fence before it, a fence behind it.
/// Lines and columns stay as they are.
pub(super) fn without_frame<'t>(text: &'t [u8], lines: &[Line<'_>]) -> Cow<'t, [u8]> {
    let (mut start, mut end) = (None, 0);
    let (mut before, mut behind) = (false, false);
    for line in lines {
        if line.text.trim().is_empty() {
            continue;
        }
        behind =
            is_fence(line.text) || is_prompt(line.text) && !has(line.text, ": ") && !line.text.ends_with(':');
        if !behind {
            start.get_or_insert(line.number);
            end = line.number;
        }
        before |= start.is_none();
    }
    let Some(start) = start.filter(|_| before || behind) else { return Cow::Borrowed(text) };
    let mut owned = text.to_vec();
    let mut number = 1;
    for byte in &mut owned {
        if *byte == b'\n' {
            number += 1;
        } else if number < start || number > end {
            *byte = b' ';
        }
    }
    Cow::Owned(owned)
}

/// Whether a line begins or ends a fenced block of Markdown.
pub(in crate::manifest) fn is_fence(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("```") || text.starts_with("~~~")
}

/// The first place of any text.
pub(super) fn beginning() -> Range {
    let first = Position { line: 1, column: 1 };
    Range { start: first, end: first }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn utf_16_is_read_as_the_standard_library_reads_it() {
        let kinds = [0x41, 0xE9, 0xD83D, 0xDE00, 0xDBFF, 0xDFFF, 0xFFFD, 0xE000];
        for number in 0..kinds.len().pow(4) {
            let units: Vec<u16> =
                (0..4).map(|at| kinds[number / kinds.len().pow(at) % kinds.len()]).collect();
            let mut bytes = vec![0xFF, 0xFE];
            for unit in &units {
                bytes.extend(unit.to_le_bytes());
            }
            assert_eq!(*decode(&bytes), *String::from_utf16_lossy(&units).as_bytes(), "{units:x?}");
        }
        assert_eq!(*decode(&[0xFE, 0xFF, 0, 0x41, 7]), *b"A", "half a unit is passed over");
    }
}
