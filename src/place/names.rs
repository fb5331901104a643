//! What a language calls the countries: its file of `assets/places`, as it was worked out when kneel was built.

use super::attached::Attached;
use super::name::{Case, FIRSTS, JOINTS, is_one, some_parts};
pub(super) use super::name::{Meaning, Name, parts};
use crate::text::{Key, Signs, Table, Word, capitals, fold_word, words};

/// Every language that names places, English first.
#[allow(clippy::unreadable_literal, reason = "nobody wrote these by hand, or reads them")]
pub(super) static ALL: &[Names] = include!(concat!(env!("OUT_DIR"), "/places.rs"));

/// The names of one language.
pub(super) struct Names {
    pub code: &'static str,
    /// By their first words, the longest first.
    table: Table,
    /// Of the first words.
    firsts: Signs<FIRSTS>,
    /// Whether any of them is written small.
    pub small: bool,
    /// The longest has so many words.
    most_words: usize,
    /// What stands before a place: "in".
    pub before: &'static [&'static str],
    /// What joins two places: "and".
    pub joining: &'static [&'static str],
    articles: &'static [&'static str],
    /// A line for each country, in the order of their codes: its code and its names, folded, with tabs between.
    pub countries: &'static str,
    /// For a language that hangs its small words on the names.
    pub attached: Attached,
}

/// The names of a language and, since they are met everywhere, the English ones.
pub(super) fn read_in(language: &str) -> impl Iterator<Item = &'static Names> + Clone {
    let own = ALL.iter().position(|names| names.code == language).unwrap_or(0);
    [Some(own), (own > 0).then_some(0)].into_iter().flatten().filter_map(|at| ALL.get(at))
}

/// No name takes as much of a text, in bytes.
const LONGEST: usize = 256;

/// Letters of a name in capitals that is a word when it is written small.
const SHORT: usize = 3;

impl Name {
    /// Whether the words, which begin with this name, may mean it. In its own language (and in English) a name may be
    /// written small where it is nothing else; a short one in capitals may not: "US" is a country, "us" is not.
    pub fn may_be(&self, words: &[Word], own: bool) -> bool {
        let Some(first) = words.first() else { return false };
        let as_listed = self.case <= Case::of(first.text);
        let is_short = self.case == Case::Capitals && first.text.chars().nth(SHORT).is_none();
        if own { as_listed || !self.doubtful && !is_short } else { as_listed && !self.doubtful }
    }

    /// How many of the words it takes, if they begin with it; that its first word is theirs is known.
    fn length(&self, words: &[Word]) -> Option<usize> {
        let listed = self.listed.split_terminator(' ');
        let length = 1 + listed.clone().count();
        let same = |(listed, word): (&str, &Word)| {
            let bare = listed.strip_prefix(',');
            word.pause == bare.is_some() && folds_to(word.text, bare.unwrap_or(listed))
        };
        listed.zip(words.get(1..length)?).all(same).then_some(length)
    }
}

/// Whether a word is this one when it is folded.
fn folds_to(word: &str, folded: &str) -> bool {
    if word.is_ascii() { word.eq_ignore_ascii_case(folded) } else { fold_word(word) == folded }
}

