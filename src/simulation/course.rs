//! A cluster from nothing: everything that happens in it while people change it.

use std::time::Duration;

use super::{
    cluster::{Applied, Cluster, What},
    host_ports,
    timings::Timings,
};
use crate::{
    apiserver::Admitted,
    controller::{Ledger, Placement, Rules, Status, Verdict},
    model::{fleet::Fleet, node::Node, ordered::OrderedMap, time::Time, value::Value},
};

/// Something that others do to the cluster.
#[derive(Clone, Debug)]
pub enum Change {
    /// The DaemonSet is created, or replaced by this one. Name, namespace and selector cannot change, and are not looked at.
    Apply(Box<Admitted>),
    /// A node appears, or is like this from now on.
    Node(Box<Node>),
    /// A node is removed. Unknown names change nothing.
    RemoveNode(String),
    /// The DaemonSet's Pods on a node are deleted by hand.
    DeletePods(String),
}

/// What happens in a cluster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// The names of the nodes that ever were, in the order in which they came.
    pub nodes: Vec<String>,
    /// Everything that happens to Pods, in order.
    pub happenings: Vec<Happening>,
    /// The statuses that the controller writes, each time that one differs from the one before; of several at one time
    /// the last.
    pub statuses: Vec<(Duration, Status)>,
}

/// Something that happens to a Pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happening {
    /// When, from the beginning.
    pub at: Duration,
    /// On which node, as a position in [`Course::nodes`].
    pub node: usize,
    /// To which Pod; they are numbered from 0 in the order of their creation.
    pub pod: usize,
    /// The number of the template that it is made from, from 0; equal templates have one number.
    pub template: usize,
    /// What.
    pub what: What,
}

/// The course of a cluster that is empty at first, in which others do this. Changes of one time take place in the order
/// given, after what is due then. Without an `end` it goes on until nothing more happens.
pub fn course(changes: &[(Duration, Change)], timings: &Timings, end: Option<Duration>) -> Course {
    let mut order: Vec<&(Duration, Change)> = changes.iter().collect();
    order.sort_by_key(|(at, _)| *at);
    let mut world = World::new(timings);
    for (at, change) in order.into_iter().take_while(|(at, _)| end.is_none_or(|end| *at <= end)) {
        world.cluster.run(Some(Time::from_seconds(0).plus(*at)));
        world.change(change);
    }
    world.cluster.run(end.map(|end| Time::from_seconds(0).plus(end)));
    let since_start = |at: Time| at.since(Time::from_seconds(0));
    let cluster = &world.cluster;
    let happenings = cluster.log().iter().map(|moment| Happening {
        at: since_start(moment.at),
        node: moment.node,
        pod: moment.pod,
        template: cluster.template_of(moment.pod),
        what: moment.what,
    });
    Course {
        happenings: happenings.collect(),
        statuses: cluster.statuses().iter().map(|(at, status)| (since_start(*at), *status)).collect(),
        nodes: world.nodes.into_iter().map(|node| node.metadata.name).collect(),
    }
}

/// A cluster, and what it has to be told about its nodes.
struct World<'a> {
    cluster: Cluster,
    timings: &'a Timings,
    nodes: Vec<Node>,
    numbers: OrderedMap<String, usize>,
    placement: Option<Placement>,
    /// The templates that were applied, by number.
    templates: Vec<Value>,
    generation: i64,
    spec: Value,
}

impl<'a> World<'a> {
    fn new(timings: &'a Timings) -> Self {
        Self {
            cluster: Cluster::empty(Ledger::new(Rules::default(), Time::from_seconds(0))),
            timings,
            nodes: Vec::new(),
            numbers: OrderedMap::new(),
            placement: None,
            templates: Vec::new(),
            generation: 0,
            spec: Value::Null,
        }
    }

    fn change(&mut self, change: &Change) {
        match change {
            Change::Apply(admitted) => self.apply(admitted),
            Change::Node(node) => self.see(node),
            Change::RemoveNode(name) => {
                if let Some(node) = self.numbers.get(name.as_str()) {
                    self.cluster.lose(*node);
                }
            }
            Change::DeletePods(name) => {
                if let Some(node) = self.numbers.get(name.as_str()) {
                    self.cluster.delete_on(*node);
                }
            }
        }
    }

    fn apply(&mut self, admitted: &Admitted) {
        let field = |path: &str| admitted.object().pointer(path).cloned().unwrap_or_default();
        let (spec, template) = (field("/spec"), field("/spec/template"));
        if spec == self.spec {
            return;
        }
        self.spec = spec;
        self.generation += 1;
        let placement = self.placement.insert(Placement::of(admitted));
        let mut fleet = Fleet::new();
        self.nodes.iter().for_each(|node| fleet.push_node(node));
        let verdicts: Vec<Verdict> = fleet.iter().map(|node| placement.verdict(node)).collect();
        let known = self.templates.iter().position(|known| *known == template);
        let number = known.unwrap_or(self.templates.len());
        if known.is_none() {
            self.templates.push(template);
        }
        let applied = Applied {
            rules: Rules::of(admitted.daemon_set()),
            ports: host_ports::asked_for(admitted),
            template: number,
            generation: self.generation,
        };
        self.cluster.apply(applied, &verdicts);
    }

    fn see(&mut self, node: &Node) {
        let name = &node.metadata.name;
        let verdict = self.verdict(node);
        let Some(number) = self.numbers.get(name.as_str()).copied() else {
            self.numbers.insert(name.clone(), self.nodes.len());
            self.nodes.push(node.clone());
            self.cluster.add(self.timings.kubelet(name), verdict);
            return;
        };
        let Some(known) = self.nodes.get_mut(number) else { return };
        let decisive = |node: &Node| (node.metadata.labels.clone(), node.spec.taints.clone());
        let seen = decisive(known) != decisive(node);
        known.clone_from(node);
        self.cluster.see(number, verdict, seen);
    }

    fn verdict(&self, node: &Node) -> Verdict {
        let mut fleet = Fleet::new();
        fleet.push_node(node);
        let verdict =
            self.placement.as_ref().zip(fleet.get(0)).map(|(placement, node)| placement.verdict(node));
        verdict.unwrap_or(Verdict { should_run: false, should_continue_running: false })
    }
}
