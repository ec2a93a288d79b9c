//! Trying a fix out before it is offered.

use super::{
    classes::Classes,
    eligibility::{Placement, Verdict},
    fix::{Fix, FixStep, apply, key},
};
use crate::model::{
    fleet::{Fleet, NodeRef},
    ordered::OrderedMap,
    taint::Taint,
};

/// How much trying out may cost in all: about one unit for each requirement, selector line or toleration that is held
/// against a class of nodes. Past it, changes of the manifest that were not tried yet are not offered.
const BUDGET: usize = 20_000_000;

/// A fleet with its verdicts, against which changes are tried.
pub(super) struct Trial<'a> {
    placement: &'a Placement,
    fleet: &'a Fleet,
    classes: &'a Classes,
    verdicts: &'a [Verdict],
    /// Changes of the manifest that were tried, and where in it each stands, by its steps.
    tried: Vec<Tried>,
    known: OrderedMap<String, usize>,
    /// What one more of them costs.
    cost: usize,
    left: usize,
}

/// A changed manifest, and what it does to the whole fleet.
struct Tried {
    placement: Placement,
    brings: u32,
    loses: u32,
}

impl<'a> Trial<'a> {
    pub(super) fn new(
        placement: &'a Placement,
        fleet: &'a Fleet,
        classes: &'a Classes,
        verdicts: &'a [Verdict],
    ) -> Self {
        let cost = verdicts.len().saturating_mul(placement.weight());
        Self {
            placement,
            fleet,
            classes,
            verdicts,
            tried: Vec::new(),
            known: OrderedMap::new(),
            cost,
            left: BUDGET,
        }
    }

    /// The fix, if with it every node of these classes runs the Pod; they do not without. `None` as well where the
    /// budget does not allow to find out.
    pub(super) fn try_out(&mut self, group: &[u32], steps: Vec<FixStep>) -> Option<Fix> {
        let manifest = key(&steps, false);
        let tried = if manifest.is_empty() { None } else { Some(self.tried(manifest, &steps)?) };
        let tried = tried.and_then(|at| self.tried.get(at));
        let placement = tried.map_or(self.placement, |tried| &tried.placement);
        let (mut own, mut all) = (0, 0);
        for class in group {
            let (node, size) = (self.node(*class)?, self.size(*class));
            if !changed_verdict(placement, node, &steps).should_run {
                return None;
            }
            all += size;
            // What the manifest alone brings within the group is in its count for the fleet already.
            if tried.is_some() && placement.verdict(node).should_run {
                own += size;
            }
        }
        let (brings, loses) = tried.map_or((0, 0), |tried| (tried.brings, tried.loses));
        Some(Fix { steps, brings: brings - own + all, loses })
    }

    /// The position in `tried` of a change of the manifest.
    fn tried(&mut self, manifest: String, steps: &[FixStep]) -> Option<usize> {
        if let Some(known) = self.known.get(&manifest).copied() {
            return Some(known);
        }
        self.left = self.left.checked_sub(self.cost)?;
        let placement = Placement::of_pod_spec(&apply(&self.placement.spec, steps));
        let (mut brings, mut loses) = (0, 0);
        for (class, before) in (0_u32..).zip(self.verdicts) {
            let Some(node) = self.node(class) else { continue };
            let size = self.size(class);
            match (before.should_run, placement.verdict(node).should_run) {
                (false, true) => brings += size,
                (true, false) => loses += size,
                _ => {}
            }
        }
        let at = self.tried.len();
        self.tried.push(Tried { placement, brings, loses });
        self.known.or_insert(manifest, at);
        Some(at)
    }

    /// The first node of a class.
    pub(super) fn node(&self, class: u32) -> Option<NodeRef<'a>> {
        let position = self.classes.representatives.get(class as usize)?;
        self.fleet.get(*position as usize)
    }

    fn size(&self, class: u32) -> u32 {
        self.classes.sizes.get(class as usize).copied().unwrap_or_default()
    }
}

/// The verdict on a node with the steps on nodes taken.
fn changed_verdict(placement: &Placement, node: NodeRef<'_>, steps: &[FixStep]) -> Verdict {
    let label = |key: &str| {
        let change = steps.iter().find_map(|step| match step {
            FixStep::Label { key: changed, value, .. } if changed == key => Some(Some(value.as_str())),
            FixStep::Unlabel { key: changed } if changed == key => Some(None),
            _ => None,
        });
        change.unwrap_or_else(|| node.label(key))
    };
    let stays = |taint: &Taint| {
        !steps.iter().any(|step| match step {
            FixStep::Untaint { taint: gone } | FixStep::Recover { taint: gone } => {
                gone.key == taint.key && gone.effect == taint.effect
            }
            _ => false,
        })
    };
    placement.decide(node.name(), &label, node.taints(), &stays)
}
