//! Strict decoding: names and types of every field, as the API server reads JSON (upstream: `sigs.k8s.io/json`,
//! `UnmarshalStrict`), and the object as Go would write it again.

use super::{
    fields::{self, Field, Kind, Omit, Struct},
    scalar,
};
use crate::{
    diagnostic::{FieldPath, Segment},
    model::{
        find::{cut, has},
        list::{Joined, push_all},
        object::Map,
        quote::go_quote,
        value::Value,
    },
};

/// As many unknown fields as upstream reports.
const MOST_UNKNOWN: usize = 100;

/// What decoding yields.
#[derive(Debug)]
pub(super) struct Decoded {
    /// The object as Go holds it.
    pub(super) object: Value,
    /// Fields that do not exist, in the order of the sorted JSON; at most 100.
    pub(super) unknown: Vec<FieldPath>,
}

/// A value of the wrong type.
#[derive(Debug)]
pub(super) struct Mismatch {
    /// Where it stands.
    pub(super) path: FieldPath,
    /// The error in Go's words.
    pub(super) text: String,
    /// The Go type that is wanted.
    pub(super) wanted: String,
    /// What stands there.
    pub(super) found: Value,
}

/// Decodes an object: `null` is read as absent, and absent is what is zero. Empty lists and maps stay, since validation tells them
/// from absent ones; [`drop_empty`] takes them away.
///
/// The first mismatch is the error, but a field that reads its own JSON (a quantity, a number or percentage, a time) ends decoding
/// at once and so goes before. `version` is that of the document, since the types' names in errors carry it.
pub(super) fn decode(object: &Value, version: &str) -> Result<Decoded, Box<Mismatch>> {
    let mut decoder = Decoder { version: version.to_owned(), ..Decoder::default() };
    let object = decoder.value(&Kind::Struct("DaemonSet"), Some(object)).unwrap_or_default();
    match decoder.fatal.or(decoder.first) {
        Some(mismatch) => Err(mismatch),
        None => Ok(Decoded { object, unknown: decoder.unknown }),
    }
}

/// Drops the empty lists and maps that Go does not write.
pub(super) fn drop_empty(object: &mut Value) {
    drop_empty_of("DaemonSet", object);
}

/// The same for a part of the object, which is of this type.
pub(super) fn drop_empty_of(name: &'static str, part: &mut Value) {
    prune(&Kind::Struct(name), part);
}

fn prune(kind: &Kind, value: &mut Value) {
    match (kind, value) {
        (Kind::Pointer(inner), value) => prune(inner, value),
        (Kind::List(inner), Value::Array(items)) => items.iter_mut().for_each(|item| prune(inner, item)),
        (Kind::Map(_, inner), Value::Object(entries)) => {
            entries.values_mut().for_each(|entry| prune(inner, entry));
        }
        (Kind::Struct(name), Value::Object(entries)) => {
            for field in fields::of(name) {
                let Some(value) = entries.get_mut(field.name) else { continue };
                prune(&field.kind, value);
                let empty = match (&field.kind, value) {
                    (Kind::List(_), Value::Array(items)) => items.is_empty(),
                    (Kind::Map(..), Value::Object(entries)) => entries.is_empty(),
                    _ => false,
                };
                if empty && field.omit == Omit::Empty {
                    entries.shift_remove(field.name);
                }
            }
        }
        _ => {}
    }
}

/// A path as the strict decoder quotes it: `"spec.containers[0].imagee"`, map keys like fields.
pub(super) fn quoted(path: &FieldPath) -> String {
    let mut text = String::new();
    for segment in path.segments() {
        match segment {
            Segment::Index(index) => push_all(&mut text, &["[", &index.to_string(), "]"]),
            Segment::Field(name) | Segment::Key(name) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(name);
            }
        }
    }
    go_quote(&text)
}

#[derive(Default)]
struct Decoder {
    version: String,
    path: FieldPath,
    /// The struct that is being read, and the Go path to the field in it.
    context: Option<&'static str>,
    go_path: Vec<&'static str>,
    first: Option<Box<Mismatch>>,
    /// The first that would end decoding.
    fatal: Option<Box<Mismatch>>,
    unknown: Vec<FieldPath>,
}

