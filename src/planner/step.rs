//! One controller sync, from text.

use crate::{
    answer::Step,
    apiserver::{self, Admitted},
    controller::{self, Placement, Snapshot},
    diagnostic::{Diagnostic, Severity, Source},
    manifest::{self, Kind},
    model::{pod::Pod, time::Time},
};

/// What a sync looks at, as text: YAML or JSON, in any form that pastes may have.
#[derive(Clone, Copy, Debug)]
pub struct ReconcileInput<'a> {
    /// The DaemonSet; the first one counts.
    pub daemon_set: &'a [u8],
    /// The nodes.
    pub nodes: &'a [u8],
    /// The Pods, of whatever owner.
    pub pods: &'a [u8],
    /// The time of the sync, as RFC 3339.
    pub now: &'a str,
    /// The `controller-revision-hash` of the current template, if it is known.
    pub revision: Option<&'a str>,
}

/// One controller sync. What cannot be read or would be refused is the step's `error`, and nothing is done then.
pub fn reconcile(input: &ReconcileInput<'_>) -> Step {
    match try_reconcile(input) {
        Ok(step) => step,
        Err(error) => Step { error: Some(error), ..Step::default() },
    }
}

fn try_reconcile(input: &ReconcileInput<'_>) -> Result<Step, String> {
    let now = Time::parse(input.now).ok_or_else(|| format!("now: `{}` is no RFC 3339 time", input.now))?;
    let admitted = daemon_set(input.daemon_set)?;
    let nodes = manifest::read_nodes(input.nodes);
    if let Some(found) = nodes.diagnostics.iter().find(|found| found.severity == Severity::Error) {
        return Err(format!("nodes: {}", found.message));
    }
    let pods = pods(input.pods)?;
    let verdicts = Placement::of(&admitted).verdicts(&nodes.fleet);
    let snapshot = Snapshot {
        admitted: &admitted,
        fleet: &nodes.fleet,
        verdicts: &verdicts,
        pods: &pods,
        now,
        revision: input.revision,
    };
    Ok(controller::reconcile(&snapshot).into())
}

fn daemon_set(text: &[u8]) -> Result<Admitted, String> {
    let reading = manifest::read(text, Source::Manifest);
    if let Some(found) = reading.diagnostics.iter().find(|found| found.severity == Severity::Error) {
        return Err(format!("daemonSet: {}", found.message));
    }
    let document = reading
        .documents
        .iter()
        .find(|document| manifest::kind(&document.object) == Kind::DaemonSet)
        .ok_or("daemonSet: there is no DaemonSet")?;
    apiserver::admit(&document.object).map_err(|refusal| refusal.message)
}

fn pods(text: &[u8]) -> Result<Vec<Pod>, String> {
    let reading = manifest::read(text, Source::Pods);
    // That there are none is no mistake here.
    let is_error = |found: &&Diagnostic| found.severity == Severity::Error && found.code != "no-objects";
    if let Some(found) = reading.diagnostics.iter().find(is_error) {
        return Err(format!("pods: {}", found.message));
    }
    let mut pods = Vec::new();
    for document in &reading.documents {
        match Pod::read(&document.object) {
            Ok(pod) => pods.push(pod),
            Err(error) => return Err(format!("pods[{}]: {error}", pods.len())),
        }
    }
    Ok(pods)
}
