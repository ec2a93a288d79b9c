//! The folder of answers and real input beside the checkout.

use std::{io::Read, path::PathBuf};

use daemonset_planner::model::{fleet::Fleet, node::Node};
use serde_json::Value;

use crate::subjects::tree;

/// The bytes of a file of `../shared`, unpacked if it is gzipped; `None`, with a notice, where it is absent.
pub(crate) fn bytes(path: &str) -> Option<Vec<u8>> {
    let file = root().join(path);
    let Ok(packed) = std::fs::read(&file) else {
        println!("skipped: ../shared/{path} is not there");
        return None;
    };
    if std::path::Path::new(path).extension().is_none_or(|extension| extension != "gz") {
        return Some(packed);
    }
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut unpacked).unwrap();
    Some(unpacked)
}

/// The lines of a JSON-lines file; none, with a notice, where it is absent.
pub(crate) fn lines(path: &str) -> Vec<Value> {
    let bytes = bytes(path).unwrap_or_default();
    String::from_utf8(bytes).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The files of a folder of `../shared`, in the order of their names, as paths below it; none where it is absent.
pub(crate) fn files(folder: &str) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(root().join(folder)) else {
        println!("skipped: ../shared/{folder} is not there");
        return Vec::new();
    };
    let mut names: Vec<String> =
        entries.map(|entry| format!("{folder}/{}", entry.unwrap().file_name().to_string_lossy())).collect();
    names.sort();
    names
}

/// A list of Node objects as a fleet.
pub(crate) fn fleet(nodes: &Value) -> Fleet {
    let mut fleet = Fleet::new();
    for node in nodes.as_array().unwrap() {
        fleet.push_node(&Node::read(&tree(node)).unwrap());
    }
    fleet
}

fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared"))
}

/// Where tests cut a text: everywhere in short ones, at about a hundred places in others, half of them at ends of lines.
/// With `TRUNCATIONS=all`, everywhere but in the middle of the longest, which are cut at every end of a line.
pub(crate) fn truncations(text: &[u8]) -> impl Iterator<Item = usize> {
    let length = text.len();
    let all = std::env::var_os("TRUNCATIONS").is_some_and(|wanted| wanted == "all");
    let (everywhere, stride) = if all { (40_000, 1) } else { (4_096, length / 60) };
    let ends_line = move |end: usize| text.get(end.saturating_sub(1)) == Some(&b'\n');
    (0..=length).filter(move |end| {
        length < everywhere
            || (all && (*end < everywhere / 10 || length - end < everywhere / 10))
            || (ends_line(*end) && (all || end % 97 == 0))
            || !all && end % stride == 0
    })
}
