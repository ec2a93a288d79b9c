//! `kubectl describe daemonset`.

use super::{
    events::{self, Event},
    get::{Numbers, numbers},
    labels::{labels, matches, selector_text},
    tabs::Writer,
    template::{self, annotations_block, labels_block},
    tree::{at, flag, list, maybe, strings, text},
    volumes::fields,
};
use crate::model::{selector::LabelSelector, time::Time, value::Value};

/// The text of `kubectl describe daemonset` (upstream: `DaemonSetDescriber.Describe`).
///
/// Of `pods`, those count that the selector matches and that the DaemonSet's `uid` controls; pass those of its namespace.
/// `events` are those about the DaemonSet; without them, as with `--show-events=false`, their section is absent.
pub fn describe(daemon_set: &Value, pods: &[Value], events: Option<&[Value]>, now: Time) -> String {
    let metadata = at(daemon_set, &["metadata"]);
    let selector = selector(daemon_set);
    let uid = text(metadata, "uid");
    let mut phases = [0; 4];
    for pod in pods {
        let phase = text(at(pod, &["status"]), "phase");
        let phase = ["Running", "Pending", "Succeeded", "Failed"].iter().position(|known| *known == phase);
        let number = phase.and_then(|phase| phases.get_mut(phase));
        let is_selected = matches(selector.as_ref(), at(pod, &["metadata", "labels"]));
        if let Some(number) = number.filter(|_| is_selected && is_controlled_by(pod, uid)) {
            *number += 1;
        }
    }
    let numbers = numbers(daemon_set);
    let shown = events.map(|events| {
        let mut shown = Vec::new();
        for event in events {
            shown.push(Event::read(event, now));
        }
        shown
    });
    describe_with(daemon_set, &strings(metadata, "annotations"), numbers, phases, shown)
}

fn selector(daemon_set: &Value) -> Option<LabelSelector> {
    let selector = maybe(at(daemon_set, &["spec"]), "selector");
    selector.and_then(|selector| LabelSelector::read(selector).ok())
}

/// The same, with these annotations, numbers of the status and of Pods that run, wait, have succeeded and failed, and events.
pub(super) fn describe_with(
    daemon_set: &Value,
    annotations: &[(&str, &str)],
    [desired, current, _, updated, available, misscheduled]: Numbers,
    phases: [usize; 4],
    events: Option<Vec<Event<'_>>>,
) -> String {
    let metadata = at(daemon_set, &["metadata"]);
    let template = at(daemon_set, &["spec", "template"]);
    let selector = selector(daemon_set);
    let mut w = Writer::default();
    fields(&mut w, 0, metadata, "Name:|name|Namespace:|namespace");
    let selected = selector_text(selector.as_ref()).unwrap_or_else(|| "<error>".to_owned());
    w.line(0, "Selector:", &selected);
    w.line(0, "Node-Selector:", &labels(at(template, &["spec"]), "nodeSelector"));
    labels_block(&mut w, "Labels", strings(metadata, "labels"));
    annotations_block(&mut w, "Annotations", annotations);
    for (title, number) in [
        ("Desired Number of Nodes Scheduled: ", desired),
        ("Current Number of Nodes Scheduled: ", current),
        ("Number of Nodes Scheduled with Up-to-date Pods: ", updated),
        ("Number of Nodes Scheduled with Available Pods: ", available),
        ("Number of Nodes Misscheduled: ", misscheduled),
    ] {
        w.write(0, &[title, &number.to_string(), "\n"]);
    }
    let mut title = "Pods Status:\t";
    for (number, state) in phases.iter().zip([" Running", " Waiting", " Succeeded", " Failed\n"]) {
        w.write(0, &[title, &number.to_string(), state]);
        title = " / ";
    }
    template::describe(&mut w, template);
    if let Some(events) = events {
        events::describe(&mut w, events);
    }
    w.finish()
}

/// Whether the Pod's controller has this uid (upstream: `metav1.GetControllerOf`).
fn is_controlled_by(pod: &Value, uid: &str) -> bool {
    let owners = list(at(pod, &["metadata"]), "ownerReferences");
    let controller = owners.iter().find(|owner| flag(owner, "controller"));
    controller.is_some_and(|owner| text(owner, "uid") == uid)
}

#[cfg(test)]
mod tests {
    use crate::model::value::Value;

    use super::describe;
    use crate::model::time::Time;

    const CASE: &str = include_str!("describe.json");
    /// What kubectl's own code made of it.
    const EXPECTED: &str = include_str!("describe.txt");

    #[test]
    fn it_is_kubectls_text() {
        let case: Value = serde_json::from_str(CASE).unwrap();
        let list = |field: &str| case.get(field).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let daemon_set = case.get("daemonSet").unwrap();
        let now = case.get("now").and_then(Value::as_str).and_then(Time::parse).unwrap();
        let described = |events| describe(daemon_set, list("pods"), events, now);
        assert_eq!(described(Some(list("events"))), EXPECTED);
        let (without, _) = EXPECTED.split_once("Events:").unwrap();
        assert_eq!(described(None), without);
        assert_eq!(described(Some(&[])), format!("{without}Events:{:17}<none>\n", ""));
    }
}
