//! Texts made comparable.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// White space collapsed to single spaces, none at the ends.
pub fn squash(text: &str) -> String {
    if is_squashed(text) {
        return text.to_owned();
    }
    let mut squashed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !squashed.is_empty() {
            squashed.push(' ');
        }
        squashed.push_str(word);
    }
    squashed
}

/// Whether nothing is to be collapsed: so it is with nearly every line.
fn is_squashed(text: &str) -> bool {
    if text.is_ascii() {
        // Without a branch in it, so that many bytes are looked at in one step.
        let bytes = text.as_bytes();
        let pairs = bytes.iter().zip(bytes.iter().skip(1));
        let (mut wide, mut control) = (false, false);
        for (&one, &other) in pairs {
            wide |= one.max(other) <= b' ';
            control |= other < b' ';
        }
        let begins = bytes.first().is_some_and(|&first| first > b' ');
        return begins && !(wide || control || text.ends_with(' '));
    }
    let mut after_space = true;
    let single = text.chars().all(|letter| {
        let before = std::mem::replace(&mut after_space, letter.is_whitespace());
        !after_space || letter == ' ' && !before
    });
    single && !after_space
}

/// Case and accents folded away and typographic quotation marks made plain, so that "Élie’s" meets "elie's".
pub fn fold(text: &str) -> String {
    fold_word(text).into_owned()
}

/// A name as it is known however it is written: "KENYA:" is "Kenya", and "Cote d'Ivoire" is "Côte d’Ivoire". Of scripts
/// without capitals only what stands around the name is off, since their marks tell names apart.
pub fn bare_name(name: &str) -> String {
    let has_case = |letter: char| !letter.is_alphabetic() || letter.is_lowercase() || letter.is_uppercase();
    let name = squash(name);
    let known = if name.chars().all(has_case) { fold(&name) } else { name.nfc().collect() };
    let around = |letter: char| !letter.is_alphanumeric() && !is_combining_mark(letter);
    match known.trim_matches(around) {
        "" => known,
        bare => bare.to_owned(),
    }
}

/// As [`fold`], without a copy where the text is folded already: most words of most bulletins.
#[inline]
pub(crate) fn fold_word(text: &str) -> Cow<'_, str> {
    let is_folded = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if text.bytes().all(is_folded) { Cow::Borrowed(text) } else { Cow::Owned(folded(text)) }
}

fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
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
    folded.nfc().collect()
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
    fn a_name_is_known_however_it_is_written() {
        for one in
            [["KENYA:", "Kenya"], ["– Côte d’Ivoire –", "COTE D'IVOIRE"], ["South  Asia", "south asia"]]
        {
            assert_eq!(bare_name(one[0]), bare_name(one[1]));
        }
        for two in [
            ["Asia (1)", "Asia (2)"],
            ["Niger", "Nigeria"],
            ["ガーナ", "カーナ"],
            ["कि", "का"],
            ["***", "+++"],
        ] {
            assert_ne!(bare_name(two[0]), bare_name(two[1]));
        }
    }

    #[test]
    fn white_space_collapses() {
        assert_eq!(squash("  a \n\tb\u{A0}c "), "a b c");
        assert_eq!(squash(" "), "");
        for text in ["\ta b", "a b\t", "a\tb", "a  b", " a", "a ", "a b"] {
            assert_eq!(squash(text), text.split_whitespace().collect::<Vec<_>>().join(" "), "{text:?}");
        }
    }
}
