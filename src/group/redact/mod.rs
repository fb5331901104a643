//! What is hidden from what leaves the journal: names become initials, places in sensitive countries their region.
//!
//! Better one word too many than one too few: a listed full name hides its parts, and the countries are looked for as
//! [`place::country_spans`] does.

mod addresses;
mod names;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ops::Range;

use super::HeldBack;
use crate::place;
use names::Listed;

/// What stands for an address that would tell a name or a country.
const LEFT_OUT: &str = "(address left out)";

/// What stands between two places that are said as one: "Bishkek (Kyrgyzstan)".
const MARKS: [char; 8] = [',', ';', '/', '-', '–', '(', '·', '&'];

/// What must not be told, ready to be looked for.
#[derive(Debug, Clone, Default)]
pub struct Redaction {
    names: Listed,
    countries: BTreeSet<&'static str>,
}

/// A part of a text that does not leave as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Hidden {
    range: Range<usize>,
    words: String,
    is_place: bool,
}

impl Redaction {
    /// Hides these names of people, and these countries, each by its ISO 3166-1 code or its name in any language. What
    /// is no country hides nothing.
    pub fn new(names: &[String], countries: &[String]) -> Self {
        let codes = countries.iter().filter_map(|country| place::country_code(country));
        Self { names: Listed::new(names), countries: codes.collect() }
    }

    /// Whether nothing is hidden.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.countries.is_empty()
    }

    /// Whether a country, by its ISO 3166-1 code, must not be told.
    pub fn hides(&self, code: &str) -> bool {
        self.countries.iter().any(|hidden| hidden.eq_ignore_ascii_case(code))
    }

    /// The text as it may leave. Its language is a code; where it is not known, it counts as English. What was changed
    /// is counted in `held_back`.
    pub fn text(&self, text: &str, language: Option<&str>, held_back: &mut HeldBack) -> String {
        if self.is_empty() {
            return text.to_owned();
        }
        let mut hidden: Vec<Hidden> = self.addresses(text, language).collect();
        hidden.extend(self.names.find(text).into_iter().map(|range| Hidden {
            words: text.get(range.clone()).map(names::initials).unwrap_or_default(),
            range,
            is_place: false,
        }));
        hidden.extend(self.places(text, language));
        let hidden = apart(hidden);
        let mut leaving = String::with_capacity(text.len());
        let mut at = 0;
        for Hidden { range, words, is_place } in hidden {
            let count = if is_place { &mut held_back.places } else { &mut held_back.names };
            *count += 1;
            leaving.push_str(text.get(at..range.start).unwrap_or_default());
            leaving.push_str(&words);
            at = range.end;
            // The full stop of an initial also ends its sentence.
            if words.ends_with('.') && text.get(at..).is_some_and(|rest| rest.starts_with('.')) {
                at += 1;
            }
        }
        leaving.push_str(text.get(at..).unwrap_or_default());
        leaving
    }

    /// The addresses that tell something that is hidden, each as a whole.
    fn addresses<'a>(
        &'a self,
        text: &'a str,
        language: Option<&'a str>,
    ) -> impl Iterator<Item = Hidden> + 'a {
        addresses::find(text).filter_map(move |range| {
            let address = addresses::plain(text.get(range.clone())?);
            let names_somebody = self.names.is_within(&address);
            let is_place = !names_somebody;
            let tells = names_somebody
                || addresses::country(&address).is_some_and(|code| self.hides(code))
                || !self.spans(&address, language).is_empty();
            tells.then(|| Hidden { range, words: LEFT_OUT.to_owned(), is_place })
        })
    }

    fn spans(&self, text: &str, language: Option<&str>) -> Vec<(Range<usize>, &'static str)> {
        if self.countries.is_empty() {
            return Vec::new();
        }
        place::country_spans(text, language, |code| self.hides(code))
    }

    /// The places in countries that are hidden; those of one region that are said as one are one.
    fn places(&self, text: &str, language: Option<&str>) -> Vec<Hidden> {
        let language = language.unwrap_or("en");
        let mut places: Vec<Hidden> = Vec::new();
        for (range, code) in self.spans(text, Some(language)) {
            let Some(region) = place::region_of(code, language) else { continue };
            let words = match text.get(..range.start) {
                // "in the Kyrgyz Republic" is not "in the the Caribbean".
                Some(before) if ends_with_article(before, region) => bare(region),
                _ => region,
            };
            if let Some(last) = places.last_mut()
                && (last.words == region || last.words == bare(region))
                && let Some(between) = text.get(last.range.end..range.start)
                && are_one(between, language)
            {
                let closes =
                    between.contains('(') && text.get(range.end..).is_some_and(|r| r.starts_with(')'));
                last.range.end = range.end + usize::from(closes);
                continue;
            }
            places.push(Hidden { range, words: words.to_owned(), is_place: true });
        }
        places
    }
}

/// A region's name without the article it is listed with: "the Caribbean", "el Caribe".
fn bare(region: &str) -> &str {
    ["the ", "el "].iter().find_map(|article| region.strip_prefix(article)).unwrap_or(region)
}

fn ends_with_article(before: &str, region: &str) -> bool {
    let article = region.strip_suffix(bare(region)).unwrap_or_default().trim_end();
    let last = before.split_whitespace().next_back().unwrap_or_default();
    !article.is_empty() && before.ends_with(char::is_whitespace) && last.eq_ignore_ascii_case(article)
}

/// Whether two places with this between them are said as one: "Bishkek, Kyrgyzstan", "Kyrgyzstan and Uzbekistan".
fn are_one(between: &str, language: &str) -> bool {
    let is_edge = |letter: char| letter.is_whitespace() || MARKS.contains(&letter);
    let word = between.trim_matches(is_edge);
    // Lines of a list stay lines.
    let is_line = between.contains('\n') && !between.contains(',');
    !between.is_empty() && !is_line && (word.is_empty() || place::joins_places(word, language))
}

/// In order, those that lie over each other made one, which says what the first and longest of them does.
fn apart(mut hidden: Vec<Hidden>) -> Vec<Hidden> {
    hidden.sort_by_key(|one| (one.range.start, std::cmp::Reverse(one.range.end)));
    let mut apart: Vec<Hidden> = Vec::with_capacity(hidden.len());
    for one in hidden {
        match apart.last_mut().filter(|last| one.range.start < last.range.end) {
            Some(last) => last.range.end = last.range.end.max(one.range.end),
            None => apart.push(one),
        }
    }
    apart
}
