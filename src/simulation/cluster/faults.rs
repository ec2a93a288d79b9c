//! What goes wrong in a cluster in time: kubelets that stop, Pods that fail, evictions.

use super::{By, Cluster, Pod, What};
use crate::{
    controller::{Phase, PodState, Readiness, patience},
    model::{
        duration::Duration,
        list::Keeping,
        taint::{Effect, Taint},
    },
    simulation::{change::GRACE, queue::Event},
};

/// How often a kubelet refuses Pods before it is said to go on for ever.
const REFUSALS: u32 = 3;

impl Cluster {
    /// A node's kubelet stops.
    pub(in crate::simulation) fn stop(&mut self, node: usize) {
        let now = self.ledger.now();
        if let Some(machine) = self.machines.get_mut(node) {
            machine.stopped = machine.stopped.or(Some(now));
        }
    }

    /// Whether a node's kubelet does not answer, or ends no Pods.
    pub(in crate::simulation) fn is_silent(&self, node: usize) -> bool {
        self.machines
            .get(node)
            .is_some_and(|machine| machine.stopped.is_some() || machine.kubelet.termination.is_none())
    }

    /// Whether the node lifecycle controller has waited long enough for a node's kubelet; then it calls the Pods there not
    /// ready (upstream: `MarkPodsNotReady`).
    pub(in crate::simulation) fn lose_contact(&mut self, node: usize) -> bool {
        let machine = self.machines.get(node).filter(|machine| machine.absent.is_none());
        let waited = machine.and_then(|machine| machine.stopped);
        if waited.is_none_or(|since| since.plus(GRACE) > self.ledger.now()) {
            return false;
        }
        for pod in self.ledger.pods(node).to_vec() {
            if pod.bound && pod.is_ready() {
                self.change(pod.key, What::Unready, &|pod| pod.readiness = Readiness::NotReady);
                if let Some(slot) = self.pods.get_mut(pod.key) {
                    slot.unheard = Some(pod.readiness);
                }
            }
        }
        true
    }

    /// A node's kubelet is back: what it knows of its Pods holds again, and it goes on with the others.
    pub(in crate::simulation) fn resume(&mut self, node: usize) {
        let Some(machine) = self.machines.get_mut(node) else { return };
        if machine.stopped.take().is_none() {
            return;
        }
        for pod in self.ledger.pods(node).to_vec() {
            let unheard = self.pods.get_mut(pod.key).and_then(|pod| pod.unheard.take());
            if let Some(readiness) =
                unheard.filter(|_| pod.phase == Phase::Active && !pod.is_ready() && !pod.terminating)
            {
                self.change(pod.key, What::Ready, &|pod| pod.readiness = readiness);
            }
        }
        self.take_over(node);
    }

    /// The kubelet takes up what it has not done yet.
    pub(super) fn take_over(&mut self, node: usize) {
        for pod in self.ledger.pods(node).to_vec() {
            if pod.terminating {
                self.end(node, pod.key);
            } else if pod.bound && !pod.is_ready() {
                self.start(node, pod.key);
            }
        }
    }

    /// Pods of a node are no longer ready, for a while or for ever.
    pub(in crate::simulation) fn unready_on(&mut self, node: usize, wait: Option<Duration>) {
        for pod in self.ledger.pods(node).to_vec() {
            if !pod.bound || pod.terminating || pod.phase != Phase::Active {
                continue;
            }
            if pod.is_ready() {
                self.change(pod.key, What::Unready, &|pod| pod.readiness = Readiness::NotReady);
            }
            if let Some(slot) = self.pods.get_mut(pod.key) {
                slot.crashes = wait.is_none();
                slot.unheard = None;
            }
            if let Some(wait) = wait {
                self.queue.push(self.ledger.now().plus(wait), Event::Ready(pod.key));
            }
        }
    }

    /// Pods of a node fail.
    pub(in crate::simulation) fn fail_on(&mut self, node: usize) {
        for pod in self.ledger.pods(node).to_vec() {
            if pod.bound && pod.phase == Phase::Active {
                self.change(pod.key, What::Failed, &|pod| {
                    (pod.phase, pod.readiness) = (Phase::Failed, Readiness::NotReady);
                });
            }
        }
    }

