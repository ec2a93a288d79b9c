//! The plan of one DaemonSet.

use serde_json::Value;

use super::{PlanOptions, host_access::host_access, words};
use crate::{
    answer::{self, Admission, DaemonSetPlan, PodSummary},
    apiserver::{self, Admitted, Complaint, Refusal},
    controller::Placement,
    diagnostic::{Diagnostic, FieldPath, Severity, Source},
    manifest::{NodesReading, Places},
    simulation::{self, Timings},
};

/// A plan, and what there is to say about the manifest.
pub struct Planned {
    /// The plan.
    pub answer: DaemonSetPlan,
    /// What the API server complains about.
    pub diagnostics: Vec<Diagnostic>,
}

/// Plans a DaemonSet over the nodes.
pub fn plan(object: &Value, places: &Places<'_>, nodes: &NodesReading, options: &PlanOptions) -> Planned {
    match apiserver::admit(object) {
        Ok(admitted) => {
            Planned { answer: accepted(&admitted, places, nodes, options), diagnostics: Vec::new() }
        }
        Err(refusal) => refused(object, refusal, places),
    }
}

fn refused(object: &Value, refusal: Refusal, places: &Places<'_>) -> Planned {
    let text = |field: &str| object["metadata"][field].as_str().unwrap_or_default().to_owned();
    let count = refusal.complaints.len();
    let diagnostics = refusal.complaints.into_iter().map(|complaint| finding(complaint, places)).collect();
    let namespace = Some(text("namespace")).filter(|name| !name.is_empty());
    let answer = DaemonSetPlan {
        name: text("name"),
        namespace: namespace.unwrap_or_else(|| "default".to_owned()),
        range: places.range(&FieldPath::root()).map(Into::into),
        headline: words::refused(count),
        admission: Admission {
            accepted: false,
            code: Some(refusal.code),
            message: Some(refusal.message),
            daemon_set: None,
        },
        nodes: Vec::new(),
        groups: Vec::new(),
        status: answer::DaemonSetStatus::default(),
        rollout: None,
        pod: None,
    };
    Planned { answer, diagnostics }
}

fn finding(complaint: Complaint, places: &Places<'_>) -> Diagnostic {
    let range = places.range(complaint.place.as_ref().unwrap_or(&complaint.path));
    let found = Diagnostic::new(Severity::Error, "refused", Source::Manifest, complaint.text);
    let found = found.at_path(complaint.path).at(range);
    match complaint.help {
        Some(help) => found.help(help),
        None => found,
    }
}
