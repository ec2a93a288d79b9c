//! Fields of a Pod template, found by patterns.

use crate::{
    diagnostic::FieldPath,
    model::{list::Keeping, value::Value},
};

const NOTHING: &Value = &Value::Null;
/// Containers in the order in which upstream visits them.
const CONTAINERS: &str = "initContainers|containers.*.";

/// A field that a pattern leads to.
#[derive(Clone)]
pub(super) struct Found<'a> {
    /// Its value; nothing where it is absent.
    pub(super) value: &'a Value,
    /// Its path, from the DaemonSet on.
    pub(super) path: FieldPath,
    /// The `name` of the outermost item of a list that it is in, mostly a container; `None` where it is in none.
    pub(super) owner: Option<&'a str>,
    /// That item.
    pub(super) item: &'a Value,
}

impl<'a> Found<'a> {
    /// The value as text; empty where it is none.
    pub(super) fn text(&self) -> &'a str {
        self.value.as_str().unwrap_or_default()
    }
}

/// Which values count.
pub(super) type Bad = fn(&Value) -> bool;
/// Where fields are looked for: [`in_pod`], [`in_containers`] or [`in_both`].
pub(super) type Search = for<'a> fn(&'a Value, &str, Bad) -> Vec<Found<'a>>;

/// The fields of the Pod's `spec` that a pattern leads to and whose values count. `*` stands for each item of a list, `a|b` for the
/// one and then the other. An absent field is found too, as nothing, but no item of an absent list.
pub(super) fn in_pod<'a>(template: &'a Value, pattern: &str, bad: Bad) -> Vec<Found<'a>> {
    let mut all = Vec::new();
    let start = Found {
        value: template.get("spec").unwrap_or(NOTHING),
        path: FieldPath::of("spec.template.spec"),
        owner: None,
        item: NOTHING,
    };
    walk(&start, pattern, &mut all);
    all.keep(&|found| bad(found.value));
    all
}

/// The same in each container.
pub(super) fn in_containers<'a>(template: &'a Value, pattern: &str, bad: Bad) -> Vec<Found<'a>> {
    in_pod(template, &[CONTAINERS, pattern].concat(), bad)
}

/// The same in the Pod itself, and then in each container.
pub(super) fn in_both<'a>(template: &'a Value, pattern: &str, bad: Bad) -> Vec<Found<'a>> {
    let mut all = in_pod(template, pattern, bad);
    all.append(&mut in_containers(template, pattern, bad));
    all
}

fn walk<'a>(from: &Found<'a>, pattern: &str, all: &mut Vec<Found<'a>>) {
    let (names, rest) = pattern.split_once('.').unwrap_or((pattern, ""));
    for name in names.split('|') {
        if name == "*" {
            for (position, item) in from.value.as_array().map_or(&[][..], Vec::as_slice).iter().enumerate() {
                let outermost = from.owner.is_none();
                step(
                    Found {
                        value: item,
                        path: from.path.index(position),
                        owner: if outermost { Some(item.text("name")) } else { from.owner },
                        item: if outermost { item } else { from.item },
                    },
                    rest,
                    all,
                );
            }
        } else {
            let value = from.value.get(name).unwrap_or(NOTHING);
            step(Found { value, path: from.path.field_named(name), ..*from }, rest, all);
        }
    }
}

fn step<'a>(found: Found<'a>, rest: &str, all: &mut Vec<Found<'a>>) {
    if rest.is_empty() {
        all.push(found);
    } else {
        walk(&found, rest, all);
    }
}

/// What stands behind fields of fields, as [`Value::pointer`] has it; nothing where it is absent.
pub(super) fn at<'v>(value: &'v Value, names: &str) -> &'v Value {
    value.pointer(names).unwrap_or(NOTHING)
}

/// Each owner once, in order.
pub(super) fn owners<'a>(found: &[Found<'a>]) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for one in found {
        if let Some(owner) = one.owner
            && !names.contains(&owner)
        {
            names.push(owner);
        }
    }
    names
}

pub(super) fn is_true(value: &Value) -> bool {
    value.as_bool() == Some(true)
}

pub(super) fn is_not_false(value: &Value) -> bool {
    value.as_bool() != Some(false)
}

pub(super) fn is_false(value: &Value) -> bool {
    value.as_bool() == Some(false)
}

pub(super) fn is_zero(value: &Value) -> bool {
    value.as_i64() == Some(0)
}

pub(super) fn is_number(value: &Value) -> bool {
    value.as_i64().is_some_and(|number| number != 0)
}

pub(super) fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.is_empty())
}
