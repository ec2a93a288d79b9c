//! Events as changes of the simulated cluster, and in words.

use super::events::{PlanEvent, PlanEventKind, taint, untaint};
use crate::{
    answer::{LIFECYCLE, TimelineEntry, duration},
    apiserver::{self, Admitted},
    diagnostic::{Diagnostic, FieldPath, Severity, Source},
    manifest::{self, Kind},
    model::{
        duration::Duration,
        fleet::Fleet,
        list::{Joined, Keeping, Listed},
        meta::ObjectMeta,
        node::Node,
        ordered::OrderedSet,
        taint::Taint,
        value::Value,
    },
    simulation::{Change, GRACE, NodeEdit},
};

/// What is done to the cluster, and what there is to say about it.
#[derive(Default)]
pub(super) struct Changes {
    /// In order of time.
    pub(super) all: Vec<(Duration, Change)>,
    /// In order of time.
    pub(super) entries: Vec<TimelineEntry>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// The changes that events are for this DaemonSet.
pub(super) fn changes(events: &[PlanEvent], admitted: &Admitted, fleet: &Fleet) -> Changes {
    let mut found = Changes::default();
    if events.is_empty() {
        return found;
    }
    let mut known: OrderedSet<&str> = OrderedSet::new();
    for node in fleet.iter() {
        known.insert(node.name());
    }
    let mut order: Vec<usize> = (0..events.len()).listed();
    let at = |position: &usize| events.get(*position).map_or(Duration::ZERO, PlanEvent::at);
    crate::model::order::sort_by_key(&mut order, at);
    for position in order {
        let Some(event) = events.get(position) else { continue };
        if let PlanEventKind::AddNode { node, .. } = &event.what {
            known.insert(node);
        }
        let path = FieldPath::root().field("events").index(position);
        let node = event.node.as_deref();
        if let Some(node) = node.filter(|node| !known.contains(*node)) {
            let message = format!("there is no node `{node}`; this event is left out");
            found.say("no-node", path.field("node"), message);
            continue;
        }
        let at = event.at();
        let before = found.all.len();
        found.read(event, at, &path, admitted, fleet);
        if found.all.len() > before {
            let node = node.map(str::to_owned);
            found.entries.push(TimelineEntry::event(at, event.by, node, words(&event.what)));
        }
    }
    found.entries_of_lost_contact();
    found
}

impl Changes {
    fn read(
        &mut self,
        PlanEvent { node, what, .. }: &PlanEvent,
        at: Duration,
        path: &FieldPath,
        admitted: &Admitted,
        fleet: &Fleet,
    ) {
        let name = node.clone().unwrap_or_default();
        let edit = |name, edit| Change::EditNode(name, edit);
        let change = match what {
            PlanEventKind::AddNode { node, like, labels, taints } => {
                let mut object = model(fleet, like.as_ref().unwrap_or(node), node);
                if let Some(labels) = labels {
                    object.metadata.labels.clone_from(labels);
                }
                if !taints.is_empty() || labels.is_some() {
                    object.spec.taints = all(taints);
                }
                Change::Node(Box::new(object))
            }
            PlanEventKind::RemoveNode { .. } => Change::RemoveNode(name),
            PlanEventKind::LabelNode { labels, .. } => {
                let mut edits = Vec::new();
                for (key, value) in labels {
                    edits.push(NodeEdit::Label(key.clone(), value.clone()));
                }
                edit(name, NodeEdit::All(edits))
            }
            PlanEventKind::TaintNode { taints, .. } => {
                let mut edits = Vec::new();
                for taint in all(taints) {
                    edits.push(NodeEdit::Taint(taint));
                }
                edit(name, NodeEdit::All(edits))
            }
            PlanEventKind::UntaintNode { taints, .. } => {
                let mut edits = Vec::new();
                for text in taints {
                    if let Some((key, effect)) = untaint(text) {
                        edits.push(NodeEdit::Untaint(key, effect));
                    }
                }
                edit(name, NodeEdit::All(edits))
            }
            PlanEventKind::CordonNode { .. } => edit(name, NodeEdit::Cordon(true)),
            PlanEventKind::DrainNode { .. } => edit(name, NodeEdit::Drain),
            PlanEventKind::UncordonNode { .. } => edit(name, NodeEdit::Cordon(false)),
            PlanEventKind::NodeNotReady { .. } => Change::StopKubelet(name),
            PlanEventKind::NodeReady { .. } => Change::StartKubelet(name),
            PlanEventKind::DeletePod { .. } => Change::DeletePods(name),
            PlanEventKind::CrashPod { .. } => Change::Unready(name, None),
            PlanEventKind::FailPod { .. } => Change::FailPods(name),
            PlanEventKind::UnreadyPod { for_seconds, .. } => Change::Unready(name, Some(blip(*for_seconds))),
            PlanEventKind::NeverReady { node: Some(_) } => Change::NeverReady(name),
            PlanEventKind::NeverReady { node: None } => Change::BreakTemplate,
            PlanEventKind::Rollback => Change::Undo,
            PlanEventKind::SwitchToOnDelete => Change::OnDelete,
            PlanEventKind::Apply { manifest } => match applied(manifest, &admitted.daemon_set().metadata) {
                Ok(other) => Change::Apply(Box::new(other)),
                Err(message) => return self.say("not-applied", path.field("manifest"), message),
            },
        };
        self.all.push((at, change));
    }

    fn say(&mut self, code: &'static str, path: FieldPath, message: String) {
        let found = Diagnostic::new(Severity::Error, code, Source::Options, message);
        self.diagnostics.push(found.at_path(path));
    }

