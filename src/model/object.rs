//! The fields of an object, in the order in which they were written.

use std::{cmp::Ordering, fmt};

use super::{
    list::Listed,
    order::sort_by,
    positions::{Order, Place},
    value::Value,
};

/// Up to so many fields are looked through one by one.
const FEW: usize = 16;

/// Fields by name, in the order in which they were written.
///
/// Most objects have few fields: then there is nothing but a list. Many are found by their order, so that an object of
/// hundreds of thousands of fields costs no more for each.
#[derive(Clone, Default)]
pub struct Map {
    fields: Vec<(String, Value)>,
    /// The positions by name, if there are many. A removal drops it; the next insertion makes it anew.
    order: Order,
}

impl Map {
    /// An object without fields.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many fields there are.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The position of a field, or where its own would stand among many.
    fn find(&self, name: &str) -> Result<usize, Place> {
        if self.order.is_empty() {
            return self.fields.iter().position(|(own, _)| own == name).ok_or((0, 0));
        }
        let place = self.order.find(&mut |position| compare(&self.fields, position, name))?;
        self.order.position(place).ok_or(place)
    }

    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.fields.get(self.find(name).ok()?).map(|(_, value)| value)
    }

    /// The text of a field; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// The value of a field, to change it.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let position = self.find(name).ok()?;
        self.fields.get_mut(position).map(|(_, value)| value)
    }

    /// Whether a field is there.
    pub fn contains_key(&self, name: &str) -> bool {
        self.find(name).is_ok()
    }

    /// Sets a field: where it stands if it is there, else behind all others.
    pub fn insert(&mut self, name: String, value: Value) {
        match self.find(&name) {
            Ok(position) => {
                if let Some((_, old)) = self.fields.get_mut(position) {
                    *old = value;
                }
                return;
            }
            Err(place) if !self.order.is_empty() => self.order.insert(place, self.fields.len()),
            Err(_) => {}
        }
        self.fields.push((name, value));
        if self.order.is_empty() && self.fields.len() > FEW {
            self.note();
        }
    }

    /// Notes the positions of all fields.
    fn note(&mut self) {
        for (position, (name, _)) in self.fields.iter().enumerate() {
            if let Err(place) = self.order.find(&mut |position| compare(&self.fields, position, name)) {
                self.order.insert(place, position);
            }
        }
    }

    /// Takes a field out; those behind it move up.
    pub fn shift_remove(&mut self, name: &str) -> Option<Value> {
        let position = self.find(name).ok()?;
        self.order = Order::default();
        Some(self.fields.remove(position).1)
    }

    /// The fields, as they were written.
    pub fn iter(&self) -> Iter<'_> {
        Iter(self.fields.iter())
    }

    /// The fields in the order of their names, as kubectl sends them.
    pub fn sorted(&self) -> Vec<(&String, &Value)> {
        let mut fields: Vec<_> = self.iter().listed();
        sort_by(&mut fields, |(one, _), (other, _)| one.cmp(other));
        fields
    }

    /// The names of the fields, as they were written.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.iter().map(|(name, _)| name)
    }

    /// The values of the fields, to change them.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        self.fields.iter_mut().map(|(_, value)| value)
    }
}

/// How the field at a position compares with a name.
fn compare(fields: &[(String, Value)], position: usize, name: &str) -> Ordering {
    fields.get(position).map_or(Ordering::Greater, |(own, _)| own.as_str().cmp(name))
}

/// The fields of an object, as they were written.
#[derive(Clone, Debug)]
pub struct Iter<'a>(std::slice::Iter<'a, (String, Value)>);

impl<'a> Iterator for Iter<'a> {
    type Item = (&'a String, &'a Value);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(name, value)| (name, value))
    }
}

impl<'a> IntoIterator for &'a Map {
    type Item = (&'a String, &'a Value);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

impl IntoIterator for Map {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.fields.into_iter()
    }
}

impl PartialEq for Map {
    /// In whatever order the fields were written.
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(name, value)| other.get(name) == Some(value))
    }
}

impl fmt::Debug for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Map, Value};

    proptest! {
        #[test]
        fn it_behaves_as_serde_jsons(steps in prop::collection::vec((0..9, 0_u8..40, any::<i64>()), 0..400)) {
            let (mut own, mut its) = (Map::new(), serde_json::Map::new());
            for (step, name, value) in steps {
                let name = name.to_string();
                if step > 1 {
                    own.insert(name.clone(), value.into());
                    its.insert(name.clone(), value.into());
                } else {
                    prop_assert_eq!(own.shift_remove(&name).is_some(), its.shift_remove(&name).is_some());
                }
                prop_assert_eq!(own.get(&name).and_then(Value::as_i64), its.get(&name).and_then(serde_json::Value::as_i64));
            }
            prop_assert_eq!(own.len(), its.len());
            prop_assert!(own.keys().eq(its.keys()));
            let mut turned = Map::new();
            for (name, value) in own.iter().collect::<Vec<_>>().into_iter().rev() {
                turned.insert(name.clone(), value.clone());
            }
            prop_assert_eq!(&own, &turned);
            turned.insert("0".to_owned(), "other".into());
            prop_assert_ne!(&own, &turned);
        }
    }
}
