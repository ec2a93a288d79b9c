//! A fast hash for the many short strings of a node list.

/// Mixes eight bytes at a time. Without a seed, since there is no chance here: the same text hashes alike everywhere.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WordHasher(u64);

impl WordHasher {
    /// The hash of one text.
    pub(super) fn of(text: &str) -> u32 {
        let mut hasher = Self::default();
        hasher.write(text);
        hasher.finish()
    }

    /// Takes in a number.
    pub(super) fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    /// Takes in a text.
    pub(super) fn write(&mut self, text: &str) {
        let (words, rest) = text.as_bytes().as_chunks::<8>();
        for word in words {
            self.mix(u64::from_le_bytes(*word));
        }
        let rest = rest.iter().fold(1, |word: u64, byte| (word << 8) | u64::from(*byte));
        self.mix(rest);
    }

    /// The hash of what was taken in: the upper half, which a multiplication mixes best.
    pub(super) fn finish(self) -> u32 {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        (mixed >> 32) as u32
    }
}
