//! A YAML document as an untyped tree, as sigs.k8s.io/yaml makes JSON of it with go.yaml.in/yaml/v2.

use std::ops::Range;

use super::{
    number::{float, key},
    scalar::{Scalar, resolve},
    stream::Fault,
    syntax::{Event, EventData, Events, readable},
};
use crate::model::{object::Map, ordered::OrderedMap, value::Value};

/// How deep maps and lists may lie in each other.
pub(super) const MOST_DEEP: usize = 100;
/// How many values of one map may be such that JSON has no word for them, though all be set again.
const MOST_UNFIT: usize = 100;
/// How many bytes of text aliases may repeat.
const MOST_REPEATED: usize = 16 << 20;

/// A key that stands twice in one map.
#[derive(Clone, Debug)]
pub(super) struct Duplicate {
    /// The key, as text.
    pub(super) key: String,
    /// Where it stands the second time.
    pub(super) bytes: Range<usize>,
}

/// A document's tree, and what is odd about its text.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    /// The tree; `null` for nothing at all.
    pub(super) value: Value,
    /// The keys that stand twice; the last of two wins.
    pub(super) duplicates: Vec<Duplicate>,
    /// Where text begins that kubectl never reads, because the document ends before it.
    pub(super) unread: Option<usize>,
}

/// Reads a document.
pub(super) fn read(piece: &[u8], offset: usize) -> Result<Content, Box<Fault>> {
    let text = readable(piece, offset)?;
    let mut builder = Builder {
        events: Events::of(text, offset),
        anchors: OrderedMap::new(),
        aliased: piece.contains(&b'*'),
        nodes: 0,
        repeated: 0,
        copied: 0,
        duplicates: Vec::new(),
        unread: None,
    };
    let value = builder.document()?;
    Ok(Content { value, duplicates: builder.duplicates, unread: builder.unread })
}

/// What an anchor names.
#[derive(Clone)]
struct Anchored {
    node: Node,
    /// How many nodes it is.
    nodes: usize,
    /// How many bytes of text.
    size: usize,
}

/// A value, and what it is as a key of a map.
#[derive(Clone)]
struct Node {
    value: Value,
    key: Result<String, &'static str>,
    /// What JSON has no word for, anywhere in it, and where; with the key of this map that has it. It may be a key all the
    /// same, or the first of two equal keys may have it.
    unfit: Vec<(String, (&'static str, Range<usize>))>,
    /// How many levels of maps and lists it has.
    levels: usize,
}

struct Builder<'a> {
    events: Events<'a>,
    /// `None` while the anchor's own value is being read.
    anchors: OrderedMap<String, Option<Anchored>>,
    /// Is there anything that could be an alias?
    aliased: bool,
    /// Nodes read, those behind aliases too.
    nodes: usize,
    /// Those behind aliases.
    repeated: usize,
    /// Bytes of text kept for aliases or repeated by them.
    copied: usize,
    duplicates: Vec<Duplicate>,
    unread: Option<usize>,
}

impl Builder<'_> {
    fn document(&mut self) -> Result<Value, Box<Fault>> {
        if let (EventData::StreamEnd, _) = self.events.next()? {
            return Ok(Value::Null);
        }
        let first = self.events.next()?;
        let node = self.node(first, 0)?;
        if let Some((_, (message, bytes))) = node.unfit.into_iter().next() {
            return Err(fault(message, bytes));
        }
        self.events.next()?;
        self.unread = match self.events.next() {
            Ok((EventData::StreamEnd, _)) => None,
            Ok((_, bytes)) => Some(bytes.start),
            Err(fault) => Some(fault.bytes.start),
        };
        Ok(node.value)
    }

