//! Maps and sets in the order of their keys that cost little code for each type that they hold.
//!
//! The standard library's are compiled anew for every type: together they were a fifth of the engine in WebAssembly. Here
//! the order is kept as positions ([`super::positions`]), by code that knows nothing of the types.

use std::{borrow::Borrow, cmp::Ordering, fmt};

use super::{
    list::Listed,
    order::settle,
    positions::{Order, Positions},
};

/// Keys and their order, which are compiled once for all maps with keys of a type, whatever the values.
#[derive(Clone)]
struct Keys<K> {
    keys: Vec<K>,
    order: Order,
}

impl<K: Ord> Keys<K> {
    fn position<Q: Ord + ?Sized>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        self.order.known(&mut comparison(&self.keys, key))
    }

    /// The position of a key, or nothing if it is new and put behind the others.
    fn known_or_new(&mut self, key: K) -> Option<usize> {
        let known = self.order.known_or_new(self.keys.len(), &mut comparison(&self.keys, &key));
        if known.is_none() {
            self.keys.push(key);
        }
        known
    }

    /// Takes a key out, and puts the last one in its place: which that is.
    fn swap_remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        let last: &Q = self.keys.last()?.borrow();
        let position =
            self.order.swap_remove(&mut comparison(&self.keys, key), &mut comparison(&self.keys, last))?;
        self.keys.swap_remove(position);
        Some(position)
    }
}

/// How the key at a position compares with this one.
fn comparison<K: Borrow<Q>, Q: Ord + ?Sized>(keys: &[K], key: &Q) -> impl FnMut(usize) -> Ordering {
    |position| keys.get(position).map_or(Ordering::Greater, |own| own.borrow().cmp(key))
}

/// A map in the order of its keys.
#[derive(Clone)]
pub struct OrderedMap<K, V> {
    keys: Keys<K>,
    values: Vec<V>,
}

impl<K: Ord, V> OrderedMap<K, V> {
    /// An empty map.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.values.get(self.keys.position(key)?)
    }

    /// The value of a key, to change it.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.values.get_mut(self.keys.position(key)?)
    }

    /// Whether a key is there.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.keys.position(key).is_some()
    }

    /// Sets a value, in place of the one that the key may have; whether it had none.
    pub fn insert(&mut self, key: K, value: V) -> bool {
        let known = self.keys.known_or_new(key);
        match known.and_then(|position| self.values.get_mut(position)) {
            Some(old) => *old = value,
            None => self.values.push(value),
        }
        known.is_none()
    }

    /// The value of a key, to change it; this one where it is absent.
    pub fn or_insert(&mut self, key: K, value: V) -> &mut V {
        self.or_insert_with(key, || value)
    }

    /// The value of a key, to change it; made where it is absent.
    pub fn or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let position = self.keys.known_or_new(key).unwrap_or(self.values.len());
        if position == self.values.len() {
            self.values.push(make());
        }
        #[expect(
            clippy::indexing_slicing,
            reason = "the order holds positions of values, and this one is there now"
        )]
        &mut self.values[position]
    }

    /// The value of a key, to change it; empty where it was absent.
    pub fn or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        self.or_insert_with(key, V::default)
    }

    /// Takes an entry out.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        Some(self.values.swap_remove(self.keys.swap_remove(key)?))
    }

    /// The entries, in the order of their keys.
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter { keys: &self.keys.keys, values: &self.values, positions: self.keys.order.positions() }
    }

    /// The keys, in order.
    pub fn keys(&self) -> impl Iterator<Item = &K> + Clone {
        self.iter().map(|(key, _)| key)
    }

    /// The values, in the order of their keys.
    pub fn values(&self) -> impl Iterator<Item = &V> + Clone {
        self.iter().map(|(_, value)| value)
    }
}

