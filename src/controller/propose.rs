//! The changes that might turn a "no" into a "yes", before they are tried.

use super::{
    eligibility::{Placement, Wanted},
    explain::{Has, Reason},
    fix::{Fix, FixStep},
    groups::Group,
    relabel::relabel,
    verify::Trial,
};
use crate::{
    matching::{LabelRequirement, Term},
    model::{
        fleet::NodeRef,
        list::{Growing, Listed},
        order,
        ordered::{OrderedMap, OrderedSet},
        syntax,
        taint::{Taint, Toleration},
    },
};

/// How many fixes are offered for one group, at most.
const OFFERED: usize = 6;
/// Of the terms that could be made to match, how many are looked at: those that fail in the fewest points.
const TERMS: usize = 3;
/// How many values are added to or taken from a requirement for one group of nodes, at most.
const VALUES: usize = 8;
/// How many steps a fix may have: with more, it is no small change.
const STEPS: usize = 16;

/// Taints by which Kubernetes itself says what is wrong with a node; it removes them when the node is well again.
const LIFECYCLE: [&str; 8] = [
    "node.kubernetes.io/not-ready",
    "node.kubernetes.io/unreachable",
    "node.kubernetes.io/disk-pressure",
    "node.kubernetes.io/memory-pressure",
    "node.kubernetes.io/pid-pressure",
    "node.kubernetes.io/network-unavailable",
    "node.cloudprovider.kubernetes.io/uninitialized",
    "node.cloudprovider.kubernetes.io/shutdown",
];

/// The fixes for a group: every one was tried. The ones with the fewest steps come first, then those that change the
/// least for other nodes.
pub(super) fn propose(placement: &Placement, group: &Group, trial: &mut Trial<'_>) -> Vec<Fix> {
    let nodes = group.classes.iter().filter_map(|class| trial.node(*class)).listed();
    let problem = Problem { placement, reasons: &group.reasons, nodes };
    let mut fixes: Vec<Fix> = Vec::new();
    for selection in problem.selections() {
        for taints in problem.taints() {
            let steps: Vec<FixStep> = selection.iter().cloned().chain(taints).listed();
            if (1..=STEPS).contains(&steps.len()) && fixes.iter().all(|known| known.steps != steps) {
                fixes.grow(trial.try_out(&group.classes, steps));
            }
        }
    }
    if fixes.is_empty() && placement.affinity.is_some() {
        // A term that cannot be parsed hides what else stands against these nodes.
        let selection = [problem.name(), problem.dropped_lines(), vec![FixStep::DropAffinity]].concat();
        for taints in problem.taints() {
            fixes.grow(trial.try_out(&group.classes, [selection.as_slice(), &taints].concat()));
        }
    }
    // Asking for another label value is no small change if nodes that run the Pod lose it.
    fixes.retain(|fix| {
        fix.loses == 0 || !fix.steps.iter().any(|step| matches!(step, FixStep::ChangeNodeSelector { .. }))
    });
    order::sort_by_key(&mut fixes, |fix| (fix.steps.len(), fix.loses, fix.brings));
    fixes.truncate(OFFERED);
    fixes
}

/// A group of nodes that do not run the Pod.
pub(super) struct Problem<'a> {
    pub(super) placement: &'a Placement,
    pub(super) reasons: &'a [Reason],
    /// One node of each class.
    pub(super) nodes: Vec<NodeRef<'a>>,
}

/// A requirement that fails, as the reason tells it.
pub(super) struct Failure<'a> {
    pub(super) term: usize,
    pub(super) field: bool,
    pub(super) requirement: usize,
    pub(super) written: &'a Wanted,
    pub(super) parsed: bool,
}

impl<'a> Problem<'a> {
    /// Ways to have the nodes selected, each a list of steps; one empty way where they are selected already.
    fn selections(&self) -> Vec<Vec<FixStep>> {
        let name = self.name();
        let terms = self.failing_terms();
        let mut ways = Vec::new();
        for lines in self.selector_ways() {
            for affinity in self.affinity_ways(&terms) {
                ways.push([name.as_slice(), &lines, &affinity].concat());
            }
        }
        let on_nodes = relabel(self, &terms.iter().map(|(term, _)| *term).listed());
        ways.grow(on_nodes.into_iter().map(|labels| [name.as_slice(), &labels].concat()));
        ways
    }

