//! The cluster as it is, in words.

use super::{rollout_words::many, step::DaemonSetStatus};
use crate::controller::{Inspection, PodFate, revision::Origin};

pub(super) fn revision(from: Origin) -> &'static str {
    match from {
        Origin::Given => "The options say which revision is the current one.",
        Origin::History => "A ControllerRevision in the paste has this template.",
        Origin::Generation => "Pods carry the template generation of the manifest.",
        Origin::NewestPod => {
            "Taken from the newest Pod, since nothing in the paste decides. If the template was changed since, paste the ControllerRevisions too, or \
             set the option `revision`."
        }
        Origin::AllCurrent => {
            "Nothing decides of which template the Pods are: all count as made from this one. The option `podsRevision` says otherwise."
        }
        Origin::AllPrevious => {
            "Nothing decides of which template the Pods are: all count as made from the one before. The option `podsRevision` says otherwise."
        }
        Origin::Nothing => "No Pod is of this template yet.",
    }
}

pub(super) fn fate(fate: PodFate) -> &'static str {
    match fate {
        PodFate::Stays => "its node should run it, and it is of the current template",
        PodFate::Waits => "it is of an older template, and its turn has not come",
        PodFate::Tolerated => "its node should not run it, but a NoSchedule taint leaves alone what is there",
        PodFate::Terminating => "it is being deleted",
        PodFate::Stranded => "its node is gone; the Pod garbage collector takes it about 40 s later",
        PodFate::Ended => "it has ended; a new one is made once it is gone",
        PodFate::BacksOff => {
            "it failed, and so did others before it on this node: the controller waits before it deletes it"
        }
        PodFate::NotWanted => "its node may not run it any more",
        PodFate::Surplus => "its node has another one",
        PodFate::OldAndDown => "it is of an older template and not available, so it goes outside the budget",
        PodFate::Old => "it is of an older template, and the budget allows it",
        PodFate::Superseded => {
            "it is of an older template, and the new one on its node is available, or it is not itself"
        }
        PodFate::NeverBound => "it never got to its node, which is gone",
    }
}

pub(super) fn created(beside_old: bool) -> &'static str {
    if beside_old {
        "a new one comes beside the old one: maxSurge allows it"
    } else {
        "the node should run one and has none"
    }
}

/// What the controller does next.
pub(super) fn next(inspection: &Inspection<'_>) -> String {
    let mut deleted = 0;
    for pod in &inspection.pods {
        deleted += usize::from(pod.fate.is_deleted());
    }
    let pods = |count| many(count, "Pod");
    match (inspection.create.len(), deleted) {
        _ if inspection.error.is_some() => "The controller fails, and tries again.".to_owned(),
        (0, 0) => "The controller has nothing to do.".to_owned(),
        (created, 0) => format!("The controller creates {}.", pods(created)),
        (0, deleted) => format!("The controller deletes {}.", pods(deleted)),
        (created, deleted) => {
            format!("The controller creates {} and deletes {}.", pods(created), pods(deleted))
        }
    }
}

/// The numbers that differ from those that the manifest carries.
pub(super) fn differences(now: DaemonSetStatus, written: Option<DaemonSetStatus>) -> Vec<String> {
    let Some(written) = written else { return Vec::new() };
    let numbers = [
        ("currentNumberScheduled", now.current_number_scheduled, written.current_number_scheduled),
        ("desiredNumberScheduled", now.desired_number_scheduled, written.desired_number_scheduled),
        ("numberAvailable", now.number_available, written.number_available),
        ("numberMisscheduled", now.number_misscheduled, written.number_misscheduled),
        ("numberReady", now.number_ready, written.number_ready),
        ("numberUnavailable", now.number_unavailable, written.number_unavailable),
        ("updatedNumberScheduled", now.updated_number_scheduled, written.updated_number_scheduled),
    ];
    let mut sentences: Vec<String> = Vec::new();
    for (name, now, written) in &numbers {
        if now != written {
            sentences.push(format!("{name} is {now} by this paste, and {written} in the manifest's status."));
        }
    }
    if written.observed_generation < now.observed_generation {
        sentences.push(
            "The controller had not seen the last change of the manifest when it wrote that.".to_owned(),
        );
    } else if !sentences.is_empty() {
        sentences.push(
            "Either Pods and manifest were read at different moments, or Pods or nodes are missing here."
                .to_owned(),
        );
    }
    sentences
}
