//! Ordered maps and sets that only grow. The walk through them is compiled once for all types: the standard library's
//! take three kilobytes of WebAssembly a type.

use std::{borrow::Borrow, cmp::Ordering, mem, vec};

/// An ordered map that only grows.
#[derive(Clone, Debug)]
pub struct OrderedMap<K, V> {
    entries: Vec<(K, V)>,
    tree: Tree,
}

/// An ordered set that only grows.
#[derive(Clone, Debug)]
pub struct OrderedSet<K>(OrderedMap<K, ()>);

impl<K, V> Default for OrderedMap<K, V> {
    fn default() -> Self {
        Self { entries: Vec::new(), tree: Tree::default() }
    }
}

impl<K, V> OrderedMap<K, V> {
    /// An empty map.
    pub fn new() -> Self {
        Self::default()
    }

    /// The entries in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.tree
            .in_order()
            .into_iter()
            .filter_map(|at| self.entries.get(at))
            .map(|(key, value)| (key, value))
    }

    /// The values in the order of their keys.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }

    /// The keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }
}

impl<K, V> IntoIterator for OrderedMap<K, V> {
    type Item = (K, V);
    type IntoIter = vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        let mut entries: Vec<_> = self.entries.into_iter().map(Some).collect();
        let mut sorted = Vec::with_capacity(entries.len());
        for at in self.tree.in_order() {
            sorted.extend(entries.get_mut(at).and_then(Option::take));
        }
        sorted.into_iter()
    }
}

impl<K: Ord, V> OrderedMap<K, V> {
    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.entries.get(self.find(key)?).map(|(_, value)| value)
    }

    /// Whether a key is there.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.get(key).is_some()
    }

    /// Sets the value of a key and returns the one that it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        if let Some((_, own)) = self.find(&key).and_then(|at| self.entries.get_mut(at)) {
            return Some(mem::replace(own, value));
        }
        self.add(key, value);
        None
    }

    /// The value of a key, the empty one where there was none.
    pub fn or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        let at = match self.find(&key) {
            Some(at) => at,
            None => self.add(key, V::default()),
        };
        #[expect(clippy::indexing_slicing, reason = "it was found or added just now")]
        &mut self.entries[at].1
    }

    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        self.tree.find(&|at| self.compare(key, at))
    }

    /// Adds an entry and returns its place. The key is not there yet.
    fn add(&mut self, key: K, value: V) -> usize {
        let mut tree = mem::take(&mut self.tree);
        tree.add(&|at| self.compare(key.borrow(), at));
        self.tree = tree;
        self.entries.push((key, value));
        self.entries.len() - 1
    }

    fn compare<Q: Ord + ?Sized>(&self, key: &Q, at: usize) -> Ordering
    where
        K: Borrow<Q>,
    {
        self.entries.get(at).map_or(Ordering::Equal, |(own, _)| key.cmp(own.borrow()))
    }
}

impl<K> Default for OrderedSet<K> {
    fn default() -> Self {
        Self(OrderedMap::default())
    }
}

impl<K: Ord> OrderedSet<K> {
    /// An empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.0.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.entries.is_empty()
    }

    /// Adds a key; false where it is there already.
    pub fn insert(&mut self, key: K) -> bool {
        self.0.insert(key, ()).is_none()
    }

    /// Whether a key is there.
    pub fn contains<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.0.contains_key(key)
    }

    /// The keys in order.
    pub fn iter(&self) -> impl Iterator<Item = &K> {
        self.0.iter().map(|(key, ())| key)
    }
}

impl<K> IntoIterator for OrderedSet<K> {
    type Item = K;
    type IntoIter = vec::IntoIter<K>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter().map(|(key, ())| key).collect::<Vec<_>>().into_iter()
    }
}

/// A balanced tree of numbers, those of the entries: an AA tree. Node 0 is none; entry `n` is node `n + 1`.
#[derive(Clone, Debug, Default)]
struct Tree {
    nodes: Vec<Node>,
    root: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct Node {
    left: usize,
    right: usize,
    level: usize,
}

impl Tree {
    fn node(&self, at: usize) -> Node {
        self.nodes.get(at).copied().unwrap_or_default()
    }

    fn set(&mut self, at: usize, node: Node) {
        if let Some(place) = self.nodes.get_mut(at) {
            *place = node;
        }
    }

    /// The entry that a key is equal to.
    fn find(&self, compare: &dyn Fn(usize) -> Ordering) -> Option<usize> {
        let mut at = self.root;
        loop {
            let entry = at.checked_sub(1)?;
            match compare(entry) {
                Ordering::Less => at = self.node(at).left,
                Ordering::Greater => at = self.node(at).right,
                Ordering::Equal => return Some(entry),
            }
        }
    }

    /// Adds the next entry, which is equal to none.
    fn add(&mut self, compare: &dyn Fn(usize) -> Ordering) {
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        self.root = self.add_below(self.root, compare);
    }

    /// Adds the next entry below a node and returns what then stands in the node's place.
    fn add_below(&mut self, at: usize, compare: &dyn Fn(usize) -> Ordering) -> usize {
        let Some(entry) = at.checked_sub(1) else {
            self.nodes.push(Node { level: 1, ..Node::default() });
            return self.nodes.len() - 1;
        };
        let mut node = self.node(at);
        if compare(entry) == Ordering::Less {
            node.left = self.add_below(node.left, compare);
        } else {
            node.right = self.add_below(node.right, compare);
        }
        self.set(at, node);
        let at = self.skew(at);
        self.split(at)
    }

    /// Turns a left link within a level to the right.
    fn skew(&mut self, at: usize) -> usize {
        let node = self.node(at);
        let left = self.node(node.left);
        if left.level != node.level {
            return at;
        }
        self.set(at, Node { left: left.right, ..node });
        self.set(node.left, Node { right: at, ..left });
        node.left
    }

    /// Lifts the middle of two right links within a level.
    fn split(&mut self, at: usize) -> usize {
        let node = self.node(at);
        let right = self.node(node.right);
        if self.node(right.right).level != node.level {
            return at;
        }
        self.set(at, Node { right: right.left, ..node });
        self.set(node.right, Node { left: at, level: right.level + 1, ..right });
        node.right
    }

    /// The entries in order.
    fn in_order(&self) -> Vec<usize> {
        let (mut order, mut above, mut at) = (Vec::new(), Vec::new(), self.root);
        loop {
            while at != 0 {
                above.push(at);
                at = self.node(at).left;
            }
            let Some(next) = above.pop() else { return order };
            order.push(next - 1);
            at = self.node(next).right;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::OrderedMap;

    #[test]
    fn holds_what_the_standard_librarys_holds() {
        let (mut map, mut expected, mut seed) = (OrderedMap::new(), BTreeMap::new(), 1_u32);
        for number in 0..3_000_u32 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let key = if number < 1_000 { number } else { (seed >> 16) % 5_000 };
            assert_eq!(map.insert(key, number), expected.insert(key, number));
            assert_eq!(map.get(&(key + 1)), expected.get(&(key + 1)));
        }
        assert!(map.iter().eq(expected.iter()));
        assert!(map.tree.nodes.iter().all(|node| node.level < 14), "it stays flat");
        assert!(map.into_iter().eq(expected));
    }
}
