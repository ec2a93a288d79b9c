//! The house rules that a compiler does not check: who may import whom, how long a file may be, where the release is named.
#![expect(
    clippy::disallowed_methods,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests read files, and stop where they cannot go on"
)]

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// Each room, and the rooms that it may use.
const MAY_USE: [(&str, &[&str]); 14] = [
    ("heap", &[]),
    ("diagnostic", &[]),
    ("model", &[]),
    ("manifest", &["model", "diagnostic"]),
    ("matching", &["model", "diagnostic"]),
    ("apiserver", &["manifest", "model", "matching", "diagnostic"]),
    ("controller", &["apiserver", "model", "matching", "diagnostic"]),
    ("scheduler", &["apiserver", "model", "matching"]),
    ("security", &["apiserver", "model", "diagnostic"]),
    ("simulation", &["controller", "scheduler", "apiserver", "model"]),
    ("kubectl", &["controller", "scheduler", "simulation", "apiserver", "model"]),
    (
        "answer",
        &[
            "kubectl",
            "simulation",
            "scheduler",
            "security",
            "controller",
            "apiserver",
            "matching",
            "manifest",
            "model",
            "diagnostic",
        ],
    ),
    (
        "planner",
        &[
            "answer",
            "kubectl",
            "simulation",
            "scheduler",
            "security",
            "controller",
            "apiserver",
            "matching",
            "manifest",
            "model",
            "diagnostic",
        ],
    ),
    ("wasm", &["planner", "answer", "heap"]),
];

const LONGEST_FILE: usize = 500;

#[test]
fn rooms_import_only_what_they_may() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let room = room_of(&file);
        if room == "lib" {
            continue;
        }
        let (_, may) = MAY_USE.iter().find(|(name, _)| *name == room).unwrap_or_else(|| {
            panic!("{} stands in a room that the map does not name", file.display());
        });
        for used in rooms_used(&text) {
            if used != room && !may.contains(&used.as_str()) {
                wrong.push(format!("{} uses {used}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_import_test_sees_imports() {
    let text = "use crate::{model::fleet::Fleet, apiserver::Admitted};\n//! [`crate::wasm`]\nlet x = crate::planner::plan();";
    let used: Vec<String> = rooms_used(text).into_iter().collect();
    assert_eq!(used, ["apiserver", "model", "planner"]);
}

#[test]
fn files_stay_readable() {
    let long: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| text.lines().count() > LONGEST_FILE)
        .map(|(file, text)| format!("{}: {} lines", file.display(), text.lines().count()))
        .collect();
    assert!(long.is_empty(), "longer than {LONGEST_FILE} lines: {long:#?}");
}

#[test]
fn the_release_is_named_in_one_place() {
    let naming: Vec<PathBuf> = sources()
        .into_iter()
        .filter(|(_, text)| {
            text.lines().any(|line| !line.trim_start().starts_with("//") && line.contains("\"1.37"))
        })
        .map(|(file, _)| file)
        .collect();
    assert_eq!(naming, [PathBuf::from("lib.rs")]);
}

/// The rooms named behind `crate::` outside comments, be it one by one or in a braced list.
fn rooms_used(text: &str) -> BTreeSet<String> {
    let code: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    let mut used = BTreeSet::new();
    for tail in code.split("crate::").skip(1) {
        match tail.strip_prefix('{') {
            None => used.extend(first_word(tail)),
            Some(list) => {
                let mut depth = 0;
                let mut start = true;
                for (at, letter) in list.char_indices() {
                    match letter {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        letter if start && letter.is_alphabetic() => {
                            used.extend(first_word(&list[at..]));
                            start = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    used.retain(|name| MAY_USE.iter().any(|(room, _)| room == name));
    used
}

fn first_word(text: &str) -> Option<String> {
    let word: String = text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    (!word.is_empty()).then_some(word)
}

fn room_of(file: &Path) -> String {
    let first = file.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Every Rust file below `src`, as a path below it, with its text.
fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(&root).unwrap().to_path_buf(), text));
            }
        }
    }
    found.sort();
    assert!(found.len() > 20, "the sources are read");
    found
}
