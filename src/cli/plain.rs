//! A walk in plain lines: each request is printed, and the person says a word.

use std::collections::BTreeSet;
use std::io::Write;

use super::words::word;
use super::{Desk, Error, day, items, show, today};
use crate::journal::{Change, ItemDetail, ItemId, ItemRow, Journal, Through, Verdict, WalkPlace};
use crate::walk::Walk;

/// What a person can say to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Prayed,
    Next,
    Back,
    NotToday,
    Note,
    Answered,
    LookAgain,
    Pin,
    Stop,
}

/// The words, and what a letter alone means that begins several.
const WORDS: [(&str, Word); 11] = [
    ("prayed", Word::Prayed),
    ("p", Word::Prayed),
    ("next", Word::Next),
    ("n", Word::Next),
    ("back", Word::Back),
    ("not today", Word::NotToday),
    ("note", Word::Note),
    ("answered", Word::Answered),
    ("look again", Word::LookAgain),
    ("pin", Word::Pin),
    ("stop", Word::Stop),
];

const VERDICTS: [(&str, Verdict); 4] = [
    ("answered", Verdict::Answered),
    ("partly", Verdict::Partly),
    ("otherwise", Verdict::Otherwise),
    ("set back", Verdict::SetBack),
];

/// Goes through the requests, and says in the end what was prayed.
pub fn walk(
    desk: &mut Desk,
    journal: &mut Journal,
    through: &Through,
    rows: Vec<ItemRow>,
) -> Result<(), Error> {
    let day = desk.now()?.day();
    let mut walk = Walk::new(day, through.name(), rows.into_iter().map(|row| row.id.0).collect());
    match journal.walk_place(day, &walk.scope)? {
        Some(WalkPlace::Here(kept)) => walk = kept,
        Some(WalkPlace::Elsewhere(Some(at))) => walk.go_to(&at.0),
        Some(WalkPlace::Elsewhere(None)) | None => {}
    }
    if walk.at > 0 {
        desk.say("going on where you stopped; back goes to the one before");
    } else if *through == Through::Portion {
        let size = today::size(desk, journal)?;
        desk.say(&journal.share(size)?.words(walk.items.len()));
    }
    let mut opened = BTreeSet::new();
    let begun = walk.at;
    while let Some(id) = walk.here().map(|id| ItemId(id.to_owned())) {
        let Some(item) = journal.detail(&id)? else {
            walk.forward();
            continue;
        };
        today::open(desk, journal, &id, &mut opened)?;
        let heading = today::heading(&item.row);
        desk.text(0, &format!("{} of {}. {heading}", walk.at + 1, walk.items.len()))?;
        if let Some(first) = item.row.first(day) {
            desk.text(0, first.words())?;
        }
        show::print(desk, journal, &item)?;
        writeln!(desk.out)?;
        let word = ask_word(desk, journal, &item)?;
        match word {
            Word::Stop => break,
            Word::Back => walk.back(),
            Word::Prayed if item.row.last_prayed != Some(day) => {
                items::act(desk, journal, &[Change::Prayed { item: id }])?;
            }
            Word::NotToday => {
                let until = day.succ_opt();
                items::act(desk, journal, &[Change::Snoozed { item: id, until }])?;
            }
            Word::Answered => answer(desk, journal, &item)?,
            _ => {}
        }
        if word != Word::Back {
            walk.forward();
        }
        let now = desk.now()?;
        journal.keep_walk(now, &walk, false)?;
        writeln!(desk.out)?;
    }
    if walk.here().is_none() || walk.at != begun {
        let now = desk.now()?;
        journal.keep_walk(now, &walk, true)?;
    }
    end(desk, journal, through, &walk)
}

