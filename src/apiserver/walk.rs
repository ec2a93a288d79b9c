//! Paths of fields in text, for tables.

use crate::model::{
    find::{cut_any, holds},
    object::Map,
    value::Value,
};

/// Goes along a path of fields, with dots between, and through every item of a list, and does something with the last field and each
/// object that it is of. `|` stands between alternatives that are all gone through, `/` between such of which only the first that is
/// there counts.
pub(super) fn walk(value: &mut Value, path: &str, act: &mut dyn FnMut(&mut Map, &str)) {
    if let Value::Array(items) = value {
        for item in items {
            walk(item, path, act);
        }
        return;
    }
    let Some(fields) = value.as_object_mut() else { return };
    let Some((names, rest)) = path.split_once('.') else {
        act(fields, path);
        return;
    };
    let mut others = Some(names);
    while let Some(left) = others {
        let (name, behind) = cut_any(left, b"|/").map_or((left, None), |(name, behind)| (name, Some(behind)));
        others = behind;
        let Some(inner) = fields.get_mut(name) else { continue };
        walk(inner, rest, act);
        if holds(names, '/') {
            return;
        }
    }
}
