//! A walk in plain lines: each request is printed, and the person says a word.

use std::collections::BTreeSet;
use std::io::Write;

use super::words::word;
use super::{Desk, Error, day, items, show, today};
use crate::journal::{ActId, Change, ItemId, ItemRow, Journal, Through, Verdict, WalkPlace};
use crate::walk::Walk;

/// What a person can say to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Prayed,
    Next,
    Before,
    NotToday,
    Note,
    Answered,
    LookAgain,
    Pin,
    Undo,
    Stop,
}

/// The words, and what a letter alone means that begins several.
const WORDS: [(&str, Word); 15] = [
    ("prayed", Word::Prayed),
    ("p", Word::Prayed),
    ("next", Word::Next),
    ("n", Word::Next),
    ("before", Word::Before),
    ("b", Word::Before),
    ("back", Word::Before),
    ("not today", Word::NotToday),
    ("note", Word::Note),
    ("answered", Word::Answered),
    ("look again", Word::LookAgain),
    ("pin", Word::Pin),
    ("undo", Word::Undo),
    ("stop", Word::Stop),
    ("quit", Word::Stop),
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
        desk.say("going on where you stopped; say before to go to the one before");
    } else if *through == Through::Portion {
        let size = today::size(desk, journal)?;
        desk.say(&journal.share(day, size)?.words(walk.items.len()));
    }
    let mut opened = BTreeSet::new();
    let begun = walk.at;
    // where each act was done on this walk: nothing else is taken back here
    let mut done = Vec::new();
    let mut told = None;
    while let Some(id) = walk.here().map(|id| ItemId(id.to_owned())) {
        let Some(item) = journal.detail(&id)? else {
            walk.forward();
            continue;
        };
        if told.replace(walk.at) != Some(walk.at) {
            today::open(desk, journal, &id, &mut opened)?;
            let heading = today::heading(&item.row);
            desk.text(0, &format!("{} of {}. {heading}", walk.at + 1, walk.items.len()))?;
            if let Some(first) = item.row.first(day) {
                desk.text(0, first.words())?;
            }
            show::print(desk, journal, &item)?;
            writeln!(desk.out)?;
        }
        let word = ask_word(desk)?;
        let change = match word {
            Word::Stop => break,
            Word::Undo => {
                if let Some(at) = undo(desk, journal, &mut done)? {
                    (walk.at, told) = (at, None);
                }
                None
            }
            Word::Prayed if item.row.last_prayed != Some(day) => Some(Change::Prayed { item: id }),
            Word::NotToday => Some(Change::Snoozed { item: id, until: day.succ_opt() }),
            Word::Note => note(desk, id)?,
            Word::Pin => Some(Change::Pinned { item: id, pinned: !item.row.pinned }),
            Word::LookAgain => look_again(desk, &item.row)?,
            Word::Answered => answer(desk, id)?,
            Word::Prayed | Word::Next | Word::Before => None,
        };
        let acted = change.is_some();
        if let Some(change) = change {
            done.push((walk.at, items::act(desk, journal, &[change])?));
        }
        match word {
            Word::Answered if !acted => continue,
            Word::Before => walk.back(),
            Word::Prayed | Word::Next | Word::NotToday | Word::Answered => walk.forward(),
            Word::Undo => {}
            Word::Note | Word::Pin | Word::LookAgain | Word::Stop => continue,
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

/// Takes back what was last done on this walk, and tells at which request that was.
fn undo(
    desk: &mut Desk,
    journal: &mut Journal,
    done: &mut Vec<(usize, ActId)>,
) -> Result<Option<usize>, Error> {
    let Some((at, act)) = done.pop() else {
        desk.say("nothing was done on this walk that could be taken back");
        return Ok(None);
    };
    items::take_back(desk, journal, act)?;
    Ok(Some(at))
}

/// What was prayed and noted, and how much comes tomorrow.
fn end(desk: &mut Desk, journal: &Journal, through: &Through, walk: &Walk) -> Result<(), Error> {
    let items: Vec<ItemId> = walk.items.iter().cloned().map(ItemId).collect();
    let size = today::size(desk, journal)?;
    let end = journal.walk_end(through, &items, walk.day, size)?;
    let place = if walk.here().is_some() { "; your place is kept for today" } else { "" };
    let (prayed, noted) = (end.prayed.len(), end.noted.len());
    let noted = if noted == 0 { String::new() } else { format!(", {noted} noted") };
    desk.say(&format!("{prayed} of {} prayed{noted}{place}; tomorrow: {}", walk.items.len(), end.tomorrow));
    Ok(())
}

/// Asks until there is a word. Enter goes on, and the end of the input stops.
fn ask_word(desk: &mut Desk) -> Result<Word, Error> {
    loop {
        let asked = "prayed / next / before / not today / note / answered / look again / pin / undo / quit:";
        let Some(typed) = desk.ask(asked)? else { return Ok(Word::Stop) };
        match word(&typed, &WORDS) {
            _ if typed.is_empty() => return Ok(Word::Next),
            Some(word) => return Ok(word),
            None => desk.say("please say one of these words, or its first letters"),
        }
    }
}

fn note(desk: &mut Desk, item: ItemId) -> Result<Option<Change>, Error> {
    let text = desk.ask("your note (Enter: none):")?.unwrap_or_default();
    Ok((!text.is_empty()).then_some(Change::Noted { item, text }))
}

fn look_again(desk: &mut Desk, row: &ItemRow) -> Result<Option<Change>, Error> {
    let today = desk.now()?.day();
    loop {
        let Some(typed) = desk.ask("on which day (tomorrow, friday, 2w, a date; Enter: none)?")? else {
            return Ok(None);
        };
        let day = match day::coming(&typed, today) {
            _ if typed.is_empty() && row.follow_up.is_none() => return Ok(None),
            _ if typed.is_empty() => None,
            Ok(day) => Some(day),
            Err(error) => {
                desk.say(&error.to_string());
                continue;
            }
        };
        return Ok(Some(Change::FollowUp { item: row.id.clone(), day }));
    }
}

fn answer(desk: &mut Desk, item: ItemId) -> Result<Option<Change>, Error> {
    let verdict = loop {
        let Some(typed) = desk.ask("answered / partly / otherwise / set back (Enter: none of them):")? else {
            return Ok(None);
        };
        match word(&typed, &VERDICTS) {
            _ if typed.is_empty() => return Ok(None),
            Some(verdict) => break verdict,
            None => desk.say("please say one of these words, or its first letters"),
        }
    };
    let words = desk.ask("in your words (Enter: none):")?.unwrap_or_default();
    Ok(Some(Change::Answered { item, verdict, words, day: desk.now()?.day(), praise: None }))
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
        assert_eq!(word("u", &WORDS), Some(Word::Undo));
        assert_eq!(word("q", &WORDS), Some(Word::Stop));
        assert_eq!(word("look", &WORDS), Some(Word::LookAgain));
        assert_eq!(word("", &WORDS), None);
        assert_eq!(word("prayedx", &WORDS), None);
        assert_eq!(word("set", &VERDICTS), Some(Verdict::SetBack));
    }
}
