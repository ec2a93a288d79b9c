//! How long a failed Pod is left alone before it is deleted (upstream: `failedPodsBackoff`, a `flowcontrol.Backoff`
//! from 1 second to 15 minutes).

use crate::model::{duration::Duration, ordered::OrderedMap};

use crate::model::time::Time;

const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_mins(15);

/// The back-offs of the nodes, by their number in the ledger. Upstream's key holds the observed generation too: start
/// with an empty one when that is raised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Backoffs(OrderedMap<usize, Backoff>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Backoff {
    delay: Duration,
    since: Time,
}

impl Backoffs {
    /// Asks whether a failed Pod of a node may be deleted. If so, the next wait is armed: a second at first, then twice
    /// the last one. If not, returns the whole current delay, after which upstream looks again.
    pub(super) fn try_delete(&mut self, node: usize, now: Time) -> Option<Duration> {
        let known = self.0.get(&node).filter(|known| now.since(known.since) <= LONGEST * 2);
        if let Some(known) = known.filter(|known| now.since(known.since) < known.delay) {
            return Some(known.delay);
        }
        let delay = known.map_or(FIRST, |known| (known.delay * 2).min(LONGEST));
        self.0.insert(node, Backoff { delay, since: now });
        None
    }
}
