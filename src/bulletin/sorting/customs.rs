//! What a document does throughout.

use std::collections::HashSet;

use crate::bulletin::cues;
use crate::bulletin::document::Mark;
use crate::bulletin::language::Language;
use crate::bulletin::lists::headed::{FEWEST_COLONS, has_few_words};
use crate::bulletin::paragraphs::{Paragraph, is_loud, is_short};

/// So many entries over lists within them are a custom,
const FEWEST_NESTED: usize = 2;
/// and have no more words.
const LONGEST_NAME: usize = 5;

/// What a document does throughout.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "each is something that a document does or does not do")]
pub(super) struct Customs {
    /// Whether some paragraphs open days.
    pub diary: bool,
    /// Whether headings end in a colon: "Travel:".
    colons: bool,
    /// Whether headings in capitals do: "HEALTH:".
    loud_colons: bool,
    /// Whether numbers count headings over lists with other marks: "3. OFFICE".
    pub numbered: bool,
    /// Whether several lines with a colon ask for one thing each: "Pray for our teachers:".
    pub asking: bool,
    /// Whether several entries of lists name what stands in lists within them.
    pub nested: bool,
}

impl Customs {
    pub fn of(paragraphs: &[Paragraph], language: &Language) -> Self {
        let heads = |paragraph: &&Paragraph| {
            let text = paragraph.text.as_str();
            paragraph.mark == Mark::Plain
                && text.ends_with(':')
                && (has_few_words(text) || is_loud(text))
                && is_short(text)
                && language.labels.whole(text).is_none()
        };
        let (loud, small): (Vec<_>, Vec<_>) =
            paragraphs.iter().filter(heads).partition(|paragraph| is_loud(&paragraph.text));
        let asking: HashSet<&str> = paragraphs
            .iter()
            .filter(|paragraph| paragraph.mark == Mark::Plain && paragraph.text.ends_with(':'))
            .map(|paragraph| paragraph.text.as_str())
            .filter(|text| is_short(text) && cues::label(text, language).is_none())
            .filter(|text| !cues::listen(text, language).petitions.is_empty())
            .collect();
        Customs {
            diary: paragraphs.iter().any(|paragraph| paragraph.day.is_some()),
            colons: small.len() >= FEWEST_COLONS,
            loud_colons: loud.len() >= FEWEST_COLONS,
            numbered: paragraphs
                .windows(2)
                .filter(|pair| matches!(pair, [one, next] if is_numbered_head(one, next)))
                .nth(FEWEST_COLONS - 1)
                .is_some(),
            asking: asking.len() > 1,
            nested: (0..paragraphs.len())
                .filter(|&at| names_those_within(paragraphs, at))
                .nth(FEWEST_NESTED - 1)
                .is_some(),
        }
    }

    /// Whether headings are written as a label with a colon is, and in capitals as it is: "PRAISES:".
    pub fn heads_like(self, label: &str) -> bool {
        if is_loud(label) { self.loud_colons } else { self.colons }
    }
}

/// Whether a numbered line of a few words stands over the first entry of a list with another mark, or right over a paragraph
/// that is no part of it.
pub(super) fn is_numbered_head(paragraph: &Paragraph, next: &Paragraph) -> bool {
    let few = || has_few_words(paragraph.text.split(" (").next().unwrap_or_default());
    let over = match next.mark {
        Mark::Bullet(_) => few(),
        Mark::Plain => !next.gap && !is_short(&next.text),
        _ => false,
    };
    over && paragraph.mark == Mark::Number && paragraph.day.is_none() && is_short(&paragraph.text)
}

/// Whether an entry of a list stands over entries of a list within it.
pub(super) fn is_over_deeper(paragraphs: &[Paragraph], at: usize) -> bool {
    let deeper = |entry: &Paragraph, next: &Paragraph| next.mark.is_list() && next.indent > entry.indent;
    paragraphs
        .get(at)
        .zip(paragraphs.get(at + 1))
        .is_some_and(|(entry, next)| entry.mark.is_list() && deeper(entry, next))
}

/// Whether it is too short to say more than what those are: "1. The church" over "a. The roof".
pub(super) fn names_those_within(paragraphs: &[Paragraph], at: usize) -> bool {
    let short = |entry: &Paragraph| {
        is_short(&entry.text) && entry.text.split_whitespace().nth(LONGEST_NAME).is_none()
    };
    is_over_deeper(paragraphs, at) && paragraphs.get(at).is_some_and(short)
}
