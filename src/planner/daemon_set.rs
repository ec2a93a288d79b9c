//! The plan of one DaemonSet.

use super::{
    changes::changes,
    existing::Existing,
    mistakes,
    options::{PlanOptions, PlanStart},
    previous::{Changed, Previous},
    scheduling::{Scheduled, Wanted, scheduled},
    simulate::{Simulated, Subject, simulate},
    words::{self, Beginning},
};
use crate::{
    answer::{self, Admission, Current, DaemonSetPlan, PodSecurity, PodSummary, Risk},
    apiserver::{self, Admitted, Complaint, Refusal},
    controller::{self, Placement, Sight, Snapshot, Status, Verdict, revision},
    diagnostic::{Diagnostic, FieldPath, Severity, Source},
    manifest::{NodesReading, Places},
    model::{daemon_set::ObservedStatus, fleet::Fleet, time::Time, value::Value},
    scheduler::PastedPods,
    security,
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
    /// The same as the scheduler sees them, and the priority classes.
    pub(super) pasted: Option<&'a PastedPods>,
    /// The manifest before the change; `None` where nobody says.
    pub(super) previous: Option<&'a Previous>,
    pub(super) options: &'a PlanOptions,
}

/// Plans a DaemonSet.
pub(super) fn plan(object: &Value, places: &Places<'_>, cluster: &Cluster<'_>) -> Planned {
    let nodes = cluster.nodes;
    let changed = cluster.previous.and_then(|previous| previous.changed(object));
    let changed = changed.as_ref();
    match apiserver::admit(object) {
        Ok(admitted) => {
            // Only the manifest tells which label a column of `-L` is, or the one before.
            let placement = Placement::of(&admitted);
            let before = changed.map(|changed| Placement::of(changed.previous));
            let mut keys = placement.label_keys();
            if let Some(before) = &before {
                keys.append(&mut before.label_keys());
            }
            let resolved = nodes.resolve_columns(&keys);
            let (fleet, mut diagnostics) = match &resolved {
                Some((fleet, found)) => (fleet, found.clone()),
                None => (&nodes.fleet, Vec::new()),
            };
            if let Some(Err(refusal)) = changed.map(|changed| &changed.update) {
                complain(refusal, Source::Manifest, places, &mut diagnostics);
            }
            let mut planned = accepted(&admitted, places, fleet, cluster, changed);
            planned.diagnostics.append(&mut diagnostics);
            planned
        }
        Err(refusal) => refused(object, refusal, places, changed),
    }
}

