//! Image references, as far as the pull policy depends on them (upstream: `parsers.ParseImageName` on `distribution/reference`).

use crate::model::{
    find::{any, holds},
    syntax::{framed, is_alphanumeric, is_lower_alphanumeric},
};

/// `Always` for the tag `latest`, written or implied; `IfNotPresent` for every other image, and for what is no image reference.
pub(super) fn pull_policy(image: &str) -> &'static str {
    if is_latest(image) == Some(true) { "Always" } else { "IfNotPresent" }
}

/// `None` for what is no image reference.
fn is_latest(image: &str) -> Option<bool> {
    if image.len() == 64 && image.bytes().all(is_lower_hex) {
        return None;
    }
    let (domain, remainder) = match image.split_once('/') {
        Some((first, rest)) if is_domain_like(first) => (first, rest),
        _ => ("docker.io", image),
    };
    let (rest, digest) = match remainder.split_once('@') {
        Some((rest, digest)) => (rest, Some(digest)),
        None => (remainder, None),
    };
    let (path, tag) = match rest.split_once(':') {
        Some((path, tag)) => (path, Some(tag)),
        None => (rest, None),
    };
    let official = matches!(domain, "docker.io" | "index.docker.io") && !holds(path, '/');
    let length = path.len() + if official { "library/".len() } else { 0 };
    let sound = is_domain(domain)
        && length <= 255
        && path.split('/').all(is_path_component)
        && tag.is_none_or(is_tag)
        && digest.is_none_or(is_digest);
    sound.then_some(match (tag, digest) {
        (Some(tag), _) => tag == "latest",
        (None, digest) => digest.is_none(),
    })
}

/// Whether the part before the first slash names a registry.
fn is_domain_like(first: &str) -> bool {
    any(first, b".:").is_some() || first == "localhost" || first.bytes().any(|byte| byte.is_ascii_uppercase())
}

fn is_domain(domain: &str) -> bool {
    let (host, port) = match domain.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((address, port)) => {
                let sound = !address.is_empty()
                    && address.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':');
                if !sound {
                    return false;
                }
                (None, port.strip_prefix(':').or(if port.is_empty() { None } else { Some("") }))
            }
            None => return false,
        },
        None => match domain.split_once(':') {
            Some((host, port)) => (Some(host), Some(port)),
            None => (Some(domain), None),
        },
    };
    let host_sound = host.is_none_or(|host| host.split('.').all(|part| framed(part, is_alphanumeric, b"-")));
    host_sound && port.is_none_or(|port| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Lower-case letters and digits, with one `.`, one or two `_`, or any number of `-` between.
fn is_path_component(component: &str) -> bool {
    framed(component, is_lower_alphanumeric, b"._-")
        && component
            .split(|letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit())
            .all(|gap| matches!(gap, "" | "." | "_" | "__") || gap.bytes().all(|byte| byte == b'-'))
}

fn is_tag(tag: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    tag.len() <= 128
        && tag.bytes().next().is_some_and(word)
        && tag.bytes().all(|byte| word(byte) || matches!(byte, b'.' | b'-'))
}

fn is_digest(digest: &str) -> bool {
    digest.split_once(':').is_some_and(|(algorithm, hex)| {
        let width = match algorithm {
            "sha256" => 64,
            "sha384" => 96,
            "sha512" => 128,
            _ => return false,
        };
        hex.len() == width && hex.bytes().all(is_lower_hex)
    })
}

fn is_lower_hex(byte: u8) -> bool {
    byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)
}
