//! The Pod that the controller makes.

use serde::Serialize;
use tsify::Tsify;

use super::TolerationAnswer;
use crate::{
    controller::{Added, MadePod},
    model::value::Value,
};

/// The Pod that the controller sends to the API server, and what of it is not the template's.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct PodSummary {
    /// The node that this one is for: the first that should run the Pod; `<node>` where none should. Its Pods differ in nothing else.
    pub node: String,
    /// The whole object, with the template's defaults. What the API server fills in of Pods only is not in it: a name,
    /// requests out of limits, the priority, the service account and its token.
    #[tsify(type = "object")]
    pub object: Value,
    /// The fields of it that the controller sets, in the order of the object.
    pub added: Vec<AddedField>,
    /// The tolerations that the controller adds, in its order.
    pub added_tolerations: Vec<TolerationAnswer>,
    /// The host access that the template asks for, in words: `hostNetwork`, `hostPID`, `hostPath / (read-only)`, `privileged`. The
    /// plan's `risk` has it with what it means, and where it stands.
    pub host_access: Vec<String>,
}

/// A field of the Pod that the controller sets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
pub struct AddedField {
    /// The field, as the API server prints paths.
    pub path: String,
    /// Why.
    pub why: &'static str,
}

impl PodSummary {
    /// The Pod in the answer. `made_up` tells that the hash is none of Kubernetes' own.
    pub fn of(
        pod: MadePod,
        node: String,
        made_up: bool,
        added_tolerations: Vec<TolerationAnswer>,
        host_access: Vec<String>,
    ) -> Self {
        let mut added = Vec::new();
        for (path, why) in pod.added {
            added.push(AddedField { path: path.to_string(), why: words(why, made_up) });
        }
        Self { node, object: pod.object, added, added_tolerations, host_access }
    }
}

fn words(why: Added, made_up: bool) -> &'static str {
    match why {
        Added::Name => "the API server puts five random letters behind it",
        Added::Namespace => "the Pod is created in the DaemonSet's namespace",
        Added::Hash if made_up => {
            "names the template's revision, by which old Pods are told from new ones; the value is made up here"
        }
        Added::Hash => "names the template's revision, by which old Pods are told from new ones",
        Added::Generation => "numbers the template; kept for Pods without a revision",
        Added::Owner => "the DaemonSet owns the Pod: it goes when the DaemonSet goes",
        Added::Pinned => "holds the Pod on its node; the scheduler binds it there or leaves it pending",
        Added::PinnedInstead => {
            "holds the Pod on its node, in the place of the template's required terms, which have chosen the node already"
        }
        Added::Toleration => {
            "every Pod of a DaemonSet tolerates this, so that the node's troubles do not keep it away"
        }
        Added::Forever => "the controller takes the template's `tolerationSeconds` away: the Pod stays",
    }
}
