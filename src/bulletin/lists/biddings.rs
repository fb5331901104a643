//! The prayers of a service: lines that bid for one thing after the other ("For the sick, that they may be healed"), and
//! what all answer between them ("Lord, hear our prayer.").

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;

use crate::bulletin::cues::listen;
use crate::bulletin::document::{Line, Mark};
use crate::bulletin::language::{Language, Speaker};
use crate::bulletin::paragraphs::ends_sentence;
use crate::bulletin::publisher;
use crate::text::{fold, fold_word};

/// So many lines under each other that bid alike are biddings.
const FEWEST: usize = 3;

/// What comes back so often, word for word, is answered.
const FEWEST_ANSWERS: usize = 3;

/// An answer is no longer, in bytes.
const LONGEST_ANSWER: usize = 80;

/// Marks each bidding as an entry of a list, and what is answered as no part of any.
pub fn mark(lines: &mut [Line], language: &Language) {
    take_off_speakers(lines, language);
    let many = |bids: &[bool]| bids.iter().filter(|bids| **bids).count() >= FEWEST;
    let mut bids: Vec<bool> = lines.iter().map(|line| bids(line, language)).collect();
    let mut answers = answered(lines, &bids, language);
    if !many(&bids) {
        // "We pray for the sick.", with what all answer after it
        if answers.is_empty() {
            return;
        }
        let sentences = lines.iter().filter(|line| ends_sentence(&line.text));
        let sentences: HashSet<String> = sentences.map(|line| fold(&line.text)).collect();
        answers.retain(|said| sentences.contains(said) || listen(said, language).any());
        bids = lines.iter().map(|line| !answers.is_empty() && asks(line, &answers, language)).collect();
        if !many(&bids) {
            return;
        }
    }
    let roles: Vec<Role> = bids
        .iter()
        .enumerate()
        .map(|(at, bids)| if *bids { Role::Bids } else { role(lines, at, &answers, language) })
        .collect();
    let mut at = 0;
    for run in roles.chunk_by(|one, next| (*one == Role::Other) == (*next == Role::Other)) {
        let biddings = run.iter().filter(|role| **role == Role::Bids).count();
        for (line, role) in lines.iter_mut().skip(at).zip(run).filter(|_| biddings >= FEWEST) {
            match role {
                Role::Bids | Role::Asks => line.mark = Mark::Entry,
                Role::Answers => line.aside = true,
                Role::GoesOn | Role::Other => {}
            }
        }
        at += run.len();
    }
}

/// Takes off who speaks, where several lines say it ("Reader: For the sick."), and puts aside what all answer, and how he
/// who presides begins and ends.
fn take_off_speakers(lines: &mut [Line], language: &Language) {
    let speaker = |line: &Line| {
        let (name, said) = line.text.split_once(':').filter(|_| !line.aside && line.mark == Mark::Plain)?;
        Some((language.speakers.whole(name)?, said.trim_start().to_owned()))
    };
    let speakers: Vec<Option<(Speaker, String)>> = lines.iter().map(speaker).collect();
    let count = |wanted| speakers.iter().flatten().filter(|(speaker, _)| *speaker == wanted).count();
    // Those who bid may be named without the others; a list of who does what names each once.
    let answered = count(Speaker::Answers) > 0;
    if speakers.iter().flatten().count() < FEWEST || !answered && count(Speaker::Leads) < FEWEST {
        return;
    }
    let led = count(Speaker::Leads) > 0;
    for (line, speaker) in lines.iter_mut().zip(speakers) {
        let Some((speaker, said)) = speaker else { continue };
        line.aside = speaker == Speaker::Answers || speaker == Speaker::Presides && led;
        if !said.is_empty() && !line.aside {
            line.text = said;
        }
    }
}

/// Whether a line asks or gives thanks, and is not what all answer.
fn asks(line: &Line, answers: &HashSet<String>, language: &Language) -> bool {
    line.mark == Mark::Plain
        && !line.aside
        && line.day.is_none()
        && !line.text.ends_with(':')
        && listen(&line.text, language).any()
        && !answers.contains(&fold(&line.text))
}

/// What a line is among biddings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Bids,
    /// Asks or gives thanks in another way, right under one that bids.
    Asks,
    /// Goes on with the line above.
    GoesOn,
    Answers,
    Other,
}

/// What a line is that does not bid.
fn role(lines: &[Line], at: usize, answers: &HashSet<String>, language: &Language) -> Role {
    let Some(line) = lines.get(at) else { return Role::Other };
    let above = at.checked_sub(1).and_then(|above| lines.get(above));
    let below = line.mark == Mark::Plain && !line.gap;
    if answers.contains(&fold(&line.text)) {
        Role::Answers
    } else if below && publisher::opens_with_cue(&line.text, language) {
        Role::Asks
    } else if below && above.is_some_and(|above| !ends_sentence(&above.text)) {
        Role::GoesOn
    } else {
        Role::Other
    }
}

/// Whether a line begins as biddings do.
fn bids(line: &Line, language: &Language) -> bool {
    line.mark == Mark::Plain
        && !line.aside
        && !line.quoted
        && line.day.is_none()
        && line.text.starts_with(char::is_uppercase)
        && !line.text.ends_with(':')
        && language.biddings.begin(&line.text)
        // "For gifts: office@hill.example"
        && !["@", "://", "www."].iter().any(|address| line.text.contains(address))
        && !language.boilerplate.any_in(&line.text)
}

