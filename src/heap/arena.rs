//! Memory that is taken piece by piece and given back as a whole.

use std::{
    alloc::Layout,
    mem,
    ptr::{self, NonNull},
};

use super::pool::{Pool, Run};

/// One list of outgrown blocks for each power of two.
const CLASSES: usize = usize::BITS as usize;

/// Blocks are laid one behind the other into runs of pages. What is freed stays where it is until all is given back; only
/// blocks that lists outgrow are used again, since these would double the memory.
pub(crate) struct Arena {
    runs: *mut Run,
    /// The free rest of the newest run.
    next: *mut u8,
    end: *mut u8,
    /// How much its runs hold.
    held: usize,
    /// Outgrown blocks, by the power of two that their size reaches; each holds the address of the next.
    outgrown: [*mut u8; CLASSES],
}

impl Arena {
    pub(crate) const fn new() -> Self {
        let none = ptr::null_mut();
        Self { runs: ptr::null_mut(), next: none, end: none, held: 0, outgrown: [none; CLASSES] }
    }

    /// A block; null if there is no memory left.
    pub(super) fn take(&mut self, layout: Layout, pool: &mut Pool) -> *mut u8 {
        let (size, align) = (layout.size(), layout.align());
        // Of the class into which the size fits whatever the block, which is the power of two that is not below it.
        let class = size.next_power_of_two().trailing_zeros() as usize;
        if let Some(head) = self.outgrown.get_mut(class)
            && !head.is_null()
            && head.addr().is_multiple_of(align)
        {
            let block = *head;
            // SAFETY: an outgrown block is long enough for an address, which was put there when it was left.
            *head = unsafe { block.cast::<*mut u8>().read_unaligned() };
            return block;
        }
        let at = self.next.map_addr(|next| next.next_multiple_of(align));
        if !at.is_null() && size <= self.end.addr().saturating_sub(at.addr()) {
            self.next = at.wrapping_add(size);
            return at;
        }
        // An eighth of what it has already, so that a large arena is of few runs.
        let wanted = size.saturating_add(align + size_of::<Run>()).max(self.held / 8);
        let Some(run) = pool.take(wanted) else { return ptr::null_mut() };
        // SAFETY: the run is ours alone from here on.
        let length = unsafe {
            (*run.as_ptr()).next = self.runs;
            (*run.as_ptr()).size
        };
        self.runs = run.as_ptr();
        self.held += length;
        let start: *mut u8 = run.as_ptr().cast();
        let at = start.wrapping_add(size_of::<Run>()).map_addr(|at| at.next_multiple_of(align));
        (self.next, self.end) = (at.wrapping_add(size), start.wrapping_add(length));
        at
    }

    /// The block with another size, at its place or at another; null if there is no memory left.
    ///
    /// # Safety
    ///
    /// The block came from this arena with this layout, and is used only through what this returns.
    pub(super) unsafe fn resize(
        &mut self,
        block: *mut u8,
        layout: Layout,
        size: usize,
        pool: &mut Pool,
    ) -> *mut u8 {
        let end = block.wrapping_add(layout.size());
        if size <= layout.size() {
            return block;
        }
        if end == self.next && size <= self.end.addr() - block.addr() {
            self.next = block.wrapping_add(size);
            return block;
        }
        // SAFETY: the alignment was good before, and a size beyond what a layout may have is refused by the pool.
        let larger = self.take(unsafe { Layout::from_size_align_unchecked(size, layout.align()) }, pool);
        if !larger.is_null() {
            // SAFETY: both blocks are as long as the smaller of the two, and a new block is no part of the old one.
            unsafe { larger.copy_from_nonoverlapping(block, layout.size()) };
            self.leave(block, layout.size());
        }
        larger
    }

    fn leave(&mut self, block: *mut u8, size: usize) {
        if size >= size_of::<*mut u8>()
            && let Some(head) = self.outgrown.get_mut(size.ilog2() as usize)
        {
            // SAFETY: the block is long enough for an address, and nobody has it any more.
            unsafe { block.cast::<*mut u8>().write_unaligned(*head) };
            *head = block;
        }
    }

    /// Gives everything back.
    ///
    /// # Safety
    ///
    /// Nothing that lies here is used any more.
    pub(super) unsafe fn release(&mut self, pool: &mut Pool) {
        let mut run = mem::replace(self, Self::new()).runs;
        while let Some(had) = NonNull::new(run) {
            // SAFETY: the runs of the chain are this arena's, with valid heads.
            unsafe {
                run = (*had.as_ptr()).next;
                pool.give(had, (*had.as_ptr()).size);
            }
        }
    }
}
