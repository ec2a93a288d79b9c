//! What to do about a text that cannot be read.

use super::stream::Fault;

/// What to do about a fault, where that can be told.
pub(super) fn help(text: &[u8], fault: &Fault) -> Option<&'static str> {
    Some(match fault.code {
        "too-large" => "paste only the objects that are asked about",
        "too-deep" => "no object of Kubernetes is as deep; look for brackets that are never closed",
        "no-objects" => "paste a manifest in YAML or JSON",
        "not-an-object" => "each document must be a map with `apiVersion` and `kind`",
        "excessive-aliasing" => "write out what the aliases stand for",
        "yaml-separator" => "write `---` alone on its line; only a comment may follow it",
        "control-character" if text.contains(&0) && looks_like_utf16(text) => UTF16,
        "invalid-utf8" if looks_like_utf16(text) => UTF16,
        "control-character" => "remove the character, or write it as an escape in double quotes",
        "byte-order-mark" => "remove it; it came in where files were put together",
        "invalid-utf8" => "save the file as UTF-8",
        _ => syntax(text, fault)?,
    })
}

const UTF16: &str = "this looks like UTF-16, as PowerShell's `>` writes it; save the file as UTF-8";

/// What to do about text that is no YAML or JSON.
fn syntax(text: &[u8], fault: &Fault) -> Option<&'static str> {
    let around = lines_around(text, fault.bytes.start);
    if around.windows(2).any(|pair| pair == b"{{") {
        return Some(
            "this is a template; render it first, as with `helm template …`, and paste what comes out",
        );
    }
    if is_diff(text) {
        return Some("this looks like a diff; take away the `+` and `-` at the beginning of the lines");
    }
    Some(match fault.message.as_str() {
        "found character that cannot start any token" => match text.get(fault.bytes.start) {
            Some(b'\t') => "YAML is indented with spaces; replace the tab",
            _ => "put the text in quotes",
        },
        "found incompatible YAML document" | "did not find expected <document start>" => {
            "kubectl takes no directives: remove the lines that begin with `%`, and what stands behind `...`"
        }
        "mapping values are not allowed in this context" => {
            "a text with `: ` in it needs quotes; or the line is indented wrongly"
        }
        "found unknown escape character" => {
            "write `\\\\` for a backslash in double quotes, or use single quotes"
        }
        "found unexpected end of stream" | "unexpected EOF" => {
            "the text ends too early; was all of it pasted?"
        }
        "could not find expected ':'" => "a key needs a `:` behind it; or the line is indented wrongly",
        "did not find expected key" | "did not find expected '-' indicator" => {
            "compare the indentation of this line with the lines above"
        }
        message if message.starts_with("unsupported map key: null") => "put the key in quotes",
        message if message.starts_with("invalid map key: a map") => {
            "put `{…}` in quotes where it is meant as text"
        }
        message if message.starts_with("json: unsupported value") => {
            "JSON has no such number; use a finite one"
        }
        _ => return None,
    })
}

/// The line that a byte stands in, and the one before it.
fn lines_around(text: &[u8], at: usize) -> &[u8] {
    let at = at.min(text.len());
    let before = text.get(..at).unwrap_or_default();
    let mut breaks = before.iter().enumerate().rev().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at);
    let start = breaks.nth(1).unwrap_or(0);
    let rest = text.get(at..).unwrap_or_default();
    let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    text.get(start..at.saturating_add(end)).unwrap_or_default()
}

/// Do the text's lines begin as those of a diff do: with `+`, `-` and a blank, and no list's `- ` alone?
fn is_diff(text: &[u8]) -> bool {
    let first = text.get(..4096).unwrap_or(text);
    let mut added = 0_usize;
    let mut lines = 0_usize;
    for line in first.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()) {
        match line.first() {
            Some(b'+') => added = added.saturating_add(1),
            Some(b'-' | b' ' | b'@') => {}
            _ => return false,
        }
        lines = lines.saturating_add(1);
    }
    added > 0 && lines > 1
}

/// Is every other byte zero, or does the text begin with a byte-order mark of UTF-16?
fn looks_like_utf16(text: &[u8]) -> bool {
    text.starts_with(&[0xFF, 0xFE])
        || text.starts_with(&[0xFE, 0xFF])
        || text.iter().take(2).any(|byte| *byte == 0)
}
