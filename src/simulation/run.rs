//! A cluster in time, from a beginning to its end.

use std::borrow::Cow;

use super::{
    change::{Change, GRACE},
    course::Happening,
    outages::{Outage, Outages},
    rollout::{self, Rollout},
    rooms::Room,
    timings::Timings,
    tracks::Tracks,
    world::{Edit, World},
};
use crate::{
    apiserver::Admitted,
    controller::{Ledger, Phase, Placement, Revision, Rules, Sight, Verdict},
    model::{duration::Duration, fleet::Fleet, list::Listed, order, time::Time, value::Value},
};

/// What a cluster in time begins with, and what others do to it.
#[derive(Debug)]
pub struct Scenario<'a> {
    /// The DaemonSet.
    pub admitted: &'a Admitted,
    /// The nodes.
    pub fleet: &'a Fleet,
    /// The verdicts on them, in order.
    pub verdicts: &'a [Verdict],
    /// Which Pods there are at first.
    pub start: Start<'a>,
    /// How long the kubelets take.
    pub timings: &'a Timings,
    /// What others do, and when.
    pub changes: &'a [(Duration, Change)],
    /// The nodes whose Pods somebody deletes by hand: all of one list at once, those of the next when nothing happens any
    /// more. After a list whose nodes do not all have an available Pod then, nobody goes on.
    pub by_hand: &'a [Vec<String>],
    /// What decides how Pods are replaced: as the DaemonSet says, unless somebody wonders what else would come of.
    pub rules: Rules,
    /// The generation of the DaemonSet.
    pub generation: i64,
    /// The nodes without room for Pods of the template, by position in the fleet; those that are left out have it.
    pub rooms: &'a [(usize, Room)],
    /// Whether Pods are evicted that tolerate a `NoExecute` taint of their node for a while only.
    pub evictions: bool,
    /// When it ends; `None` for when nothing more happens.
    pub end: Option<Duration>,
}

/// How often Pods are evicted from one node, made anew and evicted again before it is said to go on for ever.
const EVICTIONS: u32 = 3;

/// Which Pods there are at first.
#[derive(Debug)]
pub enum Start<'a> {
    /// Each node that should run the Pod has one of the template before, which has long been available.
    Updating,
    /// The same under this DaemonSet, which the other one replaces.
    Previous(&'a Admitted),
    /// None: the DaemonSet is new.
    Nothing,
    /// These.
    Pods(Box<Sight<'a>>),
}

/// A cluster in time, from its beginning to its end.
pub struct Run<'a> {
    /// The rollout of the template that is the current one at the end.
    pub rollout: Rollout,
    /// How long nodes that should run the Pod were without an available one; those that never were are left out.
    pub outages: Vec<Outage>,
    /// When the last thing happens.
    pub end: Duration,
    /// The Pods that there were at the beginning.
    first: Vec<FirstPod>,
    world: World<'a>,
    start: Time,
}

/// A Pod that there was at the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstPod {
    /// Its number.
    pub pod: usize,
    /// The number of its node.
    pub node: usize,
    /// The number of its template.
    pub template: usize,
    /// When it was created; [`Time::MIN`] where nobody knows.
    pub created: Time,
    /// Whether it is bound to its node.
    pub bound: bool,
    /// Whether it is ready.
    pub ready: bool,
    /// The phase that it is in.
    pub phase: Phase,
    /// From when on it is available, if nothing changes; `None` where it is not ready, or is being deleted.
    pub available: Option<Duration>,
    /// Whether it is being deleted.
    pub terminating: bool,
}

/// A sync of the controller that created or deleted Pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyncStep {
    /// When.
    pub at: Duration,
    /// How many of [`Run::happenings`] came before.
    pub after: usize,
    /// How many Pods it created.
    pub created: usize,
    /// How many it deleted.
    pub deleted: usize,
    /// How many nodes used the budget up before it, and the budget: `maxUnavailable`, or `maxSurge` where the update surges; `None`
    /// with `OnDelete`.
    pub budget: Option<(usize, usize)>,
}

impl<'a> Scenario<'a> {
    /// The plain rollout of a changed template: only the controller, the scheduler, the kubelets and the Pod garbage collector act.
    pub fn new(
        admitted: &'a Admitted,
        fleet: &'a Fleet,
        verdicts: &'a [Verdict],
        timings: &'a Timings,
    ) -> Self {
        Self {
            admitted,
            fleet,
            verdicts,
            start: Start::Updating,
            timings,
            changes: &[],
            by_hand: &[],
            rules: Rules::of(admitted.daemon_set()),
            generation: admitted.daemon_set().metadata.generation,
            rooms: &[],
            evictions: false,
            end: None,
        }
    }
}

