//! How long a failed Pod is left alone before it is deleted (upstream: `failedPodsBackoff`, a `flowcontrol.Backoff`
//! from 1 second to 15 minutes).

use crate::model::{duration::Duration, time::Time};

const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_mins(15);

/// The back-offs of the nodes, by their number in the ledger. Upstream's key holds the observed generation too: start
/// with an empty one when that is raised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Backoffs(Vec<Option<Backoff>>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Backoff {
    delay: Duration,
    since: Time,
}

impl Backoffs {
    /// Asks whether a failed Pod of a node may be deleted. If so, the next wait is armed: a second at first, then twice
    /// the last one. If not, returns the whole current delay, after which upstream looks again.
    pub(super) fn try_delete(&mut self, node: usize, now: Time) -> Option<Duration> {
        while self.0.len() <= node {
            self.0.push(None);
        }
        let slot = self.0.get_mut(node)?;
        let mut delay = FIRST;
        if let Some(known) = slot {
            let waited = now.since(known.since);
            if waited < known.delay {
                return Some(known.delay);
            }
            if waited <= LONGEST * 2 {
                delay = (known.delay * 2).min(LONGEST);
            }
        }
        *slot = Some(Backoff { delay, since: now });
        None
    }
}
