//! `kubectl get daemonsets`.

use super::{
    age::since,
    labels::{label_selector, labels},
    table::table,
    tree::{at, list, maybe, number, text},
};
use crate::model::{list::Joined, selector::LabelSelector, time::Time, value::Value};

const COLUMNS: [&str; 11] = [
    "NAME",
    "DESIRED",
    "CURRENT",
    "READY",
    "UP-TO-DATE",
    "AVAILABLE",
    "NODE SELECTOR",
    "AGE",
    "CONTAINERS",
    "IMAGES",
    "SELECTOR",
];
const NARROW: usize = 8;

/// The table of `kubectl get daemonsets`, with `wide` that of `-o wide`; nothing at all for no DaemonSets, of which kubectl
/// says `No resources found in … namespace.` elsewhere (upstream: `printDaemonSet` and the table printer of cli-runtime).
pub fn get(daemon_sets: &[Value], wide: bool, now: Time) -> String {
    let mut rows = Vec::new();
    for daemon_set in daemon_sets {
        let age = since(at(daemon_set, &["metadata", "creationTimestamp"]), now);
        rows.push(row(daemon_set, numbers(daemon_set), age));
    }
    let shown = if wide { COLUMNS.len() } else { NARROW };
    table(COLUMNS.get(..shown).unwrap_or_default(), &rows)
}

/// Of a status: how many nodes are desired, current, ready, up to date, available, misscheduled.
pub(super) type Numbers = [i64; 6];

/// The numbers of a DaemonSet's status.
pub(super) fn numbers(daemon_set: &Value) -> Numbers {
    let fields = [
        "desiredNumberScheduled",
        "currentNumberScheduled",
        "numberReady",
        "updatedNumberScheduled",
        "numberAvailable",
        "numberMisscheduled",
    ];
    fields.map(|field| number(at(daemon_set, &["status"]), field))
}

/// The table without `-o wide` of one DaemonSet.
pub(super) fn get_one(daemon_set: &Value, numbers: Numbers, age: String) -> String {
    table(COLUMNS.get(..NARROW).unwrap_or_default(), &[narrow(daemon_set, numbers, age)])
}

fn narrow(daemon_set: &Value, numbers: Numbers, age: String) -> Vec<String> {
    let mut cells = vec![text(at(daemon_set, &["metadata"]), "name").to_owned()];
    for number in numbers.iter().take(5) {
        cells.push(number.to_string());
    }
    cells.push(labels(at(daemon_set, &["spec", "template", "spec"]), "nodeSelector"));
    cells.push(age);
    cells
}

fn row(daemon_set: &Value, numbers: Numbers, age: String) -> Vec<String> {
    let containers = list(at(daemon_set, &["spec", "template", "spec"]), "containers");
    let joined = |field| {
        let mut texts = Vec::new();
        for container in containers {
            texts.push(text(container, field));
        }
        texts.joined(",")
    };
    let selector = maybe(at(daemon_set, &["spec"]), "selector");
    let selector = selector.and_then(|selector| LabelSelector::read(selector).ok());
    let mut cells = narrow(daemon_set, numbers, age);
    cells.push(joined("name"));
    cells.push(joined("image"));
    cells.push(label_selector(selector.as_ref()));
    cells
}

#[cfg(test)]
mod tests {
    use crate::model::testing::json;

    use super::get;
    use crate::model::time::Time;

    #[test]
    fn it_is_kubectls_table() {
        let now = Time::parse("2026-01-02T03:04:05Z").unwrap();
        let daemon_set = json!({
            "metadata": {"name": "agent", "creationTimestamp": "2026-01-01T00:00:00Z"},
            "spec": {
                "selector": {"matchLabels": {"app": "agent"}},
                "template": {"spec": {"nodeSelector": {"kubernetes.io/os": "linux"}, "containers": [
                    {"name": "a", "image": "x:1"}, {"name": "b", "image": "y:2"},
                ]}},
            },
            "status": {"desiredNumberScheduled": 3, "currentNumberScheduled": 3, "numberReady": 2, "numberAvailable": 1},
        });
        assert_eq!(
            get(&[daemon_set.clone(), json!({})], false, now),
            "NAME    DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR            AGE\n\
             agent   3         3         2       0            1           kubernetes.io/os=linux   27h\n\
             \u{20}       0         0         0       0            0           <none>                   <unknown>\n"
        );
        assert!(get(&[daemon_set], true, now).ends_with("27h   a,b          x:1,y:2   app=agent\n"));
        assert_eq!(get(&[], true, now), "");
    }
}
