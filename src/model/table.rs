//! A hash table that knows nothing of what it holds, and so is compiled once.
//!
//! Whoever has the entries keeps them in a list; here are their positions, by the hashes of the entries.

/// The position of a slot that holds none.
const NONE: u32 = u32::MAX;

/// Positions of entries, by hash.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// A power of two of them, of which at least a quarter is free: the search for an entry ends at a free one.
    slots: Vec<Slot>,
    used: usize,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    hash: u32,
    position: u32,
}

impl Table {
    /// The position of the entry of this hash that is the `same`.
    pub(super) fn find(&self, hash: u32, same: &mut dyn FnMut(usize) -> bool) -> Option<u32> {
        let mut at = hash as usize;
        loop {
            let slot = self.slots.get(at & self.slots.len().wrapping_sub(1))?;
            if slot.position == NONE {
                return None;
            }
            if slot.hash == hash && same(slot.position as usize) {
                return Some(slot.position);
            }
            at = at.wrapping_add(1);
        }
    }

    /// Takes in the position of an entry that is not there yet.
    pub(super) fn insert(&mut self, hash: u32, position: u32) {
        if self.used >= self.slots.len() / 4 * 3 {
            let free = Slot { hash: 0, position: NONE };
            let larger = vec![free; (self.slots.len() * 2).max(8)];
            for slot in std::mem::replace(&mut self.slots, larger) {
                if slot.position != NONE {
                    self.put(slot);
                }
            }
        }
        self.used += 1;
        self.put(Slot { hash, position });
    }

    fn put(&mut self, new: Slot) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = new.hash as usize;
        while let Some(slot) = self.slots.get_mut(at & mask) {
            if slot.position == NONE {
                *slot = new;
                return;
            }
            at = at.wrapping_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Table;

    proptest! {
        #[test]
        fn every_entry_is_found_and_no_other(entries in prop::collection::hash_set(any::<u16>(), 0..2000), bits in 0_u32..16) {
            let entries: Vec<u16> = entries.into_iter().collect();
            // With few bits, many entries have one hash.
            let hash = |entry: u16| u32::from(entry) & ((1_u32 << bits) - 1);
            let find = |table: &Table, entry: u16| table.find(hash(entry), &mut |position| entries[position] == entry);
            let mut table = Table::default();
            for (entry, position) in entries.iter().zip(0..) {
                prop_assert_eq!(find(&table, *entry), None);
                table.insert(hash(*entry), position);
                prop_assert_eq!(find(&table, *entry), Some(position));
            }
            for (entry, position) in entries.iter().zip(0..) {
                prop_assert_eq!(find(&table, *entry), Some(position));
            }
        }
    }
}
