//! A place in the object: a value, if there is one, and its path.

use super::place::{Place, Places, Step};
use crate::{
    diagnostic::FieldPath,
    model::{ordered::OrderedMap, value::Value},
};

const NOTHING: &Value = &Value::Null;

/// A value of the object and where it stands. What is absent reads as Go's empty value.
#[derive(Clone, Copy)]
pub(super) struct At<'a>(pub(super) &'a Place<'a>);

impl<'a> At<'a> {
    /// An object, and the path under which it is spoken of.
    pub(super) fn start(object: &'a Value, path: FieldPath, places: &'a Places<'a>) -> Self {
        places.add(object, Step::Start(path))
    }

    /// The value; nothing where it is absent.
    pub(super) fn value(self) -> &'a Value {
        self.0.value
    }

    /// A field, or a field of a field in dotted text.
    pub(super) fn field(self, dotted: &'static str) -> Self {
        let mut value = self.value();
        for name in dotted.split('.') {
            value = value.get(name).unwrap_or(NOTHING);
        }
        self.0.places.add(value, Step::Fields(self, dotted))
    }

    /// A field whose name is taken whole, dots and all; only as a place to speak of.
    pub(super) fn field_named(self, name: &str) -> Self {
        self.0.places.add(NOTHING, Step::Field(self, name.into()))
    }

    /// An entry of a map; the key is taken whole, dots and all.
    pub(super) fn key(self, key: &str) -> Self {
        self.0.places.add(self.value().get(key).unwrap_or(NOTHING), Step::Key(self, key.into()))
    }

    /// An item of a list by its number; only as a place to speak of.
    pub(super) fn index(self, index: usize) -> Self {
        self.0.places.add(NOTHING, Step::Index(self, index))
    }

    /// This place, with another value.
    pub(super) fn with(self, value: &'a Value) -> Self {
        self.0.places.add(value, self.0.step.clone())
    }

    /// The path, spelt out.
    pub(super) fn full(self) -> FieldPath {
        match &self.0.step {
            Step::Start(path) => path.clone(),
            Step::Fields(owner, dotted) => owner.full().field(dotted),
            Step::Field(owner, name) => owner.full().field_named(name),
            Step::Index(list, index) => list.full().index(*index),
            Step::Key(map, key) => map.full().key(key),
        }
    }

    /// The items of a list; none for an absent one.
    pub(super) fn items(self) -> Items<'a> {
        let rest = self.value().as_array().map_or(&[][..], Vec::as_slice);
        Items { rest, list: self, index: 0 }
    }

    /// The entries of a map in the order of their keys; none for an absent one.
    pub(super) fn entries(self) -> OrderedMap<&'a str, &'a Value> {
        let mut entries = OrderedMap::new();
        let Some(map) = self.value().as_object() else { return entries };
        for (key, value) in map {
            entries.insert(key.as_str(), value);
        }
        entries
    }

    /// A map of text in the order of its keys.
    pub(super) fn strings(self) -> OrderedMap<&'a str, &'a str> {
        let mut strings = OrderedMap::new();
        let Some(map) = self.value().as_object() else { return strings };
        for (key, value) in map {
            strings.insert(key.as_str(), value.as_str().unwrap_or_default());
        }
        strings
    }

    /// The texts of a list of texts.
    pub(super) fn texts(self) -> Vec<&'a str> {
        let mut texts = Vec::new();
        for item in self.items().rest {
            texts.push(item.as_str().unwrap_or_default());
        }
        texts
    }

    /// The text; empty for an absent one.
    pub(super) fn text(self) -> &'a str {
        self.value().as_str().unwrap_or_default()
    }

    /// The number; 0 for an absent one.
    pub(super) fn number(self) -> i64 {
        self.value().as_i64().unwrap_or_default()
    }

    /// The truth; false for an absent one.
    pub(super) fn is_true(self) -> bool {
        self.value().as_bool().unwrap_or_default()
    }

    /// Whether there is a value; `null` is none.
    pub(super) fn exists(self) -> bool {
        !self.value().is_null()
    }

    /// Whether there is nothing, or an empty text, list or map.
    pub(super) fn is_empty(self) -> bool {
        match self.value() {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(fields) => fields.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        }
    }
}

/// The items of a list that are still to come.
pub(super) struct Items<'a> {
    rest: &'a [Value],
    list: At<'a>,
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
        let item = self.list.0.places.add(value, Step::Index(self.list, self.index));
        self.rest = rest;
        self.index += 1;
        Some(item)
    }
}
