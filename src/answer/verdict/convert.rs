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
    model::{fleet::Fleet, ordered::OrderedMap, taint::Taint},
};

/// Finds a field in the manifest.
type Place<'a> = &'a dyn Fn(&FieldPath) -> Option<diagnostic::Range>;

/// The verdict on each node in the fleet's order, and the groups; `place` is asked once for each field that is named.
pub fn verdicts(
    assessment: &Assessment,
    fleet: &Fleet,
    place: Place<'_>,
) -> (Vec<NodeVerdict>, Vec<NodeGroup>) {
    let mut places = Places { place, known: OrderedMap::new(), ranges: Vec::new() };
    let mut of_class = Vec::new();
    for found in &assessment.reasons {
        of_class.push(reasons(found, false, &mut places));
    }
    let mut nodes = Vec::new();
    for (node, class) in fleet.iter().zip(&assessment.classes.class_of) {
        let class = *class as usize;
        if let Some(verdict) = assessment.verdicts.get(class)
            && let (Some(group), Some(reasons)) = (assessment.group_of.get(class), of_class.get(class))
        {
            nodes.push(NodeVerdict {
                name: node.name().to_owned(),
                should_run: verdict.should_run,
                should_continue_running: verdict.should_continue_running,
                group: *group,
                reasons: Rc::clone(reasons),
                scheduling: None,
            });
        }
    }
    let mut groups = Vec::new();
    for group in &assessment.groups {
        let (mut names, mut fixes) = (Vec::new(), Vec::new());
        for position in &group.nodes {
            if let Some(node) = fleet.get(*position as usize) {
                names.push(node.name().to_owned());
            }
        }
        let reasons = reasons(&group.reasons, names.len() > 1, &mut places);
        for found in &group.fixes {
            fixes.push(fix(found, &names, &mut places));
        }
        groups.push(NodeGroup {
            should_run: group.verdict.should_run,
            should_continue_running: group.verdict.should_continue_running,
            headline: reason_words::headline(&group.reasons, names.len() > 1),
            fixes,
            nodes: names,
            reasons,
        });
    }
    (nodes, groups)
}

/// The tolerations that the controller puts behind the template's, in its order.
pub fn added_tolerations(placement: &Placement) -> Vec<TolerationAnswer> {
    let mut added = Vec::new();
    for own in placement.tolerations() {
        if own.added {
            added.push(toleration(own));
        }
    }
    added
}

/// Fields with their text and place; each looked for once.
struct Places<'a> {
    place: Place<'a>,
    /// Where in `ranges` the place of each field stands.
    known: OrderedMap<String, usize>,
    ranges: Vec<Option<Range>>,
}

impl Places<'_> {
    fn find(&mut self, path: Option<FieldPath>) -> (Option<String>, Option<Range>) {
        let Some(path) = path else { return (None, None) };
        let text = path.to_string();
        let position = *self.known.or_insert(text.clone(), self.ranges.len());
        if position == self.ranges.len() {
            self.ranges.push((self.place)(&path).map(Into::into));
        }
        (Some(text), self.ranges.get(position).copied().flatten())
    }
}

fn reasons(found: &[controller::Reason], many: bool, places: &mut Places<'_>) -> Rc<[Reason]> {
    let mut all = Vec::new();
    for found in found {
        all.push(reason(found, many, places));
    }
    all.into()
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
        Found::UntoleratedTaint { taint: found, closest } => {
            let mut nearest = Vec::new();
            for (own, differs) in closest {
                let mut names = Vec::new();
                for difference in differs {
                    names.push(difference_name(*difference).to_owned());
                }
                nearest.push(Closest { toleration: toleration(own), differs: names });
            }
            ReasonDetail::UntoleratedTaint { taint: taint(found), closest: nearest }
        }
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
    let mut steps = Vec::new();
    let mut summary = String::new();
    for found in &found.steps {
        let (path, range) = places.find(found.path());
        let message = fix_words::message(found, nodes);
        summary.push_str(if steps.is_empty() { "" } else { ", and " });
        summary.push_str(&message);
        steps.push(FixStep {
            kind: fix_words::kind(found),
            message,
            yaml: fix_words::yaml(found),
            command: fix_words::command(found, nodes),
            path,
            range,
        });
    }
    Fix { summary, steps, brings: found.brings, loses: found.loses }
}

/// Positions in a manifest are far below 2³².
fn to_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
