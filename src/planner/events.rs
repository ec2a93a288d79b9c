//! What happens to the cluster meanwhile, as callers write it.

use tsify::Tsify;

use super::options::{Reader, kind};
use crate::{
    diagnostic::FieldPath,
    model::{
        duration::Duration,
        json,
        list::Joined,
        object::Map,
        ordered::OrderedMap,
        taint::{Effect, Taint},
        value::Value,
    },
};

/// Something that happens to the cluster meanwhile; `PlanEvent` of the declarations.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanEvent {
    /// When, in seconds from the beginning.
    pub at_seconds: f64,
    /// The node that it is about, where it is about one.
    pub node: Option<String>,
    /// Who does it.
    pub by: &'static str,
    /// What.
    pub what: PlanEventKind,
}

/// What happens to the cluster. `node` is a node's name.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[expect(missing_docs, reason = "`node` is the name of a node; the rest is said at the kind")]
pub enum PlanEventKind {
    /// A node joins, or comes back. Without labels and taints it is as it was before, or as the one called `like`.
    AddNode {
        node: String,
        #[tsify(optional)]
        like: Option<String>,
        #[tsify(optional, type = "Record<string, string>")]
        labels: Option<OrderedMap<String, String>>,
        /// As kubectl writes them: `key=value:Effect`.
        #[tsify(optional)]
        taints: Vec<String>,
    },
    /// A node is removed; the Pod garbage collector takes its Pods 40 seconds later.
    RemoveNode { node: String },
    /// A node's labels change; `null` takes one away.
    LabelNode {
        node: String,
        #[tsify(type = "Record<string, string | null>")]
        labels: OrderedMap<String, Option<String>>,
    },
    /// A node gets taints: `key=value:Effect`.
    TaintNode { node: String, taints: Vec<String> },
    /// A node loses taints: `key:Effect`, or `key` for all of it; a minus at the end may be there.
    UntaintNode { node: String, taints: Vec<String> },
    /// `kubectl cordon`.
    CordonNode { node: String },
    /// `kubectl uncordon`.
    UncordonNode { node: String },
    /// `kubectl drain --ignore-daemonsets`.
    DrainNode { node: String },
    /// The kubelet stops. After 50 seconds the node lifecycle controller taints the node `node.kubernetes.io/unreachable` and calls its
    /// Pods not ready.
    NodeNotReady { node: String },
    /// The kubelet is back.
    NodeReady { node: String },
    /// `kubectl delete pod`, of the DaemonSet's Pods on the node.
    DeletePod { node: String },
    /// The Pod on the node crashes again and again: it never becomes ready any more.
    CrashPod { node: String },
    /// The Pod on the node fails, as when the kubelet evicts it.
    FailPod { node: String },
    /// The Pod on the node is not ready for a while; 30 seconds if absent.
    UnreadyPod {
        node: String,
        #[tsify(optional)]
        for_seconds: Option<f64>,
    },
    /// Pods that start from then on never become ready: on the node, or without one all of the current template.
    NeverReady {
        #[tsify(optional)]
        node: Option<String>,
    },
    /// The manifest is applied: its DaemonSet of the same name replaces this one.
    Apply { manifest: String },
    /// `kubectl rollout undo`.
    Rollback,
    /// The strategy becomes `OnDelete`.
    SwitchToOnDelete,
}

const MOST: usize = 1_000;

/// The kinds, what each takes beside `type` and `atSeconds`, and who does it.
const KINDS: [(&str, &[&str], &str); 18] = [
    ("addNode", &["node", "like", "labels", "taints"], "you"),
    ("removeNode", &["node"], "you"),
    ("labelNode", &["node", "labels"], "you"),
    ("taintNode", &["node", "taints"], "you"),
    ("untaintNode", &["node", "taints"], "you"),
    ("cordonNode", &["node"], "you"),
    ("uncordonNode", &["node"], "you"),
    ("drainNode", &["node"], "you"),
    ("nodeNotReady", &["node"], "kubelet"),
    ("nodeReady", &["node"], "kubelet"),
    ("deletePod", &["node"], "you"),
    ("crashPod", &["node"], "kubelet"),
    ("failPod", &["node"], "kubelet"),
    ("unreadyPod", &["node", "forSeconds"], "kubelet"),
    ("neverReady", &["node"], "kubelet"),
    ("apply", &["manifest"], "you"),
    ("rollback", &[], "you"),
    ("switchToOnDelete", &[], "you"),
];

