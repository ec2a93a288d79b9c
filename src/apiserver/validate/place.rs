//! The places that validation looks at: each is noted once and stays where it is, so that a place is one pointer.

use std::cell::{Cell, OnceCell};

use super::at::At;
use crate::{diagnostic::FieldPath, model::value::Value};

/// How a place is reached.
#[derive(Clone)]
pub(super) enum Step<'a> {
    /// Where a walk begins.
    Start(FieldPath),
    /// By fields, in dotted text.
    Fields(At<'a>, &'static str),
    /// By one field, whose name is taken whole.
    Field(At<'a>, Box<str>),
    /// By the number of an item of a list.
    Index(At<'a>, usize),
    /// By the key of an entry of a map.
    Key(At<'a>, Box<str>),
}

/// A value and the way to it.
pub(super) struct Place<'a> {
    /// Nothing where there is no value.
    pub(super) value: &'a Value,
    pub(super) step: Step<'a>,
    pub(super) places: &'a Places<'a>,
}

/// All places of a walk. What is full is never moved, it gets a larger one beside it.
pub(super) struct Places<'a> {
    slots: Vec<OnceCell<Place<'a>>>,
    used: Cell<usize>,
    more: OnceCell<Box<Self>>,
}

impl Default for Places<'_> {
    fn default() -> Self {
        Self::of(64)
    }
}

impl<'a> Places<'a> {
    fn of(count: usize) -> Self {
        let mut slots = Vec::with_capacity(count);
        slots.resize_with(count, OnceCell::new);
        Self { slots, used: Cell::new(0), more: OnceCell::new() }
    }

    /// Notes a place.
    pub(super) fn add(&'a self, value: &'a Value, step: Step<'a>) -> At<'a> {
        let mut room = self;
        loop {
            let used = room.used.get();
            if let Some(slot) = room.slots.get(used) {
                room.used.set(used + 1);
                return At(slot.get_or_init(|| Place { value, step, places: self }));
            }
            room = room.more.get_or_init(|| Box::new(Self::of(used * 2)));
        }
    }
}
