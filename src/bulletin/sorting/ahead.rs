//! What stands ahead of a paragraph, looked up once for all of them.

use crate::bulletin::document::Mark;
use crate::bulletin::language::Language;
use crate::bulletin::letter;
use crate::bulletin::paragraphs::{Paragraph, ends_sentence, is_short};
use crate::place;

/// Whether a label stands ahead, with nothing but paragraphs before it.
pub(super) fn is_label(paragraphs: &[Paragraph], at: usize, language: &Language) -> bool {
    let mut ahead = paragraphs.iter().skip(at + 1);
    let next = ahead.find(|paragraph| paragraph.mark != Mark::Plain || !ends_sentence(&paragraph.text));
    next.is_some_and(|next| language.labels.whole(&next.text).is_some())
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
