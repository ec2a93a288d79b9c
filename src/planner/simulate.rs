//! The cluster in time: the run that is asked for, and those that it is held against.

use super::{
    changes::Changes,
    kubectl,
    options::{End, PlanOptions, PlanStart},
};
use crate::{
    answer::{self, DaemonSetPlan, Effect, Estimate, Kubectl, RunSummary, Timeline},
    apiserver::Admitted,
    controller::{Budgets, Rules, Verdict, revision},
    diagnostic::Diagnostic,
    model::{
        duration::Duration,
        fleet::Fleet,
        int_or_percent::IntOrPercent,
        list::{Growing, Keeping},
        pod::Pod,
    },
    simulation::{Change, Room, Run, Scenario, Start, Timings, run},
};

/// How many entries and Pods a timeline holds, if nobody says.
const ENTRIES: usize = 2_000;

/// What is simulated.
pub(super) struct Subject<'a> {
    pub(super) admitted: &'a Admitted,
    pub(super) fleet: &'a Fleet,
    pub(super) verdicts: &'a [Verdict],
    /// The Pods that exist, by their numbers; none where nobody says.
    pub(super) pods: &'a [&'a Pod],
    /// The nodes without room for the Pod, by position.
    pub(super) rooms: &'a [(usize, Room)],
    /// Makes the beginning anew for every run.
    pub(super) start: &'a dyn Fn() -> Start<'a>,
    pub(super) options: &'a PlanOptions,
}

/// What comes of it.
pub(super) struct Simulated {
    pub(super) rollout: answer::Rollout,
    pub(super) timeline: Timeline,
    pub(super) effect: Option<Effect>,
    pub(super) plans: Vec<RunSummary>,
    pub(super) kubectl: Option<Kubectl>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Simulated {
    /// Puts it into the answer. Returns what there is to say about the options.
    pub(super) fn into_answer(self, answer: &mut DaemonSetPlan) -> Vec<Diagnostic> {
        answer.rollout = Some(self.rollout);
        answer.timeline = Some(self.timeline);
        answer.effect = self.effect;
        answer.plans = self.plans;
        answer.kubectl = self.kubectl;
        self.diagnostics
    }
}

/// Simulates the cluster, as the options say.
pub(super) fn simulate(subject: &Subject<'_>, changes: Changes) -> Simulated {
    let options = subject.options;
    let Changes { all, entries, diagnostics } = changes;
    let timings = options.timings(End::Most);
    let rules = subject.rules();
    let by_hand = &options.by_hand;
    let asked = subject.run(&timings, &rules, &all, by_hand);
    let mut rollout: answer::Rollout = (&asked.rollout).into();
    if options.is_range() {
        let quick = options.timings(End::Least);
        let least = subject.run(&quick, &rules, &all, by_hand).rollout;
        rollout.estimate = Some(Estimate {
            least_seconds: least.duration.as_secs_f64(),
            most_seconds: rollout.duration_seconds,
        });
    }
    rollout.notes.grow(answer::endless_notes(&asked));
    let effect = (!all.is_empty()).then(|| Effect::of(&asked, &subject.run(&timings, &rules, &[], by_hand)));
    let moment = options.at.map(Duration::from_secs_f64);
    let limit = options.timeline_entries.map_or(ENTRIES, whole);
    Simulated {
        rollout,
        timeline: Timeline::of(&asked, &entries, limit),
        effect,
        kubectl: moment.map(|at| kubectl::at(subject, &asked, &all, at, options.node.as_deref())),
        plans: if by_hand.is_empty() { Vec::new() } else { subject.plans(&timings, &asked) },
        diagnostics,
    }
}

/// A number without its fraction.
fn whole(number: f64) -> usize {
    usize::try_from(Duration::from_secs_f64(number).as_secs()).unwrap_or(usize::MAX)
}

impl Subject<'_> {
    /// The rules that the options ask for.
    fn rules(&self) -> Rules {
        let mut rules = self.written();
        if !self.options.by_hand.is_empty() {
            rules.rolling_update = None;
        }
        rules
    }

    fn written(&self) -> Rules {
        Rules { before_1_31: self.options.before_1_31(), ..Rules::of(self.admitted.daemon_set()) }
    }

    fn run<'r>(
        &'r self,
        timings: &'r Timings,
        rules: &Rules,
        changes: &'r [(Duration, Change)],
        by_hand: &'r [Vec<String>],
    ) -> Run<'r> {
        run(Scenario {
            start: (self.start)(),
            changes,
            by_hand,
            rules: rules.clone(),
            generation: self.generation(),
            rooms: self.rooms,
            evictions: true,
            ..Scenario::new(self.admitted, self.fleet, self.verdicts, timings)
        })
    }

    /// A manifest does not say of which generation it is; one that replaces another is at least the second.
    pub(super) fn generation(&self) -> i64 {
        let least = if self.is_first() { 1 } else { 2 };
        self.admitted.daemon_set().metadata.generation.max(least)
    }

    /// The generation of the template: what the DaemonSet says, or the least that it can be.
    pub(super) fn template_generation(&self) -> i64 {
        let daemon_set = self.admitted.daemon_set();
        let written = revision::template_generation(daemon_set);
        written.unwrap_or(if self.is_first() { 1 } else { 2 })
    }

    /// Whether there was no template before.
    fn is_first(&self) -> bool {
        matches!(self.options.start, Some(PlanStart::Creating | PlanStart::Running))
    }

    /// The plan by hand beside other ways to the same end.
    fn plans(&self, timings: &Timings, by_hand: &Run<'_>) -> Vec<RunSummary> {
        let mut plans = vec![RunSummary::of("OnDelete, by hand".to_owned(), by_hand)];
        let written = self.written();
        let one = |max_unavailable, max_surge| Budgets {
            max_unavailable: IntOrPercent::Int(max_unavailable),
            max_surge: IntOrPercent::Int(max_surge),
        };
        let mut others = vec![("maxUnavailable 1", one(1, 0)), ("maxSurge 1", one(0, 1))];
        if let Some(budgets) = &written.rolling_update {
            others.keep(&|(_, other)| other != budgets);
            others.insert(0, ("as written", budgets.clone()));
        }
        for (name, budgets) in others {
            let rules = Rules { rolling_update: Some(budgets), ..written.clone() };
            plans.push(RunSummary::of(name.to_owned(), &self.run(timings, &rules, &[], &[])));
        }
        plans
    }
}
