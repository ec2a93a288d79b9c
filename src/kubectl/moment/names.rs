//! Names of Pods, made up.

use super::PodName;
use crate::model::order;

/// The letters that Kubernetes puts at the end of a name: without vowels, so that they make no words.
const LETTERS: &[u8; 27] = b"bcdfghjklmnpqrstvwxz2456789";
/// How many names five letters make.
const ALL: usize = 27 * 27 * 27 * 27 * 27;
/// Makes of numbers that follow each other names that look like chance; without a divisor in common with `ALL`, and so of
/// two numbers never one name.
const STRIDE: u64 = 8_868_113;
/// How far to go on from a name that is taken.
const NEXT: usize = 1 << 22;
/// How long the beginning of a name may be.
const LONGEST: usize = 58;

/// How the Pods of a DaemonSet are called (upstream: `names.SimpleNameGenerator`, whose letters are chance).
pub(super) struct Names<'a> {
    beginning: String,
    /// Where the numbers begin, so that not all DaemonSets' Pods end alike.
    first: usize,
    /// What is taken, in order.
    taken: Vec<&'a str>,
}

impl<'a> Names<'a> {
    pub(super) fn new(daemon_set: &str, taken: &[&'a str]) -> Self {
        let mut beginning = format!("{daemon_set}-");
        while beginning.len() > LONGEST {
            beginning.pop();
        }
        let mut first = 0;
        for byte in daemon_set.bytes() {
            first = (first * 31 + usize::from(byte)) % ALL;
        }
        let mut taken = taken.to_vec();
        order::sort_by(&mut taken, Ord::cmp);
        Self { beginning, first, taken }
    }

    /// The name of a Pod. Numbers up to four million have names of their own, whatever is taken.
    pub(super) fn of(&self, name: PodName<'_>) -> String {
        let mut number = match name {
            PodName::Given(name) => return name.to_owned(),
            PodName::MadeUp(number) => number,
        };
        loop {
            let name = self.ending(number);
            // So many can only be taken on purpose.
            if self.taken.len() >= ALL || self.taken.binary_search(&name.as_str()).is_err() {
                return name;
            }
            number = number % ALL + NEXT;
        }
    }

    fn ending(&self, number: usize) -> String {
        let place = (number % ALL + self.first) % ALL;
        let mut place = place as u64 * STRIDE % ALL as u64;
        let mut name = self.beginning.clone();
        for _ in 0..5 {
            let letter = LETTERS.get((place % 27) as usize).copied().unwrap_or_default();
            name.push(char::from(letter));
            place /= 27;
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{LETTERS, Names};
    use crate::kubectl::moment::PodName::{Given, MadeUp};

    #[test]
    fn no_two_pods_have_one_name() {
        let free = Names::new("agent", &[]);
        let taken: Vec<String> = (0..200).map(|number| free.of(MadeUp(number * 50))).collect();
        let taken: Vec<&str> = taken.iter().map(String::as_str).collect();
        let names = Names::new("agent", &taken);
        let made: BTreeSet<String> = (0..20_000)
            .map(|number| names.of(MadeUp(number)))
            .chain(taken.iter().map(|name| (*name).to_owned()))
            .collect();
        assert_eq!(made.len(), 20_200);
        for name in &made {
            let letters = name.strip_prefix("agent-").unwrap();
            assert!(letters.len() == 5 && letters.bytes().all(|letter| LETTERS.contains(&letter)), "{name}");
        }
        assert_eq!(names.of(MadeUp(1)), free.of(MadeUp(1)), "what is not taken stays");
    }

    #[test]
    fn a_long_name_is_cut() {
        let long = "a".repeat(60);
        assert_eq!(Names::new(&long, &[]).of(MadeUp(0)).len(), 63);
        assert_eq!(Names::new(&long, &[]).of(Given("x")), "x");
    }
}
