//! A plan as text that a person can read and compare.

use std::fmt::Write;

use daemonset_planner::answer::{
    Admission, Change, Current, DaemonSetPlan, Effect, NodeGroup, NodeKind, NodeVerdict, Plan, Range,
    Rollout, TakenResource, Takes, Timeline, TimelineEntry,
};

/// The whole plan; findings first, then each DaemonSet.
pub(crate) fn plan(plan: &Plan) -> String {
    let mut out = String::new();
    for found in &plan.diagnostics {
        let place = found.range.map_or(String::new(), |range| format!(" {}", place(range)));
        writeln!(out, "{:?} {:?}{place} [{}] {}", found.severity, found.source, found.code, found.message)
            .unwrap();
        if let Some(help) = &found.help {
            writeln!(out, "    help: {}", help.replace('\n', "\n          ")).unwrap();
        }
    }
    for other in &plan.left_aside {
        writeln!(out, "left aside: {} {} {}", other.count, other.api_version, other.kind).unwrap();
    }
    for daemon_set in &plan.daemon_sets {
        one(&mut out, daemon_set);
    }
    out
}

fn one(out: &mut String, plan: &DaemonSetPlan) {
    writeln!(out, "\n{}/{}: {}", plan.namespace, plan.name, plan.headline).unwrap();
    if let Admission { accepted: false, code, message, .. } = &plan.admission {
        writeln!(out, "  refused {}: {}", code.unwrap_or_default(), message.as_deref().unwrap_or_default())
            .unwrap();
    }
    plan.change.iter().for_each(|change| change_lines(out, change));
    plan.groups.iter().for_each(|group| group_lines(out, group));
    plan.nodes.iter().for_each(|node| scheduling_lines(out, node));
    plan.takes.iter().for_each(|takes| takes_lines(out, takes));
    plan.current.iter().for_each(|current| current_lines(out, current));
    plan.rollout.iter().for_each(|rollout| rollout_lines(out, rollout));
    if plan.effect.is_some() || !plan.plans.is_empty() {
        plan.timeline.iter().for_each(|timeline| timeline_lines(out, timeline));
    }
    plan.effect.iter().for_each(|effect| effect_lines(out, effect));
    for other in &plan.plans {
        writeln!(
            out,
            "  plan {}: {:?} after {} s, at most {} down, {} s on one node",
            other.name,
            other.outcome,
            other.duration_seconds,
            other.most_unavailable,
            other.longest_gap_seconds
        )
        .unwrap();
    }
    if let Some(pod) = &plan.pod {
        for access in &pod.host_access {
            writeln!(out, "  host access: {access}").unwrap();
        }
        // Of every other template the last levels complain.
        if !pod.host_access.is_empty() {
            risk_lines(out, plan);
        }
    }
}

fn risk_lines(out: &mut String, plan: &DaemonSetPlan) {
    let at = |range: Option<Range>| range.map_or(String::new(), |range| format!(" ({})", place(range)));
    for risk in &plan.risk {
        let owner = if risk.owner.is_empty() { String::new() } else { format!(" of {}", risk.owner) };
        writeln!(out, "  risk {}{owner}, {}: {}{}", risk.kind, risk.level, risk.what, at(risk.range))
            .unwrap();
        for mount in &risk.mounts {
            let access = if mount.read_only { "read-only" } else { "writable" };
            writeln!(
                out,
                "    mounted by {} at {}, {access}{}",
                mount.container,
                mount.mount_path,
                at(mount.range)
            )
            .unwrap();
        }
    }
    if let Some(security) = &plan.pod_security {
        writeln!(out, "  Pod Security: {}", security.level).unwrap();
        for check in &security.checks {
            let places: Vec<String> =
                check.paths.iter().map(|found| format!("{}{}", found.path, at(found.range))).collect();
            writeln!(out, "    {} {}: {} ({})", check.level, check.id, check.reason, check.detail).unwrap();
            writeln!(out, "      {}", places.join(", ")).unwrap();
        }
    }
}

