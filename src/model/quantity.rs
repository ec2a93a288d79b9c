//! Amounts of a resource: `500m`, `1.5Gi`, `12e6` (upstream: `resource.Quantity`).

use std::{cmp::Ordering, fmt};

use super::{
    find::{self, holds, strip_any},
    whole::whole,
};

/// An exact decimal number that remembers how it was written.
///
/// Parts smaller than a billionth are rounded up, away from zero; with a binary suffix the value is capped at 2^63 - 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quantity {
    negative: bool,
    /// The decimal digits as numbers, without leading zeros; none for zero.
    digits: Vec<u8>,
    /// The value is `digits` × 10^`scale`.
    scale: i64,
    format: Format,
    /// Whether upstream keeps it as a machine integer. That shows only where a value is beyond 64 bits.
    machine: bool,
    /// The text as it was written, where upstream takes that for the canonical form.
    text: Option<Box<str>>,
}

/// Which family of suffixes a quantity was written with, and is written with again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Format {
    #[default]
    Decimal,
    Binary,
    Exponent,
}

/// Why a text is no quantity; printed in the server's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityError {
    /// It does not look like a number and a suffix.
    Format,
    /// The number has no digits; upstream notices that only where the suffix is large or very small.
    Number,
    /// The suffix means nothing.
    Suffix,
}

impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Format => {
                "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
            }
            Self::Number => "unable to parse numeric part of quantity",
            Self::Suffix => "unable to parse quantity's suffix",
        })
    }
}

const DECIMAL_SUFFIXES: [(&str, i64); 10] =
    [("n", -9), ("u", -6), ("m", -3), ("", 0), ("k", 3), ("M", 6), ("G", 9), ("T", 12), ("P", 15), ("E", 18)];
const BINARY_SUFFIXES: [(&str, i64); 6] =
    [("Ki", 10), ("Mi", 20), ("Gi", 30), ("Ti", 40), ("Pi", 50), ("Ei", 60)];
/// Nothing finer than this is kept: 10^-9.
const FINEST: i64 = -9;
const MILLI: i64 = -3;
/// The most digits that upstream reads as a machine integer; only then the text is kept.
const SHORT: usize = 18;

