//! What kubectl prints at one moment of the timeline.

use super::simulate::Subject;
use crate::{
    answer::Kubectl,
    controller::{Phase, Status},
    kubectl::moment::{EventReason, PodName, PodState, Scene, SceneEvent, ScenePod, Write},
    model::{duration::Duration, fleet::Fleet, ordered::OrderedSet, pod::Pod, time::Time, value::Value},
    simulation::{By, Change, Happening, Run, What, node_at},
};

/// What kubectl prints at `at`. `node` is the name of the one to describe.
pub(super) fn at<'a>(
    subject: &'a Subject<'_>,
    run: &'a Run<'a>,
    changes: &'a [(Duration, Change)],
    at: Duration,
    node: Option<&str>,
) -> Kubectl {
    let daemon_set = applied_by(subject.admitted.object(), changes, at);
    let template = daemon_set.pointer("/spec/template").unwrap_or(&Value::Null);
    let pods = Pods { given: subject.pods, run, changes, template, at };
    let mut described = Fleet::new();
    if let Some(name) = node {
        let first = subject.fleet.iter().find(|node| node.name() == name).map(|node| node.to_node());
        if let Some(node) = node_at(first, name, changes, at) {
            described.push_node(&node);
        }
    }
    let writes = writes(run, subject.generation());
    let now = run.start().plus(at);
    let mut template_generation = subject.template_generation();
    let mut current = None;
    for edit in run.edits() {
        if edit.at > now {
            break;
        }
        template_generation += i64::from(current != Some(edit.template));
        current = Some(edit.template);
    }
    let mut taken = Vec::new();
    for pod in subject.pods {
        taken.push(pod.metadata.name.as_str());
    }
    Kubectl::of(&Scene {
        daemon_set,
        created: subject.admitted.daemon_set().metadata.creation_timestamp.unwrap_or(Time::MIN),
        template_generation,
        writes: &writes,
        began: run.start(),
        now,
        pods: &pods.there(),
        events: &pods.events(),
        taken: &taken,
        node: described.get(0),
    })
}

/// The DaemonSet as it was applied last.
fn applied_by<'c>(first: &'c Value, changes: &'c [(Duration, Change)], at: Duration) -> &'c Value {
    let mut last = first;
    for (when, change) in changes {
        if let Change::Apply(admitted) = change
            && *when <= at
        {
            last = admitted.object();
        }
    }
    last
}

/// What was written to the DaemonSet, by people and by the controller. Before anything is written, the controller has seen the
/// generation before, unless there was none.
fn writes(run: &Run<'_>, generation: i64) -> Vec<Write> {
    let start = run.start();
    let status = Status { observed_generation: (generation - 1).max(0), ..Status::default() };
    let mut writes = vec![Write { at: start, generation, status }];
    let mut edits = run.edits().iter().peekable();
    let (mut generation, mut last) = (generation, status);
    for (at, status) in &run.rollout.statuses {
        let at = start.plus(*at);
        while let Some(edit) = edits
            .next_if(|edit| edit.at < at || (edit.at == at && edit.generation <= status.observed_generation))
        {
            generation = edit.generation;
            writes.push(Write { at: edit.at, generation, status: last });
        }
        last = *status;
        writes.push(Write { at, generation, status: last });
    }
    for edit in edits {
        writes.push(Write { at: edit.at, generation: edit.generation, status: last });
    }
    writes
}

/// The Pods of a run at a moment.
struct Pods<'a> {
    /// Those that the input has, by their numbers.
    given: &'a [&'a Pod],
    run: &'a Run<'a>,
    changes: &'a [(Duration, Change)],
    /// The current template, which stands for those that nobody knows.
    template: &'a Value,
    at: Duration,
}

