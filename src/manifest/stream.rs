//! A paste cut into documents, where `YAMLOrJSONDecoder` of k8s.io/apimachinery cuts it.

use std::ops::Range;

use super::json::{self, Json};

/// One document's text.
#[derive(Debug)]
pub(super) struct Piece {
    /// The document's number: how many lines that begin with `---` stand before its content, or how many JSON values.
    pub(super) document: usize,
    /// Its bytes in the paste.
    pub(super) bytes: Range<usize>,
    /// How it is to be read.
    pub(super) form: Form,
}

/// How a document is to be read.
#[derive(Debug)]
pub(super) enum Form {
    /// As this JSON value, of which only the syntax was checked where nobody keeps it.
    Json(Box<Json>),
    /// As YAML.
    Yaml,
    /// As YAML, because as JSON it has this fault, which is the one to report.
    NotJson(Box<Fault>),
    /// Not at all.
    Broken(Box<Fault>),
}

/// What is wrong with a text, and where.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    /// The stable name of what is wrong.
    pub(super) code: &'static str,
    /// In the decoder's own words.
    pub(super) message: String,
    /// The bytes in the paste.
    pub(super) bytes: Range<usize>,
}

/// The documents of a paste, in order. Empty documents are among them. JSON is read on the way, or only checked if it is not to be kept.
pub(super) fn pieces(text: &[u8], keep: bool) -> Vec<Piece> {
    let mut found = Vec::new();
    let first = text.get(..SNIFFED).unwrap_or(text);
    if trim(first).starts_with(b"{") {
        values(text, keep, &mut found);
    } else {
        yaml(text, 0, 0, &mut found);
    }
    found
}

/// The text behind its blanks, of which Unicode knows many.
fn trim(mut text: &[u8]) -> &[u8] {
    while let Some(length) = blank(text) {
        text = text.get(length..).unwrap_or_default();
    }
    text
}

/// How many bytes the blank has that the text begins with.
fn blank(text: &[u8]) -> Option<usize> {
    let first = text.get(..4).unwrap_or(text).utf8_chunks().next()?.valid().chars().next()?;
    first.is_whitespace().then_some(first.len_utf8())
}

/// How far the decoder looks for the first brace.
const SNIFFED: usize = 4096;

/// JSON values one behind the other. Where what follows the first of them is no JSON, the rest is YAML.
fn values(text: &[u8], keep: bool, found: &mut Vec<Piece>) {
    let mut from = 0;
    while let Some(checked) = json::next(text, from, keep) {
        match checked {
            Ok(json) => {
                from = json.bytes.end;
                let bytes = json.bytes.clone();
                found.push(Piece { document: found.len(), bytes, form: Form::Json(Box::new(json)) });
            }
            Err(fault) => {
                let document = found.len();
                let rest = text.get(from..).unwrap_or_default();
                let rest = trim(rest);
                let yaml_from = skip_blank(text, from).filter(|_| document <= 1);
                let Some(yaml_from) = yaml_from else {
                    found.push(Piece {
                        document,
                        bytes: text.len().saturating_sub(rest.len())..text.len(),
                        form: Form::Broken(fault),
                    });
                    return;
                };
                let document = document.saturating_sub(usize::from(rest.starts_with(b"---")));
                let before = found.len();
                yaml(text, yaml_from, document, found);
                if let Some(Piece { form: form @ Form::Yaml, .. }) = found.get_mut(before) {
                    *form = Form::NotJson(fault);
                }
                return;
            }
        }
    }
}

/// The first byte behind the blanks at `from`, or behind the first line break among them. `None` where the decoder
/// gives up on the way: where fewer than four bytes are left.
fn skip_blank(text: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let next: &[u8] = text.get(at..)?.first_chunk::<4>()?;
        if next.starts_with("\u{FFFD}".as_bytes()) {
            // The decoder takes the character for a byte that is no UTF-8.
            return None;
        }
        let Some(length) = blank(next) else { return Some(at) };
        at = at.saturating_add(length);
        if next.starts_with(b"\n") {
            return Some(at);
        }
    }
}

/// Documents between lines that begin with `---`. Such a line at the beginning of a document belongs to it.
fn yaml(text: &[u8], from: usize, first: usize, found: &mut Vec<Piece>) {
    let (mut document, mut start, mut at) = (first, from, from);
    for line in text.get(from..).unwrap_or_default().split_inclusive(|byte| *byte == b'\n') {
        let end = at.saturating_add(line.len());
        if let Some(behind) = line.strip_prefix(b"---") {
            if at > start {
                found.push(Piece { document, bytes: start..at, form: Form::Yaml });
                start = end;
            }
            document = document.saturating_add(1);
            let behind = String::from_utf8_lossy(behind);
            let behind = behind.trim();
            if !behind.is_empty() && !behind.starts_with('#') {
                let message = format!("invalid Yaml document separator: {behind}");
                let bytes = at..at.saturating_add(line.trim_ascii_end().len());
                let fault = Fault { code: "yaml-separator", message, bytes: bytes.clone() };
                let form = Form::Broken(Box::new(fault));
                found.push(Piece { document, bytes, form });
                start = end;
            }
        }
        at = end;
    }
    if at > start {
        found.push(Piece { document, bytes: start..at, form: Form::Yaml });
    }
}

/// The end of the JSON value that begins at `from`, in a text whose syntax was checked. `None` where it has no end.
pub(super) fn skip_value(text: &[u8], from: usize) -> Option<usize> {
    let (mut at, mut depth, mut quoted) = (from, 0_usize, false);
    loop {
        let byte = *text.get(at)?;
        at = at.saturating_add(1);
        match byte {
            b'\\' if quoted => at = at.saturating_add(1),
            b'"' => {
                quoted = !quoted;
                if !quoted && depth == 0 {
                    return Some(at);
                }
            }
            _ if quoted => {}
            b'{' | b'[' => depth = depth.saturating_add(1),
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ if depth == 0 => {
                let ends = |byte: &u8| matches!(byte, b',' | b'}' | b']') || byte.is_ascii_whitespace();
                let rest = text.get(at..)?;
                return Some(at.saturating_add(rest.iter().position(ends).unwrap_or(rest.len())));
            }
            _ => {}
        }
    }
}
