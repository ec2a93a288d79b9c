//! The Pods that exist already, from the third paste.

use crate::{
    diagnostic::{Diagnostic, Severity, Source},
    manifest,
    model::{pod::Pod, time::Time, value::Value},
};

/// The third paste: Pods, and the ControllerRevisions that tell which template is which.
#[derive(Clone, Debug, Default)]
pub(super) struct Existing {
    pub(super) pods: Vec<Pod>,
    pub(super) revisions: Vec<Value>,
    /// The newest time in the paste, as it is written: nothing in it happened later.
    pub(super) newest: Option<(Time, String)>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Existing {
    /// Reads Pods and ControllerRevisions, in any mix and form that pastes of objects have.
    pub(super) fn read(text: &[u8]) -> Self {
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
