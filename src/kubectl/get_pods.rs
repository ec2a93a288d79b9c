//! `kubectl get pods`.

use super::{
    age::{since, time},
    table::table,
    tree::{at, flag, list, maybe, number, or_none, text},
};
use crate::model::{list::push_all, time::Time, value::Value};

const COLUMNS: [&str; 9] =
    ["NAME", "READY", "STATUS", "RESTARTS", "AGE", "IP", "NODE", "NOMINATED NODE", "READINESS GATES"];
const NARROW: usize = 5;

/// The table of `kubectl get pods`, with `wide` that of `-o wide`, in the order of `pods`, which the server returns by their
/// names; nothing at all for no Pods (upstream: `printPod` and the table printer of cli-runtime).
pub fn get_pods(pods: &[Value], wide: bool, now: Time) -> String {
    let mut rows = Vec::new();
    for pod in pods {
        rows.push(row(pod, now));
    }
    rows_of_pods(&rows, wide)
}

/// The table of rows that are there already.
pub(super) fn rows_of_pods(rows: &[Vec<String>], wide: bool) -> String {
    let shown = if wide { COLUMNS.len() } else { NARROW };
    table(COLUMNS.get(..shown).unwrap_or_default(), rows)
}

/// The cells of a Pod.
pub(super) fn row(pod: &Value, now: Time) -> Vec<String> {
    let (metadata, spec, status) = (at(pod, &["metadata"]), at(pod, &["spec"]), at(pod, &["status"]));
    let seen = Seen::of(spec, status);
    let is_deleted = maybe(metadata, "deletionTimestamp").is_some();
    let word = if is_deleted && text(status, "reason") == "NodeLost" {
        "Unknown"
    } else if is_deleted && !matches!(text(status, "phase"), "Failed" | "Succeeded") {
        "Terminating"
    } else {
        &seen.word
    };
    let mut restarts = seen.restarts.to_string();
    if seen.restarts != 0 && !seen.last.is_null() {
        push_all(&mut restarts, &[" (", &since(seen.last, now), " ago)"]);
    }
    let address = list(status, "podIPs").first().map_or("", |first| text(first, "ip"));
    vec![
        text(metadata, "name").to_owned(),
        format!("{}/{}", seen.ready, seen.containers),
        word.to_owned(),
        restarts,
        since(at(metadata, &["creationTimestamp"]), now),
        or_none(address),
        or_none(text(spec, "nodeName")),
        or_none(text(status, "nominatedNodeName")),
        readiness_gates(spec, status),
    ]
}

/// What a look at the containers tells.
struct Seen<'v> {
    /// The status in a word.
    word: String,
    containers: usize,
    ready: usize,
    restarts: i64,
    /// When the last container that was restarted had ended.
    last: &'v Value,
}

impl<'v> Seen<'v> {
    fn of(spec: &'v Value, status: &'v Value) -> Self {
        let mut word = or(text(status, "reason"), text(status, "phase"));
        for condition in list(status, "conditions") {
            if text(condition, "type") == "PodScheduled" && text(condition, "reason") == "SchedulingGated" {
                word = text(condition, "reason");
            }
        }
        let mut containers = list(spec, "containers").len();
        for container in list(spec, "initContainers") {
            containers += usize::from(is_sidecar(container));
        }
        let mut seen = Self { word: word.to_owned(), containers, ready: 0, restarts: 0, last: &Value::Null };
        let sidecars = seen.initialize(spec, status);
        if let Some((restarts, last)) = sidecars {
            (seen.restarts, seen.last) = (restarts, last);
            seen.run(status);
        }
        seen
    }

