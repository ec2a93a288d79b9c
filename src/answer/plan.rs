//! The plan: what `plan()` answers.

use serde::Serialize;
use tsify::Tsify;

use crate::model::value::Value;

use super::{
    Change, Current, Diagnostic, Effect, Kubectl, NodeGroup, NodeVerdict, PodSecurity, PodSummary, Range,
    Risk, Rollout, RunSummary, Takes, Timeline, step::DaemonSetStatus,
};

/// The releases that speak here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
pub struct Versions {
    /// This package's version.
    pub planner: &'static str,
    /// The Kubernetes release whose behaviour is answered.
    pub kubernetes: &'static str,
}

/// What `read()` answers: the objects of a text, as kubectl would send them.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
pub struct Reading {
    /// The objects, in order; a List's items stand in its place.
    #[tsify(type = "object[]")]
    pub documents: Vec<Value>,
    /// What there was to say about the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// What `plan()` answers.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// The Kubernetes release whose behaviour is answered.
    pub kubernetes: &'static str,
    /// Everything there is to say about the input, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// One entry a DaemonSet of the manifest, in order.
    pub daemon_sets: Vec<DaemonSetPlan>,
    /// The documents of the manifest that are no DaemonSets.
    pub left_aside: Vec<LeftAside>,
    /// What the node list was.
    pub nodes: NodesSummary,
}

/// Objects of the manifest that play no part, by kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct LeftAside {
    /// Their `apiVersion`; empty where it is absent.
    pub api_version: String,
    /// Their `kind`; empty where it is absent.
    pub kind: String,
    /// How many there are.
    pub count: u32,
}

/// What the node list was, and what it carried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct NodesSummary {
    /// How many nodes were read.
    pub count: u32,
    /// The form in which they came: `objects`, `table`, `describe`, or `none`.
    pub form: &'static str,
    /// Whether that form carries labels.
    pub labels: bool,
    /// Whether that form carries taints.
    pub taints: bool,
}

/// The plan of one DaemonSet.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct DaemonSetPlan {
    /// `metadata.name`; empty where the manifest gives none.
    pub name: String,
    /// `metadata.namespace`; `default` where the manifest gives none, as kubectl sends it.
    pub namespace: String,
    /// Where the DaemonSet stands in the manifest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
    /// One sentence that answers the question: "Runs on 5 of 8 nodes. An update takes 5 waves, about 1 min 15 s."
    pub headline: String,
    /// Whether the API server would accept it.
    pub admission: Admission,
    /// One verdict a node, in the order of the node list; empty where the manifest is refused.
    pub nodes: Vec<NodeVerdict>,
    /// The nodes again, grouped by verdict and reasons; those that run the Pod first.
    pub groups: Vec<NodeGroup>,
    /// The status numbers that the controller would write, once every Pod is up.
    pub status: DaemonSetStatus,
    /// What becomes of the DaemonSet of the same namespace and name in the previous manifest; absent where none was given, where it has
    /// no such DaemonSet, and where that one is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// The cluster as it is; absent where no Pods were given, and where the manifest is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current: Option<Current>,
    /// The rollout of a changed template; absent where the manifest is refused, or the update of the previous one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rollout: Option<Rollout>,
    /// Everything that happens, in order; absent where `rollout` is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeline: Option<Timeline>,
    /// What the events of the options change; absent without events.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
    /// The plan by hand (`byHand`) beside other ways to the same end; empty without it.
    pub plans: Vec<RunSummary>,
    /// What kubectl prints at the moment that the option `at` names; absent without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kubectl: Option<Kubectl>,
    /// The Pod that the controller makes; absent where the manifest is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod: Option<PodSummary>,
    /// What it takes of the cluster. Absent for one that is not accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub takes: Option<Takes>,
    /// What the template risks: access to its nodes first, then what does not hold its processes back. Empty for nothing, and where the
    /// manifest is refused.
    pub risk: Vec<Risk>,
    /// Which of the Pod Security Standards admit the template, at their newest version; absent where the manifest is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod_security: Option<PodSecurity>,
}

/// Whether the API server would accept the manifest.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Admission {
    /// Whether it is accepted.
    pub accepted: bool,
    /// The HTTP status of the answer: 201, 400 or 422.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<u16>,
    /// The `message` of the API server's Status, byte for byte; absent where it is accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The object with its defaults, as the server would return it; absent where it is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(type = "object")]
    pub daemon_set: Option<Value>,
}
