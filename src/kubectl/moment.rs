//! What kubectl prints of a simulated cluster at one moment.
//!
//! A [`Scene`] is plain data, and the texts come from it without the objects that the API server would return, which would be
//! many; a test holds the one against the other. What no simulation can know is made up, the same each time: see [`Scene`].

#[cfg(test)]
mod kubelet;
mod names;
mod pods;
mod recorder;

use super::{
    age::{ago, kept},
    describe::describe_with,
    describe_node::describe_node_with,
    get::{Numbers, get_one},
    get_pods::rows_of_pods,
    rollout,
    tree::{at, strings, text},
};
use crate::{
    controller::Status,
    model::{fleet::NodeRef, order, time::Time, value::Value},
};
use names::Names;

/// The annotation that holds the template generation, which is a field only inside the server.
const GENERATION: &str = "deprecated.daemonset.template.generation";

/// A simulated cluster at one moment, as far as kubectl shows it. All times are on one clock, that of the wall.
///
/// Made up, the same at every moment of a timeline: the last five letters of the names of Pods that have none, and the
/// addresses, each for the Pod's or the node's number: of Pods out of 198.19.0.0/16, of nodes, for Pods in their network, out
/// of 198.18.0.0/16. Those networks are set aside for benchmarks; past 65,536 numbers the addresses begin again.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The DaemonSet as the API server keeps it. Its generations, age and status are those of the fields below.
    pub daemon_set: &'a Value,
    /// When it was created; [`Time::MIN`] where nobody knows, which kubectl shows as `<unknown>`.
    pub created: Time,
    /// The generation of its template, which every change of the template adds 1 to.
    pub template_generation: i64,
    /// What was written to it in the whole timeline, in order: the first as `began` finds it.
    pub writes: &'a [Write],
    /// When the timeline begins, and somebody asks for the status of the rollout.
    pub began: Time,
    /// When somebody looks.
    pub now: Time,
    /// Its Pods that are there now, in any order.
    pub pods: &'a [ScenePod<'a>],
    /// The controller's events from the beginning of the timeline on, in order; those after `now` do not count.
    pub events: &'a [SceneEvent<'a>],
    /// The names that Pods have which need none made up, in the whole timeline.
    pub taken: &'a [&'a str],
    /// The node to describe, if one is.
    pub node: Option<NodeRef<'a>>,
}

/// A change of the DaemonSet: of its spec by somebody, or of its status by the controller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Write {
    /// When.
    pub at: Time,
    /// The generation from then on, which every change of the spec adds 1 to.
    pub generation: i64,
    /// The status from then on.
    pub status: Status,
}

/// How a Pod is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PodName<'a> {
    /// As the input has it.
    Given(&'a str),
    /// By a name made up for the Pod of this number in the timeline, of which there are 14 million.
    MadeUp(usize),
}

/// A Pod that is there.
#[derive(Clone, Copy, Debug)]
pub struct ScenePod<'a> {
    /// Its name.
    pub name: PodName<'a>,
    /// Its address, if it is known. Else one is made up where kubectl would show one, but for the network of a Pod whose name
    /// is given, which then has none.
    pub address: Option<&'a str>,
    /// The node that it is on or meant for.
    pub node: &'a str,
    /// That node's number in the timeline.
    pub node_number: usize,
    /// The template that it was made from: `spec.template` of the DaemonSet as it was then.
    pub template: &'a Value,
    /// When it was created; [`Time::MIN`] where nobody knows.
    pub created: Time,
    /// Whether it is being deleted.
    pub is_deleted: bool,
    /// How far it is.
    pub state: PodState<'a>,
    /// How often its container has been restarted since it was first started; of several, the first.
    pub restarts: i64,
    /// When it last ended before it was restarted, if that is known.
    pub last_ended: Option<Time>,
}

/// How far a Pod is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PodState<'a> {
    /// Not bound to a node.
    Unbound,
    /// Bound, its containers not yet running. Without readiness probes, that lasts until it is ready.
    Starting,
    /// Its containers wait for a reason: `CrashLoopBackOff`, `ImagePullBackOff`, `CreateContainerConfigError`.
    Waiting(&'a str),
    /// Its containers run, and it is not ready: those without a readiness probe are, if any has one.
    Running,
    /// Ready, available or not.
    Ready,
    /// Ended in success.
    Succeeded,
    /// Ended in failure; the reason that the Pod itself has for it, as `Evicted`, where its containers do not tell.
    Failed(Option<&'a str>),
}

/// Something that the controller says of a Pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SceneEvent<'a> {
    /// When.
    pub at: Time,
    /// What it says.
    pub reason: EventReason,
    /// The Pod.
    pub pod: PodName<'a>,
    /// The node that it is on or meant for.
    pub node: &'a str,
}

