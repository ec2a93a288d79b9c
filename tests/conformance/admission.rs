//! Admission: message for message.

use daemonset_planner::{apiserver, diagnostic::Source, manifest};
use serde_json::{Value, json};

use crate::{shared, subjects::tree};

#[test]
fn mutants_are_answered_byte_for_byte() {
    let mut wrong = Vec::new();
    for mutant in shared::lines("conformance/admission-mutants.jsonl") {
        let (code, message, stored) = match apiserver::admit(&tree(&mutant["manifest"])) {
            Ok(admitted) => (201, Value::Null, json!(admitted.object()["spec"]["updateStrategy"])),
            Err(refusal) => (refusal.code, Value::String(refusal.message), Value::Null),
        };
        let same_stored = mutant["stored"].is_null() || mutant["stored"] == stored;
        if mutant["code"] != json!(code) || mutant["message"] != message || !same_stored {
            wrong.push(format!(
                "{}: {code} {message}, not {} {}",
                mutant["name"], mutant["code"], mutant["message"]
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Sent as raw YAML the server refuses it for a key that is there twice; kubectl takes the last one and sends JSON.
const READ_BY_KUBECTL: &str = "daemonsets/metadata-proxy-kops.yaml";

#[test]
fn real_manifests_are_admitted_as_recorded() {
    let mut wrong = Vec::new();
    for record in shared::lines("conformance/admission-corpus.jsonl.gz") {
        let file = record["file"].as_str().unwrap();
        let text = shared::bytes(&format!("corpus/{file}")).unwrap();
        let items: Vec<usize> =
            record["item"].as_u64().map(|item| usize::try_from(item).unwrap()).into_iter().collect();
        let reading = manifest::read(&text, Source::Manifest);
        let found = reading.documents.iter().find(|document| {
            json!(document.origin.document) == record["document"] && document.origin.items == items
        });
        let answer = found.map(|document| apiserver::admit(&document.object));
        let right = match &answer {
            Some(Ok(admitted)) if record["code"] == 201 => json!(admitted.object()["spec"]) == record["spec"],
            Some(Ok(_)) => file == READ_BY_KUBECTL,
            Some(Err(refusal)) => record["code"] == refusal.code && record["message"] == refusal.message,
            // No object at all: then the server must have found no YAML either.
            None => record["code"] == 400,
        };
        if !right {
            wrong.push(format!(
                "{file} {}: {answer:?}, not {} {}",
                record["document"], record["code"], record["message"]
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
