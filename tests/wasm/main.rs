//! The exports as JavaScript sees them. The same tests run in Node.js and in headless Chromium.
#![cfg(target_family = "wasm")]

use daemonset_planner::wasm::{Planner, plan, read, reconcile, versions};
use js_sys::{JSON, Reflect, TypeError, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

const MANIFEST: &str = "apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      nodeSelector: {disk: ssd}
      containers: [{name: agent, image: 'agent:1'}]
";

const NODES: &str = r#"[
  {"metadata": {"name": "a", "labels": {"disk": "ssd"}}},
  {"metadata": {"name": "b", "labels": {"disk": "hdd"}}},
  {"metadata": {"name": "c", "labels": {"disk": "ssd"}}, "spec": {"taints": [{"key": "gpu", "effect": "NoSchedule"}]}}
]"#;

/// The value at a dotted path; numbers are positions.
fn at(value: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(value.clone(), |value, key| Reflect::get(&value, &key.into()).unwrap())
}

/// A JavaScript object from its JSON.
fn object(json: &str) -> JsValue {
    JSON::parse(json).unwrap()
}

fn input(manifest: &JsValue, nodes: &JsValue) -> JsValue {
    let input = object("{}");
    Reflect::set(&input, &"manifest".into(), manifest).unwrap();
    Reflect::set(&input, &"nodes".into(), nodes).unwrap();
    input
}

fn verdicts(plan: &JsValue) -> Vec<bool> {
    (0..3).map(|node| at(plan, &format!("daemonSets.0.nodes.{node}.shouldRun")).as_bool().unwrap()).collect()
}

#[wasm_bindgen_test]
fn versions_names_the_release() {
    assert_eq!(at(&versions().unwrap(), "kubernetes").as_string().unwrap(), daemonset_planner::KUBERNETES);
}

#[wasm_bindgen_test]
fn text_and_bytes_give_the_same_plan() {
    let from_text = plan(&input(&MANIFEST.into(), &NODES.into())).unwrap();
    let bytes = |text: &str| Uint8Array::from(text.as_bytes()).into();
    let from_bytes = plan(&input(&bytes(MANIFEST), &bytes(NODES))).unwrap();
    assert_eq!(verdicts(&from_text), [true, false, false]);
    assert_eq!(JSON::stringify(&from_text).unwrap(), JSON::stringify(&from_bytes).unwrap());
}

#[wasm_bindgen_test]
fn the_answer_is_plain_objects_with_javascript_names() {
    let plan = plan(&input(&MANIFEST.into(), &NODES.into())).unwrap();
    assert_eq!(at(&plan, "daemonSets.0.status.desiredNumberScheduled").as_f64(), Some(1.0));
    assert_eq!(at(&plan, "daemonSets.0.nodes.1.reasons.0.kind").as_string().unwrap(), "nodeSelector");
    assert_eq!(at(&plan, "daemonSets.0.nodes.1.reasons.0.has").as_string().unwrap(), "hdd");
    assert_eq!(at(&plan, "daemonSets.0.admission.daemonSet.spec.revisionHistoryLimit").as_f64(), Some(10.0));
    assert_eq!(at(&plan, "daemonSets.0.rollout.outcome").as_string().unwrap(), "complete");
    assert!(at(&plan, "daemonSets.0.admission.message").is_undefined(), "what is absent is left out");
}

/// `DaemonSetStatus`, by its own names.
#[derive(Debug, PartialEq, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Status {
    current_number_scheduled: i32,
    number_misscheduled: i32,
    desired_number_scheduled: i32,
    number_ready: i32,
    observed_generation: i64,
    updated_number_scheduled: i32,
    number_available: i32,
    number_unavailable: i32,
}

#[wasm_bindgen_test]
fn the_status_is_eight_whole_numbers() {
    let plan = plan(&input(&MANIFEST.into(), &NODES.into())).unwrap();
    let status: Status = serde_wasm_bindgen::from_value(at(&plan, "daemonSets.0.status")).unwrap();
    let expected = Status {
        current_number_scheduled: 1,
        number_misscheduled: 0,
        desired_number_scheduled: 1,
        number_ready: 1,
        observed_generation: 1,
        updated_number_scheduled: 1,
        number_available: 1,
        number_unavailable: 0,
    };
    assert_eq!(status, expected);
}

