//! Taints and tolerations.

use super::value::Value;

use super::read::{Fields, Mismatch, number, text};

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

impl Taint {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self {
            key: fields.text("key")?,
            value: fields.text("value")?,
            effect: fields.object("effect", Effect::read)?,
        })
    }
}

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

impl Effect {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        text(value).map(Self::from)
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

impl Toleration {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self {
            key: fields.text("key")?,
            operator: fields.text("operator")?,
            value: fields.text("value")?,
            effect: fields.text("effect")?,
            toleration_seconds: fields.maybe("tolerationSeconds", number)?,
        })
    }
}
