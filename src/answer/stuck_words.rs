//! What holds a rollout, in words, and the ways out with what they cost.

use super::{
    rollout::{Stuck, StuckCause, WayOut, seconds},
    rollout_words::{duration, many},
};
use crate::{
    model::list::Joined,
    scheduler::Reason,
    simulation::{Cause, Holder, Stuck as Held},
};

const CAUSES: [Cause; 8] = [
    Cause::NeverGone,
    Cause::PortTaken,
    Cause::NoRoom,
    Cause::Unfit,
    Cause::Pending,
    Cause::Refused,
    Cause::NeverReady,
    Cause::Overslept,
];

/// What holds a rollout, and the ways out. `gap` is how long a replaced node is without a Pod, as far as can be told.
pub(super) fn stuck(held: &Held, gap: f64) -> Stuck {
    let mut causes = Vec::new();
    let mut ways = Vec::new();
    for cause in CAUSES {
        let (mut holders, mut nodes) = (Vec::new(), Vec::new());
        for holder in &held.holders {
            if holder.cause == cause {
                holders.push(holder);
                nodes.push(holder.node.clone());
            }
        }
        if !holders.is_empty() {
            causes.push(StuckCause { what: cause.into(), nodes, text: cause_words(cause, &holders) });
            ways_out(cause, &holders, held, gap, &mut ways);
        }
    }
    let name = if held.surge { "maxSurge" } else { "maxUnavailable" };
    let overslept = held.holders.iter().any(|holder| holder.cause == Cause::Overslept);
    let rest = if overslept {
        String::new()
    } else if held.kept_back > 0 {
        let keep = if held.kept_back == 1 { "keeps" } else { "keep" };
        let nodes = many(held.kept_back, "node");
        format!(": {name} is used up ({} of {}), so {nodes} {keep} the old Pod", held.used, held.budget)
    } else {
        "; every other node is updated".to_owned()
    };
    let around =
        |holder: &Holder| !matches!(holder.cause, Cause::PortTaken | Cause::NoRoom | Cause::Overslept);
    if held.kept_back > 0 && held.holders.iter().all(around) {
        let budget = held.used + 1;
        ways.push(WayOut {
            action: format!("a {name} of at least {budget} goes on around it"),
            cost: if held.surge {
                format!("up to {} run two Pods at once", many(budget, "node"))
            } else {
                format!("up to {} are without an available Pod at once", many(budget, "node"))
            },
            command: None,
        });
    }
    let (mut texts, mut actions, mut nodes) = (Vec::new(), Vec::new(), Vec::new());
    for cause in &causes {
        texts.push(cause.text.as_str());
    }
    for way in &ways {
        actions.push(way.action.as_str());
    }
    for holder in &held.holders {
        nodes.push(holder.node.clone());
    }
    Stuck {
        message: texts.joined(", and ") + &rest,
        help: actions.joined("; "),
        nodes,
        blame: blame(held),
        causes,
        ways_out: ways,
    }
}

/// Where to look: at the nodes, at the template, at what was so before.
fn blame(held: &Held) -> Option<String> {
    let (mut failing, mut before, mut unwanted) = (0, 0, 0);
    for holder in &held.holders {
        failing += usize::from(holder.cause == Cause::NeverReady && !holder.unwanted);
        before += usize::from(holder.was_down);
        unwanted += usize::from(holder.unwanted);
    }
    let mut said = Vec::new();
    if failing > 0 && held.available == 0 {
        said.push(
            "No new Pod is available anywhere: look at the new template first, not at the nodes.".to_owned(),
        );
    } else if failing > 0 {
        said.push(format!(
            "New Pods are available on {}: look at what differs on those that fail.",
            many(held.available, "other node")
        ));
    }
    if before > 0 && !held.surge {
        let were = if before == 1 { "was" } else { "were" };
        said.push(format!(
            "{} {were} without an available Pod before the update began. Since Kubernetes 1.31 that uses maxUnavailable up{}.",
            many(before, "node"),
            if held.before_1_31 { "; before, it did not, until the old Pod was deleted" } else { "" }
        ));
    }
    if unwanted > 0 {
        said.push(format!(
            "{} should not run the Pod, and count all the same as long as one is there.",
            many(unwanted, "node")
        ));
    }
    (!said.is_empty()).then(|| said.joined(" "))
}

