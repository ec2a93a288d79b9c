//! Reasons in words.

use super::convert::difference_name;
use crate::{
    controller::{Has, NodeState, PodToleration, Reason, Wanted},
    matching::{Difference, Fault},
    model::{
        list::Joined,
        taint::{Effect, Taint},
    },
};

/// How many values of a requirement are quoted; the answer carries all of them as data.
const QUOTED: usize = 8;

/// A reason in one sentence without a final period; `many` nodes, or one.
pub(super) fn message(reason: &Reason, many: bool) -> String {
    match reason {
        Reason::NodeName { wanted } => {
            let which = if many { "these nodes are others" } else { "this node is another" };
            format!("nodeName wants {wanted}; {which}")
        }
        Reason::NodeSelector { key, wanted, has } => {
            format!("nodeSelector wants {key}={wanted}; {}", what_is_there(key, has, many))
        }
        Reason::NoTerms => "required node affinity has no terms, and so matches no node".to_owned(),
        Reason::EmptyTerm { term } => {
            format!("required node affinity term {} is empty, and so matches no node", term + 1)
        }
        Reason::NodeAffinity { term, field, written, has, faults, .. } => {
            let wants = requirement(written);
            let start = format!("required node affinity term {} wants {wants}", term + 1);
            match faults.first() {
                Some(fault) => format!("{start}, and matches no node: {}", why(fault, written)),
                None if *field && many => format!("{start}; these nodes have other names"),
                None if *field => format!("{start}; this node has another name"),
                None => format!("{start}; {}", what_is_there(&written.key, has, many)),
            }
        }
        Reason::UntoleratedTaint { taint, closest } => {
            let evicts =
                if taint.effect == Effect::NoExecute { ", and evicts Pods that are there" } else { "" };
            let near = closest.first().map_or(String::new(), |(own, differs)| near(own, differs, taint));
            format!("taint {} is not tolerated{evicts}{near}", taint.to_text())
        }
        Reason::ToleratedTaint { taint, toleration } => match toleration.index {
            Some(index) => format!("taint {} is tolerated by tolerations[{index}]", taint.to_text()),
            None => {
                format!(
                    "taint {} is tolerated: the DaemonSet controller adds a toleration for it",
                    taint.to_text()
                )
            }
        },
        Reason::IgnoredTaint { taint } => {
            format!("taint {} decides nothing: the DaemonSet controller ignores this effect", taint.to_text())
        }
        Reason::NodeState(state) => state_words(*state, many),
        Reason::Selected { name, labels, term } => selected(*name, *labels, *term),
    }
}

/// The deciding reasons of a group in a few words, or what lets it run.
pub(super) fn headline(reasons: &[Reason], many: bool) -> String {
    let Some(first) = reasons.iter().find(|reason| reason.decides()) else {
        let tolerated = reasons.iter().find(|reason| matches!(reason, Reason::ToleratedTaint { .. }));
        let selected = reasons.iter().find(|reason| matches!(reason, Reason::Selected { .. }));
        let mut words = Vec::new();
        for reason in [selected, tolerated] {
            let Some(reason) = reason else { continue };
            words.push(message(reason, many));
        }
        return words.joined("; ");
    };
    // How many there are of the first one's topic, and how many others decide, too.
    let (mut alike, mut rest, mut other) = (0_usize, 0_usize, None);
    for reason in reasons {
        if topic(reason) == topic(first) {
            alike += 1;
        } else if reason.decides() {
            rest += 1;
            other = other.or(Some(reason));
        }
    }
    let words = match first {
        Reason::UntoleratedTaint { taint, .. } => format!("taint {} is not tolerated", taint.to_text()),
        Reason::NodeAffinity { .. } | Reason::EmptyTerm { .. } if alike > 1 => {
            "no term of the required node affinity matches".to_owned()
        }
        _ => message(first, many),
    };
    match rest {
        0 => words,
        1 => {
            let other = other.map(|other| headline(std::slice::from_ref(other), many)).unwrap_or_default();
            format!("{words}; {other}")
        }
        more => format!("{words}; and {more} more reasons"),
    }
}

