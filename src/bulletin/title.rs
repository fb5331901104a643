//! A short line that stands for an item in a list.

use super::language::{Border, Cue, Language, Lead};
use crate::text::{capital, sentences, squash, truncate, width, words};

/// What fits on a line beside its marks.
const WIDEST: usize = 80;

/// Where a title would be best to end.
const COMFORTABLE: usize = 60;

/// How far into a text a title is looked for, in bytes.
const LONGEST_LOOK: usize = 400;

/// A title shorter than this says too little to end at the first clause.
const SHORTEST: usize = 28;

/// A name shorter than this is no title at all where more follows.
const LEAST: usize = 14;

/// A short heading for an item from its text: its opening cue taken off, ended at a clause where it can be.
pub fn title_of(text: &str, language: Option<&str>) -> String {
    let language = Language::of(language);
    let text = squash(beginning(text));
    let says = |sentence: &&str| !without_cue(sentence, language).words.is_empty();
    let first = sentences(&text).filter(says).find(|sentence| !is_outcry(sentence, language));
    let first = first.or_else(|| sentences(&text).find(says)).or_else(|| sentences(&text).next());
    let Some(sentence) = first else { return String::new() };
    let sentence = before_open_bracket(without_day(sentence, language));
    let sentence = sentence.trim_end_matches(['.', ' ', ':', ';', ',']);
    let said = without_cue(sentence, language);
    let said = if said.words.is_empty() { Said { words: sentence, names: false } } else { said };
    let short = shortened(&said, language).trim_end_matches([',', ';', ':', ' ', '–', '—', '-', '(']);
    let short = capital(short);
    if width(&short) <= WIDEST {
        return short.into_owned();
    }
    // Too long and without a clause to end at: cut between two words, if there are two.
    let cut = truncate(&short, WIDEST);
    match cut.rsplit_once(' ') {
        Some((head, _)) if width(head) > COMFORTABLE => {
            format!("{}…", head.trim_end_matches([',', ';', ':', ' ']))
        }
        _ => cut.into_owned(),
    }
}

/// As much of a text as a title can come from.
fn beginning(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LONGEST_LOOK)).unwrap_or(text)
}

/// Whether a sentence only cries out that something is told: "Update!", "ANSWERED!", "Praise report!!"
fn is_outcry(sentence: &str, language: &Language) -> bool {
    sentence.ends_with('!')
        && (words(sentence).nth(1).is_none()
            || language.labels.whole(sentence).is_some()
            || words(sentence).all(|word| language.titles.holds(word.text)))
}

/// A sentence without the day or the week of its item before a colon: "Sunday: Pray for rain".
fn without_day<'a>(sentence: &'a str, language: &Language) -> &'a str {
    let is_day = |day: &str| {
        let counts = |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit());
        let names = |word: &str| {
            language.weekdays.holds(word) || language.week_words.holds(word) || language.day_words.holds(word)
        };
        words(day).all(|word| counts(word.text) || names(word.text))
            && words(day).any(|word| names(word.text))
    };
    let after = sentence.split_once(": ").filter(|(day, rest)| !rest.is_empty() && is_day(day));
    after.map_or(sentence, |(_, rest)| rest)
}

/// A sentence that ends within brackets, as far as it stands before them: "Ben (praise!" of "Ben (praise! He is home)".
fn before_open_bracket(sentence: &str) -> &str {
    match (sentence.rfind('('), sentence.rfind(')')) {
        (Some(at), closed) if at > 0 && closed.is_none_or(|closed| closed < at) => {
            sentence.get(..at).unwrap_or(sentence)
        }
        _ => sentence,
    }
}

/// What a sentence says once the words that only open it are off.
struct Said<'a> {
    words: &'a str,
    /// Whether it names somebody or something ("for our team in ..."), and does not tell something ("that our team ...").
    names: bool,
}

/// The sentence after words such as "Please pray for".
fn without_cue<'a>(sentence: &'a str, language: &Language) -> Said<'a> {
    let mut said = Said { words: sentence, names: false };
    // Twice: "Praise God, and thank him for ...".
    for _ in 0..2 {
        let Some((length, lead)) = lead_of(said.words, language) else { break };
        let next = words(said.words).nth(length).and_then(|word| said.words.get(word.start..));
        said = Said { words: next.unwrap_or_default(), names: lead == Lead::Names };
    }
    said
}

/// The words that open a text and name nothing: so many, and what follows them. Fillers may stand before a lead of several
/// words: "And now please pray for".
fn lead_of(text: &str, language: &Language) -> Option<(usize, Lead)> {
    let (mut ahead, mut fillers) = (words(text), 0);
    loop {
        let word = ahead.next()?;
        let lead = language.leads.at(word.text, &ahead);
        if let Some((length, lead)) = lead.filter(|(length, _)| fillers == 0 || *length > 1) {
            return Some((fillers + length, lead));
        }
        let is_filler = |_, cue| matches!(cue, Cue::Filler | Cue::Joining);
        let (length, _) = language.cues.at_if(word.text, &ahead, is_filler)?;
        ahead.by_ref().take(length - 1).for_each(drop);
        fillers += length;
    }
}

