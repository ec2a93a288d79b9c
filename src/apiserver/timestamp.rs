//! Times as the API server reads and writes them (upstream: `metav1.Time` on Go's `time.Parse` with `time.RFC3339`).

const LAYOUT: &str = "2006-01-02T15:04:05Z07:00";

/// The time in UTC and whole seconds, as the server writes it, or Go's words for what is wrong. As in Go, an hour of one digit and a
/// comma before the fraction pass. `None` for the zero time of Go, the first of January of the year 1.
pub(super) fn normalise(text: &str) -> Result<Option<String>, String> {
    let mut parser = Parser { text, rest: text };
    let year = parser.number("2006", 4, 4, 0..=9999, "year")?;
    parser.skip('-')?;
    let month = parser.number("01", 2, 2, 1..=12, "month")?;
    parser.skip('-')?;
    let day = parser.number("02", 2, 2, 0..=99, "day")?;
    parser.skip('T')?;
    let hour = parser.number("15", 1, 2, 0..=23, "hour")?;
    parser.skip(':')?;
    let minute = parser.number("04", 2, 2, 0..=59, "minute")?;
    parser.skip(':')?;
    let second = parser.number("05", 2, 2, 0..=59, "second")?;
    parser.fraction();
    let offset = parser.zone()?;
    if !parser.rest.is_empty() {
        return Err(parser.complaint(&format!("extra text: {}", quote(parser.rest))));
    }
    if !(1..=days_in_month(year, month)).contains(&day) {
        return Err(parser.complaint("day out of range"));
    }
    let written = utc(days_since_epoch(year, month, day), hour * 3_600 + minute * 60 + second - offset);
    Ok((written != "0001-01-01T00:00:00Z").then_some(written))
}

struct Parser<'a> {
    text: &'a str,
    rest: &'a str,
}

impl Parser<'_> {
    /// Takes `least` to `most` digits.
    fn number(
        &mut self,
        element: &str,
        least: usize,
        most: usize,
        range: std::ops::RangeInclusive<i64>,
        name: &str,
    ) -> Result<i64, String> {
        let count = self.rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at_checked(count).unwrap_or(("", self.rest));
        let Some(number) = digits.parse().ok().filter(|_| count >= least) else {
            return Err(self.unreadable(self.rest, element));
        };
        self.rest = rest;
        if range.contains(&number) {
            Ok(number)
        } else {
            Err(self.complaint(&format!("{name} out of range")))
        }
    }

    fn skip(&mut self, letter: char) -> Result<(), String> {
        self.rest =
            self.rest.strip_prefix(letter).ok_or_else(|| self.unreadable(self.rest, &letter.to_string()))?;
        Ok(())
    }

    fn fraction(&mut self) {
        if let Some(digits) = self.rest.strip_prefix(['.', ',']) {
            let rest = digits.trim_start_matches(|letter: char| letter.is_ascii_digit());
            if rest.len() < digits.len() {
                self.rest = rest;
            }
        }
    }

    /// The offset from UTC in seconds.
    fn zone(&mut self) -> Result<i64, String> {
        if let Some(rest) = self.rest.strip_prefix('Z') {
            self.rest = rest;
            return Ok(0);
        }
        let unreadable = self.unreadable(self.rest, "Z07:00");
        let bytes = self.rest.as_bytes();
        let &[sign, h1, h2, b':', m1, m2, ..] = bytes else { return Err(unreadable) };
        let pair = |tens: u8, ones: u8| {
            let digits = tens.is_ascii_digit() && ones.is_ascii_digit();
            digits.then(|| i64::from(tens - b'0') * 10 + i64::from(ones - b'0'))
        };
        let hours = pair(h1, h2);
        let minutes = hours.and(pair(m1, m2));
        if minutes.is_some_and(|minutes| minutes > 60) {
            return Err(self.complaint("time zone offset minute out of range"));
        }
        if hours.is_some_and(|hours| hours > 24) {
            return Err(self.complaint("time zone offset hour out of range"));
        }
        let (Some(hours), Some(minutes), b'+' | b'-') = (hours, minutes, sign) else {
            return Err(unreadable);
        };
        self.rest = self.rest.get(6..).unwrap_or_default();
        let offset = (hours * 60 + minutes) * 60;
        Ok(if sign == b'-' { -offset } else { offset })
    }

    fn unreadable(&self, rest: &str, element: &str) -> String {
        let (text, layout, rest, element) = (quote(self.text), quote(LAYOUT), quote(rest), quote(element));
        format!("parsing time {text} as {layout}: cannot parse {rest} as {element}")
    }

    fn complaint(&self, what: &str) -> String {
        format!("parsing time {}: {what}", quote(self.text))
    }
}

/// Text in quotes as package `time` prints it: bytes that are no printable ASCII in hexadecimal.
fn quote(text: &str) -> String {
    let mut quoted = String::from('"');
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => quoted.extend(['\\', char::from(byte)]),
            b' '..=b'\x7f' => quoted.push(char::from(byte)),
            _ => quoted.extend(["\\x", &format!("{byte:02x}")]),
        }
    }
    quoted.push('"');
    quoted
}

fn utc(days: i64, seconds: i64) -> String {
    let (days, seconds) = (days + seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = date(days);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z", year.abs())
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_before_year(year: i64) -> i64 {
    let past = year - 1;
    past * 365 + past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400)
}

/// Days since the first of January of the year 1.
fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    days_before_year(year) + (1..month).map(|month| days_in_month(year, month)).sum::<i64>() + day - 1
}

fn date(days: i64) -> (i64, i64, i64) {
    let mut year = days.div_euclid(366) + 1;
    while days_before_year(year + 1) <= days {
        year += 1;
    }
    let mut day = days - days_before_year(year);
    let mut month = 1;
    while day >= days_in_month(year, month) {
        day -= days_in_month(year, month);
        month += 1;
    }
    (year, month, day + 1)
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
