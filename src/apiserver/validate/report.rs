//! Complaints in the API server's words (upstream: `k8s.io/apimachinery/pkg/util/validation/field`).

use super::words::words;
use super::{super::Complaint, at::At, paths::Rule};
use crate::model::{
    find::{has, replace},
    json as model_json,
    quantity::Quantity,
    quote::go_quote,
    slips,
    value::Value,
};

/// The complaints about an object, in the order in which they were found.
#[derive(Default)]
pub(super) struct Report {
    complaints: Vec<Complaint>,
}

impl Report {
    /// All complaints.
    pub(super) fn into_complaints(self) -> Vec<Complaint> {
        self.complaints
    }

    /// How many complaints there are.
    pub(super) fn len(&self) -> usize {
        self.complaints.len()
    }

    /// Something is missing. `detail` may be empty here and below.
    pub(super) fn required(&mut self, path: At<'_>, detail: &str) -> &mut Complaint {
        self.add(path, "Required value", None, detail)
    }

    /// A value is wrong. `value` is what is printed: see [`quoted`] and [`json`].
    pub(super) fn invalid(&mut self, path: At<'_>, value: &str, detail: &str) -> &mut Complaint {
        self.add(path, "Invalid value", Some(value), detail)
    }

    /// A plain text is wrong.
    pub(super) fn invalid_quoted(&mut self, path: At<'_>, text: &str, detail: &str) -> &mut Complaint {
        self.invalid(path, &go_quote(text), detail)
    }

    /// A text of a type of its own is wrong.
    pub(super) fn invalid_json(&mut self, path: At<'_>, text: &str, detail: &str) -> &mut Complaint {
        self.invalid(path, &json_text(text), detail)
    }

    /// An amount is wrong.
    pub(super) fn invalid_amount(&mut self, path: At<'_>, amount: &Quantity, detail: &str) -> &mut Complaint {
        self.invalid_quoted(path, &amount.to_string(), detail)
    }

    /// A value is wrong, and printed as Go's JSON prints it: `null` where it is absent.
    pub(super) fn wrong(&mut self, field: At<'_>, detail: &str) -> &mut Complaint {
        self.invalid(field, &json(field.value()), detail)
    }

    /// A number is wrong; 0 where it is absent.
    pub(super) fn wrong_number(&mut self, field: At<'_>, detail: &str) -> &mut Complaint {
        self.invalid(field, &field.number().to_string(), detail)
    }

    /// A plain text is wrong; empty where it is absent.
    pub(super) fn wrong_text(&mut self, field: At<'_>, detail: &str) -> &mut Complaint {
        self.invalid_quoted(field, field.text(), detail)
    }

    /// A text of a type of its own is wrong; empty where it is absent.
    pub(super) fn wrong_json(&mut self, field: At<'_>, detail: &str) -> &mut Complaint {
        self.invalid_json(field, field.text(), detail)
    }

    /// A text of a type of its own is none of those that are supported.
    pub(super) fn unknown(&mut self, field: At<'_>, supported: &'static str) -> &mut Complaint {
        self.not_supported(field, field.text(), supported)
    }

    /// A plain text is none of those that are supported.
    pub(super) fn unknown_plain(&mut self, field: At<'_>, supported: &'static str) -> &mut Complaint {
        self.not_supported_quoted(field, field.text(), supported)
    }

    /// A text stands there twice.
    pub(super) fn repeated(&mut self, field: At<'_>) -> &mut Complaint {
        self.duplicate(field, field.text())
    }

    /// A text is wrong for each reason that the rule has.
    pub(super) fn invalid_text(&mut self, path: At<'_>, text: &str, rule: Rule) {
        for complaint in rule(text) {
            self.invalid_quoted(path, text, &complaint);
        }
    }

    /// Something must not be there.
    pub(super) fn forbidden(&mut self, path: At<'_>, detail: &str) -> &mut Complaint {
        self.add(path, "Forbidden", None, detail)
    }

    /// A text is none of those that are supported; the help names the near miss.
    pub(super) fn not_supported(
        &mut self,
        path: At<'_>,
        text: &str,
        supported: &'static str,
    ) -> &mut Complaint {
        let mut near = ("", 3);
        for word in words(supported) {
            let slips = slips(word, text);
            if slips < near.1 {
                near = (word, slips);
            }
        }
        let help = (near.1 < 3).then(|| format!("did you mean `{}`?", near.0));
        let complaint = self.not_supported_value(path, &json_text(text), supported);
        complaint.help = help;
        complaint
    }