fn cause_words(cause: Cause, holders: &[&Holder]) -> String {
    let mut shown = Vec::new();
    let mut waited = None;
    let mut reachable = false;
    for holder in holders {
        if shown.len() < 3 {
            shown.push(["`", &holder.node, "`"].concat());
        }
        waited = waited.max(holder.waited);
        reachable |= !holder.silent;
    }
    let more = holders.len() - shown.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let names = shown.joined(", ") + &more;
    let one = holders.len() == 1;
    let silent = if reachable {
        ""
    } else if one {
        ", whose kubelet does not answer,"
    } else {
        ", whose kubelets do not answer,"
    };
    match cause {
        Cause::NeverGone if one => format!("the old Pod on {names}{silent} stays terminating"),
        Cause::NeverGone => format!("the old Pods on {names}{silent} stay terminating"),
        Cause::PortTaken if one => {
            format!("the new Pod on {names} stays Pending because the old one holds its host port")
        }
        Cause::PortTaken => {
            format!("the new Pods on {names} stay Pending because the old ones hold their host ports")
        }
        Cause::Refused => {
            let mut words = said(holders, &Reason::refusal);
            if words.is_empty() {
                "NodePorts".clone_into(&mut words);
            }
            format!(
                "the kubelet refuses the new Pod on {names} ({words}), and the controller makes it anew for ever"
            )
        }
        Cause::NoRoom | Cause::Unfit => {
            let words = said(holders, &Reason::words);
            let pods = if one { "Pod" } else { "Pods" };
            let stay = if one { "stays" } else { "stay" };
            let old = if one { " beside the old one" } else { " beside the old ones" };
            let beside = if cause == Cause::NoRoom { old } else { "" };
            format!("the new {pods} on {names} {stay} Pending{beside} ({words})")
        }
        Cause::Pending if one => format!("the new Pod on {names} stays Pending"),
        Cause::Pending => format!("the new Pods on {names} stay Pending"),
        Cause::NeverReady if let (true, Some(waited)) = (one, waited) => {
            format!("the new Pod on {names}{silent} has not been ready for {}", duration(seconds(waited)))
        }
        Cause::NeverReady if one => format!("the new Pod on {names}{silent} never becomes ready"),
        Cause::NeverReady => format!("the new Pods on {names}{silent} never become ready"),
        Cause::Overslept => format!(
            "nothing is wrong with {names}, but the controller does not notice that the new Pod is available"
        ),
    }
}

/// What is against the Pods, each thing once.
fn said(holders: &[&Holder], words: &dyn Fn(&Reason) -> String) -> String {
    let mut all: Vec<String> = Vec::new();
    for holder in holders {
        for reason in &holder.reasons {
            let said = words(reason);
            if !all.contains(&said) {
                all.push(said);
            }
        }
    }
    all.joined(", ")
}

