//! How long ago something was, in few letters.

use crate::model::{list::push_all, time::Time, value::Value};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const YEAR: i64 = 365 * DAY;
/// The zero of Go's time, 0001-01-01T00:00:00Z, which stands for none.
const ZERO: i64 = -62_135_596_800;

/// A duration in at most two units (upstream: `duration.HumanDuration`). Two seconds or more before its time it is
/// `<invalid>`, one second before it is `0s`.
pub fn human_duration(seconds: i64) -> String {
    match seconds {
        ..-1 => return "<invalid>".to_owned(),
        -1 => return "0s".to_owned(),
        _ => {}
    }
    // The unit, and how many of a smaller one are in it; 0 for the larger alone.
    let (size, unit, in_one, small) = match seconds {
        0..120 => (1, "s", 0, ""),
        120..600 => (MINUTE, "m", 60, "s"),
        600..10_800 => (MINUTE, "m", 0, ""),
        10_800..28_800 => (HOUR, "h", 60, "m"),
        28_800..172_800 => (HOUR, "h", 0, ""),
        172_800..691_200 => (DAY, "d", 24, "h"),
        691_200..63_072_000 => (DAY, "d", 0, ""),
        63_072_000..252_288_000 => (YEAR, "y", 365, "d"),
        _ => (YEAR, "y", 0, ""),
    };
    let mut text = (seconds / size).to_string() + unit;
    let rest = if in_one == 0 { 0 } else { seconds % size / (size / in_one) };
    if rest != 0 {
        push_all(&mut text, &[&rest.to_string(), small]);
    }
    text
}

/// The age of a timestamp; `<unknown>` for none (upstream: `translateTimestampSince`).
pub(super) fn since(timestamp: &Value, now: Time) -> String {
    ago(time(timestamp), now)
}

/// How long ago a time was; `<unknown>` for none.
pub(super) fn ago(then: Option<Time>, now: Time) -> String {
    let Some(then) = then else { return "<unknown>".to_owned() };
    // Go cuts off the fraction, towards zero.
    human_duration(now.seconds_since(then))
}

/// A point in time; `None` for none, and for Go's zero.
pub(super) fn time(timestamp: &Value) -> Option<Time> {
    timestamp.as_str().and_then(Time::parse).filter(|time| time.seconds() != ZERO)
}

/// A time as the API server keeps it, to the second; none for one before all others.
pub(super) fn kept(time: Time) -> Option<Time> {
    (time != Time::MIN).then(|| Time::from_seconds(time.seconds()))
}

#[cfg(test)]
mod tests {
    use crate::model::{testing::json, value::Value};

    use super::{human_duration, since};
    use crate::model::time::Time;

    #[test]
    fn durations_are_short() {
        for (seconds, expected) in [
            (-2, "<invalid>"),
            (-1, "0s"),
            (0, "0s"),
            (119, "119s"),
            (120, "2m"),
            (599, "9m59s"),
            (600, "10m"),
            (10_799, "179m"),
            (10_800, "3h"),
            (28_799, "7h59m"),
            (28_800, "8h"),
            (172_799, "47h"),
            (172_800, "2d"),
            (176_400, "2d1h"),
            (691_199, "7d23h"),
            (691_200, "8d"),
            (63_071_999, "729d"),
            (63_072_000, "2y"),
            (63_158_400, "2y1d"),
            (252_287_999, "7y364d"),
            (252_288_000, "8y"),
        ] {
            assert_eq!(human_duration(seconds), expected, "{seconds}");
        }
    }

    #[test]
    fn no_time_is_unknown() {
        let now = Time::from_seconds(100);
        for (timestamp, expected) in [
            (Value::Null, "<unknown>"),
            (json!("0001-01-01T00:00:00Z"), "<unknown>"),
            (json!("1970-01-01T00:01:00Z"), "40s"),
            (json!("1970-01-01T00:01:41.9Z"), "0s"),
            (json!("1970-01-01T00:01:00.5Z"), "39s"),
        ] {
            assert_eq!(since(&timestamp, now), expected, "{timestamp}");
        }
    }
}
