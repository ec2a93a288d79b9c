//! A planner, and where each of its inputs lies.

use std::{cell::RefCell, mem};

use crate::{
    heap::{self, Arena},
    planner::Planner,
};

/// A text that a planner keeps.
#[derive(Clone, Copy)]
pub(super) enum Input {
    Manifest,
    Nodes,
    Pods,
    Previous,
}

struct Inputs {
    planner: Planner,
    arenas: [Arena; 4],
}

/// A planner that can be let go: what it kept is given back.
pub(super) struct Kept(Option<Box<Inputs>>);

// In boxes, since the handle that JavaScript frees should be small.
type Spare = RefCell<Vec<Box<Inputs>>>;

thread_local! {
    /// Those that were let go. The next planner takes one, since they lie where nothing is given back.
    static SPARE: Spare = const { RefCell::new(Vec::new()) };
}

impl Default for Kept {
    fn default() -> Self {
        let spare = SPARE.with_borrow_mut(Vec::pop);
        Self(Some(spare.unwrap_or_else(|| {
            heap::lasting(|| {
                Box::new(Inputs { planner: Planner::default(), arenas: [const { Arena::new() }; 4] })
            })
        })))
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if let Some(mut inputs) = self.0.take() {
            inputs.planner = Planner::default();
            inputs.arenas.iter_mut().for_each(Arena::give_back);
            heap::lasting(|| SPARE.with_borrow_mut(|spare| spare.push(inputs)));
        }
    }
}

impl Kept {
    /// Puts an input in the place of what was there; `None` for none.
    pub(super) fn set(&mut self, input: Input, text: Option<&[u8]>) {
        let Some(Inputs { planner, arenas }) = self.0.as_deref_mut() else { return };
        let mut arena = Arena::new();
        let has_pods = heap::within(&mut arena, || {
            match input {
                // A manifest is kept as a text too.
                Input::Manifest => planner.set_manifest(text.unwrap_or_default().to_vec()),
                Input::Nodes => return planner.read_nodes(text.unwrap_or_default()),
                Input::Pods => planner.set_pods(text),
                Input::Previous => planner.set_previous(text),
            }
            false
        });
        // Pods that stand among the nodes are kept with the others, where Pods lie.
        let pods = has_pods.then(|| planner.pods_text().to_vec());
        // Only now is what was there let go.
        if let Some(before) = arenas.get_mut(input as usize) {
            mem::replace(before, arena).give_back();
        }
        if let Some(pods) = pods {
            self.set(Input::Pods, Some(&pods));
        }
    }

    /// The planner, which is there until it is let go.
    pub(super) fn planner(&self) -> Option<&Planner> {
        self.0.as_deref().map(|inputs| &inputs.planner)
    }
}
