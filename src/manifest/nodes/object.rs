//! A Node as an untyped tree → what the fleet keeps of it, with every field of the wrong type named.

use std::borrow::Cow;

use super::roster::Found;
use crate::{
    diagnostic::FieldPath,
    model::{
        object::Map,
        taint::{Effect, Taint},
        value::Value,
    },
};

/// Something in an object that is not what its field holds.
pub(super) struct Problem {
    /// The field.
    pub(super) path: FieldPath,
    /// What is wrong with it.
    pub(super) message: String,
}

/// Reads a Node's fields and collects every problem.
#[derive(Default)]
struct Reader {
    problems: Vec<Problem>,
}

/// What the fleet keeps of a Node, or everything that is wrong with it.
pub(super) fn node(object: &Map) -> Result<Found<'_>, Vec<Problem>> {
    let mut reader = Reader::default();
    let root = FieldPath::root();
    let metadata = reader.fields(object, "metadata", &root);
    let spec = reader.fields(object, "spec", &root);
    let status = reader.fields(object, "status", &root);
    let mut found = Found::default();
    if let Some(metadata) = metadata {
        let path = root.field("metadata");
        found.name = Cow::Borrowed(reader.string(metadata, "name", &path));
        found.labels = reader.labels(metadata, &path);
    }
    if let Some(spec) = spec {
        let path = root.field("spec");
        found.taints = reader.taints(spec, &path);
        found.unschedulable = reader.boolean(spec, "unschedulable", &path);
    }
    if let Some(status) = status {
        let path = root.field("status");
        found.ready = reader.ready(status, &path);
        if let Some(amounts) = reader.fields(status, "allocatable", &path) {
            let mut allocatable = Vec::new();
            for (name, amount) in amounts {
                // It may be a number.
                let amount = amount.as_str().map_or_else(|| Cow::Owned(amount.to_string()), Cow::Borrowed);
                allocatable.push((Cow::Borrowed(name.as_str()), amount));
            }
            found.allocatable = Some(allocatable);
        }
    }
    if found.name.is_empty() && reader.problems.is_empty() {
        reader.say(root.field("metadata.name"), "Required value: a node needs a name".to_owned());
    }
    if reader.problems.is_empty() { Ok(found) } else { Err(reader.problems) }
}

/// How JSON calls a value.
pub(super) fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

impl Reader {
    fn say(&mut self, path: FieldPath, message: String) {
        self.problems.push(Problem { path, message });
    }

    fn wrong(&mut self, path: FieldPath, expected: &str, value: &Value) {
        self.say(path, format!("expected {expected}, found {}", type_name(value)));
    }

    /// The object at a field; `None` where it is absent, null or, with a problem noted, something else.
    fn fields<'v>(&mut self, object: &'v Map, field: &str, path: &FieldPath) -> Option<&'v Map> {
        match object.get(field)? {
            Value::Object(fields) => Some(fields),
            Value::Null => None,
            other => {
                self.wrong(path.field(field), "an object", other);
                None
            }
        }
    }

    fn string<'v>(&mut self, object: &'v Map, field: &str, path: &FieldPath) -> &'v str {
        match object.get(field) {
            None => "",
            Some(value) => self.text(value, || path.field(field)),
        }
    }

    fn text<'v>(&mut self, value: &'v Value, path: impl FnOnce() -> FieldPath) -> &'v str {
        match value {
            Value::String(text) => text,
            Value::Null => "",
            other => {
                self.wrong(path(), "a string", other);
                ""
            }
        }
    }

    fn boolean(&mut self, object: &Map, field: &str, path: &FieldPath) -> bool {
        match object.get(field) {
            None | Some(Value::Null) => false,
            Some(Value::Bool(value)) => *value,
            Some(other) => {
                self.wrong(path.field(field), "a boolean", other);
                false
            }
        }
    }

    fn labels<'v>(&mut self, metadata: &'v Map, path: &FieldPath) -> Vec<(Cow<'v, str>, Cow<'v, str>)> {
        let Some(labels) = self.fields(metadata, "labels", path) else {
            return Vec::new();
        };
        let path = path.field("labels");
        let mut list = Vec::new();
        for (key, value) in labels {
            let value = self.text(value, || path.key(key));
            list.push((Cow::Borrowed(key.as_str()), Cow::Borrowed(value)));
        }
        list
    }

    /// The items of a list of objects, each with its path.
    fn list<'v>(&mut self, object: &'v Map, field: &str, path: &FieldPath) -> Vec<(&'v Map, FieldPath)> {
        let path = path.field(field);
        let items = match object.get(field) {
            None | Some(Value::Null) => return Vec::new(),
            Some(Value::Array(items)) => items,
            Some(other) => {
                self.wrong(path, "a list", other);
                return Vec::new();
            }
        };
        let mut list = Vec::new();
        for (index, item) in items.iter().enumerate() {
            match item {
                Value::Object(fields) => list.push((fields, path.index(index))),
                other => self.wrong(path.index(index), "an object", other),
            }
        }
        list
    }

    fn taints(&mut self, spec: &Map, path: &FieldPath) -> Vec<Taint> {
        let mut taints = Vec::new();
        for (taint, path) in self.list(spec, "taints", path) {
            taints.push(Taint {
                key: self.string(taint, "key", &path).to_owned(),
                value: self.string(taint, "value", &path).to_owned(),
                effect: Effect::from(self.string(taint, "effect", &path).to_owned()),
            });
        }
        taints
    }

    fn ready<'v>(&mut self, status: &'v Map, path: &FieldPath) -> Option<&'v str> {
        let mut ready = None;
        for (condition, path) in self.list(status, "conditions", path) {
            let kind = self.string(condition, "type", &path);
            let status = self.string(condition, "status", &path);
            if kind == "Ready" && ready.is_none() {
                ready = Some(status);
            }
        }
        ready
    }
}
