//! What a YAML scalar means, as `resolve` of go.yaml.in/yaml/v2 decides it: YAML 1.1, with that library's own habits.

use super::{base64, text::push_lossy};
use crate::model::{
    find::{any, cut_any, parts, replace, strip_any, unsigned},
    float,
    whole::whole,
};

/// The meaning of a scalar.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Scalar {
    /// `null`, `~` and nothing at all.
    Null,
    /// `true`, `yes`, `on`, `y` and their kin.
    Bool(bool),
    /// A whole number that an `int64` holds.
    Int(i64),
    /// A whole number that only a `uint64` holds.
    Uint(u64),
    /// Any other number.
    Float(f64),
    /// Text that looks like a time; it stays text.
    Time,
    /// Text as it stands.
    Text,
    /// Text that stood there in base64.
    Bytes(String),
}

/// The prefix of YAML's own tags, which is written `!!`.
const OWN: &str = "tag:yaml.org,2002:";

/// What a plain or tagged scalar means. The error is the library's.
pub(super) fn resolve(tag: Option<&str>, text: &str) -> Result<Scalar, String> {
    let own = tag.map(|tag| tag.strip_prefix(OWN));
    match own {
        Some(Some("binary")) => {
            return binary(text).ok_or_else(|| "!!binary value contains invalid base64 data".to_owned());
        }
        None | Some(Some("bool" | "int" | "float" | "null" | "timestamp")) => {}
        Some(_) => return Ok(Scalar::Text),
    }
    let meant = own.flatten();
    let found = untagged(text, meant == Some("timestamp"));
    match (meant, &found) {
        #[expect(clippy::cast_precision_loss, reason = "as the library has it")]
        (Some("float"), Scalar::Int(value)) => Ok(Scalar::Float(*value as f64)),
        (None, _)
        | (Some("bool"), Scalar::Bool(_))
        | (Some("int"), Scalar::Int(_) | Scalar::Uint(_))
        | (Some("float"), Scalar::Float(_))
        | (Some("null"), Scalar::Null)
        | (Some("timestamp"), Scalar::Time) => Ok(found),
        (Some(meant), _) => Err(format!("cannot decode !!{} `{text}` as a !!{meant}", name(&found))),
    }
}

/// The tag of a meaning.
fn name(scalar: &Scalar) -> &'static str {
    match scalar {
        Scalar::Null => "null",
        Scalar::Bool(_) => "bool",
        Scalar::Int(_) | Scalar::Uint(_) => "int",
        Scalar::Float(_) => "float",
        Scalar::Time => "timestamp",
        Scalar::Text | Scalar::Bytes(_) => "str",
    }
}

/// What a scalar without a tag means.
fn untagged(text: &str, timestamps: bool) -> Scalar {
    if let Some(word) = word(text) {
        return word;
    }
    match text.bytes().next() {
        Some(b'.') => {
            // Go takes `_` here only between two digits.
            let digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
            let between = |at: usize| digit(at.wrapping_sub(1)) && digit(at.saturating_add(1));
            let fits = text.match_indices('_').all(|(at, _)| between(at));
            decimal(&replace(text, "_", "")).filter(|_| fits).map_or(Scalar::Text, Scalar::Float)
        }
        Some(b'0'..=b'9' | b'+' | b'-') => {
            if timestamps && is_time(text) {
                return Scalar::Time;
            }
            number(&replace(text, "_", ""))
        }
        _ => Scalar::Text,
    }
}

