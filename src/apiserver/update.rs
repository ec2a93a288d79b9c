//! What the server does to a DaemonSet that takes the place of another one (upstream: `rest.BeforeUpdate` and the DaemonSet's
//! strategy).

use super::{
    Admitted, Refusal, admit_over, create,
    differences::{Difference, differences},
};
use crate::model::value::Value;

/// An update that the API server accepts.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// The object as it is stored. `metadata.generation` and the template generation are counted on from those of the object
    /// before, which has 1 where it was made by [`super::admit`].
    pub admitted: Admitted,
    /// What differs from the object before, defaults included; empty for none.
    pub differences: Vec<Difference>,
}

impl Update {
    /// Whether the template differs: this alone starts a rollout, and counts the template generation.
    pub fn is_rollout(&self) -> bool {
        self.differences.iter().any(Difference::is_of_template)
    }
}

/// Decodes strictly, defaults and validates, as the API server does with a DaemonSet that is sent in the place of the one of the same
/// namespace and name (`kubectl replace`). What only the server sets is taken over from the one before, whatever the manifest says of it.
///
/// The selector must be the same. Everything else is refused or accepted as in [`super::admit`].
pub fn admit_update(object: &Value, previous: &Admitted) -> Result<Update, Refusal> {
    let mut admitted = admit_over(object, Some(previous.object()))?;
    let before = previous.object.pointer("/metadata/generation").and_then(Value::as_i64).unwrap_or(1);
    let template_before = create::template_generation(&previous.object);
    // The numbers first as they were, so that they are no difference.
    count(&mut admitted.object, before, template_before);
    let differences = differences(previous.object(), &admitted.object);
    let counted =
        |number: i64, is: fn(&Difference) -> bool| number.wrapping_add(i64::from(differences.iter().any(is)));
    let numbers =
        (counted(before, Difference::is_of_spec), counted(template_before, Difference::is_of_template));
    count(&mut admitted.object, numbers.0, numbers.1);
    Ok(Update { admitted, differences })
}

fn count(object: &mut Value, generation: i64, of_template: i64) {
    if let Some(metadata) = object.get_mut("metadata").and_then(Value::as_object_mut) {
        create::set_generations(metadata, generation, of_template);
    }
}
