//! `kneel encrypt` and `kneel decrypt`: the journal on the disk, with a passphrase or without.

use std::path::Path;

use super::{Desk, Error, Exit};
use crate::journal::{self, Copies, VaultKey};

/// Encrypt the journal on the disk with a passphrase
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The passphrase is typed twice, and nothing is written before. A lost passphrase
is a lost journal: nobody can open it again. From then on each command asks for
it: at the terminal, from --passphrase-fd, or from `passphrase_command` in the
config, such as a password manager's; never from an argument. On the screen it is
asked again after ten idle minutes (`lock_after` in the config).
An encrypted journal is given another passphrase; with --copies it keeps its own,
and the copies that can still be read are encrypted with it.

Examples:
  kneel encrypt
  kneel encrypt --copies                  the copies in `backups`, too
  kneel encrypt --passphrase-fd 3 3< FILE")]
pub struct Args {
    /// Encrypt the copies in the folder `backups`, too
    #[arg(long)]
    copies: bool,
}

/// Take the encryption off the journal
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Whoever can read the disk can read the journal from then on.

Examples:
  kneel decrypt
  kneel decrypt --copies    the copies in `backups`, too")]
pub struct DecryptArgs {
    /// Take it off the copies in the folder `backups`, too
    #[arg(long)]
    copies: bool,
}

/// Said before a passphrase is asked.
const FIRST: &str = "\
a lost passphrase is a lost journal: nobody can open it again, not even who made
kneel; write it down and keep it where you would keep a letter";

/// Said after the readable file is gone.
const LAST: &str = "\
the old file was removed; that no trace of it is left on the disk cannot be
promised: solid-state disks and snapshots keep what was deleted for a while, and
backups of your own keep it longer";

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let path = desk.paths()?.journal();
    if !journal::CAN_ENCRYPT {
        return Err(journal::Error::NoCipher.into());
    }
    if !path.exists() {
        desk.say("there is no journal yet, so there is nothing to encrypt");
        return Ok(Exit::Nothing);
    }
    let before = if journal::is_encrypted(&path)? { desk.journal_key(&path)? } else { None };
    if let Some(key) = &before {
        // said now, and not after a new passphrase was thought of
        drop(journal::Journal::unlock(&path, key, desk.now()?)?);
    }
    if args.copies && before.is_some() {
        return readable_copies(desk, &path, before.as_ref());
    }
    desk.say(FIRST);
    if before.is_some() {
        desk.say("the journal is encrypted already; what you type now is its new passphrase");
    }
    let passphrase = desk.passphrase(|source| match &before {
        None => source.ask_new("new passphrase"),
        Some(_) => source.ask_other("new passphrase"),
    })?;
    let key = VaultKey::fresh(passphrase.reveal())?;
    journal::rewrite(&path, before.as_ref(), Some(&key), desk.now()?)?;
    desk.say("the journal is encrypted; what kneel writes from now on is, too");
    copies(desk, &path, args.copies, before.as_ref(), Some(&key))?;
    if before.is_none() {
        desk.say(LAST);
    }
    Ok(Exit::Done)
}

pub fn decrypt(args: &DecryptArgs, desk: &mut Desk) -> Result<Exit, Error> {
    let path = desk.paths()?.journal();
    if !journal::is_encrypted(&path)? {
        desk.say("the journal is not encrypted");
        return Ok(Exit::Nothing);
    }
    if !journal::CAN_ENCRYPT {
        return Err(journal::Error::NeedsCipher { path }.into());
    }
    let key = desk.journal_key(&path)?;
    journal::rewrite(&path, key.as_ref(), None, desk.now()?)?;
    desk.say("the journal is not encrypted any more: whoever can read this disk can read it");
    copies(desk, &path, args.copies, key.as_ref(), None)?;
    Ok(Exit::Done)
}

/// Encrypts the copies of an encrypted journal that can still be read, with its own key.
fn readable_copies(desk: &mut Desk, journal: &Path, key: Option<&VaultKey>) -> Result<Exit, Error> {
    let Copies { done, .. } = journal::rewrite_copies(journal, None, key)?;
    if done == 0 {
        desk.say("no copy can be read without a passphrase");
        return Ok(Exit::Nothing);
    }
    desk.say(&format!("{} encrypted with the passphrase of the journal", counted(done, "is", "are")));
    Ok(Exit::Done)
}

/// Rewrites the copies if that was asked, and says how those are that stay.
fn copies(
    desk: &mut Desk,
    journal: &Path,
    asked: bool,
    from: Option<&VaultKey>,
    to: Option<&VaultKey>,
) -> Result<(), Error> {
    if asked {
        let Copies { done, left } = journal::rewrite_copies(journal, from, to)?;
        if done > 0 {
            desk.say(&format!("{} rewritten, too", counted(done, "was", "were")));
        }
        if left > 0 {
            desk.say(&format!(
                "{} as before: no other key that is known opens them",
                counted(left, "is", "are")
            ));
        }
    }
    let (readable, encrypted) = Copies::count(journal)?;
    let folder = desk.paths()?.backups();
    if to.is_some() && readable > 0 {
        desk.say(&format!(
            "in {} {} still readable without a passphrase;\n`kneel encrypt --copies` encrypts what can be read there",
            folder.display(),
            counted(readable, "is", "are")
        ));
    }
    if encrypted > 0 && !asked && (to.is_none() || from.is_some()) {
        desk.say(&format!(
            "in {}\n{} still opened by the passphrase from before",
            folder.display(),
            counted(encrypted, "is", "are")
        ));
    }
    Ok(())
}

fn counted(copies: usize, one: &str, many: &str) -> String {
    if copies == 1 { format!("1 copy {one}") } else { format!("{copies} copies {many}") }
}
