//! The part of `kubectl describe node` that tells why a DaemonSet's Pod is there or not.

use super::{
    tabs::Writer,
    template::{block, labels_block},
    tree::{at, list, or_none, strings, text, truth},
};
use crate::model::{list::Joined, order, value::Value};

/// The lines of `kubectl describe node` about names, roles, labels, taints and cordons, in their columns (upstream:
/// `describe.describeNode`). Left out are those that do not decide about a DaemonSet's Pods, or that a node list seldom
/// has: annotations and age, which stand between labels and taints, and all that follows.
pub fn describe_node(node: &Value) -> String {
    let (metadata, spec) = (at(node, &["metadata"]), at(node, &["spec"]));
    let mut taints = Vec::new();
    for taint in list(spec, "taints") {
        taints.push([text(taint, "key"), text(taint, "value"), text(taint, "effect")]);
    }
    let name = text(metadata, "name");
    describe_node_with(name, strings(metadata, "labels"), taints, truth(spec, "unschedulable"))
}

/// The same of a node with this name, labels in the order of their keys, taints by key, value and effect.
pub(super) fn describe_node_with(
    name: &str,
    labels: Vec<(&str, &str)>,
    mut taints: Vec<[&str; 3]>,
    unschedulable: &str,
) -> String {
    let mut w = Writer::default();
    w.line(0, "Name:", name);
    w.line(0, "Roles:", &or_none(&roles(&labels)));
    labels_block(&mut w, "Labels", labels);
    // The longest title, which makes the column as wide as it is.
    let hidden = "CreationTimestamp:";
    w.line(0, hidden, "");
    order::sort_by(&mut taints, |[one_key, _, one], [other_key, _, other]| {
        // As texts with a comma, which stands before the letters of all effects.
        one.cmp(other).then(one_key.cmp(other_key))
    });
    let mut lines = Vec::new();
    for [key, value, effect] in taints {
        let equals = if value.is_empty() { "" } else { "=" };
        let colon = if value.is_empty() && effect.is_empty() { "" } else { ":" };
        lines.push([key, equals, value, colon, effect].concat());
    }
    block(&mut w, "Taints", &lines);
    w.line(0, "Unschedulable:", unschedulable);
    let mut shown = String::new();
    for line in w.finish().split_inclusive('\n') {
        if !line.starts_with(hidden) {
            shown.push_str(line);
        }
    }
    shown
}

/// The roles, by their names.
fn roles(labels: &[(&str, &str)]) -> String {
    let mut roles = Vec::new();
    for (key, value) in labels {
        let role = match key.strip_prefix("node-role.kubernetes.io/") {
            None if *key == "kubernetes.io/role" => value,
            role => role.unwrap_or_default(),
        };
        if !role.is_empty() && !roles.contains(&role) {
            roles.push(role);
        }
    }
    order::sort_by(&mut roles, Ord::cmp);
    roles.joined(",")
}

#[cfg(test)]
mod tests {
    use super::describe_node;
    use crate::model::testing::json;

    #[test]
    fn it_is_a_part_of_kubectls_text() {
        let node = json!({
            "metadata": {"name": "n1", "labels": {
                "node-role.kubernetes.io/worker": "", "kubernetes.io/role": "infra", "zone": "a",
            }},
            "spec": {"unschedulable": true, "taints": [
                {"key": "node.kubernetes.io/unschedulable", "effect": "NoSchedule"},
                {"key": "dedicated", "value": "gpu", "effect": "NoSchedule"},
            ]},
        });
        assert_eq!(
            describe_node(&node),
            "Name:               n1\n\
             Roles:              infra,worker\n\
             Labels:             kubernetes.io/role=infra\n\
             \u{20}                   node-role.kubernetes.io/worker=\n\
             \u{20}                   zone=a\n\
             Taints:             dedicated=gpu:NoSchedule\n\
             \u{20}                   node.kubernetes.io/unschedulable:NoSchedule\n\
             Unschedulable:      true\n"
        );
        assert_eq!(
            describe_node(&json!({})),
            "Name:               \n\
             Roles:              <none>\n\
             Labels:             <none>\n\
             Taints:             <none>\n\
             Unschedulable:      false\n"
        );
    }
}
