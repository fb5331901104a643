//! `kneel sync`: journals kept alike over a folder that another program carries.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Desk, Error, Exit, leaving};
use crate::group::sync::{self, Needs, Synced, Whose};
use crate::journal::{Journal, Why};
use crate::passphrase;
use crate::text::counted;

/// Keep machines alike over a folder that another program carries
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The folder is carried by Syncthing, Nextcloud, git, a stick: whatever you trust
with files. Each machine writes one sealed log in it and reads those of the
others. Nothing in the folder can be read without the passphrase, which is asked
for once on each machine. An empty or vanished folder deletes nothing.

Without --group the folder is for your own machines: everything goes, private
items too. With --group it is for several people: only what the group may see
goes, shown before it does; --yes lets it go unasked.

Examples:
  kneel sync ~/Sync/kneel            my machines
  kneel sync --group ~/Sync/tuesday  our group
  kneel sync                         the folders this machine knows
  kneel sync --json ~/Sync/kneel     for a timer")]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Args {
    /// The folder; without one, all that this machine knows
    folder: Option<PathBuf>,
    /// It is for a group, not for one person's machines
    #[arg(long)]
    group: bool,
    /// Show what would go to the group, send nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
    /// Do not ask before something goes
    #[arg(long, short)]
    yes: bool,
    /// Print what came, what went and what is missing as JSON (kneel.sync/1)
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Document {
    format: &'static str,
    folders: Vec<FolderData>,
}

#[derive(Serialize)]
struct FolderData {
    folder: String,
    #[serde(flatten)]
    synced: Synced,
}

impl Args {
    /// Whether it is asked to keep what it finds, and not only to show it.
    pub fn keeps(&self) -> bool {
        !self.dry_run
    }
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let mut journal = desk.journal()?;
    let folders = match &args.folder {
        Some(folder) => vec![folder.clone()],
        None => sync::folders(&journal)?,
    };
    if folders.is_empty() {
        desk.say("this machine syncs with no folder yet; `kneel sync FOLDER` begins");
        return Ok(Exit::Nothing);
    }
    let mut done = Vec::new();
    let mut missing = false;
    for folder in &folders {
        // one folder that is not there keeps nobody from the others
        match one(args, desk, &mut journal, folder) {
            Ok(Some(synced)) => {
                missing |= synced.is_missing_something();
                if !args.json {
                    tell(desk, folder, &synced)?;
                }
                done.push((folder, synced));
            }
            Ok(None) => {}
            Err(error) if folders.len() > 1 => {
                desk.say(&error.to_string());
                missing = true;
            }
            Err(error) => return Err(error),
        }
    }
    let nothing = done.is_empty();
    if args.json {
        let data = |(folder, synced): (&PathBuf, Synced)| FolderData {
            folder: folder.display().to_string(),
            synced,
        };
        let folders = done.into_iter().map(data).collect();
        desk.json(&Document { format: "kneel.sync/1", folders })?;
    }
    Ok(match (nothing, missing) {
        (true, true) => Exit::Failed,
        (true, false) => Exit::Nothing,
        (false, true) => Exit::Partly,
        (false, false) => Exit::Done,
    })
}

