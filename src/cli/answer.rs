//! `kneel answer` and `kneel reopen`: how a request was answered.

use clap::ValueEnum;

use super::{Desk, Error, Exit, day, items};
use crate::bulletin::Issued;
use crate::journal::{Change, Verdict};

/// Say how a request was answered
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A request that is answered partly, or set back, stays open.

Examples:
  kneel answer 3f
  kneel answer 3f --verdict partly --words \"A room was found\" --day 2026-03-01
  kneel answer 3f --from 9c                the praise that told of it; its day counts")]
pub struct Args {
    /// The request, by the beginning of its id
    id: String,
    /// How it was answered
    #[arg(long, value_enum, default_value_t = Typed::Answered)]
    verdict: Typed,
    /// In your words
    #[arg(long, default_value = "")]
    words: String,
    /// On which day: today, yesterday, a weekday, or a date such as 8 March or 2026-03-01; if it is not given, the day
    /// of the praise, or today
    #[arg(long)]
    day: Option<String>,
    /// The praise that told of it, by the beginning of its id
    #[arg(long, value_name = "PRAISE")]
    from: Option<String>,
}

/// A verdict as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Typed {
    /// As asked
    Answered,
    /// Partly; the request stays open
    Partly,
    /// Otherwise than asked
    Otherwise,
    /// It went the other way for now; the request stays open
    SetBack,
}

impl From<Typed> for Verdict {
    fn from(typed: Typed) -> Self {
        match typed {
            Typed::Answered => Verdict::Answered,
            Typed::Partly => Verdict::Partly,
            Typed::Otherwise => Verdict::Otherwise,
            Typed::SetBack => Verdict::SetBack,
        }
    }
}

pub fn run(args: Args, desk: &mut Desk) -> Result<Exit, Error> {
    let today = desk.now()?.day();
    let typed = args.day.map(|typed| day::past(&typed, today)).transpose()?;
    let mut journal = desk.journal_if_any()?;
    let asked = items::detail(&journal, &args.id)?;
    if !asked.row.kinds.request {
        return Err(Error::Failed(format!(
            "{} gives thanks and asks nothing; name the request it answers, and say `--from {}`",
            args.id, args.id
        )));
    }
    let praise = match &args.from {
        None => None,
        Some(prefix) => {
            let praise = items::detail(&journal, prefix)?;
            if !praise.row.kinds.praise {
                return Err(Error::Failed(format!(
                    "{prefix} gives no thanks; `kneel list is:praise` shows praises"
                )));
            }
            if praise.row.id == asked.row.id {
                return Err(Error::Failed(format!(
                    "{prefix} is the request itself; name the praise that told of it"
                )));
            }
            Some(praise.row)
        }
    };
    let told = praise.as_ref().and_then(|praise| praise.issued);
    let day = typed.unwrap_or_else(|| told.map_or(today, Issued::last_day).min(today));
    let (item, verdict, praise) = (asked.row.id, args.verdict.into(), praise.map(|praise| praise.id));
    items::act(desk, &mut journal, &[Change::Answered { item, verdict, words: args.words, day, praise }])?;
    Ok(Exit::Done)
}

/// Take the answer off a request, so that it is open again
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What was answered stays in the item's timeline.

Examples:
  kneel reopen 3f")]
pub struct ReopenArgs {
    /// The request, by the beginning of its id
    id: String,
}

pub fn reopen(args: &ReopenArgs, desk: &mut Desk) -> Result<Exit, Error> {
    let mut journal = desk.journal_if_any()?;
    let asked = items::detail(&journal, &args.id)?;
    if asked.answer.is_none() {
        desk.say("it has no answer, so there is nothing to take off");
        return Ok(Exit::Nothing);
    }
    items::act(desk, &mut journal, &[Change::Reopened { item: asked.row.id }])?;
    Ok(Exit::Done)
}
