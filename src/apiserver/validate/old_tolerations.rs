//! Tolerations in an annotation, as they were written once (upstream: `ValidateTolerationsInPodAnnotations`).

use super::{at::At, place::Places, report::Report, tolerations};
use crate::{
    manifest,
    model::{find::replace, json::number, object::Map, value::Value},
};

/// The fields as the server's own type has them, ours, and the Go types.
const FIELDS: [(&str, &str, &str); 5] = [
    ("Key", "key", "string"),
    ("Operator", "operator", "core.TolerationOperator"),
    ("Value", "value", "string"),
    ("Effect", "effect", "core.TaintEffect"),
    ("TolerationSeconds", "tolerationSeconds", "int64"),
];

/// Reads the annotation and checks what it says; the paths are those of the server.
pub(super) fn check(report: &mut Report, annotations: At<'_>, key: &str, text: &str) {
    match manifest::read_json(text.as_bytes()).and_then(|value| read(&value)) {
        Ok(list) => {
            let places = Places::default();
            let first = report.len();
            tolerations::check(report, At::start(&list, annotations.field_named(key).full(), &places));
            report.relocate_all(first, annotations.key(key));
        }
        Err(error) => {
            // In a stream the same mistake has another name.
            let error = if error == "unexpected EOF" { "unexpected end of JSON input" } else { &error };
            report.invalid_quoted(annotations, key, error).stands_at(annotations.key(key));
        }
    }
}

/// The list with the fields' names as a manifest has them; the first value of a wrong type is the error.
fn read(value: &Value) -> Result<Value, String> {
    let list = match value {
        Value::Null => return Ok(Value::Null),
        Value::Array(list) => list,
        other => return Err(cannot(other, "value of type []core.Toleration")),
    };
    let mut first = None;
    let mut tolerations = Vec::new();
    for item in list {
        let mut toleration = Map::new();
        match item {
            Value::Null => {}
            Value::Object(entries) => {
                for (name, value) in entries {
                    let name = replace(&super::metadata::lower(name), "\u{17f}", "s");
                    let known = FIELDS.iter().find(|(field, ..)| name == field.to_ascii_lowercase());
                    let Some((field, ours, typed)) = known else { continue };
                    let fits = match value {
                        Value::Null => continue,
                        Value::String(_) => *typed != "int64",
                        Value::Number(number) => *typed == "int64" && number.as_i64().is_some(),
                        _ => false,
                    };
                    if fits {
                        toleration.insert((*ours).to_owned(), value.clone());
                    } else {
                        let place = format!("struct field Toleration.{field} of type {typed}");
                        let number = number_of(value).filter(|_| *typed == "int64");
                        first.get_or_insert_with(|| cannot_at(value, number, &place));
                    }
                }
            }
            other => {
                first.get_or_insert_with(|| cannot(other, "value of type core.Toleration"));
            }
        }
        tolerations.push(Value::Object(toleration));
    }
    first.map_or(Ok(Value::Array(tolerations)), Err)
}

fn number_of(value: &Value) -> Option<String> {
    value.as_number().map(number)
}

fn cannot(value: &Value, place: &str) -> String {
    cannot_at(value, None, place)
}

fn cannot_at(value: &Value, number: Option<String>, place: &str) -> String {
    let number = number.map(|number| format!(" {number}")).unwrap_or_default();
    let name = crate::apiserver::scalar::name(value);
    format!("json: cannot unmarshal {name}{number} into Go {place}")
}
