//! `kneel pin` and `kneel follow-up`: what stands first in a day's portion.

use super::{Desk, Error, Exit, day, items};
use crate::journal::Change;

/// Have an item come every day
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A pinned item comes in every day's portion, before those whose turn it is.
`kneel list is:pinned` shows them.

Examples:
  kneel pin 3f
  kneel pin --off 3f")]
pub struct PinArgs {
    /// The item, by the beginning of its id
    id: String,
    /// No longer every day
    #[arg(long)]
    off: bool,
}

pub fn pin(args: &PinArgs, desk: &mut Desk) -> Result<Exit, Error> {
    let mut journal = desk.journal_if_any()?;
    let row = items::detail(&journal, &args.id)?.row;
    let pinned = !args.off;
    if row.pinned == pinned {
        desk.say(if pinned { "it is pinned already" } else { "it is not pinned" });
        return Ok(Exit::Nothing);
    }
    items::act(desk, &mut journal, &[Change::Pinned { item: row.id, pinned }])?;
    Ok(Exit::Done)
}

/// Look at an item again on a day
#[derive(Debug, clap::Args)]
#[command(after_help = "\
From that day on the item stands first, until you pray for it or answer it. DAY
is tomorrow, a weekday, a distance such as 3d, 2w or 1m, or a date such as
\"20 March\" or 2026-03-20.
`kneel list is:follow-up` shows what you want to look at again.

Examples:
  kneel follow-up 3f friday
  kneel follow-up 3f 2026-04-30
  kneel follow-up 3f --off                 no longer")]
pub struct FollowUpArgs {
    /// The item, by the beginning of its id
    id: String,
    /// The first day on which it comes first
    #[arg(required_unless_present = "off", conflicts_with = "off")]
    day: Option<String>,
    /// No longer
    #[arg(long)]
    off: bool,
}

pub fn follow_up(args: &FollowUpArgs, desk: &mut Desk) -> Result<Exit, Error> {
    let today = desk.now()?.day();
    let day = args.day.as_deref().map(|day| day::coming(day, today)).transpose()?;
    let mut journal = desk.journal_if_any()?;
    let row = items::detail(&journal, &args.id)?.row;
    if day == row.follow_up {
        desk.say(if day.is_some() { "it is so already" } else { "no day is set, so there is nothing to do" });
        return Ok(Exit::Nothing);
    }
    items::act(desk, &mut journal, &[Change::FollowUp { item: row.id, day }])?;
    Ok(Exit::Done)
}
