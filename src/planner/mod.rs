//! The public API: text and options in, answers out. It holds the rooms together and decides nothing itself.

mod changes;
mod daemon_set;
mod events;
mod existing;
mod kubectl;
mod later;
mod mistakes;
mod options;
mod previous;
#[cfg(test)]
mod properties;
mod scheduling;
mod simulate;
mod step;
mod words;

pub use events::{PlanEvent, PlanEventKind};
pub use options::{NodeFate, NodeOptions, PlanOptions, PlanStart, PodsRevision, Seconds};
pub use step::{ReconcileInput, reconcile};

use self::{daemon_set::Cluster, existing::Existing, previous::Previous};
use crate::model::ordered::OrderedMap;

use crate::{
    KUBERNETES,
    answer::{self, LeftAside, NodesSummary, Plan, Versions},
    apiserver,
    diagnostic::{Diagnostic, FieldPath, Severity, Source},
    manifest::{self, Kind, NodesReading, Reading},
    model::{list::Listed, order, value::Value},
};

/// The version of this crate, and the Kubernetes release whose behaviour it answers.
pub fn versions() -> Versions {
    Versions { planner: env!("CARGO_PKG_VERSION"), kubernetes: KUBERNETES }
}

/// Builds what is built once and then lasts, as long as the program does. Nothing has to call it: what is needed is built then.
pub fn prepare() {
    apiserver::prepare();
}

/// Reads a text as kubectl does: the objects that it would send, and what there is to say about the text.
pub fn read(text: &[u8]) -> answer::Reading {
    let Reading { documents, diagnostics } = manifest::read(text, Source::Manifest);
    answer::Reading {
        documents: documents.into_iter().map(|document| document.object).listed(),
        diagnostics: said(diagnostics),
    }
}

/// Diagnostics as JavaScript sees them.
fn said(diagnostics: Vec<Diagnostic>) -> Vec<answer::Diagnostic> {
    let mut said = Vec::new();
    for found in diagnostics {
        said.push(found.into());
    }
    said
}

/// A planner: it keeps what was parsed, so that a change of one input does not read the others again.
#[derive(Clone, Debug, Default)]
pub struct Planner {
    text: Vec<u8>,
    manifest: Reading,
    nodes: NodesReading,
    existing: Option<Existing>,
    /// The text of the Pods, to be read anew when others come or go among the nodes.
    pods: Vec<u8>,
    previous: Option<Previous>,
}

impl Planner {
    /// Sets the manifest: YAML or JSON, one document or a whole bundle.
    pub fn set_manifest(&mut self, text: Vec<u8>) {
        self.manifest = manifest::read(&text, Source::Manifest);
        self.text = text;
    }

    /// Sets the nodes, in any form that people have them; empty text for none.
    pub fn set_nodes(&mut self, text: &[u8]) {
        if self.read_nodes(text) {
            self.take_in();
        }
    }

    /// Sets the nodes, but not what else stands among them. Whether there is or was anything else: then the Pods are to be set again,
    /// with the text that they have.
    pub(crate) fn read_nodes(&mut self, text: &[u8]) -> bool {
        let were_mixed = !self.nodes.others.is_empty();
        self.nodes = manifest::read_nodes(text);
        were_mixed || !self.nodes.others.is_empty()
    }

    /// The text of the Pods.
    #[cfg(target_family = "wasm")]
    pub(crate) fn pods_text(&self) -> &[u8] {
        &self.pods
    }

    /// Sets the existing Pods, with ControllerRevisions if there are any; none or blank text for not saying what exists.
    pub fn set_pods(&mut self, text: Option<&[u8]>) {
        self.pods = text.unwrap_or_default().to_vec();
        self.take_in();
    }

    /// Reads the Pods: those pasted apart, and what stands among the nodes.
    fn take_in(&mut self) {
        let given = (!self.pods.trim_ascii().is_empty()).then(|| Existing::read(&self.pods));
        self.existing = Existing::beside(given, &self.nodes.others);
    }

    /// Sets the manifest before the change, in any form that the manifest has; none or blank text for not saying what was before.
    pub fn set_previous(&mut self, text: Option<&[u8]>) {
        let given = text.filter(|text| !text.trim_ascii().is_empty());
        self.previous = given.map(Previous::read);
    }

