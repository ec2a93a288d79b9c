//! Many nodes, read once and matched often.
//!
//! Labels are interned as they are read and equal sets of taints are kept once, so that nodes which differ in nothing
//! that a DaemonSet asks about can be recognised as one class by comparing a few numbers.

use super::{
    hasher::WordHasher,
    meta::StringMap,
    node::{Amounts, Condition, Node, NodeSpec},
    order,
    table::Table,
    taint::Taint,
};

/// An interned string of a [`Fleet`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(u32);

/// An interned list of taints of a [`Fleet`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TaintList(u32);

/// The nodes of a cluster, in the order in which they were read.
#[derive(Clone, Debug, Default)]
pub struct Fleet {
    strings: Vec<Box<str>>,
    symbols: Table,
    taints: Vec<Vec<Taint>>,
    taint_lists: Table,
    amounts: Vec<Vec<(Symbol, Symbol)>>,
    amount_lists: Table,
    members: Vec<Member>,
}

#[derive(Clone, Debug)]
struct Member {
    name: Box<str>,
    labels: Box<[(Symbol, Symbol)]>,
    taints: TaintList,
    unschedulable: bool,
    ready: Option<Box<str>>,
    /// The number of the list of what it has to give.
    allocatable: Option<u32>,
}

/// One node of a [`Fleet`].
#[derive(Clone, Copy, Debug)]
pub struct NodeRef<'a> {
    fleet: &'a Fleet,
    member: &'a Member,
}

impl Symbol {
    /// A number of its own within the fleet, from 0; no number is left out.
    pub fn number(self) -> u32 {
        self.0
    }
}

impl TaintList {
    /// A number of its own within the fleet, from 0; no number is left out.
    pub fn number(self) -> u32 {
        self.0
    }
}

impl Fleet {
    /// A fleet of no nodes.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are no nodes.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Adds a node at the end. `labels` may come in any order; of two equal keys the later wins.
    pub fn push(
        &mut self,
        name: &str,
        labels: &[(&str, &str)],
        taints: Vec<Taint>,
        unschedulable: bool,
        ready: Option<&str>,
    ) {
        let mut pairs: Vec<(Symbol, Symbol)> = Vec::new();
        for (key, value) in labels {
            pairs.push((self.intern(key), self.intern(value)));
        }
        // A stable sort keeps equal keys in the order given; the value of the last of them is the one that stays.
        if !pairs.is_sorted_by_key(|(key, _)| *key) {
            order::sort_by_key(&mut pairs, |(key, _)| *key);
        }
        pairs.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 = next.1;
            }
            same
        });
        let taints = self.intern_taints(taints);
        self.members.push(Member {
            name: name.into(),
            labels: pairs.into(),
            taints,
            unschedulable,
            ready: ready.map(Into::into),
            allocatable: None,
        });
    }

    /// Says of the last node what it has to give: resources and amounts, as they are written.
    pub fn allocate(&mut self, amounts: &[(&str, &str)]) {
        let mut list: Vec<(Symbol, Symbol)> = Vec::new();
        for (name, amount) in amounts {
            list.push((self.intern(name), self.intern(amount)));
        }
        let mut hasher = WordHasher::default();
        for (name, amount) in &list {
            hasher.mix(u64::from(name.0) << 32 | u64::from(amount.0));
        }
        let hash = hasher.finish();
        let same = &mut |position| self.amounts.get(position) == Some(&list);
        let known = self.amount_lists.find(hash, same);
        let number = known.unwrap_or_else(|| {
            let index = to_index(self.amounts.len());
            self.amount_lists.insert(hash, index);
            self.amounts.push(list);
            index
        });
        if let Some(member) = self.members.last_mut() {
            member.allocatable = Some(number);
        }
    }

    /// Adds a node that was read as an object.
    pub fn push_node(&mut self, node: &Node) {
        self.push(
            &node.metadata.name,
            &pairs(&node.metadata.labels),
            node.spec.taints.clone(),
            node.spec.unschedulable,
            node.ready(),
        );
        if let Some(amounts) = &node.status.allocatable {
            self.allocate(&pairs(&amounts.0));
        }
    }

    /// Gives a node a label, in place of one of the same key. A position past the end changes nothing.
    pub fn set_label(&mut self, position: usize, key: &str, value: &str) {
        let (key, value) = (self.intern(key), self.intern(value));
        if let Some(member) = self.members.get_mut(position) {
            let mut labels = std::mem::take(&mut member.labels).into_vec();
            let at = place(&labels, key);
            match labels.get_mut(at) {
                Some((own, old)) if *own == key => *old = value,
                _ => labels.insert(at, (key, value)),
            }
            member.labels = labels.into();
        }
    }

    /// The nodes, in the order in which they were read.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = NodeRef<'_>> + Clone {
        self.members.iter().map(|member| NodeRef { fleet: self, member })
    }

    /// The node at a position; `None` past the end.
    pub fn get(&self, index: usize) -> Option<NodeRef<'_>> {
        self.members.get(index).map(|member| NodeRef { fleet: self, member })
    }

    /// Whether no two nodes have one name.
    pub fn has_distinct_names(&self) -> bool {
        let mut names = Table::default();
        for (position, member) in self.members.iter().enumerate() {
            let hash = WordHasher::of(&member.name);
            let same =
                &mut |other| self.members.get(other).is_some_and(|other: &Member| other.name == member.name);
            if names.find(hash, same).is_some() {
                return false;
            }
            names.insert(hash, to_index(position));
        }
        true
    }

    /// The symbol of a text; `None` if no node has it as a label's key or value, or in what it has to give.
    pub fn symbol(&self, text: &str) -> Option<Symbol> {
        self.find(WordHasher::of(text), text)
    }

    fn find(&self, hash: u32, text: &str) -> Option<Symbol> {
        let same = &mut |position: usize| self.strings.get(position).is_some_and(|own| **own == *text);
        self.symbols.find(hash, same).map(Symbol)
    }

    fn intern(&mut self, text: &str) -> Symbol {
        let hash = WordHasher::of(text);
        self.find(hash, text).unwrap_or_else(|| {
            let index = to_index(self.strings.len());
            self.symbols.insert(hash, index);
            self.strings.push(text.into());
            Symbol(index)
        })
    }

    fn intern_taints(&mut self, taints: Vec<Taint>) -> TaintList {
        let mut hasher = WordHasher::default();
        for taint in &taints {
            hasher.write(&taint.key);
            hasher.write(&taint.value);
            hasher.write(taint.effect.as_str());
        }
        let hash = hasher.finish();
        let same = &mut |position| self.taints.get(position) == Some(&taints);
        let known = self.taint_lists.find(hash, same);
        TaintList(known.unwrap_or_else(|| {
            let index = to_index(self.taints.len());
            self.taint_lists.insert(hash, index);
            self.taints.push(taints);
            index
        }))
    }

    /// The text of a symbol.
    pub fn text(&self, symbol: Symbol) -> &str {
        self.strings.get(symbol.0 as usize).map_or("", |text| text)
    }
}

