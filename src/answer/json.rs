//! Answers as JSON text, which JavaScript's own parser turns into objects many times faster than they can be put together from outside.

use std::fmt;

use serde::{Serialize, Serializer, ser};

use crate::model::{float, json::quote};

/// An answer as JSON. A field of a struct that is `None` is left out; elsewhere it is `null`.
pub fn to_json<T: Serialize + ?Sized>(answer: &T) -> String {
    let mut writer = Writer::default();
    let Ok(()) = answer.serialize(&mut writer);
    writer.out
}

/// What can go wrong in writing an answer: nothing, which spares the code of each field a way out.
#[derive(Debug)]
enum Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl ser::Error for Never {
    /// For types that cannot always be written, such as locks; answers are made of none of them.
    fn custom<T: fmt::Display>(_: T) -> Self {
        unreachable!("an answer can always be written")
    }
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Whether the last value was `None`.
    absent: bool,
}

/// A list, an object, or one of them as the content of a variant, while it is written.
struct Open<'w> {
    writer: &'w mut Writer,
    /// How to end it.
    close: &'static str,
    /// Whether nothing is in it yet.
    empty: bool,
    /// Where the last key began, and whether nothing was in it then.
    before: (usize, bool),
}

impl Writer {
    fn put(&mut self, text: &str) {
        self.absent = false;
        self.out.push_str(text);
    }

    fn text(&mut self, text: &str) {
        let plain = text.bytes().all(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\');
        if plain {
            self.put("\"");
            self.out.push_str(text);
            self.put("\"");
        } else {
            self.put(&quote(text));
        }
    }

    fn open(&mut self, open: &str, close: &'static str) -> Open<'_> {
        self.put(open);
        Open { writer: self, close, empty: true, before: (0, true) }
    }

    /// A list, of which `next` writes the next item, if there is one.
    fn list(&mut self, next: &mut dyn FnMut(&mut Self) -> bool) {
        self.put("[");
        let mut end = self.out.len();
        while next(self) {
            end = self.out.len();
            self.out.push(',');
        }
        self.out.truncate(end);
        self.put("]");
    }

    /// A variant that holds something: an object of one field.
    fn variant(&mut self, name: &str, open: &str, close: &'static str) -> Open<'_> {
        self.put("{");
        self.text(name);
        self.put(":");
        self.open(open, close)
    }
}

impl Open<'_> {
    fn next(&mut self) {
        if !std::mem::take(&mut self.empty) {
            self.writer.put(",");
        }
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.next();
        value.serialize(&mut *self.writer)
    }

    fn key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Never> {
        self.before = (self.writer.out.len(), self.empty);
        self.item(key)?;
        self.writer.put(":");
        Ok(())
    }

    /// The value of the last key; both are left out where it is absent.
    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        value.serialize(&mut *self.writer)?;
        self.end_field();
        Ok(())
    }

    fn end_field(&mut self) {
        if self.writer.absent {
            let (length, empty) = self.before;
            self.writer.out.truncate(length);
            self.empty = empty;
        }
    }

    /// Begins a field whose name needs no escapes.
    fn begin_field(&mut self, name: &str) {
        self.before = (self.writer.out.len(), self.empty);
        self.writer.out.push_str(if self.empty { "\"" } else { ",\"" });
        self.empty = false;
        self.writer.out.push_str(name);
        self.writer.out.push_str("\":");
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Never> {
        self.begin_field(name);
        self.value(value)
    }

    fn close(self) {
        self.writer.put(self.close);
    }
}

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Open<'w>;
    type SerializeTuple = Open<'w>;
    type SerializeTupleStruct = Open<'w>;
    type SerializeTupleVariant = Open<'w>;
    type SerializeMap = Open<'w>;
    type SerializeStruct = Open<'w>;
    type SerializeStructVariant = Open<'w>;

    fn serialize_bool(self, value: bool) -> Result<(), Never> {
        self.put(if value { "true" } else { "false" });
        Ok(())
    }
    fn serialize_i8(self, value: i8) -> Result<(), Never> {
        self.serialize_i64(value.into())
    }
    fn serialize_i16(self, value: i16) -> Result<(), Never> {
        self.serialize_i64(value.into())
    }
    fn serialize_i32(self, value: i32) -> Result<(), Never> {
        self.serialize_i64(value.into())
    }
    fn serialize_i64(self, value: i64) -> Result<(), Never> {
        self.put(if value < 0 { "-" } else { "" });
        self.serialize_u64(value.unsigned_abs())
    }
    fn serialize_u8(self, value: u8) -> Result<(), Never> {
        self.serialize_i64(value.into())
    }
    fn serialize_u16(self, value: u16) -> Result<(), Never> {
        self.serialize_i64(value.into())
    }
    fn serialize_u32(self, value: u32) -> Result<(), Never> {
        self.serialize_i64(value.into())
    }
    fn serialize_u64(self, value: u64) -> Result<(), Never> {
        let (mut digits, mut rest, mut first) = ([b'0'; 20], value, 20);
        for (place, digit) in digits.iter_mut().enumerate().rev() {
            *digit += u8::try_from(rest % 10).unwrap_or(0);
            (rest, first) = (rest / 10, place);
            if rest == 0 {
                break;
            }
        }
        self.put(digits.get(first..).and_then(|digits| str::from_utf8(digits).ok()).unwrap_or_default());
        Ok(())
    }
    fn serialize_f32(self, value: f32) -> Result<(), Never> {
        self.serialize_f64(value.into())
    }
    fn serialize_f64(self, value: f64) -> Result<(), Never> {
        #[expect(clippy::cast_possible_truncation, reason = "the cast saturates, and is compared")]
        let whole = value as i64;
        #[expect(
            clippy::cast_precision_loss,
            clippy::float_cmp,
            reason = "only whole numbers come back the same"
        )]
        if whole as f64 == value {
            return self.serialize_i64(whole);
        }
        self.put(&float::plain(value));
        Ok(())
    }
    fn serialize_char(self, value: char) -> Result<(), Never> {
        self.text(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }
    fn serialize_str(self, value: &str) -> Result<(), Never> {
        self.text(value);
        Ok(())
    }
    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Never> {
        bytes.serialize(self)
    }
    fn serialize_none(self) -> Result<(), Never> {
        self.put("null");
        self.absent = true;
        Ok(())
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Never> {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Result<(), Never> {
        self.put("null");
        Ok(())
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Never> {
        self.put("null");
        Ok(())
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<(), Never> {
        self.text(name);
        Ok(())
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        let mut open = self.open("{", "}");
        open.field(name, value)?;
        open.close();
        Ok(())
    }
    /// What the trait does, but compiled once for all lists but for the step to the next item.
    fn collect_seq<I>(self, items: I) -> Result<(), Never>
    where
        I: IntoIterator,
        I::Item: Serialize,
    {
        let mut items = items.into_iter();
        self.list(&mut |writer| match items.next() {
            Some(item) => {
                let Ok(()) = item.serialize(writer);
                true
            }
            None => false,
        });
        Ok(())
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'w>, Never> {
        Ok(self.open("[", "]"))
    }
    fn serialize_tuple(self, _: usize) -> Result<Open<'w>, Never> {
        Ok(self.open("[", "]"))
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Open<'w>, Never> {
        Ok(self.open("[", "]"))
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Open<'w>, Never> {
        Ok(self.variant(name, "[", "]}"))
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Open<'w>, Never> {
        Ok(self.open("{", "}"))
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'w>, Never> {
        Ok(self.open("{", "}"))
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Open<'w>, Never> {
        Ok(self.variant(name, "{", "}}"))
    }
}

macro_rules! items {
    ($($kind:ident $add:ident),*) => {
        $(impl ser::$kind for Open<'_> {
            type Ok = ();
            type Error = Never;
            fn $add<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
                self.item(value)
            }
            fn end(self) -> Result<(), Never> {
                self.close();
                Ok(())
            }
        })*
    };
}

items!(
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
);

macro_rules! fields {
    ($($kind:ident),*) => {
        $(impl ser::$kind for Open<'_> {
            type Ok = ();
            type Error = Never;
            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Never> {
                self.field(name, value)
            }
            fn end(self) -> Result<(), Never> {
                self.close();
                Ok(())
            }
        })*
    };
}