    fn node(&mut self, (event, bytes): Event, depth: usize) -> Result<Node, Box<Fault>> {
        if depth > MOST_DEEP {
            return Err(too_deep(bytes));
        }
        self.nodes = self.nodes.saturating_add(1);
        self.check_aliasing(&bytes)?;
        let before = (self.nodes, bytes.start);
        let collection = !matches!(event, EventData::Scalar { .. });
        let (anchor, node, end) = match event {
            EventData::Alias { anchor } => return self.alias(&anchor, bytes, depth),
            EventData::Scalar { anchor, tag, value, plain_implicit, .. } => {
                let plain = tag.is_some() || plain_implicit;
                (anchor, scalar(tag.as_deref(), value, plain, &bytes)?, bytes.end)
            }
            EventData::SequenceStart { anchor, .. } => {
                self.open(anchor.as_deref());
                let (node, end) = self.list(depth)?;
                (anchor, node, end)
            }
            EventData::MappingStart { anchor, .. } => {
                self.open(anchor.as_deref());
                let (node, end) = self.map(depth)?;
                (anchor, node, end)
            }
            _ => return Err(fault("did not find expected node content", bytes)),
        };
        if let Some(anchor) = anchor.filter(|_| self.aliased) {
            let size = end.saturating_sub(before.1);
            self.copied = self.copied.saturating_add(size);
            self.check_aliasing(&bytes)?;
            let nodes = self.nodes.saturating_sub(before.0).saturating_add(1);
            // A name belongs to what began last under it, and that may have been something within this.
            if !collection || self.anchors.get(&anchor).is_none_or(Option::is_none) {
                self.anchors.insert(anchor, Some(Anchored { node: node.clone(), nodes, size }));
            }
        }
        Ok(node)
    }

    fn open(&mut self, anchor: Option<&str>) {
        if let Some(anchor) = anchor {
            self.anchors.insert(anchor.to_owned(), None);
        }
    }

    fn list(&mut self, depth: usize) -> Result<(Node, usize), Box<Fault>> {
        let (mut items, mut levels, mut unfit) = (Vec::new(), 0, Vec::new());
        loop {
            let event = self.events.next()?;
            if let (EventData::SequenceEnd, bytes) = event {
                let key = Err("invalid map key: a list");
                return Ok((Node { value: Value::Array(items), key, unfit, levels: levels + 1 }, bytes.end));
            }
            let mut node = self.node(event, depth.saturating_add(1))?;
            levels = levels.max(node.levels);
            unfit.append(&mut node.unfit);
            items.push(node.value);
        }
    }

    fn map(&mut self, depth: usize) -> Result<(Node, usize), Box<Fault>> {
        let (mut map, mut levels) = (Map::new(), 0);
        // The keys that came by a merge may be set again.
        let mut merged: Vec<String> = Vec::new();
        let mut unfit: Vec<(String, _)> = Vec::new();
        loop {
            let event = self.events.next()?;
            let bytes = event.1.clone();
            if let EventData::MappingEnd = event.0 {
                let key = Err("invalid map key: a map");
                return Ok((Node { value: Value::Object(map), key, unfit, levels: levels + 1 }, bytes.end));
            }
            if is_merge(&event.0) {
                // It may have an anchor.
                self.node(event, depth.saturating_add(1))?;
                let from = self.events.next()?;
                let (maps, mut rest) = self.merge(from, depth.saturating_add(1))?;
                levels = levels.max(rest.levels);
                for from in maps {
                    for (key, value) in from {
                        unfit.retain(|(own, _)| *own != key);
                        merged.push(key.clone());
                        map.insert(key, value);
                    }
                }
                unfit.append(&mut rest.unfit);
                continue;
            }
            let key = self.node(event, depth.saturating_add(1))?.key;
            let event = self.events.next()?;
            let mut node = self.node(event, depth.saturating_add(1))?;
            let key = match key {
                Ok(key) => key,
                // The library makes such a map; it cannot become JSON.
                Err(message) if message.starts_with("unsupported") => {
                    unfit.push((MERGE.to_owned(), (message, bytes)));
                    continue;
                }
                Err(message) => return Err(fault(message, bytes)),
            };
            levels = levels.max(node.levels);
            unfit.retain(|(own, _)| *own != key);
            for (own, _) in &mut node.unfit {
                key.clone_into(own);
            }
            unfit.append(&mut node.unfit);
            if let (Some((_, (message, bytes))), true) = (unfit.first(), unfit.len() > MOST_UNFIT) {
                return Err(fault(message, bytes.clone()));
            }
            if map.contains_key(&key) && !merged.contains(&key) {
                self.duplicates.push(Duplicate { key: key.clone(), bytes });
            }
            map.insert(key, node.value);
        }
    }

    /// The maps behind `<<`, those that win last, and the rest of their node.
    fn merge(&mut self, (event, bytes): Event, depth: usize) -> Result<(Vec<Map>, Node), Box<Fault>> {
        let unfit = || fault("map merge requires map or sequence of maps as the value", bytes.clone());
        let alone = matches!(event, EventData::Alias { .. } | EventData::MappingStart { .. });
        if !alone && !matches!(event, EventData::SequenceStart { .. }) {
            return Err(unfit());
        }
        let mut node = self.node((event, bytes.clone()), depth)?;
        let maps = match std::mem::take(&mut node.value) {
            Value::Object(map) if alone => vec![map],
            Value::Array(items) if !alone => {
                node.levels = node.levels.saturating_sub(1);
                let mut maps = Vec::new();
                for item in items.into_iter().rev() {
                    let Value::Object(map) = item else { return Err(unfit()) };
                    maps.push(map);
                }
                maps
            }
            _ => return Err(unfit()),
        };
        node.levels = node.levels.saturating_sub(1);
        Ok((maps, node))
    }

