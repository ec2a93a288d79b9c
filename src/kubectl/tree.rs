//! Fields of untyped objects; what is absent, null or of another type is empty.

use crate::model::{json, order, quantity::Quantity, value::Value};

const NOTHING: &Value = &Value::Null;

/// The field behind a path of names; null where it is absent.
pub(super) fn at<'v>(value: &'v Value, path: &[&str]) -> &'v Value {
    path.iter().fold(value, |value, name| value.get(name).unwrap_or(NOTHING))
}

/// A field, if there is one.
pub(super) fn maybe<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    value.get(name).filter(|value| !value.is_null())
}

/// A text field.
pub(super) fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A number field.
pub(super) fn number(value: &Value, name: &str) -> i64 {
    value.get(name).and_then(Value::as_i64).unwrap_or_default()
}

/// A field that is true or false.
pub(super) fn flag(value: &Value, name: &str) -> bool {
    value.get(name).and_then(Value::as_bool).unwrap_or_default()
}

/// A list field.
pub(super) fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value.list(name)
}

/// A list of texts.
pub(super) fn texts<'v>(value: &'v Value, name: &str) -> Vec<&'v str> {
    list(value, name).iter().filter_map(Value::as_str).collect()
}

/// The entries of a map, in the order of their keys.
pub(super) fn entries<'v>(value: &'v Value, name: &str) -> Vec<(&'v str, &'v Value)> {
    let map = value.get(name).and_then(Value::as_object);
    let mut entries: Vec<_> = map.into_iter().flatten().map(|(key, value)| (key.as_str(), value)).collect();
    order::sort_by_key(&mut entries, |(key, _)| *key);
    entries
}

/// The entries of a map of texts, in the order of their keys.
pub(super) fn strings<'v>(value: &'v Value, name: &str) -> Vec<(&'v str, &'v str)> {
    let entries = entries(value, name);
    entries.into_iter().map(|(key, value)| (key, value.as_str().unwrap_or_default())).collect()
}

/// A text; `<none>` for an empty one.
pub(super) fn or_none(text: &str) -> String {
    if text.is_empty() { "<none>" } else { text }.to_owned()
}

/// A quantity: text, or a number as YAML has it. Zero for nothing.
pub(super) fn quantity(value: &Value) -> Quantity {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => json::number(number),
        _ => return Quantity::default(),
    };
    Quantity::parse(&text).unwrap_or_default()
}
