//! What is going to happen, soonest first.

use std::{cmp::Reverse, collections::BinaryHeap};

use crate::model::time::Time;

/// What the cluster is going to do by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Event {
    /// The Pod of this key becomes ready.
    Ready(usize),
    /// The Pod of this key, deleted before, is gone.
    Gone(usize),
    /// The Pod garbage collector looks whether this node is still absent.
    Collect(usize),
    /// The time that the Pod of this key tolerates its node's taints for is over.
    Evict(usize),
}

/// Events by time; those of one time in the order in which they were put in.
#[derive(Clone, Debug, Default)]
pub(super) struct Queue {
    heap: BinaryHeap<Reverse<(Time, u64, Event)>>,
    sequence: u64,
}

impl Queue {
    pub(super) fn push(&mut self, at: Time, event: Event) {
        self.heap.push(Reverse((at, self.sequence, event)));
        self.sequence += 1;
    }

    /// When the next event is.
    pub(super) fn next_at(&self) -> Option<Time> {
        self.heap.peek().map(|Reverse((at, ..))| *at)
    }

    /// The next event, if it is due at `now`.
    pub(super) fn pop_due(&mut self, now: Time) -> Option<Event> {
        let due = self.next_at().is_some_and(|at| at <= now);
        due.then(|| self.heap.pop()).flatten().map(|Reverse((_, _, event))| event)
    }
}