    fn alias(&mut self, name: &str, bytes: Range<usize>, depth: usize) -> Result<Node, Box<Fault>> {
        let Some(found) = self.anchors.get(name) else {
            return Err(fault(&format!("unknown anchor '{name}' referenced"), bytes));
        };
        let Some(anchored) = found else {
            return Err(fault(&format!("anchor '{name}' value contains itself"), bytes));
        };
        if depth.saturating_add(anchored.node.levels) > MOST_DEEP {
            return Err(too_deep(bytes));
        }
        self.nodes = self.nodes.saturating_add(anchored.nodes);
        self.repeated = self.repeated.saturating_add(anchored.nodes);
        self.copied = self.copied.saturating_add(anchored.size);
        let anchored = anchored.node.clone();
        self.check_aliasing(&bytes)?;
        Ok(anchored)
    }

    /// The library's limit of nodes behind aliases, and one of ours, of bytes.
    fn check_aliasing(&self, bytes: &Range<usize>) -> Result<(), Box<Fault>> {
        let excessive = self.repeated > 100 && self.nodes > 1000 && {
            // At most 99 in a hundred up to 400,000 nodes, falling evenly to 10 from 4,000,000 on.
            let beyond = self.nodes.clamp(400_000, 4_000_000) - 400_000;
            #[expect(clippy::cast_precision_loss, reason = "as the library counts")]
            let (allowed, share) =
                (0.99 - 0.89 * (beyond as f64 / 3_600_000.0), self.repeated as f64 / self.nodes as f64);
            share > allowed
        };
        if excessive || self.copied > MOST_REPEATED {
            let message = "document contains excessive aliasing".to_owned();
            return Err(Box::new(Fault { code: "excessive-aliasing", message, bytes: bytes.clone() }));
        }
        Ok(())
    }
}

/// The merge key.
const MERGE: &str = "<<";

/// Is this key the merge key?
fn is_merge(event: &EventData) -> bool {
    matches!(event, EventData::Scalar { value, plain_implicit, tag, .. }
        if value == MERGE && (*plain_implicit || tag.as_deref() == Some("tag:yaml.org,2002:merge")))
}

fn scalar(tag: Option<&str>, text: String, plain: bool, bytes: &Range<usize>) -> Result<Node, Box<Fault>> {
    let meaning = if plain { resolve(tag, &text) } else { Ok(Scalar::Text) };
    let meaning = meaning.map_err(|message| fault(&message, bytes.clone()))?;
    let key = key(&meaning, &text);
    let message = match meaning {
        Scalar::Float(value) if value.is_nan() => "json: unsupported value: NaN",
        Scalar::Float(f64::INFINITY) => "json: unsupported value: +Inf",
        Scalar::Float(f64::NEG_INFINITY) => "json: unsupported value: -Inf",
        _ => "",
    };
    let mut unfit = Vec::new();
    if !message.is_empty() {
        unfit.push((String::new(), (message, bytes.clone())));
    }
    let value = match meaning {
        Scalar::Null => Value::Null,
        Scalar::Bool(value) => Value::Bool(value),
        Scalar::Int(value) => Value::from(value),
        #[expect(clippy::cast_precision_loss, reason = "beyond an int64, Kubernetes keeps a float64")]
        Scalar::Uint(value) => float(value as f64),
        Scalar::Float(value) => float(value),
        Scalar::Time | Scalar::Text => Value::String(text),
        Scalar::Bytes(text) => Value::String(text),
    };
    Ok(Node { value, key, unfit, levels: 0 })
}

#[expect(clippy::unnecessary_box_returns, reason = "faults go from hand to hand in boxes")]
fn fault(message: &str, bytes: Range<usize>) -> Box<Fault> {
    Box::new(Fault { code: "yaml-syntax", message: message.to_owned(), bytes })
}

