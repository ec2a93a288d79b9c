//! The manifest before the change: what its DaemonSets are, and what the new manifest makes of each.

use super::daemon_set::{complain, namespace_and_name};
use crate::{
    answer::Change,
    apiserver::{self, Admitted, Refusal, Update},
    controller::{Placement, Verdict},
    diagnostic::{Diagnostic, FieldPath, Severity, Source},
    manifest::{self, Kind, Origin, Places},
    model::{fleet::Fleet, value::Value},
};

/// The manifest before the change.
#[derive(Clone, Debug, Default)]
pub(super) struct Previous {
    text: Vec<u8>,
    sets: Vec<Before>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A DaemonSet of it.
#[derive(Clone, Debug)]
struct Before {
    /// Namespace and name.
    identity: (String, String),
    origin: Origin,
    /// What the API server keeps; `None` where it would have refused it.
    admitted: Option<Admitted>,
}

/// What becomes of a DaemonSet that was there before.
pub(super) struct Changed<'a> {
    /// What was there.
    pub(super) previous: &'a Admitted,
    /// The API server's answer to the update.
    pub(super) update: Result<Update, Refusal>,
    places: Places<'a>,
}

impl Previous {
    /// Reads the text as the manifest is read.
    pub(super) fn read(text: &[u8]) -> Self {
        let reading = manifest::read(text, Source::Previous);
        let mut previous = Self { text: text.to_vec(), sets: Vec::new(), diagnostics: reading.diagnostics };
        for document in reading.documents {
            if manifest::kind(&document.object) == Kind::Other {
                continue;
            }
            let admitted = apiserver::admit(&document.object);
            if let Err(refusal) = &admitted {
                let places = Places::of(text, &document.origin);
                complain(refusal, Source::Previous, &places, &mut previous.diagnostics);
            }
            previous.sets.push(Before {
                identity: namespace_and_name(&document.object),
                origin: document.origin,
                admitted: admitted.ok(),
            });
        }
        if previous.sets.is_empty()
            && !previous.diagnostics.iter().any(|found| found.severity == Severity::Error)
        {
            let message = "there is no DaemonSet in the previous manifest";
            let found = Diagnostic::new(Severity::Warning, "no-daemon-set", Source::Previous, message);
            previous.diagnostics.push(found);
        }
        previous
    }

    /// What becomes of the DaemonSet that has the namespace and name of this one; `None` where there was none, and where the
    /// API server would have refused it.
    pub(super) fn changed(&self, object: &Value) -> Option<Changed<'_>> {
        let wanted = namespace_and_name(object);
        let before = self.sets.iter().find(|before| before.identity == wanted)?;
        let previous = before.admitted.as_ref()?;
        let update = apiserver::admit_update(object, previous);
        Some(Changed { previous, update, places: Places::of(&self.text, &before.origin) })
    }

    /// Says which of its DaemonSets are none of these, by namespace and name; nothing where there are no others.
    pub(super) fn strangers(&self, present: &[(String, String)], diagnostics: &mut Vec<Diagnostic>) {
        for Before { identity, origin, .. } in &self.sets {
            if present.is_empty() || present.contains(identity) {
                continue;
            }
            let (namespace, name) = identity;
            let message = format!(
                "the manifest has no DaemonSet `{namespace}/{name}`: what it has is another object, not a change of this one"
            );
            let help =
                "a change keeps name and namespace; as it is, the manifest leaves this DaemonSet alone";
            let found = Diagnostic::new(Severity::Warning, "another-object", Source::Previous, message);
            let place = Places::of(&self.text, origin).range(&FieldPath::of("metadata.name"));
            diagnostics.push(found.help(help).at(place));
        }
    }
}

impl Changed<'_> {
    /// Whether the API server accepts the update, and it starts a rollout.
    pub(super) fn is_rollout(&self) -> bool {
        self.update.as_ref().is_ok_and(Update::is_rollout)
    }

    /// The change, as it is answered. `verdicts` are the new ones, on the nodes of the fleet.
    pub(super) fn answer(&self, fleet: &Fleet, verdicts: &[Verdict], places: &Places<'_>) -> Change {
        let mut change = Change::of(&self.update, &|path, gone| {
            if gone { self.places.range(path) } else { places.range(path) }
        });
        if let Ok(update) = &self.update
            && update.is_rollout()
        {
            let before = Placement::of(self.previous).verdicts(fleet);
            for ((node, before), after) in fleet.iter().zip(before).zip(verdicts) {
                change.node(node.name(), before, *after);
            }
            change.note(update.admitted.daemon_set());
        }
        change
    }
}
