//! Values that the server prints as its own types, not as the manifest has them.

use super::{
    at::At,
    report::{json, json_text},
    selector::printed_selector,
};
use crate::model::list::Joined;

/// The fields of one of the server's own types: the name it prints, the manifest's, and what an absent one prints as.
pub(super) type Shape = [(&'static str, &'static str, Kind)];

/// What a field prints as.
pub(super) enum Kind {
    /// A pointer, or a list: `null` where it is absent.
    Pointer,
    /// Text: empty where it is absent.
    Text,
    /// A pointer to another of those types.
    Struct(&'static Shape),
    /// A pointer to a label selector.
    Selector,
}

/// A value as the server's own type prints itself.
pub(super) fn printed(value: At<'_>, shape: &Shape) -> String {
    let mut fields = Vec::new();
    for (printed_name, name, kind) in shape {
        let field = value.field(name);
        let text = match kind {
            Kind::Struct(shape) if field.exists() => printed(field, shape),
            Kind::Selector if field.exists() => printed_selector(field),
            Kind::Text => json_text(field.text()),
            _ => json(field.value()),
        };
        fields.push(format!("\"{printed_name}\":{text}"));
    }
    format!("{{{}}}", fields.joined(","))
}
