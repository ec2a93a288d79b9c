//! Real node lists: what each was read as, and every truncation of every one gets an answer.

use daemonset_planner::manifest::{Form, read_nodes};

use crate::shared;

fn lists() -> Vec<String> {
    let mut files = shared::files("corpus/nodes");
    files.extend(
        ["kind-1.14", "kubeadm-1.8-aws"].map(|cluster| format!("corpus/clusters/{cluster}/nodes.json")),
    );
    files
}

#[test]
fn overview() {
    for file in lists() {
        let Some(text) = shared::bytes(&file) else { return };
        let reading = read_nodes(&text);
        println!("{file} {:?} {} {:?}", reading.form, reading.fleet.len(), reading.carries);
        for node in reading.fleet.iter() {
            let taints: Vec<String> = node.taints().iter().map(|taint| taint.to_text()).collect();
            println!(
                "    {} {} {:?} {:?} {}",
                node.name(),
                node.labels().count(),
                node.ready(),
                taints,
                node.unschedulable()
            );
        }
        for column in &reading.columns {
            println!("    {column:?}");
        }
        for d in &reading.diagnostics {
            println!(
                "  {:?} {} {} | {:?} {:?}",
                d.severity,
                d.code,
                d.message,
                d.help,
                d.range.map(|r| (r.start.line, r.start.column, r.end.column))
            );
        }
        let _ = Form::None;
    }
}
