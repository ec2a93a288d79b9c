//! The cluster as it is: existing Pods, what the controller does next, and why.

use serde::Serialize;
use tsify::Tsify;

use super::{current_words, step::DaemonSetStatus};
use crate::controller::{
    Inspected, Inspection, Phase, Status,
    revision::{self, Origin},
};

/// The cluster as it is, by the Pods that were given.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Current {
    /// The time at which the controller looks, as RFC 3339: the one of the options, or the newest in the paste.
    pub now: String,
    /// Which revision counts as the current one.
    pub revision: CurrentRevision,
    /// The DaemonSet's Pods, by node.
    pub pods: Vec<ExistingPod>,
    /// How many Pods of the paste are not the DaemonSet's.
    pub other_pods: u32,
    /// The nodes that get a Pod in the controller's next sync.
    pub create: Vec<NewPod>,
    /// The status numbers that the controller writes now.
    pub status: DaemonSetStatus,
    /// What differs between these and the status that the manifest carries, in sentences; empty where all agree, and where the
    /// manifest carries none.
    pub differences: Vec<String>,
    /// The controller's next sync, in one sentence.
    pub next: String,
    /// The error that the sync returns, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// Which revision counts as the current one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct CurrentRevision {
    /// The value of `controller-revision-hash`; made up where nothing has the template yet.
    pub hash: String,
    /// Where it is known from: `options`, `controllerRevisions`, `templateGeneration`, `newestPod`, `podsRevision` (what that
    /// option says of all Pods, or is taken to say), or `none`.
    pub from: &'static str,
    /// The same in a sentence.
    pub message: &'static str,
}

/// A Pod that exists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about a Pod")]
pub struct ExistingPod {
    /// Its name.
    pub name: String,
    /// The node that it is on, or meant for.
    pub node: String,
    /// Whether it is of the current template.
    pub current: bool,
    /// Whether it is ready.
    pub ready: bool,
    /// Whether it is available: ready for `minReadySeconds`.
    pub available: bool,
    /// Whether it is being deleted.
    pub terminating: bool,
    /// Whether it failed or ended.
    pub ended: bool,
    /// Whether its node should not run it.
    pub misscheduled: bool,
    /// Whether it had no owner, so that the controller adopts it.
    pub adopted: bool,
    /// Whether the next sync deletes it.
    pub deleted: bool,
    /// Why it is deleted, or stays.
    pub why: &'static str,
}

/// A Pod that the next sync creates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
pub struct NewPod {
    /// Its node.
    pub node: String,
    /// Why.
    pub why: &'static str,
}

impl Current {
    /// Puts an inspection into words. `written` is the status that the manifest carries.
    pub fn of(
        inspection: &Inspection<'_>,
        revision: revision::Current,
        now: String,
        written: Option<Status>,
    ) -> Self {
        let status = DaemonSetStatus::from(inspection.status);
        let (mut pods, mut create) = (Vec::new(), Vec::new());
        for inspected in &inspection.pods {
            pods.push(inspected.into());
        }
        for (node, beside) in &inspection.create {
            create.push(NewPod { node: (*node).to_owned(), why: current_words::created(*beside) });
        }
        Self {
            now,
            revision: CurrentRevision {
                hash: revision.hash,
                from: match revision.from {
                    Origin::Given => "options",
                    Origin::History => "controllerRevisions",
                    Origin::Generation => "templateGeneration",
                    Origin::NewestPod => "newestPod",
                    Origin::Nothing => "none",
                    Origin::AllCurrent | Origin::AllPrevious => "podsRevision",
                },
                message: current_words::revision(revision.from),
            },
            pods,
            other_pods: super::step::count(inspection.others),
            create,
            status,
            differences: current_words::differences(status, written.map(Into::into)),
            next: current_words::next(inspection),
            error: inspection.error.clone(),
        }
    }
}

impl From<&Inspected<'_>> for ExistingPod {
    fn from(inspected: &Inspected<'_>) -> Self {
        let Inspected { pod, node, state, available, misscheduled, fate } = inspected;
        Self {
            name: pod.metadata.name.clone(),
            node: (*node).to_owned(),
            current: state.is_updated(),
            ready: state.is_ready(),
            available: *available,
            terminating: state.terminating,
            ended: state.phase != Phase::Active,
            misscheduled: *misscheduled,
            adopted: state.orphan,
            deleted: fate.is_deleted(),
            why: current_words::fate(*fate),
        }
    }
}