impl Quantity {
    /// Reads a quantity (upstream: `resource.ParseQuantity`). As there, a lone sign or point is zero.
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        let parts = Parts::of(text)?;
        let (format, exponent) = suffix_meaning(parts.suffix)?;
        if !parts.has_digits && !parts.is_short(format, exponent) {
            return Err(QuantityError::Number);
        }
        let mut digits = Vec::new();
        push_digits(&mut digits, parts.whole);
        push_digits(&mut digits, parts.fraction);
        let mut quantity = Self {
            negative: parts.negative,
            digits,
            scale: -length(parts.fraction.len()),
            format,
            machine: false,
            text: None,
        };
        if format == Format::Binary {
            quantity.shift_left(exponent);
        } else {
            quantity.scale += exponent;
        }
        quantity.machine = parts.is_short(format, exponent);
        if parts.is_canonical(format, exponent) {
            quantity.text = Some(text.into());
        }
        quantity.round_up_to(FINEST);
        if format == Format::Binary {
            let most = Self::of(i64::MAX);
            if quantity.compare_magnitude(&most) == Ordering::Greater {
                quantity.digits = most.digits;
                quantity.scale = 0;
            }
        }
        quantity.negative &= !quantity.digits.is_empty();
        Ok(quantity)
    }

    /// A whole number.
    pub fn of(value: i64) -> Self {
        let mut digits = Vec::new();
        push_digits(&mut digits, &value.unsigned_abs().to_string());
        Self { negative: value < 0, digits, machine: true, ..Self::default() }
    }

    /// Whether it is zero, however it is written.
    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// Whether it is a whole number.
    pub fn is_whole(&self) -> bool {
        let mut rounded = self.clone();
        rounded.round_up_to(0);
        rounded.compare(self) == Ordering::Equal
    }

    /// The value as a whole number, rounded up, away from zero. Beyond 64 bits it is what upstream's `Value` comes to: the
    /// lowest 64 bits, or 0 for some that were written with few digits.
    pub fn value(&self) -> i64 {
        self.scaled(0)
    }

    /// The value in thousandths, with the roundings of [`Self::value`] (upstream: `MilliValue`).
    pub fn milli_value(&self) -> i64 {
        self.scaled(MILLI)
    }

    /// Whether upstream takes it for an integer: by its thousandths, with what overflow makes of them.
    pub fn is_integer(&self) -> bool {
        self.milli_value() % 1000 == 0
    }

    /// By value: `1` and `1000m` are equal (upstream: `Cmp`).
    pub fn compare(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.compare_magnitude(other),
            (true, true) => other.compare_magnitude(self),
        }
    }

    /// The sum, written as this one is, or as the other where this one is zero (upstream: `Add`). Sums of more than 36 digits
    /// are rounded to the larger of the two.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let scale = self.scale.min(other.scale);
        let format = if self.is_zero() { other.format } else { self.format };
        let (Some(left), Some(right)) = (self.units(scale), other.units(scale)) else {
            let larger = if self.compare_magnitude(other).is_gt() { self } else { other };
            return Self { format, text: None, ..larger.clone() };
        };
        let sum = left + right;
        let machine = self.machine && other.machine && i64::try_from(sum).is_ok();
        Self { negative: sum < 0, digits: digits(sum.unsigned_abs()), scale, format, machine, text: None }
    }

    /// How many times 10^`scale` it is, where that has at most 36 digits.
    fn units(&self, scale: i64) -> Option<i128> {
        if self.is_zero() {
            return Some(0);
        }
        let zeros = usize::try_from(self.scale - scale).ok()?;
        if self.digits.len().saturating_add(zeros) > 36 {
            return None;
        }
        let mut units = 0_i128;
        for place in 0..self.digits.len() + zeros {
            units = units * 10 + i128::from(self.digit(place));
        }
        Some(if self.negative { -units } else { units })
    }

    /// Rounds up to thousandths, away from zero, as the server does with the resources of a Pod template.
    pub fn round_up_to_milli(&mut self) {
        self.round_up_to(MILLI);
    }

    fn scaled(&self, scale: i64) -> i64 {
        let mut rounded = self.clone();
        rounded.round_up_to(scale);
        // 10^64 is a multiple of 2^64.
        let zeros = usize::try_from(rounded.scale - scale).unwrap_or(0).min(64);
        let (mut value, mut fits) = (0_i64, true);
        for place in 0..rounded.digits.len() + zeros {
            let digit = i64::from(rounded.digit(place));
            fits &= value.checked_mul(10).and_then(|value| value.checked_add(digit)).is_some();
            value = value.wrapping_mul(10).wrapping_add(digit);
        }
        let value = if self.negative { value.wrapping_neg() } else { value };
        // For these powers of ten upstream multiplies once, and step by step for all others.
        if self.machine && !fits && !matches!(zeros, 1..=3 | 6 | 9) { 0 } else { value }
    }

    /// Drops what is finer than 10^`scale`; if that was anything, the last digit that stays goes up by one.
    fn round_up_to(&mut self, scale: i64) {
        let Ok(dropped) = usize::try_from(scale - self.scale) else { return };
        if dropped == 0 {
            return;
        }
        self.text = None;
        let kept = self.digits.len().saturating_sub(dropped);
        let inexact = self.digits.iter().skip(kept).any(|digit| *digit != 0);
        self.digits.truncate(kept);
        self.scale = scale;
        if inexact {
            self.add_one();
        }
    }

    fn add_one(&mut self) {
        for digit in self.digits.iter_mut().rev() {
            if *digit < 9 {
                *digit += 1;
                return;
            }
            *digit = 0;
        }
        self.digits.insert(0, 1);
    }

    /// Times 2^`bits`.
    fn shift_left(&mut self, bits: i64) {
        // At most ten times 2^60, which is less than 2^64.
        let mut carry = 0_u64;
        for digit in self.digits.iter_mut().rev() {
            carry += u64::from(*digit) << bits;
            *digit = last_digit(carry);
            carry /= 10;
        }
        let mut front = Vec::new();
        while carry > 0 {
            front.push(last_digit(carry));
            carry /= 10;
        }
        front.reverse();
        front.append(&mut self.digits);
        self.digits = front;
    }

    fn compare_magnitude(&self, other: &Self) -> Ordering {
        let size = |quantity: &Self| length(quantity.digits.len()).saturating_add(quantity.scale);
        match (self.is_zero(), other.is_zero()) {
            (true, true) => return Ordering::Equal,
            (true, false) => return Ordering::Less,
            (false, true) => return Ordering::Greater,
            (false, false) => {}
        }
        size(self).cmp(&size(other)).then_with(|| {
            for place in 0..self.digits.len().max(other.digits.len()) {
                let order = self.digit(place).cmp(&other.digit(place));
                if order.is_ne() {
                    return order;
                }
            }
            Ordering::Equal
        })
    }

    /// A digit by its place from the left; zero behind the last.
    fn digit(&self, place: usize) -> u8 {
        self.digits.get(place).copied().unwrap_or(0)
    }

    /// The digits and the exponent of ten, a multiple of three as large as can be.
    fn decimal(&self) -> (String, i64) {
        let zeros = self.digits.iter().rev().take_while(|digit| **digit == 0).count();
        let exponent = self.scale + length(zeros);
        let kept = self.digits.len().saturating_sub(zeros);
        let more = usize::try_from(exponent.rem_euclid(3)).unwrap_or(0);
        let more = ["", "0", "00"].get(more).copied().unwrap_or_default();
        (written(self.digits.get(..kept).unwrap_or_default()) + more, exponent.div_euclid(3) * 3)
    }

    /// The number and the suffix with a power of 1024; only for whole numbers from 1024 on, of at most 36 digits.
    fn binary(&self) -> Option<(String, &'static str)> {
        if self.format != Format::Binary || !self.is_whole() {
            return None;
        }
        let mut rounded = self.clone();
        rounded.round_up_to(0);
        let mut value = rounded.units(0)?.unsigned_abs();
        if value < 1024 {
            return None;
        }
        let mut suffix = "";
        let mut suffixes = BINARY_SUFFIXES.iter();
        while value >= 1024 && value.is_multiple_of(1024) {
            value /= 1024;
            suffix = suffixes.next().map_or("", |(suffix, _)| suffix);
        }
        Some((written(&digits(value)), suffix))
    }
}

