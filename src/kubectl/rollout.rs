//! `kubectl rollout status`.

use crate::model::{quote::go_quote, value::Value};

use super::tree::{at, number, text};

/// What `kubectl rollout status` says at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RolloutStatus {
    /// The line, with its line break.
    pub text: String,
    /// Whether it is the last: kubectl waits on otherwise.
    pub done: bool,
}

/// What `kubectl rollout status daemonset/…` says; the error, which kubectl prints behind `error: `, for another update
/// strategy than `RollingUpdate` (upstream: `DaemonSetStatusViewer.Status`). An absent status counts as zeros, and an absent
/// generation as seen.
pub fn rollout_status(daemon_set: &Value) -> Result<RolloutStatus, String> {
    refusal(daemon_set)?;
    let (metadata, status) = (at(daemon_set, &["metadata"]), at(daemon_set, &["status"]));
    let observed = number(metadata, "generation") <= number(status, "observedGeneration");
    let [desired, updated, available] =
        ["desiredNumberScheduled", "updatedNumberScheduled", "numberAvailable"]
            .map(|field| number(status, field));
    Ok(words(text(metadata, "name"), observed, desired, updated, available))
}

/// The error for another update strategy than `RollingUpdate`.
pub(super) fn refusal(daemon_set: &Value) -> Result<(), String> {
    if text(at(daemon_set, &["spec", "updateStrategy"]), "type") == "RollingUpdate" {
        return Ok(());
    }
    Err("rollout status is only available for RollingUpdate strategy type".to_owned())
}

/// The line about these numbers.
pub(super) fn words(name: &str, observed: bool, desired: i64, updated: i64, available: i64) -> RolloutStatus {
    let name = go_quote(name);
    let waiting = format!("Waiting for daemon set {name} rollout to finish:");
    let done = observed && updated >= desired && available >= desired;
    let text = if !observed {
        "Waiting for daemon set spec update to be observed...\n".to_owned()
    } else if updated < desired {
        format!("{waiting} {updated} out of {desired} new pods have been updated...\n")
    } else if available < desired {
        format!("{waiting} {available} of {desired} updated pods are available...\n")
    } else {
        format!("daemon set {name} successfully rolled out\n")
    };
    RolloutStatus { text, done }
}

#[cfg(test)]
mod tests {
    use crate::model::testing::json;

    use super::rollout_status;

    #[test]
    fn it_waits_in_kubectls_words() {
        for (generation, observed, updated, available, expected) in [
            (2, 1, 3, 3, "Waiting for daemon set spec update to be observed...\n"),
            (
                1,
                1,
                1,
                3,
                "Waiting for daemon set \"a\" rollout to finish: 1 out of 3 new pods have been updated...\n",
            ),
            (
                1,
                1,
                3,
                2,
                "Waiting for daemon set \"a\" rollout to finish: 2 of 3 updated pods are available...\n",
            ),
            (1, 2, 3, 3, "daemon set \"a\" successfully rolled out\n"),
        ] {
            let status = rollout_status(&json!({
                "metadata": {"name": "a", "generation": generation},
                "spec": {"updateStrategy": {"type": "RollingUpdate"}},
                "status": {
                    "observedGeneration": observed,
                    "desiredNumberScheduled": 3,
                    "updatedNumberScheduled": updated,
                    "numberAvailable": available,
                },
            }));
            assert_eq!(status.as_ref().map(|status| status.text.as_str()), Ok(expected));
            assert_eq!(status.is_ok_and(|status| status.done), expected.starts_with("daemon set"));
        }
        assert!(rollout_status(&json!({"spec": {"updateStrategy": {"type": "OnDelete"}}})).is_err());
    }
}
