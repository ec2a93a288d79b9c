//! JSON text as kubectl reads it: with the rules and in the words of Go's `encoding/json`, numbers as
//! `UnmarshalCaseSensitivePreserveInts` of sigs.k8s.io/json has them.

use std::ops::Range;

use super::{
    number::number,
    stream::Fault,
    text::push_lossy,
    yaml::{Duplicate, MOST_DEEP, too_deep},
};
use crate::model::{object::Map, quote::go_quote, value::Value};

/// How many brackets Go lets stand open.
const MOST_OPEN: usize = 10_000;

/// One JSON value of a text.
#[derive(Debug)]
pub(super) struct Json {
    /// The value; of two equal keys the last wins.
    pub(super) value: Value,
    /// The keys that stand twice in one map.
    pub(super) duplicates: Vec<Duplicate>,
    /// Its bytes in the text.
    pub(super) bytes: Range<usize>,
    /// Why it cannot be kept, though its syntax is right: it is too deep, or a number is too large.
    pub(super) fault: Option<Box<Fault>>,
}

/// Reads the text from `from` on as one value.
pub(super) fn read(text: &[u8], from: usize) -> Result<Json, Box<Fault>> {
    let mut reader = Reader::of(text, from, true);
    let json = reader.json()?;
    match (reader.peek(), json.fault) {
        (None, Some(fault)) => Err(fault),
        (None, fault) => Ok(Json { fault, ..json }),
        _ => Err(reader.unexpected("after top-level value")),
    }
}

/// The value that begins behind the blanks at `from`; `None` where there is none. Without `keep` only its syntax is checked.
pub(super) fn next(text: &[u8], from: usize, keep: bool) -> Option<Result<Json, Box<Fault>>> {
    let mut reader = Reader::of(text, from, keep);
    reader.peek()?;
    Some(reader.json())
}

/// What a string stands for. Each byte that is not UTF-8 and each half of a surrogate pair becomes `U+FFFD`.
pub(super) fn unquote(quoted: &[u8]) -> String {
    Reader::of(quoted, 0, true).string().unwrap_or_default()
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    /// Whether values are kept, or only checked.
    keep: bool,
    duplicates: Vec<Duplicate>,
    /// Where the text first is deeper than trees may be.
    deep: Option<usize>,
    /// The first number that is too large.
    fault: Option<Box<Fault>>,
}

/// A list or map that is not closed yet.
enum Open {
    List(Vec<Value>),
    /// With the key whose value comes next.
    Map(Map, String),
}

impl<'a> Reader<'a> {
    fn of(text: &'a [u8], at: usize, keep: bool) -> Self {
        Self { text, at, keep, duplicates: Vec::new(), deep: None, fault: None }
    }

    /// The value that stands next. Depth costs no stack.
    fn json(&mut self) -> Result<Json, Box<Fault>> {
        self.peek();
        let start = self.at;
        let mut open = Vec::new();
        let value = loop {
            let Some(value) = self.begin(&mut open)? else { continue };
            if let Some(value) = self.end(value, &mut open)? {
                break value;
            }
        };
        let duplicates = std::mem::take(&mut self.duplicates);
        let deep = self.deep.filter(|_| self.keep).map(|at| too_deep(at..at.saturating_add(1)));
        Ok(Json { value, duplicates, bytes: start..self.at, fault: self.fault.take().or(deep) })
    }

