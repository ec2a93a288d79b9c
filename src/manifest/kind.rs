//! What an object says that it is.

use crate::model::{slips::slips, value::Value};

/// What an object of a manifest is to a planner of DaemonSets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A DaemonSet, or meant to be one: the kind under another `apiVersion`, or nearly spelt so. The API server says
    /// which it is.
    DaemonSet,
    /// Anything else.
    Other,
}

/// The largest number of letters that may be wrong, swapped or missing in `DaemonSet`.
const MOST_SLIPS: usize = 2;

/// What an object is. Something without a `kind` is no DaemonSet.
pub fn kind(object: &Value) -> Kind {
    let kind = object.get("kind").and_then(Value::as_str).unwrap_or_default();
    let slips = slips(&kind.to_ascii_lowercase(), "daemonset");
    if slips <= MOST_SLIPS { Kind::DaemonSet } else { Kind::Other }
}

#[cfg(test)]
mod tests {
    use crate::model::testing::json;

    use super::{Kind, kind};

    #[test]
    fn a_daemon_set_is_known_by_its_kind_even_misspelt() {
        for (object, expected) in [
            (json!({"apiVersion": "apps/v1", "kind": "DaemonSet"}), Kind::DaemonSet),
            (json!({"apiVersion": "extensions/v1beta1", "kind": "DaemonSet"}), Kind::DaemonSet),
            (json!({"kind": "Daemonset"}), Kind::DaemonSet),
            (json!({"kind": "DeamonSet"}), Kind::DaemonSet),
            (json!({"kind": "DaemonSets"}), Kind::DaemonSet),
            (json!({"kind": "StatefulSet"}), Kind::Other),
            (json!({"kind": "DaemonSetList"}), Kind::Other),
            (json!({"kind": 3}), Kind::Other),
            (json!({}), Kind::Other),
            (json!([]), Kind::Other),
        ] {
            assert_eq!(kind(&object), expected, "{object}");
        }
    }
}
