//! Where in a paste the fields of one object stand.

use std::{cell::OnceCell, ops, rc::Rc};

use super::{
    document::Origin,
    stream::{Form, Piece, pieces},
    text::Lines,
    tree::{self, Tree},
    tree_json,
};
use crate::diagnostic::{FieldPath, Range, Segment};

/// The places of one object's fields. The text is read when the first of them is asked for, and once for all of them.
#[derive(Clone, Debug)]
pub struct Places<'a> {
    text: &'a [u8],
    origin: &'a Origin,
    found: OnceCell<Option<Found<'a>>>,
}

/// What reading the text brought.
#[derive(Clone, Debug)]
struct Found<'a> {
    lines: Lines<'a>,
    object: Rc<Tree>,
}

impl<'a> Places<'a> {
    /// The places of the object at `origin` in `text`.
    pub fn of(text: &'a [u8], origin: &'a Origin) -> Self {
        Self { text, origin, found: OnceCell::new() }
    }

    /// The place of a field's value; of its key, where the value is nothing at all. Where the field is not there: the
    /// key of the nearest thing around it that is, or that thing itself where it has no key; the object's first line
    /// where there is nothing around it. `None` where the object is not found.
    pub fn range(&self, path: &FieldPath) -> Option<Range> {
        self.look_up(path, &|found| {
            let value = Some(&found.value.bytes).filter(|bytes| !bytes.is_empty());
            value.or(found.key.as_ref()).unwrap_or(&found.value.bytes).clone()
        })
    }

    /// The place of a field's key, for fields that should not be there: as [`Places::range`] where there is no key.
    pub fn key_range(&self, path: &FieldPath) -> Option<Range> {
        self.look_up(path, &|found| found.key.clone().unwrap_or_else(|| found.value.bytes.clone()))
    }

    fn look_up(&self, path: &FieldPath, wanted: &dyn Fn(&Step<'_>) -> ops::Range<usize>) -> Option<Range> {
        let found = self.found.get_or_init(|| find(self.text, self.origin)).as_ref()?;
        let mut here = Step { key: None, value: &found.object };
        for segment in path.segments() {
            let next = match segment {
                Segment::Field(name) | Segment::Key(name) => here
                    .value
                    .entry(name)
                    .map(|entry| Step { key: Some(entry.bytes.clone()), value: &entry.value }),
                Segment::Index(index) => here.value.item(*index).map(|value| Step { key: None, value }),
            };
            let Some(next) = next else {
                let start = here.value.bytes.start;
                let first_line = || start..self.line_end(start).min(here.value.bytes.end.max(start));
                return Some(found.lines.range(&here.key.clone().unwrap_or_else(first_line)));
            };
            here = next;
        }
        Some(found.lines.range(&wanted(&here)))
    }

    /// The end of the line that a byte stands in.
    fn line_end(&self, from: usize) -> usize {
        let rest = self.text.get(from..).unwrap_or_default();
        let length = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
        from.saturating_add(length)
    }
}

/// A thing on the way along a path.
struct Step<'t> {
    /// Where its key stands; `None` for the object and for items of lists.
    key: Option<ops::Range<usize>>,
    value: &'t Tree,
}

/// Reads the document that an object is of.
fn find<'a>(text: &'a [u8], origin: &Origin) -> Option<Found<'a>> {
    let wanted = |piece: &Piece| piece.document == origin.document && !matches!(piece.form, Form::Broken(_));
    let piece = pieces(text, false).into_iter().find(wanted)?;
    let document = text.get(piece.bytes.clone())?;
    let object = match piece.form {
        Form::Json(_) => tree_json::of_json(document, piece.bytes.start, &origin.items)?,
        Form::Yaml | Form::NotJson(_) => tree::of_yaml(document, piece.bytes.start, &origin.items)?,
        Form::Broken(_) => return None,
    };
    Some(Found { lines: Lines::of(text), object })
}

/// The place of a field, as [`Places::range`] has it; for many fields of one object, ask [`Places`].
pub fn locate(text: &[u8], origin: &Origin, path: &FieldPath) -> Option<Range> {
    Places::of(text, origin).range(path)
}
