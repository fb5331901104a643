//! The entries of lists that have no marks: what a line that is one looks like.

use std::ops::Range;

use crate::bulletin::days::dates::whole_line;
use crate::bulletin::document::{Line, Mark};
use crate::bulletin::language::Language;
use crate::bulletin::paragraphs::ends_sentence;
use crate::bulletin::scripture::{is_attribution, is_half_quotation, reference};
use crate::text::{has_digit, width};

/// A line that was broken to fit a page is wider.
const WIDEST: usize = 64;

/// And one that is narrower was not broken, for the next word had room in it.
const NARROW: usize = 48;

/// So many names between commas are a row of names,
const FEWEST_NAMES: usize = 2;
/// and none of them has more words: "Gina Reyes (rehab at Mercy)".
pub const MOST_NAME_WORDS: usize = 5;

/// How wide an entry may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// Not as wide as a page, so that no line was broken.
    Narrow,
    /// Wider where it ends a sentence.
    Whole,
    /// As wide as it is.
    Any,
}

/// Makes lines entries.
pub fn enter(lines: &mut [Line], entries: Range<usize>) {
    lines.iter_mut().take(entries.end).skip(entries.start).for_each(|line| line.mark = Mark::Entry);
}

/// Whether a line among others is an entry.
pub fn is_entry(lines: &[Line], at: usize, widest: Width, language: &Language) -> bool {
    let Some(line) = lines.get(at) else { return false };
    let text = line.text.as_str();
    // one that begins small may go on with a line that was broken, unless that had room for more
    let room = || {
        let above = at.checked_sub(1).and_then(|above| lines.get(above));
        above.is_some_and(|above| width(&above.text) < NARROW)
    };
    // "£40 came in."
    let sum = text.starts_with(|letter| matches!(letter, '$' | '£' | '¥' | '\u{20A0}'..='\u{20CF}'));
    (sum || text.starts_with(char::is_alphanumeric))
        && (!text.starts_with(char::is_lowercase) || room())
        && !line.aside
        && !line.quoted
        && line.day.is_none()
        && (width(text) < WIDEST
            || widest == Width::Any
            || widest == Width::Whole && ends_sentence(text)
            || is_row(text))
        && !text.ends_with([',', ':'])
        && whole_line(text, language).is_none()
        && reference(text, language).is_none()
        && !is_half_quotation(text)
        && !is_attribution(text)
}

/// Whether most lines are narrow and none begins as one that goes on: then the others were not broken either.
pub fn are_mostly_narrow(lines: &[Line]) -> bool {
    let wide = lines.iter().filter(|line| width(&line.text) >= WIDEST).count();
    2 * wide < lines.len() && !lines.iter().any(|line| line.text.starts_with(char::is_lowercase))
}

/// Whether a line is names one after the other: "Al Brandt, Dotty Marsh, Ken Ruiz (knee)".
pub fn is_row(text: &str) -> bool {
    let names = || text.split([',', ';']).map(str::trim);
    names().nth(FEWEST_NAMES - 1).is_some()
        && !ends_sentence(text)
        && names().all(|name| {
            name.starts_with(char::is_alphabetic) && name.split_whitespace().nth(MOST_NAME_WORDS).is_none()
        })
        && !has_digit(text)
}
