//! Letters: what a writer tells before the list of what to pray for.

use std::ops::Range;

use super::cues::Heard;
use super::document::Mark;
use super::language::Language;
use super::paragraphs::{Paragraph, ends_sentence, is_capitals, is_short};
use crate::place;
use crate::text::sentences;

/// A letter greets within its first paragraphs, below what stands at the head of its sheet.
const NEAR_TOP: usize = 12;

/// A greeting is no longer, in words.
const LONGEST_GREETING: usize = 6;

/// How far a list is looked at.
const OF_A_LIST: usize = 4;

/// The place of a letter's greeting near the top: "Dear friends,".
pub(super) fn greeting(paragraphs: &[Paragraph], language: &Language) -> Option<usize> {
    let greets = |at: &usize| {
        // Without a mark behind it, what is told stands right below.
        let tells = || {
            let below = paragraphs.get(at + 1);
            below.is_some_and(|below| below.mark == Mark::Plain && sentences(&below.text).nth(1).is_some())
        };
        paragraphs.get(*at).is_some_and(|paragraph| {
            paragraph.mark == Mark::Plain
                && paragraph.text.split_whitespace().count() <= LONGEST_GREETING
                && language.letter.begin(&paragraph.text)
                && (paragraph.text.ends_with([',', '!', ':', '：'])
                    || !ends_sentence(&paragraph.text) && tells())
        })
    };
    (0..NEAR_TOP).find(greets)
}

/// The paragraphs from a greeting near the top to the first list that has a label, or in which two or more entries ask, or to
/// the first day of a diary; none where there is no such letter. What they tell is told again there, as a request. Where no
/// label says so, no further than to the first heading: under "INDIA" and "VIETNAM" each asks for its own. Nor does a letter go on
/// below a place.
pub(super) fn before_list(paragraphs: &[Paragraph], heard: &[Heard], language: &Language) -> Range<usize> {
    let listed = |at: usize| paragraphs.get(at).is_some_and(|paragraph| paragraph.mark.is_list());
    let day = |at: usize| paragraphs.get(at).is_some_and(|paragraph| paragraph.day.is_some());
    let asks = |at: &usize| listed(*at) && heard.get(*at).is_some_and(Heard::any);
    let labelled = |at: usize| {
        let above = at.checked_sub(1).and_then(|above| paragraphs.get(above));
        above.is_some_and(|above| language.labels.whole(&above.text).is_some())
    };
    let Some(greeting) = greeting(paragraphs, language) else { return 0..0 };
    let list = (greeting..paragraphs.len())
        .find(|&at| day(at) || listed(at) && (labelled(at) || (at..at + OF_A_LIST).filter(asks).count() > 1));
    let end = list.map(|list| {
        let labelled = labelled(list);
        let heads = |paragraph: &Paragraph| {
            if labelled { is_of_place(paragraph, language) } else { is_head(paragraph, language) }
        };
        (greeting..list).find(|&at| paragraphs.get(at).is_some_and(heads)).unwrap_or(list)
    });
    end.map_or(0..0, |end| greeting..end)
}

/// Whether a paragraph is a heading that names a place: "Kenya", "Nepal: a church closed".
fn is_of_place(paragraph: &Paragraph, language: &Language) -> bool {
    let text = paragraph.text.as_str();
    let named = text.split_once(": ").map_or(text, |(place, _)| place);
    matches!(paragraph.mark, Mark::Heading(_) | Mark::Plain)
        && paragraph.gap
        && is_short(text)
        && place::is_region(named, &language.code)
}

/// Whether a paragraph is a heading by its form, or names a place.
fn is_head(paragraph: &Paragraph, language: &Language) -> bool {
    let text = paragraph.text.as_str();
    match paragraph.mark {
        Mark::Heading(_) => true,
        Mark::Plain if paragraph.gap && is_short(text) => {
            is_capitals(text) || place::is_region(text, &language.code)
        }
        _ => false,
    }
}
