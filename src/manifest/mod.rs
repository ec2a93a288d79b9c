//! What people paste → documents → objects. The only room that reads text, and the only one that knows of lines and
//! columns.

mod document;
mod events;
mod float;
mod hints;
mod json;
mod kind;
mod nodes;
mod number;
mod places;
mod scalar;
mod stream;
mod tags;
mod text;
mod tree;
mod tree_json;
mod yaml;

pub use document::{Document, Origin, Reading, read};
pub use kind::{Kind, kind};
pub use nodes::{Carries, Form, LabelColumn, NodesReading, read_nodes};
pub use places::{Places, locate};