impl Decoder {
    /// What Go would hold for `value`; `None` for an absent pointer, list or map, and for what cannot be read.
    fn value(&mut self, kind: &Kind, value: Option<&Value>) -> Option<Value> {
        match (kind, value) {
            (Kind::Pointer(_) | Kind::List(_) | Kind::Map(..), None | Some(Value::Null)) => None,
            (Kind::Pointer(inner), Some(value)) => self.value(inner, Some(value)),
            (Kind::List(inner), Some(Value::Array(items))) => Some(self.list(inner, items)),
            (Kind::Map(_, inner), Some(Value::Object(entries))) => Some(self.map(inner, entries)),
            (Kind::Struct(name), None | Some(Value::Null)) => self.object(name, &Map::new()),
            (Kind::Struct(name), Some(Value::Object(entries))) => self.object(name, entries),
            (Kind::List(_) | Kind::Map(..) | Kind::Struct(_), Some(value)) => {
                self.keep_first(kind, value, &format!("json: cannot unmarshal {}", scalar::name(value)));
                None
            }
            (_, value) => {
                let value = value.unwrap_or(&Value::Null);
                let fatal = match scalar::read(kind, value) {
                    Ok(value) => return Some(value),
                    Err(scalar::Error::Mismatch(text)) => {
                        self.keep_first(kind, value, &text);
                        return None;
                    }
                    Err(scalar::Error::FatalMismatch(text)) => self.mismatch(kind, value, &text),
                    Err(scalar::Error::Fatal(text)) => Mismatch {
                        path: self.path.clone(),
                        text,
                        wanted: kind.go_name(),
                        found: value.clone(),
                    },
                };
                // What comes behind it is read for nothing.
                self.fatal.get_or_insert(Box::new(fatal));
                None
            }
        }
    }

    fn list(&mut self, kind: &Kind, items: &[Value]) -> Value {
        let path = self.path.clone();
        let mut list = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            self.path = path.index(index);
            list.push(self.value(kind, Some(item)).unwrap_or_default());
        }
        self.path = path;
        Value::Array(list)
    }

    fn map(&mut self, kind: &Kind, entries: &Map) -> Value {
        let path = self.path.clone();
        let mut map = Map::new();
        for (key, value) in entries.sorted() {
            self.path = path.key(key);
            map.insert(key.clone(), self.value(kind, Some(value)).unwrap_or_default());
        }
        self.path = path;
        Value::Object(map)
    }

    fn object(&mut self, name: &str, entries: &Map) -> Option<Value> {
        let structure = fields::lookup(name)?;
        let (path, context, depth) = (self.path.clone(), self.context, self.go_path.len());
        let mut read = Map::new();
        for (key, value) in entries.sorted() {
            let place = path.field_named(key);
            let Some(field) = structure.fields.iter().find(|field| field.name == key) else {
                if self.unknown.len() < MOST_UNKNOWN {
                    self.unknown.push(place);
                }
                continue;
            };
            self.path = place;
            self.context = Some(structure.name);
            if let Some(name) = field.embedded_in {
                self.go_path.push(name);
            }
            self.go_path.push(field.name);
            if let Some(value) = self.value(&field.kind, Some(value)) {
                read.insert(key.clone(), value);
            }
            self.go_path.truncate(depth);
        }
        (self.path, self.context) = (path, context);
        Some(self.write(structure, read))
    }

    /// The fields as Go writes them.
    fn write(&mut self, structure: &Struct, mut read: Map) -> Value {
        let mut written = Map::new();
        for field in &structure.fields {
            let value = match read.get_mut(field.name) {
                Some(value) => Some(std::mem::take(value)),
                None => self.value(&field.kind, None),
            };
            match value {
                Some(value) if !omitted(field, &value) => {
                    written.insert(field.name.to_owned(), value);
                }
                None if field.omit == Omit::Never => {
                    written.insert(field.name.to_owned(), Value::Null);
                }
                _ => {}
            }
        }
        Value::Object(written)
    }

    fn keep_first(&mut self, kind: &Kind, value: &Value, text: &str) {
        if self.first.is_none() {
            self.first = Some(Box::new(self.mismatch(kind, value, text)));
        }
    }

    fn mismatch(&self, kind: &Kind, value: &Value, text: &str) -> Mismatch {
        let mut wanted = kind.go_name();
        if has(&wanted, "DaemonSet")
            && let Some((before, behind)) = cut(&wanted, "v1.")
        {
            wanted = format!("{before}{}.{behind}", self.version);
        }
        let place = match self.context {
            Some(context) => format!("Go struct field {context}.{}", self.go_path.joined(".")),
            None => "Go value".to_owned(),
        };
        let text = format!("{text} into {place} of type {wanted}");
        Mismatch { path: self.path.clone(), text, wanted, found: value.clone() }
    }
}

/// Whether Go leaves out a value that is zero.
fn omitted(field: &Field, value: &Value) -> bool {
    match field.omit {
        Omit::Never => false,
        Omit::Zero => value.is_null(),
        Omit::Empty => match (&field.kind, value) {
            (Kind::Text(_), Value::String(text)) => text.is_empty(),
            (Kind::Int32 | Kind::Int64, value) => value.as_i64() == Some(0),
            (Kind::Bool, value) => value == &Value::Bool(false),
            _ => false,
        },
    }
}
