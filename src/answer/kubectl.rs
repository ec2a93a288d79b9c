//! kubectl's words at one moment, as JavaScript sees them.

use serde::Serialize;
use tsify::Tsify;

use super::rollout::seconds;
use crate::kubectl::moment::{PodName, PodState, Scene};

/// What kubectl prints at one moment of the timeline, each text whole and with its line breaks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Kubectl {
    /// The moment, in seconds from the beginning.
    pub at_seconds: f64,
    /// `kubectl get daemonset`.
    pub get_daemon_set: String,
    /// `kubectl get pods -o wide`, of the DaemonSet's Pods.
    pub get_pods: String,
    /// `kubectl describe daemonset`, with its events.
    pub describe_daemon_set: String,
    /// Of `kubectl describe node` the lines about names, roles, labels, taints and cordons; absent where no node was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub describe_node: Option<String>,
    /// What `kubectl rollout status` prints if it is called at the beginning, line by line until it ends; also the lines that
    /// come after this moment. The last is not that it is done where it never is.
    pub rollout_status: Vec<RolloutLine>,
    /// What in these texts is made up, in sentences.
    pub notes: Vec<String>,
}

/// A line of `kubectl rollout status`.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
pub struct RolloutLine {
    /// When it is printed, in seconds from the beginning.
    pub seconds: f64,
    /// The line, without its line break.
    pub text: String,
}

impl Kubectl {
    /// What kubectl prints of a scene.
    pub fn of(scene: &Scene<'_>) -> Self {
        let mut lines = Vec::new();
        match scene.rollout_status() {
            Ok(printed) => {
                for (at, text) in printed {
                    lines.push(line(seconds(at.since(scene.began)), &text));
                }
            }
            Err(error) => lines.push(line(0.0, &format!("error: {error}"))),
        }
        Self {
            at_seconds: seconds(scene.now.since(scene.began)),
            get_daemon_set: scene.get_daemon_set(),
            get_pods: scene.get_pods(true),
            describe_daemon_set: scene.describe_daemon_set(),
            describe_node: scene.describe_node(),
            rollout_status: lines,
            notes: notes(scene),
        }
    }
}

fn line(seconds: f64, text: &str) -> RolloutLine {
    RolloutLine { seconds, text: text.trim_end().to_owned() }
}

fn notes(scene: &Scene<'_>) -> Vec<String> {
    let is_made_up = |name: &PodName<'_>| matches!(name, PodName::MadeUp(_));
    let named = scene.pods.iter().any(|pod| is_made_up(&pod.name))
        || scene.events.iter().any(|event| event.at <= scene.now && is_made_up(&event.pod));
    let addressed = scene.pods.iter().any(|pod| pod.address.is_none() && pod.state != PodState::Unbound);
    let mut notes = Vec::new();
    if named {
        notes.push("The last five letters of a Pod's name are chance in a cluster; here they are made up, always the same.".to_owned());
    }
    if addressed {
        notes.push(
            "Addresses from 198.18.0.0/15 are made up; that network is set aside for benchmarks.".to_owned(),
        );
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::Kubectl;
    use crate::{
        kubectl::moment::{EventReason, PodName, Scene, SceneEvent, Write},
        model::{testing::json, time::Time},
    };

    #[test]
    fn it_has_every_text_whole() {
        let began = Time::from_seconds(1_000);
        let daemon_set = json!({
            "metadata": {"name": "a", "namespace": "n"},
            "spec": {"updateStrategy": {"type": "RollingUpdate"}},
        });
        let status = crate::controller::Status { observed_generation: 1, ..Default::default() };
        let writes = [1, 1, 1].map(|generation| Write { at: began.plus_seconds(3), generation, status });
        let event = SceneEvent {
            at: began.plus_seconds(5),
            reason: EventReason::SuccessfulDelete,
            pod: PodName::MadeUp(1),
            node: "n1",
        };
        let mut scene = Scene {
            daemon_set: &daemon_set,
            created: Time::MIN,
            template_generation: 1,
            writes: &writes,
            began,
            now: began.plus_seconds(4),
            pods: &[],
            events: &[event],
            taken: &[],
            node: None,
        };
        let answer = Kubectl::of(&scene);
        assert!(answer.get_daemon_set.ends_with("<none>          <unknown>\n"), "{}", answer.get_daemon_set);
        assert_eq!(answer.get_pods, "No resources found in n namespace.\n");
        assert!(answer.describe_daemon_set.ends_with("Events:            <none>\n"));
        let lines: Vec<_> =
            answer.rollout_status.iter().map(|line| (line.seconds, line.text.as_str())).collect();
        assert_eq!(lines, [(3.0, "daemon set \"a\" successfully rolled out")]);
        assert_eq!((answer.at_seconds, answer.describe_node, answer.notes.len()), (4.0, None, 0));
        scene.now = began.plus_seconds(5);
        assert_eq!(Kubectl::of(&scene).notes.len(), 1, "a name is made up");
    }

    #[test]
    fn what_kubectl_refuses_is_its_only_line() {
        let daemon_set = json!({"spec": {"updateStrategy": {"type": "OnDelete"}}});
        let (began, now) = (Time::from_seconds(0), Time::from_seconds(0));
        let scene = Scene {
            daemon_set: &daemon_set,
            created: began,
            template_generation: 1,
            writes: &[],
            began,
            now,
            pods: &[],
            events: &[],
            taken: &[],
            node: None,
        };
        let answer = Kubectl::of(&scene);
        let text = "error: rollout status is only available for RollingUpdate strategy type";
        assert_eq!(answer.rollout_status.first().map(|line| line.text.as_str()), Some(text));
    }
}