/// The fault of a document that is nested too deep.
#[expect(clippy::unnecessary_box_returns, reason = "faults go from hand to hand in boxes")]
pub(super) fn too_deep(bytes: Range<usize>) -> Box<Fault> {
    let message = format!("maps and lists lie more than {MOST_DEEP} deep in each other");
    Box::new(Fault { code: "too-deep", message, bytes })
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::model::{testing::json, value::Value};

    #[test]
    fn texts_are_what_the_library_makes_of_them() {
        for (text, expected) in [
            // What is set again, or merged over, may be what JSON has no word for.
            ("a: .inf\na: 1\n", json!({"a": 1})),
            ("a: .nan\n<<: {a: 1}\n", json!({"a": 1})),
            ("<<: {a: {b: .nan}}\na: 1\n", json!({"a": 1})),
            ("a: {~: 1}\na: 1\n", json!({"a": 1})),
            // A name belongs to what began last under it.
            ("a: &x\n  b: &x 1\nc: *x\n", json!({"a": {"b": 1}, "c": 1})),
            ("a: &x {b: &x {c: 1}}\nd: *x\n", json!({"a": {"b": {"c": 1}}, "d": {"c": 1}})),
            ("a: {&x <<: {}}\nb: *x\n", json!({"a": {}, "b": "<<"})),
            ("a: &x 1\nb: &x 2\nc: *x\n", json!({"a": 1, "b": 2, "c": 2})),
            // Floats go through their shortest digits.
            ("a: -52136753537221449.0\n", json!({"a": -52_136_753_537_221_450_i64})),
            ("a: !!float 0777777777777777777777\n", json!({"a": 9_223_372_036_854_775_808.0})),
            ("!!float 1: a\n", json!({"1": "a"})),
            ("a: \"it\\'s \\\\'\"\nb: 'c\\'\n", json!({"a": "it's \\'", "b": "c\\"})),
            ("kind:!<<: [{b: 1}]\n", json!({"kind:!<<": [{"b": 1}]})),
            ("a: {!!st? b: c}\n", json!({"a": {"b": "c"}})),
            ("a: [b:, c:]\nd: {e:}\n", json!({"a": ["b:", "c:"], "d": {"e:": null}})),
            ("\u{FF41}: 1\n", json!({"\u{FF41}": 1})),
            // In brackets, too, a comma and a square bracket are a part of the tag before them.
            ("a: [!b, c]\n", json!({"a": ["c"]})),
            ("[!a[b], c]\n", json!(["c"])),
            // A byte-order mark is one only where a text begins.
            ("\u{FEFF}a: 1\n\u{FEFF}b: 2\n", json!({"a": 1, "\u{FEFF}b": 2})),
            // Of two carriage returns before a line feed, one goes.
            ("a: |\r\r\n b\r\r\n\r\r\n c", json!({"a": "b\n\nc\n"})),
            ("%TAG !e! tag:yaml.org,2002:\n---\na: !e!str 1\n", json!({"a": "1"})),
        ] {
            let read = read(text.as_bytes(), 0).map(|content| content.value);
            assert_eq!(read.map_err(|fault| fault.message), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_the_library_refuses_is_refused() {
        for (text, expected) in [
            ("%YAML 1.2\r---\ra: 1\r", "found incompatible YAML document"),
            ("[!a? b?]\n", "did not find expected ',' or ']'"),
            // The library loses the comma.
            ("[? , a]\n", "did not find expected ',' or ']'"),
            ("[!a]\n", "did not find expected ',' or ']'"),
            ("[\"\\/\"]\n", "found unknown escape character"),
            ("{a: b} \"\\/\"\n", "found unknown escape character"),
            ("a: b\n\tc: d\n", "found a tab character that violates indentation"),
            ("%TAG !e! x\n%TAG !e! y\n---\na: 1\n", "found duplicate %TAG directive"),
            ("a: !e!x 1\n", "found undefined tag handle"),
            ("a: !%C3%C3 1\n", "found an incorrect trailing UTF-8 octet"),
            ("\u{FEFF}\u{FEFF}a: 1\n", "two byte-order marks"),
            ("<<: {a: .inf}\n", "json: unsupported value: +Inf"),
            ("<<: [{a: [.inf]}]\nb: 1\n", "json: unsupported value: +Inf"),
            ("a: {~: 1}\n", "unsupported map key: null"),
            ("a: .inf\nb: 1\n", "json: unsupported value: +Inf"),
            ("- &x [*x]\n", "anchor 'x' value contains itself"),
        ] {
            let read = read(text.as_bytes(), 0).map(|content| content.value);
            assert_eq!(read.map_err(|fault| fault.message), Err::<Value, _>(expected.to_owned()), "{text}");
        }
    }
}
