//! The cluster: Pods, kubelets, the scheduler, and the controller's work queue.

mod changes;
mod existing;

use std::time::Duration;

pub(super) use changes::Applied;

use super::{
    host_ports::{HostPort, conflict},
    queue::{Event, Queue},
    timings::Kubelet,
};
use crate::{
    controller::{Backoffs, Ledger, Phase, PodState, Readiness, Revision, Status},
    model::time::Time,
};

/// How long the Pod garbage collector waits for a node that is gone before it takes the Pods (upstream: `quarantineTime`).
/// It looks every 20 seconds, so that a real one may take up to 40 more.
const QUARANTINE: Duration = Duration::from_secs(40);

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
    /// The ports that each template's Pods ask for of their node, by the template's number.
    templates: Vec<Vec<HostPort>>,
    /// The number of the current template.
    template: usize,
    log: Vec<Moment>,
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
}

#[derive(Debug)]
struct Pod {
    node: usize,
    template: usize,
    /// Whether it has waited for its node too long for it to be a matter of ports alone.
    held: bool,
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
    /// The controller deleted it, in the sync of this number; 0 where it was somebody else.
    Deleted(usize),
    /// It is gone.
    Gone,
}

impl Cluster {
    /// A cluster of these nodes and Pods. The keys of the Pods are their numbers, from 0. Of what the Pods ask for their
    /// node matters, and old ones ask for the same.
    pub(super) fn new(ledger: Ledger, kubelets: Vec<Kubelet>, ports: Vec<HostPort>, generation: i64) -> Self {
        let mut pods: Vec<Pod> = Vec::new();
        for node in 0..kubelets.len() {
            for pod in ledger.pods(node) {
                // Pods that the controller does not see have keys, too.
                while pods.len() <= pod.key {
                    pods.push(Pod { node, template: 0, held: false, state: None });
                }
                if let Some(slot) = pods.get_mut(pod.key) {
                    *slot = Pod {
                        node,
                        template: usize::from(pod.is_updated()),
                        held: false,
                        state: Some(pod.clone()),
                    };
                }
            }
        }
        Self {
            machines: kubelets.into_iter().map(|kubelet| Machine { kubelet, absent: None }).collect(),
            pods,
            templates: vec![ports.clone(), ports],
            template: 1,
            changed: true,
            generation,
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
            log: Vec::new(),
            generation: 0,
            observed: 0,
            statuses: Vec::new(),
        }
    }