impl Names {
    /// The names that begin with a word, the longest first; a quick no for most.
    fn beginning<'a>(&self, first: &'a str) -> Option<impl Iterator<Item = Name> + use<'a>> {
        let may_hold = self.firsts.may_hold(&Key::of(first));
        may_hold.then(|| self.table.behind(fold_word(first)).map(Name::read))
    }

    /// Whether any name that is written with a capital may stand in a text: a quick no for most.
    pub fn may_stand_in(&self, text: &str) -> bool {
        capitals(text).any(|ahead| {
            // hyphens may join any number of words to one
            let ahead = ahead.get(..ahead.floor_char_boundary(LONGEST)).unwrap_or(ahead);
            let word = words(ahead).next().map_or("", |word| word.text);
            let first = if is_one(word) { word } else { word.split(JOINTS).next().unwrap_or_default() };
            self.beginning(first).is_some_and(|mut names| names.next().is_some())
                && self.longest(&some_parts(ahead, self.most_words), false).is_some()
        })
    }

    /// The longest name that the words begin with, and its length in words.
    pub fn longest(&self, words: &[Word], any_case: bool) -> Option<(usize, Name)> {
        let first = words.first()?;
        if !(self.small || any_case) && first.text.starts_with(char::is_lowercase) {
            return None;
        }
        let names = self.beginning(first.text)?;
        let case = Case::of(first.text);
        let mut names = names.filter(|name| any_case || name.case <= case);
        names.find_map(|name| Some((name.length(words)?, name)))
    }

    /// Every name that the words begin with, however it is written, and its length in words.
    pub fn begin<'a>(&self, words: &'a [Word]) -> impl Iterator<Item = (usize, Name)> + use<'a> {
        let names = words.first().and_then(|first| self.beginning(first.text));
        names.into_iter().flatten().filter_map(|name| Some((name.length(words)?, name)))
    }

    /// The countries of which a folded word is a name that is nothing else.
    pub fn alone(&self, folded: &str) -> impl Iterator<Item = &'static str> {
        self.beginning(folded).into_iter().flatten().filter_map(|name| match name.meaning {
            Meaning::Country(code) if name.listed.is_empty() && !name.doubtful => Some(code),
            _ => None,
        })
    }

    /// The words behind an article: "the Caribbean".
    pub fn without_article<'a, 'b>(&self, words: &'a [Word<'b>]) -> Option<&'a [Word<'b>]> {
        let (first, rest) = words.split_first()?;
        let folded = fold_word(first.text);
        self.articles.iter().any(|article| *article == folded).then_some(rest)
    }

    /// Whether a word joins two places: "and"; where such words are written onto the names, whether it ends so.
    pub fn joins(&self, folded: &str) -> bool {
        let joined =
            |joining: &&str| folded == *joining || self.attached.is_used() && folded.ends_with(*joining);
        self.joining.iter().any(joined)
    }

    /// What the words as a whole name.
    pub fn whole(&self, words: &[Word], any_case: bool) -> Option<Meaning<'static>> {
        self.longest(words, any_case)
            .filter(|&(length, _)| length == words.len())
            .map(|(_, name)| name.meaning)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::place::tests::source;

    #[test]
    fn every_file_of_places_is_whole() {
        let english = source("en");
        let codes: Vec<_> = english.countries.keys().collect();
        assert_eq!(codes.len(), 249, "ISO 3166-1 has 249 codes");
        for names in ALL {
            let (language, source) = (names.code, source(names.code));
            assert!(
                source.countries.keys().eq(codes.iter().copied()),
                "{language}.toml does not name the 249 countries"
            );
            assert!(source.countries.values().all(|names| !names.is_empty()), "{language}");
            for list in [&source.peoples, &source.cities] {
                assert!(list.keys().all(|code| source.countries.contains_key(code)), "{language}");
            }
            // Where words are written onto the names, peoples are.
            let peoples = source.peoples.len() + source.attached.len();
            assert!(peoples > 60 && source.regions.len() > 80, "{language}");
            assert!(!source.joining.is_empty(), "{language}");
            assert!(names.before == source.before && names.joining == source.joining, "{language}");
            assert!(names.articles == source.articles && names.attached.after == source.after, "{language}");
        }
    }

    #[test]
    fn no_name_means_two_things() {
        for language in ALL.iter().map(|names| names.code) {
            let source = source(language);
            let mut seen: HashMap<String, Meaning> = HashMap::new();
            source.each_form(|form, meaning, _| {
                let key: Vec<_> = parts(form)
                    .iter()
                    .map(|word| format!("{}{}", if word.pause { "," } else { "" }, fold_word(word.text)))
                    .collect();
                let other = seen.insert(key.join(" "), meaning);
                assert!(
                    other.is_none_or(|other| other == meaning),
                    "{language}: {form} is {meaning:?} and {other:?}"
                );
            });
        }
    }
}
