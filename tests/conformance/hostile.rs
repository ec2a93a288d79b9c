//! Texts that were made to hurt: each gets its answer, and soon.

use std::{
    fmt::Write,
    time::{Duration, Instant},
};

use daemonset_planner::{
    diagnostic::{FieldPath, Severity, Source},
    manifest::{Places, read, read_nodes},
    planner::Planner,
};

/// The longest that a text of a few megabytes may take, with the little optimisation that tests get.
const SOON: Duration = Duration::from_secs(20);

/// Maps of nine aliases each, one upon the other.
fn laughs(levels: usize) -> String {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..levels {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(text, "a{level}: &a{level} [{aliases}]").unwrap();
    }
    text
}

/// Each anchor holds the one before it, one level deeper.
fn stairs(steps: usize) -> String {
    let mut text = "a0: &a0 [x]\n".to_owned();
    for step in 1..steps {
        writeln!(text, "a{step}: &a{step} [*a{}]", step - 1).unwrap();
    }
    text
}

/// Each map takes in the one before it.
fn merges(steps: usize) -> String {
    let mut text = "a0: &a0 {x: 1}\n".to_owned();
    for step in 1..steps {
        writeln!(text, "a{step}: &a{step} {{<<: *a{}}}", step - 1).unwrap();
    }
    text
}

/// Handles of tags, each used. With line feeds, the first document would end behind them.
fn handles(count: usize) -> String {
    let mut text = String::new();
    (0..count).for_each(|n| write!(text, "%TAG !{n}! x\r").unwrap());
    text += "---\r";
    (0..count).for_each(|n| write!(text, "a{n}: !{n}!x 1\r").unwrap());
    text
}

fn anchors(count: usize) -> String {
    let mut text = String::new();
    (0..count).for_each(|n| writeln!(text, "a{n}: &a{n} 1").unwrap());
    text
}

/// Keys in no order.
fn many_keys(count: usize) -> String {
    let mut text = "{\"items\":[{".to_owned();
    (0..count).for_each(|n| write!(text, "\"{}\":{n},", n * 7919 % count).unwrap());
    text + "\"a\":1}]}"
}

/// Each with its name, and the code of the first error.
fn texts() -> Vec<(&'static str, Vec<u8>, Option<&'static str>)> {
    let million = 1_000_000;
    let deep_json = format!("{{\"a\":{}1{}}}", "[".repeat(500), "]".repeat(500));
    let script = "a: 'see [ !x, y'\n".repeat(100_000);
    vec![
        ("brackets never closed", "[".repeat(million).into(), Some("too-deep")),
        ("braces never closed", "{a: ".repeat(million).into(), Some("json-syntax")),
        ("brackets behind a key", format!("a: {}", "[".repeat(million)).into(), Some("too-deep")),
        ("lists in lists", "- ".repeat(million).into(), Some("too-deep")),
        ("keys in keys", "? ".repeat(million).into(), Some("too-deep")),
        ("JSON never closed", "{\"a\":".repeat(million).into(), Some("json-syntax")),
        ("deep JSON", deep_json.into(), Some("too-deep")),
        ("laughs", laughs(9).into(), Some("excessive-aliasing")),
        ("stairs", stairs(5_000).into(), Some("too-deep")),
        ("merges", merges(5_000).into(), Some("excessive-aliasing")),
        (
            "one long text, often",
            format!("a: &a {}\nb: [{}]\n", "x".repeat(million), "*a, ".repeat(300)).into(),
            Some("excessive-aliasing"),
        ),
        ("anchors", anchors(100_000).into(), None),
        ("one long line", format!("a: [{}]", "a, ".repeat(million)).into(), None),
        ("one long key", format!("{}: 1", "k".repeat(million)).into(), Some("yaml-syntax")),
        ("documents", "---\na: 1\n".repeat(100_000).into(), None),
        ("separators", "---\n".repeat(million).into(), Some("no-objects")),
        ("equal keys", "a: 1\n".repeat(200_000).into(), None),
        ("equal keys in JSON", format!("{{{}\"a\":1}}", "\"a\":1,".repeat(200_000)).into(), None),
        ("many keys in JSON", many_keys(200_000).into(), None),
        ("tags with commas", script.into(), None),
        ("a tag with a comma", b"a: [!x, y]\n".to_vec(), None),
        ("a tag with a comma behind quotes", b"[b'!'['!'!,')[[".to_vec(), Some("yaml-syntax")),
        ("many exclamation marks", format!("a: [{},]", "!".repeat(million)).into(), Some("yaml-syntax")),
        ("backslashes", format!("a: \"{}", "\\".repeat(million)).into(), Some("yaml-syntax")),
        ("handles of tags", handles(200_000).into(), None),
        (
            "a handle for a long text",
            format!("%TAG !e! {}\r---\ra: [{}1]\n", "x".repeat(million), "!e!x 1, ".repeat(million)).into(),
            None,
        ),
        (
            "exclamation marks between brackets",
            format!("a: [{}1]", "! ".repeat(million)).into(),
            Some("yaml-syntax"),
        ),
        ("what may be keys", "[a, ".repeat(99).into_bytes(), Some("yaml-syntax")),
        ("maps in one line", format!("a: [{}1]", "{é: [é], é: 1}, ".repeat(200_000)).into(), None),
        (
            "long lines of letters beyond ASCII",
            format!("'{}': 1\n", "é".repeat(1_022)).repeat(1_000).into(),
            None,
        ),
        ("many lines in one text", format!("a: b\n{}", "  c\n\n".repeat(million)).into(), None),
        ("many lines in quotes", format!("a: \"b\n{}\"", "  c\\\n\n".repeat(million)).into(), None),
        ("empty lines", format!("a: |\n{}  b", "  \n \n".repeat(million)).into(), None),
        ("NUL", b"a: \0\n".to_vec(), Some("control-character")),
        ("no UTF-8", b"a: \xff\n".to_vec(), Some("invalid-utf8")),
        ("UTF-16", b"\xff\xfea\0:\0 \x001\0".to_vec(), Some("invalid-utf8")),
        ("nothing", Vec::new(), Some("no-objects")),
        ("too much", vec![b'a'; (64 << 20) + 1], Some("too-large")),
    ]
}

