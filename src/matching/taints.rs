//! Taints and tolerations (upstream: `Toleration.ToleratesTaint` in `k8s.io/api/core/v1/toleration.go`).

use crate::model::taint::{Effect, Taint, Toleration};

/// What of a toleration does not fit a taint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Difference {
    /// The key is another one.
    Key,
    /// The operator matches nothing: `Lt` and `Gt` are switched off by default.
    Operator,
    /// The value is another one.
    Value,
    /// The effect is another one.
    Effect,
}

/// Whether a toleration matches a taint. `Lt` and `Gt` never do: their feature gate is off by default.
pub fn tolerates(toleration: &Toleration, taint: &Taint) -> bool {
    key_fits(toleration, taint)
        && effect_fits(toleration, taint)
        && value_difference(toleration, taint).is_none()
}

/// Everything that keeps a toleration from matching a taint; empty where it matches.
pub fn differences(toleration: &Toleration, taint: &Taint) -> Vec<Difference> {
    let mut found = Vec::new();
    if !key_fits(toleration, taint) {
        found.push(Difference::Key);
    }
    if let Some(difference) = value_difference(toleration, taint) {
        found.push(difference);
    }
    if !effect_fits(toleration, taint) {
        found.push(Difference::Effect);
    }
    found
}

/// Whether a taint keeps a DaemonSet's Pods away unless it is tolerated: `NoSchedule` and `NoExecute` do.
pub fn keeps_pods_away(taint: &Taint) -> bool {
    matches!(taint.effect, Effect::NoSchedule | Effect::NoExecute)
}

/// An empty key fits every key, whatever the operator.
fn key_fits(toleration: &Toleration, taint: &Taint) -> bool {
    toleration.key.is_empty() || toleration.key == taint.key
}

fn effect_fits(toleration: &Toleration, taint: &Taint) -> bool {
    toleration.effect.is_empty() || toleration.effect == taint.effect.as_str()
}

fn value_difference(toleration: &Toleration, taint: &Taint) -> Option<Difference> {
    match toleration.operator.as_str() {
        "" | "Equal" => (toleration.value != taint.value).then_some(Difference::Value),
        "Exists" => None,
        _ => Some(Difference::Operator),
    }
}

#[cfg(test)]
mod tests {
    use super::{Difference, differences, tolerates};
    use crate::model::taint::{Taint, Toleration};

    /// A toleration and a taint as YAML, and what does not fit.
    #[test]
    fn a_toleration_matches_as_upstreams_does() {
        use Difference::{Effect, Key, Operator, Value};
        for (toleration, taint, expected) in [
            ("{key: foo, operator: Exists, effect: NoSchedule}", "{key: foo, effect: NoSchedule}", &[][..]),
            (
                "{key: foo, operator: Exists, effect: NoSchedule}",
                "{key: foo, value: bar, effect: NoSchedule}",
                &[],
            ),
            ("{operator: Exists, effect: NoSchedule}", "{key: foo, value: bar, effect: NoSchedule}", &[]),
            ("{operator: Exists}", "{key: foo, value: bar, effect: NoExecute}", &[]),
            ("{key: foo, value: bar}", "{key: foo, value: bar, effect: NoExecute}", &[]),
            ("{key: foo, operator: Equal, value: bar}", "{key: foo, value: bar, effect: NoSchedule}", &[]),
            ("{key: foo}", "{key: foo, effect: NoSchedule}", &[]),
            ("{key: foo, value: one}", "{key: foo, value: two, effect: NoSchedule}", &[Value]),
            (
                "{key: foo, value: bar, effect: NoSchedule}",
                "{key: foo, value: bar, effect: NoExecute}",
                &[Effect],
            ),
            (
                "{key: foo, effect: NoSchedule}",
                "{key: Foo, value: x, effect: NoExecute}",
                &[Key, Value, Effect],
            ),
            (
                "{key: sla, operator: Gt, value: '750', effect: NoSchedule}",
                "{key: sla, value: '950', effect: NoSchedule}",
                &[Operator],
            ),
            (
                "{key: sla, operator: Lt, value: '950'}",
                "{key: sla, value: '800', effect: NoSchedule}",
                &[Operator],
            ),
            ("{key: foo, operator: exists}", "{key: foo, effect: NoSchedule}", &[Operator]),
            ("{operator: Equal, value: bar}", "{key: foo, value: bar, effect: NoSchedule}", &[]),
        ] {
            let own = Toleration::read(&serde_yaml::from_str(toleration).unwrap()).unwrap();
            let found = Taint::read(&serde_yaml::from_str(taint).unwrap()).unwrap();
            assert_eq!(differences(&own, &found), expected, "{toleration} {taint}");
            assert_eq!(tolerates(&own, &found), expected.is_empty(), "{toleration} {taint}");
        }
    }
}
