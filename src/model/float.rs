//! Decimal numbers as the nearest `f64`, halves to even, and back as the fewest digits that name it: both exactly.
//!
//! The standard library does this faster, with tables that would weigh ten kilobytes in WebAssembly. Floats are rare in manifests.

use std::cmp::Ordering;

use super::{
    find::{cut_any, strip_any},
    whole::whole,
};

/// Digits beyond these only say whether there is anything more.
const MOST_DIGITS: usize = 120;

/// The nearest `f64` of a decimal number with or without a sign. `None` beyond its range, and where there is anything else.
pub fn finite(text: &str) -> Option<f64> {
    let mut digits = text;
    while let Some(rest) = strip_any(digits, b"+-") {
        digits = rest;
    }
    let size = parse(digits).filter(|size| size.is_finite())?;
    Some(if text.starts_with('-') { -size } else { size })
}

/// A finite float without an exponent, as `{}` prints it, whose tables would weigh as much again.
pub fn plain(value: f64) -> String {
    Shortest::of_f64(value).plain()
}

/// The fewest digits that name a float among all of its width, the nearest of them where there are several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortest {
    negative: bool,
    /// `0` to `9`; no zero at either end, but for the one of zero itself.
    digits: String,
    /// The power of ten that the first digit stands for.
    pub exponent: i32,
}

impl Shortest {
    /// A finite `f64`.
    pub fn of_f64(value: f64) -> Self {
        let bits = value.to_bits();
        Self::of(value.is_sign_negative(), bits & ((1 << 52) - 1), (bits >> 52) & 0x7FF, 52)
    }

    /// A finite `f32`.
    pub fn of_f32(value: f32) -> Self {
        let bits = u64::from(value.to_bits());
        Self::of(value.is_sign_negative(), bits & ((1 << 23) - 1), (bits >> 23) & 0xFF, 23)
    }

    /// The digits of Steele and White's free-format printing: as many as it takes to leave the neighbours.
    fn of(negative: bool, fraction: u64, biased: u64, width: u32) -> Self {
        let bias = if width == 52 { 1075 } else { 150 };
        let mantissa = if biased == 0 { fraction } else { fraction | 1 << width };
        if mantissa == 0 {
            return Self { negative, digits: "0".to_owned(), exponent: 0 };
        }
        let power = i64::try_from(biased.max(1)).unwrap_or(0) - bias;
        // The value is rest / unit; half the way to the neighbours is above / unit and below / unit. The one below is
        // nearer where the mantissa is the least of its power of two.
        let nearer = u64::from(fraction == 0 && biased > 1);
        let (up, down) = (power.max(0).unsigned_abs(), power.min(0).unsigned_abs());
        let shifted = |number: u64, bits: u64| {
            let mut number = Big::of(number);
            number.shift(bits);
            number
        };
        let mut rest = shifted(mantissa, up + 1 + nearer);
        let mut unit = shifted(1, down + 1 + nearer);
        let (mut above, mut below) = (shifted(1, up + nearer), shifted(1, up));
        let even = mantissa & 1 == 0;
        let reaches = |rest: &Big, above: &Big, unit: &Big| {
            let order = rest.plus(above).cmp(unit);
            order.is_gt() || even && order.is_eq()
        };
        let mut exponent = 0;
        while reaches(&rest, &above, &unit) {
            unit.multiply_and_add(10, 0);
            exponent += 1;
        }
        let mut digits = String::new();
        loop {
            for number in [&mut rest, &mut above, &mut below] {
                number.multiply_and_add(10, 0);
            }
            if digits.is_empty() && !reaches(&rest, &above, &unit) {
                exponent -= 1;
                continue;
            }
            let mut digit = 0_u8;
            while rest.subtract(&unit) {
                digit += 1;
            }
            let order = rest.cmp(&below);
            let low = order.is_lt() || even && order.is_eq();
            let high = reaches(&rest, &above, &unit);
            if low || high {
                // Both will do: the nearer one, halfway the even one.
                let half = rest.plus(&rest).cmp(&unit);
                let up = high && (!low || half.is_gt() || half.is_eq() && digit % 2 == 1);
                digits.push(char::from(b'0' + digit + u8::from(up)));
                return Self { negative, digits, exponent: exponent - 1 };
            }
            digits.push(char::from(b'0' + digit));
        }
    }

