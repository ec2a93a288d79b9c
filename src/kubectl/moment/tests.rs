//! kubectl's words about scenes, whole.

use super::{
    EventReason::{self, FailedDaemonPod, SuccessfulCreate, SuccessfulDelete},
    Names,
    PodName::{self, Given, MadeUp},
    PodState, Scene, SceneEvent, ScenePod, Write, kubelet,
};
use crate::{
    controller::Status,
    kubectl::get_pods,
    model::{fleet::Fleet, node::Node, testing::json, time::Time, value::Value},
};

const BEGAN: Time = Time::from_micros(1_767_323_045_250_000);

fn daemon_set() -> Value {
    json!({
        "metadata": {"name": "agent", "namespace": "logs", "annotations": {"deprecated.daemonset.template.generation": "1"}},
        "spec": {
            "selector": {"matchLabels": {"app": "agent"}},
            "updateStrategy": {"type": "RollingUpdate"},
            "template": template(),
        },
    })
}

fn template() -> serde_json::Value {
    serde_json::json!({
        "metadata": {"labels": {"app": "agent"}},
        "spec": {"containers": [{"name": "main", "image": "agent:2"}]},
    })
}

fn write(seconds: i64, observed_generation: i64, updated: usize, available: usize) -> Write {
    let status = Status {
        current_number_scheduled: 3,
        desired_number_scheduled: 3,
        number_ready: available,
        observed_generation,
        updated_number_scheduled: updated,
        number_available: available,
        number_unavailable: 3 - available,
        number_misscheduled: 0,
    };
    Write { at: BEGAN.plus_seconds(seconds), generation: 2, status }
}

fn writes() -> [Write; 6] {
    [
        write(0, 1, 3, 3),
        write(0, 2, 0, 2),
        write(6, 2, 1, 2),
        write(16, 2, 1, 3),
        write(17, 2, 3, 2),
        write(27, 2, 3, 3),
    ]
}

fn scene(daemon_set: &Value, seconds: i64) -> Scene<'_> {
    Scene {
        daemon_set,
        created: BEGAN.plus_seconds(-3_600 * 27),
        template_generation: 2,
        writes: &[],
        began: BEGAN,
        now: BEGAN.plus_seconds(seconds),
        pods: &[],
        events: &[],
        taken: &[],
        node: None,
    }
}

fn pod<'a>(name: PodName<'a>, node: &'a str, template: &'a Value, state: PodState<'a>) -> ScenePod<'a> {
    ScenePod {
        name,
        address: None,
        node,
        node_number: 700,
        template,
        created: BEGAN.plus_seconds(-5),
        is_deleted: false,
        state,
        restarts: 0,
        last_ended: None,
    }
}

fn event(seconds: i64, reason: EventReason, pod: usize) -> SceneEvent<'static> {
    SceneEvent { at: BEGAN.plus_seconds(seconds), reason, pod: MadeUp(pod), node: "n1" }
}

#[test]
fn the_daemon_set_is_as_it_was_written_last() {
    let daemon_set = daemon_set();
    let writes = writes();
    for (second, ready, updated) in [(5, 2, 0), (6, 2, 1), (16, 3, 1), (100, 3, 3)] {
        let scene = Scene { writes: &writes, ..scene(&daemon_set, second) };
        assert_eq!(
            scene.get_daemon_set(),
            format!(
                "NAME    DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR   AGE\n\
                 agent   3         3         {ready}       {updated}            {ready}           <none>          27h\n"
            )
        );
    }
}

