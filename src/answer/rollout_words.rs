//! A rollout in words: what to know about it, and what holds it.

use super::rollout::{Stuck, seconds};
use crate::{
    controller::BURST,
    model::int_or_percent::IntOrPercent,
    simulation::{Cause, Outcome, Rollout, Stuck as Held},
};

/// What to know about a rollout, in sentences; nothing where there are no nodes.
pub(super) fn notes(rollout: &Rollout) -> Vec<String> {
    if rollout.nodes == 0 {
        return Vec::new();
    }
    if rollout.outcome == Outcome::Waiting {
        return vec![
            "With OnDelete nothing is replaced until somebody deletes the old Pods, node by node, with `kubectl delete pod`; \
             the Pod that comes instead is of the new template."
                .to_owned(),
        ];
    }
    let mut notes = budget_notes(rollout);
    notes.extend(availability_notes(rollout));
    if rollout.waves.len() > 1 || rollout.stuck.as_ref().is_some_and(|held| held.kept_back > 0) {
        notes.push(
            "Kubernetes does not say which node goes first: the order shown is one possible order."
                .to_owned(),
        );
    }
    if rollout.sliding {
        notes.push(
            "The rollout slides: the next Pod is replaced as soon as one is available, not when a wave is done."
                .to_owned(),
        );
    }
    notes
}

/// How the budget comes out of what is written.
fn budget_notes(rollout: &Rollout) -> Vec<String> {
    let (Some(budgets), Some(budget)) = (&rollout.budgets, rollout.budget) else { return Vec::new() };
    let total = rollout.nodes;
    let surge = budget.max_surge > 0;
    let (name, written, number) = if surge {
        ("maxSurge", &budgets.max_surge, budget.max_surge)
    } else {
        ("maxUnavailable", &budgets.max_unavailable, budget.max_unavailable)
    };
    let mut notes = Vec::new();
    if let (IntOrPercent::Text(text), Some(percent)) = (written, written.percent()) {
        let hundredths = i64::try_from(total).unwrap_or(i64::MAX).saturating_mul(percent);
        if hundredths % 100 != 0 {
            let (whole, part) = (hundredths / 100, hundredths % 100);
            let part = format!("{part:02}");
            let exact = format!("{whole}.{}", part.trim_end_matches('0'));
            notes.push(format!(
                "{name} {text} of {} is {exact}, and Kubernetes rounds up: {number}.",
                many(total, "node")
            ));
        }
    }
    if number >= total && total > 1 {
        notes.push(if surge {
            format!("maxSurge covers all {total} nodes: they all run two Pods at the same time.")
        } else {
            format!("maxUnavailable covers all {total} nodes: they are all without a Pod at the same time.")
        });
    }
    if number.min(total) > BURST {
        notes.push(format!(
            "One sync of the controller replaces at most {BURST} Pods; the next follows at once."
        ));
    }
    notes
}

/// Who is without a Pod, and for how long.
fn availability_notes(rollout: &Rollout) -> Vec<String> {
    let surge = rollout.budget.is_some_and(|budget| budget.max_surge > 0);
    let mut notes = Vec::new();
    match (surge, rollout.host_ports) {
        (false, _) => notes.push(format!(
            "Each node is without an available Pod from the deletion of the old one until the new one is available, here for \
             up to {} s: with maxUnavailable there is no update without such a gap.",
            seconds(rollout.longest_gap)
        )),
        (true, false) => notes.push(
            "With maxSurge the old Pod stays until the new one is available; for a while both run on the node."
                .to_owned(),
        ),
        (true, true) => notes.push(
            "The Pods ask for ports of their node, so a second one cannot start there: with maxSurge the new Pod stays \
             Pending for as long as the old one runs."
                .to_owned(),
        ),
    }
    if rollout.min_ready_seconds > 0 {
        let later = if surge { ", and with maxSurge the controller notices a second later" } else { "" };
        notes.push(format!(
            "With minReadySeconds a new Pod counts as available {} s after it is ready{later}; a Pod that fails before uses \
             the budget up and stops the rollout.",
            rollout.min_ready_seconds
        ));
    }
    if rollout.outcome == Outcome::Complete && rollout.settled > rollout.duration {
        notes.push(format!(
            "The last old Pod is gone after {} s; `kubectl rollout status` waits for it.",
            seconds(rollout.settled)
        ));
    }
    notes
}

/// What holds a rollout, and the way out.
pub(super) fn stuck(held: &Held) -> Stuck {
    let mut causes = Vec::new();
    let mut ways = Vec::new();
    for cause in [Cause::NeverGone, Cause::PortTaken, Cause::NeverReady] {
        let nodes: Vec<&str> = held
            .holders
            .iter()
            .filter(|holder| holder.cause == cause)
            .map(|holder| holder.node.as_str())
            .collect();
        if !nodes.is_empty() {
            causes.push(cause_words(cause, &nodes));
            ways.push(way_out(cause));
        }
    }
    let name = if held.surge { "maxSurge" } else { "maxUnavailable" };
    let rest = if held.kept_back > 0 {
        let lacking =
            if held.surge { "run a new Pod that is not available" } else { "are without an available Pod" };
        format!(
            ": {} of the {} that {name} allows {lacking}, so {} {} the old Pod",
            held.used,
            held.budget,
            many(held.kept_back, "node"),
            if held.kept_back == 1 { "keeps" } else { "keep" },
        )
    } else {
        "; every other node is updated".to_owned()
    };
    if held.kept_back > 0 && !held.holders.iter().any(|holder| holder.cause == Cause::PortTaken) {
        ways.push(format!("{name} of at least {} goes on around it", held.used + 1));
    }
    Stuck {
        message: causes.join(", and ") + &rest,
        nodes: held.holders.iter().map(|holder| holder.node.clone()).collect(),
        help: ways.join("; "),
    }
}

fn cause_words(cause: Cause, nodes: &[&str]) -> String {
    let shown: Vec<String> = nodes.iter().take(3).map(|node| format!("`{node}`")).collect();
    let more = nodes.len() - shown.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let names = shown.join(", ") + &more;
    let one = nodes.len() == 1;
    match cause {
        Cause::NeverGone if one => format!("the old Pod on {names} stays terminating"),
        Cause::NeverGone => format!("the old Pods on {names} stay terminating"),
        Cause::PortTaken if one => {
            format!("the new Pod on {names} stays Pending because the old one holds its host port")
        }
        Cause::PortTaken => {
            format!("the new Pods on {names} stay Pending because the old ones hold their host ports")
        }
        Cause::NeverReady if one => format!("the new Pod on {names} never becomes ready"),
        Cause::NeverReady => format!("the new Pods on {names} never become ready"),
    }
}

fn way_out(cause: Cause) -> String {
    match cause {
        Cause::NeverGone => {
            "bring the kubelet back, or, if the node is surely down, delete the Pod with `kubectl delete pod --force`"
        }
        Cause::PortTaken => {
            "set maxSurge to 0 and maxUnavailable to 1 or more, so that the old Pod goes before the new one comes"
        }
        Cause::NeverReady => {
            "find out with `kubectl describe pod` and `kubectl logs` why it is not ready, and apply a template that works, \
             or go back with `kubectl rollout undo`: a Pod that is not available is replaced at once, whatever the budget"
        }
    }
    .to_owned()
}

fn many(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
