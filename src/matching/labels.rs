//! Requirements on labels (upstream: `k8s.io/apimachinery/pkg/labels`).

use crate::model::{
    selector::{LabelSelector, Requirement},
    syntax,
    whole::whole,
};

/// A requirement on one label, ready to be matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelRequirement {
    /// The label's key.
    pub key: String,
    /// What must hold for its value.
    pub test: Test,
}

/// What must hold for the value of a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// The label is there, with one of these values.
    In(Vec<String>),
    /// The label is absent, or has none of these values.
    NotIn(Vec<String>),
    /// The label is there.
    Exists,
    /// The label is absent.
    DoesNotExist,
    /// The label is there, and is an integer above this one.
    GreaterThan(i64),
    /// The label is there, and is an integer below this one.
    LessThan(i64),
}

/// Why a requirement cannot be parsed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The operator is none that the selector knows.
    Operator,
    /// The key is no label key.
    Key,
    /// The operator takes another number of values.
    ValueCount,
    /// The value at this position is no 64-bit integer, and the operator compares numbers.
    NotAnInteger(usize),
    /// The value at this position is no label value.
    Value(usize),
}

impl LabelRequirement {
    /// Parses a requirement of a node selector; all faults, in upstream's order (upstream: `labels.NewRequirement`).
    pub fn parse(written: &Requirement) -> Result<Self, Vec<Fault>> {
        let values = &written.values;
        let mut faults = Vec::new();
        if !syntax::label_key(&written.key).is_empty() {
            faults.push(Fault::Key);
        }
        let integer = || values.first().and_then(|value| whole(value)).unwrap_or_default();
        // Rust reads base-10 integers exactly as Go's ParseInt does: a sign and leading zeros are fine.
        let (test, count_is_right) = match written.operator.as_str() {
            "In" => (Test::In(values.clone()), !values.is_empty()),
            "NotIn" => (Test::NotIn(values.clone()), !values.is_empty()),
            "Exists" => (Test::Exists, values.is_empty()),
            "DoesNotExist" => (Test::DoesNotExist, values.is_empty()),
            "Gt" => (Test::GreaterThan(integer()), values.len() == 1),
            "Lt" => (Test::LessThan(integer()), values.len() == 1),
            _ => return Err(vec![Fault::Operator]),
        };
        if !count_is_right {
            faults.push(Fault::ValueCount);
        }
        let compares = matches!(test, Test::GreaterThan(_) | Test::LessThan(_));
        for (position, value) in values.iter().enumerate() {
            if compares && whole(value).is_none() {
                faults.push(Fault::NotAnInteger(position));
            }
        }
        for (position, value) in values.iter().enumerate() {
            if !syntax::label_value(value).is_empty() {
                faults.push(Fault::Value(position));
            }
        }
        if faults.is_empty() { Ok(Self { key: written.key.clone(), test }) } else { Err(faults) }
    }
}

impl Test {
    /// Whether it holds for the value of a label; `None` for a label that is not there
    /// (upstream: `labels.Requirement.Matches`).
    pub fn matches(&self, value: Option<&str>) -> bool {
        match (self, value) {
            (Self::In(values), Some(value)) => values.iter().any(|wanted| wanted == value),
            (Self::NotIn(values), Some(value)) => values.iter().all(|unwanted| unwanted != value),
            (Self::Exists, Some(_)) | (Self::NotIn(_) | Self::DoesNotExist, None) => true,
            (Self::GreaterThan(bound), Some(value)) => whole(value).is_some_and(|value| value > *bound),
            (Self::LessThan(bound), Some(value)) => whole(value).is_some_and(|value| value < *bound),
            (Self::DoesNotExist, Some(_)) | (_, None) => false,
        }
    }
}

/// A label selector, ready to be matched. One without requirements matches everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selector {
    requirements: Vec<LabelRequirement>,
}

impl Selector {
    /// Compiles a label selector; `None` where a part of it cannot be parsed (upstream: `LabelSelectorAsSelector`).
    /// An absent selector, which matches nothing, is the caller's to handle.
    pub fn of(written: &LabelSelector) -> Option<Self> {
        let mut requirements = Vec::new();
        for (key, value) in &written.match_labels {
            let (key, operator) = (key.clone(), "In".to_owned());
            let pair = Requirement { key, operator, values: vec![value.clone()] };
            requirements.push(LabelRequirement::parse(&pair).ok()?);
        }
        for requirement in &written.match_expressions {
            if matches!(requirement.operator.as_str(), "Gt" | "Lt") {
                return None;
            }
            requirements.push(LabelRequirement::parse(requirement).ok()?);
        }
        Some(Self { requirements })
    }

    /// Whether it matches labels, given as a lookup by key.
    pub fn matches<'v>(&self, label: &dyn Fn(&str) -> Option<&'v str>) -> bool {
        self.requirements.iter().all(|requirement| requirement.test.matches(label(&requirement.key)))
    }

    /// Whether it matches everything (upstream: `Selector.Empty`).
    pub fn is_empty(&self) -> bool {
        self.requirements.is_empty()
    }
}
