//! How alike two texts are.

use super::fold;

/// 0 for texts with nothing in common, 1 for texts that differ at most in case, accents and white space.
///
/// Counts the words that both have in the same order, so a corrected number or name costs one word, and a rewritten
/// sentence costs its words. Very short texts are compared by letters instead: there a word is too much.
pub fn likeness(a: &str, b: &str) -> f64 {
    let (a, b) = (fold(a), fold(b));
    let (left, right): (Vec<_>, Vec<_>) = (a.split_whitespace().collect(), b.split_whitespace().collect());
    if left == right {
        return 1.0;
    }
    if left.len().min(right.len()) < 4 {
        return strsim::normalized_levenshtein(&left.join(" "), &right.join(" "));
    }
    2.0 * common(&left, &right) as f64 / (left.len() + right.len()) as f64
}

/// The length of the longest common subsequence.
fn common(left: &[&str], right: &[&str]) -> usize {
    let mut row = vec![0; right.len()];
    for a in left {
        let (mut diagonal, mut before) = (0, 0);
        for (cell, b) in row.iter_mut().zip(right) {
            let above = *cell;
            *cell = if a == b { diagonal + 1 } else { above.max(before) };
            (diagonal, before) = (above, *cell);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: f64) {
        let found = likeness(a, b);
        assert!((found - expected).abs() < 0.005, "{found} for {a:?} and {b:?}");
        assert!((found - likeness(b, a)).abs() < 1e-9, "it matters which comes first");
    }

    #[test]
    fn likeness_counts_common_words_in_order() {
        check("Pray for Ada", "pray  for ADA", 1.0);
        check("Pray for the ten families of Sela", "Pray for the nine families of Sela", 6.0 / 7.0);
        check("one two three four", "five six seven eight", 0.0);
        check("one two three four", "four three two one", 0.25);
        check("", "", 1.0);
        check("", "Pray for rain in the hills", 0.0);
        check("rain", "ruin", 0.75);
    }
}
