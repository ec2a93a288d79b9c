//! Moves of single functions that make the packed bytes fewer, found by packing what stands around them.
//!
//! The reckoning in `line` knows runs of bytes and distances, not how gzip chooses and codes them. Here the bytes as far back as gzip looks, and
//! as far as it will look back from, are packed with a function and without it, where it stands and behind those most like it.

use std::{io, io::Write, thread};

use flate2::{Compression, write::DeflateEncoder};

use crate::alike::Alike;

/// So many bytes before and behind a function are packed to see what moving it gains.
const AROUND: usize = 33_000;
/// So many functions are looked at in one order before those that gain are moved.
const BATCH: usize = 48;
/// So many of the functions most alike are tried as neighbours.
const TRIED: usize = 5;
/// Threads; what comes out does not depend on how many there are.
const THREADS: usize = 2;

pub(crate) struct Refine<'a> {
    pub(crate) alike: &'a Alike,
    pub(crate) bodies: &'a [&'a [u8]],
    pub(crate) order: Vec<usize>,
}

impl Refine<'_> {
    /// Looks at each function once.
    pub(crate) fn settle(&mut self) {
        for batch in self.order.clone().chunks(BATCH) {
            for (function, neighbour) in self.gainful(batch) {
                self.order.retain(|&other| other != function);
                let behind = place(&self.order, neighbour) + 1;
                self.order.insert(behind, function);
            }
        }
    }

    /// Those of some functions that would gain, each with the one to stand behind.
    fn gainful(&self, functions: &[usize]) -> Vec<(usize, usize)> {
        let look = |&function: &usize| Some((function, self.better(function)?));
        thread::scope(|scope| {
            let parts = functions.chunks(functions.len().div_ceil(THREADS));
            let threads: Vec<_> = parts
                .map(|part| scope.spawn(move || part.iter().filter_map(look).collect::<Vec<_>>()))
                .collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
        })
    }

    /// Behind which other function this one takes the fewest bytes, if those are fewer than now by more than one.
    fn better(&self, function: usize) -> Option<usize> {
        let at = place(&self.order, function);
        let mut without = self.order.clone();
        without.remove(at);
        let now = self.packed(&self.order, at..at + 1) - self.packed(&without, at..at);
        let mut best = (now - 1, None);
        for &neighbour in self.alike.near[function].iter().take(TRIED) {
            let to = place(&without, neighbour) + 1;
            if to != at {
                let mut with = without.clone();
                with.insert(to, function);
                let then = self.packed(&with, to..to + 1) - self.packed(&without, to..to);
                if then < best.0 {
                    best = (then, Some(neighbour));
                }
            }
        }
        best.1
    }

    /// How many bytes these places and those around them take.
    fn packed(&self, order: &[usize], places: std::ops::Range<usize>) -> isize {
        let (mut first, mut last) = (places.start, places.end);
        let length = |place: usize| self.bodies[order[place]].len();
        let mut room = AROUND;
        while first > 0 && room > 0 {
            first -= 1;
            room = room.saturating_sub(length(first));
        }
        room = AROUND;
        while last < order.len() && room > 0 {
            room = room.saturating_sub(length(last));
            last += 1;
        }
        let mut encoder = DeflateEncoder::new(Counted(0), Compression::best());
        for &function in &order[first..last] {
            // Counting cannot fail.
            let _ = encoder.write_all(self.bodies[function]);
        }
        encoder.finish().map_or(0, |counted| counted.0)
    }
}

fn place(order: &[usize], function: usize) -> usize {
    order.iter().position(|&other| other == function).unwrap_or_default()
}

/// How many bytes were written.
struct Counted(isize);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as isize;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
