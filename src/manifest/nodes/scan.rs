//! Finds the end of a JSON object or array without reading it, 64 bytes at a time.
//!
//! Strings and brackets are found as bit masks, one bit a byte, so that what is skipped costs a fraction of what reading costs.

/// How many bytes one step looks at.
const BLOCK: usize = 64;

/// Where in a block the bytes stand that matter: bit 0 is the first byte.
struct Masks {
    quotes: u64,
    backslashes: u64,
    opening: u64,
    closing: u64,
}

/// The position behind the object or array that begins at `start`; `None` where the text ends before it does.
///
/// Only strings and the number of brackets are looked at: whether the rest of it is JSON, and whether a `{` ends with a `}`,
/// is not.
#[cfg_attr(target_family = "wasm", target_feature(enable = "simd128"))]
pub(super) fn skip_container(text: &[u8], start: usize) -> Option<usize> {
    let mut depth: u32 = 0;
    // All bits set while a string goes on from one block into the next.
    let mut inside: u64 = 0;
    let mut escape = false;
    let (blocks, last) = text.get(start..)?.as_chunks::<BLOCK>();
    let mut tail = [b' '; BLOCK];
    tail.get_mut(..last.len())?.copy_from_slice(last);
    let mut at = start;
    for block in blocks.iter().chain([&tail]) {
        let masks = masks(block);
        let escaped = if masks.backslashes == 0 {
            u64::from(std::mem::take(&mut escape))
        } else {
            escaped(masks.backslashes, &mut escape)
        };
        let strings = prefix_xor(masks.quotes & !escaped) ^ inside;
        inside = 0_u64.wrapping_sub(strings >> 63);
        let opening = masks.opening & !strings;
        let closing = masks.closing & !strings;
        let closed = closing.count_ones();
        if depth > closed {
            depth = depth.checked_add(opening.count_ones())? - closed;
        } else if let Some(bit) = end_in(opening, closing, &mut depth) {
            return Some(at + bit + 1);
        }
        at += BLOCK;
    }
    None
}

/// The bit of the bracket that brings the depth to 0, if one does.
fn end_in(opening: u64, closing: u64, depth: &mut u32) -> Option<usize> {
    let mut both = opening | closing;
    while both != 0 {
        let bit = both.trailing_zeros();
        if opening & (1 << bit) != 0 {
            *depth = depth.saturating_add(1);
        } else {
            *depth = depth.saturating_sub(1);
            if *depth == 0 {
                return usize::try_from(bit).ok();
            }
        }
        both &= both - 1;
    }
    None
}

/// The bytes that stand behind an odd number of backslashes; `escape` carries the last one over into the next block.
fn escaped(backslashes: u64, escape: &mut bool) -> u64 {
    let mut mask = 0;
    let mut rest = backslashes;
    let mut from = u32::from(*escape);
    if *escape {
        mask = 1;
        rest &= !1;
    }
    *escape = false;
    while rest != 0 {
        let bit = rest.trailing_zeros();
        rest &= rest - 1;
        if bit < from {
            continue;
        }
        if bit == 63 {
            *escape = true;
            break;
        }
        mask |= 1 << (bit + 1);
        from = bit + 2;
    }
    mask
}

/// Each bit is the parity of the bits up to and with it.
#[expect(
    clippy::inline_always,
    reason = "it is called once for 64 bytes, and code built for its size would call it"
)]
#[inline(always)]
fn prefix_xor(mut bits: u64) -> u64 {
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    bits ^ bits << 32
}

#[cfg(not(target_family = "wasm"))]
fn masks(block: &[u8; BLOCK]) -> Masks {
    let mask = |test: fn(u8) -> bool| {
        block.iter().rev().fold(0_u64, |bits, byte| (bits << 1) | u64::from(test(*byte)))
    };
    Masks {
        quotes: mask(|byte| byte == b'"'),
        backslashes: mask(|byte| byte == b'\\'),
        opening: mask(|byte| byte | 0x20 == b'{'),
        closing: mask(|byte| byte | 0x20 == b'}'),
    }
}

#[cfg(target_family = "wasm")]
#[target_feature(enable = "simd128")]
#[inline]
fn masks(block: &[u8; BLOCK]) -> Masks {
    use std::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, u64x2, v128_or};
    let mut masks = Masks { quotes: 0, backslashes: 0, opening: 0, closing: 0 };
    let (words, _) = block.as_chunks::<8>();
    let [a, b, c, d, e, f, g, h] = words else { return masks };
    // Written out, since code that is built for its size keeps loops and calls: 16 bytes, and where their bits go.
    macro_rules! part {
        ($low:ident, $high:ident, $shift:literal) => {
            let bytes = u64x2(u64::from_le_bytes(*$low), u64::from_le_bytes(*$high));
            // `[` and `]` differ from `{` and `}` in one bit.
            let folded = v128_or(bytes, u8x16_splat(0x20));
            masks.quotes |= u64::from(u8x16_bitmask(u8x16_eq(bytes, u8x16_splat(b'"')))) << $shift;
            masks.backslashes |= u64::from(u8x16_bitmask(u8x16_eq(bytes, u8x16_splat(b'\\')))) << $shift;
            masks.opening |= u64::from(u8x16_bitmask(u8x16_eq(folded, u8x16_splat(b'{')))) << $shift;
            masks.closing |= u64::from(u8x16_bitmask(u8x16_eq(folded, u8x16_splat(b'}')))) << $shift;
        };
    }
    part!(a, b, 0);
    part!(c, d, 16);
    part!(e, f, 32);
    part!(g, h, 48);
    masks
}

#[cfg(test)]
mod tests {
    use super::skip_container;

    /// The end as a plain reading of byte by byte finds it.
    fn plainly(text: &[u8]) -> Option<usize> {
        let (mut depth, mut inside, mut escape) = (0, false, false);
        for (index, byte) in text.iter().enumerate() {
            match (inside, escape, byte) {
                (true, true, _) => escape = false,
                (true, false, b'\\') => escape = true,
                (_, _, b'"') => inside = !inside,
                (false, _, b'{' | b'[') => depth += 1,
                (false, _, b'}' | b']') => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(index + 1);
                    }
                }
                _ => {}
            }
        }
        None
    }

    #[test]
    fn the_end_is_found_wherever_the_blocks_fall() {
        let value = r#"{"a":[1,{"b":"}]\"\\"},"\\\\\"]"],"c\\":{"d":"\\\""},"e":"\u0022{"}"#;
        for padding in 0..150 {
            for inner in [0, 1, 7, 60, 63, 64, 65] {
                let filler = "x".repeat(inner);
                let text = format!("{{\"{filler}\":[{}{value}]}} ]]", " ".repeat(padding));
                assert_eq!(skip_container(text.as_bytes(), 0), plainly(text.as_bytes()), "{text}");
                for end in 0..text.len() {
                    let part = text.as_bytes().get(..end).unwrap();
                    assert_eq!(skip_container(part, 0), plainly(part), "{end} of {text}");
                }
            }
        }
    }
}