/// Syncs with one folder; `None` where the person did not want to.
fn one(args: &Args, desk: &mut Desk, journal: &mut Journal, folder: &Path) -> Result<Option<Synced>, Error> {
    let whose = if args.group { Whose::Group } else { Whose::Own };
    match sync::needs(journal, folder)? {
        Needs::Nothing => {}
        Needs::NewPassphrase | Needs::OtherPassphrase if args.dry_run => {}
        Needs::NewPassphrase => {
            desk.say(match whose {
                Whose::Own => {
                    "a new folder for your own machines: all of this journal goes into it, sealed, private items too\n\
                     whoever has the folder and the passphrase reads everything; a lost passphrase cannot be found again"
                }
                Whose::Group => {
                    "a new folder for a group: what the group may see goes into it, sealed\n\
                     whoever has the folder and the passphrase reads it; what has gone out cannot be called back"
                }
            });
            let passphrase =
                desk.other_passphrase(|source| source.ask_new("a passphrase for this folder"))?;
            sync::enter(journal, folder, whose, passphrase.reveal())?;
        }
        Needs::Passphrase => {
            if whose == Whose::Own {
                desk.say("all of this journal goes into the folder, sealed, private items too");
            }
            let passphrase = desk.other_passphrase(|source| source.ask("the passphrase of this folder"))?;
            sync::enter(journal, folder, whose, passphrase.reveal())?;
        }
        Needs::OtherPassphrase => {
            desk.say("another machine made a key of its own here before it saw this one's");
            match desk.other_passphrase(|source| source.ask("the passphrase it was given")) {
                Ok(passphrase) => {
                    sync::enter(journal, folder, whose, passphrase.reveal())?;
                }
                // a timer has nobody to ask
                Err(Error::Passphrase(passphrase::Error::Nobody | passphrase::Error::Cancelled)) => {
                    desk.say("what is sealed with it waits until you give its passphrase");
                }
                Err(error) => return Err(error),
            }
        }
    }
    if args.group && sync::whose(journal, folder)? == Some(Whose::Own) {
        return Err(Error::Failed(format!(
            "{} is a folder of one person's machines; nothing was changed; leave --group out if that is what you want, or \
             take an empty folder at another path",
            folder.display()
        )));
    }
    let redaction = leaving::redaction(desk)?;
    let now = desk.now()?;
    if args.dry_run {
        let (share, held) = sync::to_send(journal, folder, now, &redaction)?;
        leaving::print(desk, &share, &held)?;
        desk.say("this was a look: nothing was sent");
        return Ok(None);
    }
    if !args.yes && sync::whose(journal, folder)? == Some(Whose::Group) {
        let (share, held) = sync::to_send(journal, folder, now, &redaction)?;
        if !share.is_empty() {
            leaving::show(desk, &share, &held);
            if !leaving::agreed(desk, false, "let it go to the group?")? {
                desk.say("nothing was sent, and nothing was read");
                return Ok(None);
            }
        }
    }
    if sync::is_first(journal, folder)? {
        desk.copy_before(journal, Why::Sync, now);
    }
    Ok(Some(sync::sync(journal, folder, now, &redaction)?))
}

fn tell(desk: &mut Desk, folder: &Path, synced: &Synced) -> Result<(), Error> {
    let documents = match synced.came.documents {
        0 => String::new(),
        count => format!(" with {}", counted(count, "document")),
    };
    desk.line(&format!(
        "{}: {}{documents} came from {}, {} went ({} bytes)",
        folder.display(),
        counted(synced.came.events, "event"),
        counted(synced.logs.len(), "log"),
        synced.went,
        synced.bytes
    ))?;
    for log in &synced.logs {
        let words = match log.state {
            "read" if log.anew => "is older than last time, or another file; nothing was lost by it",
            "read" => continue,
            "half" => "has not come whole yet; the rest is read when it is there",
            "damaged" => {
                "is damaged in places; what could be read was; its machine writes it again if the carrier lost it"
            }
            "other key" => "is sealed with a key that this machine does not have",
            "newer" => "was written by a newer kneel; update this one to read it",
            _ => "is of another kind of folder, and was left alone",
        };
        desk.say(&format!("{} {words}", log.name));
    }
    for log in &synced.vanished {
        desk.say(&format!(
            "{log} is not here any more; nothing was deleted for it, and what it held went into this machine's log"
        ));
    }
    for file in &synced.foreign {
        desk.say(&format!("{file} is nothing of kneel's, and was left alone"));
    }
    if synced.written_again {
        desk.say("this machine's log was gone, or an older one; it was written again");
    }
    leaving::say_held_back(desk, &synced.held_back);
    Ok(())
}
