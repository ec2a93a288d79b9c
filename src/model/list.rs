//! A list of what an iterator yields.

/// Iterators whose items can be listed.
pub trait Listed: Iterator + Sized {
    /// The items in a list: `collect`, of which the standard library compiles twice as much for each kind of iterator.
    fn listed(self) -> Vec<Self::Item> {
        let mut list = Vec::new();
        for item in self {
            list.push(item);
        }
        list
    }
}

impl<I: Iterator> Listed for I {}

/// Lists that grow by what an iterator yields.
pub trait Growing<T> {
    /// Puts the items behind the others: `extend`, likewise.
    fn grow(&mut self, items: impl IntoIterator<Item = T>);
}

impl<T> Growing<T> for Vec<T> {
    fn grow(&mut self, items: impl IntoIterator<Item = T>) {
        for item in items {
            self.push(item);
        }
    }
}

/// Puts texts behind another one: `extend`, of which the standard library compiles one for each number of texts.
pub fn push_all(text: &mut String, parts: &[&str]) {
    for part in parts {
        text.push_str(part);
    }
}

/// Lists that lose items.
pub trait Keeping<T> {
    /// Keeps the items that are wanted, in order: `retain`, of which the standard library compiles two loops for each place that calls it.
    fn keep(&mut self, wanted: &dyn Fn(&T) -> bool);
}

impl<T> Keeping<T> for Vec<T> {
    fn keep(&mut self, wanted: &dyn Fn(&T) -> bool) {
        let mut kept = 0;
        for at in 0..self.len() {
            if self.get(at).is_some_and(wanted) {
                self.swap(kept, at);
                kept += 1;
            }
        }
        self.truncate(kept);
    }
}

/// Lists whose texts can be put together.
pub trait Joined {
    /// The texts with another one between each two: `join`, of which the standard library compiles ten times as much for each kind of text.
    fn joined(&self, between: &str) -> String;
}

impl<T: AsRef<str>> Joined for [T] {
    fn joined(&self, between: &str) -> String {
        let mut joined = String::new();
        for (place, text) in self.iter().enumerate() {
            if place > 0 {
                joined.push_str(between);
            }
            joined.push_str(text.as_ref());
        }
        joined
    }
}
