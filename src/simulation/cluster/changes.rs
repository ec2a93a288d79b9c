//! What others do to a cluster in time: people, and what looks after the nodes.

use super::{By, Cluster, Machine, QUARANTINE, Template, What};
use crate::{
    controller::{Phase, Revision, Rules, Verdict},
    model::list::Keeping,
    simulation::{queue::Event, rooms::Room, timings::Kubelet},
};

/// A DaemonSet as it is applied.
pub(in crate::simulation) struct Applied {
    pub(in crate::simulation) rules: Rules,
    /// What its Pods ask of their node.
    pub(in crate::simulation) template: Template,
    /// The number of its template: a new one, or that of an equal template before.
    pub(in crate::simulation) number: usize,
    pub(in crate::simulation) generation: i64,
}

impl Cluster {
    /// The DaemonSet is created or changed. `verdicts` are its verdicts on all nodes, by number; those on nodes that are
    /// not there do not matter.
    pub(in crate::simulation) fn apply(&mut self, applied: Applied, verdicts: &[Verdict]) {
        self.generation = applied.generation;
        self.template = applied.number;
        while self.templates.len() <= applied.number {
            self.templates.push(Template::default());
        }
        if let Some(slot) = self.templates.get_mut(applied.number) {
            *slot = Template { broken: slot.broken, ..applied.template };
        }
        for pod in &mut self.pods {
            let Some(state) = &mut pod.state else { continue };
            state.revision = if pod.template == self.template { Revision::Current } else { Revision::Older };
            self.ledger.put(pod.node, state.clone());
        }
        self.ledger.change_rules(applied.rules);
        for (node, verdict) in verdicts.iter().enumerate() {
            if self.is_there(node) {
                self.judge(node, Some(*verdict));
            }
        }
        self.changed = true;
    }

    /// A node appears for the first time. Its number is the next.
    pub(in crate::simulation) fn add(&mut self, kubelet: Kubelet, verdict: Verdict) {
        let node = self.ledger.add_node(Some(verdict));
        self.machines.push(Machine::new(kubelet));
        if verdict.should_run {
            self.turns.push((self.ledger.now(), node, true));
        }
        self.look_at(node);
    }

    /// A node changes, or is there again. The controller looks at labels and taints alone; `seen` is whether one of them
    /// is new to it.
    pub(in crate::simulation) fn see(&mut self, node: usize, verdict: Verdict, seen: bool) {
        self.judge(node, Some(verdict));
        let Some(machine) = self.machines.get_mut(node) else { return };
        let back = machine.absent.take().is_some();
        if back {
            self.take_over(node);
            self.schedule(node);
        }
        if back || seen {
            self.look_at(node);
        }
    }

    /// There is this room on a node from now on, or on the one that is added next.
    pub(in crate::simulation) fn set_room(&mut self, node: usize, room: &Room) {
        let place = self.room_place(node);
        match self.rooms.get_mut(place) {
            Some((known, own)) if *known == node => own.clone_from(room),
            _ => self.rooms.insert(place, (node, room.clone())),
        }
        if let Some(machine) = self.machines.get_mut(node) {
            machine.refusals = 0;
        }
        self.endless.keep(&|(known, stay)| *known != node || stay.is_some());
        for pod in self.ledger.pods(node).to_vec() {
            // Now the controller is told of one that failed.
            if let Some(slot) = self.pods.get_mut(pod.key).filter(|slot| pod.bound && slot.held) {
                slot.held = false;
                self.change(pod.key, What::Failed, &|pod| pod.phase = Phase::Failed);
            }
        }
        self.schedule(node);
    }

    /// Goes on under other rules about replacing Pods.
    pub(in crate::simulation) fn change_rules(&mut self, rules: Rules) {
        self.generation += 1;
        self.ledger.change_rules(rules);
        self.changed = true;
    }

    /// A node is removed. The controller is not told (upstream watches additions and changes of nodes only).
    pub(in crate::simulation) fn lose(&mut self, node: usize) {
        let Some(machine) = self.machines.get_mut(node).filter(|machine| machine.absent.is_none()) else {
            return;
        };
        machine.absent = Some(self.ledger.now());
        self.judge(node, None);
        self.queue.push(self.ledger.now().plus(QUARANTINE), Event::Collect(node));
    }

    /// Somebody deletes the Pods of a node.
    pub(in crate::simulation) fn delete_on(&mut self, node: usize) {
        for pod in self.ledger.pods(node).to_vec() {
            if !pod.terminating {
                self.delete(pod.key, By::Hand);
            }
        }
    }

    /// The Pod garbage collector takes the bound Pods of a node that has been absent for long, without asking a kubelet.
    pub(super) fn collect(&mut self, node: usize) {
        let absent = self.machines.get(node).and_then(|machine| machine.absent);
        if absent.is_none_or(|since| since.plus(QUARANTINE) > self.ledger.now()) {
            return;
        }
        for pod in self.ledger.pods(node).to_vec() {
            if !pod.terminating {
                self.change(pod.key, What::Deleted(By::Collector), &|pod| pod.terminating = true);
            }
            self.vanish(pod.key);
        }
    }

    /// The controller looks at a node, and decides whether that is a reason for a sync (upstream: `syncNodeUpdate`).
    fn look_at(&mut self, node: usize) {
        let Some(verdict) = self.ledger.verdict(node) else { return };
        let scheduled = self.ledger.pods(node).iter().any(|pod| pod.bound);
        let misscheduled = self.statuses.last().is_some_and(|(_, status)| status.number_misscheduled > 0);
        self.changed |=
            if scheduled { !verdict.should_continue_running || misscheduled } else { verdict.should_run };
    }
}
