//! What the API server makes of a DaemonSet: strict decoding, defaults, validation. An [`Admitted`] object can be made
//! nowhere else, so whoever holds one need not check anything again.

use crate::model::list::Joined;
mod create;
mod decode;
mod defaults;
mod differences;
mod envelope;
mod fields;
mod gates;
mod near_miss;
mod scalar;
mod timestamp;
mod update;
mod validate;
mod walk;

pub use differences::Difference;
pub use update::{Update, admit_update};

use crate::{
    diagnostic::FieldPath,
    model::{daemon_set::DaemonSet, ordered::OrderedSet, quote::go_quote, value::Value},
};

/// A DaemonSet that the API server would accept, with its defaults.
#[derive(Clone, Debug, PartialEq)]
pub struct Admitted {
    object: Value,
    daemon_set: DaemonSet,
}

impl Admitted {
    /// The whole object, as the server would return it from a create: its own parts of the metadata are gone where they cannot be
    /// known (`uid`, `creationTimestamp`, `resourceVersion`, `managedFields`, …), `generation` is 1, the status is cleared.
    pub fn object(&self) -> &Value {
        &self.object
    }

    /// Its name; one that the server would make up ends in `xxxxx`, where the server puts random letters.
    pub fn name(&self) -> String {
        validate::name(&self.object)
    }

    /// The part of it that the engine reads, with defaults; metadata and status are still those of the manifest.
    pub fn daemon_set(&self) -> &DaemonSet {
        &self.daemon_set
    }
}

/// Why the API server would refuse a manifest.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// The HTTP status: 400 where the object cannot be decoded, 422 where it is invalid.
    pub code: u16,
    /// The `message` of the server's Status, byte for byte.
    pub message: String,
    /// Every single complaint, in the server's order.
    pub complaints: Vec<Complaint>,
}

/// One complaint of a [`Refusal`].
#[derive(Clone, Debug, PartialEq)]
pub struct Complaint {
    /// The field, as the server names it.
    pub path: FieldPath,
    /// The field to point at in the manifest, where that is another one; relative to the object.
    pub place: Option<FieldPath>,
    /// Whether it is about the field's name, and not about its value.
    pub about_name: bool,
    /// The server's words for this complaint alone.
    pub text: String,
    /// What to do about it, if that can be said: a near miss, the missing line.
    pub help: Option<String>,
}

/// Builds the table of fields, which the first answer would build.
pub fn prepare() {
    fields::prepare();
}

/// Decodes strictly, defaults and validates, as the API server does with a DaemonSet that kubectl creates
/// (`fieldValidation=Strict`); a manifest without a namespace goes to `default`.
///
/// `object` is the document as kubectl reads it. An object that carries a `resourceVersion` or an `uid`, as `kubectl get -o yaml` prints it,
/// is taken as a manifest all the same.
pub fn admit(object: &Value) -> Result<Admitted, Refusal> {
    admit_over(object, None)
}

/// The same for an object that is created, or takes the place of a previous one.
fn admit_over(object: &Value, previous: Option<&Value>) -> Result<Admitted, Refusal> {
    let envelope = envelope::Envelope::of(object)?;
    envelope.check_known(object)?;
    let mut decoded = decode::decode(object, envelope.version())
        .map_err(|mismatch| envelope.refusal(vec![near_miss::wrong_type(*mismatch)]))?;
    let mut object = decoded.object;
    if let Some(complaint) = create::conversion_error(&object) {
        return Err(envelope.refusal(vec![complaint]));
    }
    decoded.unknown.retain(|path| !envelope.knows(path));
    if !decoded.unknown.is_empty() {
        return Err(near_miss::unknown_fields(&envelope, decoded.unknown));
    }
    envelope.check_version()?;
    defaults::set(&mut object);
    let manifest = object.clone();
    create::prepare(&mut object);
    let complaints = validate::validate(&object, previous);
    if !complaints.is_empty() {
        return Err(invalid(&object, complaints));
    }
    decode::drop_empty(&mut object);
    let mut daemon_set = DaemonSet::read(&manifest).map_err(|error| Refusal {
        code: 400,
        message: error.to_string(),
        complaints: Vec::new(),
    })?;
    if daemon_set.metadata.namespace.is_empty() {
        "default".clone_into(&mut daemon_set.metadata.namespace);
    }
    Ok(Admitted { object, daemon_set })
}

/// The refusal of an object that is well-formed and invalid. The message names equal complaints once.
fn invalid(object: &Value, complaints: Vec<Complaint>) -> Refusal {
    let name = validate::name(object);
    let mut seen = OrderedSet::new();
    let mut texts = Vec::new();
    for complaint in &complaints {
        if seen.insert(complaint.text.as_str()) {
            texts.push(complaint.text.as_str());
        }
    }
    let list = match texts.as_slice() {
        [text] => (*text).to_owned(),
        texts => format!("[{}]", texts.joined(", ")),
    };
    let message = format!("DaemonSet.apps {} is invalid: {list}", go_quote(&name));
    Refusal { code: 422, message, complaints }
}
