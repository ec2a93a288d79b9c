//! Text in double quotes, as Go prints it.

/// `text` as Go's `%q` prints it (upstream: `strconv.Quote`): printable characters as they are, others escaped.
pub fn go_quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\u{7}' => quoted.push_str("\\a"),
            '\u{8}' => quoted.push_str("\\b"),
            '\u{c}' => quoted.push_str("\\f"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\u{b}' => quoted.push_str("\\v"),
            _ if letter < ' ' || letter == '\u{7f}' => escape(&mut quoted, 'x', 2, letter),
            _ if is_printable(letter) => quoted.push(letter),
            _ if u32::from(letter) < 0x1_0000 => escape(&mut quoted, 'u', 4, letter),
            _ => escape(&mut quoted, 'U', 8, letter),
        }
    }
    quoted.push('"');
    quoted
}

fn escape(quoted: &mut String, kind: char, width: u32, letter: char) {
    quoted.push('\\');
    quoted.push(kind);
    for place in (0..width).rev() {
        quoted.push(char::from_digit(u32::from(letter) >> (4 * place) & 15, 16).unwrap_or('0'));
    }
}

/// How many characters from U+0080 on Go escapes and prints as they are, in turn: seven bits a byte, the lowest first; all bytes of a
/// number but the last have the highest bit set. `make conformance` makes it.
static RUNS: &[u8] = include_bytes!("printable.bin");

/// Whether Go prints the character, which is not in ASCII, as it is: letters, marks, digits and symbols (upstream: `strconv.IsPrint`).
fn is_printable(letter: char) -> bool {
    let Some(mut left) = u32::from(letter).checked_sub(0x80) else { return true };
    let (mut printable, mut run, mut shift) = (false, 0, 0);
    for byte in RUNS {
        run |= u32::from(byte & 0x7f) << shift;
        shift += 7;
        if *byte < 0x80 {
            if left < run {
                return printable;
            }
            left -= run;
            (printable, run, shift) = (!printable, 0, 0);
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::go_quote;

    #[test]
    fn quotes_as_go_does() {
        for (text, expected) in [
            ("a b", r#""a b""#),
            ("\"\\\n\u{1}\u{7f}", r#""\"\\\n\x01\x7f""#),
            ("\u{fc}\u{301}\u{1f600}", "\"\u{fc}\u{301}\u{1f600}\""),
            (
                "\u{a0}\u{a1}\u{323af}\u{323b0}\u{e01ef}\u{e01f0}",
                "\"\\u00a0\u{a1}\u{323af}\\U000323b0\u{e01ef}\\U000e01f0\"",
            ),
            ("\u{ad}\u{200b}\u{3000}\u{e000}\u{10ffff}", r#""\u00ad\u200b\u3000\ue000\U0010ffff""#),
        ] {
            assert_eq!(go_quote(text), expected);
        }
    }
}
