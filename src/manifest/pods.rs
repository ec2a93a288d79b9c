//! Tables as `kubectl get pods` prints them, anywhere in a text.

use super::nodes::text::{self, Line, is_fence, is_prompt};
use crate::{
    diagnostic::{Diagnostic, Range, Severity, Source},
    model::{find::has, meta::OwnerReference, node::Condition, pod::Pod, time::Time},
};

/// Pods of a table, as far as it tells of them.
#[derive(Clone, Debug, Default)]
pub struct PodsTable {
    /// The Pods in order, each owned by nobody knows whom. Their times are seconds before 1970, which stands for the moment of the table.
    pub pods: Vec<Pod>,
    /// Whether their labels are told, all of them.
    pub labelled: bool,
    /// What there was to say about the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Statuses with which a DaemonSet's Pod has ended: its containers are restarted always, so it is the kubelet, or an eviction, that ends it.
const ENDED: [&str; 9] = [
    "Evicted",
    "Failed",
    "NodeAffinity",
    "NodeShutdown",
    "OutOf",
    "Preempting",
    "Succeeded",
    "Terminated",
    "UnexpectedAdmissionError",
];
/// Labels that `-L` shows in columns of their own.
const LABELS: [(&str, &str); 2] = [
    ("CONTROLLER-REVISION-HASH", "controller-revision-hash"),
    ("POD-TEMPLATE-GENERATION", "pod-template-generation"),
];
/// The time that a Pod which is being deleted is given, if nothing else is said.
const GRACE: i64 = 30;
const WHOLE_PODS: &str =
    "paste what `kubectl get pods,controllerrevisions -A -o yaml` prints; of a table, that of `-o wide`";

/// Reads the tables of Pods in a text; `None` where there is none. Rows that cannot be read, and Pods without a node, are left out and
/// told.
pub fn read_pods(bytes: &[u8]) -> Option<PodsTable> {
    let decoded = text::decode(bytes);
    // Objects in JSON are no table, and may be long.
    if matches!(decoded.trim_ascii_start(), [b'{', rest @ ..] if rest.trim_ascii_start().starts_with(b"\"")) {
        return None;
    }
    let words = String::from_utf8_lossy(&decoded);
    let mut table = PodsTable::default();
    let lines = text::lines(&words);
    let mut heading: Vec<&str> = Vec::new();
    let mut first = None;
    let mut closely = false;
    for line in &lines {
        if heading.is_empty() && !has(line.text, "READY") {
            continue;
        }
        let row = Row::of(line);
        let mut names = row.cells.iter().skip_while(|cell| **cell == "NAMESPACE");
        if names.next() == Some(&"NAME") && names.next() == Some(&"READY") {
            table.labelled = row.cells.contains(&"LABELS");
            if !row.cells.contains(&"NODE") {
                let message = "this table does not say on which nodes the Pods are, so it is left out";
                table.say(Severity::Error, "pods-without-nodes", line.whole(), message);
            }
            closely = true;
            heading = row.cells;
            first = first.or(Some(line.whole()));
        } else if row.cells.is_empty() || is_fence(line.text) || is_prompt(line.text) {
            closely = false;
        } else if heading.contains(&"NODE") && !table.row(&heading, &row, line) && closely {
            let message = "this line is no row of the table, and left out";
            table.say(Severity::Warning, "unreadable-row", line.whole(), message);
        }
    }
    let message = "a table of Pods tells neither owners nor since when a Pod is ready: Pods that are called like the DaemonSet count as \
                   its own, and as ready since they were created or last restarted";
    table.say(Severity::Info, "pods-table", first?, message);
    Some(table)
}

/// A line, cell by cell. Only RESTARTS may hold blanks, before the age of the last one in parentheses.
struct Row<'t> {
    cells: Vec<&'t str>,
    restarted: Option<i64>,
}

impl<'t> Row<'t> {
    fn of(line: &Line<'t>) -> Self {
        let mut row = Row { cells: Vec::new(), restarted: None };
        let mut inside = false;
        for word in line.text.split_whitespace() {
            if let Some(age) = word.strip_prefix('(') {
                (row.restarted, inside) = (seconds(age), true);
            }
            let second = matches!(
                (row.cells.last(), word),
                (Some(&"NOMINATED"), "NODE") | (Some(&"READINESS"), "GATES")
            );
            if !inside && !second {
                row.cells.push(word);
            }
            inside &= !word.ends_with(')');
        }
        row
    }
}

impl PodsTable {
    fn say(&mut self, severity: Severity, code: &'static str, range: Range, message: impl Into<String>) {
        let found = Diagnostic::new(severity, code, Source::Pods, message);
        self.diagnostics.push(found.help(WHOLE_PODS).at(range));
    }