fn ways_out(cause: Cause, holders: &[&Holder], held: &Held, gap: f64, ways: &mut Vec<WayOut>) {
    let Some(first) = holders.first() else { return };
    let node = &first.node;
    let mut way = |action: &str, cost: String, command: Option<String>| {
        ways.push(WayOut { action: action.to_owned(), cost, command });
    };
    match cause {
        Cause::NeverGone => {
            way(
                "bring the kubelet back, or, if the node is surely down, delete the Pod with `kubectl delete pod --force`",
                "if the node is only cut off, its container goes on running beside what comes next"
                    .to_owned(),
                Some("kubectl delete pod --force --grace-period=0 …".to_owned()),
            );
            way(
                "take the node out of the cluster if it does not come back",
                "the Pod garbage collector takes its Pods 40 s later or more".to_owned(),
                Some(format!("kubectl delete node {node}")),
            );
        }
        Cause::PortTaken | Cause::NoRoom => way(
            "set maxSurge to 0 and maxUnavailable to 1 or more, so that the old Pod goes before the new one comes",
            format!("each node is without a Pod for a while, {} or so", duration(gap)),
            None,
        ),
        Cause::Unfit | Cause::Refused => way(
            "make room there, ask for less, or keep the Pods off with a nodeSelector or an affinity",
            "what else runs there, or those nodes without the Pod".to_owned(),
            None,
        ),
        Cause::Pending => way(
            "find out with `kubectl describe pod` why the scheduler does not place it",
            "nothing".to_owned(),
            Some("kubectl describe pod …".to_owned()),
        ),
        Cause::Overslept => way(
            "make it look, by any change of the DaemonSet: its queue kept the soonest of several wishes to look again, which was too early; \
             by itself it looks when something changes, or 12 hours later or more",
            "nothing".to_owned(),
            Some("kubectl annotate daemonset/… looked=1".to_owned()),
        ),
        Cause::NeverReady => way(
            "find out with `kubectl describe pod` and `kubectl logs` why it is not ready, and apply a template that works, \
             or go back with `kubectl rollout undo`: a Pod that is not available is replaced at once, whatever the budget",
            format!(
                "the nodes that have the new Pod are replaced once more: {}",
                many(held.available + holders.len(), "node")
            ),
            Some("kubectl rollout undo daemonset/…".to_owned()),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{Held, stuck};
    use crate::simulation::{Cause, Holder};

    fn held(nodes: usize, cause: Cause, used: usize, budget: usize, surge: bool, kept_back: usize) -> Held {
        let holder = |number: usize| Holder {
            node: format!("n{number}"),
            cause,
            reasons: Vec::new(),
            waited: None,
            was_down: false,
            silent: false,
            unwanted: false,
        };
        Held {
            holders: (0..nodes).map(holder).collect(),
            used,
            budget,
            surge,
            kept_back,
            available: 0,
            before_1_31: false,
        }
    }

    #[test]
    fn what_holds_a_rollout_is_said_with_its_arithmetic() {
        for (held, message, help_ends) in [
            (
                held(1, Cause::NeverReady, 1, 1, false, 2),
                "the new Pod on `n0` never becomes ready: maxUnavailable is used up (1 of 1), so 2 nodes keep the old Pod",
                "; a maxUnavailable of at least 2 goes on around it",
            ),
            (
                held(5, Cause::NeverGone, 5, 5, false, 1),
                "the old Pods on `n0`, `n1`, `n2` and 2 more stay terminating: maxUnavailable is used up (5 of 5), so 1 node \
                 keeps the old Pod",
                "; a maxUnavailable of at least 6 goes on around it",
            ),
            (
                held(1, Cause::PortTaken, 1, 1, true, 3),
                "the new Pod on `n0` stays Pending because the old one holds its host port: maxSurge is used up (1 of 1), so \
                 3 nodes keep the old Pod",
                "so that the old Pod goes before the new one comes",
            ),
            (
                held(2, Cause::NeverReady, 2, 3, false, 0),
                "the new Pods on `n0`, `n1` never become ready; every other node is updated",
                "is replaced at once, whatever the budget",
            ),
        ] {
            let stuck = stuck(&held, 15.0);
            assert_eq!(stuck.message, message);
            assert!(stuck.help.ends_with(help_ends), "{}", stuck.help);
            assert_eq!(stuck.nodes.len(), held.holders.len());
            assert!(stuck.ways_out.iter().all(|way| !way.cost.is_empty()));
        }
    }

    #[test]
    fn blame_tells_the_template_from_the_nodes() {
        let mut everywhere = held(2, Cause::NeverReady, 2, 2, false, 5);
        let said = |held: &Held| stuck(held, 15.0).blame.unwrap_or_default();
        assert!(said(&everywhere).starts_with("No new Pod is available anywhere"));
        everywhere.available = 3;
        assert!(said(&everywhere).starts_with("New Pods are available on 3 other nodes"));
        let mut cut_off = held(3, Cause::NeverGone, 3, 2, false, 161);
        for holder in &mut cut_off.holders {
            (holder.was_down, holder.silent, holder.unwanted) = (true, true, true);
        }
        assert_eq!(
            said(&cut_off),
            "3 nodes were without an available Pod before the update began. Since Kubernetes 1.31 that uses maxUnavailable up. 3 \
             nodes should not run the Pod, and count all the same as long as one is there."
        );
        assert!(stuck(&cut_off, 15.0).message.contains("whose kubelets do not answer, stay terminating"));
    }
}