/// Whether a sentence asks or gives thanks for somebody or something with a name: "Pray for the Otis family in Kenya".
pub(super) fn names_somebody(sentence: &str, language: &Language) -> bool {
    let said = without_cue(sentence, language);
    said.names && words(said.words).any(|word| word.is_capital() && !language.titles.holds(word.text))
}

/// Cut where a clause begins if the whole is too long; a name may also end before a lesser part.
fn shortened<'a>(said: &Said<'a>, language: &Language) -> &'a str {
    let text = said.words;
    if width(text) <= COMFORTABLE {
        return text;
    }
    let (mut brief, mut clause, mut part): (Option<&str>, Option<&str>, Option<&str>) = (None, None, None);
    // The words of a border are no borders themselves: a title must not end with "that led".
    let mut inside = 0;
    let mut ahead = words(text);
    let mut at = 0;
    let mut before = 0;
    while let Some(word) = ahead.next() {
        let head = text.get(..word.start).unwrap_or_default().trim_end();
        if head.len() > WIDEST && width(head) > WIDEST {
            break;
        }
        let border = language.borders.at(word.text, &ahead);
        // Within a sentence a full stop ends a shortened word; the comma of "40,000" parts nothing.
        let between = text.get(before..word.start).unwrap_or_default();
        let pause = word.pause && !between.starts_with('.') && between != ",";
        before = word.end();
        if at > 1 && at >= inside && (pause || border.is_some()) {
            let columns = width(head);
            let strong = pause || border.is_some_and(|(_, border)| border == Border::Clause);
            match strong {
                true if columns >= SHORTEST => clause = clause.or(Some(head)),
                true => brief = brief.filter(|head| width(head) >= LEAST).or(Some(head)),
                false if columns <= COMFORTABLE => part = Some(head),
                false => {}
            }
        }
        if let Some((length, _)) = border {
            inside = at + length + 1;
        }
        at += 1;
    }
    let near = clause.filter(|head| width(head) <= COMFORTABLE);
    if said.names { near.or(brief).or(part).or(clause).unwrap_or(text) } else { clause.unwrap_or(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(title_of(text, Some("en")), expected);
    }

    #[test]
    fn an_opening_cue_comes_off() {
        check("Pray for rain.", "Rain");
        check("Please pray for Ada Osei, who is ill.", "Ada Osei, who is ill");
        check("Praise God! Ada is home.", "Ada is home");
        check("Last month we asked you to pray for Ada. She is home.", "Ada");
        check("Rain at last. Thank God.", "Rain at last");
        check("Pray.", "Pray");
        check("", "");
    }

    #[test]
    fn only_an_outcry_is_no_title() {
        check("ANSWERED! The house is sold.", "The house is sold");
        check("Update! Praise report! Ada is home.", "Ada is home");
        check("Urgent!! Pls pray for Ada.", "Ada");
        check("Hooray!", "Hooray!");
        check("Rain at last! The wells are full.", "Rain at last!");
        check("Ben Osei (heart) (praise! He is awake.)", "Ben Osei (heart)");
        check("Ben Osei (heart) is awake.", "Ben Osei (heart) is awake");
    }

    #[test]
    fn what_stands_before_a_lead_goes_with_it() {
        check("And give thanks that the roof stood.", "The roof stood");
        check("Could you now please pray for Ada’s brother?", "Ada’s brother?");
        check("1st week: Pray for the new shop.", "The new shop");
        check("Sunday: Pray that rain would fall.", "Rain would fall");
        // who is prayed for stays, and so do words that only look like a lead
        check("Ada: pray for her knee", "Ada: pray for her knee");
        check("Day care: Pray for Ada.", "Day care: Pray for Ada");
        check("Together for Sela", "Together for Sela");
        check("Ada is home, and we thank God", "Ada is home, and we thank God");
        assert_eq!(title_of("für die Taufe von Jonas", Some("de")), "Die Taufe von Jonas");
        assert_eq!(title_of("Und dankt Gott für den Brunnen.", Some("de")), "Den Brunnen");
    }

    #[test]
    fn shortened_words_and_numbers_are_no_clauses() {
        check("Bro. Ed is walking without his cane.", "Bro. Ed is walking without his cane");
        check(
            "Ask for rain in the hills and in the valleys around the lake; 40,000 people depend on this harvest.",
            "Rain in the hills and in the valleys around the lake",
        );
        check(
            "The Garlands – pray for their furlough travel Oct. 20 and for a new vehicle that can carry the well.",
            "The Garlands – pray for their furlough travel Oct. 20 and for a new vehicle",
        );
    }

    #[test]
    fn a_long_sentence_ends_at_a_clause() {
        check(
            "Please pray for our team trying to find two boys who were taken from the hill school on Monday night.",
            "Our team trying to find two boys",
        );
        check(
            "Praise God for a court in the hills that led to the release of nine families from the mill.",
            "A court in the hills",
        );
    }

    #[test]
    fn a_sentence_without_a_clause_is_cut() {
        let title = title_of(&"wonderful ".repeat(20), None);
        assert!(title.ends_with('…') && width(&title) <= WIDEST, "{title}");
    }
}
