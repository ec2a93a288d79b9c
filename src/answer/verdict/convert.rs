//! From the controller's assessment to the answer.

use std::rc::Rc;

use super::{
    super::Range, Closest, Fix, FixStep, NodeGroup, NodeVerdict, Reason, ReasonDetail, TaintAnswer,
    TolerationAnswer, fix_words, reason_words,
};
use crate::{
    controller::{self, Assessment, Has, Placement, PodToleration},
    diagnostic::{self, FieldPath},
    matching::Difference,
    model::{fleet::Fleet, list::Listed, ordered::OrderedMap, taint::Taint},
};

/// Finds a field in the manifest.
type Place<'a> = &'a dyn Fn(&FieldPath) -> Option<diagnostic::Range>;

/// The verdict on each node in the fleet's order, and the groups; `place` is asked once for each field that is named.
pub fn verdicts(
    assessment: &Assessment,
    fleet: &Fleet,
    place: Place<'_>,
) -> (Vec<NodeVerdict>, Vec<NodeGroup>) {
    let mut places = Places { place, known: OrderedMap::new() };
    let mut all = |found: &[controller::Reason], many: bool| -> Rc<[Reason]> {
        found.iter().map(|found| reason(found, many, &mut places)).collect()
    };
    let of_class: Vec<Rc<[Reason]>> = assessment.reasons.iter().map(|found| all(found, false)).listed();
    let of_group: Vec<Rc<[Reason]>> =
        assessment.groups.iter().map(|group| all(&group.reasons, group.nodes.len() > 1)).listed();
    let nodes = fleet.iter().zip(&assessment.classes.class_of).filter_map(|(node, class)| {
        let class = *class as usize;
        let verdict = assessment.verdicts.get(class)?;
        Some(NodeVerdict {
            name: node.name().to_owned(),
            should_run: verdict.should_run,
            should_continue_running: verdict.should_continue_running,
            group: *assessment.group_of.get(class)?,
            reasons: Rc::clone(of_class.get(class)?),
        })
    });
    let nodes = nodes.listed();
    let groups = assessment.groups.iter().zip(of_group).map(|(group, reasons)| {
        let members = group.nodes.iter().filter_map(|position| fleet.get(*position as usize));
        let names: Vec<String> = members.map(|node| node.name().to_owned()).listed();
        NodeGroup {
            should_run: group.verdict.should_run,
            should_continue_running: group.verdict.should_continue_running,
            headline: reason_words::headline(&group.reasons, names.len() > 1),
            fixes: group.fixes.iter().map(|found| fix(found, &names, &mut places)).listed(),
            nodes: names,
            reasons,
        }
    });
    let groups = groups.listed();
    (nodes, groups)
}

/// The tolerations that the controller puts behind the template's, in its order.
pub fn added_tolerations(placement: &Placement) -> Vec<TolerationAnswer> {
    placement.tolerations().iter().filter(|own| own.added).map(toleration).listed()
}

/// Fields with their text and place; each looked for once.
struct Places<'a> {
    place: Place<'a>,
    known: OrderedMap<FieldPath, (String, Option<Range>)>,
}

impl Places<'_> {
    fn find(&mut self, path: Option<FieldPath>) -> (Option<String>, Option<Range>) {
        let Some(path) = path else { return (None, None) };
        let place = self.place;
        let (text, range) =
            self.known.or_insert_with(path.clone(), || (path.to_string(), place(&path).map(Into::into)));
        (Some(text.clone()), *range)
    }
}

fn reason(found: &controller::Reason, many: bool, places: &mut Places<'_>) -> Reason {
    let (path, range) = places.find(found.path());
    Reason {
        decides: found.decides(),
        message: reason_words::message(found, many),
        path,
        range,
        detail: detail(found),
    }
}

