//! Regions and countries, and their names in the languages that bulletins are written in.
//!
//! The names are data in `assets/places`, one file for each language: a language is added by adding a file.

mod atlas;
mod attached;
mod name;
mod names;
mod sought;
#[cfg(test)]
mod source;
mod subregions;
#[cfg(test)]
mod tests;

use crate::text::{Table, Word, fold_word};
use names::{Meaning, Name, Names, parts};

pub use atlas::{Position, Way, neighbour, position};
pub use sought::country_spans;
pub use subregions::{region_of, regions};

/// The countries by their codes: each with its name in English, and with its code once more.
#[allow(clippy::unreadable_literal, reason = "nobody wrote it by hand, or reads it")]
static COUNTRIES: Table = include!(concat!(env!("OUT_DIR"), "/countries.rs"));

/// The words of a heading that are looked at.
const HEADING: usize = 16;

/// The countries that a text speaks of, by their names, their peoples, provinces and great cities, in its own language
/// (a code; an unknown one counts as English) or in English: ISO 3166-1 codes in alphabetical order, each once.
pub fn countries_in(text: &str, language: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    let (attached, spaced): (Vec<&Names>, Vec<&Names>) =
        names::read_in(language).partition(|names| names.attached.is_used());
    let small = spaced.iter().any(|names| names.small);
    if !small && attached.is_empty() && !spaced.iter().any(|names| names.may_stand_in(text)) {
        return found;
    }
    let words = parts(text);
    let mut at = 0;
    while let Some(ahead) = words.get(at..).filter(|ahead| !ahead.is_empty()) {
        let may_begin = small || ahead.first().is_some_and(Word::is_capital);
        let Some((length, name)) = may_begin.then(|| longest(&spaced, ahead)).flatten() else {
            at += 1;
            continue;
        };
        if let Meaning::Country(code) = name.meaning
            && (!name.doubtful || is_place_here(&words, at, length, text, language))
        {
            found.push(code);
        }
        at += length;
    }
    for names in attached {
        names.attached.each_country(text, &words, |code| found.push(code));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The longest name that the words begin with, in the first of the languages that has it, and its length in words.
fn longest(known: &[&Names], words: &[Word]) -> Option<(usize, Name)> {
    let found = known.iter().filter_map(|names| names.longest(words, false));
    found.reduce(|best, other| if other.0 > best.0 { other } else { best })
}

/// Whether a name that people also bear stands where a place does: alone, also between brackets ("the Kellys (Chad)"), or
/// after a word of place, and not before a surname.
fn is_place_here(words: &[Word], at: usize, length: usize, text: &str, language: &str) -> bool {
    if words.len() == length {
        return true;
    }
    let after = words.get(at + length);
    if after.is_some_and(|word| word.is_capital() && !word.pause) {
        return false;
    }
    let Some(before) = at.checked_sub(1).and_then(|before| words.get(before)) else {
        return after.is_some_and(|word| word.pause) && text.contains(':');
    };
    if let Some(word) = words.get(at).filter(|word| word.pause) {
        // "Moundou, Chad": a full stop there would begin another sentence.
        let between = text.get(before.end()..word.start).unwrap_or_default();
        let last = words.get(at + length - 1).unwrap_or(word);
        let enclosed =
            between.ends_with('(') && text.get(last.end()..).is_some_and(|rest| rest.starts_with(')'));
        return enclosed || before.is_capital() && between.starts_with(',');
    }
    let before = fold_word(before.text);
    names::read_in(language).any(|names| names.before.iter().any(|word| *word == before))
}

/// A country's name in English.
pub fn country_name(code: &str) -> Option<&'static str> {
    by_code(code).map(|(name, _)| name)
}

/// The name in English of the country that has a code, and the code in capitals.
fn by_code(code: &str) -> Option<(&'static str, &'static str)> {
    COUNTRIES.behind(code.to_ascii_uppercase()).next()
}

/// Whether a word joins two places in a language: "and".
pub fn joins_places(word: &str, language: &str) -> bool {
    let folded = fold_word(word);
    names::read_in(language).any(|names| names.joining.iter().any(|joining| *joining == folded))
}

/// The code of a country by one of its names in any language, or by the code itself.
pub fn country_code(name: &str) -> Option<&'static str> {
    if let Some((_, code)) = by_code(name.trim()) {
        return Some(code);
    }
    let words = parts(name);
    names::ALL.iter().find_map(|names| match names.whole(&words, true)? {
        Meaning::Country(code) => Some(code),
        _ => None,
    })
}

/// Whether a name or a code is a country's, in a language or in English: the others need not be read for it.
pub fn is_country(name: &str, language: &str) -> bool {
    let words = parts(name);
    by_code(name.trim()).is_some()
        || names::read_in(language)
            .any(|names| matches!(names.whole(&words, true), Some(Meaning::Country(_))))
}

/// The code of the country that has nearly this name in a language: one letter of it is wrong.
pub fn country_near(name: &str) -> Option<&'static str> {
    let folded = crate::text::fold(name);
    names::ALL.iter().flat_map(|names| names.countries.lines()).find_map(|country| {
        let (code, names) = country.split_once('\t')?;
        names.split('\t').any(|other| strsim::levenshtein(other, &folded) <= 1).then_some(code)
    })
}

/// Whether a heading names a region, a country, or places of which one is known ("Leicester, England").
pub fn is_region(heading: &str, language: &str) -> bool {
    let halves = [" - ", " – ", " — ", " | "];
    match halves.iter().find_map(|half| heading.split_once(half)) {
        Some((first, second)) => is_listed(first, language) && is_region(second, language),
        None => is_listed(heading, language),
    }
}

/// Whether one of several places that a heading lists is known.
fn is_listed(heading: &str, language: &str) -> bool {
    let mut words = parts(heading);
    words.truncate(HEADING);
    let borders: Vec<usize> =
        (0..=words.len()).filter(|&at| is_border(&words, at, heading, language)).collect();
    let runs = borders.iter().flat_map(|&from| borders.iter().map(move |&to| from..to));
    runs.filter_map(|run| words.get(run)).any(|run| names_place(run, language))
}

/// Whether one place may end and another begin before this word: after a comma or the like, beside "and".
fn is_border(words: &[Word], at: usize, heading: &str, language: &str) -> bool {
    let (Some(before), Some(after)) = (at.checked_sub(1).and_then(|before| words.get(before)), words.get(at))
    else {
        return true;
    };
    let between = heading.get(before.end()..after.start).unwrap_or_default();
    let joins = |word: &Word| {
        let folded = fold_word(word.text);
        names::read_in(language).any(|names| names.joins(&folded))
    };
    between.contains([',', '&', '+', '/', '·', '、']) || joins(before) || joins(after)
}

/// Whether a text is the name of one region, country or great city.
pub(crate) fn is_place(name: &str, language: &str) -> bool {
    names_place(&parts(name), language)
}

/// The first language that has the words as a name, with or without an article, decides.
fn names_place(words: &[Word], language: &str) -> bool {
    let named = |names: &'static Names| {
        let bare = || names.whole(names.without_article(words)?, false);
        names.whole(words, false).or_else(bare)
    };
    names::read_in(language).find_map(named).is_some_and(|meaning| meaning != Meaning::Nothing)
}
