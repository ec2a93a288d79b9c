//! Numbers as Go's JSON writes them and as Kubernetes reads them back.

use super::scalar::Scalar;
use crate::model::{
    float::{self, Shortest},
    value::Value,
    whole::whole,
};

/// A number of JSON; `is_whole` where it has neither point nor exponent. `None` beyond a `float64`.
pub(super) fn number(text: &str, is_whole: bool) -> Option<Value> {
    if is_whole && let Some(value) = whole(text) {
        return Some(Value::from(value));
    }
    float::finite(text).map(float)
}

/// A `float64` on its way through JSON into an untyped object: where its shortest digits are a whole number that an
/// `int64` holds, it becomes that one. Infinities and NaN have no way through: they become `null`, and the caller asks
/// beforehand.
pub(super) fn float(value: f64) -> Value {
    // Go's JSON writes an exponent from 10^21 on, which no `int64` holds anyway.
    let is_whole = value.fract() == 0.0 && value.abs() < 1e21;
    let int = is_whole.then(|| whole(&float::plain(value))).flatten();
    int.map_or_else(|| Value::from(value), Value::from)
}

/// What a scalar is as the key of a map, as `convertToJSONableObject` of sigs.k8s.io/yaml has it.
pub(super) fn key(meaning: &Scalar, text: &str) -> Result<String, &'static str> {
    Ok(match meaning {
        Scalar::Null => return Err("unsupported map key: null"),
        Scalar::Uint(_) => return Err("unsupported map key: a number beyond 9223372036854775807"),
        Scalar::Bool(value) => value.to_string(),
        Scalar::Int(value) => value.to_string(),
        Scalar::Float(value) => shortest(*value),
        Scalar::Time | Scalar::Text => text.to_owned(),
        Scalar::Bytes(text) => text.clone(),
    })
}

/// `strconv.FormatFloat(value, 'g', -1, 32)`, with YAML's names for infinities and NaN.
fn shortest(value: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "32 bits are what upstream asks for")]
    let value = value as f32;
    if value.is_nan() {
        return ".nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { ".inf".to_owned() } else { "-.inf".to_owned() };
    }
    let shortest = Shortest::of_f32(value);
    if (-4..6).contains(&shortest.exponent) { shortest.plain() } else { shortest.scientific(2) }
}
