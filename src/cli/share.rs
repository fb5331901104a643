//! `kneel share`: a sealed file for others.

use std::path::PathBuf;

use super::export::into_file;
use super::{Desk, Error, Exit, leaving};
use crate::group::sealed::{self, Seal};
use crate::group::share::{Audience, gather};
use crate::journal::Filter;

/// Write a sealed file of requests and answers for others
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What others may see goes into it: requests, praises, answers, notes that are
marked (`kneel note 3f --share`), and how often you prayed as a number. Private
items never do. It is shown before it is written. The file is sealed with age,
by a passphrase you tell them another way or for their public keys; `kneel
import FILE` opens it, and opening it twice changes nothing.

Examples:
  kneel share --to group.age                     asks for a passphrase
  kneel share --to group.age --view \"Tuesday group\"
  kneel share --to ana.age --recipient age1q... region:asia
  kneel share --dry-run                          show what would go")]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Args {
    /// Only what these filters of `kneel list` name
    filter: Vec<String>,
    /// The file to write; an existing one is never overwritten
    #[arg(long, value_name = "FILE", required_unless_present = "dry_run")]
    to: Option<PathBuf>,
    /// Only what this view from the config names
    #[arg(long)]
    view: Option<String>,
    /// Seal it for this public key of age; may be given again
    #[arg(long, value_name = "KEY")]
    recipient: Vec<String>,
    /// Ask for a passphrase (what happens without --recipient)
    #[arg(long, conflicts_with = "recipient")]
    passphrase: bool,
    /// Only what is public, for anybody's eyes
    #[arg(long)]
    public: bool,
    /// Show what would go, write nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
    /// Do not ask before writing
    #[arg(long, short)]
    yes: bool,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let Some(mut journal) = desk.existing()? else {
        desk.say("there is no journal yet, so there is nothing to share");
        return Ok(Exit::Nothing);
    };
    let filter = filter(desk, args.view.as_deref(), &args.filter)?;
    let redaction = leaving::redaction(desk)?;
    let audience = if args.public { Audience::Anybody } else { Audience::Group };
    let (share, held) = gather(&mut journal, &filter, desk.now()?.day(), audience, &redaction)?;
    if share.is_empty() {
        desk.say("nothing of this may go out, so nothing was written");
        leaving::say_held_back(desk, &held);
        return Ok(Exit::Nothing);
    }
    let Some(to) = args.to.as_ref().filter(|_| !args.dry_run) else {
        leaving::print(desk, &share, &held)?;
        desk.say("this was a look: nothing was written");
        return Ok(Exit::Done);
    };
    leaving::show(desk, &share, &held);
    if !leaving::agreed(desk, args.yes, &format!("write them to {}?", to.display()))? {
        desk.say("nothing was written");
        return Ok(Exit::Nothing);
    }
    let bytes = share.to_bytes()?;
    let sealed = if args.recipient.is_empty() {
        let passphrase =
            desk.other_passphrase(|source| source.ask_new("a passphrase for those who may open it"))?;
        sealed::seal(&bytes, &Seal::Passphrase(passphrase.reveal()))?
    } else {
        sealed::seal(&bytes, &Seal::Recipients(&args.recipient))?
    };
    into_file(to, |out| Ok(out.write_all(&sealed)?))?;
    let tell = if args.recipient.is_empty() { "; tell the passphrase another way than the file" } else { "" };
    desk.say(&format!("{} in {}{tell}", leaving::counted(share.len(), "is", "are"), to.display()));
    Ok(Exit::Done)
}

/// The filter of a view and of what was typed beside it.
pub(super) fn filter(desk: &mut Desk, view: Option<&str>, typed: &[String]) -> Result<Filter, Error> {
    let mut words = Vec::new();
    if let Some(view) = view {
        let views = desk.config()?.views;
        let Some(filter) = views.get(view) else {
            let known: Vec<&str> = views.keys().map(String::as_str).collect();
            return Err(Error::Usage(match known.as_slice() {
                [] => format!("there is no view {view}; views are set in the config, under [views]"),
                known => format!("there is no view {view}; there are {}", known.join(", ")),
            }));
        };
        words.push(filter.clone());
    }
    words.extend(typed.iter().map(|word| super::list::quoted(word)));
    Ok(Filter::parse(&words.join(" "))?)
}
