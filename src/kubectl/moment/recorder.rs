//! The controller's events, as the recorder throttles, counts and combines them (upstream: `record.EventCorrelator` with its
//! defaults, and the API server's `--event-ttl`).

use super::{EventReason, PodName, Scene, SceneEvent, names::Names};
use crate::{
    kubectl::{
        age::kept,
        events::{Event, interval},
    },
    model::{duration::Duration, time::Time},
};

/// From how many different events of one reason on they are combined.
const COMBINED_FROM: usize = 10;
/// After how long without one they are single again.
const SINGLE_AFTER: Duration = Duration::from_mins(10);
/// How many events about one object are written at once, of each type.
const BURST: f64 = 25.0;
/// How many more may be written a second.
const REFILL: f32 = 1.0 / 300.0;
/// How many events the recorder remembers.
const REMEMBERED: usize = 4096;
/// For how many seconds the server keeps an event that is not written again. A real one may keep it for up to a minute more,
/// since it lets events go together.
const KEPT: u64 = 3_600;

/// An event as the recorder counts it.
struct Counted<'a> {
    is_combined: bool,
    /// The first of those that it counts.
    first: SceneEvent<'a>,
    count: i64,
    /// What the server was told last: how many, and the last of them. `None` where it was told nothing.
    written: Option<(i64, SceneEvent<'a>)>,
}

/// Events of one reason that follow each other.
#[derive(Default)]
struct Similar<'a> {
    /// The different ones, up to as many as are combined.
    pods: Vec<PodName<'a>>,
    last: Option<Time>,
    /// Where the event stands that combines them.
    combined: Option<usize>,
}

/// How many events of one type may be written (upstream: `rate.Limiter`).
#[derive(Default)]
struct Allowance {
    used: f64,
    since: Option<Time>,
}

impl Scene<'_> {
    /// The events about the DaemonSet that the server has now, in the order of their names, which is that of their first times.
    pub(super) fn events(&self) -> Vec<Event<'static>> {
        let names = self.names();
        let mut recorder = Recorder::default();
        for event in self.events {
            if event.at <= self.now {
                recorder.take(event);
            }
        }
        let mut events = Vec::new();
        for counted in &recorder.counted {
            let Some((count, event)) = counted.written else { continue };
            if self.now.since(event.at).as_secs() < KEPT {
                let last = kept(event.at);
                events.push(Event {
                    last,
                    kind: event.reason.kind(),
                    reason: event.reason.as_str(),
                    age: interval(count, kept(counted.first.at), last, self.now),
                    source: "daemonset-controller",
                    message: self.message(&event, counted.is_combined, &names),
                });
            }
        }
        events
    }

    fn message(&self, event: &SceneEvent<'_>, is_combined: bool, names: &Names<'_>) -> String {
        let (namespace, pod) = (self.namespace(), names.of(event.pod));
        let before = if is_combined { "(combined from similar events): " } else { "" };
        let (phase, verb) = match event.reason {
            EventReason::SuccessfulCreate => return [before, "Created pod: ", &pod].concat(),
            EventReason::SuccessfulDelete => return [before, "Deleted pod: ", &pod].concat(),
            EventReason::FailedDaemonPod => ("failed", "kill"),
            EventReason::SucceededDaemonPod => ("succeeded", "delete"),
        };
        let node = event.node;
        format!("{before}Found {phase} daemon pod {namespace}/{pod} on node {node}, will try to {verb} it")
    }
}

impl EventReason {
    fn as_str(self) -> &'static str {
        match self {
            Self::SuccessfulCreate => "SuccessfulCreate",
            Self::SuccessfulDelete => "SuccessfulDelete",
            Self::FailedDaemonPod => "FailedDaemonPod",
            Self::SucceededDaemonPod => "SucceededDaemonPod",
        }
    }

    /// The event's type.
    fn kind(self) -> &'static str {
        if self == Self::FailedDaemonPod { "Warning" } else { "Normal" }
    }
}

#[derive(Default)]
struct Recorder<'a> {
    counted: Vec<Counted<'a>>,
    /// By the numbers of the reasons.
    similar: [Similar<'a>; 4],
    normal: Allowance,
    warnings: Allowance,
}

impl<'a> Recorder<'a> {
    fn take(&mut self, event: &SceneEvent<'a>) {
        let at = self.place(event);
        let Some(counted) = self.counted.get_mut(at) else { return };
        counted.count += 1;
        let allowance = match event.reason {
            EventReason::FailedDaemonPod => &mut self.warnings,
            _ => &mut self.normal,
        };
        // What is throttled is counted all the same; the next one that is written tells.
        if allowance.take(event.at) {
            counted.written = Some((counted.count, *event));
        }
    }

    /// Where the event is counted that says the same, or that combines those like it.
    fn place(&mut self, event: &SceneEvent<'a>) -> usize {
        let next = self.counted.len();
        let Some(similar) = self.similar.get_mut(event.reason as usize) else { return next };
        let is_combined = similar.note(event);
        let place = if is_combined {
            *similar.combined.get_or_insert(next)
        } else {
            let says_the_same = |counted: &Counted<'_>| {
                let first = &counted.first;
                !counted.is_combined
                    && (first.reason, first.pod, first.node) == (event.reason, event.pod, event.node)
            };
            let forgotten = next.saturating_sub(REMEMBERED);
            let remembered = self.counted.get(forgotten..).unwrap_or_default();
            remembered.iter().rposition(says_the_same).map_or(next, |place| forgotten + place)
        };
        if place == next {
            self.counted.push(Counted { is_combined, first: *event, count: 0, written: None });
        }
        place
    }
}

impl<'a> Similar<'a> {
    /// Notes an event, and tells whether it is combined with others.
    fn note(&mut self, event: &SceneEvent<'a>) -> bool {
        let pause = self.last.map_or(Duration::MAX, |last| event.at.since(last));
        if pause > SINGLE_AFTER {
            self.pods.clear();
        }
        self.last = Some(event.at);
        if !self.pods.contains(&event.pod) {
            self.pods.push(event.pod);
        }
        let is_combined = self.pods.len() >= COMBINED_FROM;
        if is_combined {
            // Upstream forgets any one of them.
            self.pods.remove(0);
        }
        is_combined
    }
}

impl Allowance {
    /// Takes one, if there is one.
    fn take(&mut self, now: Time) -> bool {
        let passed = now.since(self.since.unwrap_or(now)).as_secs_f64();
        let used = (self.used - passed * f64::from(REFILL)).max(0.0) + 1.0;
        // Less than a nanosecond counts as no wait.
        let is_there = (used - BURST) / f64::from(REFILL) * 1e9 < 1.0;
        if is_there {
            (self.used, self.since) = (used, Some(now));
        }
        is_there
    }
}
