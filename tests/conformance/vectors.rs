//! The engine against what Kubernetes' own code answered: the recorded vectors, and every disagreement that was found.

use std::io::Read;

use flate2::read::GzDecoder;
use serde_json::Value;

use crate::subjects::{SUBJECTS, agrees, answer};

#[test]
fn every_recorded_answer_is_the_engines() {
    for (subject, _) in SUBJECTS {
        let vectors = vectors(subject);
        assert!(!vectors.is_empty(), "{subject} has no vectors");
        for (number, vector) in vectors.iter().enumerate() {
            let ours = answer(subject, &vector["case"]);
            assert!(
                agrees(subject, &vector["answer"], &ours),
                "{subject} {number}: {}\nupstream: {}\nours:     {ours}",
                vector["case"],
                vector["answer"]
            );
        }
        println!("{subject}: {} answers agree", vectors.len());
    }
}

/// The recorded vectors of a subject, and those that once disagreed.
fn vectors(subject: &str) -> Vec<Value> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/conformance/vectors");
    let mut text = String::new();
    let packed = std::fs::read(format!("{folder}/{subject}.jsonl.gz")).unwrap();
    GzDecoder::new(packed.as_slice()).read_to_string(&mut text).unwrap();
    text += &std::fs::read_to_string(format!("{folder}/found-{subject}.jsonl")).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_readme_says_how_many_there_are() {
    let root = env!("CARGO_MANIFEST_DIR");
    let read = |file: &str| std::fs::read_to_string(format!("{root}/{file}")).unwrap();
    let counts: Value = serde_json::from_str(&read("tests/conformance/vectors/counts.json")).unwrap();
    let counts = counts.as_object().unwrap();
    assert!(
        counts
            .keys()
            .eq(SUBJECTS.iter().map(|(subject, _)| subject).collect::<std::collections::BTreeSet<_>>())
    );
    let total: u64 = counts.values().map(|count| count.as_u64().unwrap()).sum();
    let total = format!("{},{:03}", total / 1000, total % 1000);
    let sentence = format!("hold it against {total} recorded answers of Kubernetes' own");
    assert!(read("README.md").contains(&sentence), "the README must say: {sentence}");
}