    /// What to do about `nodeName`.
    fn name(&self) -> Vec<FixStep> {
        let name = self.reasons.iter().filter_map(|reason| match reason {
            Reason::NodeName { wanted } => Some(FixStep::DropNodeName { name: wanted.clone() }),
            _ => None,
        });
        name.listed()
    }

    /// Ways to change the template's `nodeSelector`: to drop the lines, or to ask for what the nodes have.
    fn selector_ways(&self) -> Vec<Vec<FixStep>> {
        let drop = self.dropped_lines();
        let change = self.reasons.iter().filter_map(|reason| match reason {
            Reason::NodeSelector { key, wanted, has: Has::Value(value) } => {
                Some(FixStep::ChangeNodeSelector {
                    key: key.clone(),
                    from: wanted.clone(),
                    to: value.clone(),
                })
            }
            _ => None,
        });
        let change: Vec<FixStep> = change.listed();
        let valid = change.iter().all(|step| match step {
            FixStep::ChangeNodeSelector { to, .. } => syntax::label_value(to).is_empty(),
            _ => true,
        });
        // A line that can only be dropped needs no second way.
        if valid && !change.is_empty() && change.len() == drop.len() {
            vec![drop, change]
        } else {
            vec![drop]
        }
    }

    fn dropped_lines(&self) -> Vec<FixStep> {
        let lines = self.reasons.iter().filter_map(|reason| match reason {
            Reason::NodeSelector { key, wanted, .. } => {
                Some(FixStep::DropNodeSelector { key: key.clone(), value: wanted.clone() })
            }
            _ => None,
        });
        lines.listed()
    }

