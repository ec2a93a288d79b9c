//! Scalars of words: those without quotes, and those in quotes.

use super::{Flaw, chars::is_blank, scan::Scanner, token::Kind};

impl Scanner<'_> {
    /// A scalar without quotes. It goes on over lines that are further to the right than the map or list around it.
    pub(super) fn plain(&mut self) -> Result<(), Flaw> {
        let (start, level) = (self.at, self.level);
        let mut end = start;
        let mut text = String::new();
        // The line breaks before the next word.
        let mut breaks = String::new();
        while !self.at_marker() && self.here() != b'#' {
            let from = self.at;
            self.plain_word();
            if self.at > from {
                // Between words of one line, everything stays.
                let from = if breaks.is_empty() { end } else { from };
                fold(&mut text, &mut breaks);
                text.push_str(self.since(from));
                end = self.at;
            }
            if !is_blank(self.here()) && self.break_at(self.at) == 0 {
                break;
            }
            self.gap(&mut breaks, false, level)?;
            if !self.in_brackets() && self.column() < level {
                break;
            }
        }
        if !breaks.is_empty() {
            self.key_allowed = true;
        }
        self.push(Kind::Plain, start, text, String::new());
        self.end_last_at(end);
        Ok(())
    }

    /// Passes over a word of a plain scalar.
    fn plain_word(&mut self) {
        let inside = self.in_brackets();
        loop {
            match self.here() {
                0 | b' ' | b'\t' | b'\n' | b'\r' => return,
                b':' if self.blank_at(self.at + 1) => return,
                b',' | b'?' | b'[' | b']' | b'{' | b'}' if inside => return,
                0xC2 | 0xE2 if self.break_at(self.at) > 0 => return,
                _ => self.step(),
            }
        }
    }

    /// Passes over blanks and line breaks between words. The breaks are collected; `broken` is whether there was one before.
    fn gap(&mut self, breaks: &mut String, mut broken: bool, level: usize) -> Result<(), Flaw> {
        loop {
            match self.here() {
                b'\t' if broken && self.column() < level => {
                    return Err("found a tab character that violates indentation");
                }
                b' ' | b'\t' => self.at += 1,
                _ => match self.line_break() {
                    Some(meant) => breaks.push(meant),
                    None => return Ok(()),
                },
            }
            broken = broken || !breaks.is_empty();
        }
    }

    /// A scalar in quotes.
    pub(super) fn quoted(&mut self, quote: u8) -> Result<(), Flaw> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        let mut breaks = String::new();
        loop {
            if self.at_marker() {
                return Err("found unexpected document indicator");
            }
            if self.here() == 0 {
                return Err("found unexpected end of stream");
            }
            let escaped = self.quoted_word(quote, &mut text)?;
            if self.here() == quote {
                break;
            }
            let from = self.at;
            self.gap(&mut breaks, escaped, 0)?;
            if escaped {
                text.push_str(&breaks);
                breaks.clear();
            } else if breaks.is_empty() {
                text.push_str(self.since(from));
            } else {
                fold(&mut text, &mut breaks);
            }
        }
        self.at += 1;
        self.push(Kind::Text, start, text, String::new());
        Ok(())
    }

    /// Adds the next word between quotes, and says whether it ends with an escaped line break.
    fn quoted_word(&mut self, quote: u8, text: &mut String) -> Result<bool, Flaw> {
        let mut from = self.at;
        loop {
            let byte = self.here();
            if is_blank(byte) || self.ends_at(self.at) {
                break;
            }
            if byte == b'\\' && quote == b'"' {
                text.push_str(self.since(from));
                if self.break_at(self.at + 1) > 0 {
                    self.at += 1;
                    self.line_break();
                    return Ok(true);
                }
                text.push(self.escape()?);
                from = self.at;
            } else if byte != quote {
                self.step();
            } else if quote == b'\'' && self.byte(self.at + 1) == quote {
                self.at += 1;
                text.push_str(self.since(from));
                self.at += 1;
                from = self.at;
            } else {
                break;
            }
        }
        text.push_str(self.since(from));
        Ok(false)
    }

    /// Passes over an escape, and says what it means.
    fn escape(&mut self) -> Result<char, Flaw> {
        let letter = self.byte(self.at + 1);
        let meant = match letter {
            b'0' => '\0',
            b'a' => '\x07',
            b'b' => '\x08',
            b't' | b'\t' => '\t',
            b'n' => '\n',
            b'v' => '\x0B',
            b'f' => '\x0C',
            b'r' => '\r',
            b'e' => '\x1B',
            b' ' | b'"' | b'\'' | b'\\' => char::from(letter),
            b'N' => '\u{85}',
            b'_' => '\u{A0}',
            b'L' => '\u{2028}',
            b'P' => '\u{2029}',
            b'x' => return self.code(2),
            b'u' => return self.code(4),
            b'U' => return self.code(8),
            _ => return Err("found unknown escape character"),
        };
        self.at += 2;
        Ok(meant)
    }

    /// Passes over an escape that names a character by its number.
    fn code(&mut self, digits: usize) -> Result<char, Flaw> {
        self.at += 2;
        let value = self.hex(self.at, digits).ok_or("did not find expected hexdecimal number")?;
        let meant = char::from_u32(value).ok_or("found invalid Unicode character escape code")?;
        self.at += digits;
        Ok(meant)
    }
}

/// Adds what line breaks between words mean: one is a blank, and of more the first is dropped.
fn fold(text: &mut String, breaks: &mut String) {
    match breaks.strip_prefix('\n') {
        Some("") => text.push(' '),
        Some(more) => text.push_str(more),
        None => text.push_str(breaks),
    }
    breaks.clear();
}
