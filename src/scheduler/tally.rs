//! How many Pods of each domain of the cluster a Pod's terms are about: counted once, and asked for every node.

use super::{affinity, cluster::Cluster, incoming::Incoming, pods::PodFacts, spread::Constraint};
use crate::{
    matching::{keeps_pods_away, tolerates},
    model::{
        fleet::{Fleet, NodeRef, Symbol},
        meta::StringMap,
        ordered::OrderedMap,
    },
};

/// A Pod, as far as terms look at it.
pub(super) type Seen<'a> = (&'a str, &'a StringMap);

/// A domain: a label and its value.
pub(super) type Domain = (Symbol, Symbol);

/// What was counted.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Pods that match all terms of the incoming Pod's affinity, by the domains of those terms.
    affinity: OrderedMap<Domain, i64>,
    /// Pods that match terms of its anti-affinity, by the domains of those.
    anti_affinity: OrderedMap<Domain, i64>,
    /// Terms of other Pods' anti-affinity that match it, by their domains.
    others: OrderedMap<Domain, i64>,
    /// The labels of those domains.
    others_keys: Vec<Symbol>,
    /// For each spread constraint, the Pods that it counts, by domain.
    pub(super) spread: Vec<OrderedMap<Domain, i64>>,
}

/// Which of the counts of affinity.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Affinity,
    AntiAffinity,
    Others,
}

impl Tally {
    /// Counts the Pods of a cluster for an incoming one.
    pub(super) fn of(incoming: &Incoming, cluster: &Cluster<'_>) -> Self {
        let mut tally = Self::default();
        let has_terms = !incoming.affinity.is_empty() || !incoming.anti_affinity.is_empty();
        for (number, pod) in cluster.pods.all.iter().enumerate() {
            if let Some(node) = cluster.place(number).filter(|_| has_terms || !pod.anti_affinity.is_empty()) {
                tally.add(incoming, cluster.fleet, seen(pod), node, 1);
                tally.add_others(incoming, cluster.fleet, &pod.anti_affinity, node, 1);
            }
        }
        for constraint in &incoming.spread {
            let mut domains = OrderedMap::new();
            if !constraint.own_node {
                for (number, node) in cluster.fleet.iter().take(cluster.nodes).enumerate() {
                    if let Some(value) = counts_node(incoming, constraint, node) {
                        let count = domains.or_default(value);
                        for pod in cluster.pods(cluster.on(number)) {
                            *count += i64::from(counts_pod(incoming, constraint, pod));
                        }
                    }
                }
            }
            tally.spread.push(domains);
        }
        tally
    }

    /// Takes in a Pod on a node, so many times.
    fn add(&mut self, incoming: &Incoming, fleet: &Fleet, pod: Seen<'_>, node: NodeRef<'_>, times: i64) {
        for (which, counts) in
            [(Which::Affinity, &mut self.affinity), (Which::AntiAffinity, &mut self.anti_affinity)]
        {
            let terms = if which == Which::Affinity { &incoming.affinity } else { &incoming.anti_affinity };
            for (at, term) in terms.iter().enumerate() {
                if let (true, Some(domain)) =
                    (speaks_of(incoming, which, at, pod), domain(fleet, node, &term.key))
                {
                    *counts.or_default(domain) += times;
                }
            }
        }
    }

    fn add_others(
        &mut self,
        incoming: &Incoming,
        fleet: &Fleet,
        terms: &[affinity::Term],
        node: NodeRef<'_>,
        times: i64,
    ) {
        for term in terms {
            let is_meant = term.matches(&incoming.namespace, &incoming.labels);
            if let Some(domain) = domain(fleet, node, &term.key).filter(|_| is_meant) {
                *self.others.or_default(domain) += times;
                if !self.others_keys.contains(&domain.0) {
                    self.others_keys.push(domain.0);
                }
            }
        }
    }

