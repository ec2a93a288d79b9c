//! A stable sort that is compiled once for all types: the standard library's takes five kilobytes of WebAssembly a type.

use std::{cmp::Ordering, mem};

use super::list::Listed;

/// Sorts by a comparison; equal items stay in order.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let places = order(items.len(), &|one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    settle(places, &mut |one, other| items.swap(one, other));
}

/// Sorts by a key; items of equal keys stay in order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Where the items stand that belong to each place.
fn order(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..length).listed();
    // Most lists are in order, and the sort of the package would not notice.
    if (1..length).all(|place| compare(place - 1, place).is_le()) {
        return places;
    }
    places.sort_unstable_by(|one, other| compare(*one, *other).then(one.cmp(other)));
    places
}

/// Brings the items to their places, round by round.
pub(super) fn settle(mut places: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for first in 0..places.len() {
        let mut at = first;
        while let Some(place) = places.get_mut(at) {
            let from = mem::replace(place, at);
            if from == first || from == at {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sort_by_key;

    #[test]
    fn sorts_as_the_standard_library_does() {
        let mut seed = 1_u32;
        for length in 0..70 {
            let mut items: Vec<(u32, usize)> = Vec::new();
            for position in 0..length {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                items.push(((seed >> 16) % 9, position));
            }
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort_by_key(&mut items, |(key, _)| *key);
            assert_eq!(items, expected);
        }
    }
}
