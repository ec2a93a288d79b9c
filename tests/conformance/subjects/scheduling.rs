//! kube-scheduler: which nodes take a DaemonSet's Pods, and what it says of those that do not.

use daemonset_planner::{
    apiserver::{Admitted, admit},
    controller::Placement,
    model::{fleet::Fleet, node::Node},
    scheduler::{Cluster, Fate, Incoming, PastedPods, PriorityClass, Reason, schedule},
};
use serde_json::{Value, json};

use super::tree;

/// The fates of the Pods for all nodes that should run one, in the order of the nodes.
pub(super) fn answer(case: &Value) -> Value {
    let clusters = match Clusters::read(case, &case["classes"]) {
        Ok(clusters) => clusters,
        Err(refused) => return json!({"refused": refused}),
    };
    let names = clusters.wanted();
    let fates = names.iter().zip(clusters.schedule(&names)).map(|(node, fate)| {
        let evicts: Vec<&str> = fate.evicts.iter().map(|pod| clusters.pod(*pod)).collect();
        json!({"node": node, "fits": fate.fits, "message": fate.message, "evicts": evicts})
    });
    fates.collect()
}

/// What the filters say of each node, be it wanted or not.
pub(super) fn filter(case: &Value) -> Value {
    let clusters = match Clusters::read(case, &case["classes"]) {
        Ok(clusters) => clusters,
        Err(refused) => return json!({"refused": refused}),
    };
    let incoming = clusters.incoming(true);
    let answers = clusters.fleet.iter().map(|node| {
        let fate = clusters.schedule_with(&incoming, &[node.name()]).remove(0);
        let mut reasons: Vec<String> = fate.reasons.iter().map(Reason::words).collect();
        reasons.sort();
        let lasting = fate.reasons.iter().any(Reason::is_lasting);
        let code = match (fate.fits, lasting) {
            (true, _) => "Success",
            (false, true) => "UnschedulableAndUnresolvable",
            (false, false) => "Unschedulable",
        };
        json!({"code": code, "reasons": reasons})
    });
    answers.collect()
}

/// A DaemonSet, nodes and Pods.
pub(crate) struct Clusters {
    admitted: Admitted,
    fleet: Fleet,
    pods: PastedPods,
}

impl Clusters {
    /// Reads a case; the API server's refusal of its DaemonSet as an error.
    pub(crate) fn read(case: &Value, classes: &Value) -> Result<Self, Value> {
        let admitted = admit(&tree(&case["daemonSet"])).map_err(|refusal| Value::from(refusal.message))?;
        let mut fleet = Fleet::new();
        for node in case["nodes"].as_array().into_iter().flatten() {
            fleet.push_node(&Node::read(&tree(node)).unwrap());
            if node["status"]["allocatable"].is_null() {
                // A paste that does not say it may have left it out; a node of upstream's has nothing then.
                fleet.allocate(&[]);
            }
        }
        let classes = classes.as_array().into_iter().flatten();
        let mut pods = PastedPods::new(classes.map(|class| PriorityClass::read(&tree(class))));
        for pod in case["pods"].as_array().into_iter().flatten() {
            pods.add(&tree(pod));
        }
        for (kind, objects) in case["storage"].as_object().into_iter().flatten() {
            for object in objects.as_array().into_iter().flatten() {
                let mut object = object.clone();
                object["kind"] = kind.as_str().into();
                pods.add_storage(&tree(&object));
            }
        }
        Ok(Self { admitted, fleet, pods })
    }

    /// What becomes of the Pods for these nodes, in this order.
    pub(crate) fn schedule(&self, nodes: &[&str]) -> Vec<Fate> {
        self.schedule_with(&self.incoming(false), nodes)
    }

    /// The Pod that the controller makes; for the filters alone, without its gates.
    fn incoming(&self, without_gates: bool) -> Incoming {
        let placement = Placement::of(&self.admitted);
        let tolerations = placement.tolerations().iter().map(|own| own.toleration.clone()).collect();
        let mut incoming = Incoming::of(&self.admitted, tolerations, "new", &self.pods);
        if without_gates {
            incoming.gates.clear();
        }
        incoming
    }

    /// The nodes that should run it.
    fn wanted(&self) -> Vec<&str> {
        let placement = Placement::of(&self.admitted);
        let wanted = self.fleet.iter().filter(|node| placement.verdict(*node).should_run);
        wanted.map(|node| node.name()).collect()
    }

    fn schedule_with(&self, incoming: &Incoming, nodes: &[&str]) -> Vec<Fate> {
        let cluster = Cluster::of(&self.fleet, &self.pods);
        let position = |name: &&str| self.fleet.iter().position(|node| node.name() == *name).unwrap();
        let order: Vec<usize> = nodes.iter().map(position).collect();
        schedule(incoming, &cluster, &order, &|_| false, None)
    }

    /// The name of a Pod.
    pub(crate) fn pod(&self, number: usize) -> &str {
        self.pods.get(number).map_or("", |pod| pod.metadata.name.as_str())
    }
}
