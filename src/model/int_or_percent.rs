//! Numbers that may be percentages: `maxUnavailable` and `maxSurge`.

use super::{value::Value, whole::whole};

use super::read::{Mismatch, Readable, Wrong, read};

/// An integer, or text such as `"10%"` (upstream: `intstr.IntOrString`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntOrPercent {
    /// A plain number.
    Int(i32),
    /// Text; validation admits only digits followed by `%`.
    Text(String),
}

impl Default for IntOrPercent {
    fn default() -> Self {
        Self::Int(0)
    }
}

impl Readable for IntOrPercent {
    fn fill(&mut self, value: &Value, wrong: &mut Wrong) {
        if let Some(text) = value.as_str() {
            *self = Self::Text(text.to_owned());
        } else if let Some(number) = value.as_i64().and_then(|number| i32::try_from(number).ok()) {
            *self = Self::Int(number);
        } else {
            wrong.say("a 32-bit number or a percentage");
        }
    }
}

impl IntOrPercent {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        read(value)
    }

    /// The number meant, out of `total`: an integer as it is, a percentage of `total` rounded **up**
    /// (upstream: `intstr.GetScaledValueFromIntOrPercent(…, roundUp = true)`). `None` for text that is no percentage.
    pub fn scaled_up(&self, total: usize) -> Option<i64> {
        match self {
            Self::Int(value) => Some(i64::from(*value)),
            Self::Text(_) => {
                let percent = self.percent()?;
                let total = i64::try_from(total).ok()?;
                let product = percent.checked_mul(total)?;
                Some(product.div_euclid(100) + i64::from(product.rem_euclid(100) != 0))
            }
        }
    }

    /// The number before the `%`; `None` for an integer and for text that is no percentage.
    pub fn percent(&self) -> Option<i64> {
        match self {
            Self::Int(_) => None,
            Self::Text(text) => whole(text.strip_suffix('%')?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::IntOrPercent;

    #[test]
    fn percentages_round_up() {
        for (text, total, expected) in [
            ("10%", 5, Some(1)),
            ("0%", 5, Some(0)),
            ("100%", 7, Some(7)),
            ("34%", 3, Some(2)),
            ("5", 3, None),
            ("1%", 0, Some(0)),
        ] {
            assert_eq!(IntOrPercent::Text(text.into()).scaled_up(total), expected, "{text} of {total}");
        }
        assert_eq!(IntOrPercent::Int(9).scaled_up(3), Some(9), "an integer has no upper bound");
    }
}
