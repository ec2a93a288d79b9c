//! From text to tokens.

use super::{
    Flaw,
    token::{Kind, Token},
};
use crate::manifest::text::BOM;

/// Something that is a key if a `:` stands behind it: on the same line, and not too far away.
#[derive(Debug, Default)]
struct Key {
    /// Can it still be one?
    possible: bool,
    /// Must it be one? So it is with what stands at the beginning of a line of a map.
    required: bool,
    /// The number of its token, counted over the whole text.
    number: usize,
    start: usize,
    line: usize,
    column: usize,
}

/// How many characters a key may have.
const LONGEST_KEY: usize = 1024;

/// Cuts a text into tokens.
pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    /// The next byte.
    pub(super) at: usize,
    /// The byte of which the column is counted: where the line begins, and one further for each byte in it that is not the
    /// first of its character.
    pub(super) origin: usize,
    pub(super) line: usize,
    /// One more than the column of the innermost list or map that is not in brackets; zero outside of all.
    pub(super) level: usize,
    /// That of those around it.
    levels: Vec<usize>,
    /// May a key begin here?
    pub(super) key_allowed: bool,
    /// What may be a key within the innermost brackets.
    key: Key,
    /// And in each of those around them.
    outer: Vec<Key>,
    tokens: Vec<Token>,
    /// How many of the tokens were taken.
    head: usize,
    /// How many were taken before these.
    before: usize,
}

impl<'a> Scanner<'a> {
    /// Begins with a text.
    pub(super) fn of(text: &'a str) -> Self {
        let start = if text.as_bytes().starts_with(BOM) { BOM.len() } else { 0 };
        Self {
            text,
            at: start,
            origin: start,
            line: 0,
            level: 0,
            levels: Vec::new(),
            key_allowed: true,
            key: Key::default(),
            outer: Vec::new(),
            tokens: Vec::new(),
            head: 0,
            before: 0,
        }
    }

    /// The next token's kind and first byte. It stays the next one.
    pub(super) fn peek(&mut self) -> Result<(Kind, usize), Flaw> {
        loop {
            if let Some(token) = self.tokens.get(self.head) {
                let next = (token.kind, token.start);
                if !self.is_open()? {
                    return Ok(next);
                }
            }
            self.fetch()?;
        }
    }

    /// Takes the next token, of which the kind is known.
    pub(super) fn take(&mut self) -> Token {
        let token = self.tokens.get_mut(self.head).map(std::mem::take).unwrap_or_default();
        self.head += 1;
        if self.head >= self.tokens.len() {
            self.before += self.head;
            self.tokens.clear();
            self.head = 0;
        }
        token
    }

    /// In how many brackets does the scanner stand?
    pub(super) fn in_brackets(&self) -> bool {
        !self.outer.is_empty()
    }

    pub(super) fn column(&self) -> usize {
        self.at - self.origin
    }

    /// Is it open whether the next token is a key?
    fn is_open(&mut self) -> Result<bool, Flaw> {
        let number = self.before + self.head;
        let place = (self.line, self.column());
        for key in &mut self.outer {
            if key.possible && key.number == number {
                return key.is_valid(place);
            }
        }
        if self.key.possible && self.key.number == number {
            return self.key.is_valid(place);
        }
        Ok(false)
    }

    /// Adds a token from a byte to here.
    pub(super) fn push(&mut self, kind: Kind, start: usize, text: String, more: String) {
        self.tokens.push(Token { kind, start, end: self.at, text, more });
    }

    /// Moves the end of the last token back.
    pub(super) fn end_last_at(&mut self, end: usize) {
        if let Some(token) = self.tokens.last_mut() {
            token.end = end;
        }
    }

    /// Adds the token of so many characters.
    fn sign(&mut self, kind: Kind, length: usize) {
        let start = self.at;
        self.at += length;
        self.push(kind, start, String::new(), String::new());
    }

    /// Remembers that what begins here may be a key.
    fn begin_key(&mut self) -> Result<(), Flaw> {
        if self.key_allowed {
            self.forget_key()?;
            let column = self.column();
            self.key = Key {
                possible: true,
                required: self.outer.is_empty() && self.level == column + 1,
                number: self.before + self.tokens.len(),
                start: self.at,
                line: self.line,
                column,
            };
        }
        self.key_allowed = false;
        Ok(())
    }

    /// What may have been a key is none.
    fn forget_key(&mut self) -> Result<(), Flaw> {
        if self.key.possible && self.key.required {
            return Err(NO_VALUE);
        }
        self.key.possible = false;
        Ok(())
    }

    /// Begins a list or map that is not in brackets, if this column is further to the right than those around it.
    fn indent(&mut self, kind: Kind, column: usize, index: usize, start: usize) {
        if self.outer.is_empty() && self.level <= column {
            self.levels.push(self.level);
            self.level = column + 1;
            let index = index.min(self.tokens.len());
            self.tokens.insert(index, Token { kind, start, end: start, ..Token::default() });
        }
    }

    /// Ends the lists and maps that are further to the right.
    fn unindent(&mut self, level: usize) {
        while self.outer.is_empty() && self.level > level {
            self.sign(Kind::BlockEnd, 0);
            self.level = self.levels.pop().unwrap_or_default();
        }
    }

