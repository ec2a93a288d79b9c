//! The cluster: Pods, kubelets, the scheduler, and the controller's work queue.

use super::{
    queue::{Event, Queue},
    timings::Kubelet,
};
use crate::{
    controller::{Backoffs, Ledger, Phase, PodState, Readiness, Revision, Status},
    model::{order, time::Time},
};

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
    kubelets: Vec<Kubelet>,
    /// Every Pod that ever was, by its key.
    pods: Vec<Pod>,
    /// Whether a Pod must wait for another one of its node to be gone before it is bound.
    exclusive: bool,
    log: Vec<Moment>,
    /// The generation that the statuses carry.
    generation: i64,
    /// What the controller wrote, when it changed: of several at one time the last.
    statuses: Vec<(Time, Status)>,
}

#[derive(Debug)]
struct Pod {
    node: usize,
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
pub(super) enum What {
    /// The controller created it, in the sync of this number.
    Created(usize),
    /// The scheduler bound it.
    Bound,
    /// It became ready.
    Ready,
    /// The controller deleted it, in the sync of this number.
    Deleted(usize),
    /// It is gone.
    Gone,
}

impl Cluster {
    /// A cluster of these nodes and Pods. The keys of the Pods are their numbers, from 0.
    pub(super) fn new(ledger: Ledger, kubelets: Vec<Kubelet>, exclusive: bool, generation: i64) -> Self {
        let nodes = 0..kubelets.len();
        let mut pods: Vec<Pod> = nodes
            .flat_map(|node| ledger.pods(node).iter().map(move |pod| Pod { node, state: Some(pod.clone()) }))
            .collect();
        order::sort_by_key(&mut pods, |pod: &Pod| pod.state.as_ref().map(|state| state.key));
        Self {
            ledger,
            backoffs: Backoffs::default(),
            queue: Queue::default(),
            look_again: None,
            changed: true,
            syncs: 0,
            kubelets,
            pods,
            exclusive,
            log: Vec::new(),
            generation,
            statuses: Vec::new(),
        }
    }

    /// Runs until nothing more can happen, and returns what did, in order.
    pub(super) fn run(&mut self) -> &[Moment] {
        loop {
            while self.changed {
                self.sync();
                self.take_place();
            }
            let next = [self.queue.next_at(), self.look_again].into_iter().flatten().min();
            let Some(now) = next else { return &self.log };
            self.ledger.advance(now);
            self.take_place();
            if self.look_again.is_some_and(|due| due <= now) {
                self.look_again = None;
                self.changed = true;
            }
        }
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
            self.delete(key);
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
                Event::Gone(key) => self.vanish(key),
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
        self.pods.push(Pod { node, state: Some(state.clone()) });
        self.ledger.put(node, state);
        self.note(key, What::Created(self.syncs));
        self.schedule(node);
    }

    /// The scheduler's turn on a node: binds the Pods that can be, at once.
    fn schedule(&mut self, node: usize) {
        let on_node = self.ledger.pods(node);
        if self.exclusive && on_node.len() > 1 {
            return;
        }
        let waiting: Vec<usize> = on_node.iter().filter(|pod| !pod.bound).map(|pod| pod.key).collect();
        for key in waiting {
            self.change(key, What::Bound, |pod| pod.bound = true);
            let wait = self.kubelets.get(node).and_then(|kubelet| kubelet.ready);
            if let Some(wait) = wait {
                self.queue.push(self.ledger.now().plus(wait), Event::Ready(key));
            }
        }
    }

    fn become_ready(&mut self, key: usize) {
        let now = self.ledger.now();
        let state = self.pods.get(key).and_then(|pod| pod.state.as_ref());
        if state.is_none_or(|pod| pod.terminating) {
            return;
        }
        self.change(key, What::Ready, |pod| pod.readiness = Readiness::ReadySince(now));
        // Upstream adds a second, so that the Pod is surely available by then.
        if let Ok(seconds @ 1..) = u64::try_from(self.ledger.rules().min_ready_seconds) {
            self.wake(now.plus(std::time::Duration::from_secs(seconds + 1)));
        }
    }

    fn delete(&mut self, key: usize) {
        self.change(key, What::Deleted(self.syncs), |pod| pod.terminating = true);
        let kubelet = self.pods.get(key).and_then(|pod| self.kubelets.get(pod.node));
        if let Some(wait) = kubelet.and_then(|kubelet| kubelet.termination) {
            self.queue.push(self.ledger.now().plus(wait), Event::Gone(key));
        }
    }

    fn vanish(&mut self, key: usize) {
        let Some(pod) = self.pods.get_mut(key) else { return };
        let node = pod.node;
        pod.state = None;
        self.ledger.remove(node, key);
        self.note(key, What::Gone);
        self.schedule(node);
    }

    /// Changes a Pod that is there.
    fn change(&mut self, key: usize, what: What, change: impl FnOnce(&mut PodState)) {
        let Some(Pod { node, state: Some(state) }) = self.pods.get_mut(key) else { return };
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
