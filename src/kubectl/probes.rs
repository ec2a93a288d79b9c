//! Probes in one line.

use crate::model::{
    list::{Joined, push_all},
    value::Value,
};

use super::tree::{at, digits, maybe, text, texts};

/// A probe in one line (upstream: `describe.DescribeProbe`).
pub(super) fn probe(probe: &Value) -> String {
    let mut line = String::new();
    if let Some(exec) = maybe(probe, "exec") {
        push_all(&mut line, &["exec [", &texts(exec, "command").joined(" "), "]"]);
    } else if let Some(http) = maybe(probe, "httpGet") {
        push_all(&mut line, &["http-get ", &url(http)]);
    } else if let Some(socket) = maybe(probe, "tcpSocket") {
        push_all(&mut line, &["tcp-socket ", text(socket, "host"), ":", &port(socket)]);
    } else if let Some(grpc) = maybe(probe, "grpc") {
        push_all(&mut line, &["grpc <pod>:", &digits(grpc, "port"), " ", text(grpc, "service")]);
    } else {
        line.push_str("unknown");
    }
    for (title, field, unit) in [
        (" delay=", "initialDelaySeconds", "s"),
        (" timeout=", "timeoutSeconds", "s"),
        (" period=", "periodSeconds", "s"),
        (" successThreshold=", "successThreshold", ""),
        (" failureThreshold=", "failureThreshold", ""),
    ] {
        push_all(&mut line, &[title, &digits(probe, field), unit]);
    }
    line
}

/// A port's number or name.
fn port(action: &Value) -> String {
    let port = at(action, &["port"]);
    port.as_str().map_or_else(|| digits(action, "port"), str::to_owned)
}

/// The URL of a probe (upstream: `url.URL.String` of its scheme, host and path).
fn url(http: &Value) -> String {
    let (host, port) = (text(http, "host"), port(http));
    let mut authority = host.to_owned();
    if !port.is_empty() {
        let (open, close) = if host.contains(':') { ("[", "]:") } else { ("", ":") };
        authority = [open, host, close, &port].concat();
    }
    let mut url = text(http, "scheme").to_ascii_lowercase();
    if !url.is_empty() {
        url.push(':');
    }
    let path = text(http, "path");
    if !authority.is_empty() || !url.is_empty() && !path.is_empty() {
        url.push_str("//");
    }
    percent_encode(&mut url, &authority, b"!\"$&'()*+,-.:;<=>[]_~");
    if !path.is_empty() && !path.starts_with('/') && !authority.is_empty() {
        url.push('/');
    }
    if url.is_empty() && path.split('/').next().is_some_and(|first| first.contains(':')) {
        url.push_str("./");
    }
    if path == "*" {
        url.push_str(path);
    } else {
        percent_encode(&mut url, path, b"$&+,-./:;=@_~");
    }
    url
}

/// Adds a text whose bytes, but for letters, digits and those that may stay, are escaped.
fn percent_encode(url: &mut String, text: &str, stay: &[u8]) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || stay.contains(&byte) {
            url.push(char::from(byte));
        } else {
            let escape = format!("%{byte:02X}");
            url.push_str(&escape);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::testing::json;

    use super::probe;

    #[test]
    fn probes_stand_in_one_line() {
        for (action, expected) in [
            (json!({"exec": {"command": ["cat", "/tmp/x y"]}}), "exec [cat /tmp/x y]"),
            (
                json!({"httpGet": {"scheme": "HTTP", "path": "/healthz", "port": 80}}),
                "http-get http://:80/healthz",
            ),
            (
                json!({"httpGet": {"scheme": "HTTPS", "host": "::1", "path": "a?b é!", "port": "web"}}),
                "http-get https://[::1]:web/a%3Fb%20%C3%A9%21",
            ),
            (json!({"httpGet": {"port": "", "path": "*"}}), "http-get *"),
            (json!({"httpGet": {"port": "", "path": "a:b/c"}}), "http-get ./a:b/c"),
            (json!({"httpGet": {"port": 1, "host": "a%", "path": ""}}), "http-get //a%25:1"),
            (json!({"tcpSocket": {"port": "web"}}), "tcp-socket :web"),
            (json!({"grpc": {"port": 9, "service": "s"}}), "grpc <pod>:9 s"),
            (json!({}), "unknown"),
        ] {
            let mut object = action.clone();
            object.as_object_mut().unwrap().insert("periodSeconds".to_owned(), 10.into());
            let attributes = "delay=0s timeout=0s period=10s successThreshold=0 failureThreshold=0";
            assert_eq!(probe(&object), format!("{expected} {attributes}"), "{action}");
        }
    }
}
