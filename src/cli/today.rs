//! `kneel today`: what there is to pray today, in full.

use std::collections::BTreeSet;
use std::io::Write;

use super::{Desk, Error, Exit, items};
use crate::bulletin::Scripture;
use crate::journal::{ItemDetail, ItemId, ItemRow, Journal, Through};
use crate::text::capital;
use crate::walk;

/// Show what remains of today's portion
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What the day asks for comes first: what you wanted to look at again, what a
diary says of today, what you pinned. The portion goes on with what was never
prayed, then with what has waited longest, so that everything open comes round.
Its size is set in config.toml (portion = 8), or changed while you pray.

Examples:
  kneel today
  kneel today --json")]
pub struct Args {
    /// Print it as JSON (kneel.items/1)
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let journal = desk.journal_to_read()?;
    let rows = rows(desk, &journal, &Through::Portion)?;
    if args.json {
        items::print_json(desk, &journal, &rows)?;
        return Ok(if rows.is_empty() { Exit::Nothing } else { Exit::Done });
    }
    print(desk, &journal, &rows)
}

/// What there is to pray of something, in the order of a walk.
pub fn rows(desk: &mut Desk, journal: &Journal, through: &Through) -> Result<Vec<ItemRow>, Error> {
    let size = size(desk, journal)?;
    Ok(journal.walk_rows(through, desk.now()?.day(), size, MOST)?)
}

/// More than a printed list is read of; `kneel list` has no end.
const MOST: usize = 5000;

/// How many requests a day's portion holds.
pub fn size(desk: &mut Desk, journal: &Journal) -> Result<usize, Error> {
    let set = desk.config()?.portion;
    Ok(journal.portion_beside(set)?.unwrap_or(set))
}

/// Prints the verses that the bulletin of an item opens with, once.
pub fn open(
    desk: &mut Desk,
    journal: &Journal,
    item: &ItemId,
    opened: &mut BTreeSet<String>,
) -> Result<(), Error> {
    let Some((bulletin, verses)) = journal.scripture(item)? else { return Ok(()) };
    if !opened.insert(bulletin) {
        return Ok(());
    }
    for Scripture { reference, text } in verses {
        if !text.is_empty() {
            desk.text(0, &format!("\u{201c}{text}\u{201d}"))?;
        }
        desk.text(0, &reference)?;
        writeln!(desk.out)?;
    }
    Ok(())
}

/// Prints requests in full under their regions, what the day asks for first.
pub fn print(desk: &mut Desk, journal: &Journal, rows: &[ItemRow]) -> Result<Exit, Error> {
    if rows.is_empty() {
        say_nothing_left(desk, journal)?;
        return Ok(Exit::Nothing);
    }
    let today = desk.now()?.day();
    let mut opened = BTreeSet::new();
    let mut region = None;
    for row in rows {
        open(desk, journal, &row.id, &mut opened)?;
        if region != Some(&row.region) {
            region = Some(&row.region);
            desk.text(0, &heading(row).to_uppercase())?;
            writeln!(desk.out)?;
        }
        if let Some(item) = journal.detail(&row.id)? {
            if let Some(first) = row.first(today) {
                desk.text(2, &format!("({})", first.words()))?;
            }
            text_of(desk, 2, &item)?;
            desk.text(
                2,
                &format!(
                    "({}: {}; {})",
                    journal.short_id(&row.id)?,
                    items::origin(&item),
                    items::prayed(&item)
                ),
            )?;
            writeln!(desk.out)?;
        }
    }
    Ok(Exit::Done)
}

/// Prints the text of an item, what it asks one under another where that is more than one thing.
pub fn text_of(desk: &mut Desk, indent: usize, item: &ItemDetail) -> Result<(), Error> {
    for (at, part) in walk::parts(&item.text, &item.petitions).into_iter().enumerate() {
        let mark = if part.asks { "- " } else { "" };
        let words = if at == 0 { capital(part.text) } else { part.text.into() };
        desk.text(indent, &format!("{mark}{words}"))?;
    }
    Ok(())
}

/// The heading that a request stands under.
pub fn heading(row: &ItemRow) -> &str {
    row.region.as_deref().unwrap_or(if row.own { "My own" } else { "No region" })
}

/// Says why there is nothing to pray.
pub fn say_nothing_left(desk: &mut Desk, journal: &Journal) -> Result<(), Error> {
    let overview = journal.overview(desk.now()?.day())?;
    desk.say(&match (overview.items, overview.prayed_today) {
        (0, _) => {
            "the journal is empty; `kneel import FILE` reads a bulletin, `kneel demo` shows one".to_owned()
        }
        (_, 0) => "nothing is open to pray for".to_owned(),
        (_, prayed) => format!("today's portion is done; {prayed} prayed"),
    });
    Ok(())
}
