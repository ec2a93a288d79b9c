//! The engine against what Kubernetes' own code answered: the recorded vectors, and every disagreement that was found.

use std::{fs::File, io::Read};

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
    GzDecoder::new(File::open(format!("{folder}/{subject}.jsonl.gz")).unwrap())
        .read_to_string(&mut text)
        .unwrap();
    text += &std::fs::read_to_string(format!("{folder}/found-{subject}.jsonl")).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
