//! What the API server makes of a DaemonSet: strict decoding, defaults, validation. An [`Admitted`] object can be made
//! nowhere else, so whoever holds one need not check anything again.

use serde_json::Value;

use crate::{diagnostic::FieldPath, model::daemon_set::DaemonSet};

/// A DaemonSet that the API server would accept, with its defaults.
#[derive(Clone, Debug, PartialEq)]
pub struct Admitted {
    object: Value,
    daemon_set: DaemonSet,
}

impl Admitted {
    /// The whole object, as the server would return it.
    pub fn object(&self) -> &Value {
        &self.object
    }

    /// The part of it that the engine reads.
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
    /// The server's words for this complaint alone.
    pub text: String,
    /// What to do about it, if that can be said: a near miss, the missing line.
    pub help: Option<String>,
}

/// Decodes strictly, defaults and validates, as the API server does with a DaemonSet that kubectl creates.
pub fn admit(object: &Value) -> Result<Admitted, Refusal> {
    let mut daemon_set: DaemonSet = serde_json::from_value(object.clone()).map_err(|error| Refusal {
        code: 400,
        message: error.to_string(),
        complaints: Vec::new(),
    })?;
    if daemon_set.metadata.namespace.is_empty() {
        daemon_set.metadata.namespace = "default".to_owned();
    }
    Ok(Admitted { object: object.clone(), daemon_set })
}
