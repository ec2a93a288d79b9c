//! Where everything in one object stands.

use crate::model::ordered::OrderedMap;
use std::{ops::Range, rc::Rc};

use super::{
    number::key,
    scalar::{Scalar, resolve},
    stream::Fault,
    syntax::{Event, EventData, Events},
    yaml::MOST_DEEP,
};

/// A value, and the bytes that it covers in the paste.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    /// From its first byte to behind its last.
    pub(super) bytes: Range<usize>,
    /// What lies in it.
    pub(super) content: Content,
}

/// What lies in a value.
#[derive(Clone, Debug, Default)]
pub(super) enum Content {
    /// Nothing.
    #[default]
    Scalar,
    /// The items of a list.
    List(Vec<Rc<Tree>>),
    /// The entries of a map, as they stand.
    Map(Vec<Entry>),
}

/// One entry of a map.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The key, as text; `None` for a merge.
    pub(super) key: Option<Box<str>>,
    /// Where the key stands.
    pub(super) bytes: Range<usize>,
    /// The value; for an alias, what it stands for.
    pub(super) value: Rc<Tree>,
}

impl Tree {
    /// The entry of a map that decides about a key: the last one that says anything about it.
    pub(super) fn entry(&self, key: &str) -> Option<&Entry> {
        let Content::Map(entries) = &self.content else { return None };
        entries.iter().rev().find_map(|entry| match &entry.key {
            Some(own) => (&**own == key).then_some(entry),
            None => match &entry.value.content {
                Content::List(maps) => maps.iter().find_map(|map| map.entry(key)),
                _ => entry.value.entry(key),
            },
        })
    }

    /// An item of a list.
    pub(super) fn item(&self, index: usize) -> Option<&Tree> {
        match &self.content {
            Content::List(items) => items.get(index).map(|item| &**item),
            _ => None,
        }
    }
}

/// The tree of the YAML document in `piece`, as far as it can be read. On the way through Lists and bare arrays, as
/// `items` names it, everything beside the object is left out.
pub(super) fn of_yaml(piece: &[u8], offset: usize, items: &[usize]) -> Option<Rc<Tree>> {
    let text = std::str::from_utf8(piece).ok()?;
    let mut builder = Builder { events: Events::of(text, offset), anchors: OrderedMap::new() };
    builder.events.next().ok()?;
    let first = builder.events.next().ok()?;
    builder.object(first, items).ok()?
}

/// What a list or map holds, its levels, and the byte behind it.
type Read<T> = Result<(T, usize, usize), Box<Fault>>;

struct Builder<'a> {
    events: Events<'a>,
    /// What the anchors name, and how many levels of maps and lists it has.
    anchors: OrderedMap<String, (Rc<Tree>, usize)>,
}

