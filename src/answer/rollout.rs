//! The rollout, as JavaScript sees it. All times are seconds from its beginning.

use serde::Serialize;
use tsify::Tsify;

use super::{rollout_words, step::count, stuck_words};
use crate::{controller, model::duration::Duration, simulation as core};

/// `spec.updateStrategy.type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
pub enum Strategy {
    /// Old Pods are replaced within the budget.
    RollingUpdate,
    /// Old Pods are replaced when somebody deletes them.
    OnDelete,
}

/// How the rollout ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Every node runs an available Pod of the new template.
    Complete,
    /// Nothing more will happen, and it is not complete.
    Stuck,
    /// It goes on only when somebody deletes Pods.
    Waiting,
}

/// A rollout from its first controller sync to its end: of a changed template over healthy Pods of the one before; where Pods
/// were given, from them to the manifest's template.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Rollout {
    /// The strategy.
    pub strategy: Strategy,
    /// How it ends.
    pub outcome: Outcome,
    /// From the change until the last Pod is available, or until nothing more happens where one never is.
    pub duration_seconds: f64,
    /// `durationSeconds` at both ends of the ranges of timings; absent where the options give none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Estimate>,
    /// From the change until nothing more happens, old Pods that are still terminating included: when
    /// `kubectl rollout status` says that it is done.
    pub settled_seconds: f64,
    /// The budgets, as the controller resolves them for this many nodes; absent with `OnDelete`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<BudgetUse>,
    /// The waves, in order. A wave is the set of nodes whose Pod begins to be replaced in the same controller sync.
    pub waves: Vec<Wave>,
    /// How many nodes have their new Pod, available, and no other, before it begins; they are in no wave and not in `progress`.
    pub up_to_date: u32,
    /// Whether waves overlap: a node of one begins before all of the one before are done.
    pub sliding: bool,
    /// Node by node, in the order in which they are replaced.
    pub progress: Vec<NodeProgress>,
    /// The most nodes that are without an available Pod at one time. A Pod that is being deleted is not available.
    pub most_unavailable: u32,
    /// The longest that any one node is without an available Pod; where it stays without, until the end.
    pub longest_gap_seconds: f64,
    /// What holds it, where it is stuck.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stuck: Option<Stuck>,
    /// What to know about this rollout, in sentences.
    pub notes: Vec<String>,
}

/// How long a rollout takes, where timings are ranges.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Estimate {
    /// With every timing at the least.
    pub least_seconds: f64,
    /// With every timing at the most.
    pub most_seconds: f64,
}

/// `maxUnavailable` and `maxSurge` as numbers of nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct BudgetUse {
    /// How many nodes may be without an available Pod.
    pub max_unavailable: u32,
    /// How many nodes may run a second, new Pod.
    pub max_surge: u32,
}

/// Nodes whose Pod begins to be replaced in the same controller sync.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Wave {
    /// From 1.
    pub number: u32,
    /// When the replacement begins.
    pub start_seconds: f64,
    /// When the last of its nodes has an available new Pod, or the end of the rollout where one never has.
    pub end_seconds: f64,
    /// The nodes, by name.
    pub nodes: Vec<String>,
}

/// One node's way through the rollout. A moment that never comes is absent.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct NodeProgress {
    /// The node.
    pub node: String,
    /// The number of its wave; 0 where its replacement never begins.
    pub wave: u32,
    /// When the old Pod's deletion begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_deleted_seconds: Option<f64>,
    /// When the old Pod is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_gone_seconds: Option<f64>,
    /// When the new Pod is created.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_created_seconds: Option<f64>,
    /// When the new Pod is bound to the node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_bound_seconds: Option<f64>,
    /// When the new Pod is ready.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_ready_seconds: Option<f64>,
    /// When the new Pod is available: ready for `minReadySeconds`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_available_seconds: Option<f64>,
}

/// What holds a rollout that does not end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Stuck {
    /// In one sentence, with the arithmetic of the budget.
    pub message: String,
    /// The nodes that use the budget up.
    pub nodes: Vec<String>,
    /// The ways out, in one sentence.
    pub help: String,
    /// The causes, each with its nodes.
    pub causes: Vec<StuckCause>,
    /// Where to look: at the nodes, at the template, at what was so before the update began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blame: Option<String>,
    /// The ways out, one by one, with what each costs.
    pub ways_out: Vec<WayOut>,
}