/// Reads the events. One that cannot be meant is left out and reported.
pub(super) fn read(reader: &mut Reader, value: Option<&Value>) -> Vec<PlanEvent> {
    let path = FieldPath::root().field("events");
    let list = match value {
        None | Some(Value::Null) => return Vec::new(),
        Some(Value::Array(list)) if list.len() <= MOST => list,
        Some(Value::Array(_)) => {
            reader.complain(&path, format!("there may be at most {MOST} events"));
            return Vec::new();
        }
        Some(other) => {
            reader.complain(&path, format!("events must be a list, not {}", kind(other)));
            return Vec::new();
        }
    };
    reader.help = Some("this event is left out");
    let mut events = Vec::new();
    for (position, value) in list.iter().enumerate() {
        let path = path.index(position);
        if let Some(event) = event(reader, value, &path) {
            events.push(event);
        }
    }
    reader.help = None;
    events
}

fn event(reader: &mut Reader, value: &Value, path: &FieldPath) -> Option<PlanEvent> {
    let Value::Object(map) = value else {
        reader.complain(path, format!("an event must be an object, not {}", kind(value)));
        return None;
    };
    let name = map.text("type");
    let Some((_, fields, by)) = KINDS.iter().find(|(known, ..)| *known == name) else {
        let mut all = Vec::new();
        for (known, ..) in &KINDS {
            all.push(*known);
        }
        let message = format!("type must be one of {}, not `{name}`", all.joined(", "));
        reader.complain(&path.field("type"), message);
        return None;
    };
    let mut known = vec!["type", "atSeconds"];
    known.extend_from_slice(fields);
    reader.only(map, path, &known);
    let at_seconds = match map.get("atSeconds") {
        Some(_) => reader.number(map, path, "atSeconds")?,
        None => 0.0,
    };
    let node = reader.text(map, path, "node", "a node's name", |text| !text.is_empty());
    if node.is_none() && fields.contains(&"node") && name != "neverReady" {
        if !map.contains_key("node") {
            reader.complain(&path.field("node"), "node must be a node's name".to_owned());
        }
        return None;
    }
    let what = of(reader, map, path, name, node.clone())?;
    Some(PlanEvent { at_seconds, node, by, what })
}

/// The event of a name that is known.
fn of(
    reader: &mut Reader,
    map: &Map,
    path: &FieldPath,
    name: &str,
    given: Option<String>,
) -> Option<PlanEventKind> {
    let node = given.clone().unwrap_or_default();
    Some(match name {
        "addNode" => PlanEventKind::AddNode {
            node,
            like: reader.text(map, path, "like", "a node's name", |_| true),
            labels: Some(values(labels(reader, map, path)?)).filter(|_| map.contains_key("labels")),
            taints: taints(reader, map, path, false)?,
        },
        "removeNode" => PlanEventKind::RemoveNode { node },
        "labelNode" => PlanEventKind::LabelNode { node, labels: labels(reader, map, path)? },
        "taintNode" => PlanEventKind::TaintNode { node, taints: taints(reader, map, path, false)? },
        "untaintNode" => PlanEventKind::UntaintNode { node, taints: taints(reader, map, path, true)? },
        "cordonNode" => PlanEventKind::CordonNode { node },
        "uncordonNode" => PlanEventKind::UncordonNode { node },
        "drainNode" => PlanEventKind::DrainNode { node },
        "nodeNotReady" => PlanEventKind::NodeNotReady { node },
        "nodeReady" => PlanEventKind::NodeReady { node },
        "deletePod" => PlanEventKind::DeletePod { node },
        "crashPod" => PlanEventKind::CrashPod { node },
        "failPod" => PlanEventKind::FailPod { node },
        "unreadyPod" => {
            PlanEventKind::UnreadyPod { node, for_seconds: reader.number(map, path, "forSeconds") }
        }
        "neverReady" => PlanEventKind::NeverReady { node: given },
        "rollback" => PlanEventKind::Rollback,
        "switchToOnDelete" => PlanEventKind::SwitchToOnDelete,
        _ => {
            let manifest = reader.text(map, path, "manifest", "text", |_| true);
            if !map.contains_key("manifest") {
                reader.complain(&path.field("manifest"), "manifest must be text".to_owned());
            }
            PlanEventKind::Apply { manifest: manifest? }
        }
    })
}