/// The words that mean something.
fn word(text: &str) -> Option<Scalar> {
    Some(match text {
        "" | "~" | "null" | "Null" | "NULL" => Scalar::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            Scalar::Bool(true)
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            Scalar::Bool(false)
        }
        ".nan" | ".NaN" | ".NAN" => Scalar::Float(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Scalar::Float(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => Scalar::Float(f64::NEG_INFINITY),
        _ => return None,
    })
}

/// A number without `_`, or text.
fn number(text: &str) -> Scalar {
    let (negative, digits) = match text.as_bytes().first() {
        Some(b'-') => (true, text.get(1..).unwrap_or_default()),
        Some(b'+') => (false, text.get(1..).unwrap_or_default()),
        _ => (false, text),
    };
    let whole = magnitude(digits).map(|size| if negative { -i128::from(size) } else { i128::from(size) });
    if let Some(int) = whole.and_then(|whole| i64::try_from(whole).ok()) {
        return Scalar::Int(int);
    }
    // `ParseUint` takes no sign at all.
    if let Some(uint) =
        whole.and_then(|whole| u64::try_from(whole).ok()).filter(|_| digits.len() == text.len())
    {
        return Scalar::Uint(uint);
    }
    if let Some(float) = decimal(text) {
        return Scalar::Float(float);
    }
    // The old way to read binary takes a sign behind the prefix.
    let binary = text.strip_prefix("0b").and_then(signed_binary);
    binary.map_or(Scalar::Text, Scalar::Int)
}

/// A number of binary digits, with or without a sign.
fn signed_binary(text: &str) -> Option<i64> {
    let digits = unsigned(text);
    let size = u64::from_str_radix(digits, 2).ok().filter(|_| strip_any(digits, b"01").is_some())?;
    if text.starts_with('-') { 0_i64.checked_sub_unsigned(size) } else { i64::try_from(size).ok() }
}

/// The size of a whole number as Go writes it: `0x`, `0o`, `0b`, or a leading `0` for octal. At most 64 bits.
fn magnitude(digits: &str) -> Option<u64> {
    let prefix = digits.get(..2).unwrap_or_default();
    let (base, rest) = match prefix {
        "0x" | "0X" => (16, digits.get(2..)?),
        "0o" | "0O" => (8, digits.get(2..)?),
        "0b" | "0B" => (2, digits.get(2..)?),
        _ if prefix.starts_with('0') => (8, digits.get(1..)?),
        _ => (10, digits),
    };
    if strip_any(rest, b"+-").is_some() {
        return None;
    }
    u64::from_str_radix(rest, base).ok()
}

/// A decimal number: digits with at most one point and an exponent. `None` for anything else, and beyond a `float64`.
fn decimal(text: &str) -> Option<f64> {
    let size = unsigned(text);
    let (mantissa, exponent) = match cut_any(size, b"eE") {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (size, None),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let some = !whole.is_empty() || !fraction.is_empty();
    let exponent_holds = exponent.is_none_or(|exponent| {
        let exponent = unsigned(exponent);
        !exponent.is_empty() && digits(exponent)
    });
    if !(some && digits(whole) && digits(fraction) && exponent_holds) {
        return None;
    }
    float::finite(text)
}

/// Base64 as text.
fn binary(text: &str) -> Option<Scalar> {
    let bytes = base64::decode(text)?;
    let mut unpacked = String::new();
    push_lossy(&mut unpacked, &bytes);
    Some(Scalar::Bytes(unpacked))
}

/// Is this one of the forms of time that the library knows: a date, or a date and a time of day?
fn is_time(text: &str) -> bool {
    let date_end = any(text, b"Tt ").unwrap_or(text.len());
    let (date, time) = text.split_at_checked(date_end).unwrap_or((text, ""));
    let parts = parts(date, b"-");
    let [year, month, day] = parts.as_slice() else { return false };
    let four = year.len() == 4;
    let (Some(year), Some(month @ 1..=12), Some(day @ 1..)) = (whole(year), whole(month), whole(day)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if !four || day > last {
        return false;
    }
    let zoned = !time.starts_with(' ');
    let Some(clock) = time.get(1..) else { return true };
    let zone = any(clock, b"Z+-").filter(|_| zoned);
    let (clock, zone) = clock.split_at_checked(zone.unwrap_or(clock.len())).unwrap_or((clock, ""));
    let zone_holds = if zoned {
        zone == "Z"
            || zone.len() == 6
                && zone.get(3..4) == Some(":")
                && zone.get(1..3).is_some_and(|hours| hours.bytes().all(|byte| byte.is_ascii_digit()))
    } else {
        zone.is_empty()
    };
    let mut parts = clock.split(':');
    let mut below = |limit: f64| parts.next().and_then(decimal).is_some_and(|part| part < limit);
    below(24.0) && below(60.0) && below(60.0) && parts.next().is_none() && zone_holds
}