#[test]
fn pods_are_shown_by_their_names_in_kubectls_words() {
    let (daemon_set, template) = (daemon_set(), crate::model::testing::tree(template()));
    let mut on_host = template.clone();
    let spec = on_host.get_mut("spec").and_then(Value::as_object_mut).unwrap();
    spec.insert("hostNetwork".to_owned(), true.into());
    let pods = [
        ScenePod {
            created: Time::MIN,
            is_deleted: true,
            ..pod(Given("agent-zzzzz"), "n1", &template, PodState::Ready)
        },
        ScenePod { address: Some("10.0.0.9"), ..pod(Given("agent-bbbbb"), "n2", &template, PodState::Ready) },
        pod(MadeUp(0), "n3", &template, PodState::Unbound),
        pod(MadeUp(1), "n4", &template, PodState::Starting),
        pod(MadeUp(2), "n5", &on_host, PodState::Starting),
        ScenePod {
            restarts: 3,
            last_ended: Some(BEGAN.plus_seconds(-1)),
            ..pod(MadeUp(258), "n6", &template, PodState::Waiting("CrashLoopBackOff"))
        },
        pod(MadeUp(4), "n7", &template, PodState::Running),
        pod(MadeUp(5), "n8", &template, PodState::Succeeded),
        pod(MadeUp(6), "n9", &template, PodState::Failed(None)),
        pod(MadeUp(7), "n10", &template, PodState::Failed(Some("OutOfcpu"))),
    ];
    let scene = Scene { pods: &pods, ..scene(&daemon_set, 2) };
    assert_eq!(
        scene.get_pods(true),
        "NAME          READY   STATUS              RESTARTS     AGE         IP             NODE     NOMINATED NODE   READINESS GATES\n\
             agent-54fnf   0/1     Error               0            7s          198.19.0.6     n9       <none>           <none>\n\
             agent-bbbbb   1/1     Running             0            7s          10.0.0.9       n2       <none>           <none>\n\
             agent-cj6jp   0/1     Pending             0            7s          <none>         <none>   <none>           <none>\n\
             agent-hcvxr   0/1     Completed           0            7s          198.19.0.5     n8       <none>           <none>\n\
             agent-l28vw   0/1     ContainerCreating   0            7s          198.18.2.188   n5       <none>           <none>\n\
             agent-qtxc2   0/1     OutOfcpu            0            7s          <none>         n10      <none>           <none>\n\
             agent-rm8q6   0/1     CrashLoopBackOff    3 (3s ago)   7s          198.19.1.2     n6       <none>           <none>\n\
             agent-tkcb7   0/1     Running             0            7s          198.19.0.4     n7       <none>           <none>\n\
             agent-x9n8b   0/1     ContainerCreating   0            7s          <none>         n4       <none>           <none>\n\
             agent-zzzzz   1/1     Terminating         0            <unknown>   <none>         n1       <none>           <none>\n"
    );
    assert_eq!(Scene { pods: &[], ..scene }.get_pods(true), "No resources found in logs namespace.\n");
}

#[test]
fn containers_are_counted_as_kubelets_report_them() {
    let daemon_set = daemon_set();
    let probe = serde_json::json!({"periodSeconds": 10});
    let main = || serde_json::json!({"name": "main", "readinessProbe": probe});
    let side = || serde_json::json!({"name": "side"});
    let init = || serde_json::json!({"name": "init"});
    let proxy = || serde_json::json!({"name": "proxy", "restartPolicy": "Always"});
    let gate = || serde_json::json!([{"conditionType": "example.com/lb"}]);
    for (spec, state, expected) in [
        (json!({"containers": [main(), side()]}), PodState::Starting, "0/2 ContainerCreating <none>"),
        (json!({"containers": [main(), side()]}), PodState::Running, "1/2 Running <none>"),
        (json!({"containers": [side(), side()]}), PodState::Running, "0/2 Running <none>"),
        (json!({"containers": [side()], "readinessGates": gate()}), PodState::Running, "1/1 Running 0/1"),
        (json!({"containers": [side()], "readinessGates": gate()}), PodState::Ready, "1/1 Running 1/1"),
        (
            json!({"containers": [side()], "initContainers": [init()]}),
            PodState::Starting,
            "0/1 Init:0/1 <none>",
        ),
        (
            json!({"containers": [main()], "initContainers": [init(), proxy()]}),
            PodState::Running,
            "1/2 Running <none>",
        ),
        (
            json!({"containers": [main()], "initContainers": [proxy(), init()]}),
            PodState::Ready,
            "2/2 Running <none>",
        ),
        (
            json!({"containers": [main()], "initContainers": [init(), proxy()]}),
            PodState::Waiting("ImagePullBackOff"),
            "1/2 ImagePullBackOff <none>",
        ),
        (
            json!({"containers": [main()], "initContainers": [proxy()]}),
            PodState::Succeeded,
            "0/2 Completed <none>",
        ),
        (
            json!({"containers": [side()], "schedulingGates": [{"name": "x"}]}),
            PodState::Unbound,
            "0/1 SchedulingGated <none>",
        ),
    ] {
        let mut template = json!({});
        template.as_object_mut().unwrap().insert("spec".to_owned(), spec);
        let pods = [pod(Given("a"), "n", &template, state)];
        let text = Scene { pods: &pods, ..scene(&daemon_set, 2) }.get_pods(true);
        let row: Vec<&str> = text.lines().nth(1).unwrap().split_whitespace().collect();
        assert_eq!(format!("{} {} {}", row[1], row[2], row[8]), expected, "{template}");
    }
}

