//! Texts in texts. The standard library's search knows how to be fast in long ones, which is a kilobyte of code that nothing here needs.

/// Where the first text stands that reads like this one, which is not empty.
pub fn find(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes().windows(wanted.len()).position(|part| part == wanted.as_bytes())
}

/// Whether a text is a part of another.
pub fn has(text: &str, wanted: &str) -> bool {
    find(text, wanted).is_some()
}

/// What stands before a text and behind it.
pub fn cut<'t>(text: &'t str, wanted: &str) -> Option<(&'t str, &'t str)> {
    let at = find(text, wanted)?;
    text.get(..at).zip(text.get(at + wanted.len()..))
}

/// The text with another one in the place of each, or as it was.
pub fn replace(text: &str, wanted: &str, instead: &str) -> String {
    let (mut replaced, mut rest) = (String::new(), text);
    while let Some((before, behind)) = cut(rest, wanted) {
        replaced.push_str(before);
        replaced.push_str(instead);
        rest = behind;
    }
    replaced.push_str(rest);
    replaced
}

/// Where the first of some letters stands, all of them ASCII.
pub fn any(text: &str, letters: &[u8]) -> Option<usize> {
    text.bytes().position(|byte| letters.contains(&byte))
}

/// What stands before the first of some letters, all of them ASCII, and behind it.
pub fn cut_any<'t>(text: &'t str, letters: &[u8]) -> Option<(&'t str, &'t str)> {
    let at = any(text, letters)?;
    text.get(..at).zip(text.get(at + 1..))
}

/// What stands between letters that are some, all of them ASCII.
pub fn parts<'t>(text: &'t str, letters: &[u8]) -> Vec<&'t str> {
    let (mut parts, mut rest) = (Vec::new(), text);
    while let Some((part, behind)) = cut_any(rest, letters) {
        parts.push(part);
        rest = behind;
    }
    parts.push(rest);
    parts
}

/// What stands behind a first letter that is one of some, all of them ASCII.
pub fn strip_any<'t>(text: &'t str, letters: &[u8]) -> Option<&'t str> {
    let (before, behind) = cut_any(text, letters)?;
    before.is_empty().then_some(behind)
}

/// A number without its sign.
pub fn unsigned(text: &str) -> &str {
    strip_any(text, b"+-").unwrap_or(text)
}

/// Whether a text has this letter.
pub fn holds(text: &str, letter: char) -> bool {
    text.chars().any(|other| other == letter)
}

#[cfg(test)]
mod tests {
    use super::{any, cut, cut_any, find, has, holds, parts, replace, strip_any};

    #[test]
    fn as_the_standard_library_does() {
        for (text, wanted) in [
            ("", "a"),
            ("a", "a"),
            ("aab", "ab"),
            ("aaa", "aa"),
            ("ü: é: ", ": "),
            ("…u2028…", "…"),
            ("ab", "abc"),
        ] {
            assert_eq!(find(text, wanted), text.find(wanted), "{wanted} in {text}");
            assert_eq!(has(text, wanted), text.contains(wanted), "{wanted} in {text}");
            assert_eq!(cut(text, wanted), text.split_once(wanted), "{wanted} in {text}");
            assert_eq!(replace(text, wanted, "<>"), text.replace(wanted, "<>"), "{wanted} in {text}");
            let letters = wanted.as_bytes();
            let either = |letter: char| letter.is_ascii() && letters.contains(&(letter as u8));
            if wanted.is_ascii() {
                assert_eq!(any(text, letters), text.find(either), "of {wanted} in {text}");
                assert_eq!(cut_any(text, letters), text.split_once(either), "of {wanted} in {text}");
                assert_eq!(
                    parts(text, letters),
                    text.split(either).collect::<Vec<_>>(),
                    "of {wanted} in {text}"
                );
                assert_eq!(strip_any(text, letters), text.strip_prefix(either), "of {wanted} in {text}");
            }
            let letter = wanted.chars().next().unwrap_or_default();
            assert_eq!(holds(text, letter), text.contains(letter), "{letter} in {text}");
        }
    }
}
