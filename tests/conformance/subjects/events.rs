//! The events of a DaemonSet.

use daemonset_planner::{
    kubectl::moment::{EventReason, PodName, Scene, SceneEvent},
    model::{duration::Duration, time::Time},
};
use serde_json::{Value, json};

use super::tree;

/// The section of events at the end of the DaemonSet's description.
pub(super) fn answer(case: &Value) -> Value {
    let began = Time::parse("2026-03-04T05:06:07Z").unwrap();
    let moment = |at: &Value| began.plus(Duration::from_micros(at.as_u64().unwrap_or_default() / 1_000));
    let mut events = Vec::new();
    for event in case["events"].as_array().into_iter().flatten() {
        let reason = match event["reason"].as_str() {
            Some("SuccessfulCreate") => EventReason::SuccessfulCreate,
            Some("SuccessfulDelete") => EventReason::SuccessfulDelete,
            Some("FailedDaemonPod") => EventReason::FailedDaemonPod,
            Some("SucceededDaemonPod") => EventReason::SucceededDaemonPod,
            _ => return json!({"refused": true}),
        };
        let text = |field: &str| event[field].as_str().unwrap_or_default();
        let pod = PodName::Given(text("pod"));
        events.push(SceneEvent { at: moment(&event["at"]), reason, pod, node: text("node") });
    }
    let scene = Scene {
        daemon_set: &tree(&json!({"metadata": {"namespace": "n"}})),
        created: began,
        template_generation: 1,
        writes: &[],
        began,
        now: moment(&case["now"]),
        pods: &[],
        events: &events,
        taken: &[],
        node: None,
    };
    let text = scene.describe_daemon_set();
    let (_, shown) = text.split_once("\nEvents:").unwrap();
    // Without events, that line shares its columns with those before.
    if shown.trim() == "<none>" { json!("Events:  <none>\n") } else { json!(format!("Events:{shown}")) }
}
