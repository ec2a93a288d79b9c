//! Keys of things that are made of several texts: one text that is the same for equal ones, and for no others. Their own order would be
//! code for each type.

/// Puts a part behind a key: a word of letters for its kind, then texts with their lengths.
pub fn put(key: &mut String, kind: &str, texts: &[&str]) {
    key.push_str(kind);
    for text in texts {
        key.push_str(&text.len().to_string());
        key.push(':');
        key.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::put;

    #[test]
    fn texts_do_not_run_into_each_other() {
        let key = |texts: &[&str]| {
            let mut key = String::new();
            put(&mut key, "k", texts);
            key
        };
        assert_eq!(key(&["a", ""]), "k1:a0:");
        assert_ne!(key(&["a", "b"]), key(&["ab", ""]));
        assert_ne!(key(&["1:a"]), key(&["1", "a"]));
    }
}
