//! Nodes as events leave them.

use crate::{
    model::{duration::Duration, fleet::Fleet, node::Node, ordered::OrderedMap},
    scheduler::Left,
    simulation::{Change, NodeEdit, QUARANTINE},
};

/// A node as a change leaves it.
#[derive(Clone)]
pub(super) struct Later {
    /// The number of the change.
    pub(super) change: usize,
    pub(super) node: Node,
    /// Which of the Pods that were pasted with it are left.
    pub(super) left: Left,
}

/// The nodes as each of these changes leaves them, which are in order of time; those alone that one adds or edits. Each costs no more than itself,
/// but for finding the names once.
pub(super) fn later(fleet: &Fleet, changes: &[(Duration, Change)]) -> Vec<Later> {
    let mut all: Vec<Later> = Vec::new();
    let mut known: OrderedMap<&str, usize> = OrderedMap::new();
    // Where each node that changed is in `all`, and since when it is gone.
    let mut last: OrderedMap<&str, (Option<usize>, Option<Duration>)> = OrderedMap::new();
    for (change, (at, what)) in changes.iter().enumerate() {
        let name = match what {
            Change::Node(node) => &node.metadata.name,
            Change::EditNode(name, _) | Change::RemoveNode(name) => name,
            _ => continue,
        };
        if known.is_empty() {
            // Of two nodes of one name, which no cluster has, the first is meant.
            for (position, node) in fleet.iter().enumerate() {
                known.or_insert_with(node.name(), || position);
            }
        }
        let (position, gone) = last.or_default(name);
        let before = position.and_then(|position| all.get(position)).cloned();
        let mut left = before.as_ref().map_or(Left::All, |before| before.left);
        let node = match what {
            Change::Node(node) => {
                // By then the Pod garbage collector has been there.
                if gone.take().is_some_and(|since| since + QUARANTINE <= *at) {
                    left = Left::Nobody;
                }
                (**node).clone()
            }
            Change::EditNode(_, edit) if gone.is_none() => {
                let first = || known.get(name.as_str()).and_then(|position| fleet.get(*position));
                let node = before.map(|before| before.node).or_else(|| first().map(|node| node.to_node()));
                let Some(mut node) = node else { continue };
                edit.apply(&mut node);
                if matches!((edit, left), (NodeEdit::Drain, Left::All)) {
                    left = Left::Staying;
                }
                node
            }
            Change::RemoveNode(_) => {
                *gone = gone.or(Some(*at));
                continue;
            }
            _ => continue,
        };
        *position = Some(all.len());
        all.push(Later { change, node, left });
    }
    all
}

#[cfg(test)]
mod tests {
    use crate::{answer::Outcome, planner::Planner};

    #[test]
    fn a_node_that_is_looked_at_again_does_not_meet_its_own_pod() {
        let keeps_off = r#""affinity": {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution":
            [{"topologyKey": "kubernetes.io/hostname", "labelSelector": {"matchLabels": {"app": "a"}}}]}}"#;
        let spreads = r#""topologySpreadConstraints": [{"maxSkew": 1, "topologyKey": "kubernetes.io/hostname",
            "whenUnsatisfiable": "DoNotSchedule", "nodeAffinityPolicy": "Ignore", "labelSelector": {"matchLabels": {"app": "a"}}}]"#;
        for terms in [keeps_off, spreads] {
            let mut planner = Planner::default();
            let manifest = [
                r#"{"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "a"}, "spec": {"selector":
                {"matchLabels": {"app": "a"}}, "template": {"metadata": {"labels": {"app": "a"}}, "spec": {"containers": [{"name":
                "c", "image": "i"}], "#,
                terms,
                "}}}}",
            ];
            planner.set_manifest(manifest.concat().into_bytes());
            let mut nodes = String::new();
            for name in ["n", "m"] {
                nodes.push_str("---\nkind: Node\napiVersion: v1\nmetadata: {name: ");
                nodes.extend([name, ", labels: {kubernetes.io/hostname: ", name, "}}\n"]);
            }
            planner.set_nodes(nodes.as_bytes());
            let label = r#"{"type": "labelNode", "node": "n", "labels": {"x": "y"}, "atSeconds": "#;
            let options = ["{\"events\": [", label, "1}, ", label, "2}]}"].concat();
            let plan = planner.plan(options.as_bytes());
            let rollout = plan.daemon_sets.first().and_then(|plan| plan.rollout.as_ref());
            assert_eq!(rollout.map(|rollout| rollout.outcome), Some(Outcome::Complete), "{terms}");
        }
    }
}