    /// Takes in the incoming Pod itself, bound to a node: once, or -1 times as it goes again.
    pub(super) fn bind(&mut self, incoming: &Incoming, fleet: &Fleet, node: NodeRef<'_>, times: i64) {
        let own = (incoming.namespace.as_str(), &incoming.labels);
        self.add(incoming, fleet, own, node, times);
        self.add_others(incoming, fleet, &incoming.anti_affinity, node, times);
        for (constraint, domains) in incoming.spread.iter().zip(&mut self.spread) {
            let counted = affinity::matches(
                constraint.selector.as_ref().filter(|found| !found.is_empty()),
                &incoming.labels,
            );
            if let (true, Some(value)) =
                (!constraint.own_node && counted, counts_node(incoming, constraint, node))
            {
                *domains.or_default(value) += times;
            }
        }
    }

    /// For each spread constraint, the least that is counted in a domain that is not the node's: looked for once for all that is tried
    /// on a node.
    pub(super) fn least_of_others(&self, incoming: &Incoming, node: NodeRef<'_>) -> Vec<i64> {
        let mut all = Vec::new();
        for (constraint, domains) in incoming.spread.iter().zip(&self.spread) {
            let own = domain(node.fleet(), node, &constraint.key);
            let mut least = i64::MAX;
            for (other, count) in domains {
                if Some(*other) != own {
                    least = least.min(*count);
                }
            }
            all.push(least);
        }
        all
    }

    /// The count for the domain of a node.
    pub(super) fn count(&self, which: Which, domain: Domain) -> i64 {
        let counts = match which {
            Which::Affinity => &self.affinity,
            Which::AntiAffinity => &self.anti_affinity,
            Which::Others => &self.others,
        };
        counts.get(&domain).copied().unwrap_or_default()
    }

    /// How many Pods anywhere match all terms of affinity, once for each term.
    pub(super) fn all_affine(&self) -> i64 {
        let mut all = 0;
        for (_, count) in &self.affinity {
            all += count;
        }
        all
    }

    /// The labels of the domains of others' anti-affinity.
    pub(super) fn others_keys(&self) -> &[Symbol] {
        &self.others_keys
    }
}

/// A Pod of the paste as terms see it.
pub(super) fn seen(pod: &PodFacts) -> Seen<'_> {
    (&pod.metadata.namespace, &pod.metadata.labels)
}

/// Whether a term of the incoming Pod speaks of another one. Of affinity, all terms have to.
pub(super) fn speaks_of(incoming: &Incoming, which: Which, at: usize, (namespace, labels): Seen<'_>) -> bool {
    match which {
        Which::Affinity => incoming.affinity.iter().all(|term| term.matches(namespace, labels)),
        _ => incoming.anti_affinity.get(at).is_some_and(|term| term.matches(namespace, labels)),
    }
}

/// The domain of a node for a label; `None` where it has no such label.
pub(super) fn domain(fleet: &Fleet, node: NodeRef<'_>, key: &str) -> Option<Domain> {
    let key = fleet.symbol(key)?;
    Some((key, node.label_symbol(key)?))
}

/// The domain of a node that a constraint looks at; `None` for another node.
pub(super) fn counts_node(incoming: &Incoming, constraint: &Constraint, node: NodeRef<'_>) -> Option<Domain> {
    let labelled = incoming.spread.iter().all(|constraint| node.label(&constraint.key).is_some());
    let bears = |taint| incoming.tolerations.iter().any(|own| tolerates(own, taint));
    let tolerated =
        !constraint.tolerated || node.taints().iter().all(|taint| !keeps_pods_away(taint) || bears(taint));
    domain(node.fleet(), node, &constraint.key).filter(|_| labelled && tolerated)
}

/// Whether a constraint counts a Pod: not one that is being deleted, and none at all by a selector that matches everything
/// (upstream: `countPodsMatchSelector`).
pub(super) fn counts_pod(incoming: &Incoming, constraint: &Constraint, pod: &PodFacts) -> bool {
    pod.metadata.deletion_timestamp.is_none()
        && pod.metadata.namespace == incoming.namespace
        && affinity::matches(
            constraint.selector.as_ref().filter(|found| !found.is_empty()),
            &pod.metadata.labels,
        )
}
