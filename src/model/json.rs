//! JSON text, compact, as Go writes numbers.

use super::{
    float::Shortest,
    list::Listed,
    value::{Number, Value},
};

/// A value as compact JSON, its fields in their order.
pub fn print(value: &Value) -> String {
    let mut out = String::new();
    write(&mut out, value, false);
    out
}

/// A value as compact JSON, its fields in the order of their names.
pub fn print_sorted(value: &Value) -> String {
    let mut out = String::new();
    write(&mut out, value, true);
    out
}

/// A text as JSON, in quotes.
pub fn quote(text: &str) -> String {
    let mut out = String::new();
    write_text(&mut out, text);
    out
}

/// A number as kubectl writes it into JSON (upstream: `encoding/json`'s float format).
pub fn number(number: &Number) -> String {
    if let Some(whole) = number.as_i64() {
        return whole.to_string();
    }
    if let Some(whole) = number.as_u64() {
        return whole.to_string();
    }
    let float = number.as_f64();
    let shortest = Shortest::of_f64(float);
    if (-6..21).contains(&shortest.exponent) { shortest.plain() } else { shortest.scientific(1) }
}

fn write(out: &mut String, value: &Value, sorted: bool) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(value) => out.push_str(&number(value)),
        Value::String(text) => write_text(out, text),
        Value::Array(items) => {
            out.push('[');
            for (position, item) in items.iter().enumerate() {
                separate(out, position);
                write(out, item, sorted);
            }
            out.push(']');
        }
        Value::Object(fields) => {
            out.push('{');
            let fields = if sorted { fields.sorted() } else { fields.iter().listed() };
            for (position, (key, value)) in fields.into_iter().enumerate() {
                separate(out, position);
                write_text(out, key);
                out.push(':');
                write(out, value, sorted);
            }
            out.push('}');
        }
    }
}

fn separate(out: &mut String, position: usize) {
    if position > 0 {
        out.push(',');
    }
}

fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for letter in text.chars() {
        let short = match letter {
            '"' | '\\' => letter,
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\u{8}' => 'b',
            '\u{c}' => 'f',
            control if control < ' ' => {
                let escape = format!("\\u{:04x}", u32::from(control));
                out.push_str(&escape);
                continue;
            }
            plain => {
                out.push(plain);
                continue;
            }
        };
        out.push('\\');
        out.push(short);
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use crate::model::testing::json;

    #[test]
    fn it_prints_what_serde_json_prints() {
        for value in [
            json!(null),
            json!({"a": [1, -2, true, false, null, {}], "b\n\"\\\u{1}é😀": "\t\r\u{8}\u{c}\u{7f}"}),
            json!([]),
            json!(18_446_744_073_709_551_615_u64),
            json!(0.5),
        ] {
            assert_eq!(super::print(&value), value.to_string());
        }
    }
}
