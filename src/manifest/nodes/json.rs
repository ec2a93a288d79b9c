//! Node objects in JSON, straight from bytes: no tree is built, and what nobody asks about is skipped.
//!
//! Only text with nothing to say about is read here: one List, one array or one Node, where every item is a Node. Anything
//! else, a mistake above all, is left to [`objects`](super::objects), which is slower and knows what to say.

use std::{borrow::Cow, collections::HashSet, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use crate::model::{
    fleet::Fleet,
    taint::{Effect, Taint},
};

use super::{Carries, Form, NodesReading, objects};

/// A string that is borrowed from the text where it has no escapes; `null` is the empty string.
#[derive(Debug, Default)]
struct Text<'t>(Cow<'t, str>);

/// A map of strings in the order of the text.
#[derive(Debug, Default)]
struct Pairs<'t>(Vec<(Text<'t>, Text<'t>)>);

/// The items of a list; `null` is the empty list.
#[derive(Debug)]
struct Items<T>(Vec<T>);

impl<T> Default for Items<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 't"))]
struct Object<'t> {
    api_version: Text<'t>,
    kind: Text<'t>,
    items: Option<Items<Item<'t>>>,
    metadata: Option<Metadata<'t>>,
    spec: Spec<'t>,
    status: Status<'t>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 't"))]
struct Item<'t> {
    api_version: Text<'t>,
    kind: Text<'t>,
    items: Option<IgnoredAny>,
    metadata: Metadata<'t>,
    spec: Spec<'t>,
    status: Status<'t>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 't"))]
struct Metadata<'t> {
    name: Text<'t>,
    labels: Pairs<'t>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 't"))]
struct Spec<'t> {
    unschedulable: bool,
    taints: Items<TaintText<'t>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 't"))]
struct TaintText<'t> {
    key: Text<'t>,
    value: Text<'t>,
    effect: Text<'t>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 't"))]
struct Status<'t> {
    conditions: Items<Condition<'t>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 't"))]
struct Condition<'t> {
    #[serde(rename = "type")]
    kind: Text<'t>,
    status: Text<'t>,
}

/// Reads JSON text; `None` where there is anything to say about it that takes a closer look.
pub(super) fn read(text: &[u8]) -> Option<NodesReading> {
    let array = text.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
    let items = if array {
        serde_json::from_slice::<Items<Item<'_>>>(text).ok()?.0
    } else {
        of_object(serde_json::from_slice(text).ok()?)?
    };
    let mut fleet = Fleet::new();
    for item in items {
        push(item, &mut fleet)?;
    }
    let mut seen = HashSet::with_capacity(fleet.len());
    if !fleet.iter().all(|node| seen.insert(node.name())) {
        return None;
    }
    let mut reading = NodesReading {
        fleet,
        form: Form::Objects,
        carries: Carries { labels: true, taints: true },
        ..NodesReading::default()
    };
    if reading.fleet.is_empty() {
        return None;
    }
    objects::say_unready(&mut reading, text);
    Some(reading)
}

fn of_object(object: Object<'_>) -> Option<Vec<Item<'_>>> {
    match (&*object.api_version.0, &*object.kind.0, object.items, object.metadata) {
        ("" | "v1", "" | "List" | "NodeList", Some(items), _) => Some(items.0),
        ("" | "v1", "" | "Node", None, Some(metadata)) => {
            Some(vec![Item { metadata, spec: object.spec, status: object.status, ..Item::default() }])
        }
        _ => None,
    }
}

/// Adds a node to the fleet; `None` for what is not plainly a good node.
fn push(item: Item<'_>, fleet: &mut Fleet) -> Option<()> {
    let plain = matches!(&*item.kind.0, "" | "Node")
        && matches!(&*item.api_version.0, "" | "v1")
        && item.items.is_none()
        && is_name(item.metadata.name.0.as_bytes());
    if !plain {
        return None;
    }
    let labels = &item.metadata.labels.0;
    let ascending = labels.is_sorted_by(|(earlier, _), (later, _)| earlier.0 < later.0);
    let good = labels.iter().all(|(key, value)| is_label(key.0.as_bytes(), value.0.as_bytes()));
    if !(good && (ascending || is_distinct(labels))) {
        return None;
    }
    let taints: Option<Vec<Taint>> = item.spec.taints.0.into_iter().map(taint).collect();
    let ready = item.status.conditions.0.iter().find(|condition| condition.kind.0 == "Ready");
    fleet.push(
        &item.metadata.name.0,
        labels.iter().map(|(key, value)| (&*key.0, &*value.0)),
        taints?,
        item.spec.unschedulable,
        ready.map(|condition| &*condition.status.0),
    );
    Some(())
}

fn is_distinct(labels: &[(Text<'_>, Text<'_>)]) -> bool {
    let mut seen = HashSet::with_capacity(labels.len());
    labels.iter().all(|(key, _)| seen.insert(&*key.0))
}

fn taint(text: TaintText<'_>) -> Option<Taint> {
    let effect = Effect::from(text.effect.0.into_owned());
    let known = matches!(effect, Effect::NoSchedule | Effect::PreferNoSchedule | Effect::NoExecute);
    known.then(|| Taint { key: text.key.0.into_owned(), value: text.value.0.into_owned(), effect })
}

/// Whether a name has only what a DNS subdomain can have; the finer points are the slow way's.
fn is_name(name: &[u8]) -> bool {
    let allowed =
        |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
    matches!(name.len(), 1..=253) && name.iter().all(allowed)
}

/// Whether a label has only what labels can have; the finer points are the slow way's.
fn is_label(key: &[u8], value: &[u8]) -> bool {
    let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    matches!(key.len(), 1..=317)
        && value.len() <= 63
        && key.iter().all(|byte| allowed(byte) || *byte == b'/')
        && value.iter().all(allowed)
}

impl<'de: 't, 't> Deserialize<'de> for Text<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Strings;
        impl<'de> Visitor<'de> for Strings {
            type Value = Text<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(text)))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(Text::default())
            }
        }
        deserializer.deserialize_any(Strings)
    }
}

impl<'de: 't, 't> Deserialize<'de> for Pairs<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Maps;
        impl<'de> Visitor<'de> for Maps {
            type Value = Pairs<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(Pairs::default())
            }
        }
        deserializer.deserialize_any(Maps)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Items<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Lists<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Lists<T> {
            type Value = Items<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element()? {
                    items.push(item);
                }
                Ok(Items(items))
            }
            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(Items::default())
            }
        }
        deserializer.deserialize_any(Lists(PhantomData))
    }
}
