//! Behaviours: prose, input and the expected answer, one Markdown file a behaviour.
//!
//! A file has a fenced block `manifest`, as a rule a block `nodes` (or a line `nodes: FILE` naming a file beside it, or
//! `nodes: 164 like node-` for so many plain nodes `node-0`, `node-1`, …),
//! perhaps blocks `pods`, `previous` and `options`, and a block `answer`, which is compared whole. `BLESS=1 cargo test --test scenarios`
//! writes the answers anew: read the difference before you commit it. `SCENARIO=part-of-a-name` picks some.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "tests read files, and stop where they cannot go on"
)]

mod render;

use std::path::{Path, PathBuf};

use daemonset_planner::planner::Planner;

#[test]
fn scenarios() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let wanted = std::env::var("SCENARIO").unwrap_or_default();
    let bless = std::env::var("BLESS").is_ok();
    let mut failed = Vec::new();
    let mut ran = 0;
    for file in scenario_files(&folder) {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        if !name.contains(&wanted) {
            continue;
        }
        ran += 1;
        let text = std::fs::read_to_string(&file).unwrap();
        let actual = answer(&folder, &text);
        let expected = block(&text, "answer").unwrap_or_default();
        if actual != expected {
            if bless {
                std::fs::write(&file, with_answer(&text, &actual)).unwrap();
            } else {
                failed.push(format!("{name}\n--- expected\n{expected}\n--- actual\n{actual}"));
            }
        }
    }
    assert!(ran > 0, "no scenario is called like {wanted:?}");
    assert!(failed.is_empty(), "{} of {ran} scenarios differ\n\n{}", failed.len(), failed.join("\n\n"));
}

fn scenario_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect();
    files.sort();
    files
}

/// The answer to a scenario's input, as text.
fn answer(folder: &Path, text: &str) -> String {
    let manifest = block(text, "manifest").expect("a scenario has a manifest");
    let nodes = block(text, "nodes").or_else(|| {
        let name = text.lines().find_map(|line| line.strip_prefix("nodes: "))?;
        Some(match name.split_once(" like ") {
            None => std::fs::read_to_string(folder.join(name)).unwrap(),
            Some((number, prefix)) => plain_nodes(number.parse().unwrap(), prefix),
        })
    });
    let mut planner = Planner::default();
    planner.set_manifest(manifest.into_bytes());
    planner.set_nodes(nodes.unwrap_or_default().as_bytes());
    planner.set_pods(block(text, "pods").as_ref().map(String::as_bytes));
    planner.set_previous(block(text, "previous").as_ref().map(String::as_bytes));
    let options = block(text, "options").unwrap_or_default();
    render::plan(&planner.plan(options.as_bytes()))
}

/// So many nodes, as a table.
fn plain_nodes(number: usize, prefix: &str) -> String {
    let mut table = "NAME STATUS ROLES AGE VERSION\n".to_owned();
    for node in 0..number {
        table.extend([format!("{prefix}{node} Ready <none> 1d v1.37.2\n")]);
    }
    table
}

/// The content of the fenced block whose info string is `name`.
fn block(text: &str, name: &str) -> Option<String> {
    let (_, rest) = text.split_once(&format!("\n```{name}\n"))?;
    let (content, _) =
        rest.split_once("\n```").or_else(|| rest.strip_prefix("```").map(|rest| ("", rest)))?;
    Some(format!("{content}\n"))
}

fn with_answer(text: &str, answer: &str) -> String {
    let before = text.split_once("\n```answer\n").map_or(text, |(before, _)| before).trim_end();
    format!("{before}\n\n```answer\n{answer}```\n")
}
