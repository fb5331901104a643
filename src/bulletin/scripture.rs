//! Verses and their references.

use super::language::Language;
use super::phrases::Phrases;
use crate::text::{has_digit, words};

/// The longest reference, in bytes: "(2 Thessalonians 2:16-17, New International Version)".
const LONGEST_REFERENCE: usize = 80;

/// What a reading is called, or says that a verse is one, has no more words.
const FEW_WORDS: usize = 4;

const OPENING: &[char] = &['"', '“', '„', '«', '‹', '‘', '\''];
const CLOSING: &[char] = &['"', '”', '“', '»', '›', '’', '\''];
const DASHES: &[char] = &['-', '–', '—', '―', '~', '‒'];

/// The reference, if the text is one and nothing else: "— Romans 3:25-26", "(Psalm 18:28 ESV)".
pub(super) fn reference<'a>(text: &'a str, language: &Language) -> Option<&'a str> {
    // Nearly every line is none, and has no digit.
    if !has_digit(text) {
        return None;
    }
    let bare = text.trim().trim_start_matches(DASHES).trim();
    if bare.len() > LONGEST_REFERENCE {
        return None;
    }
    let inside = bare
        .strip_prefix(['(', '[', '（'])
        .and_then(|inside| inside.trim_end_matches(['.', '。']).strip_suffix([')', ']', '）']));
    let bare = inside.unwrap_or(bare).trim();
    let english = Language::of(None);
    let others = Some(english).filter(|english| english.code != language.code);
    let rest = after_reference(bare, &language.books).or_else(|| after_reference(bare, &others?.books))?;
    is_translation(rest.trim_end_matches('.')).then_some(bare.trim_end_matches('.'))
}

/// The reference, or several, of a line that says what they are and nothing else: "Bible reading: Psalm 46; John 10:11".
pub(super) fn named_reference<'a>(text: &'a str, language: &Language) -> Option<&'a str> {
    let (_, references) = (text.len() <= LONGEST_REFERENCE).then(|| labelled(text)).flatten()?;
    let all = references.split(';').all(|one| reference(one, language).is_some());
    all.then_some(references.trim())
}

/// A paragraph that is a verse followed by its reference: the verse as it stands, the reference.
pub(super) fn verse_and_reference<'a>(text: &'a str, language: &Language) -> Option<(&'a str, &'a str)> {
    let tail = text.ceil_char_boundary(text.len().saturating_sub(LONGEST_REFERENCE));
    let end = text.get(tail..)?;
    if !has_digit(end) {
        return None;
    }
    let borders = end.char_indices().filter(|&(_, letter)| {
        letter.is_whitespace() || DASHES.contains(&letter) || matches!(letter, '(' | '[' | '（')
    });
    for (at, _) in borders {
        let (verse, after) = text.split_at(tail + at);
        // « ... » stands with a space before its end
        if after.trim_start().starts_with(['»', '”']) {
            continue;
        }
        if let Some(reference) = reference(after, language) {
            let verse = unlabelled(verse.trim_end().trim_end_matches(DASHES).trim_end());
            return (!verse.is_empty()).then_some((verse, reference));
        }
    }
    None
}

/// A verse without the words that say that it is one: `Verse of the week: "..."`.
fn unlabelled(verse: &str) -> &str {
    labelled(verse).map(|(_, rest)| rest).filter(|rest| rest.starts_with(OPENING)).unwrap_or(verse)
}

/// A few words before a colon, and what follows.
fn labelled(text: &str) -> Option<(&str, &str)> {
    text.split_once(": ").filter(|(label, _)| label.split_whitespace().nth(FEW_WORDS).is_none())
}

/// A paragraph that is a reference followed by its verse in quotation marks: "Psalm 46:1 “God is ...”".
pub(super) fn reference_and_verse<'a>(text: &'a str, language: &Language) -> Option<(&'a str, &'a str)> {
    let begins = text.get(..text.floor_char_boundary(2 * LONGEST_REFERENCE))?;
    if !has_digit(begins) {
        return None;
    }
    // the first bytes of all quotation marks
    memchr::memchr3(b'"', b'\'', 0xE2, begins.as_bytes())
        .or_else(|| memchr::memchr(0xC2, begins.as_bytes()))?;
    let at = begins.find(OPENING).filter(|&at| at > 0)?;
    let (before, verse) = text.split_at(at);
    let before = before.trim().trim_end_matches(':');
    // "Verse of the week: Psalm 46:1"
    let reference = reference(before, language).or_else(|| reference(labelled(before)?.1, language))?;
    is_quotation(verse).then_some((reference, verse))
}

/// Whether a text stands in quotation marks from one end to the other, or very nearly: one end may be lost.
pub(super) fn is_quotation(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(OPENING) && text.trim_end_matches(['.', '*']).ends_with(CLOSING)
}

/// Whether a text opens or closes with quotation marks.
pub(super) fn is_half_quotation(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(OPENING) || text.trim_end_matches('.').ends_with(CLOSING)
}

/// A verse without its outer quotation marks.
pub(super) fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let text = text.strip_prefix(OPENING).unwrap_or(text);
    text.strip_suffix(CLOSING).unwrap_or(text).trim()
}

/// Whether a line names who said the words before it: "– Wilhelmina Strand", a dash and a few words.
pub(super) fn is_attribution(text: &str) -> bool {
    let text = text.trim();
    let name = text.trim_start_matches(DASHES).trim();
    name.len() < text.len()
        && name.split_whitespace().count() <= 8
        && name.starts_with(char::is_uppercase)
        && !name.ends_with(['.', '!', '?', ':'])
}