    /// A plain text is none of those that are supported.
    pub(super) fn not_supported_quoted(
        &mut self,
        path: At<'_>,
        text: &str,
        supported: &'static str,
    ) -> &mut Complaint {
        self.not_supported_value(path, &go_quote(text), supported)
    }

    /// A value, as it is printed, is none of those that are supported.
    pub(super) fn not_supported_value(
        &mut self,
        path: At<'_>,
        value: &str,
        supported: &'static str,
    ) -> &mut Complaint {
        let mut list = String::new();
        for word in words(supported) {
            list.push_str(if list.is_empty() { "supported values: " } else { ", " });
            list.push_str(&go_quote(word));
        }
        self.add(path, "Unsupported value", Some(value), &list)
    }

    /// A text stands there twice.
    pub(super) fn duplicate(&mut self, path: At<'_>, text: &str) -> &mut Complaint {
        self.add(path, "Duplicate value", Some(&go_quote(text)), "")
    }

    /// A text names nothing that is there.
    pub(super) fn not_found(&mut self, path: At<'_>, text: &str, detail: &str) -> &mut Complaint {
        self.add(path, "Not found", Some(&go_quote(text)), detail)
    }

    /// A list has more items than it may have.
    pub(super) fn too_many(&mut self, path: At<'_>, count: usize, most: usize) {
        self.add(path, "Too many", Some(&count.to_string()), &format!("must have at most {most} items"));
    }

    /// A text is longer than it may be.
    pub(super) fn too_long(&mut self, path: At<'_>, most: usize) -> &mut Complaint {
        self.add(path, "Too long", None, &format!("may not be more than {most} bytes"))
    }

    /// Points the complaints from number `first` on at other places: `from` as printed stands at `to` in the manifest.
    pub(super) fn relocate(&mut self, first: usize, from: At<'_>, to: At<'_>) {
        let (from, to) = (from.full(), to.full());
        for complaint in self.complaints.iter_mut().skip(first) {
            if let Some(rest) = complaint.path.segments().strip_prefix(from.segments()) {
                let mut place = to.clone();
                for segment in rest {
                    place = place.with(segment.clone());
                }
                complaint.place = Some(place);
            }
        }
    }

    /// Points the complaints from number `first` on at one place.
    pub(super) fn relocate_all(&mut self, first: usize, to: At<'_>) {
        for complaint in self.complaints.iter_mut().skip(first) {
            complaint.place = Some(to.full());
        }
    }

    fn add(&mut self, path: At<'_>, what: &str, value: Option<&str>, detail: &str) -> &mut Complaint {
        let path = path.full();
        let mut text = format!("{path}: {what}");
        for part in [value, Some(detail).filter(|detail| !detail.is_empty())] {
            let Some(part) = part else { continue };
            text.push_str(": ");
            text.push_str(part);
        }
        self.complaints.push(Complaint { path, place: None, about_name: false, text, help: None });
        let last = self.complaints.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "it was pushed just now")]
        &mut self.complaints[last]
    }
}

impl Complaint {
    /// Points it at another place of the manifest.
    pub(super) fn stands_at(&mut self, place: At<'_>) {
        self.place = Some(place.full());
    }

    /// Says what to do about it.
    pub(super) fn hint(&mut self, help: &str) {
        self.help = Some(help.to_owned());
    }
}

/// How many letters of two words differ, regardless of case.
fn slips(word: &str, text: &str) -> usize {
    slips::slips(&word.to_ascii_lowercase(), &text.to_ascii_lowercase())
}

/// A value as Go's JSON prints it: compact, `<`, `>` and `&` escaped; decoding has put fields and keys in Go's order.
pub(super) fn json(value: &Value) -> String {
    escaped(model_json::print(value))
}

/// A text as Go's JSON prints it.
pub(in crate::apiserver) fn json_text(text: &str) -> String {
    escaped(model_json::quote(text))
}

/// JSON with what Go escapes besides; nothing of that can stand outside a text.
pub(in crate::apiserver) fn escaped(mut json: String) -> String {
    for (plain, escaped) in [
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u{2028}", "\\u2028"),
        ("\u{2029}", "\\u2029"),
    ] {
        if has(&json, plain) {
            json = replace(&json, plain, escaped);
        }
    }
    json
}

pub(super) use crate::model::quote::go_quote as quoted;
