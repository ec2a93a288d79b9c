//! IP addresses (upstream: `IsValidIPForLegacyField`).

use super::{at::At, report::Report};
use crate::model::find::cut;

/// Checks an address. The number of zeros before a digit does not matter at first, and then it does.
pub(super) fn check(report: &mut Report, field: At<'_>) {
    let detail = match (read(field.text(), true), read(field.text(), false)) {
        (None, _) => "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
        (_, None) => "must not have leading 0s",
        (_, Some(true)) => "must not be an IPv4-mapped IPv6 address",
        _ => return,
    };
    report.wrong_text(field, detail);
}

/// Whether an address is an IPv4 address written as an IPv6 one; `None` for what is no address.
fn read(text: &str, any_zeros: bool) -> Option<bool> {
    if is_four(text, any_zeros) {
        return Some(false);
    }
    let (head, tail, missing) = match cut(text, "::") {
        Some((head, tail)) => (groups(head, any_zeros, false)?, groups(tail, any_zeros, true)?, 1..=8),
        None => (groups(text, any_zeros, true)?, Vec::new(), 0..=0),
    };
    let behind = tail.len();
    if !missing.contains(&8_usize.checked_sub(head.len() + behind)?) {
        return None;
    }
    let mut mapped = true;
    for at in 0..6 {
        let group = head.get(at).or_else(|| tail.get((at + behind).checked_sub(8)?));
        mapped &= group.copied().unwrap_or_default() == if at < 5 { 0 } else { 0xffff };
    }
    Some(mapped)
}

/// The groups on one side of two colons, or of all. An IPv4 address may stand for the last two; what it is does not matter here.
fn groups(text: &str, any_zeros: bool, four_may_end: bool) -> Option<Vec<u32>> {
    let mut groups = Vec::new();
    let mut ended = text.is_empty();
    if ended {
        return Some(groups);
    }
    for part in text.split(':') {
        if ended {
            return None;
        }
        ended = four_may_end && is_four(part, any_zeros);
        if ended {
            groups.push(0);
        }
        groups.push(if ended { 0 } else { number(part, any_zeros, 16, 4)? });
    }
    Some(groups)
}

/// Whether this is an IPv4 address.
fn is_four(text: &str, any_zeros: bool) -> bool {
    let mut count = 0;
    for part in text.split('.') {
        let sound = number(part, any_zeros, 10, 3).is_some_and(|number| number < 256);
        count += if sound && (part.len() == 1 || any_zeros || !part.starts_with('0')) { 1 } else { 5 };
    }
    count == 4
}

/// A number of so many digits at most.
fn number(mut text: &str, any_zeros: bool, radix: u32, most: usize) -> Option<u32> {
    while let Some(rest) = text.strip_prefix('0').filter(|rest| any_zeros && !rest.is_empty()) {
        text = rest;
    }
    if !(1..=most).contains(&text.len()) {
        return None;
    }
    let mut number = 0;
    for letter in text.chars() {
        number = number * radix + letter.to_digit(radix)?;
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use proptest::prelude::*;

    use super::read;

    /// What the standard library makes of it.
    fn its(text: &str) -> Option<bool> {
        match text.parse::<IpAddr>() {
            Ok(IpAddr::V6(address)) => Some(address.to_ipv4_mapped().is_some()),
            Ok(IpAddr::V4(_)) => Some(false),
            Err(_) => None,
        }
    }

    /// The same, whatever the number of zeros before a digit.
    fn its_with_zeros(text: &str) -> Option<bool> {
        let mut plain = String::new();
        for part in text.split_inclusive([':', '.']) {
            let digits = part.trim_start_matches('0');
            let zero =
                part.starts_with('0') && !digits.starts_with(|letter: char| letter.is_ascii_hexdigit());
            plain.extend([if zero { "0" } else { "" }, digits]);
        }
        its(&plain)
    }

    #[test]
    fn they_are_read_as_the_standard_library_does() {
        for text in [
            "",
            ":",
            "::",
            ":::",
            "::1",
            "1::",
            "1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7::",
            "::2:3:4:5:6:7:8",
            "1::2::3",
            "1:2:3:4::5:6:7:8",
            "::ffff:1.2.3.4",
            "0:0:0:0:0:FFFF:1:2",
            "::ffff:0:1",
            "1.2.3.4::",
            "1.2.3.4:5::",
            "::1.2.3.4:5",
            "1:2:3:4:5:6:1.2.3.4",
            "1:2:3:4:5:6:7:1.2.3.4",
            "::2:3:4:5:6:1.2.3.4",
            "::1:2:3:4:5:6:1.2.3.4",
            "1.2.3",
            "1.2.3.4.5",
            "1.2.3.256",
            "01.2.3.4",
            "0.0.0.0",
            "00.0.0.0",
            "1.2.3.+4",
            "::00001",
            "::g",
            "1.2..4",
            "fe80::1%eth0",
            "1:2:3:4:5:6:7",
        ] {
            assert_eq!(read(text, false), its(text), "{text}");
            assert_eq!(read(text, true), its_with_zeros(text), "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn and_so_are_others(
            parts in prop::collection::vec("(0{1,3}|[0-9]{1,3}|[0-9a-fA-F]{1,5}|ffff|1\\.2\\.3\\.4|0|0\\.0\\.00\\.9|)(:|:|:|::|\\.|)", 0..10),
            end in "(0|1|ffff|1\\.2\\.3\\.4|)",
        ) {
            let text = parts.concat() + &end;
            prop_assert_eq!(read(&text, false), its(&text), "{}", text);
            prop_assert_eq!(read(&text, true), its_with_zeros(&text), "{}", text);
        }
    }
}
