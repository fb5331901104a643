//! `kneel fetch`: reads what is new in what the person subscribed to.

mod report;

use std::time::Duration;

use super::subscriptions::{self, NONE};
use super::{Desk, Error, Exit};
use crate::intake::Opener;
use crate::journal::ActId;
use crate::subscription::{self, Chance, Fetch};
use report::Report;

/// Read what is new in what you subscribed to
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Only what you named with `kneel subscribe` is asked for, and only if it has
changed. A server is asked once an hour at most, less often while it fails, and
not before the moment that it names itself. All that comes is one step, which
`kneel undo` takes back.

For a timer: `--spread 30` first waits a time between 0 and 30 minutes that is
this machine's own, so that not all who read a bulletin ask for it in the same
second. The proxy that ALL_PROXY, HTTPS_PROXY or HTTP_PROXY names
is used, except for the hosts in NO_PROXY.

Exit codes: 3 nothing is new, 4 some could not be fetched or read.

Examples:
  kneel fetch
  kneel fetch 1f3a --now                   again, though it was asked just now
  kneel fetch --quiet --spread 30          from a timer")]
pub struct Args {
    /// Only these: the beginning of an id, a name, or a whole address
    #[arg(value_name = "ID")]
    only: Vec<String>,
    /// Ask also those that were asked less than an hour ago
    #[arg(long)]
    now: bool,
    /// Wait first, this machine's own part of so many minutes
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u64).range(..=720))]
    spread: Option<u64>,
    /// Say only what is new and what went wrong
    #[arg(long, short)]
    quiet: bool,
    /// Print what came as JSON (kneel.fetch/1)
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let mut journal = desk.journal_if_any()?;
    let chance = Chance::new(journal.device_id()?.as_bytes());
    if let Some(minutes) = args.spread {
        std::thread::sleep(subscription::spread(Duration::from_mins(minutes), chance));
    }
    let chosen = if args.only.is_empty() {
        subscription::all(&journal)?
    } else {
        args.only.iter().map(|typed| subscriptions::find(&journal, typed)).collect::<Result<Vec<_>, _>>()?
    };
    if chosen.is_empty() && !args.quiet {
        desk.say(NONE);
    }
    if !chosen.is_empty() {
        desk.say_if_unsure()?;
    }
    let now = desk.now()?;
    let profiles = desk.profiles()?;
    let mut fetch = Fetch {
        journal: &mut journal,
        now,
        act: ActId::new(now),
        chance,
        insist: args.now,
        opener: &mut Opener::new(),
        profiles: &profiles,
    };
    let mut report = Report::new(args.json, args.quiet, now);
    for one in &chosen {
        let fetched = fetch.fetch(one)?;
        report.tell(desk, one, fetched)?;
    }
    report.end(desk)
}