/// The short lines that come back again and again after something else, and do not bid.
fn answered(lines: &[Line], bids: &[bool], language: &Language) -> HashSet<String> {
    let short = |line: &Line| line.mark == Mark::Plain && line.text.len() <= LONGEST_ANSWER;
    let said: Vec<Option<Cow<str>>> = lines
        .iter()
        .zip(bids)
        .map(|(line, bids)| {
            (!bids && short(line)).then(|| fold_word(&line.text)).filter(|said| !said.is_empty())
        })
        .collect();
    let mut times: HashMap<&str, usize, RandomState> = HashMap::default();
    let mut above = None;
    for said in &said {
        let said = said.as_deref();
        if let Some(said) = said.filter(|_| said != above) {
            *times.entry(said).or_default() += 1;
        }
        above = said;
    }
    let often = times.into_iter().filter(|(_, times)| *times >= FEWEST_ANSWERS).map(|(said, _)| said);
    often.filter(|said| language.labels.whole(said).is_none()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bulletin::Document;

    /// The lines, entries with a star and what is put aside in brackets.
    fn marked(text: &str, code: &str) -> Vec<String> {
        let mut document = Document::new(text);
        mark(&mut document.lines, Language::of(Some(code)));
        let shown = |line: Line| match (line.mark, line.aside) {
            (Mark::Entry, _) => format!("* {}", line.text),
            (_, true) => format!("({})", line.text),
            _ => line.text,
        };
        document.lines.into_iter().map(shown).collect()
    }

    #[test]
    fn lines_that_bid_one_after_the_other_are_entries() {
        assert_eq!(
            marked(
                "Prayers, 14 June 2026\n\nFor the sick: that they may be healed\nFor rain at Sela: that the wells\nmay be full\nThat the strike may end.\nWe give thanks for Ada.\n",
                "en"
            ),
            [
                "Prayers, 14 June 2026",
                "* For the sick: that they may be healed",
                "* For rain at Sela: that the wells",
                "may be full",
                "* That the strike may end.",
                "* We give thanks for Ada."
            ]
        );
        assert_eq!(
            marked(
                "Fürbitten\n\nFür die Kranken: dass sie Ruhe finden.\nFür Sela: um Regen.\nFür alle, die reisen.\n",
                "de"
            ),
            [
                "Fürbitten",
                "* Für die Kranken: dass sie Ruhe finden.",
                "* Für Sela: um Regen.",
                "* Für alle, die reisen."
            ]
        );
    }

    #[test]
    fn what_all_answer_is_no_part_of_them() {
        let prayers = "For Ada, that she may rest;\nLord, in your mercy:\nhear our prayer.\n\nFor Ben and for\nCy, that they may meet;\n\
                       Lord, in your mercy:\nhear our prayer.\n\nFor Sela.\nLord, in your mercy:\nhear our prayer.\n";
        assert_eq!(
            marked(prayers, "en"),
            [
                "* For Ada, that she may rest;",
                "(Lord, in your mercy:)",
                "(hear our prayer.)",
                "* For Ben and for",
                "Cy, that they may meet;",
                "(Lord, in your mercy:)",
                "(hear our prayer.)",
                "* For Sela.",
                "(Lord, in your mercy:)",
                "(hear our prayer.)",
            ]
        );
    }

    #[test]
    fn who_speaks_comes_off_and_what_all_say_stands_aside() {
        let text = "Priest: Let us pray.\n\nReader: We pray for Bishop Ada.\nLord, hear us.\nAll: Lord, graciously hear us.\n\n\
                    Reader: We remember Ben, who died.\nLord, hear us.\nAll: Lord, graciously hear us.\n\n\
                    Reader: We give thanks for rain.\nLord, hear us.\nAll: Lord, graciously hear us.\n";
        let marked = marked(text, "en");
        let asked: Vec<&String> = marked.iter().filter(|line| !line.starts_with('(')).collect();
        assert_eq!(
            asked,
            ["* We pray for Bishop Ada.", "* We remember Ben, who died.", "* We give thanks for rain."]
        );
    }

    #[test]
    fn a_list_of_who_does_what_is_no_service() {
        let list = ["Bishop: Ada", "Deacon: Ben", "Pastor: Cy"];
        assert_eq!(marked(&list.join("\n"), "en"), list);
    }

    #[test]
    fn an_answer_may_ask_for_itself() {
        let prayers = "Por los enfermos: para que descansen.\nRoguemos al Señor.\n\nPor la paz.\nRoguemos al Señor.\n\n\
                       Por Ana.\nRoguemos al Señor.\n";
        let marked = marked(prayers, "es");
        assert_eq!(marked.iter().filter(|line| *line == "(Roguemos al Señor.)").count(), 3, "{marked:?}");
    }

    #[test]
    fn sentences_that_only_begin_so_are_none() {
        let story = "For ten years the school was shut. It is open.\n\nPray for Ada.\n\nFor the first time it rained.\n\nFor now they wait.\n";
        assert!(marked(story, "en").iter().all(|line| !line.starts_with('*')));
        let foot = "For gifts: gifts@hill.example\nFor questions: ask@hill.example\nFor pictures see www.hill.example\n";
        assert!(marked(foot, "en").iter().all(|line| !line.starts_with('*')));
        let issues = "For rain.\nPray for Ada.\nPray for Ada.\nPray for Ada.\nFor wells.\nFor bread.\n";
        assert!(
            marked(issues, "en").iter().all(|line| !line.starts_with('(')),
            "what was asked three times stays"
        );
    }
}
