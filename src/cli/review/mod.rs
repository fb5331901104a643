//! `kneel review`: an evening of remembered answers, printed, talked through line by line, or on the screen.

use serde::Serialize;

use super::{Desk, Error, Exit, day, handout, home};
use crate::group::review::{self, EveningLine, Review, Since};
use crate::group::words;
use crate::group::{Redaction, Sheet};
use crate::journal::{Change, EveningRow, ItemId, Journal};
use crate::tui::{Matter, Options, Start};

mod paper;
mod talk;

/// An evening of remembered answers, for a group
#[derive(Debug, clap::Args)]
#[command(after_help = "\
First what was answered since you last met, each with what was asked; then what
was partly answered or set back; what still waits; and what is new. Private items
are counted, never named; notes are shown where they are marked to go along.

With --plain, each is printed as lines and you are asked for a word. Enter goes on;
a answered, p partly, b set back, o otherwise, each with words of yours behind it;
t NAME who takes it, n TEXT a note that goes along, l let go, u undo, q finish.
Where there is no terminal, all is printed and nothing is asked.

Examples:
  kneel review                             on the screen, since you last met
  kneel review region:africa --since 1y
  kneel review --view \"Tuesday group\" --plain
  kneel review --since all --json
  kneel review --evenings                  the evenings that were
  kneel review --open 1                    the last of them again")]
pub struct Args {
    /// Filters and words, as `kneel list` takes them
    filter: Vec<String>,
    /// A saved view, by its name among the views of config.toml
    #[arg(long, value_name = "NAME")]
    view: Option<String>,
    /// From when on: last (since you last met), a day, a span such as 3m, or all
    #[arg(long, value_name = "WHEN", default_value = "last")]
    since: String,
    /// Print lines and ask for words, without the screen
    #[arg(long)]
    plain: bool,
    /// Print it as JSON (kneel.review/1, kneel.evenings/1)
    #[arg(long)]
    json: bool,
    /// List the evenings that were
    #[arg(long, conflicts_with_all = ["filter", "view", "since", "open", "people"])]
    evenings: bool,
    /// Open an evening again, by its number in --evenings or its id
    #[arg(long, value_name = "EVENING", conflicts_with_all = ["filter", "view", "since", "people"])]
    open: Option<String>,
    /// Keep it as an evening of so many, without asking; 0: not counted
    #[arg(long, value_name = "N")]
    people: Option<u32>,
}

/// More evenings than a group has in its life.
const MOST_EVENINGS: usize = 10_000;

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    /// What it is about, as typed or as the view is named.
    view: Option<&'a str>,
    #[serde(flatten)]
    sheet: Sheet,
}

#[derive(Serialize)]
struct Evenings {
    format: &'static str,
    evenings: Vec<EveningLine>,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    if args.evenings {
        return evenings(args, desk);
    }
    let today = desk.now()?.day();
    let since = since(&args.since, today)?;
    let about = handout::about(desk, args.view.as_deref(), &args.filter)?;
    let on_screen = desk.asks && !args.plain && !args.json;
    let mut journal = if on_screen { desk.journal()? } else { desk.journal_if_any()? };
    let was = args.open.as_deref().map(|named| evening(&journal, named)).transpose()?;
    if on_screen {
        let matter = was.map_or(Matter::Period { about, since }, |was| Matter::Evening(was.id));
        let (start, profiles) = (Start::Review(matter, args.people), Some(desk.paths()?.profiles()));
        return home::screens(desk, journal, Options { start, profiles, ..Options::default() });
    }
    let review = if let Some(was) = &was {
        review::reopen(&journal, was)?
    } else {
        let first = since.first_day(&journal, about.view.as_deref(), today)?;
        review::review(&journal, &about, first, today)?
    };
    if args.json {
        let sheet = review::sheet(&journal, &review, &Redaction::default())?;
        desk.json(&Document { format: "kneel.review/1", view: review.view.as_deref(), sheet })?;
    } else {
        paper::heading(desk, &review, was.as_ref())?;
        if desk.asks && review.items().next().is_some() {
            return talk::through(desk, &mut journal, review, was.is_some(), args.people);
        }
        paper::print(desk, &journal, &review)?;
    }
    if review.items().next().is_none() {
        return Ok(Exit::Nothing);
    }
    if let Some(people) = args.people {
        keep(desk, &mut journal, &review, Some(people).filter(|people| *people > 0))?;
    }
    Ok(Exit::Done)
}

fn since(typed: &str, today: chrono::NaiveDate) -> Result<Since, Error> {
    match typed.trim().to_lowercase().as_str() {
        "last" => Ok(Since::Last),
        "all" => Ok(Since::Beginning),
        word => day::since(word, today).map(Since::Day),
    }
}

/// Keeps an evening and says so.
fn keep(desk: &mut Desk, journal: &mut Journal, review: &Review, people: Option<u32>) -> Result<(), Error> {
    let evening = review.evening(people);
    let words = evening.words();
    let now = desk.now()?;
    journal.act(now, &[Change::Met { evening }])?;
    desk.say(&format!("kept: {}, {words}; `kneel undo` takes it back", day::long(now.day())));
    Ok(())
}

fn evenings(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let rows = desk.journal_if_any()?.evenings(MOST_EVENINGS)?;
    if args.json {
        let evenings = rows.iter().map(EveningLine::from).collect();
        desk.json(&Evenings { format: "kneel.evenings/1", evenings })?;
        return Ok(Exit::Done);
    }
    if rows.is_empty() {
        desk.say("no evening was kept yet; `kneel review` begins one");
        return Ok(Exit::Nothing);
    }
    let width = rows.len().to_string().len();
    for (row, number) in rows.iter().zip(1..) {
        desk.line(&format!("{number:>width$}  {}", words::evening(row)))?;
    }
    Ok(Exit::Done)
}

/// The evening of a number, 1 the last, or of an id.
fn evening(journal: &Journal, named: &str) -> Result<EveningRow, Error> {
    let none = || Error::Failed(format!("no evening is {named}; `kneel review --evenings` lists them"));
    let mut rows = journal.evenings(MOST_EVENINGS)?;
    let typed = named.trim().to_ascii_lowercase();
    // so few digits are a number, also where an id begins with them
    if let Some(number) = typed.parse::<usize>().ok().filter(|_| typed.len() < ItemId::SHORT) {
        let at = number.checked_sub(1).filter(|at| *at < rows.len()).ok_or_else(none)?;
        return Ok(rows.swap_remove(at));
    }
    let mut begun = rows.into_iter().filter(|row| !typed.is_empty() && row.id.starts_with(&typed));
    match (begun.next(), begun.next()) {
        (Some(row), None) => Ok(row),
        (Some(_), Some(_)) => {
            Err(Error::Failed(format!("several evenings begin with {named}; say more of its id")))
        }
        (None, _) => Err(none()),
    }
}