/// One cause that holds a rollout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct StuckCause {
    /// What it is.
    pub what: StuckKind,
    /// Where.
    pub nodes: Vec<String>,
    /// In words.
    pub text: String,
}

/// What can hold a rollout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub enum StuckKind {
    /// An old Pod stays terminating.
    NeverGone,
    /// A new Pod stays Pending: the old one holds its host port.
    PortTaken,
    /// A new Pod stays Pending: the scheduler cannot place it on its node.
    Unfit,
    /// A new Pod stays Pending: the scheduler cannot place it beside the old one.
    NoRoom,
    /// A new Pod stays Pending for another reason.
    Pending,
    /// The kubelet refuses a new Pod, which did not go through the scheduler; it fails and is made anew for ever.
    Refused,
    /// A new Pod never becomes ready.
    NeverReady,
    /// A new Pod is available, and the controller does not notice.
    Overslept,
}

/// A way out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct WayOut {
    /// What to do.
    pub action: String,
    /// What it costs.
    pub cost: String,
    /// The command, where it is one; `…` stands for a name that is not known here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
}

impl From<core::Cause> for StuckKind {
    fn from(cause: core::Cause) -> Self {
        match cause {
            core::Cause::NeverGone => Self::NeverGone,
            core::Cause::PortTaken => Self::PortTaken,
            core::Cause::Unfit => Self::Unfit,
            core::Cause::NoRoom => Self::NoRoom,
            core::Cause::Pending => Self::Pending,
            core::Cause::Refused => Self::Refused,
            core::Cause::NeverReady => Self::NeverReady,
            core::Cause::Overslept => Self::Overslept,
        }
    }
}

impl From<&core::Rollout> for Rollout {
    fn from(rollout: &core::Rollout) -> Self {
        let (mut waves, mut progress) = (Vec::new(), Vec::new());
        for wave in &rollout.waves {
            waves.push(Wave::of(count(waves.len() + 1), wave));
        }
        for node in &rollout.progress {
            progress.push(node.into());
        }
        let strategy = if rollout.budgets.is_some() { Strategy::RollingUpdate } else { Strategy::OnDelete };
        Self {
            strategy,
            outcome: rollout.outcome.into(),
            duration_seconds: seconds(rollout.duration),
            estimate: None,
            settled_seconds: seconds(rollout.settled),
            budget: rollout.budget.map(Into::into),
            waves,
            up_to_date: count(rollout.up_to_date),
            sliding: rollout.sliding,
            progress,
            most_unavailable: count(rollout.most_unavailable),
            longest_gap_seconds: seconds(rollout.longest_gap),
            stuck: rollout.stuck.as_ref().map(|held| stuck_words::stuck(held, seconds(rollout.longest_gap))),
            notes: rollout_words::notes(rollout),
        }
    }
}

impl From<core::Outcome> for Outcome {
    fn from(outcome: core::Outcome) -> Self {
        match outcome {
            core::Outcome::Complete => Self::Complete,
            core::Outcome::Stuck => Self::Stuck,
            core::Outcome::Waiting => Self::Waiting,
        }
    }
}

impl From<controller::Budget> for BudgetUse {
    fn from(budget: controller::Budget) -> Self {
        Self { max_unavailable: count(budget.max_unavailable), max_surge: count(budget.max_surge) }
    }
}

impl Wave {
    fn of(number: u32, wave: &core::Wave) -> Self {
        Self {
            number,
            start_seconds: seconds(wave.start),
            end_seconds: seconds(wave.end),
            nodes: wave.nodes.clone(),
        }
    }
}

impl From<&core::Progress> for NodeProgress {
    fn from(progress: &core::Progress) -> Self {
        Self {
            node: progress.node.clone(),
            wave: count(progress.wave),
            old_deleted_seconds: maybe(progress.old_deleted),
            old_gone_seconds: maybe(progress.old_gone),
            new_created_seconds: maybe(progress.new_created),
            new_bound_seconds: maybe(progress.new_bound),
            new_ready_seconds: maybe(progress.new_ready),
            new_available_seconds: maybe(progress.new_available),
        }
    }
}

/// Of a moment that never comes, nothing.
fn maybe(moment: Option<Duration>) -> Option<f64> {
    moment.map(seconds)
}

/// The nearest number of seconds; nanoseconds are exact for the first months.
pub(super) fn seconds(duration: Duration) -> f64 {
    duration.as_secs_f64()
}
