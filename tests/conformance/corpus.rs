//! Real manifests and node lists: every one gets an answer.

use daemonset_planner::{
    diagnostic::{Severity, Source},
    manifest::{Kind, Reading, kind, read},
};

use crate::shared;

const FOLDERS: [&str; 5] =
    ["corpus/daemonsets", "corpus/nodes", "corpus/examples", "corpus/pods", "corpus/negative"];

/// Every file of the corpus, as its path and its bytes.
fn files() -> Vec<(String, Vec<u8>)> {
    let clusters = shared::files("corpus/clusters").into_iter().flat_map(|folder| shared::files(&folder));
    FOLDERS
        .into_iter()
        .flat_map(shared::files)
        .chain(clusters)
        .filter_map(|path| shared::bytes(&path).map(|bytes| (path, bytes)))
        .collect()
}

fn errors(reading: &Reading) -> usize {
    reading.diagnostics.iter().filter(|finding| finding.severity == Severity::Error).count()
}

#[test]
fn every_truncation_of_every_file_gets_an_answer() {
    let mut silent = Vec::new();
    for (path, bytes) in files() {
        let stride = if bytes.len() < 4096 { 1 } else { bytes.len() / 60 };
        for end in (0..bytes.len()).step_by(stride).chain([bytes.len()]) {
            let reading = read(&bytes[..end], Source::Manifest);
            if reading.documents.is_empty() && reading.diagnostics.is_empty() {
                silent.push(format!("{path} up to {end}"));
            }
        }
    }
    assert!(silent.is_empty(), "no objects and no word about it: {silent:?}");
}

#[test]
fn every_daemon_set_is_found_where_it_stands() {
    let mut missing = Vec::new();
    for line in shared::lines("conformance/admission-corpus.jsonl.gz") {
        let path = format!("corpus/{}", line["file"].as_str().unwrap());
        let reading = read(&shared::bytes(&path).unwrap(), Source::Manifest);
        let document = usize::try_from(line["document"].as_u64().unwrap()).unwrap();
        let items: Vec<usize> =
            line["item"].as_u64().into_iter().map(|item| usize::try_from(item).unwrap()).collect();
        let found = reading
            .documents
            .iter()
            .find(|found| found.origin.document == document && found.origin.items == items);
        if found.is_none_or(|found| kind(&found.object) != Kind::DaemonSet) || errors(&reading) > 0 {
            missing.push(format!("{path} {document} {items:?}: {:?}", reading.diagnostics));
        }
    }
    assert!(missing.is_empty(), "{} not found: {missing:#?}", missing.len());
}

#[test]
fn what_is_no_manifest_is_refused_with_a_place() {
    for path in shared::files("corpus/negative") {
        let reading = read(&shared::bytes(&path).unwrap(), Source::Manifest);
        let placed = reading
            .diagnostics
            .iter()
            .any(|finding| finding.severity == Severity::Error && finding.range.is_some());
        assert!(placed, "{path}: {:?}", reading.diagnostics);
    }
}
