//! `kneel note`: what the person writes on an item.

use super::add::{give_back, written};
use super::{Desk, Error, Exit, items};
use crate::journal::Change;

/// Write a note on an item
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Without TEXT your editor opens, on a file that only you can read and that is
removed afterwards; `-`, or no terminal, reads what is piped in.

Examples:
  kneel note 3f \"Visit refused again\"
  kneel note 3f
  kneel note 3f - < letter.txt")]
pub struct Args {
    /// The item, by the beginning of its id
    id: String,
    /// The note; `-` reads it from what is piped in
    text: Option<String>,
}

pub fn run(args: Args, desk: &mut Desk) -> Result<Exit, Error> {
    let mut journal = desk.journal_if_any()?;
    let item = items::named(&journal, &args.id)?;
    let Some(text) = written(desk, args.text)? else {
        desk.say("nothing was written, so no note was kept");
        return Ok(Exit::Nothing);
    };
    let change = Change::Noted { item, text: text.clone() };
    items::act(desk, &mut journal, &[change]).inspect_err(|_| give_back(desk, &text))?;
    Ok(Exit::Done)
}