/// Where a label stands among those of a node, which are in the order of their keys, or would stand.
fn place(labels: &[(Symbol, Symbol)], key: Symbol) -> usize {
    labels.partition_point(|(own, _)| *own < key)
}

fn pairs(map: &StringMap) -> Vec<(&str, &str)> {
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for (key, value) in map {
        pairs.push((key, value));
    }
    pairs
}

/// Input is limited to far fewer than 2³² strings; past that, everything would be the last one.
fn to_index(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

impl<'a> NodeRef<'a> {
    /// `metadata.name`.
    pub fn name(&self) -> &'a str {
        &self.member.name
    }

    /// The value of a label; `None` where the node has no such label.
    pub fn label(&self, key: &str) -> Option<&'a str> {
        self.label_symbol(self.fleet.symbol(key)?).map(|value| self.fleet.text(value))
    }

    /// The interned value of an interned label; `None` where the node has no such label.
    pub fn label_symbol(&self, key: Symbol) -> Option<Symbol> {
        let labels = &self.member.labels;
        let (own, value) = labels.get(place(labels, key))?;
        (*own == key).then_some(*value)
    }

    /// All labels, in no order that means anything.
    pub fn labels(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.texts(&self.member.labels)
    }

    /// The taints, in the node's order.
    pub fn taints(&self) -> &'a [Taint] {
        self.fleet.taints.get(self.member.taints.0 as usize).map_or(&[], |taints| taints)
    }

    /// The interned list of taints: equal for two nodes of one fleet exactly if their taints are.
    pub fn taint_list(&self) -> TaintList {
        self.member.taints
    }

    /// The fleet that it belongs to.
    pub fn fleet(&self) -> &'a Fleet {
        self.fleet
    }

    /// The number of what it has to give: equal for two nodes of one fleet exactly if that is. `None` where nobody says.
    pub fn allocatable_list(&self) -> Option<u32> {
        self.member.allocatable
    }

    /// What it has to give: resources and amounts, as they are written; nothing where nobody says.
    pub fn allocatable(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let list = self.member.allocatable.and_then(|number| self.fleet.amounts.get(number as usize));
        self.texts(list.map_or(&[], |list| list))
    }

    fn texts(&self, pairs: &'a [(Symbol, Symbol)]) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let fleet = self.fleet;
        pairs.iter().map(move |(one, other)| (fleet.text(*one), fleet.text(*other)))
    }

    /// Whether the node is cordoned.
    pub fn unschedulable(&self) -> bool {
        self.member.unschedulable
    }

    /// The status of the `Ready` condition; `None` where the node carries none.
    pub fn ready(&self) -> Option<&'a str> {
        self.member.ready.as_deref()
    }

    /// The node as an object, with all that a fleet keeps of it.
    pub fn to_node(&self) -> Node {
        let mut node = Node::default();
        self.name().clone_into(&mut node.metadata.name);
        for (key, value) in self.labels() {
            node.metadata.labels.insert(key.to_owned(), value.to_owned());
        }
        node.spec = NodeSpec { taints: self.taints().to_vec(), unschedulable: self.unschedulable() };
        if let Some(status) = self.ready() {
            let (kind, status) = ("Ready".to_owned(), status.to_owned());
            node.status.conditions.push(Condition { kind, status, last_transition_time: None });
        }
        if self.member.allocatable.is_some() {
            let mut amounts = Amounts::default();
            for (name, amount) in self.allocatable() {
                amounts.0.insert(name.to_owned(), amount.to_owned());
            }
            node.status.allocatable = Some(amounts);
        }
        node
    }
}

#[cfg(test)]
mod tests {
    use super::Fleet;

    #[test]
    fn labels_are_found_and_the_last_of_two_equal_keys_wins() {
        let mut fleet = Fleet::new();
        fleet.push("a", &[("zone", "x"), ("disk", "ssd"), ("zone", "y")], Vec::new(), false, None);
        let node = fleet.get(0).unwrap();
        assert_eq!(node.label("zone"), Some("y"));
        assert_eq!(node.label("disk"), Some("ssd"));
        assert_eq!(node.label("ssd"), None, "a value is no key");
        assert_eq!(node.labels().count(), 2);
    }
}
