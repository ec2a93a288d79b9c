//! Taints and tolerations.

use super::value::Value;

use super::read::{Readable, Wrong, readable};

/// One of a Node's `spec.taints`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Taint {
    /// The key.
    pub key: String,
    /// The value; often empty.
    pub value: String,
    /// The effect.
    pub effect: Effect,
}

readable!(Taint { key: "key", value: "value", effect: "effect" });

/// What a taint does to Pods that do not tolerate it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Effect {
    /// New Pods stay away.
    NoSchedule,
    /// New Pods are placed elsewhere if possible; decides nothing for a DaemonSet.
    PreferNoSchedule,
    /// New Pods stay away, running ones have to go.
    NoExecute,
    /// No effect given: in a toleration, all effects.
    #[default]
    Empty,
    /// Anything else; decides nothing.
    Other(String),
}

impl Readable for Effect {
    fn fill(&mut self, value: &Value, wrong: &mut Wrong) {
        let mut text = String::new();
        text.fill(value, wrong);
        *self = Self::from(text);
    }
}

impl From<String> for Effect {
    fn from(text: String) -> Self {
        match text.as_str() {
            "NoSchedule" => Self::NoSchedule,
            "PreferNoSchedule" => Self::PreferNoSchedule,
            "NoExecute" => Self::NoExecute,
            "" => Self::Empty,
            _ => Self::Other(text),
        }
    }
}

impl Effect {
    /// The effect as Kubernetes spells it; empty for no effect.
    pub fn as_str(&self) -> &str {
        match self {
            Self::NoSchedule => "NoSchedule",
            Self::PreferNoSchedule => "PreferNoSchedule",
            Self::NoExecute => "NoExecute",
            Self::Empty => "",
            Self::Other(text) => text,
        }
    }
}

impl Taint {
    /// The taint as kubectl writes it: `key=value:Effect`, or `key:Effect` without a value.
    pub fn to_text(&self) -> String {
        let equals = if self.value.is_empty() { "" } else { "=" };
        format!("{}{equals}{}:{}", self.key, self.value, self.effect.as_str())
    }
}

/// One of a Pod's `spec.tolerations`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Toleration {
    /// The taint's key; empty means every key (and then the operator is `Exists`).
    pub key: String,
    /// `Equal` (also when empty), `Exists`, or the gated `Lt` and `Gt`.
    pub operator: String,
    /// The value to compare with.
    pub value: String,
    /// The effect; empty means every effect.
    pub effect: String,
    /// How long a Pod stays after a `NoExecute` taint appeared; the DaemonSet controller ignores it.
    pub toleration_seconds: Option<i64>,
}

readable!(Toleration {
    key: "key",
    operator: "operator",
    value: "value",
    effect: "effect",
    toleration_seconds: "tolerationSeconds",
});
