//! Paths while validation goes on: cheap to copy, and spelt out only for what is complained about.

use std::cell::RefCell;

use crate::diagnostic::FieldPath;

/// One step of a path.
enum Step {
    /// Fields, in dotted text.
    Fields(&'static str),
    /// One field, whose name is taken whole.
    Field(Box<str>),
    /// An item of a list.
    Index(usize),
    /// An entry of a map.
    Key(Box<str>),
}

/// All steps taken, each with the number of the one before it, from 1; 0 is the object itself.
#[derive(Default)]
pub(super) struct Steps(RefCell<Vec<(usize, Step)>>);

impl Steps {
    /// The object's own path.
    pub(super) fn root(&self) -> Path<'_> {
        Path { steps: self, last: 0 }
    }
}

/// A path to a field: its last step.
#[derive(Clone, Copy)]
pub(super) struct Path<'a> {
    steps: &'a Steps,
    last: usize,
}

impl Path<'_> {
    /// This path and a field, or several fields in dotted text, under it.
    pub(super) fn field(&self, dotted: &'static str) -> Self {
        self.with(Step::Fields(dotted))
    }

    /// This path and one field under it; `name` is taken whole, dots and all.
    pub(super) fn field_named(&self, name: &str) -> Self {
        self.with(Step::Field(name.into()))
    }

    /// This path and an item of the list at it.
    pub(super) fn index(&self, index: usize) -> Self {
        self.with(Step::Index(index))
    }

    /// This path and an entry of the map at it; `key` is taken whole, dots and all.
    pub(super) fn key(&self, key: &str) -> Self {
        self.with(Step::Key(key.into()))
    }

    /// The path, spelt out.
    pub(super) fn full(&self) -> FieldPath {
        let steps = self.steps.0.borrow();
        let mut taken = Vec::new();
        let mut at = self.last;
        while let Some((before, step)) = steps.get(at.wrapping_sub(1)) {
            taken.push(step);
            at = *before;
        }
        taken.iter().rev().fold(FieldPath::root(), |path, step| match step {
            Step::Fields(dotted) => path.field(dotted),
            Step::Field(name) => path.field_named(name),
            Step::Index(index) => path.index(*index),
            Step::Key(key) => path.key(key),
        })
    }

    /// How many steps have been taken so far, along any path.
    pub(super) fn taken(&self) -> usize {
        self.steps.0.borrow().len()
    }

    /// Forgets the steps that were taken since then. Paths made of them must not be used any more.
    pub(super) fn forget(&self, taken: usize) {
        self.steps.0.borrow_mut().truncate(taken);
    }

    fn with(&self, step: Step) -> Self {
        let mut steps = self.steps.0.borrow_mut();
        steps.push((self.last, step));
        Self { steps: self.steps, last: steps.len() }
    }
}
