//! Untyped trees: what JSON and YAML say before anyone asks what it means.
//!
//! `serde_json` has such a type too. With the hashed map that keeps the order of insertion it made the package 8 kB larger;
//! [`super::object`] is ours.

use std::{fmt, ops::Index};

use super::{json, object::Map};

/// One value of a tree.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing.
    #[default]
    Null,
    /// True or false.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    String(String),
    /// A list.
    Array(Vec<Value>),
    /// Fields by name.
    Object(Map),
}

/// A number: whole from -2⁶³ to 2⁶⁴ - 1, or a finite `f64`. A whole number and a float are never equal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(Form);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    Int(i64),
    /// Above what an `i64` holds.
    Large(u64),
    Float(f64),
}

const NOTHING: &Value = &Value::Null;

impl Value {
    /// The field of an object; `None` where it is absent, and for anything else.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.as_object()?.get(name)
    }

    /// The same, to change it.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.as_object_mut()?.get_mut(name)
    }

    /// The text of a field; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.as_object().map_or("", |fields| fields.text(name))
    }

    /// The items of a list in a field; none where there is no list.
    pub fn list(&self, name: &str) -> &[Value] {
        self.get(name).and_then(Self::as_array).map_or(&[], Vec::as_slice)
    }

    /// What stands behind fields of fields, each name behind a slash: `/spec/template`.
    pub fn pointer(&self, names: &str) -> Option<&Value> {
        let mut value = self;
        for name in names.split('/') {
            // In front of the first slash.
            if !name.is_empty() {
                value = value.get(name)?;
            }
        }
        Some(value)
    }

    /// The fields of an object.
    pub fn as_object(&self) -> Option<&Map> {
        if let Self::Object(fields) = self { Some(fields) } else { None }
    }

    /// The fields of an object, to change them.
    pub fn as_object_mut(&mut self) -> Option<&mut Map> {
        if let Self::Object(fields) = self { Some(fields) } else { None }
    }

    /// The items of a list.
    pub fn as_array(&self) -> Option<&Vec<Value>> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }

    /// The items of a list, to change them.
    pub fn as_array_mut(&mut self) -> Option<&mut Vec<Value>> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }

    /// A text.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// A truth.
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(truth) = self { Some(*truth) } else { None }
    }

    /// A number.
    pub fn as_number(&self) -> Option<&Number> {
        if let Self::Number(number) = self { Some(number) } else { None }
    }

    /// A whole number, if an `i64` holds it.
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.as_i64()
    }

    /// A whole number, if a `u64` holds it.
    pub fn as_u64(&self) -> Option<u64> {
        self.as_number()?.as_u64()
    }

    /// Any number, as near as an `f64` comes.
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number().map(Number::as_f64)
    }

    /// Whether this is nothing.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether this is true or false.
    pub fn is_boolean(&self) -> bool {
        matches!(self, Self::Bool(_))
    }

    /// Whether this is a text.
    pub fn is_string(&self) -> bool {
        matches!(self, Self::String(_))
    }
}

impl Number {
    /// A float; `None` for infinities and what is no number.
    pub fn from_f64(value: f64) -> Option<Self> {
        value.is_finite().then_some(Self(Form::Float(value)))
    }

    /// The number, if it is whole and an `i64` holds it.
    pub fn as_i64(&self) -> Option<i64> {
        if let Form::Int(value) = self.0 { Some(value) } else { None }
    }

    /// The number, if it is whole and a `u64` holds it.
    pub fn as_u64(&self) -> Option<u64> {
        match self.0 {
            Form::Int(value) => u64::try_from(value).ok(),
            Form::Large(value) => Some(value),
            Form::Float(_) => None,
        }
    }

    /// The number, as near as an `f64` comes.
    #[expect(clippy::cast_precision_loss, reason = "whoever asks for a float means one")]
    pub fn as_f64(&self) -> f64 {
        match self.0 {
            Form::Int(value) => value as f64,
            Form::Large(value) => value as f64,
            Form::Float(value) => value,
        }
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(Form::Int(value))
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Self(i64::try_from(value).map_or(Form::Large(value), Form::Int))
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number.into())
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        i64::from(number).into()
    }
}

impl From<f64> for Value {
    /// Infinities and what is no number become nothing.
    fn from(number: f64) -> Self {
        Number::from_f64(number).map_or(Self::Null, Self::Number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<Map> for Value {
    fn from(fields: Map) -> Self {
        Self::Object(fields)
    }
}

impl Index<&str> for Value {
    type Output = Value;

    /// The field of an object; nothing where it is absent, and for anything else.
    fn index(&self, name: &str) -> &Value {
        self.get(name).unwrap_or(NOTHING)
    }
}

impl Index<usize> for Value {
    type Output = Value;

    /// The item of a list; nothing past its end, and for anything else.
    fn index(&self, position: usize) -> &Value {
        self.as_array().and_then(|items| items.get(position)).unwrap_or(NOTHING)
    }
}

impl fmt::Display for Value {
    /// Compact JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&json::print(self))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::{Number, Value};

    /// The same number with us and in `serde_json`.
    fn numbers() -> impl Strategy<Value = (Number, serde_json::Number)> {
        let floats = any::<f64>().prop_filter_map("finite", |value| {
            Some((Number::from_f64(value)?, serde_json::Number::from_f64(value)?))
        });
        prop_oneof![
            any::<i64>().prop_map(|value| (value.into(), value.into())),
            any::<u64>().prop_map(|value| (value.into(), value.into())),
            (0_i64..3).prop_map(|value| (value.into(), value.into())),
            Just((Number::from_f64(1.0).unwrap(), serde_json::Number::from_f64(1.0).unwrap())),
            floats,
        ]
    }

    proptest! {
        #[test]
        fn numbers_are_those_of_serde_json((one, its) in numbers(), (other, other_its) in numbers()) {
            prop_assert_eq!(one.as_i64(), its.as_i64());
            prop_assert_eq!(one.as_u64(), its.as_u64());
            prop_assert_eq!(Some(one.as_f64()), its.as_f64());
            prop_assert_eq!(one == other, its == other_its);
            prop_assert_eq!(serde_json::to_value(Value::Number(one)).unwrap(), serde_json::Value::from(its));
        }
    }

    #[test]
    fn trees_come_back_from_serde() {
        let tree = json!({
            "b": [1, -1, 0.5, 1.0, u64::MAX, i64::MIN, true, null, "x"],
            "a": {"z": {}, "y": []},
        });
        let own: Value = serde_json::from_value(tree.clone()).unwrap();
        assert_eq!(serde_json::to_string(&own).unwrap(), tree.to_string());
        assert_eq!(own["b"][4].as_u64(), Some(u64::MAX));
        assert_eq!(own["b"][9], Value::Null);
        assert_eq!(own.pointer("/a/z"), own["a"].get("z"));
        assert_eq!(own.pointer("/a/x/z"), None);
        assert_eq!(Value::from(f64::NAN), Value::Null);
    }
}