/// Lets a cluster run.
pub fn run(scenario: Scenario<'_>) -> Run<'_> {
    let Scenario { changes, by_hand, end, evictions, .. } = scenario;
    let generation = scenario.generation;
    let mut world = begin(scenario);
    world.set_generation(generation);
    let start = world.cluster.ledger().now();
    if evictions {
        world.evict_at_most(if end.is_none() { EVICTIONS } else { u32::MAX });
    }
    let first = first_pods(&world);
    let mut outages = Outages::new(world.cluster.ledger(), world.names.len());
    let mut renewed =
        Renewed { tracks: Tracks::new(world.cluster.ledger(), &world.names, start), log: 0, turns: 0 };
    drive(&mut world, changes, end, start, &mut |world| {
        let (log, turns) = (world.cluster.log().len(), world.cluster.turns().len());
        renewed = Renewed { tracks: Tracks::new(world.cluster.ledger(), &world.names, start), log, turns };
    });
    by_hand_on(&mut world, by_hand);
    let (log, turns) = (world.cluster.log(), world.cluster.turns());
    outages.follow(log, turns);
    let Renewed { mut tracks, log: from, turns: turns_from } = renewed;
    tracks.follow(log.get(from..).unwrap_or_default(), turns.get(turns_from..).unwrap_or_default());
    let last_change = changes.iter().map(|(at, _)| *at).max();
    let happened = log.last().map_or(start, |moment| moment.available.unwrap_or(moment.at));
    let happened = world.cluster.statuses().last().map_or(happened, |(at, _)| happened.max(*at));
    let last = last_change.map(|at| happened.max(start.plus(at)));
    let (rollout, summary) = rollout::sum_up(tracks, &world, last, outages);
    let end = last.unwrap_or(happened).since(start).max(rollout.settled);
    Run { rollout, outages: summary.nodes, end, first, world, start }
}

fn first_pods(world: &World<'_>) -> Vec<FirstPod> {
    let ledger = world.cluster.ledger();
    let (start, min_ready) = (ledger.now(), ledger.rules().min_ready_seconds);
    let mut first = Vec::new();
    for node in 0..world.names.len() {
        for pod in ledger.pods(node) {
            let available = pod.available_from(min_ready).filter(|_| !pod.terminating);
            first.push(FirstPod {
                pod: pod.key,
                node,
                template: world.cluster.template_of(pod.key),
                created: pod.created,
                bound: pod.bound,
                ready: pod.is_ready(),
                phase: pod.phase,
                available: available.map(|from| from.since(start)),
                terminating: pod.terminating,
            });
        }
    }
    first
}

/// Where the rollout of the current template begins.
struct Renewed {
    tracks: Tracks,
    log: usize,
    turns: usize,
}

/// The cluster before anything happens.
fn begin(scenario: Scenario<'_>) -> World<'_> {
    let Scenario { admitted, fleet, verdicts, start, timings, rules, rooms, .. } = scenario;
    let names = || fleet.iter().map(|node| Cow::Borrowed(node.name())).listed();
    let world = |ledger, before| {
        let mut world = World::of(ledger, names(), fleet, admitted, before, timings);
        world.cluster.furnish(rooms);
        world
    };
    match start {
        Start::Updating => world(Ledger::all_available(verdicts, rules, Revision::Older), None),
        Start::Nothing => {
            let mut ledger = Ledger::new(rules, Time::from_seconds(0));
            for verdict in verdicts {
                ledger.add_node(Some(*verdict));
            }
            world(ledger, Some(admitted))
        }
        Start::Previous(previous) => {
            let [before, now] = [previous, admitted].map(|of| of.object().pointer("/spec/template"));
            let same = before == now;
            let revision = if same { Revision::Current } else { Revision::Older };
            let before = Placement::of(previous).verdicts(fleet);
            let mut ledger = Ledger::all_available(&before, rules, revision);
            for (node, verdict) in verdicts.iter().enumerate() {
                ledger.judge(node, Some(*verdict));
            }
            world(ledger, Some(previous))
        }
        Start::Pods(sight) => {
            let (mut deletions, mut names) = (Vec::new(), Vec::new());
            for pod in &sight.pods {
                deletions.push(pod.metadata.deletion_timestamp);
            }
            for name in sight.names() {
                names.push(Cow::Borrowed(*name));
            }
            let mut ledger = sight.ledger;
            if rules != *ledger.rules() {
                ledger.change_rules(rules);
            }
            let mut world = World::of(ledger, names, fleet, admitted, None, timings);
            world.cluster.furnish(rooms);
            world.cluster.take_up(&deletions, admitted.daemon_set().status.observed_generation);
            world
        }
    }
}

/// Lets a cluster run while others do this. Changes of one time take place in the order given, after what is due then; those
/// of the beginning before anything else, where there is a DaemonSet already.
pub(super) fn drive<'a>(
    world: &mut World<'a>,
    changes: &[(Duration, Change)],
    end: Option<Duration>,
    start: Time,
    renewed: &mut dyn FnMut(&World<'a>),
) {
    let running = world.is_running();
    let mut ordered: Vec<(Duration, Cow<'_, Change>)> = Vec::new();
    for (at, change) in changes {
        ordered.push((*at, Cow::Borrowed(change)));
        if let Change::StopKubelet(node) = change {
            ordered.push((*at + GRACE, Cow::Owned(Change::LoseContact(node.clone()))));
        }
    }
    order::sort_by_key(&mut ordered, |(at, _)| *at);
    for (at, change) in ordered {
        if end.is_some_and(|end| at > end) {
            break;
        }
        if at > Duration::ZERO || !running {
            world.cluster.run(Some(start.plus(at)));
        }
        if world.change(&change) {
            renewed(world);
        }
    }
    world.cluster.run(end.map(|end| start.plus(end)));
}

/// Somebody deletes Pods by hand, list by list, and looks each time whether new ones are available.
fn by_hand_on(world: &mut World<'_>, lists: &[Vec<String>]) {
    for list in lists {
        let mut nodes = Vec::new();
        for name in list {
            if let Some(node) = world.number(name) {
                world.cluster.delete_on(node);
                nodes.push(node);
            }
        }
        world.cluster.run(None);
        let ledger = world.cluster.ledger();
        let (now, min_ready) = (ledger.now(), ledger.rules().min_ready_seconds);
        let is_up = |node: &usize| ledger.pods(*node).iter().any(|pod| pod.is_available(min_ready, now));
        if !nodes.iter().all(is_up) {
            break;
        }
    }
}

impl Run<'_> {
    /// The names of all nodes that ever were, by number.
    pub fn nodes(&self) -> &[Cow<'_, str>] {
        &self.world.names
    }

    /// The Pods that there were at the beginning, by node.
    pub fn first_pods(&self) -> &[FirstPod] {
        &self.first
    }

    /// The number of the template that is the current one at the end.
    pub fn template(&self) -> usize {
        self.world.template()
    }

    /// How the spec was changed, in order, on the clock of the cluster.
    pub fn edits(&self) -> &[Edit] {
        self.world.edits()
    }

    /// A template that was applied, by its number; `None` where it is not known.
    pub fn template_of(&self, number: usize) -> Option<&Value> {
        self.world.template_of(number)
    }

    /// Whether a template, by its number, names the node, so that no scheduler is asked.
    pub fn is_named(&self, number: usize) -> bool {
        self.world.cluster.is_named(number)
    }

    /// The beginning, on the clock of the cluster.
    pub fn start(&self) -> Time {
        self.start
    }

    /// Everything that happens to Pods, in order.
    pub fn happenings(&self) -> impl ExactSizeIterator<Item = Happening> {
        let cluster = &self.world.cluster;
        cluster.log().iter().map(|moment| Happening::of(moment, cluster, self.start))
    }

    /// The syncs that created or deleted Pods, in order.
    pub fn steps(&self) -> impl ExactSizeIterator<Item = SyncStep> {
        self.world.cluster.steps().iter().map(|step| SyncStep {
            at: step.at.since(self.start),
            after: step.log,
            created: step.created,
            deleted: step.deleted,
            budget: step.budget,
        })
    }

    /// The nodes on which Pods are made anew for ever, by number, and how long one stays that is evicted; `None` where the kubelet
    /// refuses them.
    pub fn endless(&self) -> &[(usize, Option<Duration>)] {
        self.world.cluster.endless()
    }
}
