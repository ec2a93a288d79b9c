//! The Pods that exist already, from the third paste.

use std::borrow::Cow;

use super::options::PodsRevision;
use crate::{
    apiserver::Admitted,
    controller::{
        self,
        revision::{self, Current, Origin},
    },
    diagnostic::{Diagnostic, Severity, Source},
    manifest,
    model::{daemon_set::DaemonSet, list::Listed, pod::Pod, time::Time, value::Value},
};

/// The third paste: Pods, and the ControllerRevisions that tell which template is which.
#[derive(Clone, Debug, Default)]
pub(super) struct Existing {
    pub(super) pods: Vec<Pod>,
    pub(super) revisions: Vec<Value>,
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
            return Self { pods, table: Some(labelled), diagnostics, ..Self::default() };
        }
        let reading = manifest::read(text, Source::Pods);
        let mut existing = Self { diagnostics: reading.diagnostics, ..Self::default() };
        for document in reading.documents {
            let text = |field: &str| document.object.get(field).and_then(Value::as_str).unwrap_or_default();
            match text("kind") {
                "Pod" => match Pod::read(&document.object) {
                    Ok(pod) => {
                        existing.note_times(&document.object);
                        existing.pods.push(pod);
                    }
                    Err(mismatch) => {
                        existing.say(Severity::Error, "no-pod", format!("this Pod is left out: {mismatch}"));
                    }
                },
                "ControllerRevision" => existing.revisions.push(document.object),
                _ => {}
            }
        }
        if existing.pods.is_empty()
            && !existing.diagnostics.iter().any(|found| found.severity == Severity::Error)
        {
            existing.say(Severity::Warning, "no-pods", "there is no Pod in this paste".to_owned());
        }
        existing
    }

    /// Whether it says anything: not where there is nothing but errors in it.
    pub(super) fn is_told(&self) -> bool {
        !self.pods.is_empty() || !self.diagnostics.iter().any(|found| found.severity == Severity::Error)
    }

    /// The Pods as a DaemonSet has them at this time. Of those of a table, it owns those that are called like it; what else the table
    /// does not tell is as in the template.
    pub(super) fn pods_of(&self, daemon_set: &DaemonSet, now: Time) -> Cow<'_, [Pod]> {
        let mut pods = Cow::Borrowed(self.pods.as_slice());
        let Some(labelled) = self.table else { return pods };
        let own = &daemon_set.metadata;
        for pod in pods.to_mut() {
            let meta = &mut pod.metadata;
            let ready =
                pod.status.conditions.iter_mut().filter_map(|found| found.last_transition_time.as_mut());
            let times = meta.creation_timestamp.iter_mut().chain(&mut meta.deletion_timestamp).chain(ready);
            for time in times {
                *time = time.plus_seconds(now.seconds);
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
        let decided = revision::current(admitted, &self.revisions, ours.iter().copied(), given);
        let mut shown: Vec<&str> = ours.iter().filter_map(|pod| revision::hash_of(pod)).listed();
        shown.dedup();
        let undecided = match decided.from {
            Origin::NewestPod => true,
            Origin::Nothing => shown.is_empty() && !ours.is_empty() && self.revisions.is_empty(),
            _ => false,
        };
        let previous =
            chosen.map_or(is_changed && shown.len() < 2, |chosen| chosen == PodsRevision::Previous);
        let unmarked = shown.is_empty();
        let assumed = |from| Current {
            hash: revision::own_hash(admitted.object().pointer("/spec/template").unwrap_or(&Value::Null)),
            from,
        };
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
        let help = "paste what `kubectl get pods,controllerrevisions -o yaml` prints; a table does not carry the labels that tell one template from another";
        self.diagnostics.push(Diagnostic::new(severity, code, Source::Pods, message).help(help));
    }

    /// The times at which something happened to a Pod. That of its deletion is the end of its grace, which is yet to come.
    fn note_times(&mut self, pod: &Value) {
        let created = pod.pointer("/metadata/creationTimestamp");
        let status = pod.get("status").unwrap_or(&Value::Null);
        let changed =
            status.list("conditions").iter().filter_map(|condition| condition.get("lastTransitionTime"));
        for text in created.into_iter().chain(changed).filter_map(Value::as_str) {
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
