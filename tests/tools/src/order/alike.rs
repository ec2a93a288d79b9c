//! Which functions share bytes.

use std::collections::HashMap;

/// What is looked for: runs of so many bytes. gzip takes shorter ones too, but those are everywhere.
const RUN: usize = 6;
/// A run that more functions hold is never far, whatever the order.
const COMMON: usize = 300;
/// So many candidates are looked at for a function's neighbour.
const NEAR: usize = 16;
/// How far back gzip looks.
const WINDOW: usize = 32_000;

pub(crate) struct Alike {
    pub(crate) lengths: Vec<usize>,
    /// By function, the runs that it holds and others too.
    pub(crate) runs: Vec<Vec<usize>>,
    /// By run, the functions that hold it.
    pub(crate) holders: Vec<Vec<usize>>,
    /// By function, those most like it, the most alike first.
    pub(crate) near: Vec<Vec<usize>>,
}

impl Alike {
    pub(crate) fn of(bodies: &[&[u8]]) -> Self {
        let mut numbers: HashMap<&[u8], usize> = HashMap::new();
        let mut holders: Vec<Vec<usize>> = Vec::new();
        for (function, body) in bodies.iter().enumerate() {
            for run in body.windows(RUN) {
                let number = *numbers.entry(run).or_insert(holders.len());
                if number == holders.len() {
                    holders.push(Vec::new());
                }
                if holders[number].last() != Some(&function) {
                    holders[number].push(function);
                }
            }
        }
        holders.retain(|functions| (2..=COMMON).contains(&functions.len()));
        let mut runs = vec![Vec::new(); bodies.len()];
        for (run, functions) in holders.iter().enumerate() {
            for &function in functions {
                runs[function].push(run);
            }
        }
        let lengths = bodies.iter().map(|body| body.len()).collect();
        let mut alike = Self { lengths, runs, holders, near: Vec::new() };
        alike.near = (0..bodies.len()).map(|function| alike.near(function)).collect();
        alike
    }

    fn near(&self, function: usize) -> Vec<usize> {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for &run in &self.runs[function] {
            for &other in &self.holders[run] {
                *shared.entry(other).or_default() += 1;
            }
        }
        shared.remove(&function);
        // The root of the other's length: large ones share something with all.
        let mut others: Vec<(f64, usize)> = shared
            .into_iter()
            .map(|(other, runs)| {
                (
                    runs as f64 / ((self.runs[function].len() + self.runs[other].len()) as f64 + 20.0).sqrt(),
                    other,
                )
            })
            .collect();
        others.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        others.into_iter().take(NEAR).map(|(_, other)| other).collect()
    }

    /// A first order: the largest function, then always the one of which the largest part stands within the window.
    pub(crate) fn chain(&self) -> Vec<usize> {
        let functions = self.lengths.len();
        let mut left: Vec<usize> = (0..functions).collect();
        let mut order: Vec<usize> = Vec::with_capacity(functions);
        let (mut in_window, mut known) = (vec![0_usize; self.holders.len()], vec![0_usize; functions]);
        let (mut oldest, mut length) = (0, 0);
        let mut next = (0..functions).max_by_key(|&function| self.lengths[function]);
        while let Some(function) = next {
            left.retain(|&other| other != function);
            order.push(function);
            length += self.lengths[function];
            for &run in &self.runs[function] {
                in_window[run] += 1;
                if in_window[run] == 1 {
                    self.holders[run].iter().for_each(|&holder| known[holder] += 1);
                }
            }
            while length > WINDOW && oldest + 1 < order.len() {
                let gone = order[oldest];
                oldest += 1;
                length -= self.lengths[gone];
                for &run in &self.runs[gone] {
                    in_window[run] -= 1;
                    if in_window[run] == 0 {
                        self.holders[run].iter().for_each(|&holder| known[holder] -= 1);
                    }
                }
            }
            let part = |function: usize| known[function] as f64 / (self.runs[function].len() as f64 + 20.0);
            next = left.iter().copied().max_by(|&a, &b| part(a).total_cmp(&part(b)).then(b.cmp(&a)));
        }
        order
    }
}
