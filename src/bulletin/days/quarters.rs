//! Months by other names: the quarters of a year, and Advent.

use super::dates::day_number;
use crate::bulletin::language::Language;
use crate::text::Word;

/// December, where it is named by what it is full of.
pub fn december(word: &Word, language: &Language) -> Option<u32> {
    (word.is_capital() && language.december.holds(word.text)).then_some(12)
}

/// Whether a word counts quarters: "Quartal", "Q3".
pub fn is_quarter(word: &Word, language: &Language) -> bool {
    matches!(word.text.as_bytes(), [b'Q' | b'q', b'1'..=b'4']) || language.quarters.holds(word.text)
}

/// The first month of a quarter, "Q3", "3. Quartal", "3rd quarter", with the first and the last of its words; `at` is the
/// word that counts quarters.
pub fn quarter(words: &[Word], at: usize, language: &Language) -> Option<(usize, usize, u32)> {
    let word = words.get(at).filter(|word| is_quarter(word, language))?;
    let figure = |text: &str| day_number(text, language).filter(|number| (1..=4).contains(number));
    let first = |number: u32| number * 3 - 2;
    if let Some(number) = word.text.get(1..).and_then(figure) {
        return Some((at, at, first(number)));
    }
    let beside = |at: usize| Some((at, figure(words.get(at)?.text)?));
    let (other, number) = at.checked_sub(1).and_then(beside).or_else(|| beside(at + 1))?;
    Some((at.min(other), at.max(other), first(number)))
}
