//! Everything that happens, in order, as JavaScript sees it. All times are seconds from the beginning.

use serde::Serialize;
use tsify::Tsify;

use super::{
    rollout::seconds,
    step::{DaemonSetStatus, count},
};
use crate::{
    model::duration::Duration,
    simulation::{By, Happening, Run, What},
};

/// Everything that happens, in order, and the life of each Pod.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Timeline {
    /// What happens, in order; at one time, events come first, then what they lead to.
    pub entries: Vec<TimelineEntry>,
    /// How many more entries there are that were left out, the last ones.
    pub omitted: u32,
    /// The Pods, in the order of their creation; those that were there at the beginning first. As many as there may be entries.
    pub pods: Vec<PodLife>,
    /// When the last thing happens.
    pub end_seconds: f64,
    /// The number of the template that is the current one at the end.
    pub template: u32,
}

/// Something that happens.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct TimelineEntry {
    /// When.
    pub seconds: f64,
    /// What.
    pub what: Happens,
    /// Who acts: `DaemonSet controller`, `scheduler`, `kubelet`, `taint eviction`, `Pod garbage collector`, `node lifecycle`,
    /// `API server`, `you`.
    pub by: &'static str,
    /// On which node, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// The number of the Pod, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod: Option<u32>,
    /// The number of the Pod's template, where it is about a Pod.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<u32>,
    /// In words, where it is an event or a sync.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What the budget is before a sync: `maxUnavailable`, or `maxSurge` where the update surges.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<BudgetState>,
    /// What the controller writes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<DaemonSetStatus>,
}

/// How much of a budget is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
pub struct BudgetState {
    /// How many nodes use it up.
    pub used: u32,
    /// How many may.
    pub allowed: u32,
}

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub enum Happens {
    /// An event of the options.
    Event,
    /// A sync of the controller that creates or deletes Pods.
    Sync,
    /// The controller writes another status.
    Status,
    /// A Pod is created.
    PodCreated,
    /// A Pod is bound to its node.
    PodBound,
    /// A Pod becomes ready.
    PodReady,
    /// A Pod has been ready for `minReadySeconds`; only where that is not at once.
    PodAvailable,
    /// A Pod is no longer ready.
    PodUnready,
    /// A Pod fails.
    PodFailed,
    /// The deletion of a Pod begins.
    PodDeleted,
    /// A Pod is gone.
    PodGone,
}

/// The life of a Pod. A moment that never comes, or that came before the beginning, is absent.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct PodLife {
    /// Its number.
    pub pod: u32,
    /// Its node.
    pub node: String,
    /// The number of its template.
    pub template: u32,
    /// When it is created; absent where it was there at the beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_seconds: Option<f64>,
    /// When it is bound to its node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound_seconds: Option<f64>,
    /// From when until when it is available; without a second number for ever.
    #[tsify(type = "([number] | [number, number])[]")]
    pub available: Vec<Vec<f64>>,
    /// When its deletion begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted_seconds: Option<f64>,
    /// When it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gone_seconds: Option<f64>,
}

