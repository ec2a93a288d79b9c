//! What callers may set.

use tsify::Tsify;

use super::events::{self, PlanEvent};
use crate::{
    diagnostic::{Diagnostic, FieldPath, Severity, Source},
    model::{
        duration::Duration,
        json,
        list::{Growing, Joined},
        object::Map,
        time::Time,
        value::Value,
        whole::whole,
    },
    simulation::{Fate, NodeTimings, Timings},
};

/// The options of `plan()`. What is absent takes its default.
#[derive(Clone, Debug, Default, PartialEq, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct PlanOptions {
    /// Seconds from the moment that a Pod is bound to its node until it is ready; 10 if absent. Of a range, from the least to the most,
    /// the plan shows the most; `rollout.estimate` has both.
    #[tsify(optional, type = "number | [number, number]")]
    pub ready_seconds: Option<Seconds>,
    /// Seconds from a Pod's deletion until it is gone; 5 if absent. A range is taken as that of `readySeconds`.
    #[tsify(optional, type = "number | [number, number]")]
    pub termination_seconds: Option<Seconds>,
    /// The time at which the controller looks at the existing Pods, as RFC 3339; the newest in their paste if absent.
    #[tsify(optional)]
    pub now: Option<String>,
    /// The `controller-revision-hash` of the manifest's template, where the paste of Pods does not tell.
    #[tsify(optional)]
    pub revision: Option<String>,
    /// Of which template the Pods are where nothing in their paste decides. If absent: of the one before, if `previous` has another one and
    /// the Pods show no more than one revision; else the newest Pod is of the current one.
    #[tsify(optional)]
    pub pods_revision: Option<PodsRevision>,
    /// What holds for single nodes, by name.
    #[tsify(optional, type = "Record<string, NodeOptions>")]
    pub nodes: Vec<(String, NodeOptions)>,
    /// What happens to the cluster meanwhile, in any order; at most 1,000.
    #[tsify(optional, type = "PlanEvent[]")]
    pub events: Vec<PlanEvent>,
    /// Which Pods there are at second 0, where neither `pods` nor `previous` says; `updating` if absent.
    #[tsify(optional)]
    pub start: Option<PlanStart>,
    /// Lists of nodes whose Pods somebody deletes by hand, list by list: all of one at once, those of the next when the new Pods are
    /// available. The strategy is taken to be `OnDelete`.
    #[tsify(optional)]
    pub by_hand: Vec<Vec<String>>,
    /// The minor release of the cluster, as `1.30`: before 1.31, old Pods that are not available do not use `maxUnavailable` up.
    /// That alone is switched; the newest if absent.
    #[tsify(optional)]
    pub kubernetes: Option<String>,
    /// How many entries and Pods the timeline holds at most, the first ones; 2,000 if absent.
    #[tsify(optional)]
    pub timeline_entries: Option<f64>,
    /// The second of the timeline at which kubectl is asked; absent for not asking.
    #[tsify(optional)]
    pub at: Option<f64>,
    /// The node that kubectl describes then; absent for none.
    #[tsify(optional)]
    pub node: Option<String>,
}

/// A number of seconds, or a range of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seconds {
    /// The least.
    pub least: f64,
    /// The most; not less than the least.
    pub most: f64,
}

/// Which Pods there are at second 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Tsify)]
#[serde(rename_all = "camelCase")]
pub enum PlanStart {
    /// Every node that should run the Pod has an old one, available: the template has just been changed.
    Updating,
    /// None: the DaemonSet has just been created.
    Creating,
    /// Every node that should run the Pod has one of this template, available: nothing is to be done.
    Running,
}

/// Of which template Pods are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Tsify)]
#[serde(rename_all = "camelCase")]
pub enum PodsRevision {
    /// The manifest's: all of them where none shows its revision, else the newest.
    Current,
    /// The one before.
    Previous,
}

