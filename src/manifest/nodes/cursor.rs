//! Walks through JSON text that is most likely good. Whatever is unusual ends the walk with `None`.

use super::scan::skip_container;

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

    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// A string without escapes and control characters.
    pub(super) fn string(&mut self) -> Option<&'t str> {
        self.take(b'"')?;
        let rest = self.text.get(self.at..)?;
        let length = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F))?;
        if rest.get(length) != Some(&b'"') {
            return None;
        }
        self.at += length + 1;
        std::str::from_utf8(rest.get(..length)?).ok()
    }

    /// A string, or `null` for the empty one.
    pub(super) fn string_or_null(&mut self) -> Option<&'t str> {
        if self.null() { Some("") } else { self.string() }
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
                serde_json::from_slice::<serde::de::IgnoredAny>(rest.get(..length)?).ok()?;
                self.at += length;
            }
        }
        Some(())
    }

    fn skip_string(&mut self) -> Option<()> {
        self.take(b'"')?;
        loop {
            let rest = self.text.get(self.at..)?;
            let length = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
            self.at += length + 1;
            if rest.get(length) == Some(&b'"') {
                return Some(());
            }
            self.at += 1;
        }
    }

    /// Takes the fields of an object, or of `null` none. `field` gets each key and goes past its value.
    pub(super) fn fields(&mut self, field: &mut dyn FnMut(&mut Self, &'t str) -> Option<()>) -> Option<()> {
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
