//! The day of a letter that says it at its end, as letters do: "Mbale, 3 October 2025" under who wrote it.

use chrono::NaiveDate;

use super::dates::{find, month_alone, whole_line};
use crate::bulletin::Month;
use crate::bulletin::blocks::{Block, Part};
use crate::bulletin::document::Document;
use crate::bulletin::language::Language;
use crate::text::words;

/// A line with more words says more than where and when.
const MOST_WORDS: usize = 9;

/// The day or the month under the last item of a letter that nothing else dates.
pub fn at_foot(
    blocks: &[Block],
    document: &Document,
    language: &Language,
) -> (Option<NaiveDate>, Option<Month>) {
    if blocks.iter().any(|block| block.day.is_some()) {
        return (None, None);
    }
    let quiet = |block: &&Block| matches!(block.part, Part::Date | Part::Boilerplate | Part::Unsorted);
    let foot = blocks.iter().rev().take_while(quiet);
    let lines = foot.filter_map(|block| document.lines.get(block.lines.clone())).flatten();
    let dated = lines.map(|line| line.text.trim()).filter(|text| is_dateline(text, language));
    let read = |text: &str| match find(text, language) {
        Some(found) => (found.end == text.len()).then_some((Some(found.day), None)),
        None => month_alone(text, language).map(|month| (None, Some(month))),
    };
    dated.filter_map(read).last().unwrap_or_default()
}

/// Whether a line is a date, perhaps behind a comma and the place where it was written.
fn is_dateline(text: &str, language: &Language) -> bool {
    let place = text.split_once(", ").map(|(place, _)| place);
    let says = |text: &str| words(text).any(|word| language.titles.holds(word.text));
    let plain = place.is_some_and(|place| {
        !says(place) && place.chars().all(|letter| letter.is_alphabetic() || " -'’.".contains(letter))
    });
    let small = |text: &str| language.dates.holds(text) || language.date_joins.holds(text);
    let mut all = words(text);
    let named = all.by_ref().take(MOST_WORDS).all(|word| {
        word.is_capital()
            || word.text.starts_with(|letter: char| letter.is_ascii_digit())
            || small(word.text)
            || language.months.holds(word.text)
    });
    named && all.next().is_none() && (plain || whole_line(text, language).is_some())
}
