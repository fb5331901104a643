//! A set of phrases, found in a text word by word.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::text::{Key, Signs, Words, fold_word, words};

/// Phrases with what each of them means. Nearly all words begin no phrase, and nearly all of those are told without a
/// look-up.
#[derive(Debug, Clone)]
pub(super) struct Phrases<T> {
    signs: Signs,
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
        Self { signs: Signs::default(), firsts: HashMap::default() }
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
        self.signs.add(&first);
        let mut node = self.firsts.entry(first).or_default();
        for part in parts {
            node = node.nexts.entry(part).or_default();
        }
        node.meaning.get_or_insert(meaning);
    }

    #[inline]
    fn beginning_with(&self, first: &Key) -> Option<&Node<T>> {
        if self.signs.may_hold(first) { self.known(first) } else { None }
    }

    fn known(&self, first: &Key) -> Option<&Node<T>> {
        self.firsts.get(&*first.folded())
    }

    /// The longest phrase that begins with the word `first` and goes on with the words ahead of it: its number of words, and
    /// what it means.
    #[inline]
    pub fn at<'a>(&self, first: impl Into<Key<'a>>, ahead: &Words) -> Option<(usize, T)> {
        self.at_if(first, ahead, |_, _| true)
    }

    /// The longest of the phrases as [`at`](Self::at) that is `wanted`, by its number of words and what it means.
    #[inline]
    pub fn at_if<'a>(
        &self,
        first: impl Into<Key<'a>>,
        ahead: &Words,
        wanted: impl Fn(usize, T) -> bool,
    ) -> Option<(usize, T)> {
        self.beginning_with(&first.into())?.longest(ahead.clone(), wanted)
    }

    /// The longest phrase that a text begins with, as [`at`](Self::at).
    pub fn beginning(&self, text: &str) -> Option<(usize, T)> {
        let mut ahead = words(text);
        self.at(ahead.next()?.text, &ahead)
    }

    /// Whether the text holds any of the phrases.
    pub fn any_in(&self, text: &str) -> bool {
        self.any_if(text, |_| true)
    }

    /// Whether the text holds any of the phrases whose number of words is `wanted`.
    pub fn any_if(&self, text: &str, wanted: impl Fn(usize) -> bool) -> bool {
        let mut words = words(text);
        while let Some(word) = words.next() {
            if self.at_if(word.text, &words, |length, _| wanted(length)).is_some() {
                return true;
            }
        }
        false
    }

    /// Whether a phrase begins with a word: a quick no for nearly every one.
    pub fn may_begin_with<'a>(&self, first: impl Into<Key<'a>>) -> bool {
        self.beginning_with(&first.into()).is_some()
    }

    /// Whether the text begins with one of the phrases.
    pub fn begin(&self, text: &str) -> bool {
        self.beginning(text).is_some()
    }

    /// What the whole text means, if it is one of the phrases and nothing else.
    pub fn whole(&self, text: &str) -> Option<T> {
        let mut ahead = words(text);
        let first = ahead.next()?;
        let is_all = |length, _| ahead.clone().nth(length - 1).is_none();
        self.at_if(first.text, &ahead, is_all).map(|(_, meaning)| meaning)
    }

    /// What one word means as a phrase of its own.
    pub fn word<'a>(&self, word: impl Into<Key<'a>>) -> Option<T> {
        self.beginning_with(&word.into())?.meaning
    }

    /// Whether one word is there as a phrase of its own.
    pub fn holds<'a>(&self, word: impl Into<Key<'a>>) -> bool {
        self.word(word).is_some()
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
        assert_eq!(phrases.at_if(first.text, &ahead, |length, _| length < 2), Some((1, 1)));
        assert!(phrases.any_in("We PRAY"));
        assert!(!phrases.any_in("prayer"));
        assert!(phrases.begin("Pray, please") && !phrases.begin("Please pray"));
        assert_eq!(phrases.whole("PRAY FOR:"), Some(2));
        assert_eq!(phrases.whole("pray for us"), None);
        assert!(phrases.holds("pray") && phrases.holds("PRAY") && phrases.holds("Pray"));
        phrases.add("Élan vital", 4);
        assert_eq!(phrases.whole("ELAN VITAL"), Some(4));
        let (elan, mut ahead) = (Key::of("élan"), words("élan vital"));
        ahead.next();
        assert_eq!(phrases.at(&elan, &ahead), phrases.at("Elan", &ahead));
    }
}
