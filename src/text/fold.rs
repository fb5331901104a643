//! Texts made comparable.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// White space collapsed to single spaces, none at the ends.
pub fn squash(text: &str) -> String {
    let mut squashed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !squashed.is_empty() {
            squashed.push(' ');
        }
        squashed.push_str(word);
    }
    squashed
}

/// Case and accents folded away and typographic quotation marks made plain, so that "Élie’s" meets "elie's".
pub fn fold(text: &str) -> String {
    fold_word(text).into_owned()
}

/// As [`fold`], without a copy where the text is folded already: most words of most bulletins.
pub(crate) fn fold_word(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(text.to_ascii_lowercase())
        } else {
            Cow::Borrowed(text)
        };
    }
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfd().filter(|&letter| !is_combining_mark(letter)) {
        match letter {
            '’' | '‘' | 'ʼ' => folded.push('\''),
            '“' | '”' | '„' | '«' | '»' => folded.push('"'),
            '–' | '—' | '‑' => folded.push('-'),
            'ß' | 'ẞ' => folded.push_str("ss"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'đ' | 'Đ' => folded.push('d'),
            letter => folded.extend(letter.to_lowercase()),
        }
    }
    // A syllable of Hangul was taken apart above; put together again it compares with what people type.
    Cow::Owned(folded.nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: &str) {
        assert_eq!(fold(input), expected);
    }

    #[test]
    fn case_accents_and_quotes_fold() {
        check("Élie’s ÄRGER", "elie's arger");
        check("Straße, Œuvre, Łódź", "strasse, oeuvre, lodz");
        check("„Ja“ – nein", "\"ja\" - nein");
        check("기도해", "기도해");
        check("İstanbul", "istanbul");
    }

    #[test]
    fn white_space_collapses() {
        assert_eq!(squash("  a \n\tb\u{A0}c "), "a b c");
        assert_eq!(squash(" "), "");
    }
}