/// What decides about the row of a Pod, in all ways together.
fn pod_specs() -> Vec<Value> {
    let parts = [
        (
            "containers",
            vec![json!([{"name": "a"}]), json!([{"name": "a", "readinessProbe": {}}, {"name": "b"}])],
        ),
        (
            "initContainers",
            vec![
                json!([]),
                json!([{"name": "i"}]),
                json!([{"name": "i"}, {"name": "s", "restartPolicy": "Always"}]),
                json!([{"name": "s", "restartPolicy": "Always"}, {"name": "i"}]),
            ],
        ),
        ("readinessGates", vec![json!([]), json!([{"conditionType": "x"}, {"conditionType": "y"}])]),
        ("schedulingGates", vec![json!([]), json!([{"name": "x"}])]),
        ("hostNetwork", vec![json!(false), json!(true)]),
    ];
    let mut specs = vec![json!({})];
    for (field, values) in &parts {
        let mut more = Vec::new();
        for (spec, value) in specs.iter().flat_map(|spec| values.iter().map(move |value| (spec, value))) {
            let mut spec = spec.clone();
            spec.as_object_mut().unwrap().insert((*field).to_owned(), value.clone());
            more.push(spec);
        }
        specs = more;
    }
    specs
}

#[test]
fn a_pod_says_what_the_printer_says_of_its_object() {
    let daemon_set = daemon_set();
    let states = [
        PodState::Unbound,
        PodState::Starting,
        PodState::Waiting("CrashLoopBackOff"),
        PodState::Running,
        PodState::Ready,
        PodState::Succeeded,
        PodState::Failed(None),
        PodState::Failed(Some("Evicted")),
    ];
    let now = Time::from_micros(3_000_000_005);
    for spec in pod_specs() {
        let mut template = json!({});
        template.as_object_mut().unwrap().insert("spec".to_owned(), spec);
        for (turn, state) in states.iter().flat_map(|state| (0..6).map(move |turn| (turn, *state))) {
            let pod = ScenePod {
                created: if turn == 0 { Time::MIN } else { Time::from_micros(1_000_999_999) },
                is_deleted: turn % 2 == 0,
                restarts: turn,
                last_ended: (turn > 1).then_some(Time::from_micros((1_000 + 100 * turn) * 1_000_000 + 7)),
                ..pod(if turn < 3 { Given("given") } else { MadeUp(9) }, "n", &template, state)
            };
            let names = Names::new("agent", &[]);
            let printed = get_pods(&[kubelet::object(&pod, &names)], true, now);
            let pods = [pod];
            assert_eq!(
                Scene { pods: &pods, now, ..scene(&daemon_set, 0) }.get_pods(true),
                printed,
                "{pod:?}"
            );
        }
    }
}

/// The events at the end of the description.
fn described(scene: &Scene<'_>) -> String {
    let text = scene.describe_daemon_set();
    text.split_once("\nEvents:").map(|(_, events)| events.to_owned()).unwrap()
}

