//! Letters: what a writer tells before the list of what to pray for.

use std::ops::Range;

use super::cues::Heard;
use super::language::Language;
use super::paragraphs::Paragraph;

/// A letter greets within its first paragraphs.
const NEAR_TOP: usize = 5;

/// A greeting is no longer, in words.
const LONGEST_GREETING: usize = 6;

/// How far a list is looked at.
const OF_A_LIST: usize = 4;

/// The place of a letter's greeting near the top: "Dear friends,".
pub(super) fn greeting(paragraphs: &[Paragraph], language: &Language) -> Option<usize> {
    let greets = |paragraph: &Paragraph| {
        paragraph.text.ends_with([',', '!', ':'])
            && paragraph.text.split_whitespace().count() <= LONGEST_GREETING
            && language.letter.begin(&paragraph.text)
    };
    paragraphs.iter().take(NEAR_TOP).position(greets)
}

/// The paragraphs from a greeting near the top to the first list that has a label, or in which two or more entries ask;
/// none where there is no such letter. What they tell is told again in the list, as a request.
pub(super) fn before_list(paragraphs: &[Paragraph], heard: &[Heard], language: &Language) -> Range<usize> {
    let listed = |at: usize| paragraphs.get(at).is_some_and(|paragraph| paragraph.mark.is_list());
    let asks = |at: &usize| listed(*at) && heard.get(*at).is_some_and(Heard::any);
    let labelled = |at: usize| {
        let above = at.checked_sub(1).and_then(|above| paragraphs.get(above));
        above.is_some_and(|above| language.labels.whole(&above.text).is_some())
    };
    let Some(greeting) = greeting(paragraphs, language) else { return 0..0 };
    let list = (greeting..paragraphs.len())
        .find(|&at| listed(at) && (labelled(at) || (at..at + OF_A_LIST).filter(asks).count() > 1));
    list.map_or(0..0, |list| greeting..list)
}
