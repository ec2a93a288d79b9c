//! The Pods that exist already, from the third paste.

use std::borrow::Cow;

use super::{options::PodsRevision, scheduling::IS_ON};
use crate::{
    apiserver::Admitted,
    controller::{
        self,
        revision::{self, Current, Origin},
    },
    diagnostic::{Diagnostic, Severity, Source},
    manifest,
    model::{daemon_set::DaemonSet, pod::Pod, time::Time, value::Value},
    scheduler::{PastedPods, PriorityClass},
};

/// The third paste: Pods, and the ControllerRevisions that tell which template is which.
#[derive(Clone, Debug, Default)]
pub(super) struct Existing {
    pub(super) pods: Vec<Pod>,
    pub(super) revisions: Vec<Value>,
    /// The same Pods as the scheduler sees them, with the priority classes.
    pub(super) pasted: PastedPods,
    /// Whether there is something else than Pods, so that no Pods are none told of.
    has_others: bool,
    /// Whether they come from a table, and whether that tells their labels.
    table: Option<bool>,
    /// The newest time in the paste, as it is written: nothing in it happened later.
    pub(super) newest: Option<(Time, String)>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Existing {
    /// Reads Pods and ControllerRevisions, in any mix and form that pastes of objects have, or tables of Pods.
    pub(super) fn read(text: &[u8]) -> Self {
        if let Some(table) = manifest::read_pods(text) {
            let manifest::PodsTable { pods, labelled, diagnostics } = table;
            let mut existing = Self { table: Some(labelled), diagnostics, ..Self::default() };
            for pod in pods.iter().filter(|_| IS_ON) {
                let ended = pod.status.phase == "Failed";
                existing.pasted.add_untold(pod.metadata.clone(), pod.spec.node_name.clone(), ended);
            }
            existing.pods = pods;
            return existing;
        }
        let reading = manifest::read(text, Source::Pods);
        let mut existing = Self { diagnostics: reading.diagnostics, ..Self::default() };
        for document in reading.documents {
            existing.add(document.object);
        }
        if existing.pods.is_empty()
            && !existing.has_others
            && !existing.diagnostics.iter().any(|found| found.severity == Severity::Error)
        {
            existing.say(Severity::Warning, "no-pods", "there is no Pod in this paste".to_owned());
        }
        existing
    }

    /// What stands among the nodes, beside what was pasted apart.
    pub(super) fn beside(apart: Option<Self>, among: &[Value]) -> Option<Self> {
        if among.is_empty() {
            return apart;
        }
        let mut existing = apart.unwrap_or_default();
        existing.has_others = true;
        for object in among {
            existing.add(object.clone());
        }
        Some(existing)
    }

    /// Adds an object of any kind that matters.
    pub(super) fn add(&mut self, object: Value) {
        match object.text("kind") {
            "Pod" => match Pod::read(&object) {
                Ok(pod) => {
                    self.note_times(&object);
                    if IS_ON {
                        self.pasted.add(&object);
                    }
                    self.pods.push(pod);
                }
                Err(mismatch) => {
                    self.say(Severity::Error, "no-pod", format!("this Pod is left out: {mismatch}"));
                }
            },
            "PriorityClass" if IS_ON => {
                self.has_others = true;
                self.pasted.add_class(PriorityClass::read(&object));
            }
            "ControllerRevision" => self.revisions.push(object),
            kind if IS_ON && manifest::STORAGE.contains(&kind) => {
                self.has_others = true;
                self.pasted.add_storage(&object);
            }
            _ => {}
        }
    }

    /// Whether it says anything of Pods: not where there is nothing but errors in it, or nothing but other objects.
    pub(super) fn is_told(&self) -> bool {
        let is_wrong = self.diagnostics.iter().any(|found| found.severity == Severity::Error);
        !self.pods.is_empty() || !(is_wrong || self.has_others)
    }

    /// The Pods as a DaemonSet has them at this time. Of those of a table, it owns those that are called like it; what else the table
    /// does not tell is as in the template.
    pub(super) fn pods_of(&self, daemon_set: &DaemonSet, now: Time) -> Cow<'_, [Pod]> {
        let mut pods = Cow::Borrowed(self.pods.as_slice());
        let Some(labelled) = self.table else { return pods };
        let own = &daemon_set.metadata;
        for pod in pods.to_mut() {
            let meta = &mut pod.metadata;
            let mut times = vec![&mut meta.creation_timestamp, &mut meta.deletion_timestamp];
            for condition in &mut pod.status.conditions {
                times.push(&mut condition.last_transition_time);
            }
            for time in times {
                *time = time.map(|time| time.plus_seconds(now.seconds()));
            }
            if !is_named_like(&meta.name, &own.name) {
                continue;
            }
            for owner in &mut meta.owner_references {
                "DaemonSet".clone_into(&mut owner.kind);
                owner.name.clone_from(&own.name);
                owner.uid.clone_from(&own.uid);
            }
            if !labelled {
                for (key, value) in &daemon_set.spec.template.metadata.labels {
                    meta.labels.insert(key.clone(), value.clone());
                }
            }
        }
        pods
    }

