//! Node lists as people paste them, each with what is read from it.

use std::fmt::Write;

use super::{Form, read_nodes};

/// What was read, a line each: the form, the nodes with their labels and taints, the columns of `-L`, the findings with their
/// places.
fn shown(text: &str) -> String {
    let reading = read_nodes(text.as_bytes());
    let mut out = reading.form.as_str().to_owned();
    for (what, carried) in [("labels", reading.carries.labels), ("taints", reading.carries.taints)] {
        if carried {
            write!(out, " {what}").unwrap();
        }
    }
    for node in reading.fleet.iter() {
        write!(out, "\n{} {}", node.name(), node.ready().unwrap_or("-")).unwrap();
        if node.unschedulable() {
            write!(out, " cordoned").unwrap();
        }
        let mut labels: Vec<_> = node.labels().collect();
        labels.sort_unstable();
        for (key, value) in labels {
            write!(out, " {key}={value}").unwrap();
        }
        for taint in node.taints() {
            write!(out, " !{}", taint.to_text()).unwrap();
        }
    }
    for column in &reading.columns {
        write!(out, "\n{} {:?}", column.name, column.cells).unwrap();
    }
    let mut findings: Vec<_> = reading.diagnostics.iter().collect();
    if reading.form == Form::Objects {
        findings.sort_by_key(|finding| (finding.severity, finding.code));
    }
    for finding in findings {
        write!(out, "\n{:?} {}", finding.severity, finding.code).unwrap();
        // Places in objects are the YAML reader's, and tested there.
        if let Some(range) = finding.range.filter(|_| reading.form != Form::Objects) {
            let (start, end) = (range.start, range.end);
            write!(out, " {}:{}-{}", start.line, start.column, end.column).unwrap();
        }
    }
    out
}

#[test]
fn every_form_is_read_as_it_stands() {
    let cases = include_str!("tests.txt");
    let mut found = String::new();
    for case in cases.split("\n=====\n") {
        let (input, _) = case.split_once("\n-----").unwrap();
        let text = input.lines().skip(1).collect::<Vec<_>>().join("\n").replace("<TAB>", "\t");
        if !found.is_empty() {
            found.push_str("\n=====\n");
        }
        write!(found, "{input}\n-----\n{}", shown(&text)).unwrap();
    }
    assert_eq!(found, cases.trim_end());
}
