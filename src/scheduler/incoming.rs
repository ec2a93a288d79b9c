//! The Pod that the controller makes, before it is bound: what it asks for, compiled once for all nodes.

use super::{
    affinity::Term,
    amounts::{Amount, PODS, Resources},
    disks::Disk,
    pods::PastedPods,
    ports::HostPort,
    spread::Constraint,
    storage::Mount,
};
use crate::{
    apiserver::Admitted,
    model::{meta::StringMap, taint::Toleration, value::Value},
};

/// A DaemonSet's Pod that is yet to be bound.
#[derive(Clone, Debug)]
pub struct Incoming {
    pub(super) namespace: String,
    pub(super) labels: StringMap,
    /// The node that the template names; then the scheduler is not asked. Empty for none.
    pub node_name: String,
    pub(super) node_selector: StringMap,
    pub(super) tolerations: Vec<Toleration>,
    /// The names of the scheduling gates that hold it back.
    pub gates: Vec<String>,
    pub(super) requests: Vec<Amount>,
    pub(super) ports: Vec<HostPort>,
    pub(super) disks: Vec<Disk>,
    pub(super) mounts: Vec<Mount>,
    pub(super) affinity: Vec<Term>,
    pub(super) anti_affinity: Vec<Term>,
    pub(super) spread: Vec<Constraint>,
    /// Its priority; 0 where its class is not known.
    pub priority: i32,
    /// The class that it names and that nobody knows.
    pub unknown_class: Option<String>,
    pub(super) never_preempts: bool,
    /// The resources that there are in the paste, and those that it asks for.
    pub(super) resources: Resources,
}

impl Incoming {
    /// The Pod of a DaemonSet's template with these tolerations, those of the controller among them. `hash` is the label of its
    /// revision; among `pods` are the priority classes.
    pub fn of(admitted: &Admitted, tolerations: Vec<Toleration>, hash: &str, pods: &PastedPods) -> Self {
        let template = &admitted.daemon_set().spec.template;
        let namespace = admitted.daemon_set().metadata.namespace.clone();
        let spec = admitted.object().pointer("/spec/template/spec").unwrap_or(&Value::Null);
        let mut labels = template.metadata.labels.clone();
        labels.insert("controller-revision-hash".to_owned(), hash.to_owned());
        let annotations = admitted.object().pointer("/metadata/annotations").unwrap_or(&Value::Null);
        let generation = annotations.text("deprecated.daemonset.template.generation");
        labels.insert("pod-template-generation".to_owned(), generation.to_owned());
        let mut resources = pods.resources.clone();
        let class_name = spec.text("priorityClassName");
        let class = pods.priorities.class(class_name);
        let unknown_class = class.is_none().then(|| class_name.to_owned());
        let class = class.unwrap_or_default();
        let mut gates = Vec::new();
        for gate in spec.list("schedulingGates") {
            if let Some(name) = gate.get("name").and_then(Value::as_str) {
                gates.push(name.to_owned());
            }
        }
        Self {
            node_name: template.spec.node_name.clone(),
            node_selector: template.spec.node_selector.clone(),
            tolerations,
            gates,
            requests: resources.requested(spec, &Value::Null),
            ports: HostPort::asked_for(spec),
            disks: Disk::of(spec),
            mounts: Mount::of(spec, &namespace, None),
            affinity: Term::of(spec, "podAffinity", &namespace, Some(&labels)),
            anti_affinity: Term::of(spec, "podAntiAffinity", &namespace, Some(&labels)),
            spread: Constraint::of(spec, &labels),
            priority: class.value,
            unknown_class,
            never_preempts: class.never_preempts,
            resources,
            namespace,
            labels,
        }
    }

    /// What it requests, by the numbers of the resources, and at the end one of `pods`.
    pub fn requests(&self) -> Vec<Amount> {
        let mut all = self.requests.clone();
        all.push((PODS, 1));
        all
    }

    /// Whether it mounts claims.
    pub fn has_claims(&self) -> bool {
        self.mounts.iter().any(|mount| matches!(mount, Mount::Claim(..)))
    }

    /// The name of a resource by its number.
    pub fn resource(&self, number: usize) -> &str {
        self.resources.name(number)
    }
}
