//! The plan of one DaemonSet.

use super::{
    existing::Existing,
    host_access::host_access,
    options::{PlanOptions, PlanStart},
    simulate::{Simulated, Subject, simulate},
    words,
};
use crate::{
    answer::{self, Admission, Current, DaemonSetPlan, PodSummary},
    apiserver::{self, Admitted, Complaint, Refusal},
    controller::{self, Placement, Sight, Snapshot, Status, Verdict, revision},
    diagnostic::{Diagnostic, FieldPath, Severity, Source},
    manifest::{NodesReading, Places},
    model::{daemon_set::ObservedStatus, fleet::Fleet, time::Time, value::Value},
    simulation::Start,
};

/// A plan, and what there is to say about the manifest.
pub(super) struct Planned {
    /// The plan.
    pub(super) answer: DaemonSetPlan,
    /// What the API server complains about.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What a DaemonSet is planned over.
pub(super) struct Cluster<'a> {
    pub(super) nodes: &'a NodesReading,
    /// The Pods that exist; `None` where nobody says.
    pub(super) existing: Option<&'a Existing>,
    pub(super) options: &'a PlanOptions,
}

/// Plans a DaemonSet.
pub(super) fn plan(object: &Value, places: &Places<'_>, cluster: &Cluster<'_>) -> Planned {
    let nodes = cluster.nodes;
    match apiserver::admit(object) {
        Ok(admitted) => {
            // Only the manifest tells which label a column of `-L` is.
            let keys = Placement::of(&admitted);
            let resolved = nodes.resolve_columns(&keys.label_keys());
            let (fleet, diagnostics) = match &resolved {
                Some((fleet, found)) => (fleet, found.clone()),
                None => (&nodes.fleet, Vec::new()),
            };
            let mut planned = accepted(&admitted, places, fleet, cluster);
            planned.diagnostics.extend(diagnostics);
            planned
        }
        Err(refusal) => refused(object, refusal, places),
    }
}

fn accepted(admitted: &Admitted, places: &Places<'_>, fleet: &Fleet, cluster: &Cluster<'_>) -> Planned {
    let daemon_set = admitted.daemon_set();
    let placement = Placement::of(admitted);
    let assessment = placement.assess(fleet);
    let of_class = |class: &u32| assessment.verdicts.get(*class as usize).copied();
    let verdicts: Vec<Verdict> = assessment.classes.class_of.iter().filter_map(of_class).collect();
    let (nodes, groups) = answer::verdicts(&assessment, fleet, &|path| places.range(path));
    let (current, simulated) = in_time(admitted, fleet, &verdicts, cluster);
    let Simulated { rollout, timeline, effect, plans, diagnostics } = simulated;
    let begin = cluster.options.start.filter(|_| current.is_none());
    let under_way = current.is_some() || begin == Some(PlanStart::Running);
    let creating = begin == Some(PlanStart::Creating);
    let answer = DaemonSetPlan {
        name: daemon_set.metadata.name.clone(),
        namespace: daemon_set.metadata.namespace.clone(),
        range: places.range(&FieldPath::root()).map(Into::into),
        headline: words::headline(&nodes, &rollout, under_way, creating),
        admission: Admission {
            accepted: true,
            code: Some(201),
            message: None,
            daemon_set: Some(admitted.object().clone()),
        },
        nodes,
        groups,
        status: Status::once_up(&verdicts, daemon_set.metadata.generation).into(),
        current,
        rollout: Some(rollout),
        timeline: Some(timeline),
        effect,
        plans,
        pod: Some(PodSummary {
            added_tolerations: answer::added_tolerations(&placement),
            host_access: host_access(admitted.object()),
        }),
    };
    Planned { answer, diagnostics }
}

/// The cluster as it is, where anybody says, and what happens from there. Without a time of its own, the options' or the paste's
/// newest, it is the beginning of 1970, when no Pod has been ready for long.
fn in_time(
    admitted: &Admitted,
    fleet: &Fleet,
    verdicts: &[Verdict],
    cluster: &Cluster<'_>,
) -> (Option<Current>, Simulated) {
    let options = cluster.options;
    let Some(existing) = cluster.existing else {
        let start = || match options.start {
            Some(PlanStart::Creating) => Start::Nothing,
            Some(PlanStart::Running) => Start::Previous(admitted),
            _ => Start::Updating,
        };
        let subject = Subject { admitted, fleet, verdicts, start: &start, options };
        return (None, simulate(&subject));
    };
    let newest = || existing.newest.as_ref().map(|(_, text)| text.clone());
    let now = options.now.clone().or_else(newest).unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned());
    let daemon_set = admitted.daemon_set();
    let claimed = controller::claimed(daemon_set, &existing.pods).into_iter();
    let revision = revision::current(admitted, &existing.revisions, claimed, options.revision.as_deref());
    let snapshot = Snapshot {
        admitted,
        fleet,
        verdicts,
        pods: &existing.pods,
        now: Time::parse(&now).unwrap_or(Time::from_seconds(0)),
        revision: Some(&revision.hash),
    };
    let inspection = controller::inspect(&snapshot, &Sight::of(&snapshot));
    let written = (daemon_set.status != ObservedStatus::default()).then(|| Status::from(&daemon_set.status));
    let start = || Start::Pods(Box::new(Sight::of(&snapshot)));
    let simulated = simulate(&Subject { admitted, fleet, verdicts, start: &start, options });
    (Some(Current::of(&inspection, revision.clone(), now, written)), simulated)
}

fn refused(object: &Value, refusal: Refusal, places: &Places<'_>) -> Planned {
    let text = |field: &str| {
        let value = object.get("metadata").and_then(|metadata| metadata.get(field));
        value.and_then(Value::as_str).unwrap_or_default().to_owned()
    };
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
        current: None,
        rollout: None,
        timeline: None,
        effect: None,
        plans: Vec::new(),
        pod: None,
    };
    Planned { answer, diagnostics }
}

fn finding(complaint: Complaint, places: &Places<'_>) -> Diagnostic {
    let place = complaint.place.as_ref().unwrap_or(&complaint.path);
    let range = if complaint.about_name { places.key_range(place) } else { places.range(place) };
    let found = Diagnostic::new(Severity::Error, "refused", Source::Manifest, complaint.text);
    let found = found.at_path(complaint.path).at(range);
    match complaint.help {
        Some(help) => found.help(help),
        None => found,
    }
}
