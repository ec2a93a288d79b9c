//! Who would be pushed aside (upstream: `SelectVictimsOnNode`). Pod disruption budgets are not looked at.

use super::filter::{Reason, Scene};
use crate::model::{list::Keeping, order, time::Time};

/// What comes of trying to make room.
pub(super) enum Attempt {
    /// These Pods have to go, by number, the most important first; never none.
    Victims(Vec<usize>),
    /// There is nobody of lower priority.
    Nobody,
    /// Without all of lower priority there is still this in the way.
    InVain(Vec<Reason>),
}

impl Scene<'_> {
    /// The same, twice where the node is being made free for others of at least the Pod's priority: with them and without.
    pub(super) fn check_with_nominated(&mut self) -> Vec<Reason> {
        let pods = self.cluster.pods;
        let mut come = Vec::new();
        for (place, number) in self.cluster.nominated() {
            if *place == self.number
                && let Some(pod) = self.cluster.pod(*number)
                && pods.priority(pod) >= self.incoming.priority
                && !(self.is_own)(*number)
            {
                come.push(*number);
            }
        }
        if come.is_empty() {
            return self.check();
        }
        let present = self.present.len();
        self.present.extend_from_slice(&come);
        self.come = come;
        let reasons = self.check();
        self.present.truncate(present);
        self.come.clear();
        if reasons.is_empty() { self.check() } else { reasons }
    }

    /// Tries to make room by pushing Pods of lower priority aside.
    pub(super) fn make_room(&mut self) -> Attempt {
        let pods = self.cluster.pods;
        let mut lower: Vec<(i32, Time, usize)> = Vec::new();
        for number in &self.present {
            let Some(pod) = self.cluster.pod(*number) else { continue };
            let priority = pods.priority(pod);
            if priority < self.incoming.priority {
                // A Pod that has not begun to run counts as beginning now.
                lower.push((priority, pod.started.unwrap_or(Time::MAX), *number));
            }
        }
        if lower.is_empty() {
            return Attempt::Nobody;
        }
        for (.., number) in &lower {
            self.remove(*number);
        }
        let reasons = self.check_with_nominated();
        if !reasons.is_empty() {
            return Attempt::InVain(reasons);
        }
        // The most important may stay first: those of the highest priority, then those that have run for longest.
        order::sort_by(&mut lower, |one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        let mut victims = Vec::new();
        for (.., number) in lower {
            self.present.push(number);
            self.gone.keep(&|gone| *gone != number);
            let back = self.cluster.pod(number);
            self.freed.keep(&|port| back.is_none_or(|pod| !pod.ports.contains(port)));
            if !self.check_with_nominated().is_empty() {
                self.remove(number);
                victims.push(number);
            }
        }
        Attempt::Victims(victims)
    }

    fn remove(&mut self, number: usize) {
        self.present.keep(&|present| *present != number);
        self.gone.push(number);
        if let Some(pod) = self.cluster.pod(number) {
            self.freed.extend_from_slice(&pod.ports);
        }
    }
}
