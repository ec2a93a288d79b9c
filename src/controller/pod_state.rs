//! What the controller sees of a Pod.

use crate::model::{duration::Duration, pod::Pod, selector::Requirement, time::Time};

/// The label that names a Pod's revision.
pub(super) const HASH_LABEL: &str = "controller-revision-hash";
/// The label, and its annotation on the DaemonSet, that number the template; kept by Kubernetes for old clusters.
pub(super) const GENERATION_LABEL: &str = "pod-template-generation";
/// The annotation on the DaemonSet that [`GENERATION_LABEL`] is held against.
pub(super) const GENERATION_ANNOTATION: &str = "deprecated.daemonset.template.generation";

/// Go's zero time, which stands for an absent one.
const ZERO: Time = Time::from_seconds(-62_135_596_800);

/// What the controller sees of a Pod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PodState {
    /// Which Pod it is. Keys are in the order of names: of two Pods created at once the smaller key is the older.
    pub key: usize,
    /// Whether it is bound to its node.
    pub bound: bool,
    /// When it was created.
    pub created: Time,
    /// Whether it has ended, and how.
    pub phase: Phase,
    /// Whether it is being deleted.
    pub terminating: bool,
    /// Whether it is ready, and since when.
    pub readiness: Readiness,
    /// Whether it has no owner yet. Upstream lists such Pods last, which decides which of two failed ones goes first.
    pub orphan: bool,
    /// Which revision it is of.
    pub revision: Revision,
}

/// Which revision a Pod is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revision {
    /// The current one, by its hash label.
    Current,
    /// The current one by its generation label alone: all but `manage` take it for current.
    CurrentByGeneration,
    /// An older one, or none that is known.
    Older,
}

/// The phases that the controller tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Anything but the two others.
    Active,
    /// `Succeeded`.
    Succeeded,
    /// `Failed`.
    Failed,
}

/// A Pod's Ready condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// Absent, or not `True`.
    NotReady,
    /// `True`, without a time: available only where `minReadySeconds` is 0.
    Ready,
    /// `True` since then.
    ReadySince(Time),
}

impl PodState {
    /// For how long it has been there; `None` where nobody says.
    pub fn age(&self, now: Time) -> Option<Duration> {
        (self.created != ZERO).then(|| now.since(self.created))
    }

    /// Reads a Pod. `hash` is the label value of the current revision, `generation` the DaemonSet's template
    /// generation if it has one (upstream: `util.IsPodUpdated`, `podutil.IsPodReady`).
    pub fn of(pod: &Pod, key: usize, hash: &str, generation: Option<i64>) -> Self {
        let label = |name: &str| pod.metadata.labels.get(name).map_or("", String::as_str);
        let of_generation = || generation.is_some_and(|number| label(GENERATION_LABEL) == number.to_string());
        let ready = pod.status.conditions.iter().find(|condition| condition.kind == "Ready");
        Self {
            key,
            bound: !pod.spec.node_name.is_empty(),
            created: pod.metadata.creation_timestamp.unwrap_or(ZERO),
            phase: match pod.status.phase.as_str() {
                "Succeeded" => Phase::Succeeded,
                "Failed" => Phase::Failed,
                _ => Phase::Active,
            },
            terminating: pod.metadata.deletion_timestamp.is_some(),
            readiness: match ready {
                Some(condition) if condition.status == "True" => condition
                    .last_transition_time
                    .filter(|time| *time != ZERO)
                    .map_or(Readiness::Ready, Readiness::ReadySince),
                _ => Readiness::NotReady,
            },
            orphan: pod.metadata.controller().is_none(),
            revision: match label(HASH_LABEL) {
                of_pod if of_pod == hash => Revision::Current,
                _ if of_generation() => Revision::CurrentByGeneration,
                _ => Revision::Older,
            },
        }
    }

    /// Whether it counts as made from the current template.
    pub fn is_updated(&self) -> bool {
        self.revision != Revision::Older
    }

    /// Whether the Ready condition is `True`.
    pub fn is_ready(&self) -> bool {
        self.readiness != Readiness::NotReady
    }

    /// When it is available, if nothing changes; `None` for never (upstream: `podutil.IsPodAvailable`, whose end of the
    /// wait is inclusive).
    pub fn available_from(&self, min_ready_seconds: i32) -> Option<Time> {
        match self.readiness {
            Readiness::NotReady => None,
            _ if min_ready_seconds == 0 => Some(Time::MIN),
            Readiness::Ready => None,
            Readiness::ReadySince(since) => Some(since.plus_seconds(min_ready_seconds.into())),
        }
    }

    /// Whether it is available at `now`.
    pub fn is_available(&self, min_ready_seconds: i32, now: Time) -> bool {
        self.available_from(min_ready_seconds).is_some_and(|from| from <= now)
    }

    /// Whether the controller still looks at it: not once it has ended *and* is being deleted.
    pub(super) fn is_visible(&self) -> bool {
        self.phase == Phase::Active || !self.terminating
    }

    /// Sorts bound Pods first, then older ones, then by name (upstream: `podByCreationTimestampAndPhase`).
    pub(super) fn rank(&self) -> (bool, Time, usize) {
        (!self.bound, self.created, self.key)
    }
}

/// The node that a Pod is on or is meant for; `None` where that cannot be told, and then the controller does not see
/// the Pod (upstream: `util.GetTargetNodeName`).
pub fn target_node(pod: &Pod) -> Option<&str> {
    if !pod.spec.node_name.is_empty() {
        return Some(&pod.spec.node_name);
    }
    let terms = &pod.spec.affinity.node_affinity.required.as_ref()?.node_selector_terms;
    let is_pin = |field: &&Requirement| field.key == "metadata.name" && field.operator == "In";
    let pin = terms.iter().find_map(|term| term.match_fields.iter().find(is_pin))?;
    match pin.values.as_slice() {
        [name] => Some(name),
        _ => None,
    }
}