#[test]
fn texts_that_were_made_to_hurt_get_an_answer_soon() {
    for (name, text, expected) in texts() {
        let start = Instant::now();
        let reading = read(&text, Source::Manifest);
        let code = reading
            .diagnostics
            .iter()
            .find(|finding| finding.severity == Severity::Error)
            .map(|finding| finding.code);
        assert_eq!(code, expected, "{name}: {:?}", reading.diagnostics.first());
        if let Some(last) = reading.documents.last() {
            let places = Places::of(&text, &last.origin);
            assert!(places.range(&FieldPath::of("a.x")).is_some(), "{name}");
        }
        assert!(start.elapsed() < SOON, "{name} took {:?}", start.elapsed());
    }
}

#[test]
fn a_broken_document_hides_no_other() {
    let text = "kind: A\n---\na: [\n---\nkind: B\n---x\n---\nkind: C\n";
    let reading = read(text.as_bytes(), Source::Manifest);
    let found: Vec<(usize, &str)> = reading
        .documents
        .iter()
        .map(|document| (document.origin.document, document.object["kind"].as_str().unwrap()))
        .collect();
    assert_eq!(found, [(0, "A"), (2, "B"), (4, "C")]);
    let errors: Vec<u32> =
        reading.diagnostics.iter().map(|finding| finding.range.unwrap().start.line).collect();
    assert_eq!(errors, [4, 6]);
}

/// Of JSON, which large clusters are read as, twice as much is read.
#[test]
fn node_lists_are_read_up_to_a_size() {
    for (first, last, most) in
        [(r#"[{"metadata": {"name": "a"}}"#, "]", 256 << 20), ("NAME", "\n", 128 << 20)]
    {
        let text =
            |bytes: usize| [first.as_bytes(), &vec![b' '; bytes - first.len() - 1], last.as_bytes()].concat();
        let code = |bytes| read_nodes(&text(bytes)).diagnostics.first().map(|finding| finding.code);
        assert_eq!(code(most + 1), Some("too-large"), "{first}");
        assert_ne!(code(most), Some("too-large"), "{first}");
    }
}

#[test]
fn a_plan_of_more_verdicts_than_memory_holds_leaves_daemon_sets_out() {
    let mut planner = Planner::default();
    planner.set_manifest("apiVersion: apps/v1\nkind: DaemonSet\n---\n".repeat(102).into_bytes());
    let nodes: Vec<_> = (0..2_500).map(|node| format!(r#"{{"metadata": {{"name": "n{node}"}}}}"#)).collect();
    planner.set_nodes(format!("[{}]", nodes.join(", ")).as_bytes());
    let plan = planner.plan(b"");
    assert_eq!(plan.nodes.count, 2_500);
    assert_eq!(plan.daemon_sets.len(), 100);
    let found: Vec<_> = plan.diagnostics.iter().filter(|finding| finding.code == "too-much").collect();
    assert!(found[0].message.starts_with("2 DaemonSets are left out"), "{}", found[0].message);
    assert_eq!((found.len(), found[0].range.as_ref().unwrap().start.line), (1, 301));
}
