//! How alike two words are.

/// The longest word that is compared letter by letter. No name that is suggested comes near it.
const LONGEST: usize = 500;

/// How many letters are added, left out, changed or swapped with their neighbour, at the least, if one word is meant to be the other
/// (the distance of optimal string alignment).
pub fn slips(one: &str, other: &str) -> usize {
    let (one, other) = (letters(one), letters(other));
    let longer = one.len().max(other.len());
    if longer > LONGEST {
        return longer;
    }
    // By how much of each word is compared, row by row.
    let mut table: Vec<usize> = Vec::new();
    for row in 0..=one.len() {
        for column in 0..=other.len() {
            let known = |up, left| {
                let place = (row - up) * (other.len() + 1) + column - left;
                table.get(place).copied().unwrap_or(0)
            };
            let mut fewest = row + column;
            if row > 0 && column > 0 {
                let same = one.get(row - 1) == other.get(column - 1);
                fewest = (known(1, 0) + 1).min(known(0, 1) + 1).min(known(1, 1) + usize::from(!same));
                if row > 1
                    && column > 1
                    && one.get(row - 1) == other.get(column - 2)
                    && one.get(row - 2) == other.get(column - 1)
                {
                    fewest = fewest.min(known(2, 2) + 1);
                }
            }
            table.push(fewest);
        }
    }
    table.last().copied().unwrap_or(0)
}

fn letters(word: &str) -> Vec<char> {
    let mut letters = Vec::new();
    for letter in word.chars() {
        letters.push(letter);
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::slips;

    #[test]
    fn slips_are_counted() {
        for (one, other, expected) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("abc", "abc", 0),
            ("abc", "acb", 1),
            ("ab", "bca", 3),
            ("deamonset", "daemonset", 1),
            ("damonsets", "daemonset", 2),
            ("d\u{430}emonset", "daemonset", 1),
            ("kitten", "sitting", 3),
            ("ca", "abc", 3),
        ] {
            assert_eq!(slips(one, other), expected, "{one} {other}");
        }
        assert_eq!(slips(&"a".repeat(501), "a"), 501);
    }
}
