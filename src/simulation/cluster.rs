//! The cluster: Pods, kubelets, the scheduler, and the controller's work queue.

mod changes;
mod existing;
mod faults;
mod pods;

pub(super) use changes::Applied;

use super::{
    queue::{Event, Queue},
    rooms::Room,
    timings::Kubelet,
};
use crate::{
    controller::{Backoffs, Ledger, PodState, PodToleration, Readiness, Status, Verdict},
    model::{duration::Duration, taint::Taint, time::Time},
    scheduler::HostPort,
};

/// How long the Pod garbage collector waits for a node that is gone before it takes the Pods (upstream: `quarantineTime`).
/// It looks every 20 seconds, so that a real one may take up to 40 more.
pub const QUARANTINE: Duration = Duration::from_secs(40);

/// A cluster in time. It ends when nothing more can happen.
#[derive(Debug)]
pub(super) struct Cluster {
    ledger: Ledger,
    backoffs: Backoffs,
    queue: Queue,
    /// The controller's delayed work: of several wishes to look again, upstream keeps the soonest.
    look_again: Option<Time>,
    /// Whether something has happened that the controller has not looked at.
    changed: bool,
    /// How many syncs have created or deleted Pods.
    syncs: usize,
    machines: Vec<Machine>,
    /// Every Pod that ever was, by its key.
    pods: Vec<Pod>,
    /// What the templates ask of the nodes, by their numbers.
    templates: Vec<Template>,
    /// The number of the current template.
    template: usize,
    /// The nodes without room for Pods of the template that is the current one at first, and those that came or changed
    /// later, in the order of their numbers.
    rooms: Vec<(usize, Room)>,
    log: Vec<Moment>,
    /// When a node began or ceased to be one that should run the Pod.
    turns: Vec<(Time, usize, bool)>,
    /// The syncs that created or deleted Pods.
    steps: Vec<Step>,
    /// The nodes on which Pods are made anew for ever, and how long one stays that is evicted; `None` where the kubelet refuses them.
    endless: Vec<(usize, Option<Duration>)>,
    /// Whether all that comes is played up to a given time; else what goes on for ever is cut off.
    bounded: bool,
    /// How often Pods are evicted from one node, made anew and evicted again before it is said to go on for ever; `None` where
    /// nobody evicts Pods.
    patience: Option<u32>,
    /// The generation that the statuses carry.
    generation: i64,
    /// The one that the last of them carries. The back-offs are those of one generation that was observed.
    observed: i64,
    /// What the controller wrote, when it changed: of several at one time the last.
    statuses: Vec<(Time, Status)>,
}

/// What a node is to its Pods.
#[derive(Debug)]
struct Machine {
    kubelet: Kubelet,
    /// Since when it is not there, where it is not.
    absent: Option<Time>,
    /// Since when its kubelet does nothing, where it does not.
    stopped: Option<Time>,
    /// Its taints that make Pods go.
    no_execute: Vec<Taint>,
    /// How many Pods have gone for them since they changed.
    evictions: u32,
    /// How many Pods its kubelet has refused since there was room.
    refusals: u32,
}

/// What the Pods of a template ask of their node.
#[derive(Clone, Debug, Default)]
pub(super) struct Template {
    /// The ports of the node.
    pub(super) ports: Vec<HostPort>,
    /// The taints that they tolerate.
    pub(super) tolerations: Vec<PodToleration>,
    /// Whether they never become ready.
    pub(super) broken: bool,
    /// Whether the template names the node, so that its kubelet gets them without a scheduler.
    pub(super) named: bool,
}

#[derive(Debug)]
struct Pod {
    node: usize,
    template: usize,
    /// Whether it has waited for its node too long for it to be a matter of ports alone; of a bound one, whether the kubelet has
    /// refused it and that goes on for ever, so that the controller is not told.
    held: bool,
    /// Whether it never becomes ready again.
    crashes: bool,
    /// Its readiness as the kubelet knows it, where the node lifecycle controller has called it not ready.
    unheard: Option<Readiness>,
    /// Since when it is to be evicted, and when, where it is.
    eviction: Option<(Time, Time)>,
    /// `None` once it is gone.
    state: Option<PodState>,
}

/// Something that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// When.
    pub(super) at: Time,
    /// On which node.
    pub(super) node: usize,
    /// To which Pod, by key.
    pub(super) pod: usize,
    /// What.
    pub(super) what: What,
    /// When it is available from then on, if nothing changes, where it has become ready.
    pub(super) available: Option<Time>,
}

