//! Node objects in JSON, straight from bytes: no tree is built, and what nobody asks about is skipped.
//!
//! Only text with nothing to say about is read here: one List, one array or one Node, where every item is a Node. Anything
//! else, a mistake above all, is left to [`objects`](super::objects), which is slower and knows what to say.

use super::{Carries, Form, NodesReading, cursor::Cursor, objects};
use crate::model::{
    fleet::Fleet,
    order,
    taint::{Effect, Taint},
};

/// What an object has of the fields of a Node and of a List; each field may come once.
#[derive(Default)]
struct Object<'t> {
    version: Option<&'t str>,
    kind: Option<&'t str>,
    items: Option<()>,
    metadata: Option<()>,
    spec: Option<()>,
    status: Option<()>,
    name: Option<&'t str>,
    labels: Option<Vec<(&'t str, &'t str)>>,
    taints: Option<Vec<Taint>>,
    unschedulable: Option<bool>,
    conditions: Option<()>,
    ready: Option<&'t str>,
    allocatable: Option<Vec<(&'t str, &'t str)>>,
}

/// Reads JSON text; `None` where there is anything to say about it that takes a closer look.
pub(super) fn read(text: &[u8]) -> Option<NodesReading> {
    let mut cursor = Cursor::new(text);
    let mut fleet = Fleet::new();
    if cursor.peek()? == b'[' {
        nodes(&mut cursor, &mut fleet)?;
    } else {
        let object = object(&mut cursor, Some(&mut fleet))?;
        if object.items.is_some() {
            object.is_a("List").or_else(|| object.is_a("NodeList"))?;
        } else {
            push(object, &mut fleet)?;
        }
    }
    if !cursor.is_at_end() || fleet.is_empty() || !fleet.has_distinct_names() {
        return None;
    }
    let mut reading = NodesReading {
        fleet,
        form: Form::Objects,
        carries: Carries { labels: true, taints: true },
        ..NodesReading::default()
    };
    objects::say_unready(&mut reading, text);
    Some(reading)
}

fn nodes(cursor: &mut Cursor<'_>, fleet: &mut Fleet) -> Option<()> {
    cursor.items(&mut |cursor| {
        let object = object(cursor, None)?;
        push(object, fleet)
    })
}

/// Reads an object. Only the outermost may be a List; its items go to the fleet.
fn object<'t>(cursor: &mut Cursor<'t>, mut fleet: Option<&mut Fleet>) -> Option<Object<'t>> {
    let mut object = Object::default();
    if cursor.peek()? != b'{' {
        return None;
    }
    cursor.fields(&mut |cursor, key| match key {
        b"apiVersion" => once(&mut object.version, cursor.text()?),
        b"kind" => once(&mut object.kind, cursor.text()?),
        b"items" => {
            once(&mut object.items, ())?;
            nodes(cursor, fleet.as_deref_mut()?)
        }
        b"metadata" => {
            once(&mut object.metadata, ())?;
            cursor.fields(&mut |cursor, key| match key {
                b"name" => once(&mut object.name, cursor.text()?),
                b"labels" => once(&mut object.labels, labels(cursor)?),
                _ => cursor.skip(),
            })
        }
        b"spec" => {
            once(&mut object.spec, ())?;
            cursor.fields(&mut |cursor, key| match key {
                b"taints" => once(&mut object.taints, taints(cursor)?),
                b"unschedulable" => once(&mut object.unschedulable, cursor.boolean_or_null()?),
                _ => cursor.skip(),
            })
        }
        b"status" => {
            once(&mut object.status, ())?;
            cursor.fields(&mut |cursor, key| match key {
                b"conditions" => {
                    once(&mut object.conditions, ())?;
                    ready(cursor, &mut object.ready)
                }
                b"allocatable" => once(&mut object.allocatable, labels(cursor)?),
                _ => cursor.skip(),
            })
        }
        _ => cursor.skip(),
    })?;
    Some(object)
}

/// Sets a field; `None` where it was set before.
fn once<T>(field: &mut Option<T>, value: T) -> Option<()> {
    field.replace(value).is_none().then_some(())
}

fn labels<'t>(cursor: &mut Cursor<'t>) -> Option<Vec<(&'t str, &'t str)>> {
    let mut labels = Vec::with_capacity(16);
    cursor.fields(&mut |cursor, key| {
        labels.push((std::str::from_utf8(key).ok()?, cursor.text()?));
        Some(())
    })?;
    Some(labels)
}