/// The options of one node. What is absent is as for all nodes.
#[derive(Clone, Debug, Default, PartialEq, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct NodeOptions {
    /// Seconds from the moment that a Pod is bound to the node until it is ready.
    #[tsify(optional, type = "number | [number, number]")]
    pub ready_seconds: Option<Seconds>,
    /// Seconds from a Pod's deletion until it is gone.
    #[tsify(optional, type = "number | [number, number]")]
    pub termination_seconds: Option<Seconds>,
    /// What goes wrong there.
    #[tsify(optional)]
    pub fate: Option<NodeFate>,
}

/// What goes wrong on a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Tsify)]
#[serde(rename_all = "camelCase")]
pub enum NodeFate {
    /// A new Pod never gets ready there.
    NeverReady,
    /// The node confirms no deletion, so a Pod that is deleted there stays terminating.
    Unreachable,
}

const KNOWN: [&str; 13] = [
    "readySeconds",
    "terminationSeconds",
    "now",
    "revision",
    "podsRevision",
    "nodes",
    "events",
    "start",
    "byHand",
    "kubernetes",
    "timelineEntries",
    "at",
    "node",
];

/// More than eleven days: nothing that a person waits for takes longer.
const MOST_SECONDS: u32 = 1_000_000;

impl PlanOptions {
    /// Reads options from a tree. A value that cannot be meant is left out and reported; `null` is the default.
    pub fn read(value: &Value) -> (Self, Vec<Diagnostic>) {
        let mut reader = Reader::default();
        let options = match value {
            Value::Null => Self::default(),
            Value::Object(map) => reader.plan(map),
            other => {
                reader
                    .complain(&FieldPath::root(), format!("options must be an object, not {}", kind(other)));
                Self::default()
            }
        };
        (options, reader.diagnostics)
    }
}

/// Which end of the ranges of seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Least,
    Most,
}

impl PlanOptions {
    /// The timings, each at one end of its range.
    pub(super) fn timings(&self, end: End) -> Timings {
        let usual = Timings::default();
        let mut timings = Timings {
            ready: self.ready_seconds.map_or(usual.ready, |seconds| seconds.at(end)),
            termination: self.termination_seconds.map_or(usual.termination, |seconds| seconds.at(end)),
            nodes: usual.nodes,
        };
        for (name, node) in &self.nodes {
            let own = NodeTimings {
                ready: node.ready_seconds.map(|seconds| seconds.at(end)),
                termination: node.termination_seconds.map(|seconds| seconds.at(end)),
                fate: node.fate.map(|fate| match fate {
                    NodeFate::NeverReady => Fate::NeverReady,
                    NodeFate::Unreachable => Fate::Unreachable,
                }),
            };
            timings.nodes.insert(name.clone(), own);
        }
        timings
    }

    /// Whether any timing is a range.
    pub(super) fn is_range(&self) -> bool {
        let range = |seconds: Option<Seconds>| seconds.is_some_and(|seconds| seconds.least < seconds.most);
        let mut found = range(self.ready_seconds) || range(self.termination_seconds);
        for (_, node) in &self.nodes {
            found |= range(node.ready_seconds) || range(node.termination_seconds);
        }
        found
    }

    /// Whether old Pods that are not available do not use `maxUnavailable` up.
    pub(super) fn before_1_31(&self) -> bool {
        self.kubernetes.as_deref().and_then(minor).is_some_and(|minor| minor < 31)
    }
}

impl Seconds {
    fn at(self, end: End) -> Duration {
        Duration::from_secs_f64(if end == End::Least { self.least } else { self.most })
    }
}

/// The number of a minor release, `1.30` or `v1.30.2`; `None` for anything else.
fn minor(release: &str) -> Option<i64> {
    let rest = release.strip_prefix('v').unwrap_or(release).strip_prefix("1.")?;
    whole(rest.split('.').next()?).filter(|number| *number >= 0)
}

/// Reads options, and keeps what there is to say about them.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What happens with what cannot be meant, where that is not that the default is used.
    pub(super) help: Option<&'static str>,
}

