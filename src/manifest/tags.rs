//! Tags that the YAML parser cannot take: those with a comma right behind them, between brackets. It would panic.

use libyaml_safer::{ScalarStyle, Scanner, TokenData};

use super::events::input;

/// How many places are looked at closely; each costs a scan of the text before it.
const MOST_LOOKS: usize = 50;

/// The place of a tag in brackets with a comma right behind it, as in `[!a, b]`. kubectl takes the comma for a part of
/// the tag, which nobody means.
pub(super) fn before_comma(piece: &[u8]) -> Option<usize> {
    let mut looks = 0_usize;
    for (at, _) in piece.iter().enumerate().filter(|(_, byte)| **byte == b'!') {
        let before = at.checked_sub(1).and_then(|at| piece.get(at)).copied().unwrap_or(b'\n');
        let begins = before.is_ascii_whitespace() || before >= 0x80 || b"[]{},:\"'?".contains(&before);
        if !(begins && comma_follows(piece.get(at..).unwrap_or_default())) {
            continue;
        }
        looks = looks.saturating_add(1);
        if looks > MOST_LOOKS || is_token_in_brackets(piece.get(..at).unwrap_or_default()) {
            return Some(at);
        }
    }
    None
}

/// Does a comma follow what could be a tag?
fn comma_follows(text: &[u8]) -> bool {
    let verbatim = text.starts_with(b"!<");
    let ends = |byte: &u8| match byte {
        b',' | b'[' | b']' => !verbatim,
        b'>' => verbatim,
        b'{' | b'}' | b'"' => true,
        byte => byte.is_ascii_whitespace() || *byte >= 0x80,
    };
    let Some(end) = text.iter().position(ends) else { return false };
    text.get(end) == Some(&b',') || text.get(end..).is_some_and(|rest| rest.starts_with(b">,"))
}

/// Would the next character behind `text` begin a token, with brackets open?
fn is_token_in_brackets(text: &[u8]) -> bool {
    let mut scanner = Scanner::new();
    scanner.set_input(input(text, b""));
    let (mut open, mut plain, mut end) = (0_usize, false, 0);
    while let Ok(token) = Scanner::scan(&mut scanner) {
        match token.data {
            TokenData::StreamEnd => {
                // A comment up to the end of the text would swallow the next character.
                let rest = text.get(usize::try_from(end).unwrap_or(usize::MAX)..).unwrap_or_default();
                let line = rest.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
                return open > 0 && !plain && !line.contains(&b'#');
            }
            TokenData::BlockEnd => continue,
            TokenData::FlowSequenceStart | TokenData::FlowMappingStart => open = open.saturating_add(1),
            TokenData::FlowSequenceEnd | TokenData::FlowMappingEnd => open = open.saturating_sub(1),
            _ => {}
        }
        plain = matches!(token.data, TokenData::Scalar { style: ScalarStyle::Plain, .. });
        end = token.end_mark.index;
    }
    false
}
