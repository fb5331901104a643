//! `kneel pray`: the portion, one request after the other, on the screen or in plain lines for screen readers and pipes.

use std::io::Write;

use super::{Desk, Error, Exit, home, items, show, today};
use crate::journal::{Change, ItemDetail, ItemRow, Journal, Scope, Verdict};
use crate::tui::{Options, Start};

/// Pray through today's portion, one request after the other
#[derive(Debug, clap::Args)]
#[command(after_help = "\
With --plain, each request is printed as lines and you are asked for a word:
prayed, next, not today, note, answered, stop. The first letters are enough. On
its own, Enter goes to the next one and marks nothing. Where there is no terminal
to ask on, the requests are printed in full and nothing is marked.

Examples:
  kneel pray                               on the screen
  kneel pray --region \"Asia, South\"
  kneel pray --plain                       line by line")]
pub struct Args {
    /// Print lines and ask for words, without the screen
    #[arg(long)]
    plain: bool,
    /// Pray through what is due in one region, instead of the portion
    #[arg(long, value_name = "NAME")]
    region: Option<String>,
}

/// What a person can say to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Prayed,
    Next,
    NotToday,
    Note,
    Answered,
    Stop,
}

const WORDS: [(&str, Word); 6] = [
    ("prayed", Word::Prayed),
    ("next", Word::Next),
    ("not today", Word::NotToday),
    ("note", Word::Note),
    ("answered", Word::Answered),
    ("stop", Word::Stop),
];

const VERDICTS: [(&str, Verdict); 4] = [
    ("answered", Verdict::Answered),
    ("partly", Verdict::Partly),
    ("otherwise", Verdict::Otherwise),
    ("set back", Verdict::SetBack),
];

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    if !args.plain && desk.asks {
        let journal = desk.journal()?;
        let scope = args.region.as_deref().map(|name| region(desk, &journal, name)).transpose()?;
        let profiles = Some(desk.paths()?.profiles());
        return home::screens(
            desk,
            journal,
            Options { start: Start::Walk(scope), profiles, ..Options::default() },
        );
    }
    let mut journal = desk.journal_if_any()?;
    let rows = match &args.region {
        None => today::portion(desk, &journal)?,
        Some(name) => {
            let scope = region(desk, &journal, name)?;
            journal.due(&scope, desk.now()?.day(), usize::MAX >> 1)?
        }
    };
    if rows.is_empty() || !desk.asks {
        return today::print(desk, &journal, &rows);
    }
    let prayed = walk(desk, &mut journal, &rows)?;
    desk.say(&format!("{prayed} of {} prayed", rows.len()));
    Ok(Exit::Done)
}

/// The region that a person names, in any case.
fn region(desk: &Desk, journal: &Journal, name: &str) -> Result<Scope, Error> {
    let today = desk.now()?.day();
    let regions = journal.overview(today)?.regions.into_iter().filter_map(|region| region.name);
    let wanted = crate::text::fold(name);
    let Some(region) = regions.into_iter().find(|region| crate::text::fold(region) == wanted) else {
        return Err(Error::Failed(format!("no region is called {name}; `kneel list` shows regions")));
    };
    Ok(Scope::Region(Some(region)))
}

/// Goes through the requests and returns how many were prayed.
fn walk(desk: &mut Desk, journal: &mut Journal, rows: &[ItemRow]) -> Result<usize, Error> {
    let mut prayed = 0;
    for (number, row) in rows.iter().enumerate() {
        let Some(item) = journal.detail(&row.id)? else { continue };
        desk.text(0, &format!("{} of {}. {}", number + 1, rows.len(), today::heading(row)))?;
        show::print(desk, journal, &item)?;
        writeln!(desk.out)?;
        match ask_word(desk, journal, &item)? {
            Word::Stop => break,
            Word::Prayed => {
                items::act(desk, journal, &[Change::Prayed { item: row.id.clone() }])?;
                prayed += 1;
            }
            Word::NotToday => {
                let until = desk.now()?.day().succ_opt();
                items::act(desk, journal, &[Change::Snoozed { item: row.id.clone(), until }])?;
            }
            Word::Answered => answer(desk, journal, &item)?,
            Word::Next | Word::Note => {}
        }
        writeln!(desk.out)?;
    }
    Ok(prayed)
}

/// Asks until there is a word that leads on. A note leads back to the question.
fn ask_word(desk: &mut Desk, journal: &mut Journal, item: &ItemDetail) -> Result<Word, Error> {
    loop {
        let Some(typed) = desk.ask("prayed / next / not today / note / answered / stop:")? else {
            return Ok(Word::Stop);
        };
        match word(&typed, &WORDS) {
            _ if typed.is_empty() || typed == "n" => return Ok(Word::Next),
            Some(Word::Note) => {
                let text = desk.ask("your note:")?.unwrap_or_default();
                if !text.is_empty() {
                    items::act(desk, journal, &[Change::Noted { item: item.row.id.clone(), text }])?;
                }
            }
            Some(word) => return Ok(word),
            None => desk.say("please say one of these words, or its first letters"),
        }
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

/// The word that was typed: whole, or letters that only one word begins with.
fn word<T: Copy>(typed: &str, words: &[(&str, T)]) -> Option<T> {
    let typed = typed.to_lowercase();
    let mut begun = words.iter().filter(|(word, _)| !typed.is_empty() && word.starts_with(&typed));
    match (words.iter().find(|(word, _)| *word == typed), begun.next(), begun.next()) {
        (Some((_, meant)), ..) | (None, Some((_, meant)), None) => Some(*meant),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letters_are_enough_where_they_say_which() {
        assert_eq!(word("p", &WORDS), Some(Word::Prayed));
        assert_eq!(word("STOP", &WORDS), Some(Word::Stop));
        assert_eq!(word("not", &WORDS), None);
        assert_eq!(word("note", &WORDS), Some(Word::Note));
        assert_eq!(word("not t", &WORDS), Some(Word::NotToday));
        assert_eq!(word("ne", &WORDS), Some(Word::Next));
        assert_eq!(word("", &WORDS), None);
        assert_eq!(word("prayedx", &WORDS), None);
        assert_eq!(word("set", &VERDICTS), Some(Verdict::SetBack));
    }
}
