//! The rollout of a changed template, as JavaScript sees it. All times are seconds from the change.

use serde::Serialize;
use tsify::Tsify;

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

/// A rollout from its first controller sync to its end.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Rollout {
    /// The strategy.
    pub strategy: Strategy,
    /// How it ends.
    pub outcome: Outcome,
    /// From the change until the last Pod is available, or until nothing more happens.
    pub duration_seconds: f64,
    /// The budgets, as the controller resolves them for this many nodes; absent with `OnDelete`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<BudgetUse>,
    /// The waves, in order. A wave is the set of nodes whose Pod begins to be replaced in the same controller sync.
    pub waves: Vec<Wave>,
    /// Whether waves overlap: a node of one begins before all of the one before are done.
    pub sliding: bool,
    /// Node by node, in the order in which they are replaced.
    pub progress: Vec<NodeProgress>,
    /// The most nodes that are without an available Pod at one time.
    pub most_unavailable: u32,
    /// The longest that any one node is without an available Pod.
    pub longest_gap_seconds: f64,
    /// What holds it, where it is stuck.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stuck: Option<Stuck>,
    /// What to know about this rollout, in sentences.
    pub notes: Vec<String>,
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
    /// In one sentence.
    pub message: String,
    /// The nodes that use the budget up.
    pub nodes: Vec<String>,
    /// The way out.
    pub help: String,
}
