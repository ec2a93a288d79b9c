//! Which Pod may push which aside.

use crate::model::value::Value;

/// A `PriorityClass`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriorityClass {
    /// `metadata.name`.
    pub name: String,
    /// The priority of its Pods.
    pub value: i32,
    /// Whether it is that of Pods which name none.
    pub global_default: bool,
    /// Whether its Pods push nobody aside: `preemptionPolicy: Never`.
    pub never_preempts: bool,
}

impl PriorityClass {
    /// Reads it from a tree; what is absent or of another type is empty.
    pub fn read(object: &Value) -> Self {
        let value = object.get("value").and_then(Value::as_i64).and_then(|value| i32::try_from(value).ok());
        Self {
            name: object.pointer("/metadata/name").and_then(Value::as_str).unwrap_or_default().to_owned(),
            value: value.unwrap_or_default(),
            global_default: object.get("globalDefault").and_then(Value::as_bool) == Some(true),
            never_preempts: object.text("preemptionPolicy") == "Never",
        }
    }
}

/// The classes of a cluster beside the two that every cluster has.
#[derive(Clone, Debug, Default)]
pub(super) struct Priorities {
    classes: Vec<PriorityClass>,
}

/// The classes that every cluster has.
const SYSTEM: [(&str, i32); 2] =
    [("system-cluster-critical", 2_000_000_000), ("system-node-critical", 2_000_001_000)];

impl Priorities {
    pub(super) fn add(&mut self, class: PriorityClass) {
        self.classes.push(class);
    }

    /// The class of a Pod that names this one, or none (upstream: the admission plugin `Priority`, which takes the lowest of
    /// several defaults). `None` where there is no such class; of two of one name the later counts.
    pub(super) fn class(&self, name: &str) -> Option<PriorityClass> {
        if name.is_empty() {
            let mut lowest = PriorityClass::default();
            for class in &self.classes {
                if class.global_default && !(lowest.global_default && lowest.value <= class.value) {
                    lowest = class.clone();
                }
            }
            return Some(lowest);
        }
        for (system, value) in SYSTEM {
            if system == name {
                return Some(PriorityClass { name: name.to_owned(), value, ..PriorityClass::default() });
            }
        }
        self.classes.iter().rev().find(|class| class.name == name).cloned()
    }
}
