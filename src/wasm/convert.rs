//! Arguments as bytes, answers as objects.

use js_sys::{Date, JSON, Reflect, TypeError, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::answer;

/// What a text argument may be.
pub(super) const TEXT: &str = "a string or a Uint8Array";

/// An answer as plain JavaScript objects; what is absent is left out.
pub(super) fn to_js<T: Serialize>(answer: &T) -> Result<JsValue, JsValue> {
    let text = answer::to_json(answer);
    JSON::parse(&text)
}

/// The exception for a caller's misuse.
pub(super) fn misuse(name: &str, wanted: &str) -> JsValue {
    TypeError::new(&format!("{name} must be {wanted}")).into()
}

/// A field of the one argument object.
pub(super) fn field(input: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    if input.is_object() { Reflect::get(input, &name.into()) } else { Err(misuse("input", "an object")) }
}

/// A field that must be there.
pub(super) fn required(input: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    let value = field(input, name)?;
    if value.is_undefined() || value.is_null() { Err(misuse(name, "given")) } else { Ok(value) }
}

/// The bytes of a text; `None` for `undefined` and `null`.
pub(super) fn bytes(value: &JsValue, name: &str) -> Result<Option<Vec<u8>>, JsValue> {
    if value.is_undefined() || value.is_null() {
        Ok(None)
    } else if let Some(text) = value.as_string() {
        Ok(Some(text.into_bytes()))
    } else if let Some(array) = value.dyn_ref::<Uint8Array>() {
        Ok(Some(array.to_vec()))
    } else {
        Err(misuse(name, TEXT))
    }
}

/// The bytes of a text, or of an object's JSON.
pub(super) fn text_of(value: &JsValue, name: &str) -> Result<Vec<u8>, JsValue> {
    if value.is_string() || value.is_instance_of::<Uint8Array>() {
        return Ok(bytes(value, name)?.unwrap_or_default());
    }
    // What is no JSON, as a cycle or a BigInt is none, is the caller's to mend too.
    let json = JSON::stringify(value).ok().and_then(|json| json.as_string());
    json.map(String::into_bytes)
        .ok_or_else(|| misuse(name, "an object that JSON can hold, a string or a Uint8Array"))
}

/// A time as RFC 3339.
pub(super) fn moment(value: &JsValue) -> Result<String, JsValue> {
    if let Some(text) = value.as_string() {
        return Ok(text);
    }
    let date = Date::new(value);
    if date.get_time().is_nan() {
        return Err(misuse("now", "an RFC 3339 string, a Date or milliseconds since 1970"));
    }
    Ok(date.to_iso_string().into())
}
