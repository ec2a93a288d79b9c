//! Whether the Pod would start on a node, as JavaScript sees it.

use serde::{Serialize, Serializer};
use tsify::Tsify;

use super::TaintAnswer;
use crate::{
    model::fleet::Fleet,
    scheduler::{Cluster, Fate, Incoming, Reason, Share},
};

/// Whether the Pod would start on a node, given everything that was pasted but the DaemonSet's own Pods there (kube-scheduler's
/// filters, in its default profile).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct NodeScheduling {
    /// Whether it starts; `null` where the Pod is not wanted. `false` with a `nominatedNode` becomes `true` when the Pods that it
    /// `evicts` are gone.
    #[tsify(type = "boolean | null")]
    #[serde(serialize_with = "or_null")]
    pub fits: Option<bool>,
    /// What the scheduler says, byte for byte, as `kubectl describe pod` shows it; absent where the Pod fits, is not wanted, or does
    /// not go through the scheduler.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The reason with which the kubelet refuses the Pod, where the template's `nodeName` takes it past the scheduler: `OutOfcpu`,
    /// `OutOfpods`, `NodePorts` or `NodeAffinity`. The Pod fails, and the controller makes another one, with growing waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// Why it does not fit: by the first filter that says no; of resources, all.
    pub reasons: Vec<SchedulingReason>,
    /// The node, where room is made for it by pushing other Pods aside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nominated_node: Option<String>,
    /// The Pods that are pushed aside, the most important first: `name`, or `namespace/name` in another namespace.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[tsify(optional)]
    pub evicts: Vec<String>,
    /// What the Pod requests of the node, one entry a resource, `pods` last; none where the paste does not say what the node has, and
    /// with more than 10,000 nodes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[tsify(optional)]
    pub resources: Vec<ResourceShare>,
    /// What the paste leaves open, and how it is taken: `allocatable` (not said of the node: there is enough of everything), `pods`
    /// (none pasted: the node is empty), `requests` (Pods from a table: they request nothing and hold no port), `priorityClass`
    /// (not pasted: priority 0), `schedulerName` (the template names another scheduler than `default-scheduler`: it decides as that
    /// one does), `volumes` (the Pod's claims are bound and within reach of the node, and where the paste does not tell of them or of
    /// the node's drivers, they can be attached).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[tsify(
        optional,
        type = "(\"allocatable\" | \"pods\" | \"requests\" | \"priorityClass\" | \"schedulerName\" | \"volumes\")[]"
    )]
    pub assumes: Vec<&'static str>,
}

/// A value that is there even where it is `null`.
#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn or_null<S: Serializer>(value: &Option<bool>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => serializer.serialize_bool(*value),
        None => serializer.serialize_unit(),
    }
}

/// A resource of a node, in thousandths for `cpu`, in bytes or whole units otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
pub struct ResourceShare {
    /// The resource: `cpu`, `memory`, `example.com/gpu`, `pods`, …
    pub name: String,
    /// What the Pod requests.
    pub requested: i64,
    /// What other Pods on the node request.
    pub used: i64,
    /// What the node has for Pods.
    pub allocatable: i64,
    /// What of that is free; below zero where more is requested than there is.
    pub free: i64,
}

/// One thing that keeps the Pod from a node.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct SchedulingReason {
    /// What it is.
    #[tsify(
        type = "\"gates\" | \"unschedulable\" | \"taint\" | \"nodeSelector\" | \"port\" | \"pods\" | \"resource\" | \"disk\" | \"volumes\" | \"driver\" | \"spread\" | \"affinity\" | \"antiAffinity\" | \"othersAntiAffinity\""
    )]
    pub kind: &'static str,
    /// In words.
    pub message: String,
    /// The resource; of `volumes`, those of the CSI driver that it is named for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<ResourceShare>,
    /// The port: number and protocol, `8080/TCP`, with the address before it if it is held on one only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<String>,
    /// The Pod that is in the way, as in `evicts`; absent for one of the DaemonSet's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod: Option<String>,
    /// The taint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taint: Option<TaintAnswer>,
    /// The label of nodes that tells near from far, or one domain from another; the CSI driver that is not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// With more nodes than this, the shares of resources are left out.
const CROWD: usize = 10_000;

/// Puts fates into words.
pub struct SchedulingWords<'a> {
    /// The Pod that is scheduled.
    pub incoming: &'a Incoming,
    /// The nodes and the Pods on them.
    pub cluster: &'a Cluster<'a>,
    /// What is assumed for every node.
    pub assumes: Vec<&'static str>,
}

