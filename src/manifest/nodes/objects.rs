//! Node objects in any form that kubectl reads, with something to say about each that is not a good node.

use crate::{
    diagnostic::{Diagnostic, FieldPath, Severity, Source},
    manifest::{Document, Origin, locate, read as read_documents},
    model::{object::Map, value::Value},
};

use super::{
    Carries, Form, NodesReading, OTHERS, STORAGE, WHOLE_NODES,
    object::{self, type_name},
    report::{self, names},
    roster::Roster,
    text::beginning,
};

/// How many findings of objects get a sentence and a place of their own; finding a place costs the length of the text.
const SPELLED: usize = 20;

/// How deep Lists may hold Lists.
const DEPTH: usize = 8;

/// The objects of a text on their way into the fleet.
struct Reader<'t> {
    text: &'t [u8],
    roster: Roster<'t>,
    origins: Vec<Origin>,
    aside: Vec<(String, Origin)>,
    others: Vec<Value>,
    findings: Vec<Finding>,
}

/// A finding whose place is not looked up yet.
struct Finding {
    severity: Severity,
    code: &'static str,
    message: String,
    origin: Origin,
    path: FieldPath,
}

/// Reads text that means to be objects.
pub(super) fn read(text: &[u8]) -> NodesReading {
    let documents = read_documents(text, Source::Nodes);
    // Without objects there is nothing to plan in a manifest; a cluster without nodes is one all the same.
    let mut diagnostics = documents.diagnostics;
    diagnostics.retain(|finding| finding.code != "no-objects");
    let failed = diagnostics.iter().any(|finding| finding.severity == Severity::Error);
    let mut reader = Reader {
        text,
        roster: Roster::default(),
        origins: Vec::new(),
        aside: Vec::new(),
        others: Vec::new(),
        findings: Vec::new(),
    };
    for Document { object, origin } in &documents.documents {
        reader.value(object, origin, 0);
    }
    let objects = !reader.roster.is_empty();
    if !objects && !failed && reader.findings.is_empty() {
        diagnostics.push(no_nodes(&reader, documents.documents.is_empty()));
    }
    reader.report(&mut diagnostics);
    let Reader { roster, origins, others, .. } = reader;
    let place = |number: usize| locate(text, origins.get(number)?, &FieldPath::of("metadata.name"));
    let mustered = roster.muster(&place, &mut diagnostics);
    let form = if !documents.documents.is_empty() || !failed { Form::Objects } else { Form::None };
    let fleet = mustered.fleet;
    if let Some((first, finding)) = report::ready_without_taint(&fleet) {
        let number = mustered.positions.iter().position(|position| *position == Some(first));
        let range = number
            .and_then(|number| origins.get(number))
            .and_then(|origin| locate(text, origin, &FieldPath::of("status.conditions")));
        diagnostics.push(finding.at(range));
    }
    let carries = Carries { labels: objects, taints: objects };
    NodesReading { fleet, form, carries, columns: Vec::new(), others, diagnostics }
}

/// Says of nodes that were read the fast way which of them are not ready and not tainted.
pub(super) fn say_unready(reading: &mut NodesReading, text: &[u8]) {
    let Some((first, finding)) = report::ready_without_taint(&reading.fleet) else {
        return;
    };
    let path = FieldPath::of("status.conditions");
    let listed = Origin { document: 0, items: vec![first] };
    let range = locate(text, &listed, &path).or_else(|| locate(text, &Origin::default(), &path));
    reading.diagnostics.push(finding.at(range));
}

fn no_nodes(reader: &Reader<'_>, empty: bool) -> Diagnostic {
    let first = reader.aside.first().map(|(_, origin)| origin.clone()).unwrap_or_default();
    let message = if reader.aside.is_empty() {
        if empty {
            "the text has no objects in it".to_owned()
        } else {
            "the list has no nodes in it".to_owned()
        }
    } else {
        let mut aside = Vec::new();
        for (name, _) in &reader.aside {
            aside.push(name.as_str());
        }
        let list = names(&aside);
        format!("none of these objects is a Node: {list}")
    };
    let severity = if reader.aside.is_empty() { Severity::Info } else { Severity::Error };
    let place = locate(reader.text, &first, &FieldPath::root()).unwrap_or_else(beginning);
    Diagnostic::new(severity, "no-nodes", Source::Nodes, message).help(WHOLE_NODES).at(place)
}

impl<'t> Reader<'t> {
    fn say(
        &mut self,
        severity: Severity,
        code: &'static str,
        message: String,
        origin: &Origin,
        path: FieldPath,
    ) {
        self.findings.push(Finding { severity, code, message, origin: origin.clone(), path });
    }