/// Reasons of one topic are told together in a headline: the causes of the affinity are one.
fn topic(reason: &Reason) -> (u8, &str, &str) {
    match reason {
        Reason::NodeName { .. } => (0, "", ""),
        Reason::NodeSelector { key, .. } => (1, key, ""),
        Reason::NoTerms | Reason::EmptyTerm { .. } | Reason::NodeAffinity { .. } => (2, "", ""),
        Reason::UntoleratedTaint { taint, .. } => (3, &taint.key, taint.effect.as_str()),
        _ => (4, "", ""),
    }
}

fn what_is_there(key: &str, has: &Has, many: bool) -> String {
    match (has, many) {
        (Has::Nothing, false) => format!("this node has no label {key}"),
        (Has::Nothing, true) => format!("these nodes have no label {key}"),
        (Has::Value(value), false) => format!("this node has {key}={value}"),
        (Has::Value(value), true) => format!("these nodes have {key}={value}"),
        (Has::Several, _) => "these nodes have other values".to_owned(),
    }
}

/// A requirement as a person would say it: `zone In [a, b]`.
pub(super) fn requirement(written: &Wanted) -> String {
    let Wanted { key, operator, values } = written;
    match (&**operator, &**values) {
        ("Gt" | "Lt", [value]) => format!("{key} {operator} {value}"),
        (_, []) => format!("{key} {operator}"),
        (_, values) => format!("{key} {operator} {}", list(values)),
    }
}

/// Values in brackets; of many, the first few and how many more there are.
pub(super) fn list(values: &[String]) -> String {
    match values.split_at_checked(QUOTED) {
        Some((first, rest)) if !rest.is_empty() => {
            format!("[{}, and {} more]", first.joined(", "), rest.len())
        }
        _ => format!("[{}]", values.joined(", ")),
    }
}

fn why(fault: &Fault, written: &Wanted) -> String {
    let value = |at: &usize| written.values.get(*at).map_or("", String::as_str);
    match fault {
        Fault::Operator => format!("`{}` is not a valid selector operator", written.operator),
        Fault::Key => format!("`{}` is not a valid label key", written.key),
        Fault::ValueCount => format!("`{}` takes another number of values", written.operator),
        Fault::NotAnInteger(at) => {
            format!("for 'Gt', 'Lt' operators, the value must be an integer, and `{}` is none", value(at))
        }
        Fault::Value(at) => format!("`{}` is not a valid label value", value(at)),
    }
}

/// The toleration that came closest, and what would have to be otherwise.
fn near(own: &PodToleration, differs: &[Difference], taint: &Taint) -> String {
    let whose = match own.index {
        Some(index) => format!("tolerations[{index}]"),
        None => "the toleration that the DaemonSet controller adds".to_owned(),
    };
    let found = &own.toleration;
    let mut parts = Vec::new();
    for difference in differs {
        let (has, wants) = match difference {
            Difference::Key => (&found.key, taint.key.as_str()),
            Difference::Value => (&found.value, taint.value.as_str()),
            Difference::Effect => (&found.effect, taint.effect.as_str()),
            Difference::Operator => {
                parts.push(format!("operator {} is switched off by default", found.operator));
                continue;
            }
        };
        parts.push(format!("has {} `{has}`, not `{wants}`", difference_name(*difference)));
    }
    format!("; {whose} comes closest, but {}", parts.joined(" and "))
}

/// The state's name in the answer.
pub(super) fn state_name(state: NodeState) -> &'static str {
    match state {
        NodeState::Cordoned => "cordoned",
        NodeState::NotReady => "notReady",
        NodeState::Unknown => "unknown",
    }
}

fn state_words(state: NodeState, many: bool) -> String {
    let verb = if many { "these nodes are" } else { "this node is" };
    match state {
        NodeState::Cordoned => format!("{verb} cordoned, which does not keep a DaemonSet's Pods away"),
        NodeState::NotReady => format!("{verb} not ready; only the taints that come with it decide"),
        NodeState::Unknown => format!("{verb} in state Unknown; only the taints that come with it decide"),
    }
}

fn selected(name: bool, labels: bool, term: Option<usize>) -> String {
    let mut parts = Vec::new();
    if name {
        parts.push("nodeName".to_owned());
    }
    if labels {
        parts.push("nodeSelector".to_owned());
    }
    if let Some(term) = term {
        parts.push(format!("required node affinity (term {})", term + 1));
    }
    match parts.as_slice() {
        [] => "the DaemonSet asks for no particular nodes".to_owned(),
        [one] => format!("{one} matches"),
        [first @ .., last] => format!("{} and {last} match", first.joined(", ")),
    }
}
