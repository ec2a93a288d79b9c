use std::cmp::Ordering;

use super::Quantity;

fn canonical(text: &str) -> String {
    Quantity::parse(text).map_or_else(|error| error.to_string(), |quantity| quantity.to_string())
}

#[test]
fn prints_the_canonical_form() {
    for (text, expected) in [
        ("0.5", "500m"),
        ("1024Mi", "1Gi"),
        ("1.5Gi", "1536Mi"),
        ("1000m", "1"),
        ("1500m", "1500m"),
        ("100e3", "100e3"),
        ("1000e3", "1e6"),
        ("0.1Ki", "102400m"),
        ("100Ki", "100Ki"),
        ("512Ki", "512Ki"),
        ("0x", "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"),
        ("", "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"),
        ("1mi", "unable to parse quantity's suffix"),
        ("Ei", "unable to parse numeric part of quantity"),
        ("+1.500", "+1.500"),
        ("1.0", "1"),
        (".", "0"),
        ("-0", "0"),
        ("0.0000000001", "1n"),
        ("-0.0000000001", "-1n"),
        ("16Ei", "9223372036854775807"),
        ("99999999999999999999", "99999999999999999999"),
        ("1000E", "1"),
        ("1e2147483647", "10e2147483646"),
    ] {
        assert_eq!(canonical(text), expected, "{text}");
    }
}

#[test]
fn rounds_and_compares_by_value() {
    for (text, milli, value, rounded) in [
        ("1", 1000, 1, "1"),
        ("1n", 1, 1, "1m"),
        ("1500m", 1500, 2, "1500m"),
        ("-1500m", -1500, -2, "-1500m"),
        ("1.0001", 1001, 2, "1001m"),
        ("1Ei", i64::MIN, 1 << 60, "1Ei"),
        ("26Pi", -7_620_090_569_510_879_232, 26 << 50, "26Pi"),
        ("99E", 0, 0, "99E"),
        ("506870941318469239", 8_808_851_328_311_345_368, 506_870_941_318_469_239, "506870941318469239"),
        ("16Ei", -1000, i64::MAX, "9223372036854775807"),
        ("1e400", 0, 0, "10e399"),
        ("0e2000000000", 0, 0, "0"),
    ] {
        let mut quantity = Quantity::parse(text).unwrap();
        assert_eq!((quantity.milli_value(), quantity.value()), (milli, value), "{text}");
        quantity.round_up_to_milli();
        assert_eq!(quantity.to_string(), rounded, "{text}");
    }
    for (left, right, expected) in [
        ("1", "1000m", Ordering::Equal),
        ("0", "0e5", Ordering::Equal),
        ("-1", "1", Ordering::Less),
        ("-2", "-1", Ordering::Less),
        ("1Ki", "1k", Ordering::Greater),
        ("999m", "1", Ordering::Less),
        ("0", "1n", Ordering::Less),
    ] {
        let (left, right) = (Quantity::parse(left).unwrap(), Quantity::parse(right).unwrap());
        assert_eq!(left.compare(&right), expected, "{left} {right}");
        assert_eq!(right.compare(&left), expected.reverse(), "{right} {left}");
    }
}
