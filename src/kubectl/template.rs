//! The Pod template, as `kubectl describe` shows it.

use super::{
    containers, labels,
    tabs::Writer,
    tree::{at, digits, list, maybe, sorted, strings, text},
    volumes,
};
use crate::model::{list::push_all, selector::LabelSelector, value::Value};

/// How many bytes of an annotation are shown in one line.
const LONGEST: usize = 140;
/// The annotation that kubectl keeps for itself.
const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// The section of the Pod template (upstream: `describe.DescribePodTemplate`).
pub(super) fn describe(w: &mut Writer, template: &Value) {
    let (metadata, spec) = (at(template, &["metadata"]), at(template, &["spec"]));
    w.write(0, &["Pod Template:\n"]);
    labels_block(w, "  Labels", strings(metadata, "labels"));
    let annotations = strings(metadata, "annotations");
    if !annotations.is_empty() {
        annotations_block(w, "  Annotations", &annotations);
    }
    line(w, "Service Account", text(spec, "serviceAccountName"));
    if !list(spec, "initContainers").is_empty() {
        containers::describe(w, "Init Containers", list(spec, "initContainers"));
    }
    containers::describe(w, "Containers", list(spec, "containers"));
    volumes::describe(w, list(spec, "volumes"));
    spread_constraints(w, list(spec, "topologySpreadConstraints"));
    line(w, "Priority Class Name", text(spec, "priorityClassName"));
    labels_block(w, "  Node-Selectors", strings(spec, "nodeSelector"));
    tolerations(w, list(spec, "tolerations"));
    if let Some(group) = maybe(spec, "schedulingGroup") {
        w.write(0, &["  SchedulingGroup:\n"]);
        volumes::fields(w, 1, group, "PodGroupName:|podGroupName");
    }
}

/// A line for a field that is not empty.
fn line(w: &mut Writer, title: &str, value: &str) {
    if !value.is_empty() {
        w.write(1, &[title, ":\t", value, "\n"]);
    }
}

/// A map of labels, one to a line (upstream: `printLabelsMultiline`).
pub(super) fn labels_block(w: &mut Writer, title: &str, labels: Vec<(&str, &str)>) {
    let mut lines = Vec::new();
    for (key, value) in labels {
        lines.push([key, "=", value].concat());
    }
    block(w, title, &lines);
}

/// Lines in the column behind a title, which in a nested object are all indented.
pub(super) fn block(w: &mut Writer, title: &str, lines: &[String]) {
    w.write(0, &[title, ":\t"]);
    if lines.is_empty() {
        w.write(0, &["<none>\n"]);
    }
    for (position, line) in lines.iter().enumerate() {
        if position > 0 {
            w.write(0, &[""]);
            w.write(0, &["\t"]);
        }
        w.write(0, &[line, "\n"]);
    }
}

/// Annotations, long ones in lines of their own (upstream: `printAnnotationsMultiline`).
pub(super) fn annotations_block(w: &mut Writer, title: &str, annotations: &[(&str, &str)]) {
    w.write(0, &[title, ":\t"]);
    let mut none = true;
    for &(key, value) in annotations {
        if key == LAST_APPLIED {
            continue;
        }
        if !none {
            w.write(0, &["\t"]);
        }
        none = false;
        let value = value.strip_suffix('\n').unwrap_or(value);
        if value.len() + key.len() + 2 <= LONGEST && !value.contains('\n') {
            w.write(0, &[key, ": ", value, "\n"]);
            continue;
        }
        w.write(0, &[key, ":\n"]);
        for line in value.split('\n') {
            w.write(0, &["\t  ", &shorten(line, LONGEST - 2), "\n"]);
        }
    }
    if none {
        w.write(0, &["<none>\n"]);
    }
}

/// A text cut after so many bytes. What is left of a character that is cut becomes `U+FFFD`, one for each byte.
pub(super) fn shorten(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let mut end = most;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut short = text.get(..end).unwrap_or_default().to_owned();
    for _ in end..most {
        short.push(char::REPLACEMENT_CHARACTER);
    }
    short + "..."
}

fn spread_constraints(w: &mut Writer, constraints: &[Value]) {
    let mut title = "  Topology Spread Constraints:\t";
    for constraint in sorted(constraints, "topologyKey") {
        let selector = maybe(constraint, "labelSelector").and_then(|value| LabelSelector::read(value).ok());
        let (for_selector, selector) = match selector {
            Some(selector) => (" for selector ", labels::label_selector(Some(&selector))),
            None => ("", String::new()),
        };
        let (key, unsatisfiable) = (text(constraint, "topologyKey"), text(constraint, "whenUnsatisfiable"));
        let skew = digits(constraint, "maxSkew");
        w.write(
            0,
            &[
                title,
                key,
                ":",
                unsatisfiable,
                " when max skew ",
                &skew,
                " is exceeded",
                for_selector,
                &selector,
                "\n",
            ],
        );
        title = "  \t";
    }
}

/// Tolerations, by their keys (upstream: `printTolerationsMultilineWithIndent`; its sort keeps the order of equal keys only
/// among few).
fn tolerations(w: &mut Writer, tolerations: &[Value]) {
    let mut lines = Vec::new();
    for toleration in sorted(tolerations, "key") {
        lines.push(toleration_text(toleration));
    }
    block(w, "  Tolerations", &lines);
}

fn toleration_text(toleration: &Value) -> String {
    let (value, effect) = (text(toleration, "value"), text(toleration, "effect"));
    let mut line = text(toleration, "key").to_owned();
    if !value.is_empty() {
        push_all(&mut line, &["=", value]);
    }
    if !effect.is_empty() {
        push_all(&mut line, &[":", effect]);
    }
    if text(toleration, "operator") == "Exists" && value.is_empty() {
        line += if line.is_empty() { "op=Exists" } else { " op=Exists" };
    }
    if maybe(toleration, "tolerationSeconds").is_some() {
        push_all(&mut line, &[" for ", &digits(toleration, "tolerationSeconds"), "s"]);
    }
    line
}
