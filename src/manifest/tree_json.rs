//! Where everything in one object of a JSON document stands.

use std::{ops::Range, rc::Rc};

use super::{
    json::unquote,
    stream::skip_value,
    tree::{Content, Entry, Tree},
    yaml::MOST_DEEP,
};

/// The tree of the object behind `items` in one JSON value, whose syntax was checked.
pub(super) fn of_json(value: &[u8], offset: usize, items: &[usize]) -> Option<Rc<Tree>> {
    let mut walker = Walker { text: value, at: 0, offset };
    walker.object(items)
}

/// Walks through JSON that is known to be JSON.
struct Walker<'a> {
    text: &'a [u8],
    at: usize,
    offset: usize,
}

impl Walker<'_> {
    fn object(&mut self, items: &[usize]) -> Option<Rc<Tree>> {
        let Some((&wanted, inner)) = items.split_first() else {
            return self.node(0).map(Rc::new);
        };
        let mut found = None;
        match self.peek()? {
            b'[' => self.item(wanted, inner),
            b'{' => {
                self.at = self.at.saturating_add(1);
                while self.more(b'}')? {
                    let key = self.string()?;
                    self.expect(b':')?;
                    if &*self.key(&key) == "items" && self.peek()? == b'[' {
                        let start = self.at;
                        found = self.item(wanted, inner);
                        self.at = start;
                    }
                    self.skip()?;
                }
                found
            }
            _ => None,
        }
    }

    fn item(&mut self, wanted: usize, inner: &[usize]) -> Option<Rc<Tree>> {
        self.at = self.at.saturating_add(1);
        for index in 0.. {
            if !self.more(b']')? {
                break;
            }
            if index == wanted {
                return self.object(inner);
            }
            self.skip()?;
        }
        None
    }

    /// The value that stands next.
    fn node(&mut self, depth: usize) -> Option<Tree> {
        let first = self.peek()?;
        let start = self.at;
        let content = match first {
            b'{' | b'[' if depth > MOST_DEEP.saturating_mul(2) => return None,
            b'{' => {
                self.at = self.at.saturating_add(1);
                Content::Map(self.entries(depth)?)
            }
            b'[' => {
                self.at = self.at.saturating_add(1);
                let mut items = Vec::new();
                while self.more(b']')? {
                    items.push(Rc::new(self.node(depth.saturating_add(1))?));
                }
                Content::List(items)
            }
            _ => {
                self.skip()?;
                Content::Scalar
            }
        };
        Some(Tree { bytes: self.place(&(start..self.at)), content })
    }

    fn entries(&mut self, depth: usize) -> Option<Vec<Entry>> {
        let mut entries = Vec::new();
        while self.more(b'}')? {
            let bytes = self.string()?;
            let key = self.key(&bytes);
            let place = self.place(&bytes);
            self.expect(b':')?;
            let value = Rc::new(self.node(depth.saturating_add(1))?);
            entries.push(Entry { key: Some(key), bytes: place, value });
        }
        Some(entries)
    }

    /// The next byte that is no blank, without taking it.
    fn peek(&mut self) -> Option<u8> {
        while self.text.get(self.at)?.is_ascii_whitespace() {
            self.at = self.at.saturating_add(1);
        }
        self.text.get(self.at).copied()
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at = self.at.saturating_add(1))
    }

    /// Takes a comma, or the closing bracket: is there one more?
    fn more(&mut self, closing: u8) -> Option<bool> {
        match self.peek()? {
            b',' => self.at = self.at.saturating_add(1),
            byte if byte == closing => {
                self.at = self.at.saturating_add(1);
                return Some(false);
            }
            _ => {}
        }
        Some(true)
    }

    /// A string's bytes, with its quotes.
    fn string(&mut self) -> Option<Range<usize>> {
        self.peek()?;
        let start = self.at;
        self.skip()?;
        Some(start..self.at)
    }

    fn key(&self, bytes: &Range<usize>) -> Box<str> {
        unquote(self.text.get(bytes.clone()).unwrap_or_default()).into()
    }

    fn skip(&mut self) -> Option<()> {
        self.peek()?;
        self.at = skip_value(self.text, self.at)?;
        Some(())
    }

    fn place(&self, bytes: &Range<usize>) -> Range<usize> {
        self.offset.saturating_add(bytes.start)..self.offset.saturating_add(bytes.end)
    }
}
