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
    /// By time, then by sequence times four and the kind of event, and the number that the event has.
    heap: BinaryHeap<Reverse<(Time, u64, usize)>>,
    sequence: u64,
}

impl Queue {
    pub(super) fn push(&mut self, at: Time, event: Event) {
        let (kind, number) = match event {
            Event::Ready(key) => (0, key),
            Event::Gone(key) => (1, key),
            Event::Collect(node) => (2, node),
            Event::Evict(key) => (3, key),
        };
        self.heap.push(Reverse((at, self.sequence + kind, number)));
        self.sequence += 4;
    }

    /// When the next event is.
    pub(super) fn next_at(&self) -> Option<Time> {
        self.heap.peek().map(|Reverse((at, ..))| *at)
    }

    /// The next event, if it is due at `now`.
    pub(super) fn pop_due(&mut self, now: Time) -> Option<Event> {
        if self.next_at()? > now {
            return None;
        }
        let Reverse((_, sequence, number)) = self.heap.pop()?;
        Some(match sequence % 4 {
            0 => Event::Ready(number),
            1 => Event::Gone(number),
            2 => Event::Collect(number),
            _ => Event::Evict(number),
        })
    }
}
