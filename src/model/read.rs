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
    fn under(&mut self, outer: &str) {
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = format!("{outer}{dot}{}", self.path);
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` must be {}", self.path, self.wanted)
    }
}

/// The first value of another type than its field has, if there was one; what comes after it is not read any more.
#[derive(Debug, Default)]
pub struct Wrong(Option<Box<Mismatch>>);

impl Wrong {
    /// Says what a value should have been.
    pub(super) fn say(&mut self, wanted: &'static str) {
        self.0.get_or_insert_with(|| Box::new(Mismatch { path: String::new(), wanted }));
    }
}

/// What can be read from a tree: into an empty value in its place, by calls that know nothing of types, so that no value is moved and
/// none of this is compiled for each of them.
pub trait Readable {
    /// Takes what a tree says; an empty value that it says nothing of stays as it is.
    fn fill(&mut self, value: &Value, wrong: &mut Wrong);
}

/// Reads a whole value.
pub(super) fn read<T: Readable + Default>(value: &Value) -> Result<T, Mismatch> {
    let (mut whole, mut wrong) = (T::default(), Wrong::default());
    whole.fill(value, &mut wrong);
    match wrong.0 {
        None => Ok(whole),
        Some(mismatch) => Err(*mismatch),
    }
}

/// Makes an object readable: its fields, in the order in which they are read, and their names.
macro_rules! readable {
    ($object:ident { $($field:ident: $name:literal),* $(,)? }) => {
        impl $crate::model::read::Readable for $object {
            fn fill(&mut self, value: &$crate::model::value::Value, wrong: &mut $crate::model::read::Wrong) {
                let map = $crate::model::read::fields(value, wrong);
                $($crate::model::read::field(map, $name, &mut self.$field, wrong);)*
            }
        }

        impl $object {
            /// Reads it from a tree.
            pub fn read(value: &$crate::model::value::Value) -> Result<Self, $crate::model::read::Mismatch> {
                $crate::model::read::read(value)
            }
        }
    };
}
pub(super) use readable;

/// The fields of an object; `None` of an absent one.
pub(super) fn fields<'a>(value: &'a Value, wrong: &mut Wrong) -> Option<&'a Map> {
    if !value.is_null() && value.as_object().is_none() {
        wrong.say("an object");
    }
    value.as_object()
}

/// Reads a field, unless something was wrong before.
pub(super) fn field(map: Option<&Map>, name: &str, into: &mut dyn Readable, wrong: &mut Wrong) {
    if let Some(value) = map.and_then(|map| map.get(name)) {
        inner(value, name, into, wrong);
    }
}

/// Reads what lies in something else, under this name, unless something was wrong before.
fn inner(value: &Value, name: &str, into: &mut dyn Readable, wrong: &mut Wrong) {
    if value.is_null() || wrong.0.is_some() {
        return;
    }
    into.fill(value, wrong);
    if let Some(mismatch) = &mut wrong.0 {
        mismatch.under(name);
    }
}

impl<T: Readable + Default> Readable for Option<T> {
    fn fill(&mut self, value: &Value, wrong: &mut Wrong) {
        self.get_or_insert_default().fill(value, wrong);
    }
}

impl<T: Readable + Default> Readable for Vec<T> {
    fn fill(&mut self, value: &Value, wrong: &mut Wrong) {
        for (index, value) in items(value, wrong).iter().enumerate() {
            let mut item = T::default();
            if !value.is_null() && wrong.0.is_none() {
                item.fill(value, wrong);
                if let Some(mismatch) = &mut wrong.0 {
                    mismatch.under(&format!("[{index}]"));
                }
            }
            self.push(item);
        }
    }
}

fn items<'a>(value: &'a Value, wrong: &mut Wrong) -> &'a [Value] {
    let Some(items) = value.as_array() else {
        wrong.say("a list");
        return &[];
    };
    items
}

impl Readable for String {
    fn fill(&mut self, value: &Value, wrong: &mut Wrong) {
        match value.as_str() {
            Some(text) => text.clone_into(self),
            None => wrong.say("text"),
        }
    }
}

impl Readable for StringMap {
    fn fill(&mut self, value: &Value, wrong: &mut Wrong) {
        let Some(entries) = fields(value, wrong) else { return };
        for (key, value) in entries {
            let mut text = String::new();
            inner(value, key, &mut text, wrong);
            self.insert(key.clone(), text);
        }
    }
}

impl Readable for i64 {
    fn fill(&mut self, value: &Value, wrong: &mut Wrong) {
        match value.as_i64() {
            Some(number) => *self = number,
            None => wrong.say("a whole number"),
        }
    }
}

impl Readable for i32 {
    fn fill(&mut self, value: &Value, wrong: &mut Wrong) {
        let mut number = 0_i64;
        number.fill(value, wrong);
        match Self::try_from(number) {
            Ok(number) => *self = number,
            Err(_) => wrong.say("a 32-bit number"),
        }
    }
}

impl Readable for bool {
    fn fill(&mut self, value: &Value, wrong: &mut Wrong) {
        match value.as_bool() {
            Some(flag) => *self = flag,
            None => wrong.say("true or false"),
        }
    }
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