    /// A whole value, or the beginning of a list or map that has something in it.
    fn begin(&mut self, open: &mut Vec<Open>) -> Result<Option<Value>, Box<Fault>> {
        let bracket = self.peek();
        let start = self.at;
        let opened = match bracket {
            Some(b'{') => {
                self.at = start.saturating_add(1);
                if self.take(b'}') {
                    return Ok(Some(Value::Object(Map::new())));
                }
                Open::Map(Map::new(), String::new())
            }
            Some(b'[') => {
                self.at = start.saturating_add(1);
                if self.take(b']') {
                    return Ok(Some(Value::Array(Vec::new())));
                }
                Open::List(Vec::new())
            }
            _ => return self.scalar().map(Some),
        };
        if open.len() >= MOST_OPEN {
            self.at = start;
            return Err(self.unexpected("exceeded max depth"));
        }
        open.push(opened);
        if open.len() > MOST_DEEP {
            self.deep.get_or_insert(start);
        }
        if let Some(Open::Map(fields, next)) = open.last_mut() {
            *next = self.key(fields)?;
        }
        Ok(None)
    }

    /// Puts a value where it belongs, and so each list and map that ends with it. Comes back with the outermost.
    fn end(&mut self, mut value: Value, open: &mut Vec<Open>) -> Result<Option<Value>, Box<Fault>> {
        let keep = self.keep && self.deep.is_none();
        while let Some(last) = open.last_mut() {
            match last {
                Open::List(items) => {
                    if keep {
                        items.push(value);
                    }
                    if self.take(b',') {
                        return Ok(None);
                    }
                    self.expect(b']', "after array element")?;
                    value = Value::Array(std::mem::take(items));
                }
                Open::Map(fields, key) => {
                    if keep {
                        fields.insert(std::mem::take(key), value);
                    }
                    if self.take(b',') {
                        *key = self.key(fields)?;
                        return Ok(None);
                    }
                    self.expect(b'}', "after object key:value pair")?;
                    value = Value::Object(std::mem::take(fields));
                }
            }
            open.pop();
        }
        Ok(Some(value))
    }

