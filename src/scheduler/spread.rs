//! Pods that want to be spread evenly.

use super::{
    affinity::{by_keys, matches, selector},
    filter::{Reason, Scene},
    tally::{counts_node, counts_pod, domain},
};
use crate::{
    matching::Selector,
    model::{meta::StringMap, value::Value},
};

/// A topology spread constraint that keeps Pods from nodes: `whenUnsatisfiable: DoNotSchedule`.
#[derive(Clone, Debug)]
pub(super) struct Constraint {
    /// The label of nodes that tells one domain from another.
    pub(super) key: String,
    /// Which Pods are counted; `None` counts none.
    pub(super) selector: Option<Selector>,
    pub(super) max_skew: i64,
    pub(super) min_domains: usize,
    /// Whether only nodes count that the Pod's node selector and affinity admit: for a pinned Pod its own node.
    pub(super) own_node: bool,
    /// Whether only nodes count whose taints the Pod tolerates.
    pub(super) tolerated: bool,
}

impl Constraint {
    /// The constraints of a Pod that is yet to be created, with `matchLabelKeys` worked in.
    pub(super) fn of(spec: &Value, labels: &StringMap) -> Vec<Self> {
        let mut constraints = Vec::new();
        for written in spec.list("topologySpreadConstraints") {
            if written.text("whenUnsatisfiable") != "DoNotSchedule" {
                continue;
            }
            let number = |name: &str| written.get(name).and_then(Value::as_i64);
            constraints.push(Self {
                key: written.text("topologyKey").to_owned(),
                selector: selector(
                    written.get("labelSelector"),
                    by_keys(written, "matchLabelKeys", "In", labels),
                ),
                max_skew: number("maxSkew").unwrap_or_default(),
                min_domains: number("minDomains").and_then(|least| usize::try_from(least).ok()).unwrap_or(1),
                own_node: written.text("nodeAffinityPolicy") != "Ignore",
                tolerated: written.text("nodeTaintsPolicy") == "Honor",
            });
        }
        constraints
    }
}

impl Scene<'_> {
    /// The first constraint that the Pod would break here (upstream: the plugin `PodTopologySpread`).
    pub(super) fn uneven(&self) -> Option<Reason> {
        for (at, constraint) in self.incoming.spread.iter().enumerate() {
            let Some(value) = domain(self.cluster.fleet, self.node, &constraint.key) else {
                return Some(Reason::SpreadLabel(constraint.key.clone()));
            };
            let is_counted = counts_node(self.incoming, constraint, self.node).is_some();
            let shift = if is_counted { self.spread_shift(constraint) } else { 0 };
            let (mut matching, mut least, mut known) = (shift, i64::MAX, 0);
            if constraint.own_node {
                if is_counted {
                    matching += self.counted(constraint, self.cluster.on(self.number));
                    (least, known) = (matching, 1);
                }
            } else if let Some(domains) = self.tally.spread.get(at) {
                matching += domains.get(&value).copied().unwrap_or_default();
                known = domains.len();
                let others = self.least_of_others.get(at).copied().unwrap_or(i64::MAX);
                least = if domains.contains_key(&value) { others.min(matching) } else { others };
            }
            let least = if known < constraint.min_domains { 0 } else { least };
            let own = i64::from(matches(constraint.selector.as_ref(), &self.incoming.labels));
            let skew = (matching + own).saturating_sub(least);
            if skew > constraint.max_skew {
                return Some(Reason::Spread {
                    key: constraint.key.clone(),
                    skew,
                    max_skew: constraint.max_skew,
                });
            }
        }
        None
    }

    /// How many Pods of a list a constraint counts.
    fn counted(&self, constraint: &Constraint, list: &[usize]) -> i64 {
        let mut count = 0;
        for pod in self.cluster.pods(list) {
            count += i64::from(counts_pod(self.incoming, constraint, pod));
        }
        count
    }

    /// How many more Pods there are on the node than were counted. Upstream takes a Pod that is being deleted off a count that it is
    /// not in, and adds it to one.
    fn spread_shift(&self, constraint: &Constraint) -> i64 {
        let mut shift = -self.counted(constraint, &self.own);
        for (list, sign) in [(&self.come, 1), (&self.gone, -1)] {
            for pod in self.cluster.pods(list) {
                let same = pod.metadata.namespace == self.incoming.namespace;
                if same && matches(constraint.selector.as_ref(), &pod.metadata.labels) {
                    shift += sign;
                }
            }
        }
        shift
    }
}