    /// Takes an object, or the objects of a List or an array of any kind.
    fn value(&mut self, value: &'t Value, origin: &Origin, depth: usize) {
        match value {
            Value::Null => {}
            Value::Array(items) => self.items(items, origin, depth),
            Value::Object(fields) => match fields.get("items") {
                Some(Value::Array(items)) if is_list(fields) => self.items(items, origin, depth),
                Some(Value::Null) if is_list(fields) => {}
                _ => self.object(fields, origin),
            },
            other => {
                let message = format!("expected a Node object, found {}", type_name(other));
                self.say(Severity::Error, "not-an-object", message, origin, FieldPath::root());
            }
        }
    }

    fn items(&mut self, items: &'t [Value], origin: &Origin, depth: usize) {
        if depth >= DEPTH {
            let message = format!("Lists in Lists more than {DEPTH} deep are not read");
            self.say(Severity::Error, "lists-too-deep", message, origin, FieldPath::root());
            return;
        }
        for (index, item) in items.iter().enumerate() {
            let mut inner = origin.clone();
            inner.items.push(index);
            self.value(item, &inner, depth + 1);
        }
    }

    fn object(&mut self, fields: &'t Map, origin: &Origin) {
        let (kind, version) = (fields.text("kind"), fields.text("apiVersion"));
        // Dumps that older tools took carry no kind and no version; a Node is what has a Node's parts.
        let node = matches!(version, "" | "v1")
            && (kind == "Node" || kind.is_empty() && fields.contains_key("metadata"));
        if !node {
            self.set_aside(fields, origin);
            return;
        }
        match object::node(fields) {
            Ok(found) => {
                for (path, complaint) in report::oddities(&found) {
                    let message = format!("node `{}`: {path}: {complaint}", found.name);
                    self.say(Severity::Warning, "invalid-node", message, origin, path);
                }
                self.roster.push(found);
                self.origins.push(origin.clone());
            }
            Err(problems) => {
                let name = fields.get("metadata").and_then(|metadata| metadata.get("name"));
                let name = name.and_then(Value::as_str).map_or_else(String::new, |name| format!(" `{name}`"));
                for problem in problems {
                    let (path, message) = (problem.path, problem.message);
                    let message = format!("node{name} is left out: {path}: {message}");
                    self.say(Severity::Error, "unreadable-node", message, origin, path);
                }
            }
        }
    }

    fn set_aside(&mut self, fields: &Map, origin: &Origin) {
        if fields.text("kind").is_empty() {
            let message = "expected a Node object, found one without `kind` and `metadata`".to_owned();
            self.say(Severity::Error, "not-an-object", message, origin, FieldPath::root());
            return;
        }
        let name = fields.get("metadata").and_then(|metadata| metadata.get("name")).and_then(Value::as_str);
        let version = fields.text("apiVersion");
        let kind = if fields.text("kind") == "Node" {
            format!("{version} Node")
        } else {
            fields.text("kind").to_owned()
        };
        let full = name.map_or_else(|| kind.clone(), |name| format!("{kind} {name}"));
        self.aside.push((full, origin.clone()));
        if is_other(&kind) {
            self.others.push(Value::Object(fields.clone()));
        }
    }

    /// Says what was found: the first of each kind of finding with a place, the rest by its number.
    fn report(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let rest = self.findings.len().saturating_sub(SPELLED);
        for finding in self.findings.iter().take(SPELLED) {
            diagnostics.push(
                Diagnostic::new(finding.severity, finding.code, Source::Nodes, finding.message.clone())
                    .at(locate(self.text, &finding.origin, &finding.path))
                    .at_path(finding.path.clone()),
            );
        }
        if let Some(next) = self.findings.get(SPELLED) {
            let worst = self.findings.iter().skip(SPELLED).map(|finding| finding.severity).min();
            let message = format!("and {rest} more findings like these");
            diagnostics.push(
                Diagnostic::new(worst.unwrap_or(Severity::Warning), "more-findings", Source::Nodes, message)
                    .at(locate(self.text, &next.origin, &next.path)),
            );
        }
        let (mut unread, mut first) = (Vec::new(), None);
        for (name, origin) in &self.aside {
            if !is_other(name) {
                unread.push(name.as_str());
                first.get_or_insert(origin);
            }
        }
        if let (Some(origin), false) = (first, self.roster.is_empty()) {
            let list = names(&unread);
            diagnostics.push(
                Diagnostic::new(
                    Severity::Info,
                    "not-a-node",
                    Source::Nodes,
                    format!("only Nodes, Pods, PriorityClasses and objects of volumes are read here; left aside: {list}"),
                )
                .at(locate(self.text, origin, &FieldPath::root())),
            );
        }
    }
}

/// Whether an object, named by its kind first, is one that is read besides.
fn is_other(name: &str) -> bool {
    name.split(' ').next().is_some_and(|kind| OTHERS.contains(&kind) || STORAGE.contains(&kind))
}

/// Whether an object with `items` is a list of objects: kubectl goes by the name of the kind, old dumps carry none.
fn is_list(fields: &Map) -> bool {
    match fields.get("kind").and_then(Value::as_str) {
        None | Some("") => true,
        Some(kind) => kind.ends_with("List"),
    }
}
