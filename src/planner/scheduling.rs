//! Whether the Pods would start where they are wanted.

use super::{daemon_set::Cluster as Input, later::later};
use crate::{
    answer::{NodeScheduling, SchedulingWords, Takes},
    apiserver::Admitted,
    controller::{Placement, Rules, Verdict, owns},
    model::{duration::Duration, fleet::Fleet, pod::Pod, value::Value},
    scheduler::{Cluster, Fate, Incoming, PastedPods, schedule},
    simulation::{Change, Room},
};

/// Whether anything here is answered.
pub(super) const IS_ON: bool = cfg!(feature = "scheduling");

/// Where a DaemonSet's Pods are wanted.
pub(super) struct Wanted<'a> {
    pub(super) admitted: &'a Admitted,
    pub(super) fleet: &'a Fleet,
    pub(super) verdicts: &'a [Verdict],
    /// The Pods that exist, as the DaemonSet has them; none where nobody says.
    pub(super) pods: &'a [Pod],
    /// The template that was before, if it is another one.
    pub(super) previous: Option<&'a Admitted>,
    /// The label of the Pods' revision.
    pub(super) hash: &'a str,
}

/// What there is to say of it.
#[derive(Default)]
pub(super) struct Scheduled {
    /// The nodes without room for the Pod, by position. Where room is made by pushing others aside, there is room.
    pub(super) rooms: Vec<(usize, Room)>,
    /// The answer for each node of the fleet.
    pub(super) nodes: Vec<NodeScheduling>,
    /// What all of it comes to.
    pub(super) takes: Option<Takes>,
}

/// Whether the Pods would start. Puts before each of the changes that leave a node as one that should run the Pod what room there is then.
pub(super) fn scheduled(
    wanted: &Wanted<'_>,
    input: &Input<'_>,
    changes: &mut Vec<(Duration, Change)>,
) -> Scheduled {
    if !IS_ON {
        return Scheduled::default();
    }
    let Wanted { admitted, fleet, verdicts, pods, previous, hash } = wanted;
    let none = PastedPods::default();
    let pasted = input.pasted.unwrap_or(&none);
    let placement = Placement::of(admitted);
    let mut later = later(fleet, changes);
    let mut extended = Fleet::new();
    let (mut left, mut all) = (Vec::new(), *fleet);
    if !later.is_empty() {
        extended.clone_from(fleet);
        for found in &later {
            extended.push_node(&found.node);
            left.push(found.left);
        }
        all = &extended;
    }
    let incoming = made(admitted, &placement, hash, pasted);
    // By hand, a surge is one of the ways that the plan is held against.
    let surges = Rules::of(admitted.daemon_set()).allows_surge() || !input.options.by_hand.is_empty();
    let old = surges.then(|| match previous {
        Some(previous) => made(previous, &Placement::of(previous), hash, pasted),
        None => incoming.clone(),
    });
    let cluster = Cluster::with_later(all, pasted, &left);
    let mut positions = Vec::new();
    for (position, verdict) in verdicts.iter().enumerate() {
        if verdict.should_run {
            positions.push(position);
        }
    }
    let mut next = fleet.len();
    later.retain(|_| {
        let should_run = all.get(next).is_some_and(|node| placement.verdict(node).should_run);
        if should_run {
            positions.push(next);
        }
        next += 1;
        should_run
    });
    let is_own = |pod: usize| pods.get(pod).is_some_and(|pod| owns(admitted.daemon_set(), pod));
    let mut fates = schedule(&incoming, &cluster, &positions, &is_own, old.as_ref());
    // From the end on, so that their numbers stay.
    while let Some(found) = later.pop()
        && let Some(fate) = fates.pop()
    {
        if let Some((at, _)) = changes.get(found.change) {
            changes.insert(found.change, (*at, Change::Room(found.node.metadata.name, room(fate))));
        }
    }
    positions.truncate(fates.len());
    let assumes = assumed(admitted, &incoming, input);
    let words = SchedulingWords { incoming: &incoming, cluster: &cluster, assumes };
    told(wanted, &words, &positions, fates)
}

/// The Pod of a DaemonSet, before it is bound.
fn made(admitted: &Admitted, placement: &Placement, hash: &str, pasted: &PastedPods) -> Incoming {
    let mut tolerations = Vec::new();
    for own in placement.tolerations() {
        tolerations.push(own.toleration.clone());
    }
    Incoming::of(admitted, tolerations, hash, pasted)
}

