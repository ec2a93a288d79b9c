//! How long nodes are without an available Pod.

use super::cluster::{Moment, What};
use crate::{
    controller::{Ledger, Phase},
    model::{duration::Duration, order, time::Time},
};

/// A stretch of time of a node, from and until.
type Span = (usize, Time, Time);

/// When nodes that should run the Pod are without an available one. A Pod that is being deleted is not available.
pub(super) struct Outages {
    /// When each Pod became available, by key, as long as it is.
    up: Vec<Option<Time>>,
    /// Since when each node should run the Pod, by number, as long as it should.
    wanted: Vec<Option<Time>>,
    ups: Vec<Span>,
    wants: Vec<Span>,
    /// How long a node had been without one at the beginning, where its Pod was not ready.
    before: Vec<(usize, Duration)>,
    start: Time,
}

/// What comes of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Summary {
    /// The most nodes at one time.
    pub(super) most: usize,
    /// The longest stretch of one node.
    pub(super) longest: Duration,
    /// All stretches of each node together, in the order of their numbers, where there are any.
    pub(super) nodes: Vec<Outage>,
}

/// All stretches of a node together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outage {
    /// The node's number.
    pub node: usize,
    /// How long they are.
    pub total: Duration,
    /// Whether the last of them lasts until the end.
    pub lasts: bool,
}

impl Outages {
    /// The state before anything happens.
    pub(super) fn new(ledger: &Ledger, nodes: usize) -> Self {
        let start = ledger.now();
        let min_ready = ledger.rules().min_ready_seconds;
        let mut outages = Self {
            up: Vec::new(),
            wanted: Vec::new(),
            ups: Vec::new(),
            wants: Vec::new(),
            before: Vec::new(),
            start,
        };
        for node in 0..nodes {
            outages.wanted.push(ledger.should_run(node).then_some(start));
            for pod in ledger.pods(node) {
                let active = !pod.terminating && pod.phase == Phase::Active;
                if let Some(from) = pod.available_from(min_ready).filter(|_| active) {
                    outages.open(pod.key, from.max(start));
                } else if active && !pod.is_ready() {
                    outages.before.push((node, pod.age(start).unwrap_or(Duration::ZERO)));
                }
            }
        }
        outages
    }

    /// Goes on with what happens.
    pub(super) fn follow(&mut self, moments: &[Moment], turns: &[(Time, usize, bool)]) {
        for moment in moments {
            match moment.what {
                What::Ready => self.open(moment.pod, moment.available.unwrap_or(Time::MAX)),
                What::Unready | What::Failed | What::Deleted(_) | What::Gone => {
                    if let Some(from) = self.up.get_mut(moment.pod).and_then(Option::take)
                        && from < moment.at
                    {
                        self.ups.push((moment.node, from, moment.at));
                    }
                }
                What::Created(_) | What::Bound => {}
            }
        }
        for (at, node, joins) in turns {
            while self.wanted.len() <= *node {
                self.wanted.push(None);
            }
            let Some(slot) = self.wanted.get_mut(*node) else { continue };
            if *joins {
                *slot = slot.or(Some(*at));
            } else if let Some(from) = slot.take() {
                self.wants.push((*node, from, *at));
            }
        }
    }

    fn open(&mut self, pod: usize, from: Time) {
        while self.up.len() <= pod {
            self.up.push(None);
        }
        if let Some(slot) = self.up.get_mut(pod) {
            *slot = slot.or(Some(from));
        }
    }

    /// Sums up until `end`. `node_of` is the node of a Pod.
    pub(super) fn sum_up(mut self, end: Time, node_of: impl Fn(usize) -> usize) -> Summary {
        for (pod, from) in self.up.iter().enumerate() {
            if let Some(from) = from.filter(|from| *from < Time::MAX) {
                self.ups.push((node_of(pod), from, Time::MAX));
            }
        }
        for (node, from) in self.wanted.iter().enumerate() {
            if let Some(from) = from {
                self.wants.push((node, *from, Time::MAX));
            }
        }
        by_node(&mut self.ups);
        by_node(&mut self.wants);
        self.gaps(end)
    }

    /// What is wanted and not there.
    fn gaps(&self, end: Time) -> Summary {
        let mut summary = Summary::default();
        let mut turns: Vec<(Time, i8)> = Vec::new();
        let mut ups = self.ups.iter().peekable();
        let mut before = self.before.iter().peekable();
        for (node, from, until) in &self.wants {
            while ups.next_if(|(other, _, up_until)| (*other, *up_until) <= (*node, *from)).is_some() {}
            let mut before_it = Duration::ZERO;
            while let Some((other, waited)) = before.next_if(|(other, _)| other <= node) {
                if other == node && *from == self.start {
                    before_it = before_it.max(*waited);
                }
            }
            let mut down = *from;
            let mut gap = |from: Time, until: Time| {
                if from >= until {
                    return;
                }
                turns.push((from, 1));
                turns.push((until, -1));
                let earlier = if from == self.start { before_it } else { Duration::ZERO };
                let length = earlier + until.min(end).since(from);
                summary.longest = summary.longest.max(length);
                let lasts = until == Time::MAX;
                match summary.nodes.last_mut() {
                    Some(last) if last.node == *node => {
                        (last.total, last.lasts) = (last.total + length, lasts);
                    }
                    _ => summary.nodes.push(Outage { node: *node, total: length, lasts }),
                }
            };
            while let Some((other, up_from, up_until)) = ups.peek().copied()
                && other == node
                && up_from < until
            {
                gap(down, *up_from);
                down = down.max(*up_until);
                if up_until > until {
                    break;
                }
                ups.next();
            }
            gap(down, *until);
        }
        // At one time, those that become available come before those that are deleted.
        order::sort_by_key(&mut turns, |turn| *turn);
        let mut down: i64 = 0;
        for (_, turn) in turns {
            down += i64::from(turn);
            summary.most = summary.most.max(usize::try_from(down).unwrap_or(0));
        }
        summary
    }
}

/// Sorts stretches by node and beginning. Those of one node are few, and mostly in order.
fn by_node(spans: &mut Vec<Span>) {
    // Where those of each node begin.
    let mut places: Vec<usize> = Vec::new();
    for (node, ..) in spans.iter() {
        if places.len() < node + 2 {
            places.resize(node + 2, 0);
        }
        if let Some(count) = places.get_mut(node + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for place in &mut places {
        sum += *place;
        *place = sum;
    }
    let mut sorted = spans.clone();
    for span in spans.iter() {
        if let Some(place) = places.get_mut(span.0) {
            if let Some(slot) = sorted.get_mut(*place) {
                *slot = *span;
            }
            *place += 1;
        }
    }
    for at in 1..sorted.len() {
        let mut here = at;
        while here > 0
            && sorted.get(here - 1).zip(sorted.get(here)).is_some_and(|(before, span)| before > span)
        {
            sorted.swap(here - 1, here);
            here -= 1;
        }
    }
    *spans = sorted;
}
