//! The ways of Pods: made, bound, started, ended.

use super::{By, Cluster, Pod, What};
use crate::{
    controller::{Phase, PodState, Readiness, Revision},
    model::duration::Duration,
    scheduler::HostPort,
    simulation::queue::Event,
};

impl Cluster {
    pub(super) fn create(&mut self, node: usize) {
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
        self.pods.push(Pod::new(node, self.template, Some(state.clone())));
        self.ledger.put(node, state);
        self.note(key, What::Created(self.syncs));
        self.schedule(node);
    }

    /// The scheduler's turn on a node: binds the Pods that can be, at once.
    pub(super) fn schedule(&mut self, node: usize) {
        if !self.is_there(node) {
            return;
        }
        let mut waiting = Vec::new();
        for pod in self.ledger.pods(node) {
            if !pod.bound && pod.phase == Phase::Active {
                waiting.push(pod.key);
            }
        }
        for key in waiting {
            let named = self.is_named(self.template_of(key));
            let ports = self.ports(key);
            let (mut alone, mut taken) = (true, false);
            for pod in self.ledger.pods(node) {
                if pod.bound && !(named && pod.phase != Phase::Active) {
                    alone = false;
                    taken |= HostPort::conflict(ports, self.ports(pod.key)).is_some();
                }
            }
            if taken && !named {
                if let Some(pod) = self.pods.get_mut(key) {
                    pod.held = false;
                }
                continue;
            }
            let room = self.room_of(self.template_of(key), node);
            let has_room = room.is_none_or(|room| room.is_free(alone));
            if !named && (!has_room || self.pods.get(key).is_some_and(|pod| pod.held)) {
                continue;
            }
            self.change(key, What::Bound, &|pod| pod.bound = true);
            if taken || !has_room {
                self.refuse(node, key);
                continue;
            }
            self.start(node, key);
            if let Some(state) = self.pods.get(key).and_then(|pod| pod.state.clone()) {
                self.look_at_taints(node, &state);
            }
        }
    }

    /// Whether a template names the node, so that no scheduler is asked.
    pub(in crate::simulation) fn is_named(&self, template: usize) -> bool {
        self.templates.get(template).is_some_and(|template| template.named)
    }

    fn ports(&self, pod: usize) -> &[HostPort] {
        self.templates.get(self.template_of(pod)).map_or(&[], |template| &template.ports)
    }

    /// The kubelet starts a Pod.
    pub(super) fn start(&mut self, node: usize, key: usize) {
        if self.templates.get(self.template_of(key)).is_some_and(|template| template.broken) {
            return;
        }
        if let Some(wait) = self.machines.get(node).and_then(|machine| machine.kubelet.ready) {
            self.queue.push(self.ledger.now().plus(wait), Event::Ready(key));
        }
    }

    /// The kubelet ends a Pod.
    pub(super) fn end(&mut self, node: usize, key: usize) {
        if let Some(wait) = self.machines.get(node).and_then(|machine| machine.kubelet.termination) {
            self.queue.push(self.ledger.now().plus(wait), Event::Gone(key));
        }
    }

    pub(super) fn is_there(&self, node: usize) -> bool {
        self.machines.get(node).is_some_and(|machine| machine.absent.is_none())
    }

    /// Whether the kubelet of a node does anything.
    fn works(&self, node: usize) -> bool {
        self.machines.get(node).is_some_and(|machine| machine.absent.is_none() && machine.stopped.is_none())
    }

    pub(super) fn become_ready(&mut self, key: usize) {
        let now = self.ledger.now();
        let Some(Pod { node, state: Some(state), crashes: false, .. }) = self.pods.get(key) else { return };
        if state.terminating || state.is_ready() || state.phase != Phase::Active || !self.works(*node) {
            return;
        }
        self.change(key, What::Ready, &|pod| pod.readiness = Readiness::ReadySince(now));
        // Upstream adds a second, so that the Pod is surely available by then.
        if let Ok(seconds @ 1..) = u64::try_from(self.ledger.rules().min_ready_seconds) {
            self.wake(now.plus(Duration::from_secs(seconds + 1)));
        }
    }

    pub(super) fn delete(&mut self, key: usize, by: By) {
        let Some(Pod { node, state: Some(state), .. }) = self.pods.get(key) else { return };
        // No kubelet has to be asked about a Pod that has none, or that has ended (upstream: `CheckGracefulDelete`).
        let (node, at_once) = (*node, !state.bound || state.phase != Phase::Active);
        self.change(key, What::Deleted(by), &|pod| pod.terminating = true);
        if at_once {
            self.vanish(key);
        } else {
            self.end(node, key);
        }
    }

    /// The kubelet has ended a Pod.
    pub(super) fn go(&mut self, key: usize) {
        if self.pods.get(key).is_some_and(|pod| self.works(pod.node)) {
            self.vanish(key);
        }
    }

    pub(super) fn vanish(&mut self, key: usize) {
        let Some(pod) = self.pods.get_mut(key).filter(|pod| pod.state.is_some()) else { return };
        let node = pod.node;
        pod.state = None;
        self.ledger.remove(node, key);
        self.note(key, What::Gone);
        self.schedule(node);
    }

    /// Changes a Pod that is there.
    pub(super) fn change(&mut self, key: usize, what: What, change: &dyn Fn(&mut PodState)) {
        let Some(Pod { node, state: Some(state), .. }) = self.pods.get_mut(key) else { return };
        change(state);
        self.ledger.put(*node, state.clone());
        self.note(key, what);
    }
}
