//! A cluster, and what it has to be told about its nodes and the DaemonSet.

use std::borrow::Cow;

use super::{
    change::{Change, is_unreachable, mark_unreachable},
    cluster::{Applied, Cluster, Template},
    timings::Timings,
};
use crate::{
    apiserver::Admitted,
    controller::{Ledger, Placement, Rules, Verdict},
    model::{
        fleet::Fleet,
        list::Keeping,
        node::Node,
        ordered::{OrderedMap, OrderedSet},
        time::Time,
        value::Value,
    },
    scheduler::HostPort,
};

/// A cluster, and what it has to be told about its nodes and the DaemonSet.
pub(super) struct World<'a> {
    pub(super) cluster: Cluster,
    /// The names of the nodes, by number.
    pub(super) names: Vec<Cow<'a, str>>,
    timings: &'a Timings,
    /// The nodes that were there at first, by number.
    fleet: Option<&'a Fleet>,
    /// Those that came later, or changed.
    changed: OrderedMap<usize, Node>,
    /// Their numbers by name, once somebody has asked.
    numbers: OrderedMap<Cow<'a, str>, usize>,
    numbered: bool,
    /// The templates that were applied, by number.
    revisions: Vec<Revision>,
    /// The numbers of the templates in the order of their revisions; the last is the current one.
    history: Vec<usize>,
    rules: Rules,
    generation: i64,
    spec: Value,
    /// The nodes whose Pods were not ready when the current template became that.
    down_at_first: OrderedSet<usize>,
    /// How the spec was changed.
    edits: Vec<Edit>,
}

/// A change of the DaemonSet's spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// When.
    pub at: Time,
    /// The generation from then on.
    pub generation: i64,
    /// The number of the template from then on.
    pub template: usize,
}

/// A template that was applied.
struct Revision {
    /// The template, where it is known.
    template: Option<Value>,
    /// Where its Pods may go; where it is not known, as the current one's.
    placement: Option<Placement>,
    asks: Template,
}

impl<'a> World<'a> {
    /// A cluster without nodes and without the DaemonSet.
    pub(super) fn empty(ledger: Ledger, timings: &'a Timings) -> Self {
        Self {
            cluster: Cluster::empty(ledger),
            names: Vec::new(),
            timings,
            fleet: None,
            changed: OrderedMap::new(),
            numbers: OrderedMap::new(),
            numbered: false,
            revisions: Vec::new(),
            history: Vec::new(),
            rules: Rules::default(),
            generation: 0,
            spec: Value::Null,
            down_at_first: OrderedSet::new(),
            edits: Vec::new(),
        }
    }

    /// A cluster of these nodes and Pods under the DaemonSet: old Pods are of the template `before`, or, where it is not
    /// given, of one that asks for the same. `names` are those of the fleet's nodes first.
    pub(super) fn of(
        ledger: Ledger,
        names: Vec<Cow<'a, str>>,
        fleet: &'a Fleet,
        admitted: &Admitted,
        before: Option<&Admitted>,
        timings: &'a Timings,
    ) -> Self {
        let rules = ledger.rules().clone();
        let current = Revision::of(admitted);
        let old = before.map_or_else(
            || Revision { template: None, placement: None, asks: current.asks.clone() },
            Revision::of,
        );
        let same = old.template == current.template;
        let mut kubelets = Vec::new();
        for name in &names {
            kubelets.push(timings.kubelet(name));
        }
        let templates = [old.asks.clone(), current.asks.clone()];
        let down_at_first = down(&ledger, names.len());
        let cluster = Cluster::new(ledger, kubelets, templates);
        Self {
            names,
            fleet: Some(fleet),
            revisions: vec![old, current],
            history: if same { vec![1] } else { vec![0, 1] },
            rules,
            spec: admitted.object().pointer("/spec").cloned().unwrap_or_default(),
            down_at_first,
            ..Self::empty(Ledger::new(Rules::default(), cluster.ledger().now()), timings)
        }
        .with(cluster)
    }

    fn with(self, cluster: Cluster) -> Self {
        Self { cluster, ..self }
    }

    /// Pods are evicted for taints from now on, from one node at most this often while its taints do not change.
    pub(super) fn evict_at_most(&mut self, times: u32) {
        self.cluster.evict_at_most(times);
        let Some(fleet) = &self.fleet else { return };
        for (number, node) in fleet.iter().enumerate() {
            self.cluster.taint(number, node.taints());
        }
    }

