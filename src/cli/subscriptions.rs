//! `kneel subscriptions`: what is fetched, and how it went.

use chrono::DateTime;
use serde::Serialize;

use super::{Desk, Error, Exit};
use crate::clock::Moment;
use crate::journal::Journal;
use crate::subscription::{self, Memory, Place, Subscription};
use crate::text;

/// Show what `kneel fetch` fetches, and how it went
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  kneel subscriptions
  kneel subscriptions --long               with their whole addresses")]
pub struct Args {
    /// Show whole addresses, also where they may be secret
    #[arg(long)]
    long: bool,
    /// Print them as JSON (kneel.subscriptions/1)
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Subscriptions {
    format: &'static str,
    subscriptions: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    id: String,
    name: String,
    kind: &'static str,
    place: String,
    fetched_at: Option<String>,
    ended: bool,
    problem: Option<String>,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let journal = desk.journal_if_any()?;
    let now = desk.now()?;
    let mut entries = Vec::new();
    for one in subscription::all(&journal)? {
        let Memory { last, problem, ended, .. } = subscription::memory(&journal, &one.id)?;
        let fetched_at = (last > 0).then(|| moment(last, now).to_rfc3339());
        let kind = match &one.place {
            Place::Web(_) => "web",
            Place::Folder(_) => "folder",
        };
        let place = if args.long { one.place.whole() } else { one.place.shown() };
        entries.push(Entry { id: one.id, name: one.name, kind, place, fetched_at, ended, problem });
    }
    if args.json {
        desk.json(&Subscriptions { format: "kneel.subscriptions/1", subscriptions: entries })?;
        return Ok(Exit::Done);
    }
    if entries.is_empty() {
        desk.say(NONE);
    }
    for Entry { id, name, place, fetched_at, ended, problem, .. } in entries {
        let place = if name == place { String::new() } else { format!("  {place}") };
        desk.line(&format!("{id}  {name}{place}"))?;
        let state = match (ended, problem, fetched_at) {
            (true, ..) => "it has ended; nothing more will come".to_owned(),
            (_, Some(problem), _) => problem,
            (_, None, Some(at)) => format!("fetched {}", at.get(..16).unwrap_or_default().replace('T', " ")),
            (_, None, None) => "not fetched yet".to_owned(),
        };
        desk.text(10, &state)?;
    }
    Ok(Exit::Done)
}

/// What is said where there is no subscription.
pub const NONE: &str = "you are subscribed to nothing yet; `kneel subscribe` names what to fetch";

/// A moment that was written down, where the person is.
pub fn moment(unix_ms: i64, now: Moment) -> DateTime<chrono::FixedOffset> {
    DateTime::from_timestamp_millis(unix_ms).unwrap_or_default().with_timezone(now.local().offset())
}

/// The subscription that is meant: by the beginning of its id, by its name, or by all of its address.
pub fn find(journal: &Journal, typed: &str) -> Result<Subscription, Error> {
    let all = subscription::all(journal)?;
    let place = subscription::Address::parse(typed)
        .map(Place::Web)
        .or_else(|_| std::fs::canonicalize(typed).map(Place::Folder));
    let named = text::fold(typed);
    let exactly = |one: &Subscription| place.as_ref().is_ok_and(|place| *place == one.place);
    let by_name = |one: &Subscription| text::fold(&one.name) == named;
    let by_id = |one: &Subscription| !typed.is_empty() && one.id.starts_with(typed);
    let meant: Vec<&Subscription> = if all.iter().any(exactly) {
        all.iter().filter(|one| exactly(one)).collect()
    } else {
        all.iter().filter(|one| by_name(one) || by_id(one)).collect()
    };
    match meant.as_slice() {
        [one] => Ok((*one).clone()),
        // what was typed may be a secret address
        [] => Err(Error::Failed(
            "you are subscribed to nothing like this; `kneel subscriptions` shows ids".to_owned(),
        )),
        several => Err(Error::Ambiguous {
            prefix: typed.to_owned(),
            candidates: several.iter().map(|one| (one.id.clone(), one.name.clone())).collect(),
        }),
    }
}