impl Builder<'_> {
    /// The object behind `items`.
    fn object(&mut self, event: Event, items: &[usize]) -> Result<Option<Rc<Tree>>, Box<Fault>> {
        let Some((&wanted, inner)) = items.split_first() else {
            return self.node(event, 0).map(|(tree, _)| Some(tree));
        };
        match event.0 {
            EventData::SequenceStart { .. } => self.item(wanted, inner),
            EventData::MappingStart { .. } => loop {
                let event = self.events.next()?;
                if let EventData::MappingEnd = event.0 {
                    return Ok(None);
                }
                let is_items = matches!(&event.0, EventData::Scalar { value, .. } if value == "items");
                self.node(event, 0)?;
                let event = self.events.next()?;
                if is_items && matches!(event.0, EventData::SequenceStart { .. }) {
                    return self.item(wanted, inner);
                }
                self.node(event, 0)?;
            },
            EventData::Alias { anchor } => Ok(self.anchors.get(&anchor).map(|(tree, _)| tree.clone())),
            _ => Ok(None),
        }
    }

    /// The object behind one item of a list that has just begun.
    fn item(&mut self, wanted: usize, inner: &[usize]) -> Result<Option<Rc<Tree>>, Box<Fault>> {
        for index in 0.. {
            let event = self.events.next()?;
            match event.0 {
                EventData::SequenceEnd => break,
                _ if index == wanted => return self.object(event, inner),
                _ => self.node(event, 0).map(drop)?,
            }
        }
        Ok(None)
    }

    /// A value and its levels.
    fn node(&mut self, (event, bytes): Event, depth: usize) -> Result<(Rc<Tree>, usize), Box<Fault>> {
        let here = depth.saturating_add(1);
        let (anchor, tree, levels) = match event {
            EventData::Alias { anchor } => {
                let levels_left = MOST_DEEP.saturating_sub(depth);
                let known = self.anchors.get(&anchor).filter(|(_, levels)| *levels <= levels_left).cloned();
                return Ok(known.unwrap_or_else(|| (Rc::new(Tree { bytes, content: Content::Scalar }), 0)));
            }
            EventData::Scalar { anchor, .. } => (anchor, Tree { bytes, content: Content::Scalar }, 0),
            _ if depth > MOST_DEEP => {
                return Err(Box::new(Fault { code: "too-deep", message: String::new(), bytes }));
            }
            EventData::SequenceStart { anchor, flow } => {
                let (items, levels, end) = self.list(here)?;
                let last = items.last().map(|item| item.bytes.end);
                let end = last.filter(|_| !flow).unwrap_or(end);
                (anchor, Tree { bytes: bytes.start..end, content: Content::List(items) }, levels)
            }
            EventData::MappingStart { anchor, flow } => {
                let (entries, levels, end) = self.map(here)?;
                let last = entries.last().map(|entry| entry.value.bytes.end.max(entry.bytes.end));
                let end = last.filter(|_| !flow).unwrap_or(end);
                (anchor, Tree { bytes: bytes.start..end, content: Content::Map(entries) }, levels)
            }
            _ => (None, Tree { bytes, content: Content::Scalar }, 0),
        };
        let tree = Rc::new(tree);
        if let Some(anchor) = anchor {
            self.anchors.insert(anchor, (tree.clone(), levels));
        }
        Ok((tree, levels))
    }

    fn list(&mut self, depth: usize) -> Read<Vec<Rc<Tree>>> {
        let (mut items, mut deepest) = (Vec::new(), 0_usize);
        loop {
            let event = self.events.next()?;
            if let EventData::SequenceEnd = event.0 {
                return Ok((items, deepest.saturating_add(1), event.1.end));
            }
            let (item, levels) = self.node(event, depth)?;
            deepest = deepest.max(levels);
            items.push(item);
        }
    }

    fn map(&mut self, depth: usize) -> Read<Vec<Entry>> {
        let (mut entries, mut deepest) = (Vec::new(), 0_usize);
        loop {
            let event = self.events.next()?;
            let bytes = event.1.clone();
            if let EventData::MappingEnd = event.0 {
                return Ok((entries, deepest.saturating_add(1), bytes.end));
            }
            let key = key_of(&event.0);
            self.node(event, depth)?;
            let event = self.events.next()?;
            let (value, levels) = self.node(event, depth)?;
            deepest = deepest.max(levels);
            entries.push(Entry { key, bytes, value });
        }
    }
}

/// A key as text; `None` for the merge key. What cannot be a key is none that anyone asks about.
fn key_of(event: &EventData) -> Option<Box<str>> {
    let EventData::Scalar { tag, value, plain_implicit, .. } = event else { return Some("".into()) };
    if value == "<<" && *plain_implicit {
        return None;
    }
    let plain = tag.is_some() || *plain_implicit;
    let meaning = if plain { resolve(tag.as_deref(), value) } else { Ok(Scalar::Text) };
    Some(meaning.ok().and_then(|meaning| key(&meaning, value).ok()).unwrap_or_default().into())
}