    /// Without an exponent, as Go's `%f`.
    pub fn plain(&self) -> String {
        let mut text = self.sign();
        let whole = usize::try_from(self.exponent + 1).unwrap_or(0);
        if whole == 0 {
            text.push_str("0.");
            text.extend(std::iter::repeat_n('0', (self.exponent + 1).unsigned_abs() as usize));
        }
        for (at, digit) in self.digits.chars().enumerate() {
            if at > 0 && at == whole {
                text.push('.');
            }
            text.push(digit);
        }
        text.extend(std::iter::repeat_n('0', whole.saturating_sub(self.digits.len())));
        text
    }

    /// With an exponent of at least so many digits and its sign, as Go's `%e`.
    pub fn scientific(&self, width: usize) -> String {
        let mut text = self.sign();
        for (at, digit) in self.digits.chars().enumerate() {
            if at == 1 {
                text.push('.');
            }
            text.push(digit);
        }
        let sign = if self.exponent < 0 { '-' } else { '+' };
        text + &format!("e{sign}{:0width$}", self.exponent.unsigned_abs())
    }

    fn sign(&self) -> String {
        if self.negative { "-".to_owned() } else { String::new() }
    }
}

/// The nearest `f64` of digits with at most one point and an exponent, without a sign; infinite beyond its range. `None`
/// where there is anything else.
fn parse(text: &str) -> Option<f64> {
    let (mantissa, exponent) = cut_any(text, b"eE").unwrap_or((text, "0"));
    // An exponent of more digits is beyond any range.
    let exponent = whole(exponent).unwrap_or(if exponent.starts_with('-') { -99_999 } else { 99_999 });
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let point = i64::try_from(fraction.len()).ok()?;
    let mut number = Big::default();
    let (mut digits, mut dropped, mut more) = (0_usize, 0_i64, false);
    for &byte in [whole, fraction].concat().as_bytes() {
        let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
        if digits < MOST_DIGITS {
            number.multiply_and_add(10, u32::from(digit));
            digits += usize::from(digits > 0 || digit > 0);
        } else {
            dropped += 1;
            more |= digit > 0;
        }
    }
    if more {
        number.multiply_and_add(10, 1);
        dropped -= 1;
    }
    let magnitude = exponent.saturating_sub(point).saturating_add(dropped);
    if number.bits() == 0 || magnitude < -700 {
        return Some(0.0);
    }
    if magnitude > 400 {
        return Some(f64::INFINITY);
    }
    let mut divisor = Big(vec![1]);
    let scaled = if magnitude < 0 { &mut divisor } else { &mut number };
    (0..magnitude.unsigned_abs()).for_each(|_| scaled.multiply_and_add(10, 0));
    Some(divide(number, divisor))
}

/// The nearest `f64` of a quotient; neither number is 0.
fn divide(mut number: Big, mut divisor: Big) -> f64 {
    // Shifted so that the quotient lies between one half and two: its true value is that times 2^exponent.
    let exponent = i64::from(number.bits()) - i64::from(divisor.bits());
    let shifted = if exponent > 0 { &mut divisor } else { &mut number };
    shifted.shift(exponent.unsigned_abs());
    let mut quotient = 0_u64;
    for _ in 0..64 {
        quotient <<= 1;
        if number.subtract(&divisor) {
            quotient |= 1;
        }
        number.shift(1);
    }
    let rest = number.bits() > 0;
    // The quotient is 2^-63 times these bits; a normal number keeps 53 of them, one near zero fewer.
    let bits = 64 - i64::from(quotient.leading_zeros());
    let lowest = (exponent - 63 + bits - 53).max(-1074);
    let drop = u32::try_from(lowest - (exponent - 63)).unwrap_or(0);
    if drop > 64 {
        return 0.0;
    }
    let kept = quotient.checked_shr(drop).unwrap_or(0);
    let lost = quotient - kept.checked_shl(drop).unwrap_or(0);
    let half = 1_u64.checked_shl(drop.saturating_sub(1)).unwrap_or(0);
    let up = lost > half || lost == half && (rest || kept & 1 == 1);
    #[expect(clippy::cast_precision_loss, reason = "53 bits at most, or 2^53")]
    let kept = (kept + u64::from(up)) as f64;
    kept * power_of_two(lowest)
}