    /// Runs until nothing more can happen, or what does is at `end` or later; the clock stands there then.
    pub(super) fn run(&mut self, end: Option<Time>) {
        loop {
            while self.changed {
                self.sync();
                self.take_place();
            }
            let next = [self.queue.next_at(), self.look_again].into_iter().flatten().min();
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

    /// The nodes as the controller sees them.
    pub(super) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The statuses that the controller wrote, in order.
    pub(super) fn statuses(&self) -> &[(Time, Status)] {
        &self.statuses
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
        for node in actions.create {
            self.create(node);
        }
        for key in actions.delete {
            self.delete(key, self.syncs);
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
            }
        }
    }

    fn create(&mut self, node: usize) {
        let key = self.pods.len();
        let state = PodState {
            key,
            bound: false,
            created: self.ledger.now(),
            phase: Phase::Active,
            terminating: false,
            orphan: false,
            readiness: Readiness::NotReady,
            revision: Revision::Current,
        };
        self.pods.push(Pod { node, template: self.template, held: false, state: Some(state.clone()) });
        self.ledger.put(node, state);
        self.note(key, What::Created(self.syncs));
        self.schedule(node);
    }

    /// The scheduler's turn on a node: binds the Pods that can be, at once.
    fn schedule(&mut self, node: usize) {
        if !self.is_there(node) {
            return;
        }
        let waits = |pod: &&PodState| !pod.bound && pod.phase == Phase::Active;
        let waiting: Vec<usize> = self.ledger.pods(node).iter().filter(waits).map(|pod| pod.key).collect();
        for key in waiting {
            let ports = self.ports(key);
            let mut bound = self.ledger.pods(node).iter().filter(|pod| pod.bound);
            if bound.any(|pod| conflict(ports, self.ports(pod.key))) {
                if let Some(pod) = self.pods.get_mut(key) {
                    pod.held = false;
                }
                continue;
            }
            if self.pods.get(key).is_some_and(|pod| pod.held) {
                continue;
            }
            self.change(key, What::Bound, |pod| pod.bound = true);
            self.start(node, key);
        }
    }

    fn ports(&self, pod: usize) -> &[HostPort] {
        self.templates.get(self.template_of(pod)).map_or(&[], Vec::as_slice)
    }

    /// The kubelet starts a Pod.
    fn start(&mut self, node: usize, key: usize) {
        if let Some(wait) = self.machines.get(node).and_then(|machine| machine.kubelet.ready) {
            self.queue.push(self.ledger.now().plus(wait), Event::Ready(key));
        }
    }

    /// The kubelet ends a Pod.
    fn end(&mut self, node: usize, key: usize) {
        if let Some(wait) = self.machines.get(node).and_then(|machine| machine.kubelet.termination) {
            self.queue.push(self.ledger.now().plus(wait), Event::Gone(key));
        }
    }

    fn is_there(&self, node: usize) -> bool {
        self.machines.get(node).is_some_and(|machine| machine.absent.is_none())
    }

    fn become_ready(&mut self, key: usize) {
        let now = self.ledger.now();
        let Some(Pod { node, state: Some(state), .. }) = self.pods.get(key) else { return };
        if state.terminating || state.is_ready() || !self.is_there(*node) {
            return;
        }
        self.change(key, What::Ready, |pod| pod.readiness = Readiness::ReadySince(now));
        // Upstream adds a second, so that the Pod is surely available by then.
        if let Ok(seconds @ 1..) = u64::try_from(self.ledger.rules().min_ready_seconds) {
            self.wake(now.plus(Duration::from_secs(seconds + 1)));
        }
    }

    fn delete(&mut self, key: usize, sync: usize) {
        let Some(Pod { node, state: Some(state), .. }) = self.pods.get(key) else { return };
        // No kubelet has to be asked about a Pod that has none, or that has ended (upstream: `CheckGracefulDelete`).
        let (node, at_once) = (*node, !state.bound || state.phase != Phase::Active);
        self.change(key, What::Deleted(sync), |pod| pod.terminating = true);
        if at_once {
            self.vanish(key);
        } else {
            self.end(node, key);
        }
    }

    /// The kubelet has ended a Pod.
    fn go(&mut self, key: usize) {
        if self.pods.get(key).is_some_and(|pod| self.is_there(pod.node)) {
            self.vanish(key);
        }
    }

    fn vanish(&mut self, key: usize) {
        let Some(pod) = self.pods.get_mut(key).filter(|pod| pod.state.is_some()) else { return };
        let node = pod.node;
        pod.state = None;
        self.ledger.remove(node, key);
        self.note(key, What::Gone);
        self.schedule(node);
    }

    /// Changes a Pod that is there.
    fn change(&mut self, key: usize, what: What, change: impl FnOnce(&mut PodState)) {
        let Some(Pod { node, state: Some(state), .. }) = self.pods.get_mut(key) else { return };
        change(state);
        self.ledger.put(*node, state.clone());
        self.note(key, what);
    }

    /// Every change of a Pod wakes the controller.
    fn note(&mut self, pod: usize, what: What) {
        self.changed = true;
        let node = self.pods.get(pod).map_or(0, |pod| pod.node);
        self.log.push(Moment { at: self.ledger.now(), node, pod, what });
    }

    fn wake(&mut self, at: Time) {
        self.look_again = Some(self.look_again.map_or(at, |sooner| sooner.min(at)));
    }
}
