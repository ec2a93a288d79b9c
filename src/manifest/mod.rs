//! What people paste → documents → objects. The only room that reads text, and the only one that knows of lines and
//! columns.

mod base64;
mod document;
mod hints;
mod json;
mod kind;
mod nodes;
mod number;
mod places;
mod pods;
mod scalar;
mod stream;
mod syntax;
mod text;
mod tree;
mod tree_json;
mod yaml;

pub use document::{Document, Origin, Reading, read};
pub use kind::{Kind, kind};
pub use nodes::{Carries, Form, LabelColumn, NodesReading, STORAGE, read_nodes};
pub use places::{Places, locate};
pub use pods::{PodsTable, read_pods};

use crate::model::value::Value;

/// A text as one JSON value, or what is wrong with it.
pub fn read_json(text: &[u8]) -> Result<Value, String> {
    json::read(text, 0).map(|json| json.value).map_err(|fault| fault.message)
}