    /// The kubelet refuses a Pod that it got without a scheduler: the Pod fails, and the controller makes another one, after growing
    /// waits (but at once where it may surge and no other Pod runs there).
    pub(super) fn refuse(&mut self, node: usize, key: usize) {
        let running = self.ledger.pods(node).iter().filter(|pod| pod.phase == Phase::Active).count();
        let plays_all = self.bounded && (running > 1 || !self.ledger.rules().allows_surge());
        let Some(machine) = self.machines.get_mut(node) else { return };
        machine.refusals += 1;
        if plays_all || machine.refusals < REFUSALS {
            self.change(key, What::Failed, &|pod| pod.phase = Phase::Failed);
            return;
        }
        if let Some(pod) = self.pods.get_mut(key) {
            pod.held = true;
        }
        if !self.is_refused(node) {
            self.endless.push((node, None));
        }
        self.note(key, What::Failed);
    }

    /// Whether the kubelet of a node refuses the Pod for ever.
    pub(in crate::simulation) fn is_refused(&self, node: usize) -> bool {
        self.endless.iter().any(|(known, stay)| *known == node && stay.is_none())
    }

    /// Pods that start on a node from now on never become ready.
    pub(in crate::simulation) fn spoil(&mut self, node: usize) {
        if let Some(machine) = self.machines.get_mut(node) {
            machine.kubelet.ready = None;
        }
    }

    /// Pods of the current template that start from now on never become ready.
    pub(in crate::simulation) fn break_template(&mut self) {
        if let Some(template) = self.templates.get_mut(self.template) {
            template.broken = true;
        }
    }

    /// Pods are evicted from now on, from one node at most this often while its taints do not change.
    pub(in crate::simulation) fn evict_at_most(&mut self, times: u32) {
        self.patience = Some(times);
    }

    /// The taints of a node that Pods may have to go for (upstream: `pkg/controller/tainteviction`, `handleNodeUpdate`).
    pub(in crate::simulation) fn taint(&mut self, node: usize, taints: &[Taint]) {
        if self.patience.is_none() {
            return;
        }
        let mut taints = taints.to_vec();
        taints.keep(&|taint| taint.effect == Effect::NoExecute);
        let Some(machine) = self.machines.get_mut(node).filter(|machine| machine.no_execute != taints) else {
            return;
        };
        machine.no_execute = taints;
        machine.evictions = 0;
        for pod in self.ledger.pods(node).to_vec() {
            self.look_at_taints(node, &pod);
        }
    }

    /// Decides when a Pod has to go for a `NoExecute` taint that it tolerates for a while only (upstream: `processPodOnNode`). Those
    /// that it does not tolerate at all are left to the DaemonSet controller, which deletes the Pod at the same time.
    ///
    /// A wait that has begun goes on, even where another taint would allow less.
    pub(super) fn look_at_taints(&mut self, node: usize, pod: &PodState) {
        let Some(machine) = self.machines.get(node).filter(|_| pod.bound && !pod.terminating) else { return };
        let template = self.templates.get(self.template_of(pod.key));
        let patience = template.and_then(|template| patience(&template.tolerations, &machine.no_execute));
        let now = self.ledger.now();
        let evicted = self.patience.is_none_or(|most| machine.evictions >= most);
        let Some(slot) = self.pods.get_mut(pod.key) else { return };
        let Some(patience) = patience else {
            slot.eviction = None;
            return;
        };
        if slot.eviction.is_some_and(|(since, _)| since < now) {
            return;
        }
        if evicted {
            if !self.endless.iter().any(|(known, _)| *known == node) {
                self.endless.push((node, Some(patience)));
            }
            return;
        }
        let due = now.plus(patience);
        slot.eviction = Some((now, due));
        self.queue.push(due, Event::Evict(pod.key));
    }

    /// The time that a Pod tolerates its node's taints for is over.
    pub(super) fn evict(&mut self, key: usize) {
        let now = self.ledger.now();
        let Some(Pod { node, state: Some(state), eviction: Some((_, due)), .. }) = self.pods.get(key) else {
            return;
        };
        if state.terminating || *due > now {
            return;
        }
        if let Some(machine) = self.machines.get_mut(*node) {
            machine.evictions += 1;
        }
        self.delete(key, By::Eviction);
    }
}
