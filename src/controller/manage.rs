//! The first half of a sync: a Pod on every node that should run one, none elsewhere, and none too many
//! (upstream: `manage` and `podsShouldBeOnNode` in `pkg/controller/daemon/daemon_controller.go`).

use super::{
    Rules, Verdict,
    backoff::Backoffs,
    ledger::{Entry, Ledger},
    pod_state::{Phase, PodState, Revision},
    sync::{Actions, BURST},
};
use crate::model::time::Time;

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
    nodes.append(&mut ledger.first(BURST, &|class| class.todo.create));
    nodes.append(&mut ledger.first(BURST, &|class| class.todo.delete));
    nodes.sort_unstable();
    let mut last = None;
    for node in nodes {
        let Some(entry) = ledger.entry(node).filter(|_| last.replace(node) != Some(node)) else { continue };
        let mut todo = on_node(entry, ledger.rules(), ledger.now());
        for key in todo.failed {
            match backoffs.try_delete(node, ledger.now()) {
                None => todo.delete.push(key),
                Some(delay) => actions.look_again(delay),
            }
        }
        if todo.create {
            actions.create.push(node);
        }
        actions.delete.append(&mut todo.delete);
    }
    actions
}

/// Decides for one node; the back-off of failed Pods is left to the caller.
pub(super) fn on_node(entry: &Entry, rules: &Rules, now: Time) -> OnNode {
    let mut todo = OnNode::default();
    match entry.verdict {
        // A Pod that was never bound to a node that is gone: nobody else would delete it. Upstream does not ask whether
        // it is being deleted already.
        None => {
            for pod in &entry.pods {
                if !pod.bound {
                    todo.delete.push(pod.key);
                }
            }
        }
        Some(Verdict { should_run: true, .. }) if entry.pods.is_empty() => todo.create = true,
        Some(Verdict { should_continue_running: true, should_run }) => {
            let (mut orphans, mut running) = (Vec::new(), Vec::new());
            for pod in alive(entry) {
                match pod.phase {
                    Phase::Failed if pod.orphan => orphans.push(pod.key),
                    Phase::Failed => todo.failed.push(pod.key),
                    Phase::Succeeded => todo.delete.push(pod.key),
                    Phase::Active => running.push(pod),
                }
            }
            todo.failed.append(&mut orphans);
            if !rules.allows_surge() {
                for pod in running.get(1..).unwrap_or_default() {
                    todo.delete.push(pod.key);
                }
            } else if running.is_empty() {
                todo.create = should_run;
            } else if running.len() > 1 {
                surplus_with_surge(&running, rules, now, &mut todo.delete);
            }
        }
        Some(_) => {
            for pod in alive(entry) {
                todo.delete.push(pod.key);
            }
        }
    }
    todo
}

fn alive(entry: &Entry) -> Vec<&PodState> {
    let mut alive = Vec::new();
    for pod in &entry.pods {
        if !pod.terminating {
            alive.push(pod);
        }
    }
    alive
}

/// With surge one new and one old Pod may stay: the old one until it is not ready, or until the new one is available.
/// The label alone tells new from old here, unlike in the rolling update.
fn surplus_with_surge(running: &[&PodState], rules: &Rules, now: Time, surplus: &mut Vec<usize>) {
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
    for pod in running {
        if !stays(pod) {
            surplus.push(pod.key);
        }
    }
}