    fn key(&mut self, fields: &Map) -> Result<String, Box<Fault>> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("looking for beginning of object key string"));
        }
        let start = self.at;
        let key = self.string()?;
        if self.keep && fields.contains_key(&key) {
            self.duplicates.push(Duplicate { key: key.clone(), bytes: start..self.at });
        }
        self.expect(b':', "after object key")?;
        Ok(key)
    }

    fn scalar(&mut self) -> Result<Value, Box<Fault>> {
        Ok(match self.peek() {
            Some(b'"') => Value::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true").map(|()| Value::Bool(true))?,
            Some(b'f') => self.word("false").map(|()| Value::Bool(false))?,
            Some(b'n') => self.word("null").map(|()| Value::Null)?,
            _ => return Err(self.unexpected("looking for beginning of value")),
        })
    }

    fn word(&mut self, word: &str) -> Result<(), Box<Fault>> {
        for letter in word.bytes() {
            if self.next() != Some(letter) {
                return Err(
                    self.unexpected(&format!("in literal {word} (expecting '{}')", char::from(letter)))
                );
            }
            self.at = self.at.saturating_add(1);
        }
        Ok(())
    }

    fn number(&mut self) -> Result<Value, Box<Fault>> {
        let start = self.at;
        self.pass(b"-");
        if !self.pass(b"0") {
            self.digits("in numeric literal")?;
        }
        let mut whole = true;
        if self.pass(b".") {
            whole = false;
            self.digits("after decimal point in numeric literal")?;
        }
        if self.pass(b"eE") {
            whole = false;
            self.pass(b"+-");
            self.digits("in exponent of numeric literal")?;
        }
        let bytes = start..self.at;
        let text = self.text.get(bytes.clone()).and_then(|bytes| std::str::from_utf8(bytes).ok());
        let text = text.filter(|_| self.keep).unwrap_or("0");
        let number = number(text, whole);
        if number.is_none() && self.fault.is_none() {
            let message = format!("json: cannot unmarshal number {text} into Go value of type float64");
            self.fault = Some(Box::new(Fault { code: "json-syntax", message, bytes }));
        }
        Ok(number.unwrap_or_default())
    }

    fn digits(&mut self, context: &str) -> Result<(), Box<Fault>> {
        const DIGITS: &[u8] = b"0123456789";
        if !self.pass(DIGITS) {
            return Err(self.unexpected(context));
        }
        while self.pass(DIGITS) {}
        Ok(())
    }

    /// A string, from quote to quote.
    fn string(&mut self) -> Result<String, Box<Fault>> {
        let mut out = String::new();
        self.at = self.at.saturating_add(1);
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let length = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..b' '));
            let plain = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
            self.at = self.at.saturating_add(plain.len());
            if self.keep {
                push_lossy(&mut out, plain);
            }
            match self.next() {
                Some(b'"') => break,
                Some(b'\\') => {
                    self.at = self.at.saturating_add(1);
                    out.push(self.escaped()?);
                }
                _ => return Err(self.unexpected("in string literal")),
            }
        }
        self.at = self.at.saturating_add(1);
        Ok(out)
    }

    /// What stands behind a backslash.
    fn escaped(&mut self) -> Result<char, Box<Fault>> {
        let letter = match self.next() {
            Some(letter @ (b'"' | b'\\' | b'/')) => char::from(letter),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => return Err(self.unexpected("in string escape code")),
        };
        self.at = self.at.saturating_add(1);
        Ok(letter)
    }

    /// The character of `u` and four digits, or of two such escapes.
    fn unicode(&mut self) -> Result<char, Box<Fault>> {
        let first = self.unit()?;
        if let Some(letter) = char::from_u32(first) {
            return Ok(letter);
        }
        let behind = self.at;
        if self.pass(b"\\")
            && self.next() == Some(b'u')
            && let Ok(second @ 0xDC00..0xE000) = self.unit()
            && first < 0xDC00
        {
            let pair = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
            return Ok(char::from_u32(pair).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        self.at = behind;
        Ok(char::REPLACEMENT_CHARACTER)
    }

    fn unit(&mut self) -> Result<u32, Box<Fault>> {
        let mut unit = 0;
        for _ in 0..4 {
            self.at = self.at.saturating_add(1);
            let digit = self.next().and_then(|byte| char::from(byte).to_digit(16));
            let digit = digit.ok_or_else(|| self.unexpected("in \\u hexadecimal character escape"))?;
            unit = unit << 4 | digit;
        }
        self.at = self.at.saturating_add(1);
        Ok(unit)
    }

    fn next(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// The next byte that is no blank, without going past it.
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.next() {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.at = self.at.saturating_add(1),
                other => return other,
            }
        }
    }

    /// Goes past a byte of these, if it stands here.
    fn pass(&mut self, bytes: &[u8]) -> bool {
        let found = self.next().is_some_and(|byte| bytes.contains(&byte));
        self.at = self.at.saturating_add(usize::from(found));
        found
    }

    /// Goes past blanks and this byte, if it stands next.
    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at = self.at.saturating_add(usize::from(found));
        found
    }

    fn expect(&mut self, byte: u8, context: &str) -> Result<(), Box<Fault>> {
        if self.take(byte) { Ok(()) } else { Err(self.unexpected(context)) }
    }

    /// The fault that the next byte is.
    #[expect(clippy::unnecessary_box_returns, reason = "faults go from hand to hand in boxes")]
    fn unexpected(&self, context: &str) -> Box<Fault> {
        let message = match self.next() {
            None => "unexpected EOF".to_owned(),
            Some(b'\'') => format!("invalid character '\\'' {context}"),
            Some(b'"') => format!("invalid character '\"' {context}"),
            Some(byte) => {
                let quoted = go_quote(&char::from(byte).to_string());
                format!("invalid character '{}' {context}", quoted.trim_matches('"'))
            }
        };
        let at = self.at.min(self.text.len());
        Box::new(Fault { code: "json-syntax", message, bytes: at..at.saturating_add(1) })
    }
}

#[cfg(test)]
mod tests {
    use crate::model::testing::json;

    use super::{next, read, unquote};

