//! `kneel forget`: an item is removed for good, after it was said what goes and what cannot be reached.

use serde::Serialize;

use super::{Desk, Error, Exit, items};
use crate::editor;
use crate::journal::{self, Forgetting, InCopies, Journal, OUT_OF_REACH};

/// Remove an item for good
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Unlike all other acts this cannot be taken back: the item goes with its notes,
its drafts, all that its history says, and the original that it stood in, from
the journal and its search index. Other items of that original stay, as they were
read. Nothing brings it back: no sync, no import of the same text.

The copies in `backups` hold it until they are thinned out; --backups removes it
from them, too. Out of reach are copies elsewhere, your other machines, folders
that you share, exports, sheets and paper.

`kneel archive` puts an item away and keeps it.

Examples:
  kneel forget --dry-run 3f    what would go, and what would stay
  kneel forget 3f
  kneel forget --backups 3f    from the copies, too")]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Args {
    /// The item, by the beginning of its id
    id: String,
    /// Remove it from the copies in the folder `backups`, too
    #[arg(long)]
    backups: bool,
    /// Show what would go; change nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
    /// Do not ask
    #[arg(long)]
    yes: bool,
    /// Print what goes as JSON (kneel.forget/1)
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Data<'a> {
    format: &'static str,
    forgotten: bool,
    #[serde(flatten)]
    what: &'a Forgetting,
    /// How many copies lie in `backups`.
    copies: usize,
    /// From how many of them it was removed.
    copies_done: usize,
    /// Copies that could not be read, or not with this passphrase.
    copies_left: Vec<String>,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let mut journal = desk.journal_if_any()?;
    let id = items::named(&journal, &args.id)?;
    let what = journal.would_forget(&id)?;
    let (path, now) = (desk.paths()?.journal(), desk.now()?);
    let copies = journal::copies(&path, now).len();
    if !args.json {
        tell(desk, &journal, &what, args, copies)?;
    }
    let data = |forgotten, done, left| Data {
        format: "kneel.forget/1",
        forgotten,
        what: &what,
        copies,
        copies_done: done,
        copies_left: left,
    };
    if args.dry_run {
        if args.json {
            desk.json(&data(false, 0, Vec::new()))?;
        }
        desk.say("this was a look: nothing was forgotten");
        return Ok(Exit::Done);
    }
    if !args.yes && !agrees(desk)? {
        desk.say("nothing was forgotten");
        return Ok(Exit::Nothing);
    }
    desk.say_where_it_takes_long("writing the journal anew", &path);
    let anew = match journal.forget(&id) {
        Err(error @ journal::Error::NotWrittenAnew(_)) => {
            desk.say(&error.to_string());
            false
        }
        forgotten => forgotten.map(|_| true)?,
    };
    // what a kneel that was killed left of a text in an editor may be of this one
    editor::sweep();
    let found = if args.backups { journal.forget_in_copies(&what, now) } else { InCopies::default() };
    let left: Vec<String> = found.left.iter().map(|path| path.display().to_string()).collect();
    for path in &left {
        desk.say(&format!("{path} could not be read, and may still hold it; remove that file if it must go"));
    }
    if args.json {
        desk.json(&data(true, found.done, left.clone()))?;
    } else {
        desk.line(&format!("forgotten: {}", what.title))?;
        if args.backups {
            desk.say(&format!(
                "{} of {} held it, and do not any more",
                found.done,
                match copies {
                    1 => "1 copy".to_owned(),
                    copies => format!("{copies} copies"),
                }
            ));
        }
    }
    Ok(if anew && left.is_empty() { Exit::Done } else { Exit::Partly })
}

/// Says what goes and what stays.
fn tell(
    desk: &mut Desk,
    journal: &Journal,
    what: &Forgetting,
    args: &Args,
    copies: usize,
) -> Result<(), Error> {
    desk.line(&what.title)?;
    for line in journal.forgetting_words(what)? {
        desk.say(&line);
    }
    match (copies, args.backups) {
        (0, _) => {}
        (_, true) => desk.say("goes from the copies in `backups`, too"),
        (_, false) => desk.say("stays in the copies in `backups`; --backups removes it from them, too"),
    }
    desk.say(OUT_OF_REACH);
    Ok(())
}

fn agrees(desk: &mut Desk) -> Result<bool, Error> {
    if !desk.asks {
        return Err(Error::Usage(
            "there is no terminal to ask on; say --yes to forget it for good".to_owned(),
        ));
    }
    let answer = desk.ask("forget it for good? nothing brings it back (yes/no)")?.unwrap_or_default();
    Ok(matches!(answer.to_lowercase().as_str(), "yes" | "y"))
}
