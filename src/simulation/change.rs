//! What others do to a cluster in time: people, kubelets that stop, Pods that fail.

use super::rooms::Room;
use crate::{
    apiserver::Admitted,
    model::{
        duration::Duration,
        list::Keeping,
        node::Node,
        taint::{Effect, Taint},
    },
};

/// Something that others do to the cluster. Names of nodes that there are not change nothing.
#[derive(Clone, Debug)]
pub enum Change {
    /// The DaemonSet is created, or replaced by this one. Name, namespace and selector cannot change, and are not looked at.
    Apply(Box<Admitted>),
    /// The template of the revision before is applied again (`kubectl rollout undo`); nothing where there is none.
    Undo,
    /// The strategy becomes `OnDelete`.
    OnDelete,
    /// A node appears, or is like this from now on.
    Node(Box<Node>),
    /// A node is removed.
    RemoveNode(String),
    /// Something about a node changes.
    EditNode(String, NodeEdit),
    /// A node's kubelet stops: it starts and ends no Pods. After [`GRACE`] the node lifecycle controller acts.
    StopKubelet(String),
    /// A kubelet is back, with the containers that it left running.
    StartKubelet(String),
    /// The DaemonSet's Pods on a node are deleted by hand.
    DeletePods(String),
    /// The DaemonSet's Pods on a node are no longer ready; after this long they are again, without it never.
    Unready(String, Option<Duration>),
    /// The DaemonSet's Pods on a node end with the phase `Failed`, as when the kubelet evicts them.
    FailPods(String),
    /// Pods that start on this node from now on never become ready.
    NeverReady(String),
    /// Pods of the current template that start from now on never become ready, on whatever node.
    BreakTemplate,
    /// What room there is from now on for Pods of the template that is the current one at first: on a node, or on the one of this name that
    /// the next change adds.
    Room(String, Room),
    /// The node lifecycle controller has waited for a kubelet for [`GRACE`]. It follows [`Change::StopKubelet`] by itself.
    LoseContact(String),
}

/// What changes about a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeEdit {
    /// A label gets a value, or goes.
    Label(String, Option<String>),
    /// A taint comes, in place of one of the same key and effect.
    Taint(Taint),
    /// The taints of a key go, with an effect only those of it.
    Untaint(String, Option<Effect>),
    /// The node is cordoned, or no longer.
    Cordon(bool),
    /// The node is drained: cordoned, and Pods that are not of a DaemonSet go.
    Drain,
    /// All of these at once.
    All(Vec<NodeEdit>),
}

/// How long the node lifecycle controller waits for a kubelet (upstream: `--node-monitor-grace-period`). It looks every 5
/// seconds, so that a real one may take up to 5 more.
pub const GRACE: Duration = Duration::from_secs(50);

const UNSCHEDULABLE: &str = "node.kubernetes.io/unschedulable";
const UNREACHABLE: &str = "node.kubernetes.io/unreachable";

impl NodeEdit {
    /// Changes a node.
    pub fn apply(&self, node: &mut Node) {
        let taints = &mut node.spec.taints;
        match self {
            Self::Label(key, Some(value)) => {
                node.metadata.labels.insert(key.clone(), value.clone());
            }
            Self::Label(key, None) => {
                node.metadata.labels.remove(key.as_str());
            }
            Self::Taint(taint) => {
                taints.keep(&|other| (&other.key, &other.effect) != (&taint.key, &taint.effect));
                taints.push(taint.clone());
            }
            Self::Untaint(key, effect) => {
                taints.keep(&|taint| {
                    taint.key != *key || effect.as_ref().is_some_and(|one| *one != taint.effect)
                });
            }
            Self::All(edits) => edits.iter().for_each(|edit| edit.apply(node)),
            Self::Cordon(_) | Self::Drain => {
                let cordoned = *self != Self::Cordon(false);
                node.spec.unschedulable = cordoned;
                taints.keep(&|taint| taint.key != UNSCHEDULABLE);
                if cordoned {
                    taints.push(of(UNSCHEDULABLE, Effect::NoSchedule));
                }
            }
        }
    }
}

/// A node as it is at `at`, after the changes until then, which are in order of time. `node` is the node at first; `None` where it is
/// not there, then or at the end.
pub fn node_at(
    mut node: Option<Node>,
    name: &str,
    changes: &[(Duration, Change)],
    at: Duration,
) -> Option<Node> {
    let mut stopped: Option<Duration> = None;
    let lose = |node: &mut Option<Node>, stopped: Option<Duration>, now: Duration| {
        if let Some(node) = node.as_mut().filter(|_| stopped.is_some_and(|since| since + GRACE <= now)) {
            mark_unreachable(node, true);
        }
    };
    for (when, change) in changes.iter().take_while(|(when, _)| *when <= at) {
        lose(&mut node, stopped, *when);
        match change {
            Change::Node(other) if other.metadata.name == name => node = Some((**other).clone()),
            Change::RemoveNode(other) if other == name => node = None,
            Change::EditNode(other, edit) if other == name => {
                if let Some(node) = &mut node {
                    edit.apply(node);
                }
            }
            Change::StopKubelet(other) if other == name => stopped = stopped.or(Some(*when)),
            Change::StartKubelet(other) if other == name => {
                stopped = None;
                if let Some(node) = &mut node {
                    mark_unreachable(node, false);
                }
            }
            _ => {}
        }
    }
    lose(&mut node, stopped, at);
    node
}

/// The taints of a node that its lifecycle controller has lost contact with, or no longer.
pub(super) fn mark_unreachable(node: &mut Node, unreachable: bool) {
    let taints = &mut node.spec.taints;
    taints.keep(&|taint| taint.key != UNREACHABLE);
    if unreachable {
        taints.push(of(UNREACHABLE, Effect::NoSchedule));
        taints.push(of(UNREACHABLE, Effect::NoExecute));
    }
}

/// Whether a node carries the taints of one that its lifecycle controller has lost contact with.
pub(super) fn is_unreachable(taints: &[Taint]) -> bool {
    taints.iter().any(|taint| taint.key == UNREACHABLE)
}

fn of(key: &str, effect: Effect) -> Taint {
    Taint { key: key.to_owned(), value: String::new(), effect }
}