fn change_lines(out: &mut String, change: &Change) {
    let generation = if change.new_generation { " (new generation)" } else { "" };
    writeln!(out, "  change{generation}: {}", change.headline).unwrap();
    if let Some(message) = &change.message {
        writeln!(out, "    refused: {message}").unwrap();
    }
    for field in &change.differences {
        let mark = if field.rollout { "*" } else { "·" };
        let what = match (&field.old, &field.new) {
            (None, new) => format!("+ {}", new.as_deref().unwrap_or_default()),
            (Some(old), None) => format!("− {old}"),
            (Some(old), Some(new)) => format!("{old} → {new}"),
        };
        let order = if field.reordered { " in another order" } else { "" };
        let before = if field.new.is_none() { "before: " } else { "" };
        let at = field.range.map_or(String::new(), |range| format!(" ({before}{})", place(range)));
        writeln!(out, "    {mark} {}{order}: {what}{at}", field.path).unwrap();
    }
    for (what, nodes) in [("joins", &change.joins), ("leaves", &change.leaves), ("keeps", &change.keeps)] {
        if !nodes.is_empty() {
            writeln!(out, "    {what}: {}", nodes.join(", ")).unwrap();
        }
    }
    for note in &change.notes {
        writeln!(out, "    note: {note}").unwrap();
    }
}

/// A node that is wanted and cannot have its Pod.
fn scheduling_lines(out: &mut String, node: &NodeVerdict) {
    let Some(found) = node.scheduling.as_ref().filter(|found| found.fits == Some(false)) else { return };
    writeln!(out, "  cannot start: {}", node.name).unwrap();
    for reason in &found.reasons {
        writeln!(out, "    ✗ {}", reason.message).unwrap();
    }
    if let Some(refused) = &found.refused {
        writeln!(out, "    refused by the kubelet: {refused}").unwrap();
    }
    for pod in &found.evicts {
        writeln!(out, "    evicts {pod}").unwrap();
    }
    if let Some(message) = &found.message {
        writeln!(out, "    {message}").unwrap();
    }
}

/// What it takes, where a node says what it has.
fn takes_lines(out: &mut String, takes: &Takes) {
    if takes.kinds.is_empty() {
        return;
    }
    for TakenResource { name, per_pod, total, peak } in &takes.resources {
        writeln!(
            out,
            "  takes {name}: {per_pod} a Pod, {total} on {} nodes, {peak} with {} more in a surge",
            takes.nodes, takes.surge
        )
        .unwrap();
    }
    for NodeKind { instance_type, nodes, allocatable, share } in &takes.kinds {
        let kind = instance_type.as_deref().unwrap_or("no instance type");
        writeln!(out, "    {nodes} of {kind} with {allocatable:?}: {share:.3?}").unwrap();
    }
    if !takes.no_room.is_empty() {
        writeln!(out, "    no room on {}", takes.no_room.join(", ")).unwrap();
    }
}

fn group_lines(out: &mut String, group: &NodeGroup) {
    let verdict = match (group.should_run, group.should_continue_running) {
        (true, _) => "runs",
        (false, true) => "no new Pod, a running one stays",
        (false, false) => "no Pod",
    };
    writeln!(out, "  {verdict}: {}", names(&group.nodes)).unwrap();
    for reason in group.reasons.iter() {
        let place = reason.range.map_or(String::new(), |range| format!(" ({})", place(range)));
        writeln!(out, "    {} {}{place}", if reason.decides { "✗" } else { "·" }, reason.message).unwrap();
    }
    for fix in &group.fixes {
        writeln!(out, "    fix (+{} −{}): {}", fix.brings, fix.loses, fix.summary).unwrap();
        for step in &fix.steps {
            for text in [&step.yaml, &step.command].into_iter().flatten() {
                writeln!(out, "        {}", text.trim_end().replace('\n', "\n        ")).unwrap();
            }
        }
    }
}

fn current_lines(out: &mut String, current: &Current) {
    writeln!(out, "  as it is at {}: {}", current.now, current.next).unwrap();
    writeln!(
        out,
        "    revision {} ({}): {}",
        current.revision.hash, current.revision.from, current.revision.message
    )
    .unwrap();
    for pod in &current.pods {
        let facts = [
            (pod.current, "current"),
            (!pod.current, "old"),
            (pod.ended, "ended"),
            (pod.ready && !pod.available, "ready, not available"),
            (!pod.ready, "not ready"),
            (pod.terminating, "terminating"),
            (pod.misscheduled, "misscheduled"),
            (pod.adopted, "adopted"),
        ];
        let facts: Vec<&str> = facts.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect();
        let verb = if pod.deleted { "delete" } else { "leave" };
        writeln!(out, "    {verb} {} on {} ({}): {}", pod.name, pod.node, facts.join(", "), pod.why).unwrap();
    }
    for new in &current.create {
        writeln!(out, "    create on {}: {}", new.node, new.why).unwrap();
    }
    if current.other_pods > 0 {
        writeln!(out, "    not of this DaemonSet: {}", current.other_pods).unwrap();
    }
    writeln!(out, "    status: {}", serde_json::to_string(&current.status).unwrap()).unwrap();
    for line in current.differences.iter().chain(&current.error) {
        writeln!(out, "    ! {line}").unwrap();
    }
}

