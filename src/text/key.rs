//! Words that are looked up in sets which hold few of them.

use std::borrow::Cow;

use super::fold_word;

/// A word to be looked up, as it is written: of one that is looked up in several sets its sign is worked out once, and
/// it is folded only where a set may hold it.
#[derive(Debug)]
pub(crate) struct Key<'a> {
    /// Folded, if it begins or ends beyond ASCII.
    word: Cow<'a, str>,
    sign: usize,
}

impl<'a> Key<'a> {
    #[inline]
    pub fn of(word: &'a str) -> Self {
        if let Some(sign) = sign(word) {
            return Key { word: Cow::Borrowed(word), sign };
        }
        let word = fold_word(word);
        Key { sign: sign_beyond_ascii(&word), word }
    }

    /// The word, folded.
    pub fn folded(&self) -> Cow<'_, str> {
        match &self.word {
            Cow::Borrowed(word) => fold_word(word),
            Cow::Owned(folded) => Cow::Borrowed(folded),
        }
    }
}

impl<'a> From<&'a str> for Key<'a> {
    #[inline]
    fn from(word: &'a str) -> Self {
        Key::of(word)
    }
}

impl<'a> From<&'a Key<'_>> for Key<'a> {
    #[inline]
    fn from(key: &'a Key) -> Self {
        Key { word: Cow::Borrowed(&key.word), sign: key.sign }
    }
}

/// The signs of the words of a set: of nearly all words that it does not hold they tell so without a look-up, where they have
/// several times as many bits as the set has words. `N`: of how many times 64 bits.
#[derive(Debug, Clone)]
pub(crate) struct Signs<const N: usize = 64>(pub [u64; N]);

impl<const N: usize> Default for Signs<N> {
    fn default() -> Self {
        Self([0; N])
    }
}

impl<const N: usize> Signs<N> {
    pub fn add(&mut self, word: &str) {
        let (at, bit) = Self::place(Key::of(word).sign);
        if let Some(signs) = self.0.get_mut(at) {
            *signs |= bit;
        }
    }

    /// Whether the set may hold a word.
    #[inline]
    pub fn may_hold(&self, key: &Key) -> bool {
        let (at, bit) = Self::place(key.sign);
        self.0.get(at).is_some_and(|signs| signs & bit != 0)
    }

    #[inline]
    fn place(sign: usize) -> (usize, u64) {
        (sign / 64 % N, 1 << (sign % 64))
    }
}

/// A number that words seldom share: from their first three and their last letter, of which capitals count as small
/// ones, so that a word has it before it is folded. `None` where one of these is beyond ASCII, and may be folded to another.
#[inline]
fn sign(word: &str) -> Option<usize> {
    let letters = letters(word.as_bytes());
    letters.iter().all(u8::is_ascii).then(|| mixed(letters))
}

/// As [`sign`], of a word that is folded.
fn sign_beyond_ascii(word: &str) -> usize {
    mixed(letters(word.as_bytes()))
}

/// The first three bytes of a word, or nothing where it is shorter, and the last.
#[inline]
fn letters(word: &[u8]) -> [u8; 4] {
    match *word {
        [first, second, third, .., last] => [first, second, third, last],
        [first, second, third] => [first, second, third, third],
        [first, second] => [first, second, 0, second],
        [first] => [first, 0, 0, first],
        [] => [0; 4],
    }
}

#[inline]
fn mixed(letters: [u8; 4]) -> usize {
    let [first, second, third, last] = letters.map(|byte| usize::from(byte.to_ascii_lowercase()));
    first * 37 + second * 101 + third * 397 + last * 1031
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn whatever_a_set_holds_it_may_hold(word in "[a-zA-Z0-9éßÉœŒİǅ\u{301}기가Ж'.\\-]{0,6}|\\PC{0,6}") {
            let mut signs = <Signs>::default();
            signs.add(&fold_word(&word));
            let key = Key::of(&word);
            prop_assert!(signs.may_hold(&key) && signs.may_hold(&Key::from(&key)));
            prop_assert_eq!(key.folded(), fold_word(&word));
        }
    }

    #[test]
    fn a_word_has_the_sign_of_its_folded_form() {
        let words = "Pray PRAY a A I élan Élan ELAN naïve Café café ß 기도 Ёлка œuvre ñ n\u{303}a 1st";
        for word in words.split(' ').chain([""]) {
            let mut signs = <Signs>::default();
            signs.add(&fold_word(word));
            let key = Key::of(word);
            assert!(signs.may_hold(&key), "{word}");
            assert_eq!(key.folded(), fold_word(word), "{word}");
        }
        let mut signs = <Signs>::default();
        signs.add("pray");
        assert!(!signs.may_hold(&Key::of("Praise")));
    }
}
