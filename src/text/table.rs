//! Listed phrases and what each says, in tables that are worked out when kneel is built: nothing is read before the first
//! is looked up.
//!
//! A phrase is a line: its words with spaces between, a tab, and what it says. The lines lie in buckets by a hash of their
//! first word (FNV-1a, Fowler, Noll and Vo), so that a word is compared with few. `build/table.rs` writes them.

/// Phrases by their first words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table {
    /// A phrase each, bucket by bucket.
    pub lines: &'static str,
    /// Where in the lines each bucket begins, and where the last one ends. The buckets are a power of two.
    pub starts: &'static [u32],
}

impl Table {
    pub const EMPTY: Table = Table { lines: "", starts: &[] };

    /// The phrases whose first word this is, in the order in which they are listed: the words behind it, with spaces between,
    /// and what they say.
    pub fn behind<First: AsRef<str>>(
        &self,
        first: First,
    ) -> impl Iterator<Item = (&'static str, &'static str)> + use<First> {
        let bucket = bucket(first.as_ref(), self.starts.len().saturating_sub(1));
        let start = |bucket: usize| self.starts.get(bucket).map(|start| *start as usize);
        let range = start(bucket).zip(start(bucket + 1)).map(|(start, end)| start..end);
        let mut ahead = range.and_then(|range| self.lines.get(range)).unwrap_or_default();
        std::iter::from_fn(move || {
            while !ahead.is_empty() {
                // simpler than what the library splits lines with, and so quicker where they are short
                let length = ahead.bytes().take_while(|byte| *byte != b'\n').count();
                let line = ahead.get(..length)?;
                ahead = ahead.get(length + 1..).unwrap_or_default();
                let rest = line.strip_prefix(first.as_ref()).filter(|rest| rest.starts_with(['\t', ' ']));
                if let Some((rest, says)) = rest.and_then(|rest| rest.split_once('\t')) {
                    return Some((rest.strip_prefix(' ').unwrap_or(rest), says));
                }
            }
            None
        })
    }
}

/// The bucket of a first word.
pub(crate) fn bucket(first: &str, buckets: usize) -> usize {
    let hash =
        first.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    // the low bits of FNV-1a depend on the low bits of the letters alone
    (hash ^ hash >> 15) as usize & buckets.saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_met_by_the_phrases_that_begin_with_it() {
        let lines = "new moon\t1\nnews\t2\nnew\t3\nold\t4\nnew year ,eve\t\n";
        let table = Table { lines, starts: &[0, 45] };
        assert_eq!(lines.len(), 45, "all in one bucket");
        let found = |first| table.behind(first).collect::<Vec<_>>();
        assert_eq!(found("new"), [("moon", "1"), ("", "3"), ("year ,eve", "")]);
        assert_eq!(found("old"), [("", "4")]);
        assert!(found("ne").is_empty() && found("").is_empty() && found("new moons").is_empty());
        assert_eq!(Table::EMPTY.behind("new").count(), 0);
    }

    #[test]
    fn every_word_has_a_bucket() {
        for word in ["", "a", "Kenya", "케냐", "é"] {
            assert!(bucket(word, 8) < 8 && bucket(word, 1) == 0 && bucket(word, 0) == 0, "{word}");
        }
    }
}
