//! What people paste → documents → objects. The only room that reads text, and the only one that knows of lines and
//! columns.

mod document;
mod kind;
mod nodes;
mod places;

pub use document::{Document, Origin, Reading, locate, read};
pub use kind::{Kind, kind};
pub use nodes::{Carries, Form, LabelColumn, NodesReading, read_nodes};
pub use places::Places;
