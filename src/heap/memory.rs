//! The arena that blocks are taken from now.

use std::{
    alloc::{GlobalAlloc, Layout},
    cell::UnsafeCell,
    ptr::{self, NonNull},
};

use super::{
    arena::Arena,
    pool::{PAGE, Pool},
};

struct Memory {
    pool: Pool,
    /// What is never given back.
    lasting: Arena,
    /// Where blocks are taken from now; null for `lasting`.
    current: *mut Arena,
}

struct Allocator(UnsafeCell<Memory>);

#[cfg_attr(feature = "package", global_allocator)]
static MEMORY: Allocator = Allocator(UnsafeCell::new(Memory {
    pool: Pool::new(pages),
    lasting: Arena::new(),
    current: ptr::null_mut(),
}));

// SAFETY: the package runs in one thread, and without the package nothing but null pointers is written here.
unsafe impl Sync for Allocator {}

impl Allocator {
    fn with<T>(&self, run: impl FnOnce(&mut Arena, &mut Pool) -> T) -> T {
        // SAFETY: one thread, and none of what runs here takes memory by itself. An arena that is current is kept by who made it so.
        unsafe {
            let Memory { pool, lasting, current } = &mut *self.0.get();
            run(current.as_mut().unwrap_or(lasting), pool)
        }
    }
}

// SAFETY: blocks do not overlap and stay until their arena is given back, which `Arena` and `call` bind to the end of their use.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        self.with(|arena, pool| arena.take(layout, pool))
    }

    #[inline(always)]
    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller's promise is the same.
        self.with(|arena, pool| unsafe { arena.resize(block, layout, size, pool) })
    }
}

/// Runs a call in memory of its own, which is given back at its end.
///
/// What it returns, and what it leaves in what it was given, must own no memory: JavaScript's values do not.
pub(crate) fn call<T>(run: impl FnOnce() -> T) -> T {
    let mut arena = Arena::new();
    let answer = within(&mut arena, run);
    arena.give_back();
    answer
}

/// Runs something whose memory stays taken as long as the arena does.
pub(crate) fn within<T>(arena: &mut Arena, run: impl FnOnce() -> T) -> T {
    taking_from(arena, run)
}

/// Runs something whose memory is never given back.
pub(crate) fn lasting<T>(run: impl FnOnce() -> T) -> T {
    taking_from(ptr::null_mut(), run)
}

fn taking_from<T>(arena: *mut Arena, run: impl FnOnce() -> T) -> T {
    // SAFETY: one thread; calls nest, so each puts back what it found.
    let before = unsafe { ptr::replace(&raw mut (*MEMORY.0.get()).current, arena) };
    let answer = run();
    // SAFETY: as above.
    unsafe { (*MEMORY.0.get()).current = before };
    answer
}

impl Arena {
    /// Gives everything back. Nothing that lies here may be used any more.
    pub(crate) fn give_back(&mut self) {
        // SAFETY: one thread; the callers, all of them in `wasm`, let go of what lies here first.
        unsafe { self.release(&mut (*MEMORY.0.get()).pool) };
    }
}

/// The host's next pages.
fn pages(count: usize) -> Option<NonNull<u8>> {
    let before = core::arch::wasm32::memory_grow::<0>(count);
    // Pages beyond the largest address are not to be had, so this does not overflow.
    if before == usize::MAX { None } else { NonNull::new((before * PAGE) as *mut u8) }
}
