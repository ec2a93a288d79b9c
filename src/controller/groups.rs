//! The nodes of a fleet, grouped by verdict and reasons.

use super::{
    classes::Classes,
    eligibility::{Placement, Verdict},
    explain::{Has, Reason},
    fix::Fix,
    propose::propose,
    verify::Trial,
};
use crate::model::{
    fleet::Fleet,
    order,
    ordered::{OrderedMap, OrderedSet},
};

/// Reasons that are given for all classes together, and bounds for one class. Only a manifest that asks for more than
/// eight things at once can meet them.
const REASONS_IN_ALL: usize = 300_000;
const REASONS: (usize, usize) = (8, 64);

/// A label with more values than this among the nodes that it keeps away does not split them into groups.
const SPLITTING_VALUES: usize = 8;

/// Every node of a fleet with its verdict, its reasons and its group.
#[derive(Clone, Debug, Default)]
pub struct Assessment {
    /// The classes of the nodes.
    pub classes: Classes,
    /// For each class the verdict.
    pub verdicts: Vec<Verdict>,
    /// For each class everything that speaks about the verdict; the deciding reasons first.
    pub reasons: Vec<Vec<Reason>>,
    /// For each class its position in `groups`.
    pub group_of: Vec<u32>,
    /// The groups: those that run the Pod first, then the larger ones, then in the order of their first nodes.
    pub groups: Vec<Group>,
}

/// Nodes with the same verdict for the same reasons.
#[derive(Clone, Debug)]
pub struct Group {
    /// The verdict.
    pub verdict: Verdict,
    /// The nodes' positions in the fleet, in order; never empty.
    pub nodes: Vec<u32>,
    /// The nodes' classes, in order.
    pub classes: Vec<u32>,
    /// Everything that speaks about the verdict; the deciding reasons first.
    pub reasons: Vec<Reason>,
    /// Changes that make all of the nodes run the Pod, the smallest first; none where they do already.
    pub fixes: Vec<Fix>,
}

impl Placement {
    /// Decides and explains every node, and says what would change each "no".
    pub fn assess(&self, fleet: &Fleet) -> Assessment {
        let classes = self.classes(fleet);
        let most = (REASONS_IN_ALL / classes.sizes.len().max(1)).clamp(REASONS.0, REASONS.1);
        let (mut verdicts, mut reasons) = (Vec::new(), Vec::new());
        for node in classes.nodes(fleet) {
            verdicts.push(self.verdict(node));
            reasons.push(self.explain(node, most));
        }
        let (mut groups, group_of) = grouped(&classes, &verdicts, &reasons);
        let mut trial = Trial::new(self, fleet, &classes, &verdicts);
        for group in groups.iter_mut().filter(|group| !group.verdict.should_run) {
            group.fixes = propose(self, group, &mut trial);
        }
        Assessment { classes, verdicts, reasons, group_of, groups }
    }
}

fn grouped(classes: &Classes, verdicts: &[Verdict], reasons: &[Vec<Reason>]) -> (Vec<Group>, Vec<u32>) {
    let blurred = keys_with_many_values(reasons);
    // Each with the number of its nodes.
    let mut found: Vec<(u64, Group)> = Vec::new();
    let mut known: OrderedMap<String, usize> = OrderedMap::new();
    for (class, (verdict, reasons)) in (0_u32..).zip(verdicts.iter().zip(reasons)) {
        let mut key = if verdict.should_run { "y" } else { "n" }.to_owned();
        key.push_str(if verdict.should_continue_running { "y" } else { "n" });
        let mut own = Vec::new();
        for reason in reasons {
            let reason = blur(reason, &blurred);
            reason.put(&mut key);
            own.push(reason);
        }
        let position = *known.or_insert(key, found.len());
        if position == found.len() {
            let (nodes, classes, fixes) = (Vec::new(), Vec::new(), Vec::new());
            found.push((0, Group { verdict: *verdict, nodes, classes, reasons: own, fixes }));
        }
        if let Some((size, group)) = found.get_mut(position) {
            *size += u64::from(classes.sizes.get(class as usize).copied().unwrap_or_default());
            group.classes.push(class);
        }
    }
    // Classes are numbered by their first node.
    order::sort_by_key(&mut found, |(size, group)| {
        (!group.verdict.should_run, u64::MAX - size, group.classes.first().copied())
    });
    let mut group_of = vec![0; verdicts.len()];
    let mut groups = Vec::new();
    for (position, (_, group)) in (0_u32..).zip(found) {
        for class in &group.classes {
            if let Some(group) = group_of.get_mut(*class as usize) {
                *group = position;
            }
        }
        groups.push(group);
    }
    for (node, class) in (0_u32..).zip(&classes.class_of) {
        let group = group_of.get(*class as usize).and_then(|group| groups.get_mut(*group as usize));
        if let Some(group) = group {
            group.nodes.push(node);
        }
    }
    (groups, group_of)
}

/// Keys of labels that have so many values among the reasons that grouping by them would say nothing, such as
/// `kubernetes.io/hostname`.
fn keys_with_many_values(reasons: &[Vec<Reason>]) -> OrderedSet<String> {
    let mut values: OrderedMap<&str, OrderedSet<&str>> = OrderedMap::new();
    for reasons in reasons {
        for reason in reasons {
            if let Some((key, Has::Value(value))) = label(reason) {
                let known = values.or_default(key);
                if known.len() <= SPLITTING_VALUES {
                    known.insert(value);
                }
            }
        }
    }
    let mut keys = OrderedSet::new();
    for (key, values) in &values {
        if values.len() > SPLITTING_VALUES {
            keys.insert((*key).to_owned());
        }
    }
    keys
}

fn label(reason: &Reason) -> Option<(&str, &Has)> {
    match reason {
        Reason::NodeSelector { key, has, .. } => Some((key, has)),
        Reason::NodeAffinity { written, has, .. } => Some((&written.key, has)),
        _ => None,
    }
}

/// The reason without the value that the node has, where the label has too many.
fn blur(reason: &Reason, keys: &OrderedSet<String>) -> Reason {
    let mut reason = reason.clone();
    let blurred = matches!(label(&reason), Some((key, Has::Value(_))) if keys.contains(key));
    if let Reason::NodeSelector { has, .. } | Reason::NodeAffinity { has, .. } = &mut reason
        && blurred
    {
        *has = Has::Several;
    }
    reason
}
