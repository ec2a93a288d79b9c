//! What the engine answers, as JavaScript sees it: the only room that serialises, and the source of the TypeScript
//! declarations.
//!
//! Nothing is decided here. The other rooms hand over data; this one gives it names, words and places.

mod change;
mod change_words;
mod current;
mod current_words;
mod diagnostic;
mod effect;
mod json;
mod kubectl;
mod plan;
mod pod;
mod risk;
mod risk_words;
mod rollout;
mod rollout_words;
mod scheduling;
mod step;
mod stuck_words;
mod takes;
mod timeline;
mod tree;
mod verdict;

pub use change::{Change, FieldChange};
pub use current::{Current, CurrentRevision, ExistingPod, NewPod};
pub use diagnostic::{Diagnostic, Position, Range, Severity, Source};
pub use effect::{Effect, NodeEffect, RunSummary};
pub use json::to_json;
pub use kubectl::{Kubectl, RolloutLine};
pub use plan::{Admission, DaemonSetPlan, LeftAside, NodesSummary, Plan, Reading, Versions};
pub use pod::{AddedField, PodSummary};
pub use risk::{FieldPlace, PodSecurity, Risk, RiskMount, SecurityCheck, host_access};
pub use rollout::{
    BudgetUse, Estimate, NodeProgress, Outcome, Rollout, Strategy, Stuck, StuckCause, StuckKind, Wave, WayOut,
};
pub use rollout_words::{duration, endless_notes, many};
pub use scheduling::{NodeScheduling, ResourceShare, SchedulingReason, SchedulingWords};
pub use step::{DaemonSetStatus, Step};
pub use takes::{NodeKind, TakenResource, Takes};
pub use timeline::{BudgetState, Happens, LIFECYCLE, PodLife, Timeline, TimelineEntry};
pub use verdict::{
    Closest, Fix, FixStep, FixStepKind, NodeGroup, NodeVerdict, Reason, ReasonDetail, TaintAnswer,
    TolerationAnswer, added_tolerations, verdicts,
};
