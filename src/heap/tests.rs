//! Blocks that are taken, resized and given back at random, against what an allocator promises.

use std::{alloc::Layout, ptr::NonNull};

use proptest::prelude::*;

use super::{
    arena::Arena,
    pool::{PAGE, Pool},
};

/// Pages of the test's host: they are never taken back, as in WebAssembly.
fn host(pages: usize) -> Option<NonNull<u8>> {
    if pages > 64 {
        return None;
    }
    let layout = Layout::from_size_align(pages * PAGE, PAGE).unwrap();
    // SAFETY: the layout is not empty.
    NonNull::new(unsafe { std::alloc::alloc(layout) })
}

struct Block {
    at: *mut u8,
    layout: Layout,
    mark: u8,
}

impl Block {
    fn fill(&self) {
        // SAFETY: the block is as long as its layout says.
        unsafe { self.at.write_bytes(self.mark, self.layout.size()) };
    }

    fn holds(&self, length: usize) -> bool {
        // SAFETY: as above.
        unsafe { std::slice::from_raw_parts(self.at, length) }.iter().all(|&byte| byte == self.mark)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Every block keeps its bytes until its arena is given back, whatever happens to others, and lies as its alignment asks.
    #[test]
    fn blocks_keep_what_is_in_them(steps in prop::collection::vec((0_u8..8, 0_usize..3, 1_usize..1_500_000, 0_u32..6, any::<usize>()), 1..300)) {
        let mut pool = Pool::new(host);
        let mut arenas = [Arena::new(), Arena::new(), Arena::new()];
        let mut blocks: [Vec<Block>; 3] = Default::default();
        for (number, (what, which, size, align, pick)) in steps.into_iter().enumerate() {
            let (arena, own) = (&mut arenas[which], &mut blocks[which]);
            // Most blocks are small.
            let size = if pick % 16 == 0 { size } else { size % 600 + 1 };
            let mark = u8::try_from(number % 251).unwrap();
            match what {
                0 if pick % 3 == 0 => {
                    // SAFETY: the blocks are forgotten.
                    unsafe { arena.release(&mut pool) };
                    own.clear();
                }
                1..=3 if !own.is_empty() => {
                    let place = pick % own.len();
                    let block = &mut own[place];
                    // SAFETY: the block is of this arena.
                    block.at = unsafe { arena.resize(block.at, block.layout, size, &mut pool) };
                    prop_assert!(!block.at.is_null() && block.holds(size.min(block.layout.size())));
                    block.layout = Layout::from_size_align(size, block.layout.align()).unwrap();
                    block.mark = mark;
                    block.fill();
                }
                _ => {
                    let layout = Layout::from_size_align(size, 1 << align).unwrap();
                    let at = arena.take(layout, &mut pool);
                    prop_assert!(!at.is_null() && at.addr() % layout.align() == 0);
                    let block = Block { at, layout, mark };
                    block.fill();
                    own.push(block);
                }
            }
            prop_assert!(blocks.iter().flatten().all(|block| block.holds(block.layout.size())), "after step {}", number);
        }
    }
}

#[test]
fn what_was_given_back_is_taken_again() {
    let mut pool = Pool::new(host);
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..1_000 {
        let mut arena = Arena::new();
        for size in 1..500 {
            seen.insert(arena.take(Layout::from_size_align(size, 8).unwrap(), &mut pool).addr() / PAGE);
        }
        // SAFETY: nothing of it is used.
        unsafe { arena.release(&mut pool) };
    }
    assert!(seen.len() < 8, "{} pages", seen.len());
}

#[test]
fn a_list_that_grows_takes_no_more_than_twice_what_it_holds() {
    let mut pool = Pool::new(host);
    let mut arena = Arena::new();
    let mut pages = std::collections::BTreeSet::new();
    for _ in 0..1_000 {
        let mut layout = Layout::from_size_align(16, 4).unwrap();
        let mut list = arena.take(layout, &mut pool);
        for _ in 0..6 {
            // Something else is taken in between, so that the list cannot grow where it is.
            pages.insert(arena.take(Layout::new::<u8>(), &mut pool).addr() / PAGE);
            // SAFETY: the list is of this arena.
            list = unsafe { arena.resize(list, layout, layout.size() * 2, &mut pool) };
            layout = Layout::from_size_align(layout.size() * 2, 4).unwrap();
        }
        pages.insert(list.addr() / PAGE);
    }
    assert!(pages.len() * PAGE < 1_000 * 1_024 * 2, "{} pages", pages.len());
}

#[test]
fn what_the_host_does_not_have_is_refused() {
    let mut pool = Pool::new(host);
    let mut arena = Arena::new();
    let whole = Layout::from_size_align(100 * PAGE, 8).unwrap();
    assert!(arena.take(whole, &mut pool).is_null());
    let small = Layout::from_size_align(100, 8).unwrap();
    assert!(!arena.take(small, &mut pool).is_null());
    let absurd = Layout::from_size_align(isize::MAX as usize - 7, 8).unwrap();
    assert!(arena.take(absurd, &mut pool).is_null());
}
