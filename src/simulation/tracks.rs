//! Each node's way through a rollout, from what happens to its Pods.

use std::time::Duration;

use super::{
    cluster::{Moment, What},
    rollout::Progress,
};
use crate::{
    controller::{Ledger, Phase, PodState},
    model::time::Time,
};

/// The ways of the nodes that should run the Pod, but for those that are up to date before the rollout begins.
pub(super) struct Tracks {
    pub(super) all: Vec<Progress>,
    /// When each wave begins.
    pub(super) starts: Vec<Duration>,
    /// How many nodes are up to date before.
    pub(super) up_to_date: usize,
    /// On how many it has begun before.
    pub(super) begun: usize,
    /// When the rollout begins.
    pub(super) start: Time,
    /// When the last thing happens on a node that has a way.
    pub(super) last: Duration,
    min_ready_seconds: i32,
    /// Where the way of each node is, by the node's number.
    of_node: Vec<Option<usize>>,
    /// Whether the Pods that are there first are on their way out, by key.
    outgoing: Vec<bool>,
}

impl Tracks {
    /// The ways as they are before anything happens.
    pub(super) fn new(ledger: &Ledger, names: &[&str]) -> Self {
        let mut tracks = Self {
            all: Vec::new(),
            starts: Vec::new(),
            up_to_date: 0,
            begun: 0,
            start: ledger.now(),
            last: Duration::ZERO,
            min_ready_seconds: ledger.rules().min_ready_seconds,
            of_node: Vec::new(),
            outgoing: Vec::new(),
        };
        for (node, name) in names.iter().enumerate() {
            let is_member = ledger.verdict(node).is_some_and(|verdict| verdict.should_run);
            let begun = tracks.begin(ledger.pods(node), name);
            tracks.of_node.push(begun.as_ref().filter(|_| is_member).map(|_| tracks.all.len()));
            match begun {
                Some(track) if is_member => tracks.all.push(track),
                None if is_member => tracks.up_to_date += 1,
                _ => {}
            }
        }
        tracks.begun = tracks.all.iter().filter(|track| track.wave == 1).count();
        if tracks.begun > 0 {
            tracks.starts.push(Duration::ZERO);
        }
        tracks
    }

    /// A node's way so far; `None` where it is at its end.
    fn begin(&mut self, pods: &[PodState], name: &str) -> Option<Progress> {
        let stays = |pod: &&PodState| pod.is_updated() && !pod.terminating && pod.phase == Phase::Active;
        let incoming = pods.iter().find(stays);
        let mut track = Progress { node: name.to_owned(), is_new: true, ..Progress::default() };
        for pod in pods.iter().filter(|pod| incoming.is_none_or(|incoming| incoming.key != pod.key)) {
            if self.outgoing.len() <= pod.key {
                self.outgoing.resize(pod.key + 1, false);
            }
            if let Some(outgoing) = self.outgoing.get_mut(pod.key) {
                *outgoing = true;
            }
            track.is_new = false;
            if pod.terminating {
                track.old_deleted = Some(Duration::ZERO);
                track.wave = 1;
            }
        }
        if let Some(pod) = incoming {
            track.wave = 1;
            track.new_created = Some(Duration::ZERO);
            track.new_bound = pod.bound.then_some(Duration::ZERO);
            track.new_ready = pod.is_ready().then_some(Duration::ZERO);
            track.new_available =
                pod.available_from(self.min_ready_seconds).map(|from| from.since(self.start));
            track.waited = (!pod.is_ready()).then(|| self.start.since(pod.created));
        }
        // One of the current template too many is no matter of the rollout.
        if track.new_available == Some(Duration::ZERO) && pods.iter().all(PodState::is_updated) {
            return None;
        }
        let is_up = |pod: &PodState| !pod.terminating && pod.is_available(self.min_ready_seconds, self.start);
        track.down_from = (!pods.iter().any(is_up)).then_some(Duration::ZERO);
        Some(track)
    }

    /// Goes on with what happens.
    pub(super) fn follow(&mut self, moments: &[Moment]) {
        let mut last_sync = 0;
        for moment in moments {
            let at = moment.at.since(self.start);
            let Some(track) = self
                .of_node
                .get(moment.node)
                .copied()
                .flatten()
                .and_then(|position| self.all.get_mut(position))
            else {
                continue;
            };
            self.last = at;
            if let (0, What::Created(sync) | What::Deleted(sync)) = (track.wave, moment.what) {
                if sync != last_sync {
                    last_sync = sync;
                    self.starts.push(at);
                }
                track.wave = self.starts.len();
            }
            let outgoing = self.outgoing.get(moment.pod).is_some_and(|outgoing| *outgoing);
            match moment.what {
                What::Created(_) => {
                    track.new_created = Some(at);
                    (track.new_bound, track.new_ready, track.new_available) = (None, None, None);
                    track.waited = None;
                }
                What::Bound => track.new_bound = Some(at),
                What::Ready => {
                    track.new_ready = Some(at);
                    let available = moment.at.plus_seconds(self.min_ready_seconds.into());
                    track.new_available = Some(available.since(self.start));
                }
                What::Deleted(_) if outgoing => {
                    track.old_deleted = track.old_deleted.or(Some(at));
                    track.down_from = track.down_from.or(Some(at));
                }
                What::Gone if outgoing => track.old_gone = Some(at),
                What::Deleted(_) | What::Gone => {}
            }
        }
    }
}

impl Progress {
    /// Whether nothing is left of what was there before.
    pub(super) fn old_is_gone(&self) -> bool {
        self.is_new || self.old_gone.is_some()
    }
}
