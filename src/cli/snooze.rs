//! `kneel snooze`: lets an item rest.

use super::{Desk, Error, Exit, day, items};
use crate::journal::Change;

/// Let an item rest until a day
#[derive(Debug, clap::Args)]
#[command(after_help = "\
UNTIL is the first day on which the item is due again: tomorrow, a weekday, a
distance such as 3d, 2w or 1m, or a date such as \"20 March\" or 2026-03-20.

Examples:
  kneel snooze 3f friday
  kneel snooze 3f 2w
  kneel snooze 3f 2026-04-30
  kneel snooze 3f --wake                   it is due again now")]
pub struct Args {
    /// The item, by the beginning of its id
    id: String,
    /// The first day on which it is due again
    #[arg(required_unless_present = "wake", conflicts_with = "wake")]
    until: Option<String>,
    /// Wake it
    #[arg(long)]
    wake: bool,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let today = desk.now()?.day();
    let until = args.until.as_deref().map(|until| day::coming(until, today)).transpose()?;
    let mut journal = desk.journal_if_any()?;
    let row = items::detail(&journal, &args.id)?.row;
    if until.is_none() && row.snoozed_until.is_none() {
        desk.say("it is awake, so there is nothing to do");
        return Ok(Exit::Nothing);
    }
    items::act(desk, &mut journal, &[Change::Snoozed { item: row.id, until }])?;
    Ok(Exit::Done)
}