/// The room that a fate speaks of. Where room is made by pushing others aside, there is room.
fn room(fate: Fate) -> Room {
    let Fate { mut reasons, beside, evicts, .. } = fate;
    if !evicts.is_empty() {
        reasons.clear();
    }
    Room { never: reasons, beside }
}

/// What there is to say of these nodes.
fn told(
    wanted: &Wanted<'_>,
    words: &SchedulingWords<'_>,
    positions: &[usize],
    fates: Vec<Fate>,
) -> Scheduled {
    let Wanted { admitted, fleet, .. } = wanted;
    let mut nodes = Vec::new();
    nodes.resize_with(fleet.len(), NodeScheduling::default);
    let rules = Rules::of(admitted.daemon_set());
    let surge = |nodes| rules.rolling_update.as_ref().map_or(0, |budgets| budgets.resolve(nodes).max_surge);
    let takes = Takes::of(words.incoming, fleet, positions, &fates, &surge);
    let mut rooms = Vec::new();
    for (position, fate) in positions.iter().zip(fates) {
        if let (Some(answer), Some(node)) = (nodes.get_mut(*position), fleet.get(*position)) {
            *answer = words.of(fleet, node.name(), &fate);
        }
        let room = room(fate);
        if room != Room::default() {
            rooms.push((*position, room));
        }
    }
    Scheduled { rooms, nodes, takes: Some(takes) }
}

/// What is taken for granted of every node.
fn assumed(admitted: &Admitted, incoming: &Incoming, input: &Input<'_>) -> Vec<&'static str> {
    let mut assumes = Vec::new();
    if input.existing.is_none() {
        assumes.push("pods");
    }
    if input.pasted.is_some_and(PastedPods::has_untold) {
        assumes.push("requests");
    }
    if incoming.unknown_class.is_some() {
        assumes.push("priorityClass");
    }
    // Where the template names the node, nobody schedules.
    let scheduler = admitted.object().pointer("/spec/template/spec/schedulerName").and_then(Value::as_str);
    if incoming.node_name.is_empty() && scheduler.is_some_and(|name| name != "default-scheduler") {
        assumes.push("schedulerName");
    }
    if incoming.has_claims() {
        assumes.push("volumes");
    }
    assumes
}

#[cfg(test)]
mod tests {
    use crate::planner::Planner;

    #[test]
    fn another_scheduler_is_taken_to_decide_as_the_default_one() {
        let assumed = |spec: &str| {
            let mut planner = Planner::default();
            let manifest = [
                r#"{"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "a"}, "spec": {"selector":
                {"matchLabels": {"app": "a"}}, "template": {"metadata": {"labels": {"app": "a"}}, "spec": {"containers": [{"name":
                "c", "image": "i"}]"#,
                spec,
                "}}}}",
            ];
            planner.set_manifest(manifest.concat().into_bytes());
            planner.set_nodes(
                br#"{"kind": "Node", "metadata": {"name": "n"}, "status": {"allocatable": {"pods": "9"}}}"#,
            );
            planner
                .set_pods(Some(br#"{"kind": "Pod", "metadata": {"name": "p"}, "spec": {"nodeName": "n"}}"#));
            let plan = planner.plan(b"");
            let node = plan.daemon_sets.first().and_then(|plan| plan.nodes.first());
            node.and_then(|node| node.scheduling.clone()).map(|found| (found.fits, found.assumes))
        };
        let fits = Some(true);
        assert_eq!(assumed(r#", "schedulerName": "mine""#), Some((fits, vec!["schedulerName"])));
        assert_eq!(assumed(r#", "schedulerName": "default-scheduler""#), Some((fits, Vec::new())));
        assert_eq!(assumed(""), Some((fits, Vec::new())));
        // The kubelet gets it without a scheduler.
        assert_eq!(assumed(r#", "schedulerName": "mine", "nodeName": "n""#), Some((fits, Vec::new())));
        // Gates hold a Pod back from any scheduler.
        let gated = r#", "schedulerName": "mine", "schedulingGates": [{"name": "later"}]"#;
        assert_eq!(assumed(gated), Some((Some(false), vec!["schedulerName"])));
    }
}
