//! Each node's way through a rollout, from what happens to its Pods.

use std::borrow::Cow;

use super::{
    cluster::{By, Moment, What},
    rollout::Progress,
};
use crate::{
    controller::{Ledger, Phase, PodState},
    model::{duration::Duration, time::Time},
};

/// The ways of the nodes that should run the Pod, but for those that are up to date before the rollout begins.
pub(super) struct Tracks {
    pub(super) all: Vec<Progress>,
    /// When each wave begins.
    pub(super) starts: Vec<Duration>,
    /// How many nodes should run the Pod when it begins.
    pub(super) nodes: usize,
    /// How many nodes are up to date before.
    pub(super) up_to_date: usize,
    /// On how many it has begun before.
    pub(super) begun: usize,
    /// When the rollout begins.
    begin: Duration,
    /// When the last thing happens on a node that has a way.
    pub(super) last: Duration,
    /// When the clock stood at 0.
    pub(super) start: Time,
    min_ready_seconds: i32,
    /// Where the way of each node is, by the node's number.
    of_node: Vec<Option<usize>>,
    /// Whether the Pods that are there first are on their way out, by key.
    outgoing: Vec<bool>,
    /// How many ways are not at their end.
    open: usize,
}

impl Tracks {
    /// The ways as they are before anything happens. Times count from `start`.
    pub(super) fn new(ledger: &Ledger, names: &[Cow<'_, str>], start: Time) -> Self {
        let mut tracks = Self {
            all: Vec::new(),
            starts: Vec::new(),
            nodes: ledger.desired(),
            up_to_date: 0,
            begun: 0,
            begin: ledger.now().since(start),
            last: ledger.now().since(start),
            start,
            min_ready_seconds: ledger.rules().min_ready_seconds,
            of_node: Vec::new(),
            outgoing: Vec::new(),
            open: 0,
        };
        for (node, name) in names.iter().enumerate() {
            let is_member = ledger.should_run(node);
            let begun = tracks.begin_on(ledger.pods(node), name, ledger.now());
            tracks.of_node.push(begun.as_ref().filter(|_| is_member).map(|_| tracks.all.len()));
            match begun {
                Some(track) if is_member => {
                    let track = Progress { number: node, ..track };
                    tracks.open += usize::from(!track.is_done());
                    tracks.all.push(track);
                }
                None if is_member => tracks.up_to_date += 1,
                _ => {}
            }
        }
        tracks.begun = tracks.all.iter().filter(|track| track.wave == 1).count();
        if tracks.begun > 0 {
            tracks.starts.push(tracks.begin);
        }
        tracks
    }

    /// A node's way so far; `None` where it is at its end.
    fn begin_on(&mut self, pods: &[PodState], name: &str, now: Time) -> Option<Progress> {
        let stays = |pod: &&PodState| pod.is_updated() && !pod.terminating && pod.phase == Phase::Active;
        let incoming = pods.iter().find(stays);
        let begin = Some(self.begin);
        let mut track = Progress { node: name.to_owned(), is_new: true, ..Progress::default() };
        for pod in pods.iter().filter(|pod| incoming.is_none_or(|incoming| incoming.key != pod.key)) {
            if self.outgoing.len() <= pod.key {
                self.outgoing.resize(pod.key + 1, false);
            }
            if let Some(outgoing) = self.outgoing.get_mut(pod.key) {
                *outgoing = true;
            }
            track.is_new = false;
            track.olds += 1;
            if pod.terminating {
                track.old_deleted = begin;
                track.wave = 1;
            }
            let is_ready = pod.is_ready() || pod.terminating || pod.is_updated();
            track.was_down |= !is_ready;
        }
        if let Some(pod) = incoming {
            track.wave = 1;
            track.new_created = begin;
            track.new_bound = begin.filter(|_| pod.bound);
            track.new_ready = begin.filter(|_| pod.is_ready());
            let available = pod.available_from(self.min_ready_seconds);
            track.new_available = available.map(|from| from.since(self.start).max(self.begin));
            track.waited = pod.age(now).filter(|_| !pod.is_ready());
        }
        // One of the current template too many is no matter of the rollout.
        let is_up_to_date = track.new_available == begin && pods.iter().all(PodState::is_updated);
        (!is_up_to_date).then_some(track)
    }

    /// Goes on with what happens, until all ways are at their end: what comes later is no matter of the rollout. `turns` are
    /// the nodes that begin or cease to be ones that should run the Pod.
    pub(super) fn follow(&mut self, moments: &[Moment], turns: &[(Time, usize, bool)]) {
        let mut last_sync = 0;
        let mut turns = turns.iter().peekable();
        for moment in moments {
            let at = moment.at.since(self.start);
            while let Some((_, node, joins)) = turns.next_if(|(when, ..)| *when <= moment.at) {
                self.turn(*node, *joins);
            }
            if self.is_done_by(at) {
                return;
            }
            let Some(position) = self.of_node.get(moment.node).copied().flatten() else { continue };
            let Some(track) = self.all.get_mut(position) else { continue };
            let was_open = !track.is_done();
            self.last = at;
            if track.wave == 0 {
                let same_wave = match moment.what {
                    What::Created(sync) | What::Deleted(By::Sync(sync)) => {
                        Some(std::mem::replace(&mut last_sync, sync) == sync)
                    }
                    What::Deleted(_) => Some(self.starts.last() == Some(&at)),
                    _ => None,
                };
                if same_wave == Some(false) || (same_wave.is_some() && self.starts.is_empty()) {
                    self.starts.push(at);
                }
                track.wave = if same_wave.is_some() { self.starts.len() } else { 0 };
            }
            let outgoing = self.outgoing.get(moment.pod).is_some_and(|outgoing| *outgoing);
            track.go_on(moment, at, outgoing, self.start);
            let is_open = !track.is_done();
            self.open = self.open + usize::from(is_open) - usize::from(was_open);
        }
        for (_, node, joins) in turns {
            self.turn(*node, *joins);
        }
    }

    /// A node joins or leaves those that should run the Pod.
    fn turn(&mut self, node: usize, joins: bool) {
        let Some(position) = self.of_node.get(node).copied().flatten() else { return };
        let Some(track) = self.all.get_mut(position) else { return };
        let was_open = !track.is_done();
        track.left = !joins;
        let is_open = !track.is_done();
        self.open = self.open + usize::from(is_open) - usize::from(was_open);
    }

    /// Whether every way had come to its end before a time.
    fn is_done_by(&self, at: Duration) -> bool {
        let in_time = |track: &Progress| track.new_available.is_none_or(|available| available <= at);
        self.open == 0 && !self.all.is_empty() && self.all.iter().all(in_time)
    }
}

impl Progress {
    fn go_on(&mut self, moment: &Moment, at: Duration, outgoing: bool, start: Time) {
        match moment.what {
            What::Created(_) => {
                self.new_created = Some(at);
                (self.new_bound, self.new_ready, self.new_available) = (None, None, None);
                self.waited = None;
            }
            What::Bound => self.new_bound = Some(at),
            What::Ready if outgoing => self.was_down = false,
            What::Ready => {
                self.new_ready = Some(at);
                self.new_available = moment.available.map(|from| from.since(start));
            }
            What::Unready | What::Failed if outgoing => self.was_down = self.old_deleted.is_none(),
            What::Deleted(_) if outgoing => self.old_deleted = self.old_deleted.or(Some(at)),
            What::Unready | What::Failed | What::Deleted(_) => {
                (self.new_ready, self.new_available) = (None, None);
            }
            What::Gone if outgoing => {
                self.olds = self.olds.saturating_sub(1);
                if self.olds == 0 {
                    self.old_gone = Some(at);
                } else {
                    // It was one too many, and another one stays.
                    self.old_deleted = None;
                }
            }
            What::Gone => {}
        }
    }

    /// Whether nothing is left of what was there before.
    pub(super) fn old_is_gone(&self) -> bool {
        self.is_new || self.old_gone.is_some()
    }

    /// Whether the node has its new Pod and no other, available now or soon, or is none that should run one any more.
    pub(super) fn is_done(&self) -> bool {
        self.left || (self.new_available.is_some() && self.old_is_gone())
    }
}
