//! A rollout in words: what to know about it.

use super::rollout::seconds;
use crate::{
    controller::BURST,
    model::{float::plain, int_or_percent::IntOrPercent, list::Growing, list::Joined},
    simulation::{Outcome, Rollout, Run},
};

/// What to know about a rollout, in sentences; nothing where there are no nodes.
pub(super) fn notes(rollout: &Rollout) -> Vec<String> {
    if rollout.nodes == 0 {
        return Vec::new();
    }
    if rollout.progress.is_empty() {
        return vec![
            "Every node that should run the Pod has an available one of this template, and no other."
                .to_owned(),
        ];
    }
    if rollout.outcome == Outcome::Waiting {
        return vec![
            "With OnDelete nothing is replaced until somebody deletes the old Pods, node by node, with `kubectl delete pod`; \
             the Pod that comes instead is of the new template."
                .to_owned(),
        ];
    }
    let mut notes = budget_notes(rollout);
    if rollout.begun > 0 {
        notes.push(format!("Wave 1 had begun before, on {}.", many(rollout.begun, "node")));
    }
    notes.grow(availability_notes(rollout));
    if (rollout.waves.len() > 1 && rollout.budget.is_some())
        || rollout.stuck.as_ref().is_some_and(|held| held.kept_back > 0)
    {
        notes.push(
            "Kubernetes does not say which node goes first: the order shown is one possible order."
                .to_owned(),
        );
    }
    notes.grow(slow_note(rollout));
    if rollout.sliding {
        notes.push(
            "The rollout slides: the next Pod is replaced as soon as one is available, not when a wave is done."
                .to_owned(),
        );
    }
    notes
}

/// A rollout that takes long and is not stuck.
fn slow_note(rollout: &Rollout) -> Option<String> {
    let total = seconds(rollout.duration);
    let waves = rollout.waves.len();
    if rollout.outcome != Outcome::Complete || total < SLOW || waves < 10 {
        return None;
    }
    let each = duration(seconds(rollout.longest_gap));
    Some(format!(
        "It is slow, not stuck: {waves} waves, one after the other, up to {each} for a node. A larger budget is faster."
    ))
}

/// Half an hour, in seconds.
const SLOW: f64 = 1_800.0;

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
        (false, _) if rollout.waves.is_empty() => {}
        (false, _) if rollout.outcome == Outcome::Stuck => notes.push(
            "Each node is without an available Pod from the deletion of the old one until the new one is available; those that hold the \
             update stay without."
                .to_owned(),
        ),
        (false, _) if rollout.budget.is_none() => notes.push(format!(
            "Each node is without an available Pod from the deletion of the old one until the new one is available, here for up to {}.",
            duration(seconds(rollout.longest_gap))
        )),
        (false, _) => notes.push(format!(
            "Each node is without an available Pod from the deletion of the old one until the new one is available, here for \
             up to {}: with maxUnavailable there is no update without such a gap.",
            duration(seconds(rollout.longest_gap))
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
            plain(seconds(rollout.settled))
        ));
    }
    notes
}

/// On which nodes Pods are made anew for ever.
pub fn endless_notes(run: &Run<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    for refused in [false, true] {
        let mut first = None;
        let mut others = 0;
        for (node, stay) in run.endless() {
            if stay.is_none() == refused {
                others += usize::from(first.is_some());
                first = first.or_else(|| run.nodes().get(*node).map(|node| (node, *stay)));
            }
        }
        let Some((node, stay)) = first else { continue };
        let others = if others > 0 { format!(" and {}", many(others, "other node")) } else { String::new() };
        let why = stay.map_or_else(
            || "the kubelet refuses the Pod, which fails, and the controller deletes it and makes it anew, after waits that double from \
                1 s to 15 min".to_owned(),
            |stay| {
                let stay = duration(seconds(stay));
                format!("the Pod tolerates a NoExecute taint for {stay} only, is evicted, and the controller, which does not look at \
                    tolerationSeconds, makes it anew")
            },
        );
        notes.push(format!(
            "On `{node}`{others} this goes on for ever: {why}. {} are shown.",
            if refused { "The first times" } else { "Three times" }
        ));
    }
    notes
}