    /// The number of the current template.
    pub(super) fn template(&self) -> usize {
        self.history.last().copied().unwrap_or_default()
    }

    /// Whether a node's kubelet does not answer, by what happened to it or by its taints.
    pub(super) fn is_silent(&self, number: usize) -> bool {
        let tainted = match self.changed.get(&number) {
            Some(node) => is_unreachable(&node.spec.taints),
            None => self
                .fleet
                .and_then(|fleet| fleet.get(number))
                .is_some_and(|node| is_unreachable(node.taints())),
        };
        tainted || self.cluster.is_silent(number)
    }

    /// Whether a node's Pod was not ready when the current template became that, and nobody was deleting it.
    pub(super) fn was_down(&self, number: usize) -> bool {
        self.down_at_first.contains(&number)
    }

    /// The DaemonSet is of this generation.
    pub(super) fn set_generation(&mut self, generation: i64) {
        self.generation = generation;
        self.cluster.set_generation(generation);
    }

    /// Whether there is a DaemonSet.
    pub(super) fn is_running(&self) -> bool {
        !self.history.is_empty()
    }

    /// Others do something. Returns whether another template is the current one from then on.
    pub(super) fn change(&mut self, change: &Change) -> bool {
        let before = self.history.last().copied();
        let generation = self.generation;
        match change {
            Change::Apply(admitted) => self.apply(admitted),
            Change::Undo => self.undo(),
            Change::OnDelete => {
                self.rules.rolling_update = None;
                self.generation += 1;
                self.spec = Value::Null;
                self.cluster.change_rules(self.rules.clone());
            }
            Change::Node(node) => self.see(node),
            Change::Room(name, room) => {
                let node = self.number(name).unwrap_or(self.names.len());
                self.cluster.set_room(node, room);
            }
            Change::BreakTemplate => self.cluster.break_template(),
            Change::RemoveNode(name)
            | Change::EditNode(name, _)
            | Change::StopKubelet(name)
            | Change::StartKubelet(name)
            | Change::LoseContact(name)
            | Change::DeletePods(name)
            | Change::Unready(name, _)
            | Change::FailPods(name)
            | Change::NeverReady(name) => {
                if let Some(node) = self.number(name) {
                    self.on_node(node, change);
                }
            }
        }
        if self.generation != generation {
            self.edits.push(Edit {
                at: self.cluster.ledger().now(),
                generation: self.generation,
                template: self.template(),
            });
        }
        before != self.history.last().copied()
    }

    /// How the spec was changed, in order.
    pub(super) fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// A template that was applied; `None` where it is not known.
    pub(super) fn template_of(&self, number: usize) -> Option<&Value> {
        self.revisions.get(number)?.template.as_ref()
    }

    fn on_node(&mut self, node: usize, change: &Change) {
        match change {
            Change::RemoveNode(_) => self.cluster.lose(node),
            Change::EditNode(_, edit) => self.edit(node, &|changed| edit.apply(changed)),
            Change::StopKubelet(_) => self.cluster.stop(node),
            Change::LoseContact(_) if self.cluster.lose_contact(node) => {
                self.edit(node, &|changed| mark_unreachable(changed, true));
            }
            Change::StartKubelet(_) => {
                self.cluster.resume(node);
                self.edit(node, &|changed| mark_unreachable(changed, false));
            }
            Change::DeletePods(_) => self.cluster.delete_on(node),
            Change::Unready(_, wait) => self.cluster.unready_on(node, *wait),
            Change::FailPods(_) => self.cluster.fail_on(node),
            Change::NeverReady(_) => self.cluster.spoil(node),
            _ => {}
        }
    }

    /// The number of a node that there ever was.
    pub(super) fn number(&mut self, name: &str) -> Option<usize> {
        if !self.numbered {
            self.numbered = true;
            // Of two nodes of one name, which no cluster has, the first is meant.
            for (number, name) in self.names.iter().enumerate().rev() {
                self.numbers.insert(name.clone(), number);
            }
        }
        self.numbers.get(name).copied()
    }

    fn node(&self, number: usize) -> Option<Node> {
        let changed = self.changed.get(&number).cloned();
        changed.or_else(|| self.fleet?.get(number).map(|node| node.to_node()))
    }

    fn edit(&mut self, number: usize, change: &dyn Fn(&mut Node)) {
        // A node that is not there cannot be edited.
        if self.cluster.ledger().verdict(number).is_none() {
            return;
        }
        if let Some(mut node) = self.node(number) {
            change(&mut node);
            self.see(&node);
        }
    }

