//! `kneel today`: what there is to pray today, in full.

use std::io::Write;

use super::{Desk, Error, Exit, items};
use crate::journal::{ItemRow, Journal, by_region};

/// Show what remains of today's portion
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The portion takes what was never prayed first, then what has waited longest, so
that everything open comes round. Its size is set in config.toml (portion = 8).

Examples:
  kneel today
  kneel today --json")]
pub struct Args {
    /// Print it as JSON (kneel.items/1)
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let journal = desk.journal_if_any()?;
    let rows = portion(desk, &journal)?;
    if args.json {
        items::print_json(desk, &journal, &rows)?;
        return Ok(if rows.is_empty() { Exit::Nothing } else { Exit::Done });
    }
    print(desk, &journal, &rows)
}

/// What remains of today's portion, requests of one region together, of each story the newest.
pub fn portion(desk: &mut Desk, journal: &Journal) -> Result<Vec<ItemRow>, Error> {
    let size = desk.config()?.portion;
    let rows = journal.without_repeats(journal.portion(desk.now()?.day(), size)?)?;
    Ok(by_region(rows, desk.now()?.day()))
}

/// Prints requests in full under their regions.
pub fn print(desk: &mut Desk, journal: &Journal, rows: &[ItemRow]) -> Result<Exit, Error> {
    if rows.is_empty() {
        say_nothing_left(desk, journal)?;
        return Ok(Exit::Nothing);
    }
    let mut region = None;
    for row in rows {
        if region != Some(&row.region) {
            region = Some(&row.region);
            desk.text(0, &heading(row).to_uppercase())?;
            writeln!(desk.out)?;
        }
        if let Some(item) = journal.detail(&row.id)? {
            desk.text(2, &item.text)?;
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
