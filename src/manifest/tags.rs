//! Tags that the YAML parser cannot take: between brackets, those with a comma right behind them. It would panic. And those
//! with a square bracket there, which kubectl takes for a part of the tag.

use std::borrow::Cow;

use libyaml_safer::{Mark, Scanner, TokenData};

use super::{events::input, text::BOM};

/// The place of a tag in brackets with a comma or a square bracket right behind it, as in `[!a, b]`, and what to say about
/// it. kubectl takes them for a part of the tag, which nobody means. Where something that looks like such a tag stands before a
/// fault of another kind, it is that fault: the parser might not live to see it.
pub(super) fn before_comma(piece: &[u8]) -> Option<(usize, &'static str)> {
    let suspects = suspects(piece);
    if suspects.is_empty() {
        return None;
    }
    let mut open = 0_usize;
    let mut found = None;
    let fault = scan(&without(piece, &suspects), &mut |token, start| {
        match token {
            TokenData::FlowSequenceStart | TokenData::FlowMappingStart => open = open.saturating_add(1),
            TokenData::FlowSequenceEnd | TokenData::FlowMappingEnd => open = open.saturating_sub(1),
            TokenData::Scalar { .. } if open > 0 && suspects.binary_search(&start).is_ok() => {
                found = Some(start);
            }
            _ => {}
        }
        found.is_some()
    });
    let message = "did not find expected whitespace or line break behind a tag";
    found.map(|start| (start, message)).or(fault)
}

/// What kubectl reads and this parser refuses: the parser's words, what stands there, what is put in its place, as long and
/// found in hardly any manifest, and what it means.
const MASKS: [(&str, &str, &str, char); 2] = [
    ("found unknown escape character", "\\'", "\u{7FB}", '\''),
    // Plain text in brackets that ends with a colon, as in `[a:]`.
    ("found unexpected ':'", ":", "`", ':'),
];

/// Is this the fault of a text that [`masked`] might read?
pub(super) fn can_mask(message: &str) -> bool {
    MASKS.iter().any(|(fault, _, _, _)| *fault == message)
}

/// The text with stand-ins for what kubectl reads and this parser refuses. It is as long as before, and a copy only where
/// there is such a thing. A text that has one of the stand-ins itself stays as it is.
pub(super) fn masked(piece: &[u8]) -> Cow<'_, [u8]> {
    let has = |wanted: &str| piece.windows(wanted.len()).any(|found| found == wanted.as_bytes());
    let mut masked = Cow::Borrowed(piece);
    let suspicious =
        |two: &[u8]| two == b"\\'" || matches!(two, [b':', b'?' | b',' | b'[' | b']' | b'{' | b'}']);
    if !piece.windows(2).any(suspicious) || MASKS.iter().any(|(_, _, stand_in, _)| has(stand_in)) {
        return masked;
    }
    let mut text = without(piece, &suspects(piece));
    let mut scanned = 0_usize;
    while let Some((at, message)) = scan(&text, &mut |_, _| false) {
        let known = MASKS.iter().find(|(fault, written, _, _)| {
            *fault == message && text.get(at..).is_some_and(|rest| rest.starts_with(written.as_bytes()))
        });
        let Some((_, _, stand_in, _)) = known.filter(|_| scanned < MOST_SCANNED) else { break };
        scanned = scanned.saturating_add(at);
        for text in [&mut text, masked.to_mut()] {
            if let Some(there) = text.get_mut(at..at.saturating_add(stand_in.len())) {
                there.copy_from_slice(stand_in.as_bytes());
            }
        }
    }
    masked
}

/// A scalar of a masked text as it was meant.
pub(super) fn unmask(text: &mut String) {
    for (_, _, stand_in, meant) in MASKS {
        if text.contains(stand_in) {
            *text = text.replace(stand_in, meant.encode_utf8(&mut [0; 4]));
        }
    }
}

/// How many bytes are scanned in search of escapes: each begins from the front.
const MOST_SCANNED: usize = 8 << 20;

/// The text with a plain letter in the place of each suspect's exclamation mark: where one begins a token, that is a scalar then.
/// All else stays, since what looks like a tag may be a part of something else, quotes and all.
fn without(piece: &[u8], suspects: &[usize]) -> Vec<u8> {
    let mut text = piece.to_vec();
    for suspect in suspects {
        if let Some(mark) = text.get_mut(*suspect) {
            *mark = b'x';
        }
    }
    text
}

/// Goes through a text's tokens and their places until told to stop; the fault of a text that has one before.
fn scan(text: &[u8], stop: &mut dyn FnMut(&TokenData, usize) -> bool) -> Option<(usize, &'static str)> {
    let before = if text.starts_with(BOM) { BOM.len() } else { 0 };
    let place = |mark: Mark| usize::try_from(mark.index).unwrap_or(usize::MAX).saturating_add(before);
    let mut scanner = Scanner::new();
    scanner.set_input(input(text));
    loop {
        let token = match Scanner::scan(&mut scanner) {
            Ok(token) => token,
            Err(error) => return Some((error.problem_mark().map_or(0, place), error.problem())),
        };
        if matches!(token.data, TokenData::StreamEnd) || stop(&token.data, place(token.start_mark)) {
            return None;
        }
    }
}

/// Where everything begins that looks like a tag with a comma or a square bracket behind it, wherever it stands. One may hold
/// another: each exclamation mark in it is looked at.
fn suspects(piece: &[u8]) -> Vec<usize> {
    let ends_here = |at: usize| piece.get(at).is_some_and(|byte| b",[]".contains(byte));
    let verbatim = |at: usize| piece.get(at..).is_some_and(|rest| rest.starts_with(b"!<"));
    let mut found = Vec::new();
    // The end of the tag that begins furthest back, and of the verbatim one, each right for all that begin before it.
    let (mut end, mut verbatim_end) = (0_usize, 0_usize);
    for (start, _) in piece.iter().enumerate().filter(|(_, byte)| **byte == b'!') {
        let until = if verbatim(start) {
            if verbatim_end <= start {
                let ends = |byte: &u8| *byte == b'>' || byte.is_ascii_whitespace();
                verbatim_end = next(piece, start, ends);
            }
            verbatim_end.saturating_add(usize::from(piece.get(verbatim_end) == Some(&b'>')))
        } else {
            if end <= start {
                let part = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_;/?:@&=+$.!~*'()%".contains(byte);
                end = next(piece, start, |byte| !part(byte));
            }
            end
        };
        if ends_here(until) {
            found.push(start);
        }
    }
    found
}

/// The first byte of this sort from a place on; the end where there is none.
fn next(piece: &[u8], from: usize, is: impl Fn(&u8) -> bool) -> usize {
    let rest = piece.get(from..).unwrap_or_default();
    from.saturating_add(rest.iter().position(is).unwrap_or(rest.len()))
}
