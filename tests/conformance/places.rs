//! Where the fields of a paste stand.

use daemonset_planner::{
    diagnostic::{FieldPath, Range, Segment, Source},
    manifest::{Origin, Places, read},
    model::value::Value,
};

use crate::shared;

/// A paste with everything that makes places hard: a List in JSON, wide characters, aliases, merges, Windows line ends.
const TEXT: &str = concat!(
    " {\"kind\": \"List\", \"items\": [{\"é😀\": 1, \"a\": [1, {\"c\": true}]},\n",
    "  {\"a\": \"\\\"}\", \"b\": {}}]}\n",
    "---\r\n",
    "a: &x {b: 1}\r\n",
    "c:\r\n",
    "  <<: *x\r\n",
    "  d: *x\r\n",
    "  'e': [1,\r\n",
    "    2] # two\r\n",
    "f:\r\n",
    "- g: |\r\n",
    "    text\r\n",
    "    more\r\n",
    "  h:\r\n",
    "- {i: \"😀\", j: k}\r\n",
);

/// Parses `a.b[0].c`.
fn path(text: &str) -> FieldPath {
    let parts = text.split(['.', '[']).filter(|part| !part.is_empty());
    parts.fold(FieldPath::root(), |path, part| match part.strip_suffix(']') {
        Some(index) => path.index(index.parse().unwrap()),
        None => path.key(part),
    })
}

fn words(range: Range) -> String {
    format!("{}:{}-{}:{}", range.start.line, range.start.column, range.end.line, range.end.column)
}

#[test]
fn fields_are_found_where_they_stand() {
    let first = Origin { document: 0, items: vec![0] };
    let second = Origin { document: 0, items: vec![1] };
    let yaml = Origin { document: 1, items: vec![] };
    let mut wrong = Vec::new();
    for (origin, field, value, key) in [
        (&first, "", "1:29-1:62", "1:29-1:62"),
        (&first, "é😀", "1:37-1:38", "1:30-1:35"),
        (&first, "a[1].c", "1:55-1:59", "1:50-1:53"),
        (&first, "a[2]", "1:40-1:43", "1:40-1:43"),
        (&second, "a", "2:9-2:14", "2:4-2:7"),
        (&second, "b.x", "2:16-2:19", "2:16-2:19"),
        (&yaml, "a.b", "4:11-4:12", "4:8-4:9"),
        (&yaml, "c", "6:3-9:7", "5:1-5:2"),
        (&yaml, "c.b", "4:11-4:12", "4:8-4:9"),
        (&yaml, "c.d", "4:4-4:13", "7:3-7:4"),
        (&yaml, "c.e[1]", "9:5-9:6", "9:5-9:6"),
        (&yaml, "c.z.y", "5:1-5:2", "5:1-5:2"),
        (&yaml, "f[0].g", "11:6-13:9", "11:3-11:4"),
        (&yaml, "f[0].h", "14:3-14:4", "14:3-14:4"),
        (&yaml, "f[1].j", "15:16-15:17", "15:13-15:14"),
        (&yaml, "f[1].z", "15:3-15:18", "15:3-15:18"),
        (&yaml, "z", "4:1-4:13", "4:1-4:13"),
    ] {
        // With the mark in front, kubectl takes the JSON for YAML; the places stay.
        for text in [TEXT.to_owned(), format!("\u{feff}{TEXT}")] {
            let places = Places::of(text.as_bytes(), origin);
            let found =
                [places.range(&path(field)), places.key_range(&path(field))].map(|place| place.map(words));
            wrong.extend(
                (found != [value, key].map(|place| Some(place.to_owned()))).then_some((field, found)),
            );
        }
    }
    assert_eq!(wrong, []);
    for missing in [Origin { document: 2, items: vec![] }, Origin { document: 0, items: vec![2] }] {
        assert_eq!(Places::of(TEXT.as_bytes(), &missing).range(&path("a")), None);
    }
}

/// Every string and number of an object, with its path.
fn leaves(value: &Value, path: &FieldPath, found: &mut Vec<(FieldPath, String)>) {
    match value {
        Value::Object(map) => {
            map.iter()
                .for_each(|(key, value)| leaves(value, &path.with(Segment::Key(key.as_str().into())), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, value)| leaves(value, &path.index(index), found));
        }
        Value::String(text) => found.push((path.clone(), text.clone())),
        _ => {}
    }
}

#[test]
fn plain_text_stands_where_its_place_says() {
    let mut compared = 0;
    for file in shared::files("corpus/daemonsets") {
        let bytes = shared::bytes(&file).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        let lines: Vec<&str> = text.split('\n').collect();
        for document in read(&bytes, Source::Manifest).documents {
            let places = Places::of(&bytes, &document.origin);
            let mut found = Vec::new();
            leaves(&document.object, &FieldPath::root(), &mut found);
            for (path, expected) in found.iter().filter(|(_, text)| !text.is_empty()) {
                let range = places.range(path).unwrap();
                let line =
                    lines[range.start.line as usize - 1].encode_utf16().skip(range.start.column as usize - 1);
                let length = if range.start.line == range.end.line {
                    (range.end.column - range.start.column) as usize
                } else {
                    usize::MAX
                };
                let there = String::from_utf16(&line.take(length).collect::<Vec<u16>>()).unwrap();
                // Quoted, folded and block text looks different in the paste.
                if !there.starts_with(['"', '\'', '|', '>', '&', '!'])
                    && !expected.contains('\n')
                    && length < usize::MAX
                {
                    assert_eq!(&there, expected, "{file} {path}");
                    compared += 1;
                }
            }
        }
    }
    println!("{compared} texts compared");
}
