//! Words as the search index has them: runs of letters and digits without case and accents. What is found by the index
//! and what is found by looking into a text must be the same, so this does what SQLite's `unicode61` does.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// A word of a text as the index has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term<'a> {
    /// Folded.
    pub folded: Cow<'a, str>,
    /// Where it stands, in bytes.
    pub place: Range<usize>,
}

/// The words of a text in order.
pub fn terms(text: &str) -> impl Iterator<Item = Term<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(begins)?;
        let word = text.get(start..)?;
        let length = word.find(|letter| !goes_on(letter)).unwrap_or(word.len());
        at = start + length;
        let word = text.get(start..at)?;
        Some(Term { folded: folded(word), place: start..at })
    })
}

/// A word or a phrase that is sought; its last word may go on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Needle {
    /// The words as the index has them.
    pub terms: Vec<String>,
    /// Whether the last word must end where it ends here.
    pub whole: bool,
}

impl Needle {
    /// What a person typed; `None` where nothing in it can be sought.
    pub fn of(typed: &str) -> Option<Needle> {
        let terms: Vec<String> = terms(typed).map(|term| term.folded.into_owned()).collect();
        (!terms.is_empty()).then_some(Needle { terms, whole: false })
    }

    /// Whether it stands in a text.
    pub fn is_in(&self, text: &str) -> bool {
        self.first_in(text).is_some()
    }

    fn first_in(&self, text: &str) -> Option<Range<usize>> {
        match self.terms.as_slice() {
            [] => None,
            [only] => terms(text).find(|term| self.ends_as(&term.folded, only)).map(|term| term.place),
            _ => self.places(text).into_iter().next(),
        }
    }

    /// Where it stands in a text, in bytes.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        let words: Vec<Term<'_>> = terms(text).collect();
        let Some((last, before)) = self.terms.split_last() else { return Vec::new() };
        words
            .windows(self.terms.len())
            .filter_map(|window| {
                let (end, begin) = window.split_last()?;
                let fits = begin.iter().zip(before).all(|(term, sought)| term.folded == *sought)
                    && self.ends_as(&end.folded, last);
                let start = begin.first().map_or(end.place.start, |term| term.place.start);
                fits.then_some(start..end.place.end)
            })
            .collect()
    }

    fn ends_as(&self, term: &str, sought: &str) -> bool {
        if self.whole { term == sought } else { term.starts_with(sought) }
    }
}

/// Where any of the needles stands in a text, in order and without overlaps, in bytes.
pub fn places(text: &str, needles: &[Needle]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = needles.iter().flat_map(|needle| needle.places(text)).collect();
    found.sort_unstable_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
    let mut end = 0;
    found.retain(|place| {
        let apart = place.start >= end;
        end = end.max(place.end);
        apart
    });
    found
}

fn begins(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
        || (!letter.is_ascii() && letter.is_alphanumeric() && !is_combining_mark(letter))
}

/// An accent that stands by itself belongs to the letter before it.
fn goes_on(letter: char) -> bool {
    begins(letter) || matches!(letter, '\u{300}'..='\u{331}')
}

fn folded(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    Cow::Owned(word.chars().filter(|letter| !is_combining_mark(*letter)).map(fold_letter).collect())
}

/// Only what comes to a plain Latin letter loses its accents: й is another letter than и.
fn fold_letter(letter: char) -> char {
    if letter.is_ascii() {
        return letter.to_ascii_lowercase();
    }
    let mut base = None;
    let mut accents = true;
    decompose_canonical(letter, |part| match base {
        None => base = Some(part),
        Some(_) => accents &= is_combining_mark(part),
    });
    match base {
        Some(base) if accents && base.is_ascii_alphabetic() => base.to_ascii_lowercase(),
        _ => match letter {
            // other shapes of a letter
            'ς' => 'σ',
            'ſ' | 'ẛ' => 's',
            'ϐ' => 'β',
            'ϑ' => 'θ',
            'ϕ' => 'φ',
            'ϖ' => 'π',
            'ϰ' => 'κ',
            'ϱ' => 'ρ',
            'ϵ' => 'ε',
            _ => {
                let mut lower = letter.to_lowercase();
                lower.next().filter(|_| lower.next().is_none()).unwrap_or(letter)
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = terms(text).map(|term| term.folded.into_owned()).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_are_folded_as_the_index_folds_them() {
        check("Pray for Élie’s WELL-being, 3:25!", &["pray", "for", "elie", "s", "well", "being", "3", "25"]);
        check("Über Straße Łódź", &["uber", "straße", "łodz"]);
        check("й Йод İstanbul 기도해", &["й", "йод", "istanbul", "기도해"]);
        check(" … - ", &[]);
    }

    #[test]
    fn needles_begin_words_and_phrases_stand_together() {
        let text = "The clean waters of Moyale; water, clean.";
        let found = |typed: &str| {
            let needle = Needle::of(typed).unwrap();
            assert_eq!(needle.is_in(text), !needle.places(text).is_empty(), "{typed}");
            needle.places(text).into_iter().map(|place| &text[place]).collect::<Vec<_>>()
        };
        assert_eq!(found("wat"), ["waters", "water"]);
        assert_eq!(found("clean water"), ["clean waters"]);
        assert_eq!(found("water clean"), ["water, clean"]);
        assert_eq!(found("ater"), [""; 0]);
        let whole = Needle { whole: true, ..Needle::of("water").unwrap() };
        assert_eq!(whole.places(text).len(), 1);
        assert_eq!(Needle::of("?!"), None);
    }

    #[test]
    fn places_do_not_overlap() {
        let needles = ["clean water", "water", "cl"].map(|typed| Needle::of(typed).unwrap());
        let found = places("clean water", &needles);
        assert_eq!((found.len(), found.first()), (1, Some(&(0..11))));
        let found = places("Água clara", &[Needle::of("agua").unwrap()]);
        assert_eq!((found.len(), found.first()), (1, Some(&(0..5))));
    }
}