    fn apply(&mut self, admitted: &Admitted) {
        let spec = admitted.object().pointer("/spec").cloned().unwrap_or_default();
        if spec == self.spec {
            return;
        }
        self.spec = spec;
        self.generation += 1;
        let before_1_31 = self.rules.before_1_31;
        self.rules = Rules { before_1_31, ..Rules::of(admitted.daemon_set()) };
        let revision = Revision::of(admitted);
        // Of two that are equal, the later one is in use.
        let known = self.revisions.iter().rposition(|known| known.template == revision.template);
        let number = known.unwrap_or(self.revisions.len());
        if known.is_none() {
            self.revisions.push(revision);
        }
        self.make_current(number);
    }

    fn undo(&mut self) {
        let Some(number) = self.history.len().checked_sub(2).and_then(|last| self.history.get(last)).copied()
        else {
            return;
        };
        self.spec = Value::Null;
        self.generation += 1;
        self.make_current(number);
    }

    fn make_current(&mut self, number: usize) {
        if self.history.last() != Some(&number) {
            self.down_at_first = down(self.cluster.ledger(), self.names.len());
        }
        self.history.keep(&|other| *other != number);
        self.history.push(number);
        let Some(revision) = self.revisions.get(number) else { return };
        let applied = Applied {
            rules: self.rules.clone(),
            template: revision.asks.clone(),
            number,
            generation: self.generation,
        };
        let verdicts = self.verdicts();
        self.cluster.apply(applied, &verdicts);
    }

    /// Where the current template's Pods may go.
    fn placement(&self) -> Option<&Placement> {
        let known = |number: &usize| self.revisions.get(*number)?.placement.as_ref();
        self.history.iter().rev().find_map(known)
    }

    /// The verdicts on all nodes that ever were.
    fn verdicts(&self) -> Vec<Verdict> {
        let mut verdicts = Vec::new();
        let placement = self.placement();
        if let (Some(placement), Some(fleet)) = (placement, self.fleet) {
            verdicts = placement.verdicts(fleet);
        }
        while verdicts.len() < self.names.len() {
            verdicts.push(NOWHERE);
        }
        for (number, node) in &self.changed {
            if let Some(slot) = verdicts.get_mut(*number) {
                *slot = self.verdict(node);
            }
        }
        verdicts
    }

    fn verdict(&self, node: &Node) -> Verdict {
        let mut fleet = Fleet::new();
        fleet.push_node(node);
        let placed = self.placement().zip(fleet.get(0));
        placed.map_or(NOWHERE, |(placement, node)| placement.verdict(node))
    }

    fn see(&mut self, node: &Node) {
        let name = &node.metadata.name;
        let verdict = self.verdict(node);
        let Some(number) = self.number(name) else {
            let number = self.names.len();
            self.numbers.insert(Cow::Owned(name.clone()), number);
            self.names.push(Cow::Owned(name.clone()));
            self.changed.insert(number, node.clone());
            self.cluster.add(self.timings.kubelet(name), verdict);
            self.cluster.taint(number, &node.spec.taints);
            return;
        };
        let decisive = |node: &Node| (node.metadata.labels.clone(), node.spec.taints.clone());
        let seen = self.node(number).is_none_or(|known| decisive(&known) != decisive(node));
        self.changed.insert(number, node.clone());
        self.cluster.see(number, verdict, seen);
        self.cluster.taint(number, &node.spec.taints);
    }
}

/// The nodes with a Pod that is not ready, though nobody deletes it.
fn down(ledger: &Ledger, nodes: usize) -> OrderedSet<usize> {
    let mut down = OrderedSet::new();
    for number in 0..nodes {
        if ledger.pods(number).iter().any(|pod| !pod.terminating && !pod.is_ready()) {
            down.insert(number);
        }
    }
    down
}

const NOWHERE: Verdict = Verdict { should_run: false, should_continue_running: false };

impl Revision {
    fn of(admitted: &Admitted) -> Self {
        let placement = Placement::of(admitted);
        let asks = Template {
            ports: HostPort::asked_for(
                admitted.object().pointer("/spec/template/spec").unwrap_or(&Value::Null),
            ),
            tolerations: placement.tolerations().to_vec(),
            broken: false,
            named: !admitted.daemon_set().spec.template.spec.node_name.is_empty(),
        };
        Self {
            template: admitted.object().pointer("/spec/template").cloned(),
            placement: Some(placement),
            asks,
        }
    }
}