impl Timeline {
    /// The first `limit` entries and Pods of a run. `events` are what was done to it, in order of time.
    pub fn of(run: &Run<'_>, events: &[TimelineEntry], limit: usize) -> Self {
        let Lives { pods, ripe } = lives(run, limit);
        let mut total =
            events.len() + run.steps().len() + run.happenings().len() + run.rollout.statuses.len();
        // At one time events come first, then what happens in its order, then what is written.
        let mut entries: Vec<(usize, TimelineEntry)> = Vec::new();
        for event in events.iter().take(limit) {
            entries.push((0, event.clone()));
        }
        for step in run.steps().take(limit) {
            entries.push((2 * step.after + 1, sync(step)));
        }
        let mut last = None;
        for (position, happening) in run.happenings().take(limit).enumerate() {
            let entry = TimelineEntry::on_pod(run, &happening, last, events);
            last = Some(happening);
            entries.push((2 * position + 2, entry));
        }
        let written = usize::MAX;
        for (place, from) in ripe {
            // Not where it was lost before.
            let life =
                pods.get(place).filter(|life| life.available.iter().any(|span| span.first() == Some(&from)));
            if let Some(pod) = life {
                total += 1;
                let entry = TimelineEntry {
                    node: Some(pod.node.clone()),
                    pod: Some(pod.pod),
                    template: Some(pod.template),
                    ..TimelineEntry::plain(from, Happens::PodAvailable, CONTROLLER)
                };
                entries.push((0, entry));
            }
        }
        for (at, status) in run.rollout.statuses.iter().take(limit) {
            let plain = TimelineEntry::plain(seconds(*at), Happens::Status, CONTROLLER);
            entries.push((written, TimelineEntry { status: Some((*status).into()), ..plain }));
        }
        crate::model::order::sort_by(&mut entries, |(one, a), (other, b)| {
            a.seconds.total_cmp(&b.seconds).then(one.cmp(other))
        });
        entries.truncate(limit);
        let mut kept = Vec::with_capacity(entries.len());
        for (_, entry) in entries {
            kept.push(entry);
        }
        let entries = kept;
        let omitted = count(total.saturating_sub(entries.len()));
        let mut end_seconds = seconds(run.end);
        for event in events {
            end_seconds = end_seconds.max(event.seconds);
        }
        Self { entries, omitted, pods, end_seconds, template: count(run.template()) }
    }
}

const CONTROLLER: &str = "DaemonSet controller";
const COLLECTOR: &str = "Pod garbage collector";
/// Who acts where a kubelet is silent.
pub const LIFECYCLE: &str = "node lifecycle";

impl TimelineEntry {
    /// An entry that says when, what and who.
    fn plain(seconds: f64, what: Happens, by: &'static str) -> Self {
        Self {
            seconds,
            what,
            by,
            node: None,
            pod: None,
            template: None,
            text: None,
            budget: None,
            status: None,
        }
    }

    /// Something that is done to the cluster.
    pub fn event(at: Duration, by: &'static str, node: Option<String>, text: String) -> Self {
        Self { node, text: Some(text), ..Self::plain(seconds(at), Happens::Event, by) }
    }

    /// Something that happens to a Pod.
    fn on_pod(run: &Run<'_>, happening: &Happening, last: Option<Happening>, events: &[Self]) -> Self {
        let at = seconds(happening.at);
        let node = run.nodes().get(happening.node).map(ToString::to_string);
        // What is deleted and gone at one time was not ended by a kubelet.
        let at_once = last.filter(|last| (last.pod, last.at) == (happening.pod, happening.at));
        let unheard = || {
            let here = |event: &Self| event.seconds.total_cmp(&at).is_eq() && event.node == node;
            events.iter().any(|event| event.by == LIFECYCLE && here(event))
        };
        let (what, by) = match happening.what {
            What::Created(_) => (Happens::PodCreated, CONTROLLER),
            // A template that names its node makes Pods that are bound from the first.
            What::Bound if run.is_named(happening.template) => (Happens::PodBound, CONTROLLER),
            What::Bound => (Happens::PodBound, "scheduler"),
            What::Ready => (Happens::PodReady, "kubelet"),
            What::Unready if unheard() => (Happens::PodUnready, LIFECYCLE),
            What::Unready => (Happens::PodUnready, "kubelet"),
            What::Failed => (Happens::PodFailed, "kubelet"),
            What::Deleted(By::Sync(_)) => (Happens::PodDeleted, CONTROLLER),
            What::Deleted(By::Hand) => (Happens::PodDeleted, "you"),
            What::Deleted(By::Eviction) => (Happens::PodDeleted, "taint eviction"),
            What::Deleted(By::Collector) => (Happens::PodDeleted, COLLECTOR),
            What::Gone => match at_once.map(|last| last.what) {
                Some(What::Deleted(By::Collector)) => (Happens::PodGone, COLLECTOR),
                Some(What::Deleted(_)) => (Happens::PodGone, "API server"),
                _ => (Happens::PodGone, "kubelet"),
            },
        };
        Self {
            node,
            pod: Some(count(happening.pod)),
            template: Some(count(happening.template)),
            ..Self::plain(at, what, by)
        }
    }
}