impl Reader {
    fn plan(&mut self, map: &Map) -> PlanOptions {
        let path = FieldPath::root();
        self.only(map, &path, &KNOWN);
        let mut nodes = Vec::new();
        match map.get("nodes") {
            None | Some(Value::Null) => {}
            Some(Value::Object(entries)) => {
                for (name, value) in entries {
                    nodes.push((name.clone(), self.node(value, &path.field("nodes").key(name))));
                }
            }
            Some(other) => {
                self.complain(&path.field("nodes"), format!("nodes must be an object, not {}", kind(other)));
            }
        }
        PlanOptions {
            ready_seconds: self.seconds(map, &path, "readySeconds"),
            termination_seconds: self.seconds(map, &path, "terminationSeconds"),
            now: self.text(map, &path, "now", "an RFC 3339 time", |text| Time::parse(text).is_some()),
            revision: self.text(map, &path, "revision", "text", |_| true),
            pods_revision: self
                .text(map, &path, "podsRevision", "`current` or `previous`", |text| {
                    matches!(text, "current" | "previous")
                })
                .map(|text| if text == "current" { PodsRevision::Current } else { PodsRevision::Previous }),
            nodes,
            events: events::read(self, map.get("events")),
            start: match self
                .text(map, &path, "start", "`updating`, `creating` or `running`", is_start)
                .as_deref()
            {
                Some("creating") => Some(PlanStart::Creating),
                Some("running") => Some(PlanStart::Running),
                Some(_) => Some(PlanStart::Updating),
                None => None,
            },
            by_hand: self.by_hand(map, &path),
            kubernetes: self
                .text(map, &path, "kubernetes", "a release as `1.30`", |text| minor(text).is_some()),
            timeline_entries: self.number(map, &path, "timelineEntries"),
            at: self.number(map, &path, "at"),
            node: self.text(map, &path, "node", "a node's name", |_| true),
        }
    }