#[test]
fn the_description_has_the_events_so_far() {
    let daemon_set = daemon_set();
    let template = crate::model::testing::tree(template());
    let pods = [
        pod(MadeUp(1), "n1", &template, PodState::Starting),
        pod(Given("agent-b"), "n2", &template, PodState::Ready),
    ];
    let events =
        [event(0, SuccessfulDelete, 0), event(6, SuccessfulCreate, 1), event(30, FailedDaemonPod, 1)];
    let writes = writes();
    let scene = Scene { pods: &pods, events: &events, writes: &writes, ..scene(&daemon_set, 9) };
    assert_eq!(
        scene.describe_daemon_set(),
        "Name:           agent\n\
         Namespace:      logs\n\
         Selector:       app=agent\n\
         Node-Selector:  <none>\n\
         Labels:         <none>\n\
         Annotations:    deprecated.daemonset.template.generation: 2\n\
         Desired Number of Nodes Scheduled: 3\n\
         Current Number of Nodes Scheduled: 3\n\
         Number of Nodes Scheduled with Up-to-date Pods: 1\n\
         Number of Nodes Scheduled with Available Pods: 2\n\
         Number of Nodes Misscheduled: 0\n\
         Pods Status:  1 Running / 1 Waiting / 0 Succeeded / 0 Failed\n\
         Pod Template:\n\
         \u{20} Labels:  app=agent\n\
         \u{20} Containers:\n\
         \u{20}  main:\n\
         \u{20}   Image:         agent:2\n\
         \u{20}   Port:          <none>\n\
         \u{20}   Host Port:     <none>\n\
         \u{20}   Environment:   <none>\n\
         \u{20}   Mounts:        <none>\n\
         \u{20} Volumes:         <none>\n\
         \u{20} Node-Selectors:  <none>\n\
         \u{20} Tolerations:     <none>\n\
         Events:\n\
         \u{20} Type    Reason            Age   From                  Message\n\
         \u{20} ----    ------            ----  ----                  -------\n\
         \u{20} Normal  SuccessfulDelete  9s    daemonset-controller  Deleted pod: agent-cj6jp\n\
         \u{20} Normal  SuccessfulCreate  3s    daemonset-controller  Created pod: agent-x9n8b\n"
    );
    let later = described(&Scene { now: BEGAN.plus_seconds(31), ..scene });
    assert!(
        later.ends_with("Found failed daemon pod logs/agent-x9n8b on node n1, will try to kill it\n"),
        "{later}"
    );
    assert_eq!(
        described(&Scene { now: BEGAN.plus_seconds(3_606), ..scene }).lines().count(),
        4,
        "an hour later"
    );
    assert!(described(&Scene { now: BEGAN.plus_seconds(3_630), ..scene }).trim() == "<none>");
}

#[test]
fn many_events_are_combined_and_then_throttled() {
    let daemon_set = daemon_set();
    let events: Vec<_> =
        (0_usize..).zip(0..40).map(|(pod, number)| event(number * 10, SuccessfulDelete, pod)).collect();
    let scene = Scene { events: &events, ..scene(&daemon_set, 400) };
    let text = described(&scene);
    let rows: Vec<&str> = text.lines().skip(3).collect();
    assert_eq!(rows.len(), 10);
    // The 26th comes 250 seconds after the first and finds nothing left; 300 seconds make one more, and it tells of all since.
    assert_eq!(
        rows[9],
        "  Normal  SuccessfulDelete  100s (x22 over 5m10s)  daemonset-controller  (combined from similar events): Deleted pod: agent-8fk68"
    );
}

#[test]
fn the_status_of_the_rollout_scrolls() {
    let daemon_set = daemon_set();
    let writes = writes();
    let scene = Scene { writes: &writes, ..scene(&daemon_set, 0) };
    let lines: Vec<String> = scene
        .rollout_status()
        .unwrap()
        .into_iter()
        .map(|(at, text)| format!("{} {text}", at.since(BEGAN).as_secs()))
        .collect();
    assert_eq!(
        lines.concat(),
        "0 Waiting for daemon set spec update to be observed...\n\
         0 Waiting for daemon set \"agent\" rollout to finish: 0 out of 3 new pods have been updated...\n\
         6 Waiting for daemon set \"agent\" rollout to finish: 1 out of 3 new pods have been updated...\n\
         16 Waiting for daemon set \"agent\" rollout to finish: 1 out of 3 new pods have been updated...\n\
         17 Waiting for daemon set \"agent\" rollout to finish: 2 of 3 updated pods are available...\n\
         27 daemon set \"agent\" successfully rolled out\n"
    );
    let on_delete = json!({"spec": {"updateStrategy": {"type": "OnDelete"}}});
    let refused = Scene { daemon_set: &on_delete, ..scene }.rollout_status();
    assert_eq!(refused, Err("rollout status is only available for RollingUpdate strategy type".to_owned()));
}

#[test]
fn a_node_is_described_as_far_as_it_decides() {
    let daemon_set = daemon_set();
    let mut fleet = Fleet::new();
    fleet.push_node(
        &Node::read(&json!({
            "metadata": {"name": "n1", "labels": {"node-role.kubernetes.io/control-plane": ""}},
            "spec": {"taints": [{"key": "node-role.kubernetes.io/control-plane", "effect": "NoSchedule"}]},
        }))
        .unwrap(),
    );
    let scene = Scene { node: fleet.get(0), ..scene(&daemon_set, 0) };
    assert_eq!(
        scene.describe_node().unwrap(),
        "Name:               n1\n\
         Roles:              control-plane\n\
         Labels:             node-role.kubernetes.io/control-plane=\n\
         Taints:             node-role.kubernetes.io/control-plane:NoSchedule\n\
         Unschedulable:      false\n"
    );
}
