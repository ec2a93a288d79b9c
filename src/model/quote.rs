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

fn escape(quoted: &mut String, kind: char, width: usize, letter: char) {
    quoted.extend(['\\', kind]);
    quoted.extend([format!("{:0width$x}", u32::from(letter))]);
}

/// Whether Go prints the character as it is: letters, marks, digits, symbols and the plain space.
fn is_printable(letter: char) -> bool {
    // Rust escapes what is not printable too, and marks where they stand first.
    letter == ' '
        || letter == '\''
        || !letter.is_whitespace() && format!("a{letter}").escape_debug().count() == 2
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
            ("\u{ad}\u{200b}\u{3000}\u{e000}\u{10ffff}", r#""\u00ad\u200b\u3000\ue000\U0010ffff""#),
        ] {
            assert_eq!(go_quote(text), expected);
        }
    }
}