    /// Adds at least one token.
    fn fetch(&mut self) -> Result<(), Flaw> {
        self.skip_to_token();
        let column = self.column();
        self.unindent(column + 1);
        let byte = self.here();
        if byte == 0 || column == 0 && (byte == b'%' || self.at_marker()) {
            self.unindent(0);
            self.forget_key()?;
            self.key_allowed = false;
            match byte {
                0 => self.sign(Kind::End, 0),
                b'%' => return self.directive(),
                b'-' => self.sign(Kind::DocumentStart, 3),
                _ => self.sign(Kind::DocumentEnd, 3),
            }
            return Ok(());
        }
        let inside = self.in_brackets();
        let alone = matches!(byte, b'-' | b'?' | b':') && self.blank_at(self.at + 1);
        match byte {
            b'[' => self.open(Kind::FlowList),
            b'{' => self.open(Kind::FlowMap),
            b']' => self.close(Kind::FlowListEnd),
            b'}' => self.close(Kind::FlowMapEnd),
            b',' => self.entry(Kind::Comma),
            b'-' if alone => self.line_entry(Kind::Item, Kind::BlockList, NO_ITEM),
            b'?' if alone || inside => self.line_entry(Kind::Key, Kind::BlockMap, NO_KEY),
            b':' if alone || inside => self.value(),
            b'|' | b'>' if !inside => {
                self.forget_key()?;
                self.key_allowed = true;
                self.block(byte == b'>')
            }
            b'\t' | b'#' | b'%' | b'@' | b'`' | b'|' | b'>' => {
                Err("found character that cannot start any token")
            }
            _ => {
                self.begin_key()?;
                match byte {
                    b'*' => self.anchor(Kind::Alias),
                    b'&' => self.anchor(Kind::Anchor),
                    b'!' => self.tag(),
                    b'\'' | b'"' => self.quoted(byte),
                    _ => self.plain(),
                }
            }
        }
    }

    /// Passes over blanks, comments and line breaks. A tab is no blank where a key may begin.
    fn skip_to_token(&mut self) {
        loop {
            let tabs = self.in_brackets() || !self.key_allowed;
            while self.here() == b' ' || tabs && self.here() == b'\t' {
                self.at += 1;
            }
            if self.here() == b'#' {
                self.skip_line();
            }
            if self.line_break().is_none() {
                return;
            }
            if !self.in_brackets() {
                self.key_allowed = true;
            }
        }
    }

    /// An opening bracket.
    fn open(&mut self, kind: Kind) -> Result<(), Flaw> {
        self.begin_key()?;
        self.outer.push(std::mem::take(&mut self.key));
        self.key_allowed = true;
        self.sign(kind, 1);
        Ok(())
    }

    /// A closing bracket, of which there may be too many.
    fn close(&mut self, kind: Kind) -> Result<(), Flaw> {
        self.forget_key()?;
        if let Some(key) = self.outer.pop() {
            self.key = key;
        }
        self.key_allowed = false;
        self.sign(kind, 1);
        Ok(())
    }

    /// What parts entries.
    fn entry(&mut self, kind: Kind) -> Result<(), Flaw> {
        self.forget_key()?;
        self.key_allowed = true;
        self.sign(kind, 1);
        Ok(())
    }

    /// What begins an entry, and a list or map where it is the first. In brackets, whoever takes the token knows better
    /// whether it may stand there.
    fn line_entry(&mut self, kind: Kind, around: Kind, problem: Flaw) -> Result<(), Flaw> {
        if !self.in_brackets() {
            if !self.key_allowed {
                return Err(problem);
            }
            self.indent(around, self.column(), usize::MAX, self.at);
        }
        self.entry(kind)?;
        self.key_allowed = kind == Kind::Item || !self.in_brackets();
        Ok(())
    }

    /// A colon: behind a key on the same line, or of its own.
    fn value(&mut self) -> Result<(), Flaw> {
        if self.key.is_valid((self.line, self.column()))? {
            let Key { start, column, number, .. } = self.key;
            let index = (number - self.before).min(self.tokens.len());
            self.tokens.insert(index, Token { kind: Kind::Key, start, end: start, ..Token::default() });
            self.indent(Kind::BlockMap, column, index, start);
            self.key.possible = false;
            self.key_allowed = false;
            self.sign(Kind::Value, 1);
            return Ok(());
        }
        self.line_entry(Kind::Value, Kind::BlockMap, NO_VALUE_HERE)
    }
}

impl Key {
    /// Can it still be a key, seen from a line and a column?
    fn is_valid(&mut self, (line, column): (usize, usize)) -> Result<bool, Flaw> {
        if self.possible && (self.line < line || self.column + LONGEST_KEY < column) {
            if self.required {
                return Err(NO_VALUE);
            }
            self.possible = false;
        }
        Ok(self.possible)
    }
}

const NO_VALUE: Flaw = "could not find expected ':'";
const NO_ITEM: Flaw = "block sequence entries are not allowed in this context";
const NO_KEY: Flaw = "mapping keys are not allowed in this context";
const NO_VALUE_HERE: Flaw = "mapping values are not allowed in this context";
