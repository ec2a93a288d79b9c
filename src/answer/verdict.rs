//! Verdicts on nodes, as JavaScript sees them.

mod convert;
mod fix_words;
mod reason_words;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use serde::Serialize;
use tsify::Tsify;

use super::{NodeScheduling, Range};
pub use convert::{added_tolerations, verdicts};

/// What the DaemonSet controller decides about one node.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct NodeVerdict {
    /// The node.
    pub name: String,
    /// Whether the node should run the Pod (upstream: `NodeShouldRunDaemonPod`, first result).
    pub should_run: bool,
    /// Whether a Pod that is there already may stay (second result).
    pub should_continue_running: bool,
    /// The position of the node's group in `groups`.
    pub group: u32,
    /// Everything that speaks about the verdict; the deciding reasons first.
    #[tsify(type = "Reason[]")]
    pub reasons: Rc<[Reason]>,
    /// Whether the Pod would start there; absent where the API server would refuse the manifest, or the update.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduling: Option<NodeScheduling>,
}

impl NodeVerdict {
    /// Whether the Pod is wanted and cannot start, even when others are pushed aside.
    pub fn is_pending(&self) -> bool {
        let scheduling = self.scheduling.as_ref();
        scheduling.is_some_and(|found| found.fits == Some(false) && found.nominated_node.is_none())
    }
}

/// Nodes with the same verdict for the same reasons.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct NodeGroup {
    /// Whether these nodes should run the Pod.
    pub should_run: bool,
    /// Whether a Pod that is there already may stay.
    pub should_continue_running: bool,
    /// The reason in a few words: "taint nvidia.com/gpu=present:NoSchedule is not tolerated".
    pub headline: String,
    /// The nodes, by name, in input order.
    pub nodes: Vec<String>,
    /// Everything that speaks about the verdict; the deciding reasons first.
    #[tsify(type = "Reason[]")]
    pub reasons: Rc<[Reason]>,
    /// Ways to turn the "no" into a "yes", the smallest first; empty where the nodes run the Pod.
    pub fixes: Vec<Fix>,
}

/// One thing that speaks about a verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// Whether this alone makes `shouldRun` false.
    pub decides: bool,
    /// In words.
    pub message: String,
    /// The manifest's field that it is about, as the API server prints paths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// That field's place in the manifest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
    /// As data.
    // Named, a union of objects is joined in the declarations; unnamed it would be extended, which TypeScript does not do.
    #[serde(flatten)]
    #[tsify(type = "ReasonDetail")]
    pub detail: ReasonDetail,
}

/// A reason as data.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ReasonDetail {
    /// The template's `nodeName` is another node.
    NodeName {
        /// The node that the template names.
        wanted: String,
    },
    /// A `nodeSelector` label is absent or different.
    NodeSelector {
        /// The label's key.
        key: String,
        /// The value that the DaemonSet asks for.
        wanted: String,
        /// What the node has; absent where it has no such label, and where `several` is set.
        #[serde(skip_serializing_if = "Option::is_none")]
        has: Option<String>,
        /// Whether the nodes of a group have different values; only set in a group's reasons.
        several: bool,
    },
    /// A requirement of a required node affinity term does not hold. All terms failed; this is one of the causes.
    NodeAffinity {
        /// The term's position.
        term: u32,
        /// The requirement's position among the term's `matchExpressions`, or `matchFields`; absent for an empty term.
        #[serde(skip_serializing_if = "Option::is_none")]
        requirement: Option<u32>,
        /// Whether the requirement is one of `matchFields`.
        field: bool,
        /// The label's key, or the field's name; empty for an empty term.
        key: String,
        /// `In`, `NotIn`, `Exists`, `DoesNotExist`, `Gt` or `Lt`; empty for an empty term.
        operator: String,
        /// The values to compare with.
        #[tsify(type = "string[]")]
        values: Rc<[String]>,
        /// What the node has for the label; absent where it has no such label, for a field, and where `several` is set.
        #[serde(skip_serializing_if = "Option::is_none")]
        has: Option<String>,
        /// Whether the nodes of a group have different values; only set in a group's reasons.
        several: bool,
        /// Whether the term can match no node at all: it is empty, or the requirement cannot be parsed.
        never: bool,
    },
    /// A taint that no toleration matches.
    UntoleratedTaint {
        /// The taint.
        taint: TaintAnswer,
        /// The tolerations that came closest, and what they lack.
        closest: Vec<Closest>,
    },
    /// A taint that a toleration matches.
    ToleratedTaint {
        /// The taint.
        taint: TaintAnswer,
        /// The toleration.
        toleration: TolerationAnswer,
    },
    /// A `PreferNoSchedule` taint, or one of no known effect; it decides nothing for a DaemonSet.
    PreferNoSchedule {
        /// The taint.
        taint: TaintAnswer,
    },
    /// The node is cordoned or not ready, which decides nothing by itself.
    NodeState {
        /// `cordoned`, `notReady` or `unknown`.
        state: String,
    },
    /// The `nodeName`, the `nodeSelector` and the required node affinity match, as far as they are there.
    Selected {
        /// Whether the DaemonSet asks for anything at all.
        restricted: bool,
        /// The position of the first node affinity term that matches; absent where there is no affinity.
        #[serde(skip_serializing_if = "Option::is_none")]
        term: Option<u32>,
    },
}

/// A taint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
pub struct TaintAnswer {
    /// The key.
    pub key: String,
    /// The value; often empty.
    pub value: String,
    /// The effect.
    pub effect: String,
}

/// A toleration and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
pub struct TolerationAnswer {
    /// The taint's key; empty means every key.
    pub key: String,
    /// `Equal`, `Exists`, `Lt` or `Gt`.
    pub operator: String,
    /// The value to compare with.
    pub value: String,
    /// The effect; empty means every effect.
    pub effect: String,
    /// Whether the DaemonSet controller adds it to every Pod.
    pub added: bool,
    /// Its position in the template's `tolerations`; absent for an added one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
}

/// A toleration that came close to a taint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
pub struct Closest {
    /// The toleration.
    pub toleration: TolerationAnswer,
    /// What does not match: `key`, `value`, `effect` or `operator`.
    pub differs: Vec<String>,
}

/// A change that makes a group of nodes run the Pod.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Fix {
    /// In one sentence.
    pub summary: String,
    /// What to do; all steps together are the fix.
    pub steps: Vec<FixStep>,
    /// How many nodes more would run the Pod, over the whole node list.
    pub brings: u32,
    /// How many nodes fewer would, over the whole node list.
    pub loses: u32,
}

/// One step of a fix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct FixStep {
    /// What kind of step it is.
    pub kind: FixStepKind,
    /// In words.
    pub message: String,
    /// YAML to paste into the manifest at `path`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub yaml: Option<String>,
    /// A command to run against the cluster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    /// The manifest's field that changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// That field's place in the manifest, or the nearest one that is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
}

/// What kind of step a fix takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub enum FixStepKind {
    /// Add a toleration to the template.
    AddToleration,
    /// Remove a line of the template's `nodeSelector`.
    DropNodeSelector,
    /// Ask for another value in the template's `nodeSelector`.
    ChangeNodeSelector,
    /// Change the template's required node affinity.
    ChangeNodeAffinity,
    /// Remove the template's `nodeName`.
    DropNodeName,
    /// Set a label on the nodes.
    LabelNode,
    /// Remove a label from the nodes.
    UnlabelNode,
    /// Remove a taint from the nodes.
    UntaintNode,
    /// Let the nodes recover; Kubernetes then removes its taint itself.
    RecoverNode,
}
