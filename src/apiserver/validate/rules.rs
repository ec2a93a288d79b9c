//! The plain rules for fields, as text: so they weigh little.

use super::{
    at::At,
    containers::{known_even_if_absent, one_of},
    nonnegative,
    paths::{Rule, id, mode, needs, text, text_if_any},
    report::Report,
    security::known,
};
use crate::model::{
    find::holds,
    syntax::{config_key, dns1123_label, dns1123_subdomain, env_name, label_key},
};

/// Applies rules in their order: each word is a field, a mark, and what the mark asks for.
///
/// | mark | what it asks for |
/// |---|---|
/// | `!` | the field, unless the object that it stands in is absent; and its syntax, if one is named |
/// | `?` | a syntax, unless the text is empty |
/// | `~` | a syntax, even of an empty text |
/// | `&` | a syntax, where the field is there |
/// | `=` | the field, and one of the words between bars |
/// | `:` | the same, where the field is there |
/// | `^` | one of the words, where the field is there, even if it is empty |
/// | `%` | one of the words, even where the field is absent |
/// | `#` | a number that is not negative |
/// | `@` | the id of a user or group |
/// | `*` | the permissions of a file |
pub(super) fn apply(report: &mut Report, owner: At<'_>, rules: &'static str) {
    for word in rules.split(' ') {
        let Some(end) = word.find(|letter| holds("!?~&=:^%#@*", letter)) else { continue };
        let (Some(name), Some(mark), Some(rest)) =
            (word.get(..end), word.get(end..=end), word.get(end + 1..))
        else {
            continue;
        };
        let field = owner.field(name);
        match mark {
            "!" => {
                let inside = name.split_once('.');
                if inside.is_none_or(|(object, _)| owner.field(object).exists()) {
                    needs(report, field);
                    text_if_any(report, field, syntax(rest));
                }
            }
            "?" => text_if_any(report, field, syntax(rest)),
            "&" | ":" if !field.exists() => {}
            "~" | "&" => text(report, field, syntax(rest)),
            "=" | ":" => one_of(report, field, rest),
            "^" => known(report, field, rest),
            "%" => known_even_if_absent(report, field, rest),
            "#" => nonnegative(report, field),
            "@" => id(report, field),
            _ => mode(report, field),
        }
    }
}

fn syntax(letter: &str) -> Rule {
    match letter {
        "s" => dns1123_subdomain,
        "l" => dns1123_label,
        "e" => env_name,
        "c" => config_key,
        "k" => label_key,
        _ => |_| Vec::new(),
    }
}
