//! Events, as `kubectl describe` shows them.

use super::{
    age::{ago, since, time},
    tabs::Writer,
    tree::{at, maybe, number, text},
};
use crate::model::{order, time::Time, value::Value};

/// An event, as far as it is shown.
pub(super) struct Event<'a> {
    /// When it was the last time.
    pub(super) last: Option<Time>,
    pub(super) kind: &'a str,
    pub(super) reason: &'a str,
    /// When it was, and how often over what time.
    pub(super) age: String,
    pub(super) source: &'a str,
    pub(super) message: String,
}

impl<'a> Event<'a> {
    pub(super) fn read(event: &'a Value, now: Time) -> Self {
        let source = match text(at(event, &["source"]), "component") {
            "" => text(event, "reportingComponent"),
            component => component,
        };
        let message = text(event, "message").trim();
        let message = match text(at(event, &["involvedObject"]), "fieldPath") {
            "" => message.to_owned(),
            path => format!("{path}: {message}"),
        };
        let own = at(event, &["eventTime"]);
        let first = if time(own).is_some() { own } else { at(event, &["firstTimestamp"]) };
        let last = time(at(event, &["lastTimestamp"]));
        let age = match maybe(event, "series") {
            Some(series) => {
                let (last, count) = (since(at(series, &["lastObservedTime"]), now), number(series, "count"));
                format!("{last} (x{count} over {})", since(first, now))
            }
            None => interval(number(event, "count"), time(first), last, now),
        };
        Self { last, kind: text(event, "type"), reason: text(event, "reason"), age, source, message }
    }
}

/// When it was, and how often over what time.
pub(super) fn interval(count: i64, first: Option<Time>, last: Option<Time>, now: Time) -> String {
    let first = ago(first, now);
    if count < 2 { first } else { format!("{} (x{count} over {first})", ago(last, now)) }
}

/// The section of events, the earliest first (upstream: `describe.DescribeEvents`; its sort keeps the order of equal times
/// only among few).
pub(super) fn describe(w: &mut Writer, mut events: Vec<Event<'_>>) {
    if events.is_empty() {
        w.write(0, &["Events:\t<none>\n"]);
        return;
    }
    w.write(0, &["Events:\n  Type\tReason\tAge\tFrom\tMessage\n"]);
    w.write(1, &["----\t------\t----\t----\t-------\n"]);
    order::sort_by(&mut events, |one, other| one.last.cmp(&other.last));
    for Event { kind, reason, age, source, message, .. } in &events {
        w.write(1, &[kind, "\t", reason, "\t", age, "\t", source, "\t", message, "\n"]);
    }
}