/// A sync of the controller that created or deleted Pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) at: Time,
    /// How many moments there were before.
    pub(super) log: usize,
    pub(super) created: usize,
    pub(super) deleted: usize,
    /// How many nodes used the budget up before, and the budget: `maxUnavailable`, or `maxSurge`; `None` with `OnDelete`.
    pub(super) budget: Option<(usize, usize)>,
}

/// What can happen to a Pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The controller created it, in the sync of this number.
    Created(usize),
    /// The scheduler bound it.
    Bound,
    /// It became ready.
    Ready,
    /// It is no longer ready.
    Unready,
    /// It ended, with the phase `Failed`.
    Failed,
    /// Somebody deleted it.
    Deleted(By),
    /// It is gone.
    Gone,
}

/// Who deletes a Pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The controller, in the sync of this number.
    Sync(usize),
    /// A person.
    Hand,
    /// The taint eviction controller.
    Eviction,
    /// The Pod garbage collector.
    Collector,
}

impl Cluster {
    /// A cluster of these nodes and Pods. The keys of the Pods are their numbers, from 0. `templates` are the one before and
    /// the current one.
    pub(super) fn new(ledger: Ledger, kubelets: Vec<Kubelet>, templates: [Template; 2]) -> Self {
        let mut pods: Vec<Pod> = Vec::new();
        for node in 0..kubelets.len() {
            for pod in ledger.pods(node) {
                // Pods that the controller does not see have keys, too.
                while pods.len() <= pod.key {
                    pods.push(Pod::new(node, 0, None));
                }
                if let Some(slot) = pods.get_mut(pod.key) {
                    *slot = Pod::new(node, usize::from(pod.is_updated()), Some(pod.clone()));
                }
            }
        }
        let mut machines = Vec::new();
        for kubelet in kubelets {
            machines.push(Machine::new(kubelet));
        }
        Self {
            machines,
            pods,
            templates: templates.into(),
            template: 1,
            changed: true,
            ..Self::empty(ledger)
        }
    }

    /// A cluster without a DaemonSet. Until there is one, the ledger's rules do not matter, and no node should run its Pod.
    pub(super) fn empty(ledger: Ledger) -> Self {
        Self {
            ledger,
            backoffs: Backoffs::default(),
            queue: Queue::default(),
            look_again: None,
            changed: false,
            syncs: 0,
            machines: Vec::new(),
            pods: Vec::new(),
            templates: Vec::new(),
            template: 0,
            rooms: Vec::new(),
            log: Vec::new(),
            turns: Vec::new(),
            steps: Vec::new(),
            endless: Vec::new(),
            bounded: false,
            patience: None,
            generation: 0,
            observed: 0,
            statuses: Vec::new(),
        }
    }

    /// Runs until nothing more can happen, or what does is at `end` or later; the clock stands there then.
    pub(super) fn run(&mut self, end: Option<Time>) {
        self.bounded = end.is_some();
        loop {
            while self.changed {
                self.sync();
                self.take_place();
            }
            let next = match (self.queue.next_at(), self.look_again) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
            let Some(now) = next.filter(|next| end.is_none_or(|end| *next < end)) else { break };
            self.turn(now);
        }
        if let Some(end) = end {
            self.turn(end);
        }
    }

    /// Turns the clock, and lets happen what is due.
    fn turn(&mut self, now: Time) {
        self.ledger.advance(now);
        self.take_place();
        if self.look_again.is_some_and(|due| due <= now) {
            self.look_again = None;
            self.changed = true;
        }
    }

    /// Everything that happened to Pods, in order.
    pub(super) fn log(&self) -> &[Moment] {
        &self.log
    }

    /// The number of the template that a Pod is made from.
    pub(super) fn template_of(&self, pod: usize) -> usize {
        self.pods.get(pod).map_or(0, |pod| pod.template)
    }

    /// These nodes have no room for Pods of the current template.
    pub(super) fn furnish(&mut self, rooms: &[(usize, Room)]) {
        self.rooms = rooms.to_vec();
    }

    /// Why a Pod of the current template cannot start on a node; `None` where there is room.
    pub(super) fn room(&self, node: usize) -> Option<&Room> {
        self.room_of(1, node).filter(|_| self.template == 1)
    }

    /// The same for Pods of a template.
    fn room_of(&self, template: usize, node: usize) -> Option<&Room> {
        match self.rooms.get(self.room_place(node)) {
            Some((number, room)) if *number == node && template == 1 => Some(room),
            _ => None,
        }
    }

