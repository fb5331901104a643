//! What stands ahead of a paragraph, looked for once for all of them.

use std::cell::Cell;

use crate::bulletin::document::Mark;
use crate::bulletin::language::Language;
use crate::bulletin::letter;
use crate::bulletin::paragraphs::{Paragraph, is_short};
use crate::place;

/// In the place of a paragraph for which nothing was looked for yet.
const UNKNOWN: usize = usize::MAX;

/// The next paragraphs of some kind, as far as they were looked for: no stretch without one is gone through twice, so that
/// whoever asks for each paragraph of a document asks in time that grows with its length.
#[derive(Debug)]
pub(super) struct Next(Vec<Cell<usize>>);

impl Next {
    pub fn new(paragraphs: usize) -> Self {
        Self(vec![Cell::new(UNKNOWN); paragraphs])
    }

    /// The first paragraph from `from` on that is of the kind, which is the same each time; how many there are, where none is.
    pub fn from(&self, from: usize, is_of_kind: impl Fn(usize) -> bool) -> usize {
        let mut at = from;
        let found = loop {
            match self.0.get(at).map(Cell::get) {
                None => break self.0.len(),
                Some(UNKNOWN) if is_of_kind(at) => break at,
                Some(UNKNOWN) => at += 1,
                Some(known) => break known,
            }
        };
        self.0.iter().take(at + 1).skip(from).for_each(|next| next.set(found));
        found
    }
}

/// From which paragraph on none heads others by its form or its name; nowhere in a letter.
pub(super) fn apart_from(paragraphs: &[Paragraph], language: &Language) -> Option<usize> {
    let heads = |paragraph: &Paragraph| {
        matches!(paragraph.mark, Mark::Heading(_))
            || is_short(&paragraph.text) && place::is_region(&paragraph.text, &language.code)
    };
    let greeted = letter::greeting(paragraphs, language).is_some();
    (!greeted).then(|| paragraphs.iter().rposition(heads).map_or(0, |last| last + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_gone_through_once() {
        let (asked, next) = (Cell::new(0), Next::new(100));
        let is_of_kind = |at: usize| {
            asked.set(asked.get() + 1);
            at % 40 == 39
        };
        let found: Vec<usize> = (0..102).map(|from| next.from(from, is_of_kind)).collect();
        let expected = (0..102).map(|from| (from..100).find(|at| at % 40 == 39).unwrap_or(100));
        assert_eq!(found, expected.collect::<Vec<_>>());
        assert_eq!(asked.get(), 100);
        assert_eq!(next.from(50, |_| panic!("known")), 79);
    }
}