impl SchedulingWords<'_> {
    /// The answer for a node.
    pub fn of(&self, fleet: &Fleet, node: &str, fate: &Fate) -> NodeScheduling {
        let mut assumes = self.assumes.clone();
        if !fate.allocatable_told {
            assumes.insert(0, "allocatable");
        }
        let (mut reasons, mut evicts, mut resources) = (Vec::new(), Vec::new(), Vec::new());
        for found in &fate.reasons {
            reasons.push(self.reason(found));
        }
        for pod in &fate.evicts {
            evicts.push(self.pod(*pod));
        }
        if fleet.len() <= CROWD {
            for found in &fate.shares {
                resources.push(self.share(found));
            }
        }
        NodeScheduling {
            fits: Some(fate.fits),
            message: Some(fate.message.clone()).filter(|message| !message.is_empty()),
            refused: fate.refused.clone(),
            reasons,
            nominated_node: (!fate.evicts.is_empty()).then(|| node.to_owned()),
            evicts,
            resources,
            assumes,
        }
    }

    fn share(&self, found: &Share) -> ResourceShare {
        share(self.incoming.resource(found.resource), found.requested, found.used, found.allocatable)
    }

    fn pod(&self, number: usize) -> String {
        self.cluster.name_of(number, self.incoming)
    }

    /// The answer for one reason.
    pub fn reason(&self, found: &Reason) -> SchedulingReason {
        let mut reason = SchedulingReason { kind: kind(found), ..SchedulingReason::default() };
        reason.message = match found {
            Reason::Gated => "scheduling gates hold the Pod back".to_owned(),
            Reason::Unschedulable => "the node is cordoned, and the Pod does not tolerate that".to_owned(),
            Reason::NodeSelector => "the nodeSelector asks for other labels".to_owned(),
            Reason::Taint(taint) => {
                reason.taint = Some(TaintAnswer {
                    key: taint.key.clone(),
                    value: taint.value.clone(),
                    effect: taint.effect.as_str().to_owned(),
                });
                format!("taint {} is not tolerated", taint.to_text())
            }
            Reason::Port { port, holder } => {
                let colon = if port.ip.is_empty() { "" } else { ":" };
                let text = format!("{}{colon}{}/{}", port.ip, port.port, port.protocol);
                reason.pod = holder.map(|pod| self.pod(pod));
                let message = format!("port {text} is held by {}", self.holder(*holder));
                reason.port = Some(text);
                message
            }
            Reason::TooManyPods { used, allocatable } => {
                format!("the node runs {used} of at most {allocatable} Pods")
            }
            Reason::Insufficient { resource, requested, used, allocatable }
            | Reason::Volumes { driver: resource, requested, used, allocatable } => {
                let share = share(resource, *requested, *used, *allocatable);
                let what = if reason.kind == "volumes" { "volumes of " } else { "" };
                let message = [what, &short(&share)].concat();
                reason.resource = Some(share);
                message
            }
            Reason::Disk { holder } => {
                reason.pod = holder.map(|pod| self.pod(pod));
                format!("a disk of the Pod is in use by {}", self.holder(*holder))
            }
            Reason::NoDriver(driver) => {
                reason.key = Some(driver.clone());
                found.words()
            }
            Reason::SpreadLabel(key)
            | Reason::Spread { key, .. }
            | Reason::Affinity { key }
            | Reason::AntiAffinity { key }
            | Reason::OthersAntiAffinity { key } => {
                reason.key = Some(key.clone());
                company(found, key)
            }
        };
        reason
    }

    fn holder(&self, holder: Option<usize>) -> String {
        holder.map_or_else(|| "the old Pod".to_owned(), |pod| self.pod(pod))
    }
}

/// The kind of a reason, as `SchedulingReason` has it.
fn kind(reason: &Reason) -> &'static str {
    match reason {
        Reason::Gated => "gates",
        Reason::Unschedulable => "unschedulable",
        Reason::Taint(_) => "taint",
        Reason::NodeSelector => "nodeSelector",
        Reason::Port { .. } => "port",
        Reason::TooManyPods { .. } => "pods",
        Reason::Insufficient { .. } => "resource",
        Reason::Disk { .. } => "disk",
        Reason::Volumes { .. } => "volumes",
        Reason::NoDriver(_) => "driver",
        Reason::SpreadLabel(_) | Reason::Spread { .. } => "spread",
        Reason::Affinity { .. } => "affinity",
        Reason::AntiAffinity { .. } => "antiAffinity",
        Reason::OthersAntiAffinity { .. } => "othersAntiAffinity",
    }
}

/// A reason that is about other Pods in the same domain.
fn company(reason: &Reason, key: &str) -> String {
    match reason {
        Reason::SpreadLabel(_) => {
            format!("the node has no label {key}, which a topology spread constraint needs")
        }
        Reason::Spread { skew, max_skew, .. } => {
            format!(
                "the Pods would be spread over {key} with a skew of {skew}, at most {max_skew} is allowed"
            )
        }
        Reason::Affinity { .. } => format!("no Pod that it wants to be near is in the same {key}"),
        Reason::AntiAffinity { .. } => format!("a Pod that it keeps away from is in the same {key}"),
        _ => format!("a Pod that keeps away from it is in the same {key}"),
    }
}

fn share(name: &str, requested: i64, used: i64, allocatable: i64) -> ResourceShare {
    let free = allocatable.saturating_sub(used);
    ResourceShare { name: name.to_owned(), requested, used, allocatable, free }
}

/// "cpu: 500m requested, 200m of 2 free".
fn short(share: &ResourceShare) -> String {
    let ResourceShare { name, requested, allocatable, free, .. } = share;
    let text = |number: i64| amount(name, number);
    if *allocatable == 0 {
        return format!("{name}: {} requested, the node has none", text(*requested));
    }
    if requested > allocatable {
        return format!("{name}: {} requested, the node has {}", text(*requested), text(*allocatable));
    }
    format!("{name}: {} requested, {} of {} free", text(*requested), text(*free.max(&0)), text(*allocatable))
}

/// An amount as people write it: `500m` of cpu, `512Mi` of memory.
fn amount(name: &str, number: i64) -> String {
    if name == "cpu" {
        return if number % 1000 == 0 { (number / 1000).to_string() } else { format!("{number}m") };
    }
    let (mut number, mut unit) = (number, "");
    if name == "memory" || name == "ephemeral-storage" || name.starts_with("hugepages-") {
        for next in ["Ki", "Mi", "Gi", "Ti"] {
            if number < 1024 || number % 1024 != 0 {
                break;
            }
            (number, unit) = (number / 1024, next);
        }
    }
    format!("{number}{unit}")
}