fn taints(cursor: &mut Cursor<'_>) -> Option<Vec<Taint>> {
    let mut taints = Vec::new();
    cursor.items(&mut |cursor| {
        let (mut name, mut value, mut effect) = (None, None, None);
        cursor.fields(&mut |cursor, key| match key {
            b"key" => once(&mut name, cursor.text()?),
            b"value" => once(&mut value, cursor.text()?),
            b"effect" => once(&mut effect, cursor.text()?),
            _ => cursor.skip(),
        })?;
        let effect = Effect::from(effect?.to_owned());
        let known = matches!(effect, Effect::NoSchedule | Effect::PreferNoSchedule | Effect::NoExecute);
        taints.push(known.then(|| Taint {
            key: name.unwrap_or_default().to_owned(),
            value: value.unwrap_or_default().to_owned(),
            effect,
        })?);
        Some(())
    })?;
    Some(taints)
}

/// The status of the first `Ready` condition.
fn ready<'t>(cursor: &mut Cursor<'t>, ready: &mut Option<&'t str>) -> Option<()> {
    cursor.items(&mut |cursor| {
        let (mut kind, mut status) = (None, None);
        cursor.fields(&mut |cursor, key| match key {
            b"type" => once(&mut kind, cursor.text()?),
            b"status" => once(&mut status, cursor.text()?),
            _ => cursor.skip(),
        })?;
        if kind == Some("Ready") && ready.is_none() {
            *ready = Some(status.unwrap_or_default());
        }
        Some(())
    })
}

impl Object<'_> {
    /// Whether the object is of a kind of the core group, or does not say.
    fn is_a(&self, kind: &str) -> Option<()> {
        let own = self.kind.unwrap_or_default();
        let good = matches!(self.version.unwrap_or_default(), "" | "v1") && (own.is_empty() || own == kind);
        good.then_some(())
    }
}

/// Adds a node to the fleet; `None` for what is not plainly a good node.
fn push(object: Object<'_>, fleet: &mut Fleet) -> Option<()> {
    object.is_a("Node")?;
    let name = object.name.filter(|name| is_name(name.as_bytes()))?;
    let labels = object.labels.unwrap_or_default();
    let ascending = labels.is_sorted_by(|(earlier, _), (later, _)| earlier < later);
    let good = labels.iter().all(|(key, value)| is_label(key.as_bytes(), value.as_bytes()));
    if object.items.is_some() || !good || !(ascending || is_distinct(&labels)) {
        return None;
    }
    let taints = object.taints.unwrap_or_default();
    fleet.push(name, &labels, taints, object.unschedulable.unwrap_or_default(), object.ready);
    if let Some(amounts) = object.allocatable {
        fleet.allocate(&amounts);
    }
    Some(())
}

fn is_distinct(labels: &[(&str, &str)]) -> bool {
    let mut keys: Vec<&str> = Vec::new();
    for (key, _) in labels {
        keys.push(key);
    }
    order::sort_by(&mut keys, Ord::cmp);
    keys.is_sorted_by(|one, next| one < next)
}

/// Whether a name has only what a DNS subdomain can have; the finer points are the slow way's.
fn is_name(name: &[u8]) -> bool {
    matches!(name.len(), 1..=253) && classes(name) & (OTHER | UPPER | SLASH) == 0
}

/// Whether a label has only what labels can have; the finer points are the slow way's.
fn is_label(key: &[u8], value: &[u8]) -> bool {
    matches!(key.len(), 1..=317)
        && value.len() <= 63
        && classes(key) & OTHER == 0
        && classes(value) & (OTHER | SLASH) == 0
}

/// A byte that no name and no label has.
const OTHER: u8 = 1;
/// A capital letter or `_`.
const UPPER: u8 = 2;
/// A `/`.
const SLASH: u8 = 4;

/// What kinds of bytes there are in a text.
fn classes(text: &[u8]) -> u8 {
    text.iter().fold(0, |classes, byte| {
        classes
            | match byte {
                b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' => 0,
                b'A'..=b'Z' | b'_' => UPPER,
                b'/' => SLASH,
                _ => OTHER,
            }
    })
}
