//! Every field of a DaemonSet and of everything below it, from the upstream types. The table is generated; see
//! `tests/conformance/fields`.

use std::sync::LazyLock;

use crate::model::find::{any, holds};

/// The table: one Go struct a line, its name and its fields.
const TABLE: &str = include_str!("fields.txt");

/// A Go struct.
#[derive(Debug)]
pub(super) struct Struct {
    /// Its name without a package, as error messages print it.
    pub(super) name: &'static str,
    /// Its fields, those of embedded structs included, in Go's order.
    pub(super) fields: Vec<Field>,
}

/// A field of a [`Struct`].
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// Its name in JSON.
    pub(super) name: &'static str,
    /// The Go name of the embedded struct that it comes from, which error messages print before it.
    pub(super) embedded_in: Option<&'static str>,
    /// When an encoded object leaves it out.
    pub(super) omit: Omit,
    /// What may stand in it.
    pub(super) kind: Kind,
}

/// When a field is left out of an encoded object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Omit {
    /// Never: an absent pointer, list or map is `null`.
    Never,
    /// Where it is absent, empty, zero or false; a struct that is no pointer stays even so.
    Empty,
    /// Where it is zero.
    Zero,
}

/// What may stand in a field. Names are Go type names without a package `v1`, empty for a plain Go type.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// Something that can be absent, so that an empty value is not the same.
    Pointer(Box<Self>),
    /// A list of these.
    List(Box<Self>),
    /// A map from text to these, and its name.
    Map(&'static str, Box<Self>),
    /// The struct of this name.
    Struct(&'static str),
    /// Text.
    Text(&'static str),
    /// `true` or `false`.
    Bool,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits.
    Int64,
    /// A `resource.Quantity`.
    Quantity,
    /// A quantity in a list of resources, which is rounded up.
    Resource,
    /// A number or text.
    IntOrString,
    /// A point in time.
    Time,
    /// Anything.
    Raw,
}

static STRUCTS: LazyLock<Vec<Struct>> = LazyLock::new(read);

pub(super) fn prepare() {
    LazyLock::force(&STRUCTS);
}

/// The struct of this name.
pub(super) fn lookup(name: &str) -> Option<&'static Struct> {
    STRUCTS.iter().find(|candidate| candidate.name == name)
}

/// The fields of the struct of this name.
pub(super) fn of(name: &str) -> &'static [Field] {
    lookup(name).map_or(&[], |structure| &structure.fields)
}

/// All structs; the first is the DaemonSet.
pub(super) fn all() -> &'static [Struct] {
    &STRUCTS
}

fn read() -> Vec<Struct> {
    let mut all = Vec::new();
    for line in TABLE.lines() {
        let (name, words) = split(line);
        all.push(Struct { name, fields: fields(words, None) });
    }
    all
}

fn fields(words: &'static str, embedded_in: Option<&'static str>) -> Vec<Field> {
    let mut all = Vec::new();
    for word in words.split_ascii_whitespace() {
        if let Some((go_name, name)) = word.strip_prefix('+').and_then(|word| word.split_once('=')) {
            for line in TABLE.lines() {
                if split(line).0 == name {
                    all.append(&mut fields(split(line).1, Some(go_name)));
                }
            }
            continue;
        }
        let Some(at) = any(word, b":?!") else { continue };
        let (Some(name), Some(mark), Some(kind)) = (word.get(..at), word.get(at..=at), word.get(at + 1..))
        else {
            continue;
        };
        let omit = match mark {
            "?" => Omit::Empty,
            "!" => Omit::Zero,
            _ => Omit::Never,
        };
        all.push(Field { name, embedded_in, omit, kind: kind_of(kind) });
    }
    all
}

fn kind_of(text: &'static str) -> Kind {
    if let Some(rest) = text.strip_prefix('*') {
        return Kind::Pointer(Box::new(kind_of(rest)));
    }
    if let Some(rest) = text.strip_prefix("[]") {
        return Kind::List(Box::new(kind_of(rest)));
    }
    if let Some((_, rest)) = text.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        let (name, element) = named(rest);
        let element = if name == "ResourceList" { Kind::Resource } else { kind_of(element) };
        return Kind::Map(name, Box::new(element));
    }
    match text {
        "b" => Kind::Bool,
        "i" => Kind::Int32,
        "l" => Kind::Int64,
        "Q" => Kind::Quantity,
        "I" => Kind::IntOrString,
        "T" => Kind::Time,
        "R" => Kind::Raw,
        _ => match text.strip_prefix('s') {
            Some(rest) => Kind::Text(named(rest).0),
            None => Kind::Struct(text),
        },
    }
}

/// A type's own name in parentheses, if it has one, and what follows.
fn named(text: &'static str) -> (&'static str, &'static str) {
    text.strip_prefix('(').and_then(|rest| rest.split_once(')')).unwrap_or(("", text))
}

fn split(line: &'static str) -> (&'static str, &'static str) {
    line.split_once(' ').unwrap_or((line, ""))
}

impl Kind {
    /// The Go type as error messages print it, pointers taken off.
    pub(super) fn go_name(&self) -> String {
        match self {
            Self::Pointer(inner) => inner.go_name(),
            Self::List(inner) => format!("[]{}", inner.go_name()),
            Self::Map("", inner) => format!("map[string]{}", inner.go_name()),
            Self::Text("") | Self::Time => "string".to_owned(),
            Self::Map(name, _) | Self::Text(name) | Self::Struct(name) if holds(name, '.') => {
                (*name).to_owned()
            }
            Self::Map(name, _) | Self::Text(name) | Self::Struct(name) => format!("v1.{name}"),
            Self::Bool => "bool".to_owned(),
            Self::Int32 | Self::IntOrString => "int32".to_owned(),
            Self::Int64 => "int64".to_owned(),
            Self::Quantity | Self::Resource => "resource.Quantity".to_owned(),
            Self::Raw => "v1.FieldsV1".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, all, lookup};

    #[test]
    fn the_table_is_whole() {
        fn check(kind: &Kind) {
            match kind {
                Kind::Pointer(inner) | Kind::List(inner) | Kind::Map(_, inner) => check(inner),
                Kind::Struct(name) => assert!(lookup(name).is_some(), "{name} is missing"),
                _ => {}
            }
        }
        assert_eq!(all()[0].name, "DaemonSet");
        assert_eq!(all().len(), 121);
        assert_eq!(all().iter().map(|entry| entry.fields.len()).sum::<usize>(), 622);
        for entry in all() {
            assert!(!entry.fields.is_empty(), "{} has fields", entry.name);
            let mut names: Vec<_> = entry.fields.iter().map(|field| field.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), entry.fields.len(), "{} names each field once", entry.name);
            entry.fields.iter().for_each(|field| check(&field.kind));
        }
    }
}