    /// The init containers. Where they are through, the restarts of those among them that go on beside the others.
    fn initialize(&mut self, spec: &'v Value, status: &'v Value) -> Option<(i64, &'v Value)> {
        let all = list(spec, "initContainers");
        let mut sidecars =
            Self { word: String::new(), containers: 0, ready: 0, restarts: 0, last: &Value::Null };
        let mut waits = false;
        for (position, container) in list(status, "initContainerStatuses").iter().enumerate() {
            self.count(container);
            let spec = all.iter().rev().find(|spec| text(spec, "name") == text(container, "name"));
            let is_sidecar = spec.is_some_and(is_sidecar);
            if is_sidecar {
                sidecars.count(container);
            }
            let ended = maybe(at(container, &["state"]), "terminated");
            if ended.is_some_and(|ended| number(ended, "exitCode") == 0) {
                continue;
            }
            if is_sidecar && flag(container, "started") {
                self.ready += usize::from(flag(container, "ready"));
                continue;
            }
            let waiting = text(at(container, &["state", "waiting"]), "reason");
            self.word = match ended {
                Some(ended) => format!("Init:{}", ending(ended)),
                None if waiting.is_empty() || waiting == "PodInitializing" => {
                    format!("Init:{position}/{}", all.len())
                }
                None => format!("Init:{waiting}"),
            };
            waits = true;
            break;
        }
        let initialized = list(status, "conditions").iter().find(|one| text(one, "type") == "Initialized");
        let initialized = initialized.is_some_and(|condition| text(condition, "status") == "True");
        (!waits || initialized).then_some((sidecars.restarts, sidecars.last))
    }

    /// The containers, once the init containers are through.
    fn run(&mut self, status: &'v Value) {
        let mut error = String::new();
        let mut one_runs = false;
        for container in list(status, "containerStatuses").iter().rev() {
            self.count(container);
            let state = at(container, &["state"]);
            let waiting = text(at(state, &["waiting"]), "reason");
            if !waiting.is_empty() {
                waiting.clone_into(&mut self.word);
            } else if let Some(ended) = maybe(state, "terminated") {
                self.word = ending(ended);
                if number(ended, "exitCode") != 0 {
                    error.clone_from(&self.word);
                }
            } else if flag(container, "ready") && maybe(state, "running").is_some() {
                one_runs = true;
                self.ready += 1;
            }
        }
        if self.word != "Completed" {
            return;
        }
        let is_ready =
            |condition: &Value| text(condition, "type") == "Ready" && text(condition, "status") == "True";
        if one_runs && list(status, "conditions").iter().any(is_ready) {
            "Running".clone_into(&mut self.word);
        } else if !error.is_empty() {
            self.word = error;
        } else if one_runs {
            "NotReady".clone_into(&mut self.word);
        }
    }

    /// The restarts of a container.
    fn count(&mut self, container: &'v Value) {
        self.restarts += number(container, "restartCount");
        let ended = at(container, &["lastState", "terminated", "finishedAt"]);
        if time(self.last) < time(ended) {
            self.last = ended;
        }
    }
}

/// An init container that goes on beside the others.
fn is_sidecar(container: &Value) -> bool {
    text(container, "restartPolicy") == "Always"
}

/// How a container ended.
fn ending(ended: &Value) -> String {
    match (text(ended, "reason"), number(ended, "signal")) {
        ("", 0) => format!("ExitCode:{}", number(ended, "exitCode")),
        ("", signal) => format!("Signal:{signal}"),
        (reason, _) => reason.to_owned(),
    }
}

/// How many of the conditions hold that the Pod's readiness waits for.
fn readiness_gates(spec: &Value, status: &Value) -> String {
    let gates = list(spec, "readinessGates");
    let mut open = 0;
    for gate in gates {
        let kind = text(gate, "conditionType");
        let condition = list(status, "conditions").iter().find(|condition| text(condition, "type") == kind);
        open += usize::from(condition.is_some_and(|condition| text(condition, "status") == "True"));
    }
    if gates.is_empty() { or_none("") } else { format!("{open}/{}", gates.len()) }
}

/// A text, or another if it is empty.
fn or<'v>(text: &'v str, other: &'v str) -> &'v str {
    if text.is_empty() { other } else { text }
}