    /// Plans every DaemonSet of the manifest over the nodes. `options` is a JSON object ([`PlanOptions`]), or empty.
    pub fn plan(&self, options: &[u8]) -> Plan {
        let mut diagnostics = self.found();
        let options = read_options(options, &mut diagnostics);
        let existing = self.existing.as_ref();
        let cluster = Cluster {
            nodes: &self.nodes,
            existing: existing.filter(|existing| existing.is_told()),
            pasted: existing.map(|existing| &existing.pasted),
            previous: self.previous.as_ref(),
            options: &options,
        };
        let mut daemon_sets: Vec<answer::DaemonSetPlan> = Vec::new();
        let mut left_aside: OrderedMap<(String, String), u32> = OrderedMap::new();
        let most = MOST_VERDICTS / self.nodes.fleet.len().max(1);
        let (mut beyond, mut place) = (0, None);
        for document in &self.manifest.documents {
            match manifest::kind(&document.object) {
                Kind::Other => *left_aside.or_default(identity(&document.object)) += 1,
                Kind::DaemonSet => {
                    let places = manifest::Places::of(&self.text, &document.origin);
                    if daemon_sets.len() >= most {
                        beyond += 1;
                        place = place.or_else(|| places.range(&FieldPath::root()));
                        continue;
                    }
                    let planned = daemon_set::plan(&document.object, &places, &cluster);
                    diagnostics.extend(planned.diagnostics);
                    daemon_sets.push(planned.answer);
                }
            }
        }
        if let Some(previous) = &self.previous {
            let mut present = Vec::new();
            for plan in &daemon_sets {
                present.push((plan.namespace.clone(), plan.name.clone()));
            }
            previous.strangers(&present, &mut diagnostics);
        }
        if beyond > 0 {
            diagnostics.push(too_much(beyond, most).at(place));
        }
        if daemon_sets.is_empty() && !has_errors(&diagnostics) && !self.manifest.documents.is_empty() {
            diagnostics.push(no_daemon_set());
        }
        order::sort_by_key(&mut diagnostics, |found| {
            (found.source as u8, found.range.map_or(0, |range| range.start.number()))
        });
        Plan {
            kubernetes: KUBERNETES,
            diagnostics: said(diagnostics),
            daemon_sets,
            left_aside: left_aside
                .into_iter()
                .map(|((api_version, kind), count)| LeftAside { api_version, kind, count })
                .listed(),
            nodes: self.summary(),
        }
    }

    fn summary(&self) -> NodesSummary {
        NodesSummary {
            count: u32::try_from(self.nodes.fleet.len()).unwrap_or(u32::MAX),
            form: self.nodes.form.as_str(),
            labels: self.nodes.carries.labels,
            taints: self.nodes.carries.taints,
        }
    }

    /// What was found while reading.
    fn found(&self) -> Vec<Diagnostic> {
        let mut diagnostics = self.manifest.diagnostics.clone();
        diagnostics.extend_from_slice(&self.nodes.diagnostics);
        if let Some(existing) = &self.existing {
            diagnostics.extend_from_slice(&existing.diagnostics);
        }
        if let Some(previous) = &self.previous {
            diagnostics.extend_from_slice(&previous.diagnostics);
        }
        diagnostics
    }
}

/// The most verdicts of a plan, DaemonSets times nodes: each costs up to 8 kB, and the engine has 4 GB.
const MOST_VERDICTS: usize = 250_000;

fn too_much(beyond: u32, most: usize) -> Diagnostic {
    let message = format!("{beyond} DaemonSets are left out: with so many nodes, a plan holds {most}");
    Diagnostic::new(Severity::Error, "too-much", Source::Manifest, message)
}

fn no_daemon_set() -> Diagnostic {
    let message = "there is no DaemonSet in the manifest";
    Diagnostic::new(Severity::Error, "no-daemon-set", Source::Manifest, message)
        .help("paste a manifest with `apiVersion: apps/v1` and `kind: DaemonSet`")
}

fn read_options(text: &[u8], diagnostics: &mut Vec<Diagnostic>) -> PlanOptions {
    if text.trim_ascii().is_empty() {
        return PlanOptions::default();
    }
    match manifest::read_json(text) {
        Ok(tree) => {
            let (options, found) = PlanOptions::read(&tree);
            diagnostics.extend(found);
            options
        }
        Err(error) => {
            let message = format!("the options are no JSON: {error}");
            diagnostics.push(Diagnostic::new(Severity::Error, "invalid-option", Source::Options, message));
            PlanOptions::default()
        }
    }
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|found| found.severity == Severity::Error && found.source == Source::Manifest)
}

/// `apiVersion` and `kind` of an object; empty where they are absent or no text.
fn identity(object: &Value) -> (String, String) {
    (object.text("apiVersion").to_owned(), object.text("kind").to_owned())
}