fn accepted(
    admitted: &Admitted,
    places: &Places<'_>,
    fleet: &Fleet,
    cluster: &Cluster<'_>,
    changed: Option<&Changed<'_>>,
) -> Planned {
    let daemon_set = admitted.daemon_set();
    let placement = Placement::of(admitted);
    let assessment = placement.assess(fleet);
    let verdicts = assessment.classes.verdicts(&assessment.verdicts);
    let (mut nodes, groups) = answer::verdicts(&assessment, fleet, &|path| places.range(path));
    let change = changed.map(|changed| changed.answer(fleet, &verdicts, places));
    // What the API server refuses, the controller never sees.
    let is_refused = change.as_ref().is_some_and(|change| !change.accepted);
    let (current, simulated, takes) = if is_refused {
        (None, None, None)
    } else {
        let (current, simulated, scheduled) = in_time(admitted, fleet, &verdicts, cluster, changed);
        nodes.iter_mut().zip(scheduled.nodes).for_each(|(node, found)| node.scheduling = Some(found));
        (current, Some(simulated), scheduled.takes)
    };
    let beginning = match (&change, cluster.options.start) {
        _ if current.is_some() => Beginning::UnderWay,
        (Some(change), _) if !change.rollout => Beginning::Same,
        (None, Some(PlanStart::Running)) => Beginning::UnderWay,
        (None, Some(PlanStart::Creating)) => Beginning::New,
        _ => Beginning::Changed,
    };
    let rollout = simulated.as_ref().map(|simulated| &simulated.rollout);
    let pending = nodes.iter().filter(|node| node.is_pending()).count();
    let mut answer = DaemonSetPlan {
        name: daemon_set.metadata.name.clone(),
        namespace: daemon_set.metadata.namespace.clone(),
        range: places.range(&FieldPath::root()).map(Into::into),
        headline: words::headline(&nodes, pending, rollout, beginning),
        admission: Admission {
            accepted: true,
            code: Some(201),
            message: None,
            daemon_set: Some(admitted.object().clone()),
        },
        nodes,
        groups,
        status: Status::once_up(&verdicts, pending, daemon_set.metadata.generation).into(),
        change,
        current,
        rollout: None,
        timeline: None,
        effect: None,
        plans: Vec::new(),
        kubectl: None,
        pod: None,
        takes,
        risk: Vec::new(),
        pod_security: None,
    };
    // What an update makes of the object has the generation that its Pods are labelled with.
    let stored = changed.and_then(|changed| changed.update.as_ref().ok()).map(|update| &update.admitted);
    about_pod(&mut answer, stored.unwrap_or(admitted), &placement, places);
    let mut diagnostics = Vec::new();
    if RISKS {
        diagnostics = mistakes::of(admitted, &placement, fleet, &verdicts, places);
    }
    if let Some(simulated) = simulated {
        diagnostics.append(&mut simulated.into_answer(&mut answer));
    }
    Planned { answer, diagnostics }
}

/// Whether the answer tells what the Pod risks, and common mistakes by name.
const RISKS: bool = cfg!(feature = "risks");

/// The Pod that the controller makes, and what it risks.
fn about_pod(answer: &mut DaemonSetPlan, admitted: &Admitted, placement: &Placement, places: &Places<'_>) {
    let template = admitted.object().pointer("/spec/template").unwrap_or(&Value::Null);
    let place = |path: &FieldPath| places.range(path);
    let node = answer.nodes.iter().find(|node| node.should_run);
    let node = node.map_or_else(|| "<node>".to_owned(), |node| node.name.clone());
    let known = answer.current.as_ref().map(|current| current.revision.hash.clone());
    let made_up = known.is_none();
    let hash = known.unwrap_or_else(|| revision::own_hash(admitted));
    let pod = controller::make_pod(admitted, &node, &hash);
    let risks = security::risks(template);
    let host_access = answer::host_access(&risks);
    if RISKS {
        answer.risk = Risk::all(risks, &place);
        answer.pod_security = Some(PodSecurity::of(security::denials(template), &place));
    }
    answer.pod = Some(PodSummary::of(pod, node, made_up, answer::added_tolerations(placement), host_access));
}

