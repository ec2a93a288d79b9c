//! The part of `kubectl describe node` that tells why a DaemonSet's Pod is there or not.

use super::{
    tabs::Writer,
    template::labels_block,
    tree::{at, list, or_none, strings, text, truth},
};
use crate::model::{order, value::Value};

/// The lines of `kubectl describe node` about names, roles, labels, taints and cordons, in their columns (upstream:
/// `describe.describeNode`). Left out are those that do not decide about a DaemonSet's Pods, or that a node list seldom
/// has: annotations and age, which stand between labels and taints, and all that follows.
pub fn describe_node(node: &Value) -> String {
    let (metadata, spec) = (at(node, &["metadata"]), at(node, &["spec"]));
    let mut w = Writer::default();
    w.line(0, "Name:", text(metadata, "name"));
    w.line(0, "Roles:", &or_none(&roles(metadata)));
    labels_block(&mut w, "Labels", metadata, "labels");
    // The longest title, which makes the column as wide as it is.
    w.write(0, &["CreationTimestamp:\t\n"]);
    let mut taints: Vec<(String, String)> = Vec::new();
    for taint in list(spec, "taints") {
        let (key, value, effect) = (text(taint, "key"), text(taint, "value"), text(taint, "effect"));
        let mut line = key.to_owned();
        if !value.is_empty() {
            line.extend(["=", value]);
        }
        if !value.is_empty() || !effect.is_empty() {
            line.extend([":", effect]);
        }
        taints.push((format!("{effect},{key}"), line));
    }
    order::sort_by(&mut taints, |(one, _), (other, _)| one.cmp(other));
    w.write(0, &["Taints:\t"]);
    if taints.is_empty() {
        w.write(0, &["<none>\n"]);
    }
    for (position, (_, taint)) in taints.iter().enumerate() {
        w.write(0, &[if position > 0 { "\t" } else { "" }]);
        w.write(0, &[taint, "\n"]);
    }
    w.line(0, "Unschedulable:", truth(spec, "unschedulable"));
    let mut shown = String::new();
    for line in w.finish().split_inclusive('\n') {
        if !line.starts_with("CreationTimestamp:") {
            shown.push_str(line);
        }
    }
    shown
}

/// The roles, by their names.
fn roles(metadata: &Value) -> String {
    let mut roles = Vec::new();
    for (key, value) in strings(metadata, "labels") {
        let role = match key.strip_prefix("node-role.kubernetes.io/") {
            None if key == "kubernetes.io/role" => value,
            role => role.unwrap_or_default(),
        };
        if !role.is_empty() && !roles.contains(&role) {
            roles.push(role);
        }
    }
    order::sort_by(&mut roles, Ord::cmp);
    roles.join(",")
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
