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
        for end in shared::truncations(&bytes) {
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
        if UNREADABLE.iter().any(|(file, _)| path == *file) {
            continue;
        }
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

/// Files that are no YAML, and what their first error says, its place and its help.
const UNREADABLE: [(&str, &str); 3] = [
    (
        "corpus/negative/diff-prefixed-kruise.txt",
        "2:1 did not find expected '-' indicator; this looks like a diff; take away the `+` and `-` at the beginning of \
         the lines",
    ),
    (
        "corpus/negative/templated-fluentd-gcp-ds.yaml",
        "10:15 invalid map key: a map; this is a template; render it first, as with `helm template …`, and paste what \
         comes out",
    ),
    (
        "corpus/negative/templated-kube-proxy-ds.yaml",
        "37:24 did not find expected ',' or '}'; this is a template; render it first, as with `helm template …`, and \
         paste what comes out",
    ),
];

#[test]
fn what_is_no_yaml_is_refused_with_its_place_and_what_to_do() {
    for (path, expected) in UNREADABLE {
        let Some(bytes) = shared::bytes(path) else { return };
        let reading = read(&bytes, Source::Manifest);
        let error = reading.diagnostics.iter().find(|finding| finding.severity == Severity::Error).unwrap();
        let start = error.range.unwrap().start;
        let help = error.help.as_deref().unwrap_or_default();
        assert_eq!(format!("{}:{} {}; {help}", start.line, start.column, error.message), expected, "{path}");
    }
}
