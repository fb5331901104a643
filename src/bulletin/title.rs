//! A short line that stands for an item in a list.

use super::language::Language;
use crate::text::{fold_word, sentences, squash, truncate, width, words};

/// What fits on a line beside its marks.
const WIDEST: usize = 80;

/// Where a title would be best to end.
const COMFORTABLE: usize = 60;

/// A short heading for an item from its text: its opening cue taken off, ended at a clause where it can be.
pub fn title_of(text: &str, language: Option<&str>) -> String {
    let language = Language::of(language);
    let text = squash(text);
    let all = sentences(&text);
    let first = all.iter().find(|sentence| says_something(sentence, language)).or(all.first());
    let Some(sentence) = first else { return String::new() };
    let bare = sentence.trim_end_matches(['.', ' ', ':', ';', ',']);
    let said = without_cue(bare, language);
    truncate(&capitalised(shortened(said, language).trim_end_matches([',', ';', ':', ' ', '–', '—'])), WIDEST)
        .into_owned()
}

/// Whether a sentence is more than a cue: "Praise God!" is not.
fn says_something(sentence: &str, language: &Language) -> bool {
    words(without_cue(sentence, language)).nth(1).is_some()
}

/// The sentence after the words that only open it ("Please pray for").
fn without_cue<'a>(sentence: &'a str, language: &Language) -> &'a str {
    let mut rest = sentence;
    // Twice: "Praise God! Thank him that ...", "Last month we asked you to pray for ...".
    for _ in 0..2 {
        let spans: Vec<_> = words(rest).take(12).collect();
        let folded: Vec<_> = spans.iter().map(|word| fold_word(word.text)).collect();
        let Some((length, ())) = language.leads.at(&folded).next() else { break };
        let Some(next) = spans.get(length) else {
            return if rest.len() < sentence.len() { rest } else { "" };
        };
        rest = rest.get(next.start..).unwrap_or_default();
    }
    rest
}

/// Cut where a clause begins, if the whole is too long.
fn shortened<'a>(text: &'a str, language: &Language) -> &'a str {
    if width(text) <= COMFORTABLE {
        return text;
    }
    let spans: Vec<_> = words(text).collect();
    let folded: Vec<_> = spans.iter().map(|word| fold_word(word.text)).collect();
    let mut best = None;
    // The words of a border are no borders themselves: a title must not end with "that led".
    let mut inside = 0;
    for (at, word) in spans.iter().enumerate() {
        let head = text.get(..word.start).unwrap_or_default().trim_end();
        if width(head) > WIDEST {
            break;
        }
        let border = folded.get(at..).and_then(|ahead| language.borders.at(ahead).next());
        let outside = at >= inside;
        if let Some((length, ())) = border {
            inside = at + length + 1;
        }
        let ends = at > 2 && outside && (word.pause || border.is_some());
        if ends && (best.is_none() || width(head) <= COMFORTABLE) {
            best = Some(head);
        }
    }
    best.unwrap_or(text)
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
