//! What callers may set.

use std::time::Duration;

use tsify::Tsify;

use crate::{
    diagnostic::{Diagnostic, FieldPath, Severity, Source},
    model::{json, object::Map, ordered::OrderedMap, time::Time, value::Value},
    simulation::{Fate, NodeTimings, Timings},
};

/// The options of `plan()`. What is absent takes its default.
#[derive(Clone, Debug, Default, PartialEq, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct PlanOptions {
    /// Seconds from the moment that a Pod is bound to its node until it is ready; 10 if absent.
    #[tsify(optional)]
    pub ready_seconds: Option<f64>,
    /// Seconds from a Pod's deletion until it is gone; 5 if absent.
    #[tsify(optional)]
    pub termination_seconds: Option<f64>,
    /// The time at which the controller looks at the existing Pods, as RFC 3339; the newest in their paste if absent.
    #[tsify(optional)]
    pub now: Option<String>,
    /// The `controller-revision-hash` of the manifest's template, where the paste of Pods does not tell.
    #[tsify(optional)]
    pub revision: Option<String>,
    /// What holds for single nodes, by name.
    #[tsify(optional, type = "Record<string, NodeOptions>")]
    pub nodes: OrderedMap<String, NodeOptions>,
}

/// The options of one node. What is absent is as for all nodes.
#[derive(Clone, Debug, Default, PartialEq, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct NodeOptions {
    /// Seconds from the moment that a Pod is bound to the node until it is ready.
    #[tsify(optional)]
    pub ready_seconds: Option<f64>,
    /// Seconds from a Pod's deletion until it is gone.
    #[tsify(optional)]
    pub termination_seconds: Option<f64>,
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

impl From<PlanOptions> for Timings {
    fn from(options: PlanOptions) -> Self {
        let usual = Self::default();
        let mut timings = Self {
            ready: options.ready_seconds.map_or(usual.ready, Duration::from_secs_f64),
            termination: options.termination_seconds.map_or(usual.termination, Duration::from_secs_f64),
            nodes: usual.nodes,
        };
        for (name, node) in options.nodes {
            timings.nodes.insert(name, node.into());
        }
        timings
    }
}

impl From<NodeOptions> for NodeTimings {
    fn from(options: NodeOptions) -> Self {
        Self {
            ready: options.ready_seconds.map(Duration::from_secs_f64),
            termination: options.termination_seconds.map(Duration::from_secs_f64),
            fate: options.fate.map(|fate| match fate {
                NodeFate::NeverReady => Fate::NeverReady,
                NodeFate::Unreachable => Fate::Unreachable,
            }),
        }
    }
}

#[derive(Default)]
struct Reader {
    diagnostics: Vec<Diagnostic>,
}

impl Reader {
    fn plan(&mut self, map: &Map) -> PlanOptions {
        let path = FieldPath::root();
        self.only(map, &path, &["readySeconds", "terminationSeconds", "now", "revision", "nodes"]);
        let mut nodes = OrderedMap::new();
        match map.get("nodes") {
            None | Some(Value::Null) => {}
            Some(Value::Object(entries)) => {
                for (name, value) in entries {
                    nodes.insert(name.clone(), self.node(value, &path.field("nodes").key(name)));
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
            nodes,
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

    fn text(
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

    fn seconds(&mut self, map: &Map, path: &FieldPath, name: &str) -> Option<f64> {
        let value = map.get(name).filter(|value| !value.is_null())?;
        let seconds = value.as_f64().filter(|seconds| (0.0..=f64::from(MOST_SECONDS)).contains(seconds));
        if seconds.is_none() {
            let message = format!(
                "{name} must be a number of seconds from 0 to {MOST_SECONDS}, not `{}`",
                json::print(value)
            );
            self.complain(&path.field(name), message);
        }
        seconds
    }

    fn only(&mut self, map: &Map, path: &FieldPath, known: &[&str]) {
        for name in map.keys().filter(|name| !known.contains(&name.as_str())) {
            let message = format!("unknown option `{name}`; known here: {}", known.join(", "));
            let finding = Diagnostic::new(Severity::Warning, "unknown-option", Source::Options, message);
            self.diagnostics.push(finding.at_path(path.key(name)));
        }
    }

    fn complain(&mut self, path: &FieldPath, message: String) {
        let finding = Diagnostic::new(Severity::Error, "invalid-option", Source::Options, message);
        self.diagnostics.push(finding.help("the default is used instead").at_path(path.clone()));
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use crate::model::testing::json;

    use super::{NodeFate, PlanOptions};

    #[test]
    fn what_is_meant_is_read() {
        let (options, findings) =
            PlanOptions::read(&json!({"readySeconds": 2.5, "nodes": {"n1": {"fate": "neverReady"}}}));
        assert_eq!(findings, []);
        assert_eq!(options.ready_seconds, Some(2.5));
        assert_eq!(options.nodes.get("n1").unwrap().fate, Some(NodeFate::NeverReady));
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
