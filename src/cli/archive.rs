//! `kneel archive` and `kneel flag`: what lists hold, and who may see it.

use super::add::Sight;
use super::{Desk, Error, Exit, items};
use crate::journal::{Change, Visibility};

/// Put an item away, or back
#[derive(Debug, clap::Args)]
#[command(after_help = "\
An item that is put away is in no list and no portion, and nothing of it is lost:
`kneel list is:archived` shows it.

Examples:
  kneel archive 3f
  kneel archive --back 3f")]
pub struct Args {
    /// The item, by the beginning of its id
    id: String,
    /// Put it back
    #[arg(long)]
    back: bool,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let mut journal = desk.journal_if_any()?;
    let row = items::detail(&journal, &args.id)?.row;
    let archived = !args.back;
    if row.archived == archived {
        desk.say(if archived { "it is put away already" } else { "it is not put away" });
        return Ok(Exit::Nothing);
    }
    items::act(desk, &mut journal, &[Change::Archived { item: row.id, archived }])?;
    Ok(Exit::Done)
}

/// Say who may see an item
#[derive(Debug, clap::Args)]
#[command(after_help = "\
private never leaves the journal except in a whole copy of it (`kneel backup`,
`kneel export` as JSON); group leaves in what is made for the group; public may
go anywhere. What you add yourself is private, what you import is group.

Examples:
  kneel flag 3f private")]
pub struct FlagArgs {
    /// The item, by the beginning of its id
    id: String,
    /// Who may see it
    #[arg(value_enum)]
    visibility: Sight,
}

pub fn flag(args: &FlagArgs, desk: &mut Desk) -> Result<Exit, Error> {
    let mut journal = desk.journal_if_any()?;
    let row = items::detail(&journal, &args.id)?.row;
    let visibility = Visibility::from(args.visibility);
    if row.visibility == visibility {
        desk.say("it is so already");
        return Ok(Exit::Nothing);
    }
    items::act(desk, &mut journal, &[Change::Flagged { item: row.id, visibility }])?;
    Ok(Exit::Done)
}
