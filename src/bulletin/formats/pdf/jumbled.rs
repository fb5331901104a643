//! Whether the letters that were read make words.

use crate::bulletin::Line;
use crate::bulletin::lists::marks::is_private;
use crate::text::fold;

/// Fewer words than this tell nothing.
const FEWEST: usize = 20;

/// In the languages that are written with Latin letters no less than this part of them are a or e.
const FEWEST_USUAL: f64 = 0.1;

/// What a person should know when they do not.
pub(super) fn problem(lines: &[Line]) -> Option<String> {
    let words: Vec<String> = lines
        .iter()
        .filter(|line| !line.aside)
        .flat_map(|line| line.text.split(' '))
        .map(fold)
        .filter(|word| word.chars().any(char::is_alphabetic))
        .collect();
    let odd = words.iter().filter(|word| is_lone(word) || is_no_word(word)).count();
    let jumbled = odd * 5 > words.len() * 2 || usual(&words).is_some_and(|usual| usual < FEWEST_USUAL);
    (words.len() >= FEWEST && jumbled).then(|| {
        "the letters of this PDF are jumbled, and what kneel read of it may make no sense; ask its publisher for \
         another file"
            .to_owned()
    })
}

/// A letter of an alphabet, alone.
fn is_lone(word: &str) -> bool {
    let mut letters = word.chars();
    matches!((letters.next(), letters.next()), (Some('a'..='z' | 'α'..='ω' | 'а'..='я'), None))
}

/// Whether a word has letters of no script, or marks in its middle.
fn is_no_word(word: &str) -> bool {
    let inner = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    let strange =
        |letter: char| is_private(letter) || !letter.is_alphanumeric() && !"'’-‐–—/.,@:&+…".contains(letter);
    inner.chars().any(strange) || word.contains("(cid:")
}

/// The part of the Latin letters that are a or e, in most languages two of the commonest; `None` where there are no such
/// letters. A file that takes each letter for the third one after it has hardly any.
fn usual(words: &[String]) -> Option<f64> {
    let letters = words.iter().flat_map(|word| word.bytes()).filter(u8::is_ascii_lowercase);
    let (mut count, mut usual) = (0_u32, 0_u32);
    for letter in letters {
        count += 1;
        usual += u32::from(letter == b'a' || letter == b'e');
    }
    (count > 0).then(|| f64::from(usual) / f64::from(count))
}
