//! A name of a place as the tables have it, which `build/places.rs` writes.

use crate::text::{Word, words};

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning<'a> {
    /// By its code.
    Country(&'a str),
    Region,
    /// Holds the name of a country and means none: "Latin American", "the South China Sea".
    Nothing,
}

/// One name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    /// What its table has of it behind what it is found under. Where that is its first word, its other words, folded, each
    /// with a comma before it where a mark stands there: the comma of "Atlanta, Georgia" is part of the name.
    pub listed: &'static str,
    pub meaning: Meaning<'static>,
    /// Also a person's name or another word: only counts where a place is spoken of.
    pub doubtful: bool,
    pub case: Case,
}

/// How a text must write a name for it to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Case {
    Any,
    Capital,
    /// All in capitals: "US" is a country, "Us" is not.
    Capitals,
}

impl Case {
    pub fn of(text: &str) -> Self {
        if text.starts_with(char::is_lowercase) {
            Self::Any
        } else if text.chars().any(char::is_lowercase) {
            Self::Capital
        } else {
            Self::Capitals
        }
    }
}

/// What else than a country is meant, as lines have it.
pub(super) const REGION: &str = "region";
pub(super) const NOTHING: &str = "nothing";

/// What lines have behind that of a name that is doubtful, and where it is not written with a capital and small letters.
pub(super) const DOUBTFUL: char = '?';
pub(super) const SMALL: char = 'a';
pub(super) const CAPITALS: char = 'A';

impl Name {
    /// From what its line has, and says.
    pub fn read((listed, says): (&'static str, &'static str)) -> Self {
        let (meaning, marks) = says.split_once(' ').unwrap_or((says, ""));
        let meaning = match meaning {
            REGION => Meaning::Region,
            NOTHING => Meaning::Nothing,
            code => Meaning::Country(code),
        };
        let case = match marks {
            marks if marks.contains(SMALL) => Case::Any,
            marks if marks.contains(CAPITALS) => Case::Capitals,
            _ => Case::Capital,
        };
        Self { listed, meaning, doubtful: marks.contains(DOUBTFUL), case }
    }
}

/// So many times 64 bits tell apart the first words of a language's names, some three thousand.
pub(super) const FIRSTS: usize = 512;

/// What joins words to one.
pub(super) const JOINTS: [char; 4] = ['\'', '’', '-', '‑'];

/// The words of a text, those that hyphens and apostrophes join taken apart: "Kenya-Team", "l'Inde", "Kenya's".
pub(super) fn parts(text: &str) -> Vec<Word<'_>> {
    some_parts(text, usize::MAX)
}

/// The first of its [parts], not many more than `most`.
pub(super) fn some_parts(text: &str, most: usize) -> Vec<Word<'_>> {
    let mut parts = Vec::with_capacity(most.min(text.len() / 6));
    for word in words(text) {
        if parts.len() >= most {
            break;
        }
        if is_one(word.text) {
            parts.push(word);
            continue;
        }
        let mut start = word.start;
        for piece in word.text.split_inclusive(JOINTS) {
            let pause = word.pause && start == word.start;
            parts.push(Word { text: piece.trim_end_matches(JOINTS), start, pause });
            start += piece.len();
        }
    }
    parts
}

/// Whether a word is no more than one part.
#[inline]
pub(super) fn is_one(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_alphanumeric()) || !word.contains(JOINTS)
}
