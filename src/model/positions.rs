//! Positions of the entries of a list in the order of their keys, by code that knows nothing of either and so is compiled once.

use std::cmp::Ordering;

/// The longest run of positions; an insertion moves at most so many.
const LONGEST_RUN: usize = 512;

/// Positions of entries in the order of their keys, in runs of which none is empty.
#[derive(Clone, Default)]
pub(super) struct Order {
    runs: Vec<Vec<u32>>,
}

/// A run and a place in it.
pub(super) type Place = (usize, usize);

impl Order {
    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Where an entry is, or would be. `compare` says how the entry at a position compares with it.
    pub(super) fn find(&self, compare: &mut dyn FnMut(usize) -> Ordering) -> Result<Place, Place> {
        let mut compare = |position: &u32| compare(*position as usize);
        let after = self.runs.partition_point(|run| run.first().is_some_and(|first| compare(first).is_le()));
        let run = after.saturating_sub(1);
        let found = self.runs.get(run).map_or(Err(0), |positions| positions.binary_search_by(compare));
        found.map(|at| (run, at)).map_err(|at| (run, at))
    }

    /// The position of an entry that is there.
    pub(super) fn known(&self, compare: &mut dyn FnMut(usize) -> Ordering) -> Option<usize> {
        self.position(self.find(compare).ok()?)
    }

    /// The position of an entry, or nothing if it is new and gets this one.
    pub(super) fn known_or_new(
        &mut self,
        position: usize,
        compare: &mut dyn FnMut(usize) -> Ordering,
    ) -> Option<usize> {
        match self.find(compare) {
            Ok(place) => self.position(place),
            Err(place) => {
                self.insert(place, position);
                None
            }
        }
    }

    /// Notes a position at a place that [`Self::find`] named.
    pub(super) fn insert(&mut self, (run, at): Place, position: usize) {
        let position = to_u32(position);
        let Some(positions) = self.runs.get_mut(run) else {
            self.runs.push(vec![position]);
            return;
        };
        positions.insert(at.min(positions.len()), position);
        if positions.len() > LONGEST_RUN {
            // What comes in order fills its runs; anything else splits them in halves.
            let keep = if at + 1 == positions.len() { LONGEST_RUN } else { LONGEST_RUN / 2 };
            let rest = positions.split_off(keep);
            self.runs.insert(run + 1, rest);
        }
    }

    /// Forgets an entry, and gives its position to the last one, with which `compare_last` compares: which that is.
    pub(super) fn swap_remove(
        &mut self,
        compare: &mut dyn FnMut(usize) -> Ordering,
        compare_last: &mut dyn FnMut(usize) -> Ordering,
    ) -> Option<usize> {
        let place = self.find(compare).ok()?;
        let position = self.position(place)?;
        let (last_run, last_at) = self.find(compare_last).ok()?;
        if let Some(slot) = self.runs.get_mut(last_run).and_then(|positions| positions.get_mut(last_at)) {
            *slot = to_u32(position);
        }
        let (run, at) = place;
        let positions = self.runs.get_mut(run)?;
        positions.remove(at);
        if positions.is_empty() {
            self.runs.remove(run);
        }
        Some(position)
    }

    /// The position at a place.
    pub(super) fn position(&self, (run, at): Place) -> Option<usize> {
        Some(*self.runs.get(run)?.get(at)? as usize)
    }

    /// All of them, in order.
    pub(super) fn positions(&self) -> Positions<'_> {
        Positions { runs: &self.runs, run: 0, at: 0 }
    }
}

/// Positions, in order.
#[derive(Clone)]
pub(super) struct Positions<'a> {
    runs: &'a [Vec<u32>],
    run: usize,
    at: usize,
}

impl Iterator for Positions<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let positions = self.runs.get(self.run)?;
        let position = positions.get(self.at)?;
        self.at += 1;
        if self.at == positions.len() {
            (self.run, self.at) = (self.run + 1, 0);
        }
        Some(*position as usize)
    }
}

/// Input is limited to far fewer than 2³² entries.
fn to_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
