//! The engine natively: eligibility of 100,000 parsed nodes, and rollouts one by one, where ten times the nodes must not
//! cost a hundred times the time. Each row is a ratio of medians taken in turns.
#![expect(clippy::disallowed_methods, clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark")]

use std::{hint::black_box, time::Instant};

use daemonset_planner::{
    apiserver::{Admitted, admit},
    controller::Placement,
    diagnostic::Source,
    manifest,
    model::{
        fleet::Fleet,
        taint::{Effect, Taint},
    },
    simulation::{Timings, rollout},
};

const ROUNDS: usize = 7;

fn main() {
    eligibility();
    rollouts();
}

/// The time of a node, by class and one by one.
fn eligibility() {
    const NODES: usize = 100_000;
    let admitted = daemon_set(include_bytes!("daemonset.yaml"));
    let fleet = fleet(NODES);
    let placement = Placement::of(&admitted);
    let [by_class, one_by_one] = medians([&mut || drop(black_box(placement.verdicts(&fleet))), &mut || {
        drop(black_box(fleet.iter().map(|node| placement.verdict(node)).collect::<Vec<_>>()));
    }]);
    let nanos = |seconds: f64| seconds * 1e9 / 100_000.0;
    println!(
        "eligibility of {NODES} nodes, by class: {:.0} ns a node; one by one: {:.0} ns a node; ratio {:.2}",
        nanos(by_class),
        nanos(one_by_one),
        by_class / one_by_one
    );
}

/// Ten times the nodes, one at a time.
fn rollouts() {
    let manifest = String::from_utf8_lossy(include_bytes!("daemonset.yaml")).replace("10%", "1");
    let admitted = daemon_set(manifest.as_bytes());
    let placement = Placement::of(&admitted);
    let (small, large) = (fleet(1_667), fleet(16_667));
    let run = |fleet: &Fleet| {
        let verdicts = placement.verdicts(fleet);
        rollout(&admitted, fleet, &verdicts, &Timings::default()).waves.len()
    };
    let waves = (run(&small), run(&large));
    let [of_small, of_large] =
        medians([&mut || _ = black_box(run(&small)), &mut || _ = black_box(run(&large))]);
    println!(
        "rollout with maxUnavailable 1 over {} nodes: {:.1} ms; over {} nodes: {:.1} ms; ratio {:.1} (linear is 10, quadratic 100)",
        waves.0,
        of_small * 1e3,
        waves.1,
        of_large * 1e3,
        of_large / of_small
    );
}

/// The median of each task's seconds; the tasks take turns.
fn medians<const TASKS: usize>(mut tasks: [&mut dyn FnMut(); TASKS]) -> [f64; TASKS] {
    let mut times = [const { Vec::new() }; TASKS];
    for round in 0..=ROUNDS {
        for (task, times) in tasks.iter_mut().zip(&mut times) {
            let start = Instant::now();
            task();
            if round > 0 {
                times.push(start.elapsed().as_secs_f64());
            }
        }
    }
    times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times.get(ROUNDS / 2).copied().unwrap_or_default()
    })
}

fn daemon_set(text: &[u8]) -> Admitted {
    let document = manifest::read(text, Source::Manifest).documents.remove(0);
    admit(&document.object).unwrap()
}

/// Nodes of three zones, every tenth with a GPU's taint; two thirds are eligible, but for those.
fn fleet(count: usize) -> Fleet {
    let mut fleet = Fleet::new();
    let taint = Taint { key: "nvidia.com/gpu".into(), value: "present".into(), effect: Effect::NoSchedule };
    for number in 0..count {
        let name = format!("node-{number}");
        let zone = ["eu-1a", "eu-1b", "eu-1c"].into_iter().nth(number % 3).unwrap_or_default();
        let labels = [
            ("kubernetes.io/hostname", name.as_str()),
            ("kubernetes.io/os", "linux"),
            ("topology.kubernetes.io/zone", zone),
        ];
        let taints = if number % 10 == 0 { vec![taint.clone()] } else { Vec::new() };
        fleet.push(&name, &labels, taints, false, Some("True"));
    }
    fleet
}
