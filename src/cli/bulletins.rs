//! `kneel bulletins`: the issues that were read.

use serde::Serialize;

use super::{Desk, Error, Exit};
use crate::journal::{BulletinRow, ItemId};

/// Show the bulletins that were read, newest first
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  kneel bulletins
  kneel bulletins --limit 5 --json")]
pub struct Args {
    /// How many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Print them as JSON (kneel.bulletins/1)
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Bulletins {
    format: &'static str,
    bulletins: Vec<BulletinRow>,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let bulletins = desk.journal_if_any()?.bulletins(args.limit.unwrap_or(usize::MAX >> 1))?;
    if args.json {
        desk.json(&Bulletins { format: "kneel.bulletins/1", bulletins })?;
        return Ok(Exit::Done);
    }
    if bulletins.is_empty() {
        desk.say("no bulletin was read yet; `kneel import FILE` reads one");
    }
    for row in bulletins {
        let day = row.issued.map_or_else(|| "undated".to_owned(), |issued| issued.to_string());
        let title = match (&row.title, &row.publisher) {
            (Some(title), Some(publisher)) => format!("{title} ({publisher})"),
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (None, None) => "untitled".to_owned(),
        };
        let id = row.id.get(..ItemId::SHORT).unwrap_or(&row.id);
        let items = if row.items == 1 { "item" } else { "items" };
        desk.line(&format!("{id}  {day:<10}  {:>4} {items:<5}  {title}", row.items))?;
    }
    Ok(Exit::Done)
}