/// The cluster as it is, where anybody says, and what happens from there. Without a time of its own, the options' or the paste's
/// newest, it is the beginning of 1970, when no Pod has been ready for long.
fn in_time(
    admitted: &Admitted,
    fleet: &Fleet,
    verdicts: &[Verdict],
    cluster: &Cluster<'_>,
    changed: Option<&Changed<'_>>,
) -> (Option<Current>, Simulated, Scheduled) {
    let options = cluster.options;
    let mut meanwhile = changes(&options.events, admitted, fleet);
    let previous = changed.map(|changed| changed.previous);
    let Some(existing) = cluster.existing else {
        let start = || match (changed, options.start) {
            // The same template may be written otherwise, amounts for one.
            (Some(changed), _) if !changed.is_rollout() => Start::Previous(admitted),
            (Some(changed), _) => Start::Previous(changed.previous),
            (None, Some(PlanStart::Creating)) => Start::Nothing,
            (None, Some(PlanStart::Running)) => Start::Previous(admitted),
            _ => Start::Updating,
        };
        let hash = revision::own_hash(admitted);
        let wanted = Wanted { admitted, fleet, verdicts, pods: &[], previous, hash: &hash };
        let scheduled = scheduled(&wanted, cluster, &mut meanwhile.all);
        let rooms = &scheduled.rooms;
        let subject = Subject { admitted, fleet, verdicts, pods: &[], rooms, start: &start, options };
        return (None, simulate(&subject, meanwhile), scheduled);
    };
    let newest = || existing.newest.as_ref().map(|(_, text)| text.clone());
    let now = options.now.clone().or_else(newest).unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned());
    let daemon_set = admitted.daemon_set();
    let time = Time::parse(&now).unwrap_or(Time::from_seconds(0));
    let mut pods = existing.pods_of(daemon_set, time);
    let choice = (options.revision.as_deref(), options.pods_revision);
    let is_changed = changed.is_some_and(Changed::is_rollout);
    let revision = existing.revision(admitted, &mut pods, choice, is_changed);
    let wanted = Wanted { admitted, fleet, verdicts, pods: &pods, previous, hash: &revision.hash };
    let scheduled = scheduled(&wanted, cluster, &mut meanwhile.all);
    let snapshot =
        Snapshot { admitted, fleet, verdicts, pods: &pods, now: time, revision: Some(&revision.hash) };
    let sight = Sight::of(&snapshot);
    let inspection = controller::inspect(&snapshot, &sight);
    let written = (daemon_set.status != ObservedStatus::default()).then(|| Status::from(&daemon_set.status));
    let start = || Start::Pods(Box::new(Sight::of(&snapshot)));
    let (pods, rooms) = (&sight.pods, &scheduled.rooms);
    let subject = Subject { admitted, fleet, verdicts, pods, rooms, start: &start, options };
    let simulated = simulate(&subject, meanwhile);
    (Some(Current::of(&inspection, revision.clone(), now, written)), simulated, scheduled)
}

fn refused(object: &Value, refusal: Refusal, places: &Places<'_>, changed: Option<&Changed<'_>>) -> Planned {
    // Of an update the API server may say more.
    let of_update = changed.and_then(|changed| changed.update.as_ref().err());
    let mut diagnostics = Vec::new();
    complain(of_update.unwrap_or(&refusal), Source::Manifest, places, &mut diagnostics);
    let (namespace, name) = namespace_and_name(object);
    let answer = DaemonSetPlan {
        name,
        namespace,
        range: places.range(&FieldPath::root()).map(Into::into),
        headline: words::refused(refusal.complaints.len()),
        admission: Admission {
            accepted: false,
            code: Some(refusal.code),
            message: Some(refusal.message),
            daemon_set: None,
        },
        nodes: Vec::new(),
        groups: Vec::new(),
        status: answer::DaemonSetStatus::default(),
        change: changed.map(|changed| changed.answer(&Fleet::new(), &[], places)),
        current: None,
        rollout: None,
        timeline: None,
        effect: None,
        plans: Vec::new(),
        kubectl: None,
        pod: None,
        takes: None,
        risk: Vec::new(),
        pod_security: None,
    };
    Planned { answer, diagnostics }
}

/// The namespace of an object as it is written, or `default`, and its name; empty where that is absent or no text.
pub(super) fn namespace_and_name(object: &Value) -> (String, String) {
    let metadata = object.get("metadata").unwrap_or(&Value::Null);
    let namespace = Some(metadata.text("namespace")).filter(|name| !name.is_empty());
    (namespace.unwrap_or("default").to_owned(), metadata.text("name").to_owned())
}

/// Reports what the API server complains about.
pub(super) fn complain(
    refusal: &Refusal,
    source: Source,
    places: &Places<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for Complaint { path, place, about_name, text, help } in &refusal.complaints {
        let place = place.as_ref().unwrap_or(path);
        let range = if *about_name { places.key_range(place) } else { places.range(place) };
        let mut found = Diagnostic::new(Severity::Error, "refused", source, text.clone());
        found.help.clone_from(help);
        diagnostics.push(found.at_path(path.clone()).at(range));
    }
}
