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
            _ if letter < ' ' || letter == '\u{7f}' => {
                quoted.push_str(&format!("\\x{:02x}", u32::from(letter)))
            }
            _ if is_printable(letter) => quoted.push(letter),
            _ if u32::from(letter) < 0x1_0000 => quoted.push_str(&format!("\\u{:04x}", u32::from(letter))),
            _ => quoted.push_str(&format!("\\U{:08x}", u32::from(letter))),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether Go prints the character as it is: letters, marks, digits, symbols and the plain space.
fn is_printable(letter: char) -> bool {
    // Rust's own debug form escapes what is no graphic character, and marks, which Go prints.
    letter == ' ' || letter.is_alphanumeric() || !letter.is_whitespace() && letter.escape_debug().len() == 1
}
