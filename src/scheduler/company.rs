//! Whether a Pod gets the company that it wants on a node, and none that it does not (upstream: the plugin `InterPodAffinity`).

use super::{
    filter::{Reason, Scene},
    tally::{Which, domain, seen, speaks_of},
};

impl Scene<'_> {
    /// Affinity and anti-affinity between Pods.
    pub(super) fn company(&self) -> Option<Reason> {
        let incoming = self.incoming;
        let nobody = incoming.affinity.is_empty() && incoming.anti_affinity.is_empty();
        if nobody && self.tally.others_keys().is_empty() {
            return None;
        }
        let own = (incoming.namespace.as_str(), &incoming.labels);
        for term in &incoming.affinity {
            if self.node.label(&term.key).is_none() {
                return Some(Reason::Affinity { key: term.key.clone() });
            }
        }
        let lonely = incoming.affinity.iter().find(|term| self.near(Which::Affinity, &term.key) <= 0);
        if let Some(term) = lonely {
            // The first of Pods that want to be near each other may begin anywhere.
            let mut all = self.tally.all_affine();
            for (list, sign) in self.shifts() {
                for term in &incoming.affinity {
                    all += sign * self.shift(list, Which::Affinity, &term.key);
                }
            }
            if all > 0 || !speaks_of(incoming, Which::Affinity, 0, own) {
                return Some(Reason::Affinity { key: term.key.clone() });
            }
        }
        for (at, term) in incoming.anti_affinity.iter().enumerate() {
            let from_old = self.beside.is_some()
                && self.node.label(&term.key).is_some()
                && speaks_of(incoming, Which::AntiAffinity, at, own);
            if from_old || self.near(Which::AntiAffinity, &term.key) > 0 {
                return Some(Reason::AntiAffinity { key: term.key.clone() });
            }
        }
        let mut keys = Vec::new();
        for key in self.tally.others_keys() {
            keys.push(self.cluster.fleet.text(*key));
        }
        for pod in self.cluster.pods(&self.come) {
            for term in &pod.anti_affinity {
                keys.push(&term.key);
            }
        }
        for key in keys {
            if self.near(Which::Others, key) > 0 {
                return Some(Reason::OthersAntiAffinity { key: key.to_owned() });
            }
        }
        None
    }

    fn shifts(&self) -> [(&[usize], i64); 3] {
        [(&self.come, 1), (&self.gone, -1), (&self.own, -1)]
    }

    /// How many Pods are in the node's domain.
    fn near(&self, which: Which, key: &str) -> i64 {
        let Some(domain) = domain(self.cluster.fleet, self.node, key) else { return 0 };
        let mut near = self.tally.count(which, domain);
        for (list, sign) in self.shifts() {
            near += sign * self.shift(list, which, key);
        }
        near
    }

    /// How much of the count for a label the Pods of a list make on this node.
    fn shift(&self, list: &[usize], which: Which, key: &str) -> i64 {
        let mut sum = 0;
        for pod in self.cluster.pods(list) {
            if which == Which::Others {
                for term in &pod.anti_affinity {
                    let meant =
                        term.key == key && term.matches(&self.incoming.namespace, &self.incoming.labels);
                    sum += i64::from(meant);
                }
                continue;
            }
            let terms =
                if which == Which::Affinity { &self.incoming.affinity } else { &self.incoming.anti_affinity };
            for (at, term) in terms.iter().enumerate() {
                sum += i64::from(term.key == key && speaks_of(self.incoming, which, at, seen(pod)));
            }
        }
        sum
    }
}
