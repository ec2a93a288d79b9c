//! Points in time. They come from the input; the engine never looks at a clock.

use std::time::Duration;

use super::{
    find::{any, cut_any},
    read::{Readable, Wrong},
    value::Value,
};

const NANOS: u32 = 1_000_000_000;

/// A point in time, to the nanosecond, ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// Nanoseconds within the second, 0 to 999,999,999.
    pub nanos: u32,
}

impl Readable for Time {
    fn fill(&mut self, value: &Value, wrong: &mut Wrong) {
        match value.as_str().and_then(Self::parse) {
            Some(time) => *self = time,
            None => wrong.say("an RFC 3339 time"),
        }
    }
}

impl Time {
    /// Before every other time.
    pub const MIN: Self = Self { seconds: i64::MIN, nanos: 0 };
    /// Behind every other time.
    pub const MAX: Self = Self { seconds: i64::MAX, nanos: NANOS - 1 };

    /// A time from seconds since 1970 alone.
    pub fn from_seconds(seconds: i64) -> Self {
        Self { seconds, nanos: 0 }
    }

    /// The time `seconds` later; stops at the end of time.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self { seconds: self.seconds.saturating_add(seconds), nanos: self.nanos }
    }

    /// The time this much later; stops at the end of time.
    #[must_use]
    pub fn plus(self, wait: Duration) -> Self {
        let nanos = self.nanos + wait.subsec_nanos();
        let carried = i64::from(nanos >= NANOS) + i64::try_from(wait.as_secs()).unwrap_or(i64::MAX - 1);
        Self { nanos: nanos % NANOS, ..self.plus_seconds(carried) }
    }

    /// How long ago `earlier` was; nothing if it is yet to come.
    pub fn since(self, earlier: Self) -> Duration {
        if self <= earlier {
            return Duration::ZERO;
        }
        let borrowed = self.nanos < earlier.nanos;
        let nanos = self.nanos + if borrowed { NANOS } else { 0 } - earlier.nanos;
        Duration::new(self.seconds.abs_diff(earlier.seconds) - u64::from(borrowed), nanos)
    }

    /// Reads RFC 3339: `2026-01-02T03:04:05Z`, with a fraction and an offset if it has them. `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, rest) = cut_any(text, b"Tt")?;
        let mut parts = date.splitn(3, '-');
        let (year, month, day) =
            (digits(parts.next()?, 4)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
        let zone_at = any(rest, b"Zz+-")?;
        let (clock, zone) = rest.split_at_checked(zone_at)?;
        let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
        let mut parts = clock.splitn(3, ':');
        let (hour, minute, second) =
            (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
        let in_range = (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second < 60;
        if !in_range {
            return None;
        }
        let seconds = days_from_civil(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
        Some(Self { seconds: seconds - offset_seconds(zone)?, nanos: nanos(fraction)? })
    }
}

fn digits(text: &str, count: usize) -> Option<i64> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn nanos(fraction: &str) -> Option<u32> {
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let padded = fraction.to_owned() + "000000000";
    u32::try_from(digits(padded.get(..9)?, 9)?).ok()
}

fn offset_seconds(zone: &str) -> Option<i64> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
    (hours <= 24 && minutes < 60).then_some(sign * (hours * 3_600 + minutes * 60))
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days a month has, which is a number from 1 to 12.
pub fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a date of the proleptic Gregorian calendar, counting years from March.
pub fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Time;

    #[test]
    fn adds_and_subtracts_to_the_nanosecond() {
        let start = Time { seconds: 7, nanos: 600_000_000 };
        let wait = Duration::from_millis(1_500);
        let end = start.plus(wait);
        assert_eq!(end, Time { seconds: 9, nanos: 100_000_000 });
        assert_eq!(end.since(start), wait);
        assert_eq!(start.since(end), Duration::ZERO, "time does not run backwards");
        assert_eq!(end.since(Time::MIN).as_secs(), i64::MIN.unsigned_abs() + 9);
        assert_eq!(start.plus(Duration::MAX).seconds, i64::MAX);
    }

    #[test]
    fn reads_rfc_3339() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", Some((0, 0))),
            ("2026-01-02T03:04:05Z", Some((1_767_323_045, 0))),
            ("2024-02-29T12:00:00.25+02:00", Some((1_709_200_800, 250_000_000))),
            ("0001-01-01T00:00:00Z", Some((-62_135_596_800, 0))),
            ("2023-02-29T12:00:00Z", None),
            ("2023-02-28 12:00:00Z", None),
            ("2023-02-28T24:00:00Z", None),
            ("", None),
            ("2023-02-28T12:00:00", None),
        ] {
            assert_eq!(Time::parse(text).map(|time| (time.seconds, time.nanos)), expected, "{text}");
        }
    }
}
