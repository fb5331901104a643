//! An evening line by line: each request is printed, and the group says a word.

use std::io::Write;

use super::{keep, paper};
use crate::cli::{Desk, Error, Exit, items};
use crate::group::HeldBack;
use crate::group::review::{self, Review};
use crate::journal::{ActId, Change, ItemId, Journal, Verdict};

/// What a group can say to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Said {
    Next,
    Verdict(Verdict, String),
    Takes(String),
    Note(String),
    LetGo,
    Undo,
    Finish,
}

const QUESTION: &str =
    "Enter next / a answered / p partly / b set back / t NAME takes it / n NOTE / l let go / q finish:";

/// Goes through an evening and keeps it, unless it was one that is opened again.
pub fn through(
    desk: &mut Desk,
    journal: &mut Journal,
    mut review: Review,
    again: bool,
    people: Option<u32>,
) -> Result<Exit, Error> {
    let looked = walk(desk, journal, &review)?;
    let all = review.items().count();
    desk.say(&format!("{looked} of {all} looked at"));
    if again {
        return Ok(Exit::Done);
    }
    if looked == 0 && people.is_none() {
        desk.say("nothing was looked at, so no evening was kept");
        return Ok(Exit::Done);
    }
    let people = match people {
        Some(people) => Some(people).filter(|people| *people > 0),
        None => match ask_people(desk)? {
            Answer::Counted(people) => people,
            Answer::No => {
                desk.say("no evening was kept; what you said of each stays");
                return Ok(Exit::Done);
            }
        },
    };
    afresh(journal, &mut review)?;
    keep(desk, journal, &review, people)?;
    Ok(Exit::Done)
}

/// Reads again how each request stands by now.
fn afresh(journal: &Journal, review: &mut Review) -> Result<(), Error> {
    for (_, rows, _) in &mut review.parts {
        for row in rows {
            if let Some(now) = journal.row(&row.id)? {
                *row = now;
            }
        }
    }
    Ok(())
}

/// Goes through the requests and returns how many were looked at.
fn walk(desk: &mut Desk, journal: &mut Journal, review: &Review) -> Result<usize, Error> {
    let all = review.items().count();
    let mut last = None;
    let mut done = Vec::new(); // what undo may take back: other acts would show what they were about
    for (at, (kind, row)) in review.items().enumerate() {
        if last != Some(kind) {
            last = Some(kind);
            paper::part(desk, kind, review.count(kind))?;
        }
        let before = done.len();
        loop {
            let Some(entry) = review::entry(journal, &row.id, &mut HeldBack::default())? else { break };
            desk.text(0, &format!("{} of {all}. {}", at + 1, entry.title))?;
            paper::body(desk, &entry, review.until)?;
            writeln!(desk.out)?;
            match ask(desk, journal, &row.id, &mut done)? {
                Step::On => break,
                Step::Again => {}
                Step::Finish => return Ok(at + usize::from(done.len() > before)),
            }
        }
    }
    Ok(all)
}

/// What follows a word.
enum Step {
    On,
    Again,
    Finish,
}

/// Asks until there is a word that leads on. A name and a note lead back to the question.
fn ask(desk: &mut Desk, journal: &mut Journal, id: &ItemId, done: &mut Vec<ActId>) -> Result<Step, Error> {
    loop {
        let Some(typed) = desk.ask(QUESTION)? else { return Ok(Step::Finish) };
        let item = id.clone();
        let (change, step) = match said(&typed) {
            None => {
                desk.say("please say one of these letters, or only Enter");
                continue;
            }
            Some(Said::Next) => return Ok(Step::On),
            Some(Said::Finish) => return Ok(Step::Finish),
            Some(Said::Undo) => {
                let Some(act) = done.pop() else {
                    desk.say("nothing was said this evening that could be taken back");
                    continue;
                };
                items::take_back(desk, journal, act)?;
                return Ok(Step::Again);
            }
            Some(Said::Verdict(verdict, words)) => {
                (answered(journal, item, verdict, words, desk.now()?.day())?, Some(Step::On))
            }
            Some(Said::Takes(who)) => (Change::Taken { item, who: Some(who) }, None),
            Some(Said::Note(text)) => (Change::NotedAlong { item, text }, None),
            Some(Said::LetGo) => (Change::Archived { item, archived: true }, Some(Step::On)),
        };
        done.push(items::act(desk, journal, &[change])?);
        if let Some(step) = step {
            return Ok(step);
        }
    }
}

