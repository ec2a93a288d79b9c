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
    value.text(name)
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

/// A number field as text.
pub(super) fn digits(value: &Value, name: &str) -> String {
    number(value, name).to_string()
}

/// A field that is true or false, as text.
pub(super) fn truth(value: &Value, name: &str) -> &'static str {
    if flag(value, name) { "true" } else { "false" }
}

/// A list of texts.
pub(super) fn texts<'v>(value: &'v Value, name: &str) -> Vec<&'v str> {
    let mut texts = Vec::new();
    for item in list(value, name) {
        texts.extend(item.as_str());
    }
    texts
}

/// The items of a list in the order of a text field.
pub(super) fn sorted<'v>(items: &'v [Value], field: &str) -> Vec<&'v Value> {
    let mut sorted = Vec::new();
    for item in items {
        sorted.push(item);
    }
    order::sort_by(&mut sorted, |one, other| text(one, field).cmp(text(other, field)));
    sorted
}

/// The entries of a map, in the order of their keys.
pub(super) fn entries<'v>(value: &'v Value, name: &str) -> Vec<(&'v str, &'v Value)> {
    let mut entries = Vec::new();
    if let Some(map) = value.get(name).and_then(Value::as_object) {
        for (key, value) in map.sorted() {
            entries.push((key.as_str(), value));
        }
    }
    entries
}

/// The entries of a map of texts, in the order of their keys.
pub(super) fn strings<'v>(value: &'v Value, name: &str) -> Vec<(&'v str, &'v str)> {
    let mut strings = Vec::new();
    for (key, value) in entries(value, name) {
        strings.push((key, value.as_str().unwrap_or_default()));
    }
    strings
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
