//! The syntax of names, label keys and label values, with the API server's own words for what is wrong
//! (upstream: `k8s.io/apimachinery/pkg/util/validation`, `k8s.io/apimachinery/pkg/api/validate/content`).
//!
//! Every function returns all complaints; none means that the text is fine.

use super::find::{has, holds};
const LABEL_FORMAT: &str = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const DNS_LABEL_FORMAT: &str = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

pub(crate) fn is_alphanumeric(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

pub(crate) fn is_lower_alphanumeric(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

/// Begins and ends with an `edge` byte, and has `edge` or `inner` bytes between. Empty text does not.
pub fn framed(text: &str, edge: fn(u8) -> bool, inner: &[u8]) -> bool {
    let bytes = text.as_bytes();
    bytes.first().is_some_and(|byte| edge(*byte))
        && bytes.last().is_some_and(|byte| edge(*byte))
        && bytes.iter().all(|byte| edge(*byte) || inner.contains(byte))
}

fn is_dotted(text: &str) -> bool {
    text.split('.').all(|part| framed(part, is_lower_alphanumeric, b"-"))
}

/// A DNS-1123 subdomain: at most 253 bytes of lower-case labels joined by dots (upstream: `IsDNS1123Subdomain`).
pub fn dns1123_subdomain(text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    if text.len() > 253 {
        complaints.push("must be no more than 253 characters".to_owned());
    }
    if !is_dotted(text) {
        complaints.push(format!(
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and \
             end with an alphanumeric character (e.g. 'example.com', regex used for validation is \
             '{DNS_LABEL_FORMAT}(\\.{DNS_LABEL_FORMAT})*')"
        ));
    }
    complaints
}

/// A DNS-1123 subdomain whose labels may begin with one `_` and have others inside
/// (upstream: `IsDNS1123SubdomainWithUnderscore`).
pub fn dns1123_subdomain_with_underscore(text: &str) -> Vec<String> {
    const FORMAT: &str = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
    let mut complaints = Vec::new();
    if text.len() > 253 {
        complaints.push("must be no more than 253 characters".to_owned());
    }
    let label = |part: &str| framed(part.strip_prefix('_').unwrap_or(part), is_lower_alphanumeric, b"-_");
    if !text.split('.').all(label) {
        complaints.push(format!(
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start \
             and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '{FORMAT}(\\.{FORMAT})*')"
        ));
    }
    complaints
}

/// A DNS-1123 label: at most 63 bytes of lower-case letters, digits and `-` (upstream: `IsDNS1123Label`).
pub fn dns1123_label(text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    if text.len() > 63 {
        complaints.push("must be no more than 63 characters".to_owned());
    }
    if !framed(text, is_lower_alphanumeric, b"-") {
        if is_dotted(text) {
            complaints.push("must not contain dots".to_owned());
        } else {
            complaints.push(format!(
                "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end \
                 with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is \
                 '{DNS_LABEL_FORMAT}')"
            ));
        }
    }
    complaints
}

/// A label key: a name of at most 63 bytes, with a DNS subdomain and `/` before it if wanted
/// (upstream: `IsQualifiedName`, since 1.35 worded for label keys).
pub fn label_key(text: &str) -> Vec<String> {
    let (prefix, name) = match text.split_once('/') {
        None => (None, text),
        Some((prefix, name)) if !holds(name, '/') => (Some(prefix), name),
        Some(_) => {
            return vec![format!(
                "a valid label key must {} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
                label_words(LABEL_FORMAT, ["MyName", "my.name", "123-abc"])
            )];
        }
    };
    let mut complaints = Vec::new();
    if let Some(prefix) = prefix {
        if prefix.is_empty() {
            complaints.push("prefix part must be non-empty".to_owned());
        } else {
            for complaint in dns1123_subdomain(prefix) {
                complaints.push(format!("prefix part {complaint}"));
            }
        }
    }
    if name.is_empty() {
        complaints.push("name part must be non-empty".to_owned());
    } else if name.len() > 63 {
        complaints.push("name part must be no more than 63 bytes".to_owned());
    }
    if !framed(name, is_alphanumeric, b"-_.") {
        complaints
            .push(format!("name part must {}", label_words(LABEL_FORMAT, ["MyName", "my.name", "123-abc"])));
    }
    complaints
}

/// A label value: at most 63 bytes, or empty (upstream: `IsValidLabelValue`).
pub fn label_value(text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    if text.len() > 63 {
        complaints.push("must be no more than 63 bytes".to_owned());
    }
    if !text.is_empty() && !framed(text, is_alphanumeric, b"-_.") {
        complaints.push(format!(
            "a valid label must be an empty string or {}",
            label_words(&format!("({LABEL_FORMAT})?"), ["MyValue", "my_value", "12345"])
        ));
    }
    complaints
}

/// The name of a container's port: at most 15 bytes of lower-case letters, digits and single inner dashes, a letter
/// among them (upstream: `IsValidPortName`).
pub fn port_name(text: &str) -> Vec<String> {
    let bytes = text.as_bytes();
    let mut complaints = Vec::new();
    for (wrong, words) in [
        (bytes.len() > 15, "must be no more than 15 characters"),
        (
            bytes.is_empty() || !bytes.iter().all(|byte| is_lower_alphanumeric(*byte) || *byte == b'-'),
            "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)",
        ),
        (!bytes.iter().any(u8::is_ascii_lowercase), "must contain at least one letter (a-z)"),
        (has(text, "--"), "must not contain consecutive hyphens"),
        (text.starts_with('-') || text.ends_with('-'), "must not begin or end with a hyphen"),
    ] {
        if wrong {
            complaints.push(words.to_owned());
        }
    }
    complaints
}

fn label_words(format: &str, examples: [&str; 3]) -> String {
    let [first, second, third] = examples;
    format!(
        "consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character \
         (e.g. '{first}',  or '{second}',  or '{third}', regex used for validation is '{format}')"
    )
}

/// The name of an environment variable: printable ASCII without `=` (upstream: `IsRelaxedEnvVarName`).
pub fn env_name(text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    if text.is_empty() {
        complaints.push("environment variable name must be non-empty".to_owned());
    }
    if !text.bytes().all(|byte| (b' '..=b'~').contains(&byte) && byte != b'=') {
        complaints.push(
            "a valid environment variable name must consist only of printable ASCII characters other than '='".to_owned(),
        );
    }
    complaints
}

/// A key of a ConfigMap or a Secret (upstream: `IsConfigMapKey`).
pub fn config_key(text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    if text.len() > 253 {
        complaints.push("must be no more than 253 characters".to_owned());
    }
    if text.is_empty() || !text.bytes().all(|byte| is_alphanumeric(byte) || b"-_.".contains(&byte)) {
        complaints.push(
            "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  \
             or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
                .to_owned(),
        );
    }
    match text {
        "." => complaints.push("must not be '.'".to_owned()),
        ".." => complaints.push("must not be '..'".to_owned()),
        _ if text.starts_with("..") => complaints.push("must not start with '..'".to_owned()),
        _ => {}
    }
    complaints
}

/// The name of an HTTP header (upstream: `IsHTTPHeaderName`).
pub fn http_header(text: &str) -> Vec<String> {
    if !text.is_empty() && text.bytes().all(|byte| is_alphanumeric(byte) || byte == b'-') {
        return Vec::new();
    }
    vec![
        "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation \
         is '[-A-Za-z0-9]+')"
            .to_owned(),
    ]
}