/// The entries of a map, in the order of their keys.
pub struct Iter<'a, K, V> {
    keys: &'a [K],
    values: &'a [V],
    positions: Positions<'a>,
}

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Self { keys: self.keys, values: self.values, positions: self.positions.clone() }
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        let position = self.positions.next()?;
        Some((self.keys.get(position)?, self.values.get(position)?))
    }
}

impl<K, V> Default for OrderedMap<K, V> {
    fn default() -> Self {
        Self { keys: Keys { keys: Vec::new(), order: Order::default() }, values: Vec::new() }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for OrderedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::default();
        for (key, value) in entries {
            map.insert(key, value);
        }
        map
    }
}

impl<'a, K: Ord, V> IntoIterator for &'a OrderedMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K: Ord, V> IntoIterator for OrderedMap<K, V> {
    type Item = (K, V);
    type IntoIter = std::iter::Zip<std::vec::IntoIter<K>, std::vec::IntoIter<V>>;

    /// The entries by value, in the order of their keys.
    fn into_iter(self) -> Self::IntoIter {
        let (Keys { mut keys, order }, mut values) = (self.keys, self.values);
        settle(order.positions().listed(), &mut |one, other| {
            keys.swap(one, other);
            values.swap(one, other);
        });
        keys.into_iter().zip(values)
    }
}

impl<K: Ord, V: PartialEq> PartialEq for OrderedMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        if self.len() != other.len() {
            return false;
        }
        let mut others = other.iter();
        for entry in self {
            if others.next() != Some(entry) {
                return false;
            }
        }
        true
    }
}

impl<K: Ord, V: Eq> Eq for OrderedMap<K, V> {}

impl<K: Ord + fmt::Debug, V: fmt::Debug> fmt::Debug for OrderedMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

/// A set in order.
#[derive(Clone)]
pub struct OrderedSet<T>(OrderedMap<T, ()>);

impl<T: Ord> OrderedSet<T> {
    /// An empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether something is there.
    pub fn contains<Q: Ord + ?Sized>(&self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.0.contains_key(item)
    }

    /// Puts something in; whether it was not there before.
    pub fn insert(&mut self, item: T) -> bool {
        self.0.insert(item, ())
    }

    /// Takes something out; whether it was there.
    pub fn remove<Q: Ord + ?Sized>(&mut self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.0.remove(item).is_some()
    }

    /// All of it, in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> + Clone {
        self.0.keys()
    }
}

impl<T> Default for OrderedSet<T> {
    fn default() -> Self {
        Self(OrderedMap::default())
    }
}

impl<T: Ord> IntoIterator for OrderedSet<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    /// All of it by value, in order.
    fn into_iter(self) -> Self::IntoIter {
        let Keys { mut keys, order } = self.0.keys;
        settle(order.positions().listed(), &mut |one, other| keys.swap(one, other));
        keys.into_iter()
    }
}

impl<T: Ord> FromIterator<T> for OrderedSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut set = Self::default();
        for item in items {
            set.insert(item);
        }
        set
    }
}

impl<T: Ord> PartialEq for OrderedSet<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T: Ord> Eq for OrderedSet<T> {}

impl<T: Ord + fmt::Debug> fmt::Debug for OrderedSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::OrderedMap;

    proptest! {
        #[test]
        fn it_behaves_as_the_standard_map(steps in prop::collection::vec((any::<bool>(), 0_u16..900, any::<u8>()), 0..3000)) {
            let (mut own, mut standard) = (OrderedMap::new(), BTreeMap::new());
            for (insert, key, value) in steps {
                if insert {
                    prop_assert_eq!(own.insert(key, value), standard.insert(key, value).is_none());
                } else {
                    prop_assert_eq!(own.remove(&key), standard.remove(&key));
                }
                prop_assert_eq!(own.get(&key), standard.get(&key));
            }
            prop_assert_eq!(own.len(), standard.len());
            prop_assert!(own.iter().eq(standard.iter()));
            prop_assert!(own.into_iter().eq(standard));
        }
    }
}
