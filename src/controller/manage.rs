//! The first half of a sync: a Pod on every node that should run one, none elsewhere, and none too many
//! (upstream: `manage` and `podsShouldBeOnNode` in `pkg/controller/daemon/daemon_controller.go`).

use super::{
    Rules, Verdict,
    backoff::Backoffs,
    ledger::{Entry, Ledger},
    pod_state::{Phase, PodState, Revision},
    sync::{Actions, BURST},
};
use crate::model::{
    list::{Growing, Listed},
    time::Time,
};

/// What is to do on one node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OnNode {
    create: bool,
    delete: Vec<usize>,
    /// Pods that failed; they are deleted too, unless the node's back-off says to wait.
    failed: Vec<usize>,
}

/// What kinds of things are to do on one node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Todo {
    pub(super) create: bool,
    pub(super) delete: bool,
    pub(super) failed: bool,
}

impl OnNode {
    pub(super) fn kinds(&self) -> Todo {
        Todo { create: self.create, delete: !self.delete.is_empty(), failed: !self.failed.is_empty() }
    }
}

/// Decides for the nodes on which there is something to do: for as many as one sync gets to, and for all failed Pods, whose
/// back-off moves on even where the sync does not get to them.
pub(super) fn manage(ledger: &Ledger, backoffs: &mut Backoffs) -> Actions {
    let mut actions = Actions::default();
    let mut nodes = ledger.first(usize::MAX, &|class| class.todo.failed);
    nodes.grow(ledger.first(BURST, &|class| class.todo.create));
    nodes.grow(ledger.first(BURST, &|class| class.todo.delete));
    nodes.sort_unstable();
    nodes.dedup();
    for node in nodes {
        let Some(entry) = ledger.entry(node) else { continue };
        let mut todo = on_node(entry, ledger.rules(), ledger.now());
        for key in todo.failed {
            match backoffs.try_delete(node, ledger.now()) {
                None => todo.delete.push(key),
                Some(delay) => actions.look_again(delay),
            }
        }
        actions.create.grow(todo.create.then_some(node));
        actions.delete.grow(todo.delete);
    }
    actions
}

/// Decides for one node; the back-off of failed Pods is left to the caller.
pub(super) fn on_node(entry: &Entry, rules: &Rules, now: Time) -> OnNode {
    let mut todo = OnNode::default();
    let alive = || entry.pods.iter().filter(|pod| !pod.terminating);
    match entry.verdict {
        // A Pod that was never bound to a node that is gone: nobody else would delete it. Upstream does not ask whether
        // it is being deleted already.
        None => todo.delete.grow(entry.pods.iter().filter(|pod| !pod.bound).map(|pod| pod.key)),
        Some(Verdict { should_run: true, .. }) if entry.pods.is_empty() => todo.create = true,
        Some(Verdict { should_continue_running: true, should_run }) => {
            let of_phase = |phase| alive().filter(move |pod| pod.phase == phase);
            todo.failed.grow(of_phase(Phase::Failed).filter(|pod| !pod.orphan).map(|pod| pod.key));
            todo.failed.grow(of_phase(Phase::Failed).filter(|pod| pod.orphan).map(|pod| pod.key));
            todo.delete.grow(of_phase(Phase::Succeeded).map(|pod| pod.key));
            let running: Vec<&PodState> = of_phase(Phase::Active).listed();
            if !rules.allows_surge() {
                todo.delete.grow(running.iter().skip(1).map(|pod| pod.key));
            } else if running.is_empty() {
                todo.create = should_run;
            } else if running.len() > 1 {
                todo.delete.grow(surplus_with_surge(&running, rules, now));
            }
        }
        Some(_) => todo.delete.grow(alive().map(|pod| pod.key)),
    }
    todo
}

/// With surge one new and one old Pod may stay: the old one until it is not ready, or until the new one is available.
/// The label alone tells new from old here, unlike in the rolling update.
fn surplus_with_surge(running: &[&PodState], rules: &Rules, now: Time) -> Vec<usize> {
    let new = running.iter().find(|pod| pod.revision == Revision::Current);
    let old = running.iter().find(|pod| pod.revision != Revision::Current);
    let superseded = match (new, old) {
        (Some(new), Some(old)) => !old.is_ready() || new.is_available(rules.min_ready_seconds, now),
        _ => false,
    };
    let stays = |pod: &PodState| {
        new.is_some_and(|new| new.key == pod.key)
            || (!superseded && old.is_some_and(|old| old.key == pod.key))
    };
    running.iter().filter(|pod| !stays(pod)).map(|pod| pod.key).listed()
}