    fn node(&mut self, value: &Value, path: &FieldPath) -> NodeOptions {
        let Value::Object(map) = value else {
            self.complain(path, format!("the options of a node must be an object, not {}", kind(value)));
            return NodeOptions::default();
        };
        self.only(map, path, &["readySeconds", "terminationSeconds", "fate"]);
        let fate = match map.get("fate") {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) if text == "neverReady" => Some(NodeFate::NeverReady),
            Some(Value::String(text)) if text == "unreachable" => Some(NodeFate::Unreachable),
            Some(other) => {
                let message =
                    format!("fate must be `neverReady` or `unreachable`, not `{}`", json::print(other));
                self.complain(&path.field("fate"), message);
                None
            }
        };
        NodeOptions {
            ready_seconds: self.seconds(map, path, "readySeconds"),
            termination_seconds: self.seconds(map, path, "terminationSeconds"),
            fate,
        }
    }

    fn by_hand(&mut self, map: &Map, path: &FieldPath) -> Vec<Vec<String>> {
        let mut lists = Vec::new();
        let Some(value) = map.get("byHand").filter(|value| !value.is_null()) else { return lists };
        for list in value.as_array().map_or(&[][..], Vec::as_slice) {
            let mut names = Vec::new();
            for name in list.as_array().map_or(&[][..], Vec::as_slice) {
                names.grow(name.as_str().map(str::to_owned));
            }
            lists.push(names);
        }
        if lists.iter().all(Vec::is_empty) {
            self.complain(&path.field("byHand"), "byHand must be a list of lists of node names".to_owned());
        }
        lists
    }

    pub(super) fn text(
        &mut self,
        map: &Map,
        path: &FieldPath,
        name: &str,
        wanted: &str,
        fits: fn(&str) -> bool,
    ) -> Option<String> {
        let value = map.get(name).filter(|value| !value.is_null())?;
        let text = value.as_str().filter(|text| fits(text));
        if text.is_none() {
            self.complain(
                &path.field(name),
                format!("{name} must be {wanted}, not `{}`", json::print(value)),
            );
        }
        text.map(str::to_owned)
    }

    fn seconds(&mut self, map: &Map, path: &FieldPath, name: &str) -> Option<Seconds> {
        let value = map.get(name).filter(|value| !value.is_null())?;
        let in_range = |value: &Value| {
            value.as_f64().filter(|seconds| (0.0..=f64::from(MOST_SECONDS)).contains(seconds))
        };
        let seconds = match value.as_array().map(Vec::as_slice) {
            None => in_range(value).map(|seconds| Seconds { least: seconds, most: seconds }),
            Some([least, most]) => match (in_range(least), in_range(most)) {
                (Some(least), Some(most)) if least <= most => Some(Seconds { least, most }),
                _ => None,
            },
            Some(_) => None,
        };
        if seconds.is_none() {
            let message = format!(
                "{name} must be a number of seconds from 0 to {MOST_SECONDS}, or a range `[least, most]`, not `{}`",
                json::print(value)
            );
            self.complain(&path.field(name), message);
        }
        seconds
    }

    /// A number that is not negative; at most what [`MOST_SECONDS`] says.
    pub(super) fn number(&mut self, map: &Map, path: &FieldPath, name: &str) -> Option<f64> {
        let value = map.get(name).filter(|value| !value.is_null())?;
        let number = value.as_f64().filter(|number| (0.0..=f64::from(MOST_SECONDS)).contains(number));
        if number.is_none() {
            let message =
                format!("{name} must be a number from 0 to {MOST_SECONDS}, not `{}`", json::print(value));
            self.complain(&path.field(name), message);
        }
        number
    }

    pub(super) fn only(&mut self, map: &Map, path: &FieldPath, known: &[&str]) {
        for name in map.keys().filter(|name| !known.contains(&name.as_str())) {
            let message = format!("unknown option `{name}`; known here: {}", known.joined(", "));
            let finding = Diagnostic::new(Severity::Warning, "unknown-option", Source::Options, message);
            self.diagnostics.push(finding.at_path(path.key(name)));
        }
    }

    pub(super) fn complain(&mut self, path: &FieldPath, message: String) {
        let finding = Diagnostic::new(Severity::Error, "invalid-option", Source::Options, message);
        self.diagnostics
            .push(finding.help(self.help.unwrap_or("the default is used instead")).at_path(path.clone()));
    }
}

pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn is_start(text: &str) -> bool {
    matches!(text, "updating" | "creating" | "running")
}

#[cfg(test)]
mod tests {
    use super::{NodeFate, PlanOptions, Seconds};
    use crate::model::testing::json;

    #[test]
    fn what_is_meant_is_read() {
        let (options, findings) =
            PlanOptions::read(&json!({"readySeconds": 2.5, "nodes": {"n1": {"fate": "neverReady"}}}));
        assert_eq!(findings, []);
        assert_eq!(options.ready_seconds, Some(Seconds { least: 2.5, most: 2.5 }));
        assert_eq!(options.nodes.first().unwrap().1.fate, Some(NodeFate::NeverReady));
    }

    #[test]
    fn what_cannot_be_meant_is_reported_with_its_path() {
        for (value, path, code) in [
            (json!({"readySeconds": -1}), "readySeconds", "invalid-option"),
            (json!({"readySeconds": "10"}), "readySeconds", "invalid-option"),
            (json!({"readySecond": 10}), "[readySecond]", "unknown-option"),
            (json!({"nodes": {"n1": 3}}), "nodes[n1]", "invalid-option"),
            (json!({"nodes": {"n1": {"fate": "dead"}}}), "nodes[n1].fate", "invalid-option"),
            (json!([]), "", "invalid-option"),
        ] {
            let (options, findings) = PlanOptions::read(&value);
            let found: Vec<_> = findings
                .iter()
                .map(|finding| (finding.path.clone().unwrap().to_string(), finding.code))
                .collect();
            assert_eq!(found, [(path.to_owned(), code)], "{value}");
            assert_eq!(options.ready_seconds, None, "{value}");
        }
    }
}
