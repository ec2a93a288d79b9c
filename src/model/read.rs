//! Objects out of untyped trees, as Go reads them: `null` is as absent, and absent is the empty value. Fields that nobody
//! asks for are passed over.
//!
//! Every type names its fields in a table, and one function walks all of the tables. That is far less code in WebAssembly
//! than what serde derives.

use std::fmt;

use serde_json::{Map, Value};

use super::meta::StringMap;

/// A value that is not what its field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The field: `spec.tolerations[0].key`; empty for the object itself.
    pub path: String,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            f.write_str(&self.path)?;
            f.write_str(": ")?;
        }
        f.write_str(&self.message)
    }
}

/// What can be read from a tree.
pub trait Read {
    /// Takes over `value`, which is there; what does not fit is told to the reader.
    fn read(&mut self, value: &Value, reader: &mut Reader);
}

/// Reads a whole object. The first value that does not fit is the error.
pub fn read<T: Default + Read>(value: &Value) -> Result<T, Mismatch> {
    let (mut object, mut reader) = (T::default(), Reader::default());
    object.read(value, &mut reader);
    reader.mismatch.map_or(Ok(object), Err)
}

/// Remembers the first value that does not fit.
#[derive(Debug, Default)]
pub struct Reader {
    mismatch: Option<Mismatch>,
}

/// A field's name, and where its value goes.
type Field<'a> = (&'static str, &'a mut dyn Read);

/// One step into an object.
#[derive(Clone, Copy)]
enum Place<'a> {
    Field(&'a str),
    Key(&'a str),
    Index(usize),
}

impl Reader {
    /// Says what is wrong with the value at hand.
    pub fn say(&mut self, message: String) {
        self.mismatch.get_or_insert(Mismatch { path: String::new(), message });
    }

    /// Says that the value at hand is of the wrong type.
    pub fn wrong(&mut self, wanted: &str, value: &Value) {
        let found = match value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        self.say(["expected ", wanted, ", found ", found].concat());
    }

    /// Reads an object's fields.
    pub fn object(&mut self, value: &Value, fields: &mut [Field<'_>]) {
        let Some(object) = self.fields(value) else { return };
        for (name, target) in fields {
            match object.get(*name) {
                None | Some(Value::Null) => {}
                Some(value) => self.at(Place::Field(name), value, *target),
            }
        }
    }

    fn fields<'v>(&mut self, value: &'v Value) -> Option<&'v Map<String, Value>> {
        if value.as_object().is_none() {
            self.wrong("an object", value);
        }
        value.as_object()
    }

    /// Reads a value; a mismatch in it gets the place in front of its path.
    fn at(&mut self, place: Place<'_>, value: &Value, target: &mut dyn Read) {
        if self.mismatch.is_some() {
            return;
        }
        target.read(value, self);
        if let Some(found) = &mut self.mismatch {
            let dot = if found.path.is_empty() || found.path.starts_with('[') { "" } else { "." };
            found.path = match place {
                Place::Field(name) => [name, dot, &found.path].concat(),
                Place::Key(key) => ["[", key, "]", dot, &found.path].concat(),
                Place::Index(index) => ["[", &index.to_string(), "]", dot, &found.path].concat(),
            };
        }
    }

    fn integer(&mut self, value: &Value, most: i64) -> i64 {
        let number = value.as_i64().filter(|number| (-most - 1..=most).contains(number));
        if number.is_none() {
            self.wrong(if most == i64::MAX { "an integer" } else { "a 32-bit integer" }, value);
        }
        number.unwrap_or_default()
    }
}

impl Read for String {
    fn read(&mut self, value: &Value, reader: &mut Reader) {
        match value {
            Value::String(text) => self.clone_from(text),
            other => reader.wrong("a string", other),
        }
    }
}

impl Read for bool {
    fn read(&mut self, value: &Value, reader: &mut Reader) {
        match value {
            Value::Bool(value) => *self = *value,
            other => reader.wrong("a boolean", other),
        }
    }
}

impl Read for i64 {
    fn read(&mut self, value: &Value, reader: &mut Reader) {
        *self = reader.integer(value, Self::MAX);
    }
}

impl Read for i32 {
    fn read(&mut self, value: &Value, reader: &mut Reader) {
        *self = Self::try_from(reader.integer(value, i64::from(Self::MAX))).unwrap_or_default();
    }
}

impl Read for StringMap {
    fn read(&mut self, value: &Value, reader: &mut Reader) {
        for (key, value) in reader.fields(value).into_iter().flatten() {
            let mut text = String::new();
            reader.at(Place::Key(key), value, &mut text);
            self.insert(key.clone(), text);
        }
    }
}

impl<T: Default + Read> Read for Vec<T> {
    fn read(&mut self, value: &Value, reader: &mut Reader) {
        let Value::Array(items) = value else { return reader.wrong("a list", value) };
        for (index, value) in items.iter().enumerate() {
            let mut item = T::default();
            reader.at(Place::Index(index), value, &mut item);
            self.push(item);
        }
    }
}

impl<T: Default + Read> Read for Option<T> {
    fn read(&mut self, value: &Value, reader: &mut Reader) {
        self.get_or_insert_default().read(value, reader);
    }
}

/// Names the fields of a type: its own name for each, and that in Kubernetes' JSON.
macro_rules! fields {
    ($type:ty { $($field:ident: $name:literal),* $(,)? }) => {
        impl $crate::model::read::Read for $type {
            fn read(&mut self, value: &serde_json::Value, reader: &mut $crate::model::read::Reader) {
                reader.object(value, &mut [$(($name, &mut self.$field)),*]);
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(deserializer)?;
                $crate::model::read::read(&value).map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use fields;