    /// Where the room of a node stands, or would.
    fn room_place(&self, node: usize) -> usize {
        self.rooms.partition_point(|(number, _)| *number < node)
    }

    /// The DaemonSet is of this generation.
    pub(super) fn set_generation(&mut self, generation: i64) {
        self.generation = generation;
    }

    /// The node that a Pod is on or meant for.
    pub(super) fn node_of(&self, pod: usize) -> usize {
        self.pods.get(pod).map_or(0, |pod| pod.node)
    }

    /// Whether the current template's Pods ask for ports of their node.
    pub(super) fn asks_for_ports(&self) -> bool {
        self.templates.get(self.template).is_some_and(|template| !template.ports.is_empty())
    }

    /// The nodes as the controller sees them.
    pub(super) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The statuses that the controller wrote, in order.
    pub(super) fn statuses(&self) -> &[(Time, Status)] {
        &self.statuses
    }

    /// When nodes began or ceased to be ones that should run the Pod.
    pub(super) fn turns(&self) -> &[(Time, usize, bool)] {
        &self.turns
    }

    /// The syncs that created or deleted Pods, in order.
    pub(super) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The nodes on which Pods are made anew for ever, and how long one stays that is evicted; `None` where the kubelet refuses them.
    pub(super) fn endless(&self) -> &[(usize, Option<Duration>)] {
        &self.endless
    }

    /// A node gets another verdict.
    fn judge(&mut self, node: usize, verdict: Option<Verdict>) {
        let before = self.ledger.should_run(node);
        self.ledger.judge(node, verdict);
        let should_run = self.ledger.should_run(node);
        if should_run != before {
            self.turns.push((self.ledger.now(), node, should_run));
        }
    }

    /// One sync of the controller, and what the API server makes of it.
    fn sync(&mut self) {
        self.changed = false;
        let now = self.ledger.now();
        let actions = self.ledger.sync(&mut self.backoffs);
        self.write(self.ledger.status(self.generation));
        if self.observed != self.generation {
            self.observed = self.generation;
            self.backoffs = Backoffs::default();
        }
        if let Some(wait) = actions.again_after {
            self.wake(now.plus(wait));
        }
        if actions.is_empty() {
            return;
        }
        self.syncs += 1;
        let budget = self.ledger.budget_use();
        let (created, deleted) = (actions.create.len(), actions.delete.len());
        self.steps.push(Step { at: now, log: self.log.len(), created, deleted, budget });
        for node in actions.create {
            self.create(node);
        }
        for key in actions.delete {
            self.delete(key, By::Sync(self.syncs));
        }
    }

    /// Upstream: `storeDaemonSetStatus`, which leaves alone what has not changed.
    fn write(&mut self, status: Status) {
        let now = self.ledger.now();
        match self.statuses.last_mut() {
            Some((_, last)) if *last == status => {}
            Some((at, last)) if *at == now => *last = status,
            _ => self.statuses.push((now, status)),
        }
    }

    /// Everything that is due at this time takes place, before the controller looks again.
    fn take_place(&mut self) {
        while let Some(event) = self.queue.pop_due(self.ledger.now()) {
            match event {
                Event::Ready(key) => self.become_ready(key),
                Event::Gone(key) => self.go(key),
                Event::Collect(node) => self.collect(node),
                Event::Evict(key) => self.evict(key),
            }
        }
    }

    /// Every change of a Pod wakes the controller.
    fn note(&mut self, pod: usize, what: What) {
        self.changed = true;
        let (now, min_ready) = (self.ledger.now(), self.ledger.rules().min_ready_seconds);
        let Some(Pod { node, state, .. }) = self.pods.get(pod) else { return };
        let state = state.as_ref().filter(|_| what == What::Ready);
        let available = state.and_then(|state| state.available_from(min_ready)).map(|from| from.max(now));
        self.log.push(Moment { at: now, node: *node, pod, what, available });
    }

    fn wake(&mut self, at: Time) {
        self.look_again = Some(self.look_again.map_or(at, |sooner| sooner.min(at)));
    }
}

impl Pod {
    fn new(node: usize, template: usize, state: Option<PodState>) -> Self {
        Self { node, template, held: false, crashes: false, unheard: None, eviction: None, state }
    }
}

impl Machine {
    fn new(kubelet: Kubelet) -> Self {
        Self { kubelet, absent: None, stopped: None, no_execute: Vec::new(), evictions: 0, refusals: 0 }
    }
}