/// 2 to a power from -1074; infinite beyond the range.
fn power_of_two(exponent: i64) -> f64 {
    match exponent {
        -1074..=-1023 => f64::from_bits(1 << (exponent + 1074)),
        -1022..=1023 => f64::from_bits(u64::try_from(exponent + 1023).unwrap_or(0) << 52),
        _ => f64::INFINITY,
    }
}

/// A natural number, its lowest 32 bits first.
#[derive(Default)]
struct Big(Vec<u32>);

impl Big {
    fn of(number: u64) -> Self {
        Self(vec![low(number), low(number >> 32)])
    }

    fn word(&self, at: usize) -> u32 {
        self.0.get(at).copied().unwrap_or(0)
    }

    fn plus(&self, other: &Self) -> Self {
        let mut carry = 0;
        let mut words = Vec::new();
        for at in 0..=self.0.len().max(other.0.len()) {
            carry = u64::from(self.word(at)) + u64::from(other.word(at)) + (carry >> 32);
            words.push(low(carry));
        }
        Self(words)
    }

    fn cmp(&self, other: &Self) -> Ordering {
        let words = (0..self.0.len().max(other.0.len())).rev();
        words
            .map(|at| self.word(at).cmp(&other.word(at)))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }

    fn multiply_and_add(&mut self, factor: u32, summand: u32) {
        let mut carry = u64::from(summand);
        for word in &mut self.0 {
            carry += u64::from(*word) * u64::from(factor);
            *word = low(carry);
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
    }

    fn shift(&mut self, bits: u64) {
        self.multiply_and_add(1 << (bits % 32), 0);
        let words = usize::try_from(bits / 32).unwrap_or(0);
        let mut shifted = vec![0; words];
        shifted.append(&mut self.0);
        self.0 = shifted;
    }

    /// How many bits there are up to the highest that is set.
    fn bits(&self) -> u32 {
        let words = self.0.iter().rposition(|word| *word > 0).map_or(0, |last| last + 1);
        let highest =
            words.checked_sub(1).and_then(|last| self.0.get(last)).map_or(0, |word| word.leading_zeros());
        u32::try_from(words).unwrap_or(0) * 32 - highest
    }

    /// Subtracts what is not greater; whether it was not.
    fn subtract(&mut self, other: &Self) -> bool {
        if self.cmp(other).is_lt() {
            return false;
        }
        let mut borrow = 0;
        for at in 0..self.0.len() {
            let less = i64::from(self.word(at)) - i64::from(other.word(at)) - borrow;
            borrow = i64::from(less < 0);
            if let Some(slot) = self.0.get_mut(at) {
                *slot = low(less.rem_euclid(1 << 32).unsigned_abs());
            }
        }
        true
    }
}

/// The lowest 32 bits.
fn low(number: u64) -> u32 {
    u32::try_from(number & 0xffff_ffff).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Shortest, parse};

    fn check(text: &str) {
        let standard: f64 = text.parse().unwrap();
        assert_eq!(parse(text).map(f64::to_bits), Some(standard.to_bits()), "{text}");
    }

    #[test]
    fn the_edges() {
        for text in [
            "0",
            "1",
            "1.5",
            ".5",
            "5.",
            "1e3",
            "12e03",
            "0.1",
            "123456789012345678",
            "9007199254740993",
            "9007199254740992.5000000000000000000001",
            "1.7976931348623157e308",
            "1.7976931348623159e308",
            "1e309",
            "1e99999999999",
            "4.9e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "2.2250738585072011e-308",
            "1e-400",
            "1e-99999999999",
            "0.000000000000000000000000000000000000000000001",
            "18446744073709551615",
            "9223372036854775808",
        ] {
            check(text);
        }
        assert_eq!(parse("1x"), None);
    }

