//! Lengths of time.

use std::{num::NonZeroU64, ops};

const MICROS: u64 = 1_000_000;

/// A length of time, to the microsecond, which is the finest that Kubernetes writes; at most half a million years, where sums stop. One
/// number, because the standard library's two cost code wherever lengths are compared or added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration(
    /// One microsecond more, which leaves 0 to stand for an absent length.
    NonZeroU64,
);

impl Default for Duration {
    fn default() -> Self {
        Self::ZERO
    }
}

impl Duration {
    /// None.
    pub const ZERO: Self = Self(NonZeroU64::MIN);
    /// The longest.
    pub const MAX: Self = Self(NonZeroU64::MAX);

    /// So many seconds.
    pub const fn from_secs(seconds: u64) -> Self {
        Self::from_micros(seconds.saturating_mul(MICROS))
    }

    /// So many minutes.
    pub const fn from_mins(minutes: u64) -> Self {
        Self::from_secs(minutes.saturating_mul(60))
    }

    /// So many milliseconds.
    pub const fn from_millis(millis: u64) -> Self {
        Self::from_micros(millis.saturating_mul(1_000))
    }

    /// So many microseconds.
    pub const fn from_micros(micros: u64) -> Self {
        Self(NonZeroU64::MIN.saturating_add(micros))
    }

    /// So many seconds, to the nearest microsecond; none if there are fewer than none.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "the cast saturates"
    )]
    pub fn from_secs_f64(seconds: f64) -> Self {
        Self::from_micros((seconds * MICROS as f64).round_ties_even() as u64)
    }

    /// In whole seconds, without the rest.
    pub const fn as_secs(self) -> u64 {
        self.as_micros() / MICROS
    }

    /// In seconds.
    #[expect(clippy::cast_precision_loss, reason = "microseconds of three centuries are exact")]
    pub fn as_secs_f64(self) -> f64 {
        self.as_micros() as f64 / MICROS as f64
    }

    /// In microseconds.
    pub const fn as_micros(self) -> u64 {
        self.0.get() - 1
    }

    /// What is left without another; nothing if that is longer.
    #[must_use]
    pub const fn saturating_sub(self, other: Self) -> Self {
        Self::from_micros(self.0.get().saturating_sub(other.0.get()))
    }
}

impl ops::Add for Duration {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.as_micros()))
    }
}

impl ops::AddAssign for Duration {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl ops::Mul<u32> for Duration {
    type Output = Self;

    fn mul(self, times: u32) -> Self {
        Self::from_micros(self.as_micros().saturating_mul(times.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::Duration;

    #[test]
    fn a_number_of_seconds_is_rounded_and_bounded() {
        for (seconds, micros) in [
            (0.0, 0),
            (-1.0, 0),
            (f64::NAN, 0),
            (0.1, 100_000),
            (1.000_000_4, 1_000_000),
            (f64::INFINITY, u64::MAX - 1),
        ] {
            assert_eq!(Duration::from_secs_f64(seconds).as_micros(), micros, "{seconds}");
        }
        assert_eq!(Duration::from_millis(15_300).as_secs_f64().to_string(), "15.3");
        assert_eq!(Duration::MAX + Duration::from_secs(1), Duration::MAX);
    }
}