fn sync(step: crate::simulation::SyncStep) -> TimelineEntry {
    let budget =
        step.budget.map(|(used, allowed)| BudgetState { used: count(used), allowed: count(allowed) });
    let pods = |number: usize| super::rollout_words::many(number, "Pod");
    let text = match (step.created, step.deleted) {
        (created, 0) => format!("creates {}", pods(created)),
        (0, deleted) => format!("deletes {}", pods(deleted)),
        (created, deleted) => format!("creates {}, deletes {}", pods(created), pods(deleted)),
    };
    TimelineEntry {
        budget,
        text: Some(text),
        ..TimelineEntry::plain(seconds(step.at), Happens::Sync, CONTROLLER)
    }
}

/// The lives of the first Pods.
struct Lives {
    pods: Vec<PodLife>,
    /// When Pods become available some time after they are ready, by their place.
    ripe: Vec<(usize, f64)>,
}

/// The lives of the first Pods.
fn lives(run: &Run<'_>, limit: usize) -> Lives {
    let mut lives: Vec<PodLife> = Vec::new();
    let mut ripe = Vec::new();
    // Where the life of each Pod stands, by the Pod's number.
    let mut places: Vec<Option<usize>> = Vec::new();
    for pod in run.first_pods().iter().take(limit) {
        while places.len() <= pod.pod {
            places.push(None);
        }
        if let Some(place) = places.get_mut(pod.pod) {
            *place = Some(lives.len());
        }
        lives.push(PodLife {
            available: pod.available.map_or(Vec::new(), |from| vec![vec![seconds(from)]]),
            deleted_seconds: pod.terminating.then_some(0.0),
            ..PodLife::new(run, pod.pod, pod.node, pod.template)
        });
    }
    for happening in run.happenings() {
        while places.len() <= happening.pod {
            places.push(None);
        }
        let Some(place) = places.get_mut(happening.pod) else { continue };
        if matches!(happening.what, What::Created(_)) && lives.len() < limit {
            *place = Some(lives.len());
            lives.push(PodLife::new(run, happening.pod, happening.node, happening.template));
        }
        if let Some(life) = place.and_then(|place| lives.get_mut(place)) {
            life.go_on(&happening);
        }
        if let (Some(place), Some(from)) = (*place, happening.available.filter(|from| *from > happening.at)) {
            ripe.push((place, seconds(from)));
        }
    }
    Lives { pods: lives, ripe }
}

impl PodLife {
    fn new(run: &Run<'_>, pod: usize, node: usize, template: usize) -> Self {
        Self {
            pod: count(pod),
            node: run.nodes().get(node).map(ToString::to_string).unwrap_or_default(),
            template: count(template),
            created_seconds: None,
            bound_seconds: None,
            available: Vec::new(),
            deleted_seconds: None,
            gone_seconds: None,
        }
    }

    fn go_on(&mut self, happening: &Happening) {
        let at = seconds(happening.at);
        match happening.what {
            What::Created(_) => self.created_seconds = Some(at),
            What::Bound => self.bound_seconds = Some(at),
            What::Ready => {
                if let Some(from) = happening.available {
                    self.available.push(vec![seconds(from)]);
                }
            }
            What::Unready | What::Failed => self.go_down(at),
            What::Deleted(_) => {
                self.go_down(at);
                self.deleted_seconds = Some(at);
            }
            What::Gone => self.gone_seconds = Some(at),
        }
    }

    /// It is not available any more.
    fn go_down(&mut self, at: f64) {
        match self.available.pop() {
            Some(mut span) if span.len() == 1 && span.first().is_some_and(|from| *from < at) => {
                span.push(at);
                self.available.push(span);
            }
            Some(span) if span.len() == 2 => self.available.push(span),
            _ => {}
        }
    }
}