/// What follows a book, chapter and verses at the beginning of `text`.
fn after_reference<'a>(text: &'a str, books: &Phrases<u8>) -> Option<&'a str> {
    let rest = after_book(text, books)?.trim_start_matches('.').trim_start();
    let chapter = digits(rest)?;
    let mut rest = rest.get(chapter..)?;
    // Verses: after a colon (or a comma, or a full stop), in ranges and lists, each perhaps with a letter.
    loop {
        let marked = rest.trim_start();
        let signed = marked.strip_prefix([':', ',', '.', ';']).or_else(|| marked.strip_prefix(DASHES));
        // "27 v 17", "27 vv. 17-18"
        let said =
            || marked.strip_prefix('v').map(|rest| rest.trim_start_matches('v').trim_start_matches('.'));
        let Some(inner) = signed.or_else(said) else { break };
        let inner = inner.trim_start();
        let Some(number) = digits(inner) else { break };
        rest = inner.get(number..)?;
        let lettered = rest.strip_prefix(|letter: char| letter.is_ascii_lowercase());
        rest = lettered.filter(|after| !after.starts_with(char::is_alphanumeric)).unwrap_or(rest);
        rest = rest.strip_prefix('절').unwrap_or(rest);
    }
    (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

/// What follows the name of a book.
fn after_book<'a>(text: &'a str, books: &Phrases<u8>) -> Option<&'a str> {
    book(text, books).map(|(_, rest)| rest)
}

/// The number of the book whose name a text begins with, and what follows. "58,6" and "58:6" end the name; where words have no
/// spaces, figures do: "빌4:6".
pub(super) fn book<'a>(text: &'a str, books: &Phrases<u8>) -> Option<(u8, &'a str)> {
    let tied = || {
        let digit = text.find(|letter: char| letter.is_ascii_digit()).filter(|_| !text.is_ascii())?;
        let (name, rest) = text.split_at_checked(digit)?;
        let unspaced = name.ends_with(|letter: char| letter >= '\u{3040}');
        unspaced.then(|| books.whole(name)).flatten().map(|book| (book, rest))
    };
    let parted = || {
        let (length, book) = books.beginning(text)?;
        Some((book, text.get(words(text).nth(length - 1)?.end()..)?))
    };
    parted().or_else(tied)
}

/// The length of a number of at most three digits at the beginning.
fn digits(text: &str) -> Option<usize> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&length).then_some(length)
}

/// What may stand after a reference: nothing, or the name of a translation.
fn is_translation(rest: &str) -> bool {
    let rest = rest.trim().trim_start_matches(',').trim();
    let bracketed = rest.starts_with(['(', '[']) && rest.ends_with([')', ']']) && rest.len() < 40;
    let capitals =
        rest.len() <= 8 && rest.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit());
    rest.is_empty() || bracketed || capitals || matches!(rest, "The Message")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> &'static Language {
        Language::of(Some("en"))
    }

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(reference(text, english()), expected, "{text}");
    }

    #[test]
    fn references_are_known_in_all_their_forms() {
        check("— Romans 3:25-26", Some("Romans 3:25-26"));
        check("Psalm 18:28 (ESV)", Some("Psalm 18:28 (ESV)"));
        check("(Nehemiah 8:8)", Some("Nehemiah 8:8"));
        check("—Psalm 37:5-6 (The Message)", Some("Psalm 37:5-6 (The Message)"));
        check("Rev. 5: 9–10", Some("Rev. 5: 9–10"));
        check("Psalm 30:5b", Some("Psalm 30:5b"));
        check("~ 2 Cor. 1:11, NLT", Some("2 Cor. 1:11, NLT"));
        check("First John 4", Some("First John 4"));
        check("Song of Songs 2:4; 8:7", Some("Song of Songs 2:4; 8:7"));
        check("Proverbs 27 v 17", Some("Proverbs 27 v 17"));
        check("Proverbs 27 vv17-18", Some("Proverbs 27 vv17-18"));
        check("Mark 12 vans", None);
        check("Mark 12 goats", None);
        check("John Osei, 3", None);
        check("Acts of kindness", None);
        check("James 5 of the crew", None);
    }

    #[test]
    fn a_verse_is_parted_from_its_reference() {
        let parted = |text| verse_and_reference(text, english());
        assert_eq!(parted("“He is near.” — Psalm 34:18"), Some(("“He is near.”", "Psalm 34:18")));
        assert_eq!(parted("\"He is near.\" (1 John 4:8)"), Some(("\"He is near.\"", "1 John 4:8")));
        assert_eq!(parted("« Il est près. » Psaume 23:1"), None, "in another language");
        let french = verse_and_reference("« Il est près. » Psaume 23:1", Language::of(Some("fr")));
        assert_eq!(french, Some(("« Il est près. »", "Psaume 23:1")));
        assert_eq!(parted("Pray for John"), None);
        let turned = reference_and_verse("Psalm 34:18: “He is near.”", english());
        assert_eq!(turned, Some(("Psalm 34:18", "“He is near.”")));
    }

    #[test]
    fn quotation_marks_come_off_once() {
        assert_eq!(unquoted("“‘Come,’ he said.”"), "‘Come,’ he said.");
        assert_eq!(unquoted("He is near.”"), "He is near.");
        assert!(is_quotation("“He is near.”") && !is_quotation("“He” is near."));
    }

    #[test]
    fn who_said_it_is_known() {
        assert!(is_attribution("– Auntie Vi, cook"));
        assert!(!is_attribution("- Pray for rain."));
        assert!(!is_attribution("Auntie Vi"));
    }
}