    #[test]
    fn values_are_what_go_makes_of_them() {
        for (text, expected) in [
            (
                " {\"a\" : [1, -0, 1.0, 1e2, 0.5, -2.5E-1 ], \"b\":{} } ",
                json!({"a": [1, 0, 1, 100, 0.5, -0.25], "b": {}}),
            ),
            ("[true,false,null,[]]", json!([true, false, null, []])),
            ("9223372036854775807", json!(i64::MAX)),
            ("9223372036854775808", json!(9_223_372_036_854_775_808.0)),
            (r#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#, json!("\"\\/\u{8}\u{c}\n\r\té😀")),
            (
                r#""\ud83dx\ud83d\u0041\ude00\ud83d\ud83d\ude00""#,
                json!("\u{fffd}x\u{fffd}A\u{fffd}\u{fffd}😀"),
            ),
            (r#"{"a":1,"a":{"b":2}}"#, json!({"a": {"b": 2}})),
        ] {
            assert_eq!(read(text.as_bytes(), 0).unwrap().value, expected, "{text}");
            assert_eq!(
                next(text.as_bytes(), 0, false).unwrap().unwrap().bytes.end,
                text.trim_end().len(),
                "{text}"
            );
        }
        assert_eq!(unquote(b"\"a\xff\xe2\x82b\""), "a\u{fffd}\u{fffd}\u{fffd}b");
        assert!(next(b" \n", 0, false).is_none());
    }

    #[test]
    fn faults_are_in_gos_words_and_at_the_byte() {
        for (text, at, expected) in [
            ("{", 1, "unexpected EOF"),
            ("{a", 1, "invalid character 'a' looking for beginning of object key string"),
            ("{\"a\":1,}", 7, "invalid character '}' looking for beginning of object key string"),
            ("{\"a\" 1}", 5, "invalid character '1' after object key"),
            ("{\"a\":1 \"b\"}", 7, "invalid character '\"' after object key:value pair"),
            ("[1 2]", 3, "invalid character '2' after array element"),
            ("[1,]", 3, "invalid character ']' looking for beginning of value"),
            ("[01]", 2, "invalid character '1' after array element"),
            ("[-]", 2, "invalid character ']' in numeric literal"),
            ("[1.]", 3, "invalid character ']' after decimal point in numeric literal"),
            ("[1e+]", 4, "invalid character ']' in exponent of numeric literal"),
            ("[trou]", 3, "invalid character 'o' in literal true (expecting 'u')"),
            ("[nul", 4, "unexpected EOF"),
            ("\"a\nb\"", 2, "invalid character '\\n' in string literal"),
            ("\"\\'\"", 2, "invalid character '\\'' in string escape code"),
            ("\"\\u00g0\"", 5, "invalid character 'g' in \\u hexadecimal character escape"),
            ("é", 0, "invalid character 'Ã' looking for beginning of value"),
            ("\u{0}", 0, "invalid character '\\x00' looking for beginning of value"),
            ("1 2", 2, "invalid character '2' after top-level value"),
            ("[-1e400, x]", 9, "invalid character 'x' looking for beginning of value"),
            ("[1, -1e400]", 4, "json: cannot unmarshal number -1e400 into Go value of type float64"),
        ] {
            let fault = read(text.as_bytes(), 0).unwrap_err();
            assert_eq!((fault.bytes.start, fault.message.as_str()), (at, expected), "{text}");
        }
    }

    #[test]
    fn depth_has_an_end() {
        let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        assert!(read(nested(100).as_bytes(), 0).is_ok());
        assert_eq!(read(nested(101).as_bytes(), 0).unwrap_err().code, "too-deep");
        assert!(next(nested(10_000).as_bytes(), 0, false).unwrap().is_ok());
        let fault = next(nested(10_001).as_bytes(), 0, false).unwrap().unwrap_err();
        assert_eq!(
            (fault.bytes.start, fault.message.as_str()),
            (10_000, "invalid character '[' exceeded max depth")
        );
    }
}