/// A verdict of today. The praise that told of an earlier one stays with it, and so do its words unless there are new ones.
fn answered(
    journal: &Journal,
    item: ItemId,
    verdict: Verdict,
    words: String,
    day: chrono::NaiveDate,
) -> Result<Change, Error> {
    let before = journal.detail(&item)?.and_then(|detail| detail.answer);
    let (old, praise) = before.map_or((String::new(), None), |answer| (answer.words, answer.praise));
    let words = if words.is_empty() { old } else { words };
    Ok(Change::Answered { item, verdict, words, day, praise })
}

/// What a line means; `None`: nothing that is known.
fn said(typed: &str) -> Option<Said> {
    let typed = typed.trim();
    let (word, rest) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
    let rest = rest.trim();
    let verdict = |verdict| Some(Said::Verdict(verdict, rest.to_owned()));
    match (word.to_lowercase().as_str(), rest.is_empty()) {
        ("", _) | ("w" | "next", true) => Some(Said::Next),
        ("a" | "answered", _) => verdict(Verdict::Answered),
        ("p" | "partly", _) => verdict(Verdict::Partly),
        ("o" | "otherwise", _) => verdict(Verdict::Otherwise),
        ("b", _) => verdict(Verdict::SetBack),
        ("t" | "takes", false) => Some(Said::Takes(rest.to_owned())),
        ("n" | "note", false) => Some(Said::Note(rest.to_owned())),
        ("l", true) => Some(Said::LetGo),
        ("u" | "undo", true) => Some(Said::Undo),
        ("q" | "quit" | "finish" | "stop", true) => Some(Said::Finish),
        _ => None,
    }
}

/// What was said to the question how many there are.
enum Answer {
    Counted(Option<u32>),
    No,
}

fn ask_people(desk: &mut Desk) -> Result<Answer, Error> {
    loop {
        let Some(typed) = desk.ask("How many are you? (Enter: not counted; no: do not keep the evening)")?
        else {
            return Ok(Answer::Counted(None));
        };
        match typed.to_lowercase().as_str() {
            "" => return Ok(Answer::Counted(None)),
            "no" | "n" => return Ok(Answer::No),
            number => match number.parse() {
                Ok(0) => return Ok(Answer::Counted(None)),
                Ok(people) => return Ok(Answer::Counted(Some(people))),
                Err(_) => desk.say("please say a number, or only Enter"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_with_what_goes_with_them() {
        assert_eq!(said(""), Some(Said::Next));
        assert_eq!(said("a"), Some(Said::Verdict(Verdict::Answered, String::new())));
        assert_eq!(
            said("P a room was found"),
            Some(Said::Verdict(Verdict::Partly, "a room was found".into()))
        );
        assert_eq!(said("b"), Some(Said::Verdict(Verdict::SetBack, String::new())));
        assert_eq!(said("t  Miriam K. "), Some(Said::Takes("Miriam K.".into())));
        assert_eq!(said("n Visit on Friday"), Some(Said::Note("Visit on Friday".into())));
        assert_eq!(said("q"), Some(Said::Finish));
    }

    #[test]
    fn what_is_not_whole_or_not_known_is_asked_again() {
        for typed in ["t", "n", "x", "l with words", "quite", "next week"] {
            assert_eq!(said(typed), None, "{typed}");
        }
    }
}
