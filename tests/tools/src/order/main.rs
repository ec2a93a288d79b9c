//! Puts the functions of a module into an order in which gzip makes the file smaller: `order FILE`, which is written anew.
//!
//! gzip finds again what stood at most 32 kB before, and the nearer the cheaper, while the code is many times that long. The compiler leaves
//! functions in an order of its own making; here, those that share bytes come to stand together. A first order is made by always taking the
//! function that has most in common with those before it; then single functions move for as long as that is reckoned to be cheaper, since
//! packing to see takes too long. At last each function moves once more where packing what is around it shows a gain, which takes minutes. Nothing is left to chance, so the same module comes out the same.
//!
//! A call holds the number of its function, which is its place: two bytes, but one for the first of them. So those called most come first.

mod alike;
mod line;
mod module;
mod refine;

use std::io::Write;

use anyhow::{Context, Result, ensure};
use flate2::{Compression, write::ZlibEncoder};

use alike::Alike;
use line::Line;
use module::Module;
use refine::Refine;

/// So many functions are put first for being called most. All that have numbers of one byte would be 128, but they share less with each other.
const CALLED_MOST: usize = 48;

#[expect(clippy::disallowed_methods, reason = "what the engine may not do, a tool may")]
fn main() -> Result<()> {
    let path = std::env::args_os().nth(1).context("no file was named")?;
    let bytes = std::fs::read(&path)?;
    let module = Module::read(&bytes)?;
    let alike = Alike::of(&module.bodies());
    let mut line = Line::new(&alike, alike.chain());
    line.settle();
    let bodies = module.bodies();
    let mut refine = Refine { alike: &alike, bodies: &bodies, order: line.order().to_vec() };
    refine.settle();
    let first = module.called_most(CALLED_MOST);
    let (head, tail): (Vec<usize>, Vec<usize>) =
        refine.order.iter().partition(|&function| first.contains(function));
    let ordered = module.in_order([head, tail].concat())?;
    module::validate(&ordered)?;
    let (before, after) = (packed(&bytes)?, packed(&ordered)?);
    ensure!(after < before, "in order, the module takes {after} bytes packed, and {before} as it was");
    println!("functions in order: {after} bytes packed, before {before}");
    Ok(std::fs::write(&path, ordered)?)
}

fn packed(bytes: &[u8]) -> Result<usize> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}
