//! `kneel prayed`: marks items.

use super::{Desk, Error, Exit, items};
use crate::journal::Change;

/// Mark items as prayed
#[derive(Debug, clap::Args)]
#[command(after_help = "\
All items are marked in one step, which one `kneel undo` takes back. If one id
is not understood, none is marked.

Examples:
  kneel prayed 3f
  kneel prayed 3f a1 77")]
pub struct Args {
    /// The items, each by the beginning of its id
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let mut journal = desk.journal_if_any()?;
    let mut changes = Vec::new();
    for id in &args.ids {
        let change = Change::Prayed { item: items::named(&journal, id)? };
        if !changes.contains(&change) {
            changes.push(change);
        }
    }
    items::act(desk, &mut journal, &changes)?;
    Ok(Exit::Done)
}
