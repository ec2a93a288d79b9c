//! Times as the API server reads and writes them (upstream: `metav1.Time` on Go's `time.Parse` with `time.RFC3339`).

use crate::model::{
    find::strip_any,
    time::{days_from_civil, days_in_month},
};

const LAYOUT: &str = "2006-01-02T15:04:05Z07:00";

/// The numbers of a time: how the layout writes each, how many digits it has at least, what it lies between, what Go calls it, and what
/// stands behind it. It has at most as many digits as in the layout.
const NUMBERS: [(&str, usize, i64, i64, &str, &str); 6] = [
    ("2006", 4, 0, 9999, "year", "-"),
    ("01", 2, 1, 12, "month", "-"),
    ("02", 2, 0, 99, "day", "T"),
    ("15", 1, 0, 23, "hour", ":"),
    ("04", 2, 0, 59, "minute", ":"),
    ("05", 2, 0, 59, "second", ""),
];

/// The time in UTC and whole seconds, as the server writes it, or Go's words for what is wrong. As in Go, an hour of one digit and a
/// comma before the fraction pass. `None` for the zero time of Go, the first of January of the year 1.
pub(super) fn normalise(text: &str) -> Result<Option<String>, String> {
    let mut rest = text;
    let mut numbers = [0; 6];
    for (number, &(element, least, low, high, name, behind)) in numbers.iter_mut().zip(&NUMBERS) {
        let mut count = 0;
        for byte in rest.bytes().take(element.len()) {
            if !byte.is_ascii_digit() {
                break;
            }
            *number = *number * 10 + i64::from(byte - b'0');
            count += 1;
        }
        if count < least {
            return Err(unreadable(text, rest, element));
        }
        rest = rest.get(count..).unwrap_or_default();
        if !(low..=high).contains(number) {
            return Err(complaint(text, &format!("{name} out of range")));
        }
        rest = rest.strip_prefix(behind).ok_or_else(|| unreadable(text, rest, behind))?;
    }
    let [year, month, day, hour, minute, second] = numbers;
    if let Some(digits) = strip_any(rest, b".,") {
        let behind = digits.trim_start_matches(|letter: char| letter.is_ascii_digit());
        if behind.len() < digits.len() {
            rest = behind;
        }
    }
    let (offset, rest) = zone(text, rest)?;
    if !rest.is_empty() {
        return Err(complaint(text, &format!("extra text: {}", quote(rest))));
    }
    if !(1..=days_in_month(year, month)).contains(&day) {
        return Err(complaint(text, "day out of range"));
    }
    let written = utc(days_from_civil(year, month, day), hour * 3_600 + minute * 60 + second - offset);
    Ok((written != "0001-01-01T00:00:00Z").then_some(written))
}

/// The offset from UTC in seconds, and what follows it.
fn zone<'t>(text: &str, rest: &'t str) -> Result<(i64, &'t str), String> {
    if let Some(rest) = rest.strip_prefix('Z') {
        return Ok((0, rest));
    }
    let &[sign, h1, h2, b':', m1, m2, ..] = rest.as_bytes() else {
        return Err(unreadable(text, rest, "Z07:00"));
    };
    let pair = |tens: u8, ones: u8| {
        let digits = tens.is_ascii_digit() && ones.is_ascii_digit();
        digits.then(|| i64::from(tens - b'0') * 10 + i64::from(ones - b'0'))
    };
    let hours = pair(h1, h2);
    let minutes = hours.and(pair(m1, m2));
    if minutes.is_some_and(|minutes| minutes > 60) {
        return Err(complaint(text, "time zone offset minute out of range"));
    }
    if hours.is_some_and(|hours| hours > 24) {
        return Err(complaint(text, "time zone offset hour out of range"));
    }
    let (Some(hours), Some(minutes), b'+' | b'-') = (hours, minutes, sign) else {
        return Err(unreadable(text, rest, "Z07:00"));
    };
    let offset = (hours * 60 + minutes) * 60;
    Ok((if sign == b'-' { -offset } else { offset }, rest.get(6..).unwrap_or_default()))
}

fn unreadable(text: &str, rest: &str, element: &str) -> String {
    let (text, layout, rest, element) = (quote(text), quote(LAYOUT), quote(rest), quote(element));
    format!("parsing time {text} as {layout}: cannot parse {rest} as {element}")
}

fn complaint(text: &str, what: &str) -> String {
    format!("parsing time {}: {what}", quote(text))
}

/// Text in quotes as package `time` prints it: bytes that are no printable ASCII in hexadecimal.
fn quote(text: &str) -> String {
    let mut quoted = String::from('"');
    for byte in text.bytes() {
        if !matches!(byte, b' '..=b'\x7f') {
            let escape = format!("\\x{byte:02x}");
            quoted.push_str(&escape);
            continue;
        }
        if matches!(byte, b'"' | b'\\') {
            quoted.push('\\');
        }
        quoted.push(char::from(byte));
    }
    quoted.push('"');
    quoted
}

/// What the server writes; `days` are those since 1970.
fn utc(days: i64, seconds: i64) -> String {
    let (days, seconds) = (days + seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Counted as if all years since the first one were the longest, it comes no later.
    let mut year = (days - days_from_civil(1, 1, 1)).div_euclid(366) + 1;
    while days_from_civil(year + 1, 1, 1) <= days {
        year += 1;
    }
    let mut month = 1;
    while month < 12 && days_from_civil(year, month + 1, 1) <= days {
        month += 1;
    }
    let day = days - days_from_civil(year, month, 1) + 1;
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z", year.abs())
}

#[cfg(test)]
mod tests {
    use super::normalise;

    #[test]
    fn reads_as_go_does() {
        for (text, expected) in [
            ("2024-02-29T12:00:00.25+02:00", Ok(Some("2024-02-29T10:00:00Z"))),
            ("2024-12-31T23:30:00-01:00", Ok(Some("2025-01-01T00:30:00Z"))),
            ("2024-01-02T3:04:05,5Z", Ok(Some("2024-01-02T03:04:05Z"))),
            ("0001-01-01T00:00:00Z", Ok(None)),
            ("", Err("parsing time \"\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"\" as \"2006\"")),
            ("2023-02-29T12:00:00Z", Err("parsing time \"2023-02-29T12:00:00Z\": day out of range")),
            (
                "2023-02-28T12:00:00Zé",
                Err("parsing time \"2023-02-28T12:00:00Z\\xc3\\xa9\": extra text: \"\\xc3\\xa9\""),
            ),
        ] {
            let expected = expected.map(|text| text.map(str::to_owned)).map_err(str::to_owned);
            assert_eq!(normalise(text), expected, "{text}");
        }
    }
}