fn rollout_lines(out: &mut String, rollout: &Rollout) {
    let budget = rollout.budget.map_or(String::new(), |budget| {
        format!(", maxUnavailable {}, maxSurge {}", budget.max_unavailable, budget.max_surge)
    });
    writeln!(
        out,
        "  update: {:?}, {:?} after {} s, at most {} down, {} s on one node{budget}",
        rollout.strategy,
        rollout.outcome,
        rollout.duration_seconds,
        rollout.most_unavailable,
        rollout.longest_gap_seconds
    )
    .unwrap();
    if let Some(estimate) = &rollout.estimate {
        writeln!(out, "    estimate: {} s to {} s", estimate.least_seconds, estimate.most_seconds).unwrap();
    }
    if rollout.waves.len() > MOST_WAVES {
        writeln!(out, "    {} waves", rollout.waves.len()).unwrap();
    }
    for wave in rollout.waves.iter().take(MOST_WAVES) {
        writeln!(
            out,
            "    wave {} {}–{} s: {}",
            wave.number,
            wave.start_seconds,
            wave.end_seconds,
            names(&wave.nodes)
        )
        .unwrap();
    }
    if let Some(stuck) = &rollout.stuck {
        writeln!(out, "    stuck: {}\n      help: {}", stuck.message, stuck.help).unwrap();
        if let Some(blame) = &stuck.blame {
            writeln!(out, "      where to look: {blame}").unwrap();
        }
        for way in &stuck.ways_out {
            let command = way.command.as_ref().map_or(String::new(), |command| format!(" `{command}`"));
            writeln!(out, "      cost: {}{command}", way.cost).unwrap();
        }
    }
    for note in &rollout.notes {
        writeln!(out, "    note: {note}").unwrap();
    }
}

/// How much of a long list is shown.
const MOST_NAMES: usize = 12;
const MOST_WAVES: usize = 12;
const MOST_ENTRIES: usize = 30;

fn names(all: &[String]) -> String {
    let more = all.len().saturating_sub(MOST_NAMES);
    let shown = all.iter().take(MOST_NAMES).cloned().collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}

/// Events, syncs and statuses, and what happens to Pods where that is little.
fn timeline_lines(out: &mut String, timeline: &Timeline) {
    writeln!(out, "  until {} s:", timeline.end_seconds).unwrap();
    let all: Vec<&TimelineEntry> = timeline.entries.iter().collect();
    let few = all.len() <= MOST_ENTRIES * 2;
    let shown = all.iter().filter(|entry| few || entry.pod.is_none());
    let total = shown.clone().count();
    for entry in shown.take(MOST_ENTRIES * 2) {
        let node = entry.node.as_ref().map_or(String::new(), |node| format!(" {node}"));
        let budget = entry
            .budget
            .map_or(String::new(), |budget| format!(" ({} of {} used)", budget.used, budget.allowed));
        let text = entry.text.as_ref().map_or(String::new(), |text| format!(": {text}"));
        let status = entry.status.map_or(String::new(), |status| {
            format!(
                " desired {}, current {}, updated {}, ready {}, available {}, misscheduled {}",
                status.desired_number_scheduled,
                status.current_number_scheduled,
                status.updated_number_scheduled,
                status.number_ready,
                status.number_available,
                status.number_misscheduled
            )
        });
        writeln!(out, "    {} s {:?} by {}{node}{text}{budget}{status}", entry.seconds, entry.what, entry.by)
            .unwrap();
    }
    let more = total.saturating_sub(MOST_ENTRIES * 2);
    if more > 0 {
        writeln!(out, "    and {more} more").unwrap();
    }
}

fn effect_lines(out: &mut String, effect: &Effect) {
    for line in &effect.differences {
        writeln!(out, "  differs: {line}").unwrap();
    }
    for node in effect.nodes.iter().take(MOST_NAMES) {
        writeln!(
            out,
            "  without a Pod: {} for {} s, without the events {} s",
            node.node, node.down_seconds, node.down_seconds_without
        )
        .unwrap();
    }
}

fn place(range: Range) -> String {
    format!("{}:{}", range.start.line, range.start.column)
}
