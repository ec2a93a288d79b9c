//! Anchors, aliases, tags and directives.

use super::{
    Flaw,
    chars::{is_blank, is_word},
    scan::Scanner,
    token::Kind,
};

const NO_URI: Flaw = "did not find expected tag URI";
const NO_BLANK: Flaw = "did not find expected whitespace or line break";
const NO_OCTET: Flaw = "did not find URI escaped octet";

impl<'a> Scanner<'a> {
    /// An anchor or an alias.
    pub(super) fn anchor(&mut self, kind: Kind) -> Result<(), Flaw> {
        let start = self.at;
        self.at += 1;
        let name = self.word();
        if name.is_empty() || !(self.blank_at(self.at) || b"?:,]}%@`".contains(&self.here())) {
            return Err("did not find expected alphabetic or numeric character");
        }
        self.push(kind, start, name.to_owned(), String::new());
        Ok(())
    }

    /// Letters and digits.
    fn word(&mut self) -> &'a str {
        let from = self.at;
        while is_word(self.here()) {
            self.at += 1;
        }
        self.since(from)
    }

    /// A tag: a handle and what stands behind it, or all of it in `!<…>`. In brackets, too, a comma or a square bracket is a
    /// part of it.
    pub(super) fn tag(&mut self) -> Result<(), Flaw> {
        let start = self.at;
        let (mut handle, mut rest);
        if self.byte(start + 1) == b'<' {
            self.at += 2;
            handle = "";
            rest = self.uri()?;
            if rest.is_empty() {
                return Err(NO_URI);
            }
            if self.here() != b'>' {
                return Err("did not find the expected '>'");
            }
            self.at += 1;
        } else {
            handle = self.handle();
            let own = handle.len() > 1;
            if !handle.ends_with('!') {
                // It was no handle, but the beginning of the tag.
                self.at = start + 1;
                handle = "!";
            }
            rest = self.uri()?;
            if rest.is_empty() {
                if own {
                    return Err(NO_URI);
                }
                handle = "";
                rest.push('!');
            }
        }
        if !self.blank_at(self.at) {
            return Err(NO_BLANK);
        }
        self.push(Kind::Tag, start, handle.to_owned(), rest);
        Ok(())
    }

    /// An exclamation mark and the word behind it, with the exclamation mark behind that if there is one.
    fn handle(&mut self) -> &'a str {
        let start = self.at;
        self.at += 1;
        self.word();
        self.at += usize::from(self.here() == b'!');
        self.since(start)
    }

    /// What may stand in a tag. Bytes that are escaped there are taken for characters: no tag that means anything has them.
    fn uri(&mut self) -> Result<String, Flaw> {
        let mut uri = String::new();
        // How many bytes are missing of an escaped character.
        let mut missing = 0_u8;
        loop {
            let byte = self.here();
            if byte == b'%' {
                let octet = self.hex(self.at + 1, 2).ok_or(NO_OCTET)?;
                missing = match (missing, octet) {
                    (0, 0..=0x7F) => 0,
                    (0, 0xC0..=0xDF) => 1,
                    (0, 0xE0..=0xEF) => 2,
                    (0, 0xF0..=0xF7) => 3,
                    (0, _) => return Err("found an incorrect leading UTF-8 octet"),
                    (missing, 0x80..=0xBF) => missing - 1,
                    _ => return Err("found an incorrect trailing UTF-8 octet"),
                };
                uri.extend(char::from_u32(octet));
                self.at += 3;
                continue;
            }
            if missing > 0 {
                return Err(NO_OCTET);
            }
            if !is_word(byte) && !b";/?:@&=+$,.!~*'()[]".contains(&byte) {
                return Ok(uri);
            }
            uri.push(char::from(byte));
            self.at += 1;
        }
    }

    /// A line that begins with a percent sign.
    pub(super) fn directive(&mut self) -> Result<(), Flaw> {
        let start = self.at;
        self.at += 1;
        let name = self.word();
        if name.is_empty() {
            return Err("could not find expected directive name");
        }
        if !self.blank_at(self.at) {
            return Err("found unexpected non-alphabetical character");
        }
        self.skip_blanks();
        match name {
            "YAML" => {
                let major = self.version()?;
                if self.here() != b'.' {
                    return Err("did not find expected digit or '.' character");
                }
                self.at += 1;
                let known = self.version()? == 1 && major == 1;
                let kind = if known { Kind::Version } else { Kind::OtherVersion };
                self.push(kind, start, String::new(), String::new());
            }
            "TAG" => {
                let handle = if self.here() == b'!' { self.handle() } else { "" };
                if !handle.ends_with('!') {
                    return Err("did not find expected '!'");
                }
                if !is_blank(self.here()) {
                    return Err("did not find expected whitespace");
                }
                self.skip_blanks();
                let prefix = self.uri()?;
                if prefix.is_empty() {
                    return Err(NO_URI);
                }
                if !self.blank_at(self.at) {
                    return Err(NO_BLANK);
                }
                self.push(Kind::Handle, start, handle.to_owned(), prefix);
            }
            _ => return Err("found unknown directive name"),
        }
        self.end_line()
    }

    /// A part of a version.
    fn version(&mut self) -> Result<u8, Flaw> {
        let (from, mut value) = (self.at, 0_u8);
        while self.here().is_ascii_digit() {
            if self.at > from + 1 {
                return Err("found extremely long version number");
            }
            value = value * 10 + (self.here() - b'0');
            self.at += 1;
        }
        if self.at == from {
            return Err("did not find expected version number");
        }
        Ok(value)
    }
}