/// A time span as people say it, rounded to a second: `0 s`, `45 s`, `1 min 15 s`, `2 h 5 min`, `3 d 4 h`.
pub fn duration(seconds: f64) -> String {
    const UNITS: [(u64, &str); 4] = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")];
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates")]
    let total = seconds.round() as u64;
    let first = UNITS.iter().position(|(size, _)| total >= *size).unwrap_or(UNITS.len() - 1);
    let mut rest = total;
    let mut parts = Vec::new();
    for (size, unit) in UNITS.iter().skip(first).take(2) {
        let amount = rest / size;
        rest %= size;
        if amount > 0 || parts.is_empty() {
            parts.push(format!("{amount} {unit}"));
        }
    }
    parts.joined(" ")
}

/// A number and its noun: `1 node`, `2 nodes`.
pub fn many(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::{duration, notes};
    use crate::{
        apiserver::admit,
        controller::Verdict,
        model::{fleet::Fleet, testing::json, value::Value},
        simulation::{Timings, rollout},
    };

    #[test]
    fn durations_are_said_as_people_say_them() {
        for (seconds, expected) in [
            (0.0, "0 s"),
            (0.6, "1 s"),
            (75.0, "1 min 15 s"),
            (60.0, "1 min"),
            (3_600.0, "1 h"),
            (7_509.0, "2 h 5 min"),
            (90_000.0, "1 d 1 h"),
        ] {
            assert_eq!(duration(seconds), expected);
        }
    }

    fn notes_of(
        nodes: usize,
        strategy: &Value,
        min_ready_seconds: i32,
        host_port: Option<u16>,
    ) -> Vec<String> {
        let ports = host_port.map_or(json!([]), |port| json!([{ "containerPort": port, "hostPort": port }]));
        let labels = json!({ "app": "a" });
        let container = json!({ "name": "c", "image": "i", "ports": ports });
        let object = json!({
            "apiVersion": "apps/v1",
            "kind": "DaemonSet",
            "metadata": { "name": "a", "namespace": "default" },
            "spec": {
                "selector": { "matchLabels": labels },
                "template": { "metadata": { "labels": labels }, "spec": { "containers": [container] } },
                "minReadySeconds": min_ready_seconds,
                "updateStrategy": strategy,
            },
        });
        let mut fleet = Fleet::new();
        (0..nodes).for_each(|number| fleet.push(&format!("n{number}"), &[], Vec::new(), false, None));
        let verdicts = vec![Verdict { should_run: true, should_continue_running: true }; nodes];
        notes(&rollout(&admit(&object).unwrap(), &fleet, &verdicts, &Timings::default()))
    }

    const ORDER: &str = "Kubernetes does not say which node goes first";

    #[test]
    fn notes_say_what_matters_here() {
        let unavailable =
            |budget: Value| json!({ "rollingUpdate": { "maxUnavailable": budget, "maxSurge": 0 } });
        let surge = |budget: Value| json!({ "rollingUpdate": { "maxUnavailable": 0, "maxSurge": budget } });
        let gap = "Each node is without an available Pod from the deletion of the old one";
        let beside = "With maxSurge the old Pod stays until the new one is available";
        let rest = "The last old Pod is gone after";
        for (nodes, strategy, min_ready_seconds, host_port, expected) in [
            (0, unavailable(json!(1)), 0, None, vec![]),
            (1, unavailable(json!(1)), 0, None, vec![gap]),
            (
                3,
                json!({ "type": "OnDelete" }),
                0,
                None,
                vec!["With OnDelete nothing is replaced until somebody deletes"],
            ),
            (
                5,
                unavailable(json!("10%")),
                0,
                None,
                vec!["maxUnavailable 10% of 5 nodes is 0.5, and Kubernetes rounds up: 1.", gap, ORDER],
            ),
            (4, unavailable(json!("50%")), 0, None, vec![gap, ORDER]),
            (2, unavailable(json!(2)), 0, None, vec!["maxUnavailable covers all 2 nodes", gap]),
            (2, surge(json!(1)), 0, None, vec![beside, rest, ORDER]),
            (
                2,
                surge(json!(1)),
                30,
                None,
                vec![
                    beside,
                    "With minReadySeconds a new Pod counts as available 30 s after it is ready, and with",
                    rest,
                    ORDER,
                ],
            ),
            (2, surge(json!(1)), 0, Some(80), vec!["The Pods ask for ports of their node", ORDER]),
        ] {
            let found = notes_of(nodes, &strategy, min_ready_seconds, host_port);
            let fits = found.len() == expected.len()
                && found.iter().zip(&expected).all(|(note, start)| note.starts_with(start));
            assert!(fits, "{nodes} nodes, {strategy}: {found:#?}");
        }
    }
}
