//! Walks through JSON text that is most likely good. Whatever is unusual ends the walk with `None`.

use super::scan::skip_container;
use crate::manifest::json;

/// A place in JSON text.
pub(super) struct Cursor<'t> {
    text: &'t [u8],
    at: usize,
}

impl<'t> Cursor<'t> {
    /// The beginning of a text.
    pub(super) fn new(text: &'t [u8]) -> Self {
        Self { text, at: 0 }
    }

    /// The next byte that is no blank, without going past it.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.get(self.at)?;
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
            // Indented JSON is mostly indentation.
            while self.text.get(self.at..).is_some_and(|rest| rest.starts_with(b"        ")) {
                self.at += 8;
            }
        }
    }

    /// Whether nothing but blanks is left.
    pub(super) fn is_at_end(&mut self) -> bool {
        self.peek().is_none()
    }

    #[inline]
    fn take(&mut self, byte: u8) -> Option<()> {
        if self.text.get(self.at) == Some(&byte) {
            self.at += 1;
            return Some(());
        }
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// The bytes of a string without escapes and control characters.
    pub(super) fn string(&mut self) -> Option<&'t [u8]> {
        self.take(b'"')?;
        let rest = self.text.get(self.at..)?;
        let length = special(rest)?;
        self.at += length + 1;
        (rest.get(length) == Some(&b'"')).then_some(rest.get(..length)?)
    }

    /// A string, or `null` for the empty one.
    pub(super) fn text(&mut self) -> Option<&'t str> {
        if self.null() { Some("") } else { std::str::from_utf8(self.string()?).ok() }
    }

    /// `true` or `false`, or `null` for `false`.
    pub(super) fn boolean_or_null(&mut self) -> Option<bool> {
        if self.word(b"true") { Some(true) } else { (self.word(b"false") || self.null()).then_some(false) }
    }

    fn null(&mut self) -> bool {
        self.word(b"null")
    }

    fn word(&mut self, word: &[u8]) -> bool {
        let found =
            self.peek().is_some() && self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word));
        if found {
            self.at += word.len();
        }
        found
    }

    /// Goes past a value of any kind.
    pub(super) fn skip(&mut self) -> Option<()> {
        match self.peek()? {
            b'{' | b'[' => self.at = skip_container(self.text, self.at)?,
            b'"' => self.skip_string()?,
            _ => {
                let rest = self.text.get(self.at..)?;
                let end = rest
                    .iter()
                    .position(|byte| matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t'));
                let length = end.unwrap_or(rest.len());
                // Whether numbers and words are well formed is checked; they are few.
                let checked = json::next(rest.get(..length)?, 0, false)?.ok()?;
                (checked.bytes == (0..length)).then_some(())?;
                self.at += length;
            }
        }
        Some(())
    }

    fn skip_string(&mut self) -> Option<()> {
        self.take(b'"')?;
        loop {
            let rest = self.text.get(self.at..)?;
            let length = special(rest)?;
            self.at += length + 1;
            match rest.get(length)? {
                b'"' => return Some(()),
                b'\\' => self.at += 1,
                _ => return None,
            }
        }
    }

    /// Takes the fields of an object, or of `null` none. `field` gets each key and goes past its value.
    pub(super) fn fields(&mut self, field: &mut dyn FnMut(&mut Self, &'t [u8]) -> Option<()>) -> Option<()> {
        if self.null() {
            return Some(());
        }
        self.take(b'{')?;
        if self.take(b'}').is_some() {
            return Some(());
        }
        loop {
            let key = self.string()?;
            self.take(b':')?;
            field(self, key)?;
            if self.take(b',').is_none() {
                return self.take(b'}');
            }
        }
    }

    /// Takes the items of an array, or of `null` none. `item` goes past each.
    pub(super) fn items(&mut self, item: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        if self.null() {
            return Some(());
        }
        self.take(b'[')?;
        if self.take(b']').is_some() {
            return Some(());
        }
        loop {
            item(self)?;
            if self.take(b',').is_none() {
                return self.take(b']');
            }
        }
    }
}

/// The position of the first quote, backslash or control character.
fn special(text: &[u8]) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // Bit 7 of each byte that is below `than`; right up to the first, which is all that is asked.
    let below = |word: u64, than: u8| word.wrapping_sub(ONES * u64::from(than)) & !word & (ONES << 7);
    let equal = |word: u64, to: u8| below(word ^ (ONES * u64::from(to)), 1);
    let (words, rest) = text.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let found = below(word, 0x20) | equal(word, b'"') | equal(word, b'\\');
        if found != 0 {
            return Some(index * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    let behind = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F))?;
    Some(words.len() * 8 + behind)
}

#[cfg(test)]
mod tests {
    use super::special;

    #[test]
    fn what_ends_a_plain_stretch_of_a_string_is_found() {
        for end in ['"', '\\', '\n', '\0', '\u{1f}'] {
            for length in 0..40 {
                let text = format!("{}{end}{}", "aé ~#]".repeat(length), "\"\\\n");
                assert_eq!(special(text.as_bytes()), Some(7 * length), "{text:?}");
            }
        }
        assert_eq!(special("no end é".as_bytes()), None);
    }
}
