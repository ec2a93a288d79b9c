//! The status numbers (upstream: `updateDaemonSetStatus` in `pkg/controller/daemon/daemon_controller.go`).

use super::{
    Rules, Verdict,
    ledger::{Ledger, Place},
    pod_state::{Phase, PodState, Readiness, Revision},
};
use crate::model::{daemon_set::ObservedStatus, duration::Duration, time::Time};

/// The numbers of `DaemonSetStatus`, under their own names. Nodes that are not there count in none of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Nodes that should run the Pod and have one, in whatever state.
    pub current_number_scheduled: usize,
    /// Nodes that should not run the Pod and have one.
    pub number_misscheduled: usize,
    /// Nodes that should run the Pod.
    pub desired_number_scheduled: usize,
    /// Nodes that should run the Pod and whose first Pod is ready.
    pub number_ready: usize,
    /// The generation that the controller has seen.
    pub observed_generation: i64,
    /// Nodes that should run the Pod and whose first Pod is of the current template.
    pub updated_number_scheduled: usize,
    /// Nodes that should run the Pod and whose first Pod has been ready for `minReadySeconds`.
    pub number_available: usize,
    /// Nodes that should run the Pod and whose first Pod is not available, or that have none.
    pub number_unavailable: usize,
}

impl Status {
    /// The status of a DaemonSet all of whose Pods are up but for so many that cannot start, given the verdict on each node. A manifest
    /// without a generation gets the first.
    pub fn once_up(verdicts: &[Verdict], pending: usize, generation: i64) -> Self {
        let nodes = verdicts.iter().filter(|verdict| verdict.should_run).count();
        let up = nodes.saturating_sub(pending);
        Self {
            current_number_scheduled: nodes,
            number_misscheduled: 0,
            desired_number_scheduled: nodes,
            number_ready: up,
            observed_generation: generation.max(1),
            updated_number_scheduled: nodes,
            number_available: up,
            number_unavailable: nodes - up,
        }
    }
}

impl From<&ObservedStatus> for Status {
    fn from(observed: &ObservedStatus) -> Self {
        let nodes = |number: i32| usize::try_from(number).unwrap_or(0);
        Self {
            current_number_scheduled: nodes(observed.current_number_scheduled),
            number_misscheduled: nodes(observed.number_misscheduled),
            desired_number_scheduled: nodes(observed.desired_number_scheduled),
            number_ready: nodes(observed.number_ready),
            observed_generation: observed.observed_generation,
            updated_number_scheduled: nodes(observed.updated_number_scheduled),
            number_available: nodes(observed.number_available),
            number_unavailable: nodes(observed.number_unavailable),
        }
    }
}

impl Ledger {
    /// The status numbers now. The first Pod of a node, by which it counts, may be one that is being deleted, and in an
    /// update with surge is the old one.
    pub fn status(&self, generation: i64) -> Status {
        let mut status = Status { observed_generation: generation, ..Status::default() };
        self.tally(&mut |class, nodes| match (class.place, class.first) {
            (Place::Desired, first) => {
                status.desired_number_scheduled += nodes;
                if let Some(first) = first {
                    status.current_number_scheduled += nodes;
                    status.number_ready += if first.ready { nodes } else { 0 };
                    status.updated_number_scheduled += if first.updated { nodes } else { 0 };
                    status.number_available += if first.available { nodes } else { 0 };
                }
            }
            (Place::NotDesired, Some(_)) => status.number_misscheduled += nodes,
            _ => {}
        });
        status.number_unavailable = status.desired_number_scheduled - status.number_available;
        status
    }

    /// A ledger at time 0 in which every node that should run the Pod has one that has been available for ever.
    pub fn all_available(verdicts: &[Verdict], rules: Rules, revision: Revision) -> Self {
        let start = Time::from_seconds(0);
        let mut ledger = Self::new(rules, start);
        for verdict in verdicts {
            let node = ledger.add_node(Some(*verdict));
            if verdict.should_run {
                let pod = PodState {
                    key: node,
                    bound: true,
                    created: Time::MIN,
                    phase: Phase::Active,
                    terminating: false,
                    orphan: false,
                    readiness: Readiness::ReadySince(Time::MIN),
                    revision,
                };
                ledger.put(node, pod);
            }
        }
        ledger
    }

    /// How long to wait before looking again, where Pods are ready and not yet available.
    pub(super) fn status_wait(&self) -> Option<Duration> {
        let seconds = u64::try_from(self.rules().min_ready_seconds).ok().filter(|seconds| *seconds > 0)?;
        let waiting = self.desired_where(|first| first.ready && !first.available) > 0;
        waiting.then(|| Duration::from_secs(seconds))
    }

    fn desired_where(&self, wanted: impl Fn(super::ledger::First) -> bool) -> usize {
        self.count(&|class| class.place == Place::Desired && class.first.is_some_and(&wanted))
    }
}

#[cfg(test)]
mod tests {
    use super::Status;
    use crate::controller::{Ledger, Revision, Rules, Verdict};

    #[test]
    fn once_all_pods_are_up_the_status_is_what_a_sync_would_write() {
        let verdict = |number: u8| Verdict {
            should_run: number.is_multiple_of(3),
            should_continue_running: number.is_multiple_of(2),
        };
        for count in [0, 1, 7] {
            let verdicts: Vec<Verdict> = (0..count).map(verdict).collect();
            let ledger = Ledger::all_available(&verdicts, Rules::default(), Revision::Current);
            assert_eq!(Status::once_up(&verdicts, 0, 0), ledger.status(1));
        }
    }
}