/// The canonical form, as the server stores and returns it.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(text) = &self.text {
            return f.write_str(text);
        }
        if self.is_zero() {
            return f.write_str("0");
        }
        if self.negative {
            f.write_str("-")?;
        }
        if let Some((number, suffix)) = self.binary() {
            return write!(f, "{number}{suffix}");
        }
        let (number, exponent) = self.decimal();
        f.write_str(&number)?;
        if self.format == Format::Exponent {
            return if exponent == 0 { Ok(()) } else { write!(f, "e{exponent}") };
        }
        // Beyond `E` upstream prints no suffix at all.
        f.write_str(
            DECIMAL_SUFFIXES.iter().find(|(_, power)| *power == exponent).map_or("", |(suffix, _)| suffix),
        )
    }
}

/// A text, taken apart.
struct Parts<'a> {
    negative: bool,
    /// The digits before the point, without leading zeros; `0` for none.
    whole: &'a str,
    /// The digits behind the point.
    fraction: &'a str,
    /// Whether there is any digit at all, leading zeros included.
    has_digits: bool,
    suffix: &'a str,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Result<Self, QuantityError> {
        if text.is_empty() {
            return Err(QuantityError::Format);
        }
        let unsigned = find::unsigned(text);
        let (whole, rest) = split_digits(unsigned.trim_start_matches('0'));
        let (fraction, suffix) = rest.strip_prefix('.').map_or(("", rest), split_digits);
        let tail = suffix.trim_start_matches(|letter| holds("eEinumkKMGTP", letter));
        if !find::unsigned(tail).bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(QuantityError::Format);
        }
        let has_digits = unsigned.starts_with('0') || !whole.is_empty() || !fraction.is_empty();
        let whole = if whole.is_empty() { "0" } else { whole };
        Ok(Self { negative: text.starts_with('-'), whole, fraction, has_digits, suffix })
    }

    /// Whether upstream reads the number as a machine integer.
    fn is_short(&self, format: Format, exponent: i64) -> bool {
        if format == Format::Binary {
            return self.fraction.is_empty() && length(self.whole.len()) <= 14 - exponent * 3 / 10;
        }
        self.whole.len() + self.fraction.len() <= SHORT && exponent - length(self.fraction.len()) >= FINEST
    }

    /// Whether upstream keeps the text as it is, taking it for canonical: short numbers whose exponent is a multiple
    /// of three and that do not end in three zeros. Signs, leading zeros and a last point are kept with it.
    fn is_canonical(&self, format: Format, exponent: i64) -> bool {
        if !self.is_short(format, exponent) {
            return false;
        }
        if format == Format::Binary {
            return whole(self.whole).is_some_and(|value| value % 8 != 0);
        }
        let digits = format!("{}{}", self.whole, self.fraction);
        (exponent - length(self.fraction.len())) % 3 == 0
            && !digits.ends_with("000")
            && !digits.starts_with('0')
    }
}