#[wasm_bindgen_test]
fn a_planner_keeps_what_was_parsed() {
    let mut planner = Planner::new();
    planner.set_manifest(&MANIFEST.into()).unwrap();
    planner.set_nodes(&NODES.into()).unwrap();
    let first = planner.plan(&JsValue::UNDEFINED).unwrap();
    planner.set_manifest(&MANIFEST.replace("ssd", "hdd").into()).unwrap();
    let second = planner.plan(&object(r#"{"readySeconds": 1}"#)).unwrap();
    assert_eq!(verdicts(&first), [true, false, false]);
    assert_eq!(verdicts(&second), [false, true, false]);
    assert_eq!(at(&second, "daemonSets.0.rollout.durationSeconds").as_f64(), Some(6.0));
}

#[wasm_bindgen_test]
fn a_users_mistake_is_a_diagnostic() {
    let plan = plan(&input(&"kind: [".into(), &NODES.into())).unwrap();
    assert_eq!(at(&plan, "diagnostics.0.severity").as_string().unwrap(), "error");
    assert!(at(&plan, "diagnostics.0.range.start.line").as_f64().unwrap() >= 1.0);
}

#[wasm_bindgen_test]
fn a_callers_misuse_throws_and_names_the_argument() {
    for (input, argument) in [
        (JsValue::from(3), "input"),
        (object("{}"), "manifest"),
        (input(&JsValue::from(3), &NODES.into()), "manifest"),
        (input(&MANIFEST.into(), &object("{}")), "nodes"),
    ] {
        let error = plan(&input).unwrap_err();
        let error: TypeError = error.dyn_into().unwrap();
        assert!(String::from(error.message()).starts_with(argument), "{argument}: {}", error.message());
    }
}

#[wasm_bindgen_test]
fn reconcile_takes_objects_or_text() {
    let daemon_set = r#"{"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"agent","uid":"u"},"spec":{
        "selector":{"matchLabels":{"app":"agent"}},
        "template":{"metadata":{"labels":{"app":"agent"}},"spec":{"containers":[{"name":"a","image":"a:1"}]}}}}"#;
    let as_objects =
        object(&format!(r#"{{"daemonSet":{daemon_set},"nodes":{NODES},"pods":[],"now":0,"revision":"x"}}"#));
    let as_text = object("{}");
    for (name, text) in
        [("daemonSet", daemon_set), ("nodes", NODES), ("pods", "[]"), ("now", "1970-01-01T00:00:00Z")]
    {
        Reflect::set(&as_text, &name.into(), &text.into()).unwrap();
    }
    for input in [as_objects, as_text] {
        let step = reconcile(&input).unwrap();
        assert_eq!(String::from(JSON::stringify(&at(&step, "create")).unwrap()), r#"["a","b"]"#);
        assert_eq!(at(&step, "status.desiredNumberScheduled").as_f64(), Some(2.0));
    }
}

#[wasm_bindgen_test]
fn read_gives_the_objects_that_kubectl_would_send() {
    let reading = read(&"a: yes\nb: 0644\n".into()).unwrap();
    assert_eq!(String::from(JSON::stringify(&at(&reading, "documents.0")).unwrap()), r#"{"a":true,"b":420}"#);
}

/// JavaScript has no other number for it; an exception would take the whole answer away.
#[wasm_bindgen_test]
fn a_whole_number_beyond_javascripts_is_the_nearest() {
    let reading = read(&"a: 9007199254740993\n".into()).unwrap();
    assert_eq!(at(&reading, "documents.0.a").as_f64(), Some(9_007_199_254_740_992.0));
}

#[wasm_bindgen_test]
fn existing_pods_are_read() {
    let all = input(&MANIFEST.into(), &NODES.into());
    let pods =
        "apiVersion: v1\nkind: Pod\nmetadata: { name: x, labels: { app: agent } }\nspec: { nodeName: a }\n";
    Reflect::set(&all, &"pods".into(), &pods.into()).unwrap();
    let plan = plan(&all).unwrap();
    assert_eq!(at(&plan, "daemonSets.0.current.pods.0.name").as_string().as_deref(), Some("x"));
}