/// What was prayed and noted, and how much comes tomorrow.
fn end(desk: &mut Desk, journal: &Journal, through: &Through, walk: &Walk) -> Result<(), Error> {
    let items: Vec<ItemId> = walk.items.iter().cloned().map(ItemId).collect();
    let size = today::size(desk, journal)?;
    let end = journal.walk_end(through, &items, walk.day, size)?;
    let place = if walk.here().is_some() { "; your place is kept" } else { "" };
    let (prayed, noted) = (end.prayed.len(), end.noted.len());
    let noted = if noted == 0 { String::new() } else { format!(", {noted} noted") };
    desk.say(&format!("{prayed} of {} prayed{noted}{place}; tomorrow: {}", walk.items.len(), end.tomorrow));
    Ok(())
}

/// Asks until there is a word that leads on. The others lead back to the question.
fn ask_word(desk: &mut Desk, journal: &mut Journal, item: &ItemDetail) -> Result<Word, Error> {
    let id = &item.row.id;
    loop {
        let asked = "prayed / next / back / not today / note / answered / look again / pin / stop:";
        let Some(typed) = desk.ask(asked)? else { return Ok(Word::Stop) };
        match word(&typed, &WORDS) {
            _ if typed.is_empty() => return Ok(Word::Next),
            Some(Word::Note) => {
                let text = desk.ask("your note:")?.unwrap_or_default();
                if !text.is_empty() {
                    items::act(desk, journal, &[Change::Noted { item: id.clone(), text }])?;
                }
            }
            Some(Word::Pin) => {
                let pinned = journal.row(id)?.is_some_and(|row| !row.pinned);
                items::act(desk, journal, &[Change::Pinned { item: id.clone(), pinned }])?;
            }
            Some(Word::LookAgain) => look_again(desk, journal, id)?,
            Some(word) => return Ok(word),
            None => desk.say("please say one of these words, or its first letters"),
        }
    }
}

fn look_again(desk: &mut Desk, journal: &mut Journal, id: &ItemId) -> Result<(), Error> {
    let today = desk.now()?.day();
    loop {
        let Some(typed) = desk.ask("on which day (tomorrow, friday, 2w, a date; Enter: none)?")? else {
            return Ok(());
        };
        let set = journal.row(id)?.and_then(|row| row.follow_up);
        let day = match day::coming(&typed, today) {
            _ if typed.is_empty() && set.is_none() => return Ok(()),
            _ if typed.is_empty() => None,
            Ok(day) => Some(day),
            Err(error) => {
                desk.say(&error.to_string());
                continue;
            }
        };
        return items::act(desk, journal, &[Change::FollowUp { item: id.clone(), day }]);
    }
}

fn answer(desk: &mut Desk, journal: &mut Journal, item: &ItemDetail) -> Result<(), Error> {
    let verdict = loop {
        let Some(typed) = desk.ask("answered / partly / otherwise / set back (Enter: none of them):")? else {
            return Ok(());
        };
        match word(&typed, &VERDICTS) {
            _ if typed.is_empty() => return Ok(()),
            Some(verdict) => break verdict,
            None => desk.say("please say one of these words, or its first letters"),
        }
    };
    let words = desk.ask("in your words (Enter: none):")?.unwrap_or_default();
    let (item, day) = (item.row.id.clone(), desk.now()?.day());
    items::act(desk, journal, &[Change::Answered { item, verdict, words, day, praise: None }])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letters_are_enough_where_they_say_which() {
        assert_eq!(word("p", &WORDS), Some(Word::Prayed));
        assert_eq!(word("pi", &WORDS), Some(Word::Pin));
        assert_eq!(word("n", &WORDS), Some(Word::Next));
        assert_eq!(word("STOP", &WORDS), Some(Word::Stop));
        assert_eq!(word("not", &WORDS), None);
        assert_eq!(word("note", &WORDS), Some(Word::Note));
        assert_eq!(word("not t", &WORDS), Some(Word::NotToday));
        assert_eq!(word("look", &WORDS), Some(Word::LookAgain));
        assert_eq!(word("", &WORDS), None);
        assert_eq!(word("prayedx", &WORDS), None);
        assert_eq!(word("set", &VERDICTS), Some(Verdict::SetBack));
    }
}