    /// What the node lifecycle controller does some time after a kubelet has stopped, if it is not back by then.
    fn entries_of_lost_contact(&mut self) {
        let mut stopped: Vec<(Duration, &String)> = Vec::new();
        for (at, change) in &self.all {
            match change {
                Change::StopKubelet(node) if !stopped.iter().any(|(_, other)| *other == node) => {
                    stopped.push((*at, node));
                }
                Change::StartKubelet(node) | Change::RemoveNode(node) => {
                    stopped.keep(&|(since, other)| *other != node || *since + GRACE <= *at);
                }
                _ => {}
            }
        }
        for (since, node) in stopped {
            let text = format!(
                "no word from the kubelet for {}: the node is tainted `node.kubernetes.io/unreachable`, its Pods are called not ready",
                duration(GRACE.as_secs_f64())
            );
            self.entries.push(TimelineEntry::event(since + GRACE, LIFECYCLE, Some(node.clone()), text));
        }
    }
}

/// The taints that are written.
fn all(written: &[String]) -> Vec<Taint> {
    let mut taints = Vec::new();
    for text in written {
        if let Some(taint) = taint(text) {
            taints.push(taint);
        }
    }
    taints
}

/// A node to begin with: the one of this name, under its own name, or a plain one.
fn model(fleet: &Fleet, like: &str, name: &str) -> Node {
    let known = fleet.iter().find(|node| node.name() == like).map(|node| node.to_node());
    let mut node = known.unwrap_or_else(|| {
        let mut plain = Node::default();
        for (key, value) in [("kubernetes.io/arch", "amd64"), ("kubernetes.io/os", "linux")] {
            plain.metadata.labels.insert(key.to_owned(), value.to_owned());
        }
        plain
    });
    name.clone_into(&mut node.metadata.name);
    node.metadata.labels.insert("kubernetes.io/hostname".to_owned(), name.to_owned());
    node
}

/// The DaemonSet of this name in a manifest, or why there is none.
fn applied(text: &str, wanted: &ObjectMeta) -> Result<Admitted, String> {
    let reading = manifest::read(text.as_bytes(), Source::Options);
    let mut others = false;
    for document in &reading.documents {
        if manifest::kind(&document.object) != Kind::DaemonSet {
            continue;
        }
        let name = document.object.pointer("/metadata/name").and_then(Value::as_str);
        if name == Some(&wanted.name) {
            return apiserver::admit(&document.object).map_err(|refusal| refusal.message);
        }
        others = true;
    }
    match reading.diagnostics.iter().find(|found| found.severity == Severity::Error) {
        Some(found) => Err(found.message.clone()),
        None if others => Err(format!("there is no DaemonSet `{}` in this manifest", wanted.name)),
        None => Err("there is no DaemonSet in this manifest".to_owned()),
    }
}

fn blip(seconds: Option<f64>) -> Duration {
    Duration::from_secs_f64(seconds.unwrap_or(30.0))
}

/// An event in words.
fn words(what: &PlanEventKind) -> String {
    let (before, node, after) = match what {
        PlanEventKind::LabelNode { node, labels } => {
            let mut text = ["kubectl label node ", node].concat();
            for (key, value) in labels {
                match value {
                    None => text.extend([" ", key, "-"]),
                    Some(value) => text.extend([" ", key, "=", value]),
                }
            }
            return text;
        }
        PlanEventKind::TaintNode { node, taints } => {
            return ["kubectl taint node ", node, " ", &taints.joined(" ")].concat();
        }
        PlanEventKind::UntaintNode { node, taints } => {
            let mut text = ["kubectl taint node ", node].concat();
            for taint in taints {
                text.extend([" ", taint.strip_suffix('-').unwrap_or(taint), "-"]);
            }
            return text;
        }
        PlanEventKind::UnreadyPod { node, for_seconds } => {
            let time = duration(blip(*for_seconds).as_secs_f64());
            return ["the Pod on `", node, "` is not ready for ", &time].concat();
        }
        PlanEventKind::AddNode { node, .. } => ("node `", node, "` joins"),
        PlanEventKind::RemoveNode { node } => {
            ("node `", node, "` is removed; its Pods are left to the Pod garbage collector")
        }
        PlanEventKind::CordonNode { node } => ("kubectl cordon ", node, ": DaemonSet Pods tolerate it"),
        PlanEventKind::UncordonNode { node } => ("kubectl uncordon ", node, ""),
        PlanEventKind::DrainNode { node } => {
            ("kubectl drain ", node, " --ignore-daemonsets: other Pods go, DaemonSet Pods stay")
        }
        PlanEventKind::NodeNotReady { node } => ("the kubelet of `", node, "` stops"),
        PlanEventKind::NodeReady { node } => ("the kubelet of `", node, "` is back"),
        PlanEventKind::DeletePod { node } => ("kubectl delete pod, of the one on `", node, "`"),
        PlanEventKind::CrashPod { node } => ("the Pod on `", node, "` crashes again and again"),
        PlanEventKind::FailPod { node } => ("the Pod on `", node, "` fails"),
        PlanEventKind::NeverReady { node: Some(node) } => {
            ("no Pod that starts on `", node, "` from now on becomes ready")
        }
        PlanEventKind::NeverReady { node: None } => {
            return "no Pod of this template that starts from now on becomes ready".to_owned();
        }
        PlanEventKind::Apply { .. } => return "kubectl apply of another manifest".to_owned(),
        PlanEventKind::Rollback => return "kubectl rollout undo".to_owned(),
        PlanEventKind::SwitchToOnDelete => return "updateStrategy becomes OnDelete".to_owned(),
    };
    [before, node.as_str(), after].concat()
}