    /// Which revision is current, and where nothing decides, what is taken for granted. `is_changed` tells that the template is another
    /// one than before. Pods that show no revision may get their label.
    pub(super) fn revision(
        &self,
        admitted: &Admitted,
        pods: &mut Cow<'_, [Pod]>,
        (given, chosen): (Option<&str>, Option<PodsRevision>),
        is_changed: bool,
    ) -> Current {
        let ours = controller::claimed(admitted.daemon_set(), pods);
        let decided = revision::current(admitted, &self.revisions, &ours, given);
        let (mut shown, mut several) = (None, false);
        for pod in &ours {
            if let Some(hash) = revision::hash_of(pod) {
                several |= *shown.get_or_insert(hash) != hash;
            }
        }
        let unmarked = shown.is_none();
        let undecided = match decided.from {
            Origin::NewestPod => true,
            Origin::Nothing => unmarked && !ours.is_empty() && self.revisions.is_empty(),
            _ => false,
        };
        let previous = chosen.map_or(is_changed && !several, |chosen| chosen == PodsRevision::Previous);
        let assumed = |from| Current { hash: revision::own_hash(admitted), from };
        match (undecided, previous) {
            (true, true) => assumed(Origin::AllPrevious),
            (true, false) if unmarked => {
                let current = assumed(Origin::AllCurrent);
                for pod in pods.to_mut() {
                    revision::label(pod, &current.hash);
                }
                current
            }
            _ => decided,
        }
    }

    fn say(&mut self, severity: Severity, code: &'static str, message: String) {
        let help = "paste what `kubectl get pods,controllerrevisions -A -o yaml` prints; a table does not carry the labels that tell one template from another";
        self.diagnostics.push(Diagnostic::new(severity, code, Source::Pods, message).help(help));
    }

    /// The times at which something happened to a Pod. That of its deletion is the end of its grace, which is yet to come.
    fn note_times(&mut self, pod: &Value) {
        let mut times = vec![pod.pointer("/metadata/creationTimestamp")];
        let status = pod.get("status").unwrap_or(&Value::Null);
        for condition in status.list("conditions") {
            times.push(condition.get("lastTransitionTime"));
        }
        for written in times {
            let Some(text) = written.and_then(Value::as_str) else { continue };
            let Some(time) = Time::parse(text) else { continue };
            if self.newest.as_ref().is_none_or(|(newest, _)| *newest < time) {
                self.newest = Some((time, text.to_owned()));
            }
        }
    }
}

/// Whether a Pod is called as the server calls those that it makes up for an owner (upstream: `names.SimpleNameGenerator`).
fn is_named_like(pod: &str, owner: &str) -> bool {
    let letters = pod.strip_prefix(owner).and_then(|rest| rest.strip_prefix('-')).unwrap_or_default();
    letters.len() == 5 && letters.bytes().all(|letter| b"bcdfghjklmnpqrstvwxz2456789".contains(&letter))
}
