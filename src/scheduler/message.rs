//! What the scheduler says (upstream: `FitError`).

use super::{filter::Reason, incoming::Incoming, preemption::Attempt};
use crate::model::{list::Joined, order};

/// What preemption says of nodes that it does not help on.
const NOT_HELPFUL: &str = "Preemption is not helpful for scheduling";

impl Reason {
    /// The scheduler's words.
    pub fn words(&self) -> String {
        let fixed = match self {
            Self::Gated => "waiting for scheduling gates",
            Self::Unschedulable => "node(s) were unschedulable",
            Self::Taint(_) => "node(s) had untolerated taint(s)",
            Self::NodeSelector => "node(s) didn't match Pod's node affinity/selector",
            Self::Port { .. } => "node(s) didn't have free ports for the requested pod ports",
            Self::TooManyPods { .. } => "Too many pods",
            Self::Insufficient { resource, .. } => {
                return format!("Insufficient {resource}");
            }
            Self::Disk { .. } => "node(s) had no available disk",
            Self::Volumes { .. } => "node(s) exceed max volume count",
            Self::NoDriver(driver) => {
                return format!("{driver} CSI driver is not installed on the node");
            }
            Self::SpreadLabel(_) => {
                "node(s) didn't match pod topology spread constraints (missing required label)"
            }
            Self::Spread { .. } => "node(s) didn't match pod topology spread constraints",
            Self::Affinity { .. } => "node(s) didn't match pod affinity rules",
            Self::AntiAffinity { .. } => "node(s) didn't match pod anti-affinity rules",
            Self::OthersAntiAffinity { .. } => "node(s) didn't satisfy existing pods anti-affinity rules",
        };
        fixed.to_owned()
    }
}

/// `0/3 nodes are available: …` for a Pod of which one node has these reasons, and all others the same one.
fn nobody(nodes: usize, reasons: &[Reason], others: usize, other: &str) -> String {
    let mut counted = Vec::new();
    for reason in reasons {
        counted.push(format!("1 {}", reason.words()));
    }
    if others > 0 {
        counted.push(format!("{others} {other}"));
    }
    order::sort_by(&mut counted, Ord::cmp);
    format!("0/{nodes} nodes are available: {}.", counted.joined(", "))
}

/// What the scheduler says of a Pod that its node cannot take, and of the attempt to make room; none where that would be no use.
pub(super) fn unschedulable(
    nodes: usize,
    node: &str,
    reasons: &[Reason],
    attempt: Option<&Attempt>,
    incoming: &Incoming,
) -> String {
    let others = nodes.saturating_sub(1);
    let pinned = "node(s) didn't satisfy plugin(s) [NodeAffinity]";
    let filtered = nobody(nodes, reasons, others, pinned);
    let made = if incoming.never_preempts {
        "not eligible due to preemptionPolicy=Never.".to_owned()
    } else {
        match attempt {
            None => nobody(nodes, &[], nodes, NOT_HELPFUL),
            Some(Attempt::Victims(victims)) => {
                format!(
                    "found a potential placement for pod on node {node}, preempting {} victims",
                    victims.len()
                )
            }
            Some(Attempt::InVain(reasons)) => nobody(nodes, reasons, others, NOT_HELPFUL),
            Some(Attempt::Nobody) => {
                let mut text =
                    format!("0/{nodes} nodes are available: 1 No preemption victims found for incoming pod");
                if others > 0 {
                    text = format!("{text}, {others} {NOT_HELPFUL}");
                }
                text + "."
            }
        }
    };
    format!("{filtered} preemption: {made}")
}

/// What the condition of a Pod says that is held back by gates.
pub(super) fn gated(gates: &[String]) -> String {
    format!("waiting for scheduling gates: [{}]", gates.joined(" "))
}
