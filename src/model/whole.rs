//! Whole numbers, read by less code than the standard library has for each of their kinds.

use super::find::unsigned;

/// A whole number as the standard library reads it: digits, with or without a sign. `None` for anything else, and beyond 64 bits.
pub fn whole(text: &str) -> Option<i64> {
    let digits = unsigned(text);
    // Below zero there is one more.
    let mut number = 0_i64;
    for byte in digits.bytes() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 || number < i64::MIN / 10 {
            return None;
        }
        number = (number * 10).checked_sub(digit.into())?;
    }
    match text.starts_with('-') {
        _ if digits.is_empty() => None,
        true => Some(number),
        false => number.checked_neg(),
    }
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn as_the_standard_library_does() {
        for text in [
            "",
            "+",
            "-",
            "0",
            "-0",
            "+7",
            "007",
            "1a",
            "a1",
            "--1",
            "+-1",
            " 1",
            "1_0",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "92233720368547758070",
            "18446744073709551616",
            "٣",
        ] {
            assert_eq!(whole(text), text.parse().ok(), "{text}");
        }
    }
}
