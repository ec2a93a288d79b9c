//! `apiVersion` and `kind`: what the server answers to a document that is sent to the DaemonSets of apps/v1.

use super::{Complaint, Refusal, scalar, validate::escaped};
use crate::{
    diagnostic::FieldPath,
    model::{find::holds, json::print_sorted, list::Joined, object::Map, quote::go_quote, value::Value},
};

/// Kinds that apps/v1 has besides DaemonSet.
const OTHER_KINDS: [&str; 8] = [
    "ControllerRevision",
    "ControllerRevisionList",
    "DaemonSetList",
    "Deployment",
    "DeploymentList",
    "ReplicaSet",
    "ReplicaSetList",
    "StatefulSet",
];
/// Versions that the server still knows a DaemonSet of, and no longer serves.
const OLD_VERSIONS: [&str; 2] = ["extensions/v1beta1", "apps/v1beta2"];

/// What the document says that it is.
pub(super) struct Envelope {
    kind: String,
    group: String,
    version: String,
}

impl Envelope {
    /// Reads `apiVersion` and `kind`; absent or empty ones are those of the place that the document is sent to.
    pub(super) fn of(object: &Value) -> Result<Self, Refusal> {
        let none = Map::new();
        let entries = match object {
            Value::Object(entries) => entries,
            Value::Null => &none,
            _ => {
                return Err(unrecognised(
                    FieldPath::root(),
                    &format!(
                        "couldn't get version/kind; json parse error: json: cannot unmarshal {} into Go value of type struct {{ \
                         APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }}",
                        scalar::name(object)
                    ),
                ));
            }
        };
        let (api_version, kind) = (text(entries, "apiVersion")?, text(entries, "kind")?);
        let (group, version) = match api_version.split_once('/') {
            _ if api_version.is_empty() || api_version == "/" => ("", ""),
            None => ("", api_version),
            Some((_, version)) if holds(version, '/') => {
                let text = format!("unexpected GroupVersion string: {api_version}");
                return Err(unrecognised(FieldPath::of("apiVersion"), &text));
            }
            Some(parts) => parts,
        };
        let unversioned = version.is_empty() && matches!(group, "" | "apps");
        Ok(Self {
            kind: if kind.is_empty() { "DaemonSet" } else { kind }.to_owned(),
            group: if unversioned { "apps" } else { group }.to_owned(),
            version: if unversioned { "v1" } else { version }.to_owned(),
        })
    }

    /// Refuses what is no DaemonSet of a version that the server has ever had.
    pub(super) fn check_known(&self, object: &Value) -> Result<(), Refusal> {
        let version = self.group_version();
        let current = version == "apps/v1";
        if self.kind == "DaemonSet" && (current || OLD_VERSIONS.contains(&version.as_str())) {
            return Ok(());
        }
        let (wrong, text) = if self.version.is_empty() {
            let sent = escaped(print_sorted(object));
            ("apiVersion", format!("Object 'apiVersion' is missing in '{sent}\n'"))
        } else if current && OTHER_KINDS.contains(&self.kind.as_str()) {
            ("kind", format!("converting (v1.{}) to (apps.DaemonSet): unknown conversion", self.kind))
        } else {
            let text = format!(
                "no kind {} is registered for version {} in scheme \"pkg/runtime/scheme.go:111\"",
                go_quote(&self.kind),
                go_quote(&version)
            );
            (if self.kind == "DaemonSet" { "apiVersion" } else { "kind" }, text)
        };
        Err(self.refusal(vec![Complaint {
            path: FieldPath::of(wrong),
            place: None,
            about_name: false,
            text,
            help: Some(
                if wrong == "kind" { "write `kind: DaemonSet`" } else { "write `apiVersion: apps/v1`" }
                    .to_owned(),
            ),
        }]))
    }

    /// The version without its group.
    pub(super) fn version(&self) -> &str {
        &self.version
    }

    /// Whether a field that is unknown in apps/v1 is known in this version.
    pub(super) fn knows(&self, path: &FieldPath) -> bool {
        self.group == "extensions" && path.to_string() == "spec.templateGeneration"
    }

    /// Refuses a DaemonSet of another version than apps/v1.
    pub(super) fn check_version(&self) -> Result<(), Refusal> {
        let version = self.group_version();
        if version == "apps/v1" {
            return Ok(());
        }
        let text = format!(
            "the API version in the data ({version}) does not match the expected API version (apps/v1)"
        );
        let help = format!(
            "kubectl itself finds `no matches for kind \"DaemonSet\" in version \"{version}\"`; write `apiVersion: apps/v1`"
        );
        Err(Refusal {
            code: 400,
            message: text.clone(),
            complaints: vec![Complaint {
                path: FieldPath::of("apiVersion"),
                place: None,
                about_name: false,
                text,
                help: Some(help),
            }],
        })
    }

    /// A refusal of an object that cannot be decoded.
    pub(super) fn refusal(&self, complaints: Vec<Complaint>) -> Refusal {
        let mut texts = Vec::new();
        for complaint in &complaints {
            texts.push(complaint.text.as_str());
        }
        let message = format!(
            "{} in version {} cannot be handled as a DaemonSet: {}",
            self.kind,
            go_quote(&self.version),
            texts.joined(", ")
        );
        Refusal { code: 400, message, complaints }
    }

    fn group_version(&self) -> String {
        if self.group.is_empty() { self.version.clone() } else { format!("{}/{}", self.group, self.version) }
    }
}

fn text<'a>(entries: &'a Map, key: &str) -> Result<&'a str, Refusal> {
    match entries.get(key) {
        None | Some(Value::Null) => Ok(""),
        Some(Value::String(text)) => Ok(text),
        Some(other) => Err(unrecognised(
            FieldPath::of(key),
            &format!(
                "couldn't get version/kind; json parse error: json: cannot unmarshal {} into Go struct field .{key} of type string",
                scalar::name(other)
            ),
        )),
    }
}

fn unrecognised(path: FieldPath, text: &str) -> Refusal {
    Refusal {
        code: 400,
        message: format!("the object provided is unrecognized (must be of type DaemonSet): {text}"),
        complaints: vec![Complaint {
            path,
            place: None,
            about_name: false,
            text: text.to_owned(),
            help: None,
        }],
    }
}
