//! `kneel unsubscribe`: ends what `kneel subscribe` began.

use super::{Desk, Error, Exit, subscriptions};
use crate::subscription;

/// Fetch from there no longer
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The bulletins that came stay in the journal.

Examples:
  kneel unsubscribe 1f3a
  kneel unsubscribe https://news.example.org/prayer/feed.xml")]
pub struct Args {
    /// The subscription: the beginning of its id, its name, or all of its address
    #[arg(value_name = "ID|URL")]
    subscription: String,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let mut journal = desk.journal_if_any()?;
    let one = subscriptions::find(&journal, &args.subscription)?;
    subscription::remove(&mut journal, &one.id)?;
    desk.say(&format!("unsubscribed from {}; what came from there stays in the journal", one.name));
    Ok(Exit::Done)
}
