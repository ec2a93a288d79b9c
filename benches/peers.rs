//! What the engine takes for what upstream's own code is timed at: seconds as a line of JSON, for `peers.mjs`, which runs
//! this in WebAssembly.
#![expect(clippy::disallowed_methods, clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark")]

use std::{hint::black_box, time::Instant};

use daemonset_planner::{
    apiserver::admit,
    controller::{Placement, Snapshot, reconcile},
    diagnostic::Source,
    manifest,
    model::{fleet::Fleet, time::Time},
    simulation::{Timings, rollout},
};

const ROUNDS: usize = 5;

fn main() {
    let manifest = String::from_utf8_lossy(include_bytes!("daemonset.yaml")).replace("10%", "1");
    let document = manifest::read(manifest.as_bytes(), Source::Manifest).documents.remove(0);
    let admitted = admit(&document.object).unwrap();
    let placement = Placement::of(&admitted);
    let (many, some) = (fleet(100_000), fleet(7_500));
    let verdicts = placement.verdicts(&some);
    let on_many = placement.verdicts(&many);
    println!(
        "{{\"placement\": {}, \"status\": {}, \"rollout\": {}, \"replaced\": {}}}",
        median(&mut || _ = black_box(placement.verdicts(&many))),
        median(&mut || {
            let now = Time::from_seconds(0);
            let snapshot = Snapshot {
                admitted: &admitted,
                fleet: &many,
                verdicts: &on_many,
                pods: &[],
                now,
                revision: None,
            };
            black_box(reconcile(&snapshot));
        }),
        median(&mut || _ = black_box(rollout(&admitted, &some, &verdicts, &Timings::default()))),
        rollout(&admitted, &some, &verdicts, &Timings::default()).nodes,
    );
}

fn median(task: &mut dyn FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..=ROUNDS)
        .map(|_| {
            let start = Instant::now();
            task();
            start.elapsed().as_secs_f64()
        })
        .skip(1)
        .collect();
    times.sort_by(f64::total_cmp);
    times.get(ROUNDS / 2).copied().unwrap_or_default()
}

/// Nodes of three zones, two of which are eligible.
fn fleet(count: usize) -> Fleet {
    let mut fleet = Fleet::new();
    for number in 0..count {
        let name = format!("node-{number}");
        let zone = ["eu-1a", "eu-1b", "eu-1c"].into_iter().nth(number % 3).unwrap_or_default();
        let labels = [
            ("kubernetes.io/hostname", name.as_str()),
            ("kubernetes.io/os", "linux"),
            ("topology.kubernetes.io/zone", zone),
        ];
        fleet.push(&name, &labels, Vec::new(), false, Some("True"));
    }
    fleet
}
