//! `kubectl get daemonsets`.

use super::{
    age::since,
    labels::{label_selector, labels},
    table::table,
    tree::{at, list, maybe, number, text},
};
use crate::model::{selector::LabelSelector, time::Time, value::Value};

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
    let shown = if wide { COLUMNS.len() } else { NARROW };
    let mut rows = Vec::new();
    for daemon_set in daemon_sets {
        rows.push(row(daemon_set, now));
    }
    table(COLUMNS.get(..shown).unwrap_or_default(), &rows)
}

fn row(daemon_set: &Value, now: Time) -> Vec<String> {
    let status = at(daemon_set, &["status"]);
    let pod = at(daemon_set, &["spec", "template", "spec"]);
    let containers = list(pod, "containers");
    let joined = |field| containers.iter().map(|one| text(one, field)).collect::<Vec<_>>().join(",");
    let selector = maybe(at(daemon_set, &["spec"]), "selector");
    let selector = selector.and_then(|selector| LabelSelector::read(selector).ok());
    let count = |field| number(status, field).to_string();
    vec![
        text(at(daemon_set, &["metadata"]), "name").to_owned(),
        count("desiredNumberScheduled"),
        count("currentNumberScheduled"),
        count("numberReady"),
        count("updatedNumberScheduled"),
        count("numberAvailable"),
        labels(pod, "nodeSelector"),
        since(at(daemon_set, &["metadata", "creationTimestamp"]), now),
        joined("name"),
        joined("image"),
        label_selector(selector.as_ref()),
    ]
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
