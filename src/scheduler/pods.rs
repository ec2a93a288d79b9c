//! The Pods of a paste, as the scheduler sees them.

use super::{
    affinity::Term,
    amounts::{Amount, Resources},
    disks::Disk,
    ports::HostPort,
    priority::{Priorities, PriorityClass},
    storage::{Mount, Storage},
};
use crate::model::{meta::ObjectMeta, time::Time, value::Value};

/// Pods, and what is needed to understand them.
#[derive(Clone, Debug, Default)]
pub struct PastedPods {
    pub(super) all: Vec<PodFacts>,
    pub(super) resources: Resources,
    pub(super) priorities: Priorities,
    pub(super) storage: Storage,
}

/// A Pod, as far as it matters to others.
#[derive(Clone, Debug)]
pub struct PodFacts {
    /// `metadata`, the namespace filled in.
    pub metadata: ObjectMeta,
    /// The node that it is bound to; empty before.
    pub node: String,
    /// The node that is being made free for it; empty for none.
    pub(super) nominated: String,
    pub(super) requests: Vec<Amount>,
    pub(super) ports: Vec<HostPort>,
    pub(super) disks: Vec<Disk>,
    pub(super) mounts: Vec<Mount>,
    /// The priority that was worked out when it was created; else its class decides.
    priority: Option<i32>,
    class: String,
    /// When it began to run; `None` where it has not.
    pub(super) started: Option<Time>,
    pub(super) anti_affinity: Vec<Term>,
    /// Whether it has ended, and holds nothing.
    pub(super) ended: bool,
    /// Whether its spec is known; of one in a table it is not.
    pub(super) told: bool,
}

impl PastedPods {
    /// No Pods, but these priority classes.
    pub fn new(classes: impl IntoIterator<Item = PriorityClass>) -> Self {
        let mut pods = Self::default();
        for class in classes {
            pods.add_class(class);
        }
        pods
    }

    /// Adds a priority class.
    pub fn add_class(&mut self, class: PriorityClass) {
        self.priorities.add(class);
    }

    /// Adds an object that tells of volumes: a claim, a volume, a class, a driver, an attachment, or which drivers a node has.
    pub fn add_storage(&mut self, object: &Value) {
        self.storage.add(object.text("kind"), object);
    }

    /// Adds a Pod, read from a tree; one that has ended holds nothing.
    pub fn add(&mut self, object: &Value) {
        let text = |path: &str| object.pointer(path).and_then(Value::as_str).unwrap_or_default().to_owned();
        let ended = matches!(text("/status/phase").as_str(), "Succeeded" | "Failed");
        let spec = object.get("spec").unwrap_or(&Value::Null);
        let mut metadata =
            ObjectMeta::read(object.get("metadata").unwrap_or(&Value::Null)).unwrap_or_default();
        if metadata.namespace.is_empty() {
            "default".clone_into(&mut metadata.namespace);
        }
        let priority =
            spec.get("priority").and_then(Value::as_i64).and_then(|value| i32::try_from(value).ok());
        self.all.push(PodFacts {
            node: text("/spec/nodeName"),
            nominated: text("/status/nominatedNodeName"),
            requests: self.resources.requested(spec, object.get("status").unwrap_or(&Value::Null)),
            ports: HostPort::asked_for(spec),
            disks: Disk::of(spec),
            mounts: Mount::of(spec, &metadata.namespace, Some(&metadata.name)),
            priority,
            class: text("/spec/priorityClassName"),
            started: Time::parse(&text("/status/startTime")),
            anti_affinity: Term::of(spec, "podAntiAffinity", &metadata.namespace, None),
            ended,
            told: true,
            metadata,
        });
    }

    /// Adds a Pod of which only that it is on a node is known.
    pub fn add_untold(&mut self, mut metadata: ObjectMeta, node: String, ended: bool) {
        if metadata.namespace.is_empty() {
            "default".clone_into(&mut metadata.namespace);
        }
        self.all.push(PodFacts {
            metadata,
            node,
            ended,
            nominated: String::new(),
            requests: Vec::new(),
            ports: Vec::new(),
            disks: Vec::new(),
            mounts: Vec::new(),
            priority: None,
            class: String::new(),
            started: None,
            anti_affinity: Vec::new(),
            told: false,
        });
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether a Pod's requests and ports are not known, since it comes from a table.
    pub fn has_untold(&self) -> bool {
        self.all.iter().any(|pod| !pod.told)
    }

    /// A Pod by its number.
    pub fn get(&self, number: usize) -> Option<&PodFacts> {
        self.all.get(number)
    }

    /// A Pod's priority; 0 where neither it nor its class is known.
    pub(super) fn priority(&self, pod: &PodFacts) -> i32 {
        pod.priority.unwrap_or_else(|| self.priorities.class(&pod.class).unwrap_or_default().value)
    }
}