/// What the controller says of a Pod, under its own names. The other reasons that upstream has for events are for errors of
/// the API server, or are not used any more (`FailedPlacement`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventReason {
    /// It was created.
    SuccessfulCreate,
    /// It was deleted.
    SuccessfulDelete,
    /// It was found failed; its deletion follows.
    FailedDaemonPod,
    /// It was found succeeded; its deletion follows.
    SucceededDaemonPod,
}

impl Scene<'_> {
    /// `kubectl get daemonset NAME`.
    pub fn get_daemon_set(&self) -> String {
        get_one(self.daemon_set, self.numbers(), ago(kept(self.created), self.now))
    }

    /// `kubectl get pods` for the DaemonSet's, by their names, with `wide` as `-o wide`. Without any, what kubectl says then.
    pub fn get_pods(&self, wide: bool) -> String {
        if self.pods.is_empty() {
            return format!("No resources found in {} namespace.\n", self.namespace());
        }
        let names = self.names();
        let mut rows = Vec::new();
        for pod in self.pods {
            rows.push(pod.row(&names, self.now));
        }
        order::sort_by(&mut rows, |one, other| one.first().cmp(&other.first()));
        rows_of_pods(&rows, wide)
    }

    /// `kubectl describe daemonset NAME`.
    pub fn describe_daemon_set(&self) -> String {
        let mut phases = [0; 4];
        let [running, waiting, succeeded, failed] = &mut phases;
        for pod in self.pods {
            *match pod.state {
                PodState::Unbound | PodState::Starting => &mut *waiting,
                PodState::Waiting(_) | PodState::Running | PodState::Ready => &mut *running,
                PodState::Succeeded => &mut *succeeded,
                PodState::Failed(_) => &mut *failed,
            } += 1;
        }
        let generation = self.template_generation.to_string();
        let mut annotations = strings(at(self.daemon_set, &["metadata"]), "annotations");
        for (key, value) in &mut annotations {
            if *key == GENERATION {
                *value = &generation;
            }
        }
        describe_with(self.daemon_set, &annotations, self.numbers(), phases, Some(self.events()))
    }

    /// The part of `kubectl describe node` that [`describe_node`](super::describe_node) prints.
    pub fn describe_node(&self) -> Option<String> {
        let node = self.node?;
        let mut labels: Vec<(&str, &str)> = Vec::new();
        for label in node.labels() {
            labels.push(label);
        }
        order::sort_by(&mut labels, |(one, _), (other, _)| one.cmp(other));
        let mut taints = Vec::new();
        for taint in node.taints() {
            taints.push([taint.key.as_str(), &taint.value, taint.effect.as_str()]);
        }
        let unschedulable = if node.unschedulable() { "true" } else { "false" };
        Some(describe_node_with(node.name(), labels, taints, unschedulable))
    }

    /// What `kubectl rollout status` prints, and when, if it is called at the beginning: a line for the DaemonSet as it is,
    /// and one each time that it is written, up to the line that says that it is done. Lines follow each other that are
    /// equal where something was written that they do not show; kubectl prints each of them, too. The error where there is
    /// no rolling update (upstream: `RolloutStatusOptions.Run`).
    pub fn rollout_status(&self) -> Result<Vec<(Time, String)>, String> {
        rollout::refusal(self.daemon_set)?;
        let mut lines = Vec::new();
        for write in self.writes {
            let [desired, _, _, updated, available, _] = write.numbers();
            let seen = write.generation <= write.status.observed_generation;
            let status = rollout::words(self.name(), seen, desired, updated, available);
            lines.push((write.at, status.text));
            if status.done {
                break;
            }
        }
        Ok(lines)
    }

    /// The numbers of the status as it is now.
    fn numbers(&self) -> Numbers {
        let mut numbers = [0; 6];
        for write in self.writes {
            if write.at <= self.now {
                numbers = write.numbers();
            }
        }
        numbers
    }

    fn name(&self) -> &str {
        text(at(self.daemon_set, &["metadata"]), "name")
    }

    fn namespace(&self) -> &str {
        text(at(self.daemon_set, &["metadata"]), "namespace")
    }

    fn names(&self) -> Names<'_> {
        Names::new(self.name(), self.taken)
    }
}

impl Write {
    fn numbers(&self) -> Numbers {
        let status = self.status;
        // Input is limited to far fewer than 2⁶³ nodes.
        [
            status.desired_number_scheduled,
            status.current_number_scheduled,
            status.number_ready,
            status.updated_number_scheduled,
            status.number_available,
            status.number_misscheduled,
        ]
        .map(|number| i64::try_from(number).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests;
