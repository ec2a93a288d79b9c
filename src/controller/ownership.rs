//! Which Pods are the DaemonSet's (upstream: `FilterPodsByOwner` and `BaseControllerRefManager.ClaimObject`).

use crate::{
    matching::Selector,
    model::{daemon_set::DaemonSet, pod::Pod},
};

/// The Pods that the controller claims, in input order: its own that the selector matches, and those of nobody that the
/// selector matches and that are not being deleted (it adopts them). Its own that the selector does not match it lets go.
///
/// A DaemonSet without a uid, as a manifest is, owns what a DaemonSet of its name controls. A Pod without a namespace
/// counts as one of the DaemonSet's.
pub fn claimed<'p>(daemon_set: &DaemonSet, pods: &'p [Pod]) -> Vec<&'p Pod> {
    let Some(selector) = daemon_set.spec.selector.as_ref().and_then(Selector::of) else { return Vec::new() };
    let matches = |pod: &Pod| selector.matches(&|key| pod.metadata.labels.get(key).map(String::as_str));
    let is_ours = |pod: &Pod| match pod.metadata.controller() {
        None => pod.metadata.deletion_timestamp.is_none() && is_beside(daemon_set, pod),
        Some(_) => owns(daemon_set, pod),
    };
    let mut claimed = Vec::new();
    for pod in pods {
        if is_ours(pod) && matches(pod) {
            claimed.push(pod);
        }
    }
    claimed
}

/// Whether a Pod is controlled by the DaemonSet, whatever its labels; by the same rules about what is not written.
pub fn owns(daemon_set: &DaemonSet, pod: &Pod) -> bool {
    let meta = &daemon_set.metadata;
    let is_owner = pod.metadata.controller().is_some_and(|owner| {
        let same = meta.uid.is_empty() || owner.uid == meta.uid;
        owner.kind == "DaemonSet" && owner.name == meta.name && same
    });
    is_owner && is_beside(daemon_set, pod)
}

fn is_beside(daemon_set: &DaemonSet, pod: &Pod) -> bool {
    pod.metadata.namespace.is_empty() || pod.metadata.namespace == daemon_set.metadata.namespace
}
