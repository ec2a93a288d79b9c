//! The row of a Pod, as the printer of Pods would make it of the object.

use super::{PodName, PodState, ScenePod, names::Names};
use crate::{
    kubectl::{
        age::{ago, kept},
        tree::{at, flag, list, maybe, or_none, text},
    },
    model::{list::push_all, time::Time, value::Value},
};

impl ScenePod<'_> {
    /// The cells of the table of Pods.
    pub(super) fn row(&self, names: &Names<'_>, now: Time) -> Vec<String> {
        let spec = at(self.template, &["spec"]);
        let (ready, all) = self.containers(spec);
        // Where the Pod itself has a reason, nothing is reported of its containers.
        let restarts = match self.state {
            PodState::Unbound | PodState::Starting | PodState::Failed(Some(_)) => 0,
            _ => self.restarts,
        };
        let mut restarted = restarts.to_string();
        if restarts != 0 && self.last_ended.is_some() {
            push_all(&mut restarted, &[" (", &ago(self.last_ended.and_then(kept), now), " ago)"]);
        }
        let gates = list(spec, "readinessGates").len();
        let open = if self.state == PodState::Ready { gates } else { 0 };
        vec![
            names.of(self.name),
            format!("{ready}/{all}"),
            self.word(spec),
            restarted,
            ago(kept(self.created), now),
            or_none(&self.address().unwrap_or_default()),
            or_none(if self.state == PodState::Unbound { "" } else { self.node }),
            or_none(""),
            if gates == 0 { or_none("") } else { format!("{open}/{gates}") },
        ]
    }

    /// The status in a word.
    fn word(&self, spec: &Value) -> String {
        let is_over = matches!(self.state, PodState::Succeeded | PodState::Failed(_));
        let word = match self.state {
            _ if self.is_deleted && !is_over => "Terminating",
            PodState::Unbound if list(spec, "schedulingGates").is_empty() => "Pending",
            PodState::Unbound => "SchedulingGated",
            PodState::Starting => match list(spec, "initContainers").len() {
                0 => "ContainerCreating",
                number => return format!("Init:0/{number}"),
            },
            PodState::Waiting(reason) | PodState::Failed(Some(reason)) => reason,
            PodState::Running | PodState::Ready => "Running",
            PodState::Succeeded => "Completed",
            PodState::Failed(None) => "Error",
        };
        word.to_owned()
    }

    /// How many containers are ready, of how many. An init container that goes on beside the others counts.
    fn containers(&self, spec: &Value) -> (usize, usize) {
        let all = list(spec, "containers");
        let (mut sidecars, mut unprobed) = (0, 0);
        for container in list(spec, "initContainers") {
            sidecars += usize::from(text(container, "restartPolicy") == "Always");
        }
        for container in all {
            unprobed += usize::from(maybe(container, "readinessProbe").is_none());
        }
        let ready = match self.state {
            PodState::Ready => sidecars + all.len(),
            PodState::Waiting(_) => sidecars,
            // Without probes, only what the Pod itself waits for can hold it up, or a container that is not ready at all.
            PodState::Running if unprobed == all.len() && list(spec, "readinessGates").is_empty() => sidecars,
            PodState::Running => sidecars + unprobed,
            _ => 0,
        };
        (ready, sidecars + all.len())
    }

    /// The address, where kubectl shows one: that of the node from when the Pod is bound, of its own from when its containers
    /// are made.
    pub(super) fn address(&self) -> Option<String> {
        let of_node = flag(at(self.template, &["spec"]), "hostNetwork");
        let none = match self.state {
            PodState::Unbound | PodState::Failed(Some(_)) => true,
            PodState::Starting => !of_node,
            _ => false,
        };
        if none || self.address.is_some() {
            return self.address.map(str::to_owned);
        }
        let (network, number) = match self.name {
            _ if of_node => (18, self.node_number),
            PodName::MadeUp(number) => (19, number),
            PodName::Given(_) => return None,
        };
        Some(format!("198.{network}.{}.{}", number / 256 % 256, number % 256))
    }
}
