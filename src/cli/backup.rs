//! `kneel backup` and `kneel restore`: whole copies of the journal.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use serde::Serialize;

use super::{Desk, Error, Exit};
use crate::journal::{self, VaultKey, Why};
use crate::text;

/// Make a whole copy of the journal
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The copy is whole even while kneel is open elsewhere, and is checked after it was
made. Its path is printed. Without FILE it goes to the folder `backups` beside
the journal. The copy of an encrypted journal opens with the same passphrase.

kneel makes copies by itself, too: one on each day on which something changed,
before an upgrade, an import of more than 1,000 items, a restore, and the first
sync with a folder. It keeps those of seven days and of the four weeks before.

Examples:
  kneel backup
  kneel backup /media/stick/kneel.db
  kneel backup --list                   the copies that there are")]
pub struct Args {
    /// Where to put it; an existing file is never overwritten
    file: Option<PathBuf>,
    /// Show the copies in the folder `backups`, the newest first
    #[arg(long, conflicts_with = "file")]
    list: bool,
    /// Print them as JSON (kneel.backups/1)
    #[arg(long, requires = "list")]
    json: bool,
}

#[derive(Serialize)]
struct Data {
    format: &'static str,
    folder: String,
    copies: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    path: String,
    /// Where the person was: "2026-03-12T09:14:00".
    made: NaiveDateTime,
    bytes: u64,
    why: Why,
    encrypted: bool,
}

pub fn run(args: Args, desk: &mut Desk) -> Result<Exit, Error> {
    if args.list {
        return list(args.json, desk);
    }
    let Some(journal) = desk.existing()? else {
        desk.say("there is no journal yet, so there is nothing to copy");
        return Ok(Exit::Nothing);
    };
    let stamp = desk.now()?.local().format("kneel-%Y-%m-%d-%H%M%S.db").to_string();
    let to = match args.file {
        Some(file) => file,
        None => desk.paths()?.backups().join(stamp),
    };
    if to.exists() {
        return Err(Error::Failed(format!("{} is there already; name another file", to.display())));
    }
    journal.backup(&to)?;
    desk.line(&to.display().to_string())?;
    Ok(Exit::Done)
}

fn list(json: bool, desk: &mut Desk) -> Result<Exit, Error> {
    let paths = desk.paths()?;
    let copies = journal::copies(&paths.journal(), desk.now()?);
    let exit = if copies.is_empty() { Exit::Nothing } else { Exit::Done };
    if json {
        let mut entries = Vec::new();
        for journal::Copy { path, made, bytes, why } in copies {
            let encrypted = journal::is_encrypted(&path)?;
            entries.push(Entry { path: path.display().to_string(), made, bytes, why, encrypted });
        }
        let folder = paths.backups().display().to_string();
        desk.json(&Data { format: "kneel.backups/1", folder, copies: entries })?;
        return Ok(exit);
    }
    for journal::Copy { path, made, bytes, why } in &copies {
        let made = made.format("%Y-%m-%d %H:%M");
        desk.line(&format!("{made}  {:>8}  {:<21}  {}", text::bytes(*bytes), why.words(), path.display()))?;
    }
    match copies.first() {
        Some(_) => {
            desk.say("`kneel restore FILE` brings one of them back, and keeps the journal that is there");
        }
        None => desk.say("there are no copies yet; `kneel backup` makes one"),
    }
    Ok(exit)
}

/// Put a copy in the place of the journal
#[derive(Debug, clap::Args)]
#[command(after_help = "\
FILE is a copy that `kneel backup` made. The journal that it replaces is kept in
the folder `backups` beside it, and its path is told. An encrypted journal stays
encrypted, with its own passphrase, also when the copy had another or none.

Examples:
  kneel restore kneel-2026-03-12-091400.db
  kneel restore --yes /media/stick/kneel.db")]
pub struct RestoreArgs {
    /// The copy
    file: PathBuf,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

pub fn restore(args: &RestoreArgs, desk: &mut Desk) -> Result<Exit, Error> {
    if !args.file.is_file() {
        return Err(Error::Failed(format!("there is no file {}; nothing was changed", args.file.display())));
    }
    if !args.yes && !agrees(desk, args)? {
        desk.say("nothing was changed");
        return Ok(Exit::Nothing);
    }
    let path = desk.paths()?.journal();
    let key = desk.journal_key(&path)?;
    let from_key = copy_key(desk, &args.file, key.as_ref())?;
    let kept = journal::restore(&path, key.as_ref(), &args.file, from_key.as_ref(), desk.now()?)?;
    let kept = kept.map(|kept| format!("; the journal that was there is kept as {}", kept.display()));
    desk.say(&format!("restored{}", kept.unwrap_or_default()));
    Ok(Exit::Done)
}

/// The key of a copy: the journal's own, or made of a passphrase that is asked for.
fn copy_key(desk: &Desk, copy: &Path, own: Option<&VaultKey>) -> Result<Option<VaultKey>, Error> {
    if !journal::CAN_ENCRYPT || !journal::is_encrypted(copy)? {
        return Ok(None);
    }
    if let Some(own) = own.filter(|own| own.opens(copy)) {
        return Ok(Some(own.clone()));
    }
    let passphrase = desk.passphrase(|source| source.ask("passphrase of the copy"))?;
    Ok(Some(VaultKey::of(copy, passphrase.reveal())?))
}

fn agrees(desk: &mut Desk, args: &RestoreArgs) -> Result<bool, Error> {
    if !desk.asks {
        return Err(Error::Usage(
            "there is no terminal to ask on; say --yes to replace the journal".to_owned(),
        ));
    }
    let question =
        format!("put {} in the place of the journal, of which a copy is kept? (yes/no)", args.file.display());
    let answer = desk.ask(&question)?.unwrap_or_default().to_lowercase();
    Ok(answer == "yes" || answer == "y")
}
