//! Tags that the YAML parser cannot take: those with a comma right behind them, between brackets. It would panic.

use std::ops::Range;

use libyaml_safer::{Mark, Scanner, TokenData};

use super::text::BOM;

/// The place of a tag in brackets with a comma right behind it, as in `[!a, b]`, and what to say about it. kubectl takes
/// the comma for a part of the tag, which nobody means. Where something that looks like such a tag stands before a
/// fault of another kind, it is that fault: the parser might not live to see it.
pub(super) fn before_comma(piece: &[u8]) -> Option<(usize, &'static str)> {
    let suspects: Vec<Range<usize>> = suspects(piece);
    if suspects.is_empty() {
        return None;
    }
    // With plain text in the place of each suspect, the first of them that begins a token shows up as a scalar.
    let mut masked = piece.to_vec();
    for suspect in &suspects {
        masked.get_mut(suspect.clone())?.fill(b'x');
    }
    let before = if piece.starts_with(BOM) { BOM.len() } else { 0 };
    let mut scanner = Scanner::new();
    // The parser wants a line break at the end. The input is of the parser's own type, so that the compiler makes one
    // scanner and not two.
    scanner.set_input(std::io::Read::chain(masked.as_slice(), &b"\n"[..]));
    let mut open = 0_usize;
    let place = |mark: Mark| usize::try_from(mark.index).unwrap_or(usize::MAX).saturating_add(before);
    loop {
        let token = match Scanner::scan(&mut scanner) {
            Ok(token) => token,
            Err(error) => return Some((error.problem_mark().map_or(0, place), error.problem())),
        };
        match token.data {
            TokenData::StreamEnd => return None,
            TokenData::FlowSequenceStart | TokenData::FlowMappingStart => open = open.saturating_add(1),
            TokenData::FlowSequenceEnd | TokenData::FlowMappingEnd => open = open.saturating_sub(1),
            TokenData::Scalar { .. } if open > 0 => {
                let start = place(token.start_mark);
                if suspects.binary_search_by_key(&start, |suspect| suspect.start).is_ok() {
                    return Some((start, "did not find expected whitespace or line break behind a tag"));
                }
            }
            _ => {}
        }
    }
}

/// Everything that looks like a tag with a comma behind it, wherever it stands.
fn suspects(piece: &[u8]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0_usize;
    while let Some(skipped) = piece.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b'!')) {
        let start = at.saturating_add(skipped);
        let rest = piece.get(start..).unwrap_or_default();
        let length = tag_length(rest);
        if rest.get(length) == Some(&b',') {
            found.push(start..start.saturating_add(length));
        }
        at = start.saturating_add(length);
    }
    found
}

/// How many bytes a tag has that begins here; at least 1.
fn tag_length(text: &[u8]) -> usize {
    if text.starts_with(b"!<") {
        let ends = |byte: &u8| *byte == b'>' || byte.is_ascii_whitespace();
        return text.iter().position(ends).map_or(text.len(), |end| end.saturating_add(1));
    }
    let part = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_;/?:@&=+$.!~*'()%".contains(byte);
    text.iter().position(|byte| !part(byte)).unwrap_or(text.len()).max(1)
}
