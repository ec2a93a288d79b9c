//! Words that several forms share.

use crate::model::ordered::OrderedMap;
use crate::{
    diagnostic::{Diagnostic, FieldPath, Range, Severity, Source},
    model::{fleet::Fleet, list::Joined, order, syntax, taint::Effect},
};

use super::roster::Found;

/// How many names a finding spells out before it only counts.
const SPELLED: usize = 5;

/// Names in backticks, the first few spelled out: "`a`, `b` and 3 more".
pub(super) fn names(all: &[&str]) -> String {
    let mut shown: Vec<String> = Vec::new();
    let mut more = 0;
    for name in all {
        let quoted = format!("`{name}`");
        if shown.contains(&quoted) {
            continue;
        }
        if shown.len() < SPELLED {
            shown.push(quoted);
        } else {
            more += 1;
        }
    }
    let list = shown.joined(", ");
    if more == 0 { list } else { format!("{list} and {more} more") }
}

/// How many findings of one kind are kept before the rest is only counted.
const KEPT: usize = 20;

/// Puts findings in the order of the text, those without a place last, and keeps the first of each kind.
pub(super) fn in_order(diagnostics: &mut Vec<Diagnostic>) {
    order::sort_by_key(diagnostics, |finding| finding.range.map_or(u64::MAX, |range| range.start.number()));
    let mut counts = OrderedMap::<&'static str, usize>::new();
    let mut next: Vec<Diagnostic> = Vec::new();
    diagnostics.retain(|finding| {
        let count = counts.or_default(finding.code);
        *count += 1;
        if *count == KEPT + 1 {
            next.push(finding.clone());
        }
        *count <= KEPT
    });
    for mut finding in next {
        let more = counts.get(finding.code).map_or(0, |count| count - KEPT);
        finding.message = format!("and {more} more like this: {}", finding.message);
        diagnostics.push(finding);
    }
}

/// "1 node is", "3 nodes are".
pub(super) fn count_are(count: usize) -> String {
    if count == 1 { "1 node is".to_owned() } else { format!("{count} nodes are") }
}

/// What the API server would not have accepted in a node, each as the part that is wrong and the complaint about it. An
/// effect that does not exist decides nothing, and so do a name, label or value that no node can have.
pub(super) fn oddities(node: &Found<'_>) -> Vec<(FieldPath, String)> {
    let mut odd = Vec::new();
    for complaint in syntax::dns1123_subdomain(&node.name) {
        odd.push((FieldPath::of("metadata.name"), complaint));
    }
    for (key, value) in &node.labels {
        if let Some(complaint) = syntax::label_key(key).into_iter().next() {
            odd.push((FieldPath::of("metadata.labels").key(key), complaint));
        } else if let Some(complaint) = syntax::label_value(value).into_iter().next() {
            odd.push((FieldPath::of("metadata.labels").key(key), complaint));
        }
    }
    for (index, taint) in node.taints.iter().enumerate() {
        if matches!(taint.effect, Effect::Empty | Effect::Other(_)) {
            let effect = taint.effect.as_str();
            odd.push((
                FieldPath::of("spec.taints").index(index).field("effect"),
                format!("`{effect}` is no effect of a taint, so this taint decides nothing"),
            ));
        }
    }
    odd
}

/// Whether a node is not ready and yet carries none of the taints that its cluster would have given it for that.
pub(super) fn ready_without_taint(fleet: &Fleet) -> Option<(usize, Diagnostic)> {
    let mut first = None;
    let mut list = Vec::new();
    for (position, node) in fleet.iter().enumerate() {
        let unready = node.ready().is_some_and(|status| status != "True");
        let tainted = node.taints().iter().any(|taint| {
            matches!(taint.key.as_str(), "node.kubernetes.io/not-ready" | "node.kubernetes.io/unreachable")
        });
        if unready && !tainted {
            first.get_or_insert(position);
            list.push(node.name());
        }
    }
    let message = format!(
        "{} not ready and without a taint that says so: {}; the DaemonSet controller looks at taints only",
        count_are(list.len()),
        names(&list)
    );
    first.map(|first| {
        (first, Diagnostic::new(Severity::Info, "not-ready-without-taint", Source::Nodes, message))
    })
}

/// A warning about a part of a node.
pub(super) fn odd(node: &str, part: &FieldPath, complaint: &str, place: Option<Range>) -> Diagnostic {
    Diagnostic::new(
        Severity::Warning,
        "invalid-node",
        Source::Nodes,
        format!("node `{node}`: {part}: {complaint}"),
    )
    .at_path(part.clone())
    .at(place)
}