    fn go(text: &str) -> String {
        // Go writes the sign of every exponent.
        if text.contains("e-") { text.to_owned() } else { text.replacen('e', "e+", 1) }
    }

    #[test]
    fn the_edges_are_printed() {
        for value in [
            0.0,
            -0.0,
            1.0,
            -1.5,
            0.1,
            5e-324,
            2.225_073_858_507_201_4e-308,
            1e21,
            1e23,
            9_007_199_254_740_992.0,
            f64::MAX,
        ] {
            check_print(value);
        }
        for power in -1074..1024 {
            check_print(2_f64.powi(power));
        }
    }

    fn check_print(value: f64) {
        let shortest = Shortest::of_f64(value);
        let standard = as_go_has_it(format!("{value:e}"), |text| {
            text.parse::<f64>().is_ok_and(|it| it.to_bits() == value.to_bits())
        });
        assert_eq!(shortest.scientific(1), go(&standard));
        if standard == format!("{value:e}") {
            assert_eq!(shortest.plain(), value.to_string());
        }
    }

    /// Halfway between two forms that are equally short Go takes the even one; the standard library the greater one.
    fn as_go_has_it(standard: String, same: impl Fn(&str) -> bool) -> String {
        let mantissa =
            standard.split('e').next().unwrap_or_default().trim_start_matches('-').replace('.', "");
        let Some((digits, tail)) = standard.split_once('e') else { return standard };
        let last = digits.chars().next_back().and_then(|digit| digit.to_digit(10)).unwrap_or(0);
        // Only a number that ends with one digit more, a five, lies halfway.
        let half =
            format!("{}{}5e{tail}", digits.get(..digits.len() - 1).unwrap_or_default(), last.max(1) - 1);
        let lower = half.replacen("5e", "e", 1);
        if last % 2 == 1 && mantissa.len() > 15 && same(&half) && same(&lower) && is_exact(&half) {
            return lower;
        }
        standard
    }

    /// Whether a decimal number is a float exactly: then so is what its many-digit form says.
    fn is_exact(text: &str) -> bool {
        let value: f64 = text.parse().unwrap_or_default();
        let long: String = format!("{value:.1100e}");
        let (digits, exponent) = long.split_once('e').unwrap_or_default();
        format!("{}e{exponent}", digits.trim_end_matches('0')) == text
    }

    #[test]
    fn halves_are_even() {
        for (value, expected) in [
            (6_321_733_313_635_816_f64 / 64.0, "9.877708302555962e+13"),
            (2_f64.powi(-25), "2.9802322387695312e-8"),
            (6_321_733_313_635_800_f64 / 64.0, "9.877708302555938e+13"),
        ] {
            assert_eq!(Shortest::of_f64(value).scientific(1), expected);
        }
    }

    proptest! {
        #[test]
        fn it_prints_what_the_standard_library_prints(bits in any::<u64>(), narrow in any::<u32>()) {
            let (wide, narrow) = (f64::from_bits(bits), f32::from_bits(narrow));
            if wide.is_finite() {
                check_print(wide);
            }
            if narrow.is_finite() {
                let shortest = Shortest::of_f32(narrow);
                let same = |text: &str| text.parse::<f32>().is_ok_and(|it| it.to_bits() == narrow.to_bits());
                prop_assert!(same(&shortest.plain()) && same(&shortest.scientific(1)));
                prop_assert_eq!(shortest.plain().len(), narrow.to_string().len());
            }
        }

        #[test]
        fn it_is_the_standard_librarys(whole in "[0-9]{0,25}", fraction in "[0-9]{1,30}", exponent in -340_i32..320) {
            check(&format!("{whole}.{fraction}e{exponent}"));
        }

        #[test]
        fn shortest_forms_come_back(bits in any::<u64>()) {
            let value = f64::from_bits(bits).abs();
            if value.is_finite() {
                check(&format!("{value:e}"));
            }
        }
    }
}
