//! Labels that would have a node selected.

use super::{
    explain::Reason,
    fix::FixStep,
    propose::{Failure, Problem},
};
use crate::{
    matching::Test,
    model::{
        list::{Growing, Keeping},
        syntax,
    },
};

/// Labels that the kubelet or the cloud provider sets, and sets again: no person should.
fn belongs_to_the_cluster(key: &str) -> bool {
    let (prefix, name) = key.split_once('/').unwrap_or(("", key));
    match prefix {
        "kubernetes.io" | "beta.kubernetes.io" => {
            matches!(name, "os" | "arch" | "hostname" | "instance-type")
        }
        "topology.kubernetes.io" | "failure-domain.beta.kubernetes.io" => true,
        "node.kubernetes.io" => matches!(name, "instance-type" | "windows-build"),
        _ => false,
    }
}

/// Ways to have the nodes selected by changing their labels, one for each of the terms; none where they are selected
/// already, and where labels cannot do it.
pub(super) fn relabel(problem: &Problem<'_>, terms: &[(usize, Vec<Failure<'_>>)]) -> Vec<Vec<FixStep>> {
    let fails = |reason: &Reason| {
        matches!(reason, Reason::NodeAffinity { .. } | Reason::EmptyTerm { .. } | Reason::NoTerms)
    };
    let mut ways = Vec::new();
    if problem.reasons.iter().any(fails) {
        for (term, _) in terms {
            ways.grow(for_term(problem, Some(*term)));
        }
    } else {
        ways.grow(for_term(problem, None));
    }
    ways.keep(&|way| !way.is_empty());
    ways
}

/// The label changes that satisfy the `nodeSelector` and one term; `None` where there are none. A line of the `nodeSelector`
/// about a label that no person should change is dropped.
fn for_term(problem: &Problem<'_>, term: Option<usize>) -> Option<Vec<FixStep>> {
    let requirements = match term {
        None => &[],
        Some(term) => problem.label_tests(term)?,
    };
    let mut steps: Vec<FixStep> = Vec::new();
    for reason in problem.reasons {
        let key: &str = match reason {
            Reason::NodeSelector { key, .. } => key,
            Reason::NodeAffinity { term: at, field: false, written, .. } if term == Some(*at) => &written.key,
            Reason::NodeAffinity { term: at, field: true, .. } if term == Some(*at) => return None,
            _ => continue,
        };
        let done = steps.iter().any(|step| match step {
            FixStep::Label { key: changed, .. } | FixStep::Unlabel { key: changed } => changed == key,
            _ => false,
        });
        if done {
            continue;
        }
        if !syntax::label_key(key).is_empty() || belongs_to_the_cluster(key) {
            // The line of the manifest has to go then; the rest can still be done on the nodes.
            let Reason::NodeSelector { key, wanted, .. } = reason else { return None };
            steps.push(FixStep::DropNodeSelector { key: key.clone(), value: wanted.clone() });
            continue;
        }
        let mut tests = Vec::new();
        if let Some(value) = problem.placement.spec.node_selector.get(key) {
            tests.push(Test::In(vec![value.clone()]));
        }
        for wanted in requirements {
            if wanted.key == key {
                tests.push(wanted.test.clone());
            }
        }
        steps.push(step(problem, key, &tests)?);
    }
    Some(steps)
}

/// The change of one label that satisfies all tests; `None` where none is found.
fn step(problem: &Problem<'_>, key: &str, tests: &[Test]) -> Option<FixStep> {
    let fits = |value: Option<&str>| tests.iter().all(|test| test.matches(value));
    let key = key.to_owned();
    if fits(None) {
        return Some(FixStep::Unlabel { key });
    }
    for test in tests {
        let values = match test {
            Test::In(values) => values.clone(),
            Test::GreaterThan(bound) => number(bound.checked_add(1)),
            Test::LessThan(bound) => number(bound.checked_sub(1)),
            Test::Exists => vec!["true".to_owned()],
            Test::NotIn(_) | Test::DoesNotExist => Vec::new(),
        };
        for value in values {
            if syntax::label_value(&value).is_empty() && fits(Some(&value)) {
                let overwrite = problem.nodes.iter().any(|node| node.label(&key).is_some());
                return Some(FixStep::Label { key, value, overwrite });
            }
        }
    }
    None
}

fn number(value: Option<i64>) -> Vec<String> {
    value.map_or(Vec::new(), |value| vec![value.to_string()])
}
