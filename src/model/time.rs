//! Points in time. They come from the input; the engine never looks at a clock.

use std::num::NonZeroU64;

use super::{
    duration::Duration,
    find::{any, cut_any, parts},
    read::{Readable, Wrong},
    value::Value,
    whole::whole,
};

const MICROS: i64 = 1_000_000;

/// Where 1970 stands in the count of a [`Time`].
const EPOCH: u64 = 1 << 63;

/// A point in time, to the microsecond, ordered. Kubernetes writes none finer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(
    /// Microseconds, of which so many are before 1970 that 0 can stand for an absent time.
    NonZeroU64,
);

impl Default for Time {
    fn default() -> Self {
        Self::from_seconds(0)
    }
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
    pub const MIN: Self = Self(NonZeroU64::MIN);
    /// Behind every other time.
    pub const MAX: Self = Self(NonZeroU64::MAX);

    /// A time from seconds since 1970 alone.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self::from_micros(seconds.saturating_mul(MICROS))
    }

    /// A time from microseconds since 1970.
    pub const fn from_micros(micros: i64) -> Self {
        match NonZeroU64::new(micros.cast_unsigned() ^ EPOCH) {
            Some(micros) => Self(micros),
            None => Self::MIN,
        }
    }

    /// Microseconds since 1970.
    pub const fn micros(self) -> i64 {
        (self.0.get() ^ EPOCH).cast_signed()
    }

    /// Whole seconds since 1970, rounded down.
    pub const fn seconds(self) -> i64 {
        self.micros().div_euclid(MICROS)
    }

    /// How many whole seconds another time was before this one; below zero if it is yet to come.
    pub const fn seconds_since(self, other: Self) -> i64 {
        self.micros().saturating_sub(other.micros()) / MICROS
    }

    /// The time `seconds` later; stops at the end of time.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_micros(self.micros().saturating_add(seconds.saturating_mul(MICROS)))
    }

    /// The time this much later; stops at the end of time.
    #[must_use]
    pub const fn plus(self, wait: Duration) -> Self {
        Self(self.0.saturating_add(wait.as_micros()))
    }

    /// How long ago `earlier` was; nothing if it is yet to come.
    pub const fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(self.0.get().saturating_sub(earlier.0.get()))
    }

    /// Reads RFC 3339: `2026-01-02T03:04:05Z`, with a fraction and an offset if it has them. `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, rest) = cut_any(text, b"Tt")?;
        let (year, month, day) = three(date, b"-", 4)?;
        let zone_at = any(rest, b"Zz+-")?;
        let (clock, zone) = rest.split_at_checked(zone_at)?;
        let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
        let (hour, minute, second) = three(clock, b":", 2)?;
        let in_range = (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second < 60;
        if !in_range {
            return None;
        }
        let seconds = days_from_civil(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
        Some(Self::from_micros((seconds - offset_seconds(zone)?) * MICROS + micros(fraction)?))
    }
}

/// Three numbers, the first of so many digits, the others of two.
fn three(text: &str, between: &[u8], first: usize) -> Option<(i64, i64, i64)> {
    let parts = parts(text, between);
    let [one, two, three] = parts.as_slice() else { return None };
    Some((digits(one, first)?, digits(two, 2)?, digits(three, 2)?))
}

fn digits(text: &str, count: usize) -> Option<i64> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| whole(text))?
}

/// The microseconds of a fraction; what is finer is left out.
fn micros(fraction: &str) -> Option<i64> {
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let padded = fraction.to_owned() + "000000";
    digits(padded.get(..6)?, 6)
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
    use super::{super::duration::Duration, Time};

    #[test]
    fn adds_and_subtracts_to_the_microsecond() {
        let start = Time::from_micros(7_600_000);
        let wait = Duration::from_millis(1_500);
        let end = start.plus(wait);
        assert_eq!(end, Time::from_micros(9_100_000));
        assert_eq!(end.since(start), wait);
        assert_eq!(start.since(end), Duration::ZERO, "time does not run backwards");
        assert_eq!(end.since(Time::MIN).as_micros(), (1 << 63) + 9_099_999);
        assert_eq!(start.plus(Duration::MAX), Time::MAX);
        assert_eq!(Time::from_micros(-1).seconds(), -1);
        assert_eq!(start.seconds_since(end), -1);
        assert_eq!(end.seconds_since(start), 1);
    }

    #[test]
    fn reads_rfc_3339() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", Some((0, 0))),
            ("2026-01-02T03:04:05Z", Some((1_767_323_045, 0))),
            ("2024-02-29T12:00:00.25+02:00", Some((1_709_200_800, 250_000))),
            ("0001-01-01T00:00:00Z", Some((-62_135_596_800, 0))),
            ("2023-02-29T12:00:00Z", None),
            ("2023-02-28 12:00:00Z", None),
            ("2023-02-28T24:00:00Z", None),
            ("", None),
            ("2023-02-28T12:00:00", None),
        ] {
            assert_eq!(
                Time::parse(text).map(|time| (time.seconds(), time.micros().rem_euclid(1_000_000))),
                expected,
                "{text}"
            );
        }
    }
}
