//! Lists of words, as text with bars between: so they weigh little.

use crate::model::find::parts;

/// Whether this is one of the words.
pub(super) fn is_one(text: &str, words: &str) -> bool {
    for word in words.split('|') {
        if word == text {
            return true;
        }
    }
    false
}

/// The words.
pub(super) fn words(words: &'static str) -> Vec<&'static str> {
    parts(words, b"|")
}