    /// Ways to change the template's required node affinity.
    fn affinity_ways(&self, terms: &[(usize, Vec<Failure<'_>>)]) -> Vec<Vec<FixStep>> {
        let fails = |reason: &Reason| {
            matches!(reason, Reason::NodeAffinity { .. } | Reason::NoTerms | Reason::EmptyTerm { .. })
        };
        if !self.reasons.iter().any(fails) {
            return vec![Vec::new()];
        }
        if terms.is_empty() {
            return vec![vec![FixStep::DropAffinity]];
        }
        let mut ways = Vec::new();
        for (term, failures) in terms {
            let change: Vec<FixStep> = failures.iter().map(|failure| self.change(failure)).listed();
            let drop: Vec<FixStep> = failures.iter().map(Failure::drop).listed();
            for way in [change, drop] {
                let way = if self.empties(*term, &way) { vec![FixStep::DropAffinity] } else { way };
                if !ways.contains(&way) {
                    ways.push(way);
                }
            }
        }
        ways
    }

    /// Whether a way drops all that a term has; an empty term would match nothing.
    fn empties(&self, term: usize, way: &[FixStep]) -> bool {
        let dropped = way.iter().filter(|step| matches!(step, FixStep::DropRequirement { .. })).count();
        let has = self.placement.terms().get(term);
        has.is_none_or(|has| has.match_expressions.len() + has.match_fields.len() == dropped)
    }

    /// The terms that fail by requirements, those with the fewest failures first, and of these only the first few.
    fn failing_terms(&self) -> Vec<(usize, Vec<Failure<'a>>)> {
        let mut terms: OrderedMap<usize, Vec<Failure<'a>>> = OrderedMap::new();
        for reason in self.reasons {
            if let Reason::NodeAffinity { term, field, requirement, written, faults, .. } = reason {
                let (term, field, requirement) = (*term, *field, *requirement);
                let failure = Failure { term, field, requirement, written, parsed: faults.is_empty() };
                terms.or_default(term).push(failure);
            }
        }
        let mut terms: Vec<_> = terms.into_iter().listed();
        order::sort_by_key(&mut terms, |(_, failures)| failures.len());
        terms.truncate(TERMS);
        terms
    }

    /// The smallest change of a requirement that takes these nodes in; dropping it where nothing smaller does.
    fn change(&self, failure: &Failure<'_>) -> FixStep {
        self.changed_values(failure).map_or_else(
            || failure.drop(),
            |values| FixStep::SetValues {
                term: failure.term,
                requirement: failure.requirement,
                written: failure.written.clone(),
                values,
            },
        )
    }

    fn changed_values(&self, failure: &Failure<'_>) -> Option<Vec<String>> {
        if failure.field || !failure.parsed {
            return None;
        }
        let written = failure.written;
        let has = self.values(&written.key)?;
        let numbers = || has.iter().map(|value| value.parse::<i64>().ok()).collect::<Option<Vec<_>>>();
        let values: Vec<String> = match &*written.operator {
            "In" => written.values.iter().map(String::as_str).chain(has).map(str::to_owned).listed(),
            "NotIn" => written.values.iter().filter(|value| !has.contains(value.as_str())).cloned().listed(),
            "Gt" => vec![numbers()?.into_iter().min()?.checked_sub(1)?.to_string()],
            "Lt" => vec![numbers()?.into_iter().max()?.checked_add(1)?.to_string()],
            _ => return None,
        };
        let valid = values.iter().all(|value| syntax::label_value(value).is_empty());
        (valid && !values.is_empty()).then_some(values)
    }

    /// The values of a label among the nodes; `None` where a node has none, or there are too many.
    fn values(&self, key: &str) -> Option<OrderedSet<&'a str>> {
        let mut values = OrderedSet::new();
        for node in &self.nodes {
            values.insert(node.label(key)?);
            if values.len() > VALUES {
                return None;
            }
        }
        Some(values)
    }

    /// Ways to bear the taints, each a list of steps; one empty way where there is nothing to bear.
    fn taints(&self) -> Vec<Vec<FixStep>> {
        let untolerated = self.reasons.iter().filter_map(|reason| match reason {
            Reason::UntoleratedTaint { taint, .. } => Some(taint),
            _ => None,
        });
        let taints: Vec<&Taint> = untolerated.listed();
        if taints.is_empty() {
            return vec![Vec::new()];
        }
        let mut ways = Vec::new();
        if taints.iter().all(|taint| can_be_named(taint)) {
            let first = self.placement.spec.tolerations.is_empty();
            ways.push(vec![FixStep::AddTolerations { tolerations: tolerations_for(&taints), first }]);
            let remove = |taint: &&Taint| {
                let taint = (*taint).clone();
                if LIFECYCLE.contains(&taint.key.as_str()) {
                    FixStep::Recover { taint }
                } else {
                    FixStep::Untaint { taint }
                }
            };
            ways.push(taints.iter().map(remove).listed());
        }
        ways
    }

    /// The tests of a parsed term on labels; `None` for a term that labels alone cannot make match.
    pub(super) fn label_tests(&self, term: usize) -> Option<&'a [LabelRequirement]> {
        match self.placement.affinity.as_ref()?.terms.get(term)? {
            Term::Requirements { labels, .. } => Some(labels),
            Term::Empty | Term::Unparsable(_) => None,
        }
    }
}

impl Failure<'_> {
    fn drop(&self) -> FixStep {
        FixStep::DropRequirement {
            term: self.term,
            field: self.field,
            requirement: self.requirement,
            written: self.written.clone(),
        }
    }
}

/// Whether the API server takes a toleration for the taint, and a command line its name.
fn can_be_named(taint: &Taint) -> bool {
    syntax::label_key(&taint.key).is_empty() && syntax::label_value(&taint.value).is_empty()
}

/// The tolerations that bear taints exactly: one for each, but one without effect where a key and value come with both
/// effects. A taint without a value is borne by `Exists`, as people write it.
fn tolerations_for(taints: &[&Taint]) -> Vec<Toleration> {
    let mut found: Vec<Toleration> = Vec::new();
    for taint in taints {
        let operator = if taint.value.is_empty() { "Exists" } else { "Equal" };
        match found.iter_mut().find(|known| known.key == taint.key && known.value == taint.value) {
            Some(known) if known.effect != taint.effect.as_str() => known.effect.clear(),
            Some(_) => {}
            None => found.push(Toleration {
                key: taint.key.clone(),
                operator: operator.to_owned(),
                value: taint.value.clone(),
                effect: taint.effect.as_str().to_owned(),
                toleration_seconds: None,
            }),
        }
    }
    found
}