    /// Takes a line as a row; `false` where it is none.
    fn row(&mut self, heading: &[&str], row: &Row<'_>, line: &Line<'_>) -> bool {
        let get = |name: &str| {
            let at = heading.iter().position(|column| *column == name)?;
            row.cells.get(at).copied().filter(|cell| *cell != "<none>")
        };
        let ready = get("READY").and_then(|cell| cell.split_once('/'));
        let (Some(name), Some(status), Some((ready, all))) = (get("NAME"), get("STATUS"), ready) else {
            return false;
        };
        let Some(node) = get("NODE") else {
            let message = format!("the table does not say for which node `{name}` is, so it is left out");
            self.say(Severity::Warning, "pod-without-node", line.place(name), message);
            return true;
        };
        let mut pod = Pod::default();
        pod.metadata.owner_references.push(OwnerReference { controller: true, ..OwnerReference::default() });
        name.strip_prefix("pod/").unwrap_or(name).clone_into(&mut pod.metadata.name);
        get("NAMESPACE").unwrap_or_default().clone_into(&mut pod.metadata.namespace);
        node.clone_into(&mut pod.spec.node_name);
        let time = |age: i64| Time::from_seconds(-age);
        let created = get("AGE").and_then(seconds).map(time);
        pod.metadata.creation_timestamp = created;
        pod.metadata.deletion_timestamp = (status == "Terminating").then(|| Time::from_seconds(GRACE));
        let ended = ENDED.iter().any(|word| status.starts_with(word));
        if ended {
            "Failed".clone_into(&mut pod.status.phase);
        }
        if ready == all && all != "0" {
            pod.status.conditions.push(Condition {
                kind: "Ready".to_owned(),
                status: "True".to_owned(),
                last_transition_time: row.restarted.map(time).or(created),
            });
        }
        for label in get("LABELS").unwrap_or_default().split(',') {
            if let Some((key, value)) = label.split_once('=') {
                pod.metadata.labels.insert(key.to_owned(), value.to_owned());
            }
        }
        // Of several columns of labels an empty cell leaves open which one it is.
        for (column, label) in LABELS {
            if let Some(value) = get(column).filter(|_| row.cells.len() == heading.len()) {
                pod.metadata.labels.insert(label.to_owned(), value.to_owned());
            }
        }
        self.pods.push(pod);
        true
    }
}

/// The seconds of an age as kubectl prints it, `5d3h`; `None` for anything else.
fn seconds(age: &str) -> Option<i64> {
    let mut total = 0_i64;
    let mut number = None;
    for letter in age.bytes() {
        let unit = match letter {
            b'0'..=b'9' => {
                let digit = i64::from(letter - b'0');
                number = Some(number.unwrap_or(0_i64).checked_mul(10)?.checked_add(digit)?);
                continue;
            }
            b's' => 1,
            b'm' => 60,
            b'h' => 3_600,
            b'd' => 86_400,
            b'y' => 31_536_000,
            _ => return None,
        };
        total = total.checked_add(number.take()?.checked_mul(unit)?)?;
    }
    number.is_none().then_some(total)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::read_pods;

    /// What was read, a line a Pod: where it is, its phase if that is told, since when it is and is ready, the end of its grace where it is being
    /// deleted, its labels; and the findings.
    fn shown(text: &str) -> String {
        let Some(table) = read_pods(text.as_bytes()) else { return "none".to_owned() };
        let mut out = if table.labelled { "labelled" } else { "table" }.to_owned();
        for pod in &table.pods {
            let meta = &pod.metadata;
            let at = |time: Option<crate::model::time::Time>| {
                time.map_or("?".to_owned(), |time| time.seconds().to_string())
            };
            write!(out, "\n{}/{} {}", meta.namespace, meta.name, pod.spec.node_name).unwrap();
            if !pod.status.phase.is_empty() {
                write!(out, " {}", pod.status.phase).unwrap();
            }
            write!(out, " {}", at(meta.creation_timestamp)).unwrap();
            for ready in &pod.status.conditions {
                write!(out, " ready {}", at(ready.last_transition_time)).unwrap();
            }
            if meta.deletion_timestamp.is_some() {
                write!(out, " until {}", at(meta.deletion_timestamp)).unwrap();
            }
            for (key, value) in &meta.labels {
                write!(out, " {key}={value}").unwrap();
            }
        }
        for found in &table.diagnostics {
            let range = found.range.unwrap();
            write!(out, "\n{:?} {} {}:{}", found.severity, found.code, range.start.line, range.start.column)
                .unwrap();
        }
        out
    }

    #[test]
    fn tables_are_read_as_they_stand() {
        let cases = include_str!("pods.txt");
        let mut found = Vec::new();
        for case in cases.trim_end().split("\n=====\n") {
            let (input, _) = case.split_once("\n-----").unwrap();
            let text = input.lines().skip(1).collect::<Vec<_>>().join("\n");
            found.push(format!("{input}\n-----\n{}", shown(&text)));
        }
        assert_eq!(found.join("\n=====\n"), cases.trim_end());
    }
}