impl<'a> Pods<'a> {
    fn name(&self, pod: usize) -> PodName<'a> {
        self.given.get(pod).map_or(PodName::MadeUp(pod), |pod| PodName::Given(&pod.metadata.name))
    }

    fn node(&self, number: usize) -> &'a str {
        self.run.nodes().get(number).map_or("", |name| name)
    }

    fn pod(&self, pod: usize, node: usize, template: usize, created: Time) -> ScenePod<'a> {
        ScenePod {
            name: self.name(pod),
            address: None,
            node: self.node(node),
            node_number: node,
            template: self.run.template_of(template).unwrap_or(self.template),
            created,
            is_deleted: false,
            state: PodState::Unbound,
            restarts: 0,
            last_ended: None,
        }
    }

    /// The Pods that are there, in the order of their creation.
    fn there(&self) -> Vec<ScenePod<'a>> {
        let mut pods: Vec<Option<ScenePod<'a>>> = Vec::new();
        let put = |pods: &mut Vec<Option<ScenePod<'a>>>, number: usize, pod: ScenePod<'a>| {
            while pods.len() <= number {
                pods.push(None);
            }
            if let Some(slot) = pods.get_mut(number) {
                *slot = Some(pod);
            }
        };
        for first in self.run.first_pods() {
            let mut pod = self.pod(first.pod, first.node, first.template, first.created);
            pod.is_deleted = first.terminating;
            pod.state = match first.phase {
                Phase::Failed => PodState::Failed(None),
                Phase::Succeeded => PodState::Succeeded,
                Phase::Active if first.ready => PodState::Ready,
                Phase::Active if first.bound => started(pod.template),
                Phase::Active => PodState::Unbound,
            };
            put(&mut pods, first.pod, pod);
        }
        for happening in self.run.happenings() {
            if happening.at > self.at {
                break;
            }
            if let What::Created(_) = happening.what {
                let created = self.run.start().plus(happening.at);
                let pod = self.pod(happening.pod, happening.node, happening.template, created);
                put(&mut pods, happening.pod, pod);
            }
            let Some(slot) = pods.get_mut(happening.pod) else { continue };
            let Some(pod) = slot else { continue };
            match happening.what {
                What::Created(_) => {}
                What::Bound => pod.state = started(pod.template),
                What::Ready => pod.state = PodState::Ready,
                What::Unready if self.crashes(&happening) => {
                    pod.state = PodState::Waiting("CrashLoopBackOff");
                }
                What::Unready => pod.state = PodState::Running,
                What::Failed => pod.state = PodState::Failed(None),
                What::Deleted(_) => pod.is_deleted = true,
                What::Gone => *slot = None,
            }
        }
        let mut there = Vec::new();
        for pod in pods {
            let Some(pod) = pod else { continue };
            there.push(pod);
        }
        there
    }

    /// Whether a Pod is not ready because it crashes.
    fn crashes(&self, happening: &Happening) -> bool {
        let node = self.node(happening.node);
        let crash = |change: &Change| matches!(change, Change::Unready(other, None) if other == node);
        self.changes.iter().any(|(at, change)| *at == happening.at && crash(change))
    }

    /// What the controller says.
    fn events(&self) -> Vec<SceneEvent<'a>> {
        let mut events = Vec::new();
        let mut failed = OrderedSet::new();
        for happening in self.run.happenings() {
            if happening.at > self.at {
                break;
            }
            let mut say = |reason| {
                events.push(SceneEvent {
                    at: self.run.start().plus(happening.at),
                    reason,
                    pod: self.name(happening.pod),
                    node: self.node(happening.node),
                });
            };
            match happening.what {
                What::Created(_) => say(EventReason::SuccessfulCreate),
                What::Failed => {
                    failed.insert(happening.pod);
                }
                What::Deleted(By::Sync(_)) => {
                    if failed.contains(&happening.pod) {
                        say(EventReason::FailedDaemonPod);
                    }
                    say(EventReason::SuccessfulDelete);
                }
                _ => {}
            }
        }
        events
    }
}

/// A Pod that was bound and is not ready: its containers run if a probe decides when it is ready.
fn started(template: &Value) -> PodState<'static> {
    let spec = template.get("spec").unwrap_or(&Value::Null);
    let probed = spec.list("containers").iter().any(|container| container.get("readinessProbe").is_some());
    if probed { PodState::Running } else { PodState::Starting }
}
