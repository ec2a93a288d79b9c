//! A paste as the objects that kubectl would make of it.

use super::{
    hints::help,
    json::Json,
    stream::{Fault, Form, Piece, pieces},
    text::Lines,
    yaml::{self, Duplicate},
};
use crate::{
    diagnostic::{Diagnostic, Range, Severity, Source},
    model::{object::Map, value::Value},
};

/// One object of a paste.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The object, as kubectl would send it: an untyped tree.
    pub object: Value,
    /// Where in the paste it stands.
    pub origin: Origin,
}

/// Where in a paste an object stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The document, counted from 0 over the whole paste.
    pub document: usize,
    /// From the document inwards: the positions in `items` of the Lists (or in the bare arrays) that hold the object.
    pub items: Vec<usize>,
}

/// What a paste was read as.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The objects, in order; the items of a List stand in its place.
    pub documents: Vec<Document>,
    /// What there was to say about the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a paste: YAML or JSON, one document or many, Lists taken apart.
///
/// Objects come out as kubectl would send them. What cannot be read is an error with its place, and hides nothing
/// before or behind it. Empty documents are passed over; where there is nothing else, that is an error too.
pub fn read(text: &[u8], source: Source) -> Reading {
    let mut reader = Reader { text, source, lines: None, reading: Reading::default() };
    if text.len() > MOST_BYTES {
        let message =
            format!("the text has {} MiB; at most {} MiB are read", text.len() >> 20, MOST_BYTES >> 20);
        reader.report(&Fault { code: "too-large", message, bytes: 0..0 });
        return reader.reading;
    }
    for piece in pieces(text, true) {
        reader.piece(piece);
    }
    let silent = reader.reading.diagnostics.iter().all(|finding| finding.severity != Severity::Error);
    if silent && reader.reading.documents.is_empty() {
        reader.report(&Fault { code: "no-objects", message: "no objects".to_owned(), bytes: 0..0 });
    }
    reader.reading
}

/// How many keys that stand twice are named in one document.
const MOST_WARNINGS: usize = 100;
/// The largest text that is read.
const MOST_BYTES: usize = 64 << 20;

struct Reader<'a> {
    text: &'a [u8],
    source: Source,
    /// Counted when there is something to report.
    lines: Option<Lines<'a>>,
    reading: Reading,
}

impl Reader<'_> {
    fn piece(&mut self, Piece { document, bytes, form }: Piece) {
        let text = self.text.get(bytes.clone()).unwrap_or_default();
        let read = match form {
            Form::Broken(fault) => Err(fault),
            Form::Json(json) => content(*json),
            Form::Yaml => yaml::read(text, bytes.start),
            Form::NotJson(fault) => yaml::read(text, bytes.start).map_err(|_| fault),
        };
        match read {
            Err(fault) => self.report(&fault),
            Ok(yaml::Content { value, duplicates, unread }) => {
                for duplicate in duplicates.iter().take(MOST_WARNINGS) {
                    self.warn(duplicate);
                }
                if let Some(from) = unread {
                    self.warn_unread(from..bytes.end);
                }
                self.objects(value, Origin { document, items: Vec::new() }, &bytes);
            }
        }
    }

    /// Takes Lists and bare arrays apart.
    fn objects(&mut self, value: Value, origin: Origin, bytes: &std::ops::Range<usize>) {
        match value {
            Value::Null => {}
            Value::Array(items) => {
                for (index, item) in items.into_iter().enumerate() {
                    let mut origin = origin.clone();
                    origin.items.push(index);
                    self.objects(item, origin, bytes);
                }
            }
            Value::Object(mut object) => match object.shift_remove("items") {
                // kubectl takes `items: null` for an empty list.
                Some(Value::Null) => {}
                None => {
                    self.reading.documents.push(Document { object: Value::Object(object), origin });
                }
                Some(Value::Array(mut items)) => {
                    for item in &mut items {
                        name_item(&object, item);
                    }
                    self.objects(Value::Array(items), origin, bytes);
                }
                Some(_) => {
                    let message = "`items` is not a list".to_owned();
                    self.report(&Fault { code: "not-an-object", message, bytes: bytes.clone() });
                }
            },
            other => {
                let message = format!("`{}` is no object", crate::model::json::print(&other));
                self.report(&Fault { code: "not-an-object", message, bytes: bytes.clone() });
            }
        }
    }

    fn warn(&mut self, duplicate: &Duplicate) {
        let range = self.range(&duplicate.bytes);
        let message = format!("the key `{}` stands twice in one map; kubectl takes the last", duplicate.key);
        let finding = Diagnostic::new(Severity::Warning, "duplicate-key", self.source, message)
            .help("remove one of them")
            .at(range);
        self.reading.diagnostics.push(finding);
    }

    fn warn_unread(&mut self, bytes: std::ops::Range<usize>) {
        let message = "kubectl reads nothing from here on: the document ends before";
        let finding = Diagnostic::new(Severity::Warning, "unread-text", self.source, message)
            .help("put `---` on a line of its own between documents")
            .at(self.range(&bytes));
        self.reading.diagnostics.push(finding);
    }

    fn report(&mut self, fault: &Fault) {
        let range = self.range(&fault.bytes);
        let mut finding =
            Diagnostic::new(Severity::Error, fault.code, self.source, fault.message.clone()).at(range);
        finding.help = help(self.text, fault).map(str::to_owned);
        self.reading.diagnostics.push(finding);
    }

    fn range(&mut self, bytes: &std::ops::Range<usize>) -> Range {
        let text = self.text;
        self.lines.get_or_insert_with(|| Lines::of(text)).range(bytes)
    }
}

fn content(Json { value, duplicates, fault, .. }: Json) -> Result<yaml::Content, Box<Fault>> {
    fault.map_or_else(|| Ok(yaml::Content { value, duplicates, unread: None }), Err)
}

/// An item that says neither what it is nor of which version gets both from its List: a `NodeList` has a `Node`.
fn name_item(list: &Map, item: &mut Value) {
    let Value::Object(item) = item else { return };
    let kind = list.text("kind");
    let kind = kind.strip_suffix("List").unwrap_or(kind);
    if !kind.is_empty() && item.text("kind").is_empty() && item.text("apiVersion").is_empty() {
        item.insert("kind".to_owned(), Value::from(kind));
        item.insert("apiVersion".to_owned(), Value::from(list.text("apiVersion")));
    }
}

#[cfg(test)]
mod tests {
    use super::{Source, read};

    #[test]
    fn a_null_list_is_an_empty_one() {
        let reading = read(b"kind: K\nitems: null\n---\nkind: Q\n", Source::Manifest);
        assert_eq!(reading.documents.len(), 1);
        assert_eq!(reading.diagnostics, []);
    }

    #[test]
    fn no_yaml_behind_json_begins_with_a_replacement_character() {
        let read = |text: &str| read(text.as_bytes(), Source::Manifest).diagnostics.len();
        assert_eq!(read("{\"kind\": \"K\"}\u{FFFD}a: 1\n"), 1);
        assert_eq!(read("{\"kind\": \"K\"}\u{FFFC}a: 1\n"), 0);
    }

    #[test]
    fn blanks_before_a_brace_are_those_of_unicode() {
        for blank in ["\u{a0}", "\u{85}", "\u{2028}\u{3000}"] {
            // As JSON this has a fault; as YAML it is a map with one key.
            let reading = read(format!("{blank}{{a:b}}\n").as_bytes(), Source::Manifest);
            assert_eq!(reading.diagnostics, [], "{blank:?}");
        }
    }
}