fn split_digits(text: &str) -> (&str, &str) {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn suffix_meaning(suffix: &str) -> Result<(Format, i64), QuantityError> {
    let lookup =
        |table: &[(&str, i64)]| table.iter().find(|(name, _)| *name == suffix).map(|(_, power)| *power);
    if let Some(power) = lookup(&DECIMAL_SUFFIXES) {
        return Ok((Format::Decimal, power));
    }
    if let Some(power) = lookup(&BINARY_SUFFIXES) {
        return Ok((Format::Binary, power));
    }
    let exponent = strip_any(suffix, b"eE").ok_or(QuantityError::Suffix)?;
    let exponent = whole(exponent).ok_or(QuantityError::Suffix)?;
    #[expect(clippy::cast_possible_truncation, reason = "upstream keeps the low 32 bits")]
    let exponent = exponent as i32;
    Ok((Format::Exponent, i64::from(exponent)))
}

fn last_digit(number: u64) -> u8 {
    u8::try_from(number % 10).unwrap_or(0)
}

/// Puts the digits of a text behind others, without leading zeros.
fn push_digits(digits: &mut Vec<u8>, text: &str) {
    for byte in text.bytes() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 0 || !digits.is_empty() {
            digits.push(digit);
        }
    }
}

/// Digits as text.
fn written(digits: &[u8]) -> String {
    let mut text = String::new();
    for digit in digits {
        text.push(char::from(b'0' + digit));
    }
    text
}

/// The decimal digits of a number; none for zero. Divided by quarters, since dividing 128 bits at once takes a long function.
fn digits(mut number: u128) -> Vec<u8> {
    let mut digits = Vec::new();
    while number > 0 {
        let (mut quotient, mut rest) = (0_u128, 0_u64);
        for quarter in number.to_be_bytes().chunks_exact(4) {
            let part = quarter.iter().fold(rest, |part, byte| part << 8 | u64::from(*byte));
            quotient = quotient << 32 | u128::from(part / 10);
            rest = part % 10;
        }
        digits.push(last_digit(rest));
        number = quotient;
    }
    digits.reverse();
    digits
}

fn length(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