fields!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Open<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Never> {
        self.key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.value(value)
    }

    fn end(self) -> Result<(), Never> {
        self.close();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::to_json;

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    enum Kind {
        Plain,
        With(i32),
        Both(i32, f64),
        Named { text: String },
    }

    #[derive(Serialize)]
    #[serde(tag = "type")]
    enum Tagged {
        One { text: Option<&'static str> },
    }

    #[derive(Serialize)]
    struct Whole {
        text: &'static str,
        absent: Option<u8>,
        kinds: Vec<Kind>,
        #[serde(flatten)]
        tagged: Tagged,
        numbers: Vec<f64>,
        nothing: Vec<Option<i64>>,
        last: Option<char>,
    }

    #[test]
    fn it_is_what_serde_json_writes_but_for_absent_fields() {
        let whole = Whole {
            text: "a \"b\" \\ \n \u{1} é \u{1f600} \u{2028}",
            absent: None,
            kinds: vec![Kind::Plain, Kind::With(-3), Kind::Both(1, 0.5), Kind::Named { text: String::new() }],
            tagged: Tagged::One { text: Some("x") },
            numbers: vec![0.0, 1.5, -2.25, 1e21, 9_007_199_254_740_993.0, 1e-7, 100.0],
            nothing: vec![None, Some(i64::MIN)],
            last: Some('z'),
        };
        let ours: serde_json::Value = serde_json::from_str(&to_json(&whole)).unwrap();
        let mut theirs: serde_json::Value = serde_json::to_value(&whole).unwrap();
        theirs.as_object_mut().unwrap().remove("absent");
        let floats = |value: &mut serde_json::Value| -> Vec<f64> {
            let numbers = value.as_object_mut().unwrap().remove("numbers").unwrap();
            numbers.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
        };
        let mut ours = ours;
        assert_eq!(floats(&mut ours), floats(&mut theirs));
        assert_eq!(ours, theirs);
    }
}
