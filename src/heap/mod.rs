//! The package's memory: a call takes what it needs block by block and gives it back as a whole.
//!
//! Freeing a single block does nothing, so the compiler leaves out most of what would free them, which is a twentieth of the package, and
//! taking one is an addition. What outlives a call lies in an [`Arena`] of its own: each text that a planner keeps. What is built once for
//! good lies in one that is never given back.
//!
//! Only the package is built so (feature `package`); a Rust program that uses the crate keeps its own allocator, and then nothing lies here.

#![expect(unsafe_code, reason = "an allocator hands out addresses")]

mod arena;
#[cfg(target_family = "wasm")]
mod memory;
mod pool;
#[cfg(test)]
mod tests;

#[cfg(target_family = "wasm")]
pub(crate) use self::{
    arena::Arena,
    memory::{call, lasting, within},
};
