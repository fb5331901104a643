//! Where a text speaks of countries that may not be told: better one word too many than one too few.
//!
//! [`super::countries_in`] is asked what a text is about, and passes over what may be something else. Here a person
//! has said that a country must not be told. So names that are also a person's or a word's count ("Jordan"), those
//! written small ("kyrgyzstan"), those that name something else together with another word ("Chinese New Year"),
//! those in another language than the text's, and those that are part of a word ("Nordkirgisistan").

use std::ops::Range;

use super::names::{self, Meaning, Names, parts};
use crate::text::{Word, fold_word};

/// Letters of a name that counts as part of a word: a shorter one begins too many others ("India", "Indiana").
const LONG: usize = 6;

/// Longer words are no words; looking for names in them would take long.
const LONGEST_WORD: usize = 80;

/// Where the text speaks of countries for which `is_sought` says so of their ISO 3166-1 code: their names, peoples,
/// provinces and great cities, in the text's language (a code), in English, and as other languages write them. In
/// bytes, in order, none over another.
pub fn country_spans(
    text: &str,
    language: Option<&str>,
    is_sought: impl Fn(&str) -> bool,
) -> Vec<(Range<usize>, &'static str)> {
    let words = runs(text);
    let own: Vec<&Names> = names::read_in(language.unwrap_or("en")).collect();
    let known: Vec<(&'static Names, bool)> =
        names::ALL.iter().map(|names| (names, own.iter().any(|other| std::ptr::eq(*other, names)))).collect();
    let mut found: Vec<(Range<usize>, &'static str)> = Vec::new();
    let mut at = 0;
    while let Some(ahead) = words.get(at..).filter(|ahead| !ahead.is_empty()) {
        let Some((length, code)) =
            whole(&known, ahead, &is_sought).or_else(|| part(&known, ahead, &is_sought))
        else {
            at += 1;
            continue;
        };
        if is_sought(code)
            && let (Some(first), Some(last)) = (ahead.first(), ahead.get(length - 1))
        {
            found.push((first.start..last.end(), code));
        }
        at += length;
    }
    for (names, _) in known.iter().filter(|(names, _)| names.attached.is_used()) {
        names.attached.each_sought(text, &is_sought, |range, code| found.push((range, code)));
    }
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    found.retain(|(range, _)| {
        let is_next = range.start >= end;
        end = end.max(range.end);
        is_next
    });
    found
}

/// The words of a text, taken apart where letters of another script or digits begin, and where a blank behind a full
/// stop was forgotten: "China에서", "Bishkek.We".
fn runs(text: &str) -> Vec<Word<'_>> {
    let mut runs = Vec::new();
    for word in parts(text) {
        let stops = word.text.split('.').any(|piece| piece.chars().nth(2).is_some());
        let (mut start, mut last) = (0, None);
        for (at, letter) in word.text.char_indices() {
            let kind = match letter {
                '.' => Some(Kind::Stop).filter(|_| stops),
                '0'..='9' => Some(Kind::Digit),
                '가'..='힣' => Some(Kind::Hangul),
                letter => letter.is_alphabetic().then_some(Kind::Letter),
            };
            // What is none of these, as an accent, goes with the letter before it.
            let Some(kind) = kind else { continue };
            if last.is_some_and(|last| last != kind) {
                push(&mut runs, word, start..at);
                start = at;
            }
            last = Some(kind);
        }
        push(&mut runs, word, start..word.text.len());
    }
    runs
}

/// What a run of a word consists of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    Hangul,
    Stop,
}

fn push<'a>(runs: &mut Vec<Word<'a>>, word: Word<'a>, range: Range<usize>) {
    let start = range.start;
    if let Some(text) = word.text.get(range).filter(|text| !text.starts_with('.')) {
        runs.push(Word { text, start: word.start + start, pause: word.pause || start > 0 });
    }
}

/// The longest name of a country that the words begin with, in words, and whose it is: of two that are as long, the one
/// that is sought.
fn whole(
    known: &[(&'static Names, bool)],
    words: &[Word],
    is_sought: &impl Fn(&str) -> bool,
) -> Option<(usize, &'static str)> {
    let found = known.iter().flat_map(|&(names, own)| {
        names.begin(words).filter_map(move |(length, name)| match name.meaning {
            Meaning::Country(code) if name.may_be(words, own) => Some((length, code)),
            _ => None,
        })
    });
    found.max_by_key(|(length, code)| (*length, is_sought(code)))
}

/// Whether the word begins or ends with the name of a country that is sought.
fn part(
    known: &[(&'static Names, bool)],
    words: &[Word],
    is_sought: &impl Fn(&str) -> bool,
) -> Option<(usize, &'static str)> {
    let word = words.first().filter(|word| (LONG + 1..=LONGEST_WORD).contains(&word.text.len()))?;
    if word.text.starts_with(|letter| ('가'..='힣').contains(&letter)) {
        // What hangs on such a name is known, and stays: see `attached`.
        return None;
    }
    let folded = fold_word(word.text);
    let cuts = || folded.char_indices().skip(1).map(|(at, _)| at);
    let pieces = cuts().filter_map(|at| folded.get(..at)).chain(cuts().filter_map(|at| folded.get(at..)));
    let mut long = pieces.filter(|piece| piece.chars().nth(LONG - 1).is_some());
    let code = long.find_map(|piece| {
        known.iter().find_map(|(names, _)| names.alone(piece).find(|code| is_sought(code)))
    })?;
    Some((1, code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::tests::source;

    fn check(language: &str, text: &str, codes: &[&str], expected: &[&str]) {
        let spans = country_spans(text, Some(language), |code| codes.contains(&code));
        let found: Vec<_> = spans.into_iter().filter_map(|(range, _)| text.get(range)).collect();
        assert_eq!(found, expected, "{language}: {text}");
    }

    #[test]
    fn what_may_be_something_else_counts() {
        check("en", "Pray for Jordan, who is ill.", &["JO"], &["Jordan"]);
        check("en", "the church in kyrgyzstan and Osh", &["KG"], &["kyrgyzstan", "Osh"]);
        check("en", "Chinese New Year on the South China Sea", &["CN"], &["Chinese", "China"]);
        check("en", "Kirgisistan and 키르기스스탄에서", &["KG"], &["Kirgisistan", "키르기스스탄"]);
        check(
            "de",
            "Nordkirgisistan, eine Kirgisistanreise",
            &["KG"],
            &["Nordkirgisistan", "Kirgisistanreise"],
        );
        check("ko", "중국어 성경과 재키르기스스탄 교회", &["CN", "KG"], &["중국", "키르기스스탄"]);
        check("ko", "\"문\"중국", &["CN"], &["중국"]);
    }

    #[test]
    fn other_countries_and_words_stay() {
        check("en", "South Sudan, Nigeria, Papua New Guinea and Guinea", &["SD", "NE", "GN"], &["Guinea"]);
        check("en", "tell us of the US", &["US"], &["US"]);
        check("nl", "Het huis van Jan", &["TR"], &[]);
        check("en", "We walk home", &["KG", "CN", "TR"], &[]);
        check("ko", "남수단의 교회", &["SD"], &[]);
    }

    #[test]
    fn each_name_of_each_country_is_found() {
        for language in names::ALL.iter().map(|names| names.code) {
            source(language).each_form(|form, meaning, _| {
                if let Meaning::Country(code) = meaning {
                    let spans = country_spans(form, Some(language), |other| other == code);
                    assert!(!spans.is_empty(), "{language}: {form} ({code})");
                }
            });
        }
    }
}
