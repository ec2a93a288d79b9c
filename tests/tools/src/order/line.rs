//! Functions in a line, and what the order costs by reckoning: each run of bytes that was seen before costs more the longer ago that was, and all
//! that it would cost anew behind the end of gzip's window.

use crate::alike::Alike;

/// How far back gzip looks, with the little that stands between bodies.
const WINDOW: f64 = 33_000.0;
/// What part of its price a run keeps that is that far: a distance takes up to a dozen bits more.
const FAR: f64 = 0.5;
/// Lengths for which it is reckoned what it costs to push others apart: powers of two from 32.
const CLASSES: usize = 10;
/// After so many moves that is reckoned anew.
const STALE: usize = 100;
const PASSES: usize = 10;

pub(crate) struct Line<'a> {
    alike: &'a Alike,
    order: Vec<usize>,
    /// By function, its place in the order, and how many bytes are before it.
    place: Vec<usize>,
    begin: Vec<f64>,
    /// By class of length and function: what it costs to put one of that length behind it.
    pushing: Vec<Vec<f64>>,
    /// By function: what the others cost for its standing between them.
    parting: Vec<f64>,
}

impl<'a> Line<'a> {
    pub(crate) fn new(alike: &'a Alike, order: Vec<usize>) -> Self {
        let functions = order.len();
        let mut line = Self {
            alike,
            order,
            place: vec![0; functions],
            begin: vec![0.0; functions],
            pushing: Vec::new(),
            parting: Vec::new(),
        };
        line.number();
        line
    }

    pub(crate) fn order(&self) -> &[usize] {
        &self.order
    }

    fn number(&mut self) {
        let mut begin = 0;
        for (place, &function) in self.order.iter().enumerate() {
            self.place[function] = place;
            self.begin[function] = begin as f64;
            begin += self.alike.lengths[function];
        }
    }

    /// Moves functions to where they cost less, until none would or it takes too long.
    pub(crate) fn settle(&mut self) {
        let mut functions = self.order.clone();
        for _ in 0..PASSES {
            self.reckon();
            let mut moved = Vec::new();
            for function in functions {
                if let Some(neighbour) = self.better(function) {
                    self.put_behind(function, neighbour);
                    moved.push(function);
                    if moved.len() % STALE == 0 {
                        self.reckon();
                    }
                }
            }
            if moved.is_empty() {
                break;
            }
            functions = moved
                .iter()
                .flat_map(|&function| self.alike.near[function].iter().copied().chain([function]))
                .collect();
            functions.sort_unstable();
            functions.dedup();
        }
    }

    fn put_behind(&mut self, function: usize, neighbour: usize) {
        self.order.remove(self.place[function]);
        let before = usize::from(self.place[neighbour] > self.place[function]);
        self.order.insert(self.place[neighbour] + 1 - before, function);
        self.number();
    }

    /// Behind which other function this one would cost least, if that is less than now.
    fn better(&self, function: usize) -> Option<usize> {
        let length = self.alike.lengths[function];
        let mut least = self.cost_at(function, self.begin[function], 0.0, -(length as f64))
            + self.parting[function]
            - 1e-6;
        let mut best = None;
        for &neighbour in &self.alike.near[function] {
            if self.order.get(self.place[neighbour] + 1) != Some(&function) {
                let begin = self.begin[neighbour] + self.alike.lengths[neighbour] as f64;
                let cost = self.cost_at(function, begin, length as f64, 0.0)
                    + self.pushing[class(length)][neighbour];
                if cost < least {
                    (least, best) = (cost, Some(neighbour));
                }
            }
        }
        best
    }

    /// What the runs of a function cost, theirs and those of the next that have them, if it begins here. The others give `room` to it, or,
    /// if it stands there already, are nearer by its length without it.
    fn cost_at(&self, function: usize, begin: f64, room: f64, without: f64) -> f64 {
        let mut sum = 0.0;
        for &run in &self.alike.runs[function] {
            let (mut before, mut after) = (f64::NEG_INFINITY, f64::INFINITY);
            for &holder in &self.alike.holders[run] {
                if holder != function {
                    let at = self.begin[holder];
                    if at < begin {
                        before = before.max(at);
                    } else {
                        after = after.min(at);
                    }
                }
            }
            sum += cost(begin - before)
                + if after.is_finite() {
                    cost(after - begin + room) - cost(after - before + without)
                } else {
                    0.0
                };
        }
        sum
    }

    /// Reckons `pushing` and `parting`: sums over all pairs of functions that have a run and nothing between them that has it.
    fn reckon(&mut self) {
        let functions = self.order.len();
        let mut further = vec![vec![0.0; functions + 1]; CLASSES];
        let mut nearer = further.clone();
        for holders in &self.alike.holders {
            let mut places: Vec<usize> = holders.iter().map(|&function| self.place[function]).collect();
            places.sort_unstable();
            for pair in places.windows(2) {
                let (from, to) = (pair[0], pair[1]);
                let distance = self.begin[self.order[to]] - self.begin[self.order[from]];
                let now = cost(distance);
                for class in 0..CLASSES {
                    let length = f64::from(32 << class);
                    let more = cost(distance + length) - now;
                    further[class][from] += more;
                    further[class][to] -= more;
                    if to > from + 1 {
                        let less = now - cost((distance - length).max(1.0));
                        nearer[class][from + 1] += less;
                        nearer[class][to] -= less;
                    }
                }
            }
        }
        let spread = |sums: &[f64]| {
            let mut by_function = vec![0.0; functions];
            let mut sum = 0.0;
            for (&function, change) in self.order.iter().zip(sums) {
                sum += change;
                by_function[function] = sum;
            }
            by_function
        };
        let nearer: Vec<Vec<f64>> = nearer.iter().map(|sums| spread(sums)).collect();
        self.pushing = further.iter().map(|sums| spread(sums)).collect();
        self.parting =
            (0..functions).map(|function| nearer[class(self.alike.lengths[function])][function]).collect();
    }
}

/// What a run costs that stood so many bytes before, as part of what it costs anew. The window's end is softened, since moves shift it.
fn cost(distance: f64) -> f64 {
    let part = distance / WINDOW;
    if part > 1.0 {
        1.0
    } else if part > 0.75 {
        FAR + (1.0 - FAR) * (part * 4.0 - 3.0).powi(2)
    } else {
        FAR * distance.max(1.0).log2() / WINDOW.log2()
    }
}

fn class(length: usize) -> usize {
    ((length.max(32) as f64).log2() - 5.0).round().clamp(0.0, CLASSES as f64 - 1.0) as usize
}
