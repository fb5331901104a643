//! `kneel reread`: the kept originals read again by today's reader.

use serde::Serialize;

use super::{Desk, Error, Exit};
use crate::bulletin::{self, Profile};
use crate::intake::Opener;
use crate::journal::{Aspect, Difference, Journal, Original, Reread};

/// Read the kept originals again with today's reader
#[derive(Debug, clap::Args)]
#[command(after_help = "\
kneel keeps each document as it came. After an upgrade, or when it has learned of a
publisher, it may read an old one better. This shows what would be otherwise and
asks before it writes it, as one step that `kneel undo` takes back. Marks, notes and
answers stay, and so does what you wrote or moved yourself. What is not found any
more is put away, unless you did something with it.

Examples:
  kneel reread --all --dry-run            show what would be otherwise
  kneel reread 3fa2                       one bulletin; `kneel bulletins` shows ids
  kneel reread --all --yes                write it without asking")]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Args {
    /// The bulletin, by the beginning of its id
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    bulletin: Option<String>,
    /// All bulletins
    #[arg(long)]
    all: bool,
    /// Show what would be otherwise and change nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
    /// Do not ask
    #[arg(long)]
    yes: bool,
    /// Print it as JSON (kneel.reread/1)
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Data<'a> {
    format: &'static str,
    written: bool,
    bulletins: Vec<BulletinData<'a>>,
    refused: &'a [String],
}

#[derive(Serialize)]
struct BulletinData<'a> {
    id: &'a str,
    title: Option<&'a str>,
    differences: &'a [Difference],
}

impl Args {
    /// Whether it is asked to keep what it finds, and not only to show it.
    pub fn keeps(&self) -> bool {
        !self.dry_run
    }
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let mut journal = desk.journal_if_any()?;
    let id = args.bulletin.as_deref().map(|prefix| find(&journal, prefix)).transpose()?;
    let profiles = desk.profiles()?;
    let mut rereads = Vec::new();
    let mut refused = Vec::new();
    let mut opener = Opener::new();
    for hash in journal.originals(id.as_deref())? {
        let Some(original) = journal.original(&hash)? else { continue };
        match again(&original, &mut opener, &profiles) {
            Ok((bulletins, unfit)) => {
                if unfit > 0 {
                    desk.say(&format!("{}: {}", original.name, unfit_words(unfit)));
                }
                rereads.extend(journal.plan_reread(&original, bulletins)?);
            }
            Err(why) => refused.push(format!("{}: {why}; what was read of it before stays", original.name)),
        }
    }
    // a document of several bulletins was read for the sake of one
    rereads.retain(|reread| id.as_ref().is_none_or(|id| *id == reread.planned.id));
    for problem in &refused {
        desk.say(problem);
    }
    let ended = if refused.is_empty() { Exit::Done } else { Exit::Partly };
    if !args.json {
        rereads.iter().try_for_each(|reread| print(desk, reread))?;
    }
    let write = !rereads.is_empty() && !args.dry_run && (args.yes || !args.json && confirmed(desk)?);
    if write {
        let what = journal.reread(desk.now()?, &rereads)?;
        desk.say(&format!("{what}; `kneel undo` takes it back"));
    } else if rereads.is_empty() {
        desk.say("today's reader finds nothing that is otherwise");
    } else {
        desk.say("nothing was written");
    }
    if args.json {
        let bulletins = rereads.iter().map(|Reread { planned, title, differences, .. }| BulletinData {
            id: &planned.id,
            title: title.as_deref(),
            differences,
        });
        let bulletins = bulletins.collect();
        desk.json(&Data { format: "kneel.reread/1", written: write, bulletins, refused: &refused })?;
    }
    Ok(if rereads.is_empty() && refused.is_empty() { Exit::Nothing } else { ended })
}

/// Reads an original again: its bulletins, and how much of what was put right finds no line any more.
fn again(
    original: &Original,
    opener: &mut Opener,
    profiles: &[Profile],
) -> Result<(Vec<bulletin::Bulletin>, usize), String> {
    let reading = bulletin::understand(opener.open(&original.bytes)?, profiles);
    let (reading, unfit) = bulletin::apply(reading, &original.corrections);
    Ok((reading.bulletins(), unfit.len()))
}

fn unfit_words(count: usize) -> String {
    match count {
        1 => "one thing that you put right finds its line no more".to_owned(),
        many => format!("{many} things that you put right find their lines no more"),
    }
}

/// Asks a person; without one, says how to go on.
fn confirmed(desk: &mut Desk) -> Result<bool, Error> {
    if !desk.asks {
        desk.say("--yes writes this");
        return Ok(false);
    }
    let answer = desk.ask("write this? [y/N]")?.unwrap_or_default().to_lowercase();
    Ok(matches!(answer.as_str(), "y" | "yes"))
}

fn find(journal: &Journal, prefix: &str) -> Result<String, Error> {
    let mut found = journal.bulletins_named(prefix)?;
    match (found.pop(), found.is_empty()) {
        (Some(one), true) => Ok(one),
        (None, _) => {
            Err(Error::Failed(format!("no bulletin begins with {prefix}; `kneel bulletins` shows ids")))
        }
        _ => Err(Error::Failed(format!("several bulletins begin with {prefix}; type more of the id"))),
    }
}

fn print(desk: &mut Desk, reread: &Reread) -> Result<(), Error> {
    desk.line(reread.title.as_deref().unwrap_or("a bulletin without a title"))?;
    reread.differences.iter().try_for_each(|difference| desk.text(2, &in_words(difference)))
}

/// One difference in a sentence.
fn in_words(difference: &Difference) -> String {
    let Difference { about, what, from, to, .. } = difference;
    let about = about.as_deref().unwrap_or_default();
    let or_none = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
    let change = || format!("{} -> {}", or_none(from), or_none(to));
    match what {
        Aspect::Title => format!("title: {}", change()),
        Aspect::Publisher => format!("publisher: {}", change()),
        Aspect::Date => format!("date: {}", change()),
        Aspect::Language => format!("language: {}", change()),
        Aspect::Rest => "its verses, notes or unsorted lines".to_owned(),
        Aspect::New => format!("new: {about}"),
        Aspect::Gone => format!("put away, not found any more: {about}"),
        Aspect::Stays => format!("not found any more; stays, because you did something with it: {about}"),
        Aspect::Text => format!("{about}: its words are now: {}", or_none(to)),
        Aspect::Kinds => format!("{about}: {}", change()),
        Aspect::Heading => format!("{about}: under {}", change()),
        Aspect::Region => format!("{about}: region {}", change()),
        Aspect::Day => format!("{about}: day {}", change()),
        Aspect::Details => format!("{about}: countries, links or other things in its words"),
    }
}
