//! Runs of pages, that arenas take and give back.

use std::ptr::{self, NonNull};

/// What memory comes in.
pub(super) const PAGE: usize = 65_536;

/// The head of a run of pages: it stands at the run's beginning.
pub(super) struct Run {
    pub(super) next: *mut Run,
    /// Of the whole run with this head, a multiple of [`PAGE`].
    pub(super) size: usize,
}

/// The runs that nobody has, by address, and no two of them side by side.
pub(super) struct Pool {
    free: *mut Run,
    /// How many bytes were ever had from the host, which takes nothing back.
    had: usize,
    /// Asks the host for so many pages; their address, if it gives them.
    more: fn(usize) -> Option<NonNull<u8>>,
}

impl Pool {
    pub(super) const fn new(more: fn(usize) -> Option<NonNull<u8>>) -> Self {
        Self { free: ptr::null_mut(), had: 0, more }
    }

    /// A run of at least so many bytes; none if the host has no more.
    pub(super) fn take(&mut self, size: usize) -> Option<NonNull<Run>> {
        let size = size.checked_next_multiple_of(PAGE)?;
        if let Some(run) = self.first_fit(size) {
            return Some(run);
        }
        // An eighth more than there is, so that few requests serve many needs; less where the host is short.
        let generous = size.max((self.had / 8).next_multiple_of(PAGE));
        let (size, start) = match (self.more)(generous / PAGE) {
            Some(start) => (generous, start),
            None => (size, (self.more)(size / PAGE)?),
        };
        self.had += size;
        // SAFETY: the host gave these pages, and nobody else has them.
        unsafe { self.give(start.cast(), size) };
        self.first_fit(size.min(generous))
    }

    /// Cuts the run from the first free one that is long enough.
    fn first_fit(&mut self, size: usize) -> Option<NonNull<Run>> {
        let mut link: *mut *mut Run = &raw mut self.free;
        // SAFETY: every link of the chain is null or a free run, whose head is valid; a rest that is cut off is a page at least.
        unsafe {
            while let Some(run) = NonNull::new(*link) {
                let free = run.as_ptr();
                if (*free).size < size {
                    link = &raw mut (*free).next;
                    continue;
                }
                *link = (*free).next;
                if (*free).size > size {
                    let rest: *mut Run = free.byte_add(size);
                    rest.write(Run { next: (*free).next, size: (*free).size - size });
                    *link = rest;
                    (*free).size = size;
                }
                return Some(run);
            }
        }
        None
    }

    /// Takes a run back, and joins it with free ones beside it.
    ///
    /// # Safety
    ///
    /// The run came from this pool or the host, has this size, and is no longer used.
    pub(super) unsafe fn give(&mut self, run: NonNull<Run>, size: usize) {
        let run = run.as_ptr();
        let (mut before, mut after): (*mut Run, *mut Run) = (ptr::null_mut(), self.free);
        // SAFETY: as in `first_fit`; the caller vouches for the run.
        unsafe {
            while !after.is_null() && after < run {
                (before, after) = (after, (*after).next);
            }
            run.write(Run { next: after, size });
            if !after.is_null() && run.byte_add(size) == after {
                (*run).size += (*after).size;
                (*run).next = (*after).next;
            }
            if before.is_null() {
                self.free = run;
            } else if before.byte_add((*before).size) == run {
                (*before).size += (*run).size;
                (*before).next = (*run).next;
            } else {
                (*before).next = run;
            }
        }
    }
}
