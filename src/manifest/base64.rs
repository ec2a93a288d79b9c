//! Base64 as Go's `base64.StdEncoding` decodes it.

/// The bytes of a text. Line breaks are passed over, and bits that are left over. `None` where padding is missing or
/// anything else stands there.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut letters = Vec::new();
    for byte in text.bytes() {
        if !matches!(byte, b'\r' | b'\n') {
            letters.push(byte);
        }
    }
    let (groups, []) = letters.as_chunks::<4>() else { return None };
    let mut bytes = Vec::new();
    for (number, group) in groups.iter().enumerate() {
        let padding = match group {
            [_, _, b'=', b'='] => 2,
            [_, _, _, b'='] => 1,
            _ => 0,
        };
        if padding > 0 && number + 1 < groups.len() {
            return None;
        }
        let mut bits = 0_u32;
        for letter in group.iter().take(4 - padding) {
            bits = bits << 6 | u32::from(sextet(*letter)?);
        }
        let [_, decoded @ ..] = (bits << (6 * padding)).to_be_bytes();
        bytes.extend(decoded.iter().take(3 - padding));
    }
    Some(bytes)
}

fn sextet(letter: u8) -> Option<u8> {
    Some(match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn it_decodes_as_go_does() {
        for (text, expected) in [
            ("", Some("")),
            ("aGVsbG8=", Some("hello")),
            ("aGVs\r\nbG8=\n", Some("hello")),
            ("aGVsbA==", Some("hell")),
            ("aGVsbB==", Some("hell")),
            ("+/+/", Some("\u{fb}\u{ff}\u{bf}")),
            ("aGVsbG8", None),
            ("aGVs=GVs", None),
            ("aGVsbA==aGVs", None),
            ("a===", None),
            ("====", None),
            ("aGV_", None),
            ("aGVsbG8= ", None),
        ] {
            let expected = expected
                .map(|text| text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect());
            assert_eq!(decode(text), expected, "{text}");
        }
    }
}
