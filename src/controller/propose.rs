//! The changes that might turn a "no" into a "yes", before they are tried.

use super::{
    eligibility::{Placement, Wanted},
    explain::{Has, Reason},
    fix::{Fix, FixStep, key},
    groups::Group,
    relabel::relabel,
    verify::Trial,
};
use crate::{
    matching::{LabelRequirement, Term},
    model::{
        fleet::NodeRef,
        list::{Growing, Keeping},
        order,
        ordered::OrderedSet,
        syntax,
        taint::{Taint, Toleration},
        whole::whole,
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
    let mut nodes = Vec::new();
    for class in &group.classes {
        if let Some(node) = trial.node(*class) {
            nodes.push(node);
        }
    }
    let problem = Problem { placement, reasons: &group.reasons, nodes };
    let mut fixes: Vec<Fix> = Vec::new();
    let mut known: OrderedSet<String> = OrderedSet::new();
    for selection in problem.selections() {
        for taints in problem.taints() {
            let steps = [selection.as_slice(), &taints].concat();
            if !(1..=STEPS).contains(&steps.len()) {
                continue;
            }
            let key = key(&steps, true);
            if !known.contains(&key)
                && let Some(fix) = trial.try_out(&group.classes, steps)
            {
                known.insert(key);
                fixes.push(fix);
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
    fixes.keep(&|fix| {
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
        for labels in relabel(self, &terms) {
            ways.push([name.as_slice(), &labels].concat());
        }
        ways
    }

    /// What to do about `nodeName`.
    fn name(&self) -> Vec<FixStep> {
        let mut name = Vec::new();
        for reason in self.reasons {
            if let Reason::NodeName { wanted } = reason {
                name.push(FixStep::DropNodeName { name: wanted.clone() });
            }
        }
        name
    }

    /// Ways to change the template's `nodeSelector`: to drop the lines, or to ask for what the nodes have.
    fn selector_ways(&self) -> Vec<Vec<FixStep>> {
        let drop = self.dropped_lines();
        let mut change = Vec::new();
        let mut valid = true;
        for reason in self.reasons {
            if let Reason::NodeSelector { key, wanted, has: Has::Value(value) } = reason {
                valid &= syntax::label_value(value).is_empty();
                let (key, from, to) = (key.clone(), wanted.clone(), value.clone());
                change.push(FixStep::ChangeNodeSelector { key, from, to });
            }
        }
        // A line that can only be dropped needs no second way.
        if valid && !change.is_empty() && change.len() == drop.len() {
            vec![drop, change]
        } else {
            vec![drop]
        }
    }

    fn dropped_lines(&self) -> Vec<FixStep> {
        let mut lines = Vec::new();
        for reason in self.reasons {
            if let Reason::NodeSelector { key, wanted, .. } = reason {
                lines.push(FixStep::DropNodeSelector { key: key.clone(), value: wanted.clone() });
            }
        }
        lines
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
        let mut known: OrderedSet<String> = OrderedSet::new();
        for (term, failures) in terms {
            let (mut change, mut drop) = (Vec::new(), Vec::new());
            for failure in failures {
                change.push(self.change(failure));
                drop.push(failure.drop());
            }
            for way in [change, drop] {
                let way = if self.empties(*term, &way) { vec![FixStep::DropAffinity] } else { way };
                if known.insert(key(&way, true)) {
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
        // The reasons are in the order of the terms.
        let mut terms: Vec<(usize, Vec<Failure<'a>>)> = Vec::new();
        for reason in self.reasons {
            if let Reason::NodeAffinity { term, field, requirement, written, faults, .. } = reason {
                let (term, field, requirement) = (*term, *field, *requirement);
                let failure = Failure { term, field, requirement, written, parsed: faults.is_empty() };
                match terms.last_mut() {
                    Some((last, failures)) if *last == term => failures.push(failure),
                    _ => terms.push((term, vec![failure])),
                }
            }
        }
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
        let mut values = Vec::new();
        match &*written.operator {
            "In" => {
                values = written.values.to_vec();
                for value in has {
                    values.push(value.to_owned());
                }
            }
            "NotIn" => {
                for value in &*written.values {
                    if !has.contains(value.as_str()) {
                        values.push(value.clone());
                    }
                }
            }
            operator @ ("Gt" | "Lt") => {
                let (mut least, mut most) = (i64::MAX, i64::MIN);
                for value in has {
                    let number = whole(value)?;
                    (least, most) = (least.min(number), most.max(number));
                }
                let bound = if operator == "Gt" { least.checked_sub(1) } else { most.checked_add(1) };
                values.push(bound?.to_string());
            }
            _ => return None,
        }
        for value in &values {
            if !syntax::label_value(value).is_empty() {
                return None;
            }
        }
        (!values.is_empty()).then_some(values)
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
        let mut taints = Vec::new();
        for reason in self.reasons {
            if let Reason::UntoleratedTaint { taint, .. } = reason {
                taints.push(taint);
            }
        }
        if taints.is_empty() {
            return vec![Vec::new()];
        }
        let mut ways = Vec::new();
        if taints.iter().all(|taint| can_be_named(taint)) {
            let first = self.placement.spec.tolerations.is_empty();
            ways.push(vec![FixStep::AddTolerations { tolerations: tolerations_for(&taints), first }]);
            let mut remove = Vec::new();
            for taint in taints {
                let taint = taint.clone();
                let recovers = LIFECYCLE.contains(&taint.key.as_str());
                remove.push(if recovers { FixStep::Recover { taint } } else { FixStep::Untaint { taint } });
            }
            ways.push(remove);
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
