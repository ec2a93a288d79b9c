//! Pods that were there before the simulation begins.

use super::{Cluster, QUARANTINE};
use crate::{
    controller::{Phase, PodState},
    model::{duration::Duration, time::Time},
    simulation::queue::Event,
};

/// How old a Pod may be and yet be taken for one that is only slow.
const PATIENCE: Duration = Duration::from_mins(1);

impl Cluster {
    /// Takes up the Pods that are there: what their kubelets are about to do with them. `deletions` are the ends of their
    /// grace, by key. Nodes that only Pods name are gone; nobody knows since when, so the garbage collector begins to wait.
    pub(in crate::simulation) fn take_up(&mut self, deletions: &[Option<Time>], observed_generation: i64) {
        self.observed = observed_generation;
        let now = self.ledger.now();
        for node in 0..self.machines.len() {
            if self.ledger.verdict(node).is_none()
                && let Some(machine) = self.machines.get_mut(node)
            {
                machine.absent = Some(now);
                self.queue.push(now.plus(QUARANTINE), Event::Collect(node));
            }
            for pod in self.ledger.pods(node).to_vec() {
                self.take_up_one(node, &pod, deletions.get(pod.key).copied().flatten());
            }
            self.schedule(node);
        }
    }

    fn take_up_one(&mut self, node: usize, pod: &PodState, grace_ends: Option<Time>) {
        let now = self.ledger.now();
        let kubelet = self.machines.get(node).map(|machine| machine.kubelet);
        // One of which nobody says when it was created was created just now.
        let created = if pod.age(now).is_some() { pod.created } else { now };
        let young = now.since(created) <= PATIENCE;
        if pod.terminating {
            let wait = kubelet.and_then(|kubelet| kubelet.termination);
            if let (Some(wait), Some(_)) = (wait, grace_ends.filter(|end| !pod.bound || *end >= now)) {
                self.queue.push(if pod.bound { now.plus(wait) } else { now }, Event::Gone(pod.key));
            }
        } else if !pod.bound {
            // One that has waited for long waits for something that is not looked at, unless it waits for a port.
            if let Some(pod) = self.pods.get_mut(pod.key) {
                pod.held = !young;
            }
        } else if pod.is_updated() && !pod.is_ready() && pod.phase == Phase::Active && young {
            let due = kubelet.and_then(|kubelet| kubelet.ready).map(|wait| created.plus(wait));
            if let Some(due) = due {
                self.queue.push(due.max(now), Event::Ready(pod.key));
            }
        }
    }
}
