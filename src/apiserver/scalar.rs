//! Scalars as Go reads them, with Go's words for what is wrong.

use super::{fields::Kind, timestamp};
use crate::model::{json::number as number_text, quantity::Quantity, value::Value};

/// What is wrong with a scalar.
pub(super) enum Error {
    /// It has the wrong type; decoding goes on. The text lacks the place.
    Mismatch(String),
    /// It has the wrong type for a field that reads its own JSON; decoding ends. The text lacks the place.
    FatalMismatch(String),
    /// It means nothing to a field that reads its own JSON; decoding ends. The text is whole.
    Fatal(String),
}

/// The value that Go would hold: zero for `null`.
pub(super) fn read(kind: &Kind, value: &Value) -> Result<Value, Error> {
    match kind {
        Kind::Bool if value.is_null() => Ok(Value::Bool(false)),
        Kind::Bool if value.is_boolean() => Ok(value.clone()),
        Kind::Text(_) if value.is_null() => Ok(Value::String(String::new())),
        Kind::Text(_) | Kind::IntOrString if value.is_string() => Ok(value.clone()),
        Kind::Int32 => integer(value, i64::from(i32::MIN), i64::from(i32::MAX)).map_err(Error::Mismatch),
        Kind::Int64 => integer(value, i64::MIN, i64::MAX).map_err(Error::Mismatch),
        Kind::IntOrString => {
            integer(value, i64::from(i32::MIN), i64::from(i32::MAX)).map_err(Error::FatalMismatch)
        }
        Kind::Quantity => quantity(value).map(|quantity| Value::String(quantity.to_string())),
        Kind::Resource => resource(value),
        Kind::Time => time(value),
        Kind::Raw => Ok(value.clone()),
        _ => Err(Error::Mismatch(cannot(name(value)))),
    }
}

/// What Go calls a JSON value.
pub(super) fn name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn cannot(what: &str) -> String {
    format!("json: cannot unmarshal {what}")
}

fn integer(value: &Value, least: i64, most: i64) -> Result<Value, String> {
    let Value::Number(number) = value else {
        return if value.is_null() { Ok(Value::from(0)) } else { Err(cannot(name(value))) };
    };
    let text = number_text(number);
    match text.parse::<i64>() {
        Ok(integer) if (least..=most).contains(&integer) => Ok(Value::from(integer)),
        _ => Err(cannot(&format!("number {text}"))),
    }
}

/// A quantity of a list of resources, rounded up to thousandths (upstream: `SetDefaults_ResourceList`). That is a default, but
/// each such list has it, and it must be done before the canonical form forgets the suffix.
fn resource(value: &Value) -> Result<Value, Error> {
    let mut quantity = quantity(value)?;
    quantity.round_up_to_milli();
    Ok(Value::String(quantity.to_string()))
}

fn quantity(value: &Value) -> Result<Quantity, Error> {
    let text = match value {
        Value::Null => "0".to_owned(),
        Value::Number(number) => number_text(number),
        Value::String(text) => text.trim_matches(is_bare_space).to_owned(),
        _ => "?".to_owned(),
    };
    Quantity::parse(&text).map_err(|error| Error::Fatal(error.to_string()))
}

/// White space that kubectl's JSON carries as it is; the rest is escaped there, and the server does not trim escapes.
fn is_bare_space(letter: char) -> bool {
    letter == ' '
        || !letter.is_ascii() && letter.is_whitespace() && !matches!(letter, '\u{2028}' | '\u{2029}')
}

/// A time, in UTC and whole seconds; `null` for none.
fn time(value: &Value) -> Result<Value, Error> {
    match value {
        Value::Null => Ok(Value::Null),
        Value::String(text) => match timestamp::normalise(text) {
            Ok(time) => Ok(time.map_or(Value::Null, Value::String)),
            Err(error) => Err(Error::Fatal(error)),
        },
        _ => Err(Error::FatalMismatch(cannot(name(value)))),
    }
}
