//! Events, as `kubectl describe` shows them.

use super::{
    age::{since, time},
    tabs::Writer,
    tree::{at, maybe, number, text},
};
use crate::model::{order, time::Time, value::Value};

/// The section of events, the earliest first (upstream: `describe.DescribeEvents`; its sort keeps the order of equal times
/// only among few).
pub(super) fn describe(w: &mut Writer, events: &[Value], now: Time) {
    if events.is_empty() {
        w.write(0, &["Events:\t<none>\n"]);
        return;
    }
    w.write(0, &["Events:\n  Type\tReason\tAge\tFrom\tMessage\n"]);
    w.write(1, &["----\t------\t----\t----\t-------\n"]);
    let mut sorted: Vec<&Value> = events.iter().collect();
    order::sort_by_key(&mut sorted, |event| time(at(event, &["lastTimestamp"])).unwrap_or(Time::MIN));
    for event in sorted {
        let source = match text(at(event, &["source"]), "component") {
            "" => text(event, "reportingComponent"),
            component => component,
        };
        let message = text(event, "message").trim();
        let path = text(at(event, &["involvedObject"]), "fieldPath");
        let colon = if path.is_empty() { "" } else { ": " };
        let (kind, reason) = (text(event, "type"), text(event, "reason"));
        w.write(
            1,
            &[
                kind,
                "\t",
                reason,
                "\t",
                &interval(event, now),
                "\t",
                source,
                "\t",
                path,
                colon,
                message,
                "\n",
            ],
        );
    }
}

/// When it was, and how often over what time.
fn interval(event: &Value, now: Time) -> String {
    let own = at(event, &["eventTime"]);
    let first = if time(own).is_some() { own } else { at(event, &["firstTimestamp"]) };
    let first = since(first, now);
    if let Some(series) = maybe(event, "series") {
        let last = since(at(series, &["lastObservedTime"]), now);
        return format!("{last} (x{} over {first})", number(series, "count"));
    }
    match number(event, "count") {
        count @ 2.. => format!("{} (x{count} over {first})", since(at(event, &["lastTimestamp"]), now)),
        _ => first,
    }
}