fn detail(found: &controller::Reason) -> ReasonDetail {
    use controller::Reason as Found;
    match found {
        Found::NodeName { wanted } => ReasonDetail::NodeName { wanted: wanted.clone() },
        Found::NodeSelector { key, wanted, has } => ReasonDetail::NodeSelector {
            key: key.clone(),
            wanted: wanted.clone(),
            has: value(has),
            several: *has == Has::Several,
        },
        Found::NoTerms => never(0),
        Found::EmptyTerm { term } => never(*term),
        Found::NodeAffinity { term, field, requirement, written, has, faults } => {
            ReasonDetail::NodeAffinity {
                term: to_u32(*term),
                requirement: Some(to_u32(*requirement)),
                field: *field,
                key: written.key.to_string(),
                operator: written.operator.to_string(),
                values: Rc::clone(&written.values),
                has: value(has),
                several: *has == Has::Several,
                never: !faults.is_empty(),
            }
        }
        Found::UntoleratedTaint { taint: found, closest } => ReasonDetail::UntoleratedTaint {
            taint: taint(found),
            closest: closest
                .iter()
                .map(|(own, differs)| Closest {
                    toleration: toleration(own),
                    differs: differs
                        .iter()
                        .map(|difference| difference_name(*difference).to_owned())
                        .listed(),
                })
                .listed(),
        },
        Found::ToleratedTaint { taint: found, toleration: own } => {
            ReasonDetail::ToleratedTaint { taint: taint(found), toleration: toleration(own) }
        }
        Found::IgnoredTaint { taint: found } => ReasonDetail::PreferNoSchedule { taint: taint(found) },
        Found::NodeState(state) => {
            ReasonDetail::NodeState { state: reason_words::state_name(*state).to_owned() }
        }
        Found::Selected { name, labels, term } => {
            ReasonDetail::Selected { restricted: *name || *labels || term.is_some(), term: term.map(to_u32) }
        }
    }
}

/// A term without requirements.
fn never(term: usize) -> ReasonDetail {
    ReasonDetail::NodeAffinity {
        term: to_u32(term),
        requirement: None,
        field: false,
        key: String::new(),
        operator: String::new(),
        values: Rc::default(),
        has: None,
        several: false,
        never: true,
    }
}

fn value(has: &Has) -> Option<String> {
    match has {
        Has::Value(value) => Some(value.clone()),
        Has::Nothing | Has::Several => None,
    }
}

fn taint(found: &Taint) -> TaintAnswer {
    TaintAnswer {
        key: found.key.clone(),
        value: found.value.clone(),
        effect: found.effect.as_str().to_owned(),
    }
}

fn toleration(own: &PodToleration) -> TolerationAnswer {
    let found = &own.toleration;
    let operator = if found.operator.is_empty() { "Equal" } else { &found.operator };
    TolerationAnswer {
        key: found.key.clone(),
        operator: operator.to_owned(),
        value: found.value.clone(),
        effect: found.effect.clone(),
        added: own.added,
        index: own.index.map(to_u32),
    }
}

/// The name of the part of a toleration that does not fit.
pub(super) fn difference_name(difference: Difference) -> &'static str {
    match difference {
        Difference::Key => "key",
        Difference::Operator => "operator",
        Difference::Value => "value",
        Difference::Effect => "effect",
    }
}

fn fix(found: &controller::Fix, nodes: &[String], places: &mut Places<'_>) -> Fix {
    let steps = found.steps.iter().map(|found| {
        let (path, range) = places.find(found.path());
        FixStep {
            kind: fix_words::kind(found),
            message: fix_words::message(found, nodes),
            yaml: fix_words::yaml(found),
            command: fix_words::command(found, nodes),
            path,
            range,
        }
    });
    let steps: Vec<FixStep> = steps.listed();
    let summary = steps.iter().map(|step| step.message.as_str()).listed().join(", and ");
    Fix { summary, steps, brings: found.brings, loses: found.loses }
}

/// Positions in a manifest are far below 2³².
fn to_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
