//! A set of phrases, found in a text word by word.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::text::{Words, fold_word, words};

/// How many signs there are: several times as many as a set has first words.
const SIGNS: usize = 2048;

/// Phrases with what each of them means. Nearly all words begin no phrase, and nearly all of those are told without a
/// look-up.
#[derive(Debug, Clone)]
pub(super) struct Phrases<T> {
    /// The [signs](sign) of all first words.
    signs: [u64; SIGNS / 64],
    firsts: Nexts<T>,
}

/// What may follow by the next word, folded.
type Nexts<T> = HashMap<String, Node<T>, RandomState>;

/// The words of a phrase up to one of them.
#[derive(Debug, Clone)]
struct Node<T> {
    /// What they mean, where they are a phrase.
    meaning: Option<T>,
    nexts: Nexts<T>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { signs: [0; SIGNS / 64], firsts: HashMap::default() }
    }
}

impl<T> Default for Node<T> {
    fn default() -> Self {
        Self { meaning: None, nexts: HashMap::default() }
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
        let sign = sign(&first);
        if let Some(signs) = self.signs.get_mut(sign / 64) {
            *signs |= 1 << (sign % 64);
        }
        let mut node = self.firsts.entry(first).or_default();
        for part in parts {
            node = node.nexts.entry(part).or_default();
        }
        node.meaning.get_or_insert(meaning);
    }

    fn beginning_with(&self, first: &str) -> Option<&Node<T>> {
        let sign = sign(first);
        let known = self.signs.get(sign / 64).is_some_and(|signs| signs >> (sign % 64) & 1 == 1);
        if known { self.firsts.get(first) } else { None }
    }

    /// The longest phrase that begins with the word `first`, which is folded, and goes on with the words ahead of it: its
    /// number of words, and what it means.
    pub fn at(&self, first: &str, ahead: Words) -> Option<(usize, T)> {
        self.at_if(first, ahead, |_, _| true)
    }

    /// The longest of the phrases as [`at`](Self::at) that is `wanted`, by its number of words and what it means.
    pub fn at_if(&self, first: &str, ahead: Words, wanted: impl Fn(usize, T) -> bool) -> Option<(usize, T)> {
        self.beginning_with(first)?.longest(ahead, wanted)
    }

    /// The longest phrase that a text begins with, as [`at`](Self::at).
    pub fn beginning(&self, text: &str) -> Option<(usize, T)> {
        let mut ahead = words(text);
        self.at(&fold_word(ahead.next()?.text), ahead)
    }

    /// Whether the text holds any of the phrases.
    pub fn any_in(&self, text: &str) -> bool {
        let mut words = words(text);
        while let Some(word) = words.next() {
            if self.at(&fold_word(word.text), words.clone()).is_some() {
                return true;
            }
        }
        false
    }

    /// Whether a phrase begins with the text's first word: a quick no for nearly every text.
    pub fn may_begin(&self, text: &str) -> bool {
        words(text).next().is_some_and(|word| self.may_begin_with(&fold_word(word.text)))
    }

    /// As [`may_begin`](Self::may_begin), by the first word, which is folded.
    pub fn may_begin_with(&self, first: &str) -> bool {
        self.beginning_with(first).is_some()
    }

    /// Whether the text begins with one of the phrases.
    pub fn begin(&self, text: &str) -> bool {
        self.beginning(text).is_some()
    }

    /// What the whole text means, if it is one of the phrases and nothing else.
    pub fn whole(&self, text: &str) -> Option<T> {
        let mut ahead = words(text);
        let first = fold_word(ahead.next()?.text);
        let is_all = |length, _| ahead.clone().nth(length - 1).is_none();
        self.at_if(&first, ahead.clone(), is_all).map(|(_, meaning)| meaning)
    }

    /// What one word means as a phrase of its own.
    pub fn word(&self, folded: &str) -> Option<T> {
        self.beginning_with(folded)?.meaning
    }

    /// Whether one word is there as a phrase of its own.
    pub fn holds(&self, folded: &str) -> bool {
        self.word(folded).is_some()
    }
}

impl<T: Copy> Node<T> {
    fn longest(&self, mut ahead: Words, wanted: impl Fn(usize, T) -> bool) -> Option<(usize, T)> {
        let (mut node, mut length, mut found) = (self, 1, None);
        loop {
            found = node
                .meaning
                .filter(|&meaning| wanted(length, meaning))
                .map(|meaning| (length, meaning))
                .or(found);
            let next = if node.nexts.is_empty() { None } else { ahead.next() };
            match next.and_then(|word| node.nexts.get(&*fold_word(word.text))) {
                Some(further) => (node, length) = (further, length + 1),
                None => return found,
            }
        }
    }
}

/// A number below [`SIGNS`] that words seldom share: from their length, and their first and last bytes.
fn sign(word: &str) -> usize {
    let bytes = word.as_bytes();
    let [first, second] = [0, 1].map(|at| bytes.get(at).copied().map_or(0, usize::from));
    let last = bytes.last().copied().map_or(0, usize::from);
    (first * 37 + second * 101 + last * 11 + bytes.len()) % SIGNS
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
        assert_eq!(phrases.beginning("Pray for rain"), Some((2, 2)));
        assert_eq!(phrases.beginning("Pray, for"), Some((2, 2)));
        assert_eq!(phrases.beginning("pray with us"), Some((1, 1)));
        let mut ahead = words("pray for rain");
        let first = ahead.next().unwrap();
        assert_eq!(phrases.at_if(first.text, ahead, |length, _| length < 2), Some((1, 1)));
        assert!(phrases.any_in("We PRAY"));
        assert!(!phrases.any_in("prayer"));
        assert!(phrases.begin("Pray, please") && !phrases.begin("Please pray"));
        assert_eq!(phrases.whole("PRAY FOR:"), Some(2));
        assert_eq!(phrases.whole("pray for us"), None);
        assert!(phrases.holds("pray"));
    }
}
