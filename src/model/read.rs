//! Objects from untyped trees, as Go reads them: what is absent or `null` is the empty value, unknown fields are passed over.

use std::fmt;

use super::{object::Map, value::Value};

use super::meta::StringMap;

/// A value of another type than its field has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The field, as `spec.nodeName` or `metadata.ownerReferences[0].controller`.
    pub path: String,
    /// What the field holds: `text`, `a number`, …
    pub wanted: &'static str,
}

impl Mismatch {
    fn new(wanted: &'static str) -> Self {
        Self { path: String::new(), wanted }
    }

    fn under(mut self, outer: &str) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = format!("{outer}{dot}{}", self.path);
        self
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` must be {}", self.path, self.wanted)
    }
}

/// Reads a value from a tree.
pub type Reader<T> = fn(&Value) -> Result<T, Mismatch>;

/// The fields of an object; none of an absent one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'a>(Option<&'a Map>);

impl<'a> Fields<'a> {
    pub(super) fn of(value: &'a Value) -> Result<Self, Mismatch> {
        match value {
            Value::Null => Ok(Self(None)),
            Value::Object(map) => Ok(Self(Some(map))),
            _ => Err(Mismatch::new("an object")),
        }
    }

    fn get(self, name: &str) -> Option<&'a Value> {
        self.0?.get(name).filter(|value| !value.is_null())
    }

    /// A field by its own reader; `None` where it is absent.
    pub(super) fn maybe<T>(self, name: &str, read: Reader<T>) -> Result<Option<T>, Mismatch> {
        self.get(name).map(|value| read(value).map_err(|found| found.under(name))).transpose()
    }

    /// A field by its own reader; empty where it is absent.
    pub(super) fn object<T: Default>(self, name: &str, read: Reader<T>) -> Result<T, Mismatch> {
        self.maybe(name, read).map(Option::unwrap_or_default)
    }

    /// A list by the reader of its items.
    pub(super) fn list<T>(self, name: &str, read: Reader<T>) -> Result<Vec<T>, Mismatch> {
        let mut items = Vec::new();
        for (index, value) in self.array(name)?.iter().enumerate() {
            items.push(read(value).map_err(|found| found.under(&format!("{name}[{index}]")))?);
        }
        Ok(items)
    }

    pub(super) fn text(self, name: &str) -> Result<String, Mismatch> {
        self.object(name, text)
    }

    pub(super) fn texts(self, name: &str) -> Result<Vec<String>, Mismatch> {
        self.list(name, |value| if value.is_null() { Ok(String::new()) } else { text(value) })
    }

    /// A map of text.
    pub(super) fn strings(self, name: &str) -> Result<StringMap, Mismatch> {
        let mut map = StringMap::new();
        let Some(value) = self.get(name) else { return Ok(map) };
        let entries = value.as_object().ok_or_else(|| Mismatch::new("an object").under(name))?;
        for key in entries.keys() {
            let value = Fields(Some(entries)).text(key).map_err(|found| found.under(name))?;
            map.insert(key.clone(), value);
        }
        Ok(map)
    }

    pub(super) fn number(self, name: &str) -> Result<i64, Mismatch> {
        self.object(name, number)
    }

    pub(super) fn small_number(self, name: &str) -> Result<i32, Mismatch> {
        i32::try_from(self.number(name)?).map_err(|_| Mismatch::new("a 32-bit number").under(name))
    }

    pub(super) fn flag(self, name: &str) -> Result<bool, Mismatch> {
        self.object(name, |value| value.as_bool().ok_or(Mismatch::new("true or false")))
    }

    fn array(self, name: &str) -> Result<&'a [Value], Mismatch> {
        match self.get(name) {
            None => Ok(&[]),
            Some(value) => Ok(value.as_array().ok_or_else(|| Mismatch::new("a list").under(name))?),
        }
    }
}

/// A text.
pub(super) fn text(value: &Value) -> Result<String, Mismatch> {
    value.as_str().map(str::to_owned).ok_or(Mismatch::new("text"))
}

/// A whole number.
pub(super) fn number(value: &Value) -> Result<i64, Mismatch> {
    value.as_i64().ok_or(Mismatch::new("a whole number"))
}

/// The complaint about a value that is not what it should be.
pub(super) fn mismatch(wanted: &'static str) -> Mismatch {
    Mismatch::new(wanted)
}

#[cfg(test)]
mod tests {
    use crate::model::testing::json;

    use crate::model::pod::Pod;

    #[test]
    fn a_mismatch_names_its_field() {
        for (object, expected) in [
            (json!([]), "`` must be an object"),
            (json!({"metadata": 3}), "`metadata` must be an object"),
            (json!({"metadata": {"labels": {"a": 1}}}), "`metadata.labels.a` must be text"),
            (
                json!({"metadata": {"ownerReferences": [{"controller": "x"}]}}),
                "`metadata.ownerReferences[0].controller` must be true or false",
            ),
            (
                json!({"metadata": {"creationTimestamp": "today"}}),
                "`metadata.creationTimestamp` must be an RFC 3339 time",
            ),
        ] {
            assert_eq!(Pod::read(&object).unwrap_err().to_string(), expected);
        }
        assert_eq!(Pod::read(&json!({"metadata": null, "spec": {"nodeName": null}})), Ok(Pod::default()));
    }
}
