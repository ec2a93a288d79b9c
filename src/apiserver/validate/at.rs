//! A place in the object: a value, if there is one, and its path.

use crate::model::{ordered::OrderedMap, value::Value};

use super::place::{Path, Steps};

/// A value of the object and where it stands. What is absent reads as Go's empty value.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) value: Option<&'a Value>,
    pub(super) path: Path<'a>,
}

impl<'a> At<'a> {
    /// The object itself.
    pub(super) fn root(object: &'a Value, steps: &'a Steps) -> Self {
        Self { value: Some(object), path: steps.root() }
    }

    /// A field, or a field of a field in dotted text.
    pub(super) fn field(&self, dotted: &'static str) -> Self {
        let value =
            self.value.and_then(|value| dotted.split('.').try_fold(value, |value, name| value.get(name)));
        Self { value, path: self.path.field(dotted) }
    }

    /// An entry of a map.
    pub(super) fn key(&self, key: &str) -> Self {
        Self { value: self.value.and_then(|value| value.get(key)), path: self.path.key(key) }
    }

    /// The items of a list; none for an absent one.
    pub(super) fn items(&self) -> Items<'a> {
        let rest = self.value.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        Items { rest, path: self.path, index: 0 }
    }

    /// The entries of a map in the order of their keys; none for an absent one.
    pub(super) fn entries(&self) -> OrderedMap<&'a str, &'a Value> {
        let mut entries = OrderedMap::new();
        let Some(map) = self.value.and_then(Value::as_object) else { return entries };
        for (key, value) in map {
            entries.insert(key.as_str(), value);
        }
        entries
    }

    /// A map of text in the order of its keys.
    pub(super) fn strings(&self) -> OrderedMap<&'a str, &'a str> {
        let mut strings = OrderedMap::new();
        let Some(map) = self.value.and_then(Value::as_object) else { return strings };
        for (key, value) in map {
            strings.insert(key.as_str(), value.as_str().unwrap_or_default());
        }
        strings
    }

    /// The texts of a list of texts.
    pub(super) fn texts(&self) -> Vec<&'a str> {
        let mut texts = Vec::new();
        for item in self.items().rest {
            texts.push(item.as_str().unwrap_or_default());
        }
        texts
    }

    /// The text; empty for an absent one.
    pub(super) fn text(&self) -> &'a str {
        self.value.and_then(Value::as_str).unwrap_or_default()
    }

    /// The number; 0 for an absent one.
    pub(super) fn number(&self) -> i64 {
        self.value.and_then(Value::as_i64).unwrap_or_default()
    }

    /// The truth; false for an absent one.
    pub(super) fn is_true(&self) -> bool {
        self.value.and_then(Value::as_bool).unwrap_or_default()
    }

    /// Whether there is a value; `null` is none.
    pub(super) fn exists(&self) -> bool {
        self.value.is_some_and(|value| !value.is_null())
    }

    /// Whether there is nothing, or an empty text, list or map.
    pub(super) fn is_empty(&self) -> bool {
        match self.value {
            None | Some(Value::Null) => true,
            Some(Value::String(text)) => text.is_empty(),
            Some(Value::Array(items)) => items.is_empty(),
            Some(Value::Object(fields)) => fields.is_empty(),
            Some(Value::Bool(_) | Value::Number(_)) => false,
        }
    }
}

/// The items of a list that are still to come.
pub(super) struct Items<'a> {
    rest: &'a [Value],
    path: Path<'a>,
    index: usize,
}

impl Items<'_> {
    /// How many there are still.
    pub(super) fn count_left(&self) -> usize {
        self.rest.len()
    }
}

impl<'a> Iterator for Items<'a> {
    type Item = At<'a>;

    fn next(&mut self) -> Option<At<'a>> {
        let (value, rest) = self.rest.split_first()?;
        let path = self.path.index(self.index);
        self.rest = rest;
        self.index += 1;
        Some(At { value: Some(value), path })
    }
}
