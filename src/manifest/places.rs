//! Where in a paste the fields of one object stand.

use super::document::{Origin, locate};
use crate::diagnostic::{FieldPath, Range};

/// The places of one object's fields, looked up on demand.
#[derive(Clone, Debug)]
pub struct Places<'a> {
    text: &'a [u8],
    origin: &'a Origin,
}

impl<'a> Places<'a> {
    /// The places of the object at `origin` in `text`.
    pub fn of(text: &'a [u8], origin: &'a Origin) -> Self {
        Self { text, origin }
    }

    /// The place of a field, or of the nearest thing around it that is there; `None` where the object is not found.
    pub fn range(&self, path: &FieldPath) -> Option<Range> {
        locate(self.text, self.origin, path)
    }
}