/// The labels that have a value.
fn values(labels: OrderedMap<String, Option<String>>) -> OrderedMap<String, String> {
    let mut kept = OrderedMap::new();
    for (key, value) in labels {
        kept.insert(key, value.unwrap_or_default());
    }
    kept
}

/// The labels of an event; none where there are none, `None` where they cannot be meant.
fn labels(reader: &mut Reader, map: &Map, path: &FieldPath) -> Option<OrderedMap<String, Option<String>>> {
    let entries = match map.get("labels") {
        None | Some(Value::Null) => return Some(OrderedMap::new()),
        Some(Value::Object(entries)) => entries,
        Some(other) => {
            reader.complain(&path.field("labels"), format!("labels must be an object, not {}", kind(other)));
            return None;
        }
    };
    let mut labels = OrderedMap::new();
    for (key, value) in entries {
        let text = value.as_str().map(str::to_owned);
        if text.is_none() && !value.is_null() {
            let message = format!("a label's value must be text or null, not `{}`", json::print(value));
            reader.complain(&path.field("labels").key(key), message);
            return None;
        }
        labels.insert(key.clone(), text);
    }
    Some(labels)
}

/// The taints of an event; `None` where one cannot be meant.
fn taints(reader: &mut Reader, map: &Map, path: &FieldPath, whole_keys: bool) -> Option<Vec<String>> {
    let mut taints = Vec::new();
    let value = map.get("taints").unwrap_or(&Value::Null);
    for text in value.as_array().map_or(&[][..], Vec::as_slice) {
        let text = text.as_str().unwrap_or_default();
        let fits = if whole_keys { untaint(text).is_some() } else { taint(text).is_some() };
        if !fits {
            let message = format!("a taint must be written as `key=value:Effect`, not `{text}`");
            reader.complain(&path.field("taints"), message);
            return None;
        }
        taints.push(text.to_owned());
    }
    Some(taints)
}

/// A taint as kubectl writes it: `key=value:Effect`, or `key:Effect`. `None` without a key or one of the three effects.
pub(super) fn taint(text: &str) -> Option<Taint> {
    let (pair, effect) = text.rsplit_once(':')?;
    let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
    let effect = Effect::from(effect.to_owned());
    let is_known = !matches!(effect, Effect::Empty | Effect::Other(_));
    (is_known && !key.is_empty()).then(|| Taint { key: key.to_owned(), value: value.to_owned(), effect })
}

/// Which taints are to go, as kubectl writes it.
pub(super) fn untaint(text: &str) -> Option<(String, Option<Effect>)> {
    let text = text.strip_suffix('-').unwrap_or(text);
    match text.split_once(':') {
        None => (!text.is_empty()).then(|| (text.to_owned(), None)),
        Some(_) => taint(text).map(|taint| (taint.key, Some(taint.effect))),
    }
}

impl PlanEvent {
    /// When.
    pub(super) fn at(&self) -> Duration {
        Duration::from_secs_f64(self.at_seconds)
    }
}
