//! A set of phrases, found in a text word by word.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::text::{fold_word, words};

/// Phrases with what each of them means. A look-up is one hash of a word; nearly all words begin no phrase.
#[derive(Debug, Clone)]
pub(super) struct Phrases<T> {
    /// By first word, the longest first.
    by_first: HashMap<String, Vec<(Vec<String>, T)>, RandomState>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_first: HashMap::default() }
    }
}

impl<T: Copy> Phrases<T> {
    /// Adds phrases that all mean the same.
    pub fn add_all(&mut self, phrases: &[String], meaning: T) {
        for phrase in phrases {
            self.add(phrase, meaning);
        }
    }

    /// Adds a phrase; one that is there already keeps its first meaning.
    pub fn add(&mut self, phrase: &str, meaning: T) {
        let mut parts = words(phrase).map(|word| fold_word(word.text).into_owned());
        let Some(first) = parts.next() else { return };
        let tail: Vec<String> = parts.collect();
        let list = self.by_first.entry(first).or_default();
        if list.iter().all(|(other, _)| *other != tail) {
            let place = list.partition_point(|(other, _)| other.len() >= tail.len());
            list.insert(place, (tail, meaning));
        }
    }

    /// The phrases that `folded` begins with, the longest first, each with its number of words.
    pub fn at<'a, S: AsRef<str>>(&'a self, folded: &[S]) -> impl Iterator<Item = (usize, &'a T)> {
        let (list, rest) = match folded.split_first() {
            Some((first, rest)) => (self.by_first.get(first.as_ref()), rest),
            None => (None, folded),
        };
        let begins = move |tail: &[String]| {
            tail.len() <= rest.len() && tail.iter().zip(rest).all(|(a, b)| a == b.as_ref())
        };
        list.into_iter().flatten().filter(move |(tail, _)| begins(tail)).map(|(tail, t)| (tail.len() + 1, t))
    }

    /// Whether the text holds any of the phrases.
    pub fn any_in(&self, text: &str) -> bool {
        let folded: Vec<_> = words(text).map(|word| fold_word(word.text)).collect();
        (0..folded.len()).any(|at| self.at(folded.get(at..).unwrap_or_default()).next().is_some())
    }

    /// Whether a phrase begins with the text's first word: a quick no for nearly every text.
    pub fn may_begin(&self, text: &str) -> bool {
        words(text).next().is_some_and(|word| self.by_first.contains_key(&*fold_word(word.text)))
    }

    /// Whether the text begins with one of the phrases.
    pub fn begin(&self, text: &str) -> bool {
        if !self.may_begin(text) {
            return false;
        }
        let folded: Vec<_> = words(text).take(6).map(|word| fold_word(word.text)).collect();
        let found = self.at(&folded).next();
        found.is_some()
    }

    /// What the whole text means, if it is one of the phrases and nothing else.
    pub fn whole(&self, text: &str) -> Option<&T> {
        if !self.may_begin(text) {
            return None;
        }
        let folded: Vec<_> = words(text).take(8).map(|word| fold_word(word.text)).collect();
        let found = self.at(&folded).find(|&(length, _)| length == folded.len());
        found.map(|(_, meaning)| meaning)
    }

    /// Whether one word is there as a phrase of its own.
    pub fn holds(&self, folded: &str) -> bool {
        self.by_first.get(folded).is_some_and(|list| list.iter().any(|(tail, _)| tail.is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_comes_first() {
        let mut phrases = Phrases::default();
        phrases.add("pray", 1);
        phrases.add("Pray for", 2);
        phrases.add("pray for", 3);
        let found: Vec<_> =
            phrases.at(&["pray", "for", "rain"]).map(|(length, &meaning)| (length, meaning)).collect();
        assert_eq!(found, [(2, 2), (1, 1)]);
        assert!(phrases.any_in("We PRAY"));
        assert!(!phrases.any_in("prayer"));
        assert!(phrases.begin("Pray, please") && !phrases.begin("Please pray"));
        assert_eq!(phrases.whole("PRAY FOR:"), Some(&2));
        assert_eq!(phrases.whole("pray for us"), None);
        assert!(phrases.holds("pray"));
    }
}
