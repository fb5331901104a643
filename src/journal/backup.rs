//! Copies of the journal, made by SQLite's own backup so that they are whole while others write, each opened
//! and checked after it was made.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::error::{Doing, Error, Result};
use super::vault::{self, Hold, VaultKey};
use super::{Journal, foreign_log, schema};
use crate::clock::Moment;
use crate::lasting;

/// Where copies of a journal lie.
pub(super) fn folder(journal: &Path) -> PathBuf {
    journal.with_file_name("backups")
}

/// Keeps a copy before a migration changes the journal's form.
pub(super) fn before_migration(
    conn: &Connection,
    key: Option<&VaultKey>,
    journal: &Path,
    version: i64,
) -> Result<()> {
    let copy = folder(journal).join(format!("before-format-{}.db", version + 1));
    if copy.exists() { Ok(()) } else { copy_to(conn, key, &copy) }
}

impl Journal {
    /// Writes a copy of the whole journal to a new file, and checks it. An existing file is left alone. The copy of an
    /// encrypted journal is encrypted, and opens with the same passphrase.
    pub fn backup(&self, to: &Path) -> Result<()> {
        copy_to(&self.conn, self.key.as_ref(), to)
    }
}

/// Puts a copy in the place of the journal. What was there is kept beside the other copies first; its path is
/// returned.
///
/// `key` opens the journal and `from_key` the copy, where they are encrypted. A journal that is encrypted stays so,
/// under its own passphrase, whatever the copy was; where there is no journal yet, it takes the form of the copy.
pub fn restore(
    journal: &Path,
    key: Option<&VaultKey>,
    from: &Path,
    from_key: Option<&VaultKey>,
    now: Moment,
) -> Result<Option<PathBuf>> {
    // Opening the copy says what is wrong with it before anything is touched. It is opened as a copy of its
    // own, beside the journal, so that not a byte of the person's file changes.
    let home = journal.parent().filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
    schema::private_folder(home)?;
    let checked = tempfile::Builder::new()
        .prefix(".restore-")
        .tempdir_in(home)
        .map_err(Error::io("making a folder in", home))?;
    let _hold = Hold::shared(journal);
    vault::clear_away(journal)?;
    let there = std::fs::metadata(journal).is_ok_and(|there| there.len() > 0);
    let key = if there { key } else { from_key };
    let copy = checked.path().join("copy.db");
    match (key, from_key) {
        (None, Some(_)) if is_sound(journal) => return Err(Error::EncryptedCopy { path: from.to_owned() }),
        (Some(key), from_key) if Some(key) != from_key => {
            // never readable in between: what is read from the copy is written encrypted
            vault::copy_of(from, from_key, &copy, Some(key)).map_err(|error| named(error, from))?;
        }
        _ => drop(std::fs::copy(from, &copy).map_err(Error::io("reading", from))?),
    }
    let key = key.or(from_key);
    let source = schema::open(&copy, key).map_err(|error| named(error, from))?;
    check(&source, from)?;
    let stamp = now.local().format("%Y-%m-%d-%H%M%S");
    let plain = folder(journal).join(format!("before-restore-{stamp}.db"));
    // a clock that stands still or is set back must not keep anybody from restoring
    let kept = (2..1_000)
        .map(|number| folder(journal).join(format!("before-restore-{stamp}-{number}.db")))
        .fold(plain, |free, next| if free.exists() { next } else { free });
    let existed = journal.exists();
    let (mut target, moved) = match schema::open(journal, key) {
        Ok(target) => (target, false),
        // A key that has opened the copy as it was is right: then it is the journal that is damaged.
        Err(Error::WrongPassphrase) if key != from_key => return Err(Error::WrongPassphrase),
        Err(Error::Damaged { .. } | Error::Foreign { .. } | Error::Sql { .. } | Error::WrongPassphrase) => {
            move_away(journal, &kept)?;
            (schema::open(journal, key)?, true)
        }
        Err(error) => return Err(error),
    };
    foreign_log::takes_the_place_of(&source, &target, now)?;
    let backup = Backup::new(&source, &mut target).doing("restoring the journal")?;
    if existed && !moved {
        // Locked first: what another process writes is in the copy that is kept, or waits until this is done.
        backup.step(0).doing("restoring the journal")?;
        copy_to(&schema::open(journal, key)?, key, &kept)?;
    }
    backup.run_to_completion(1_000, std::time::Duration::ZERO, None).doing("restoring the journal")?;
    Ok(existed.then_some(kept))
}

/// Whether a journal is there that opens without a passphrase.
fn is_sound(journal: &Path) -> bool {
    journal.exists() && schema::open(journal, None).is_ok()
}

/// Moves a journal that is too damaged to be copied, or to be known as one, away as it is, with its log: it is
/// what a restore is for, and somebody may still read something in it.
fn move_away(journal: &Path, to: &Path) -> Result<()> {
    schema::private_folder(&folder(journal))?;
    for part in ["", "-wal", "-shm"] {
        let beside = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push(part);
            PathBuf::from(name)
        };
        let (from, to) = (beside(journal), beside(to));
        if from.exists() {
            std::fs::rename(&from, &to).map_err(Error::io("moving away", &from))?;
            lasting::names_beside(&to);
        }
    }
    lasting::names_beside(journal);
    Ok(())
}

/// Writes a copy under another name, checks it, and gives it its own: half a copy could be trusted later.
fn copy_to(conn: &Connection, key: Option<&VaultKey>, to: &Path) -> Result<()> {
    let folder = to.parent().filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
    schema::private_folder(folder)?;
    let made = tempfile::Builder::new()
        .prefix(".copy-")
        .tempfile_in(folder)
        .map_err(Error::io("making a copy in", folder))?;
    copy_into(conn, key, made.path())?;
    lasting::put_new(made, to).map_err(Error::io("making the copy", to))
}

fn copy_into(conn: &Connection, key: Option<&VaultKey>, to: &Path) -> Result<()> {
    let mut target = Connection::open(to).doing("making a copy")?;
    if let Some(key) = key {
        vault::apply(&target, key)?;
    }
    Backup::new(conn, &mut target)
        .and_then(|backup| backup.run_to_completion(1_000, std::time::Duration::ZERO, None))
        .doing("making a copy")?;
    // the copy is one file: no WAL that could be left behind when it is moved
    target
        .query_row("PRAGMA journal_mode = DELETE", [], |row| row.get::<_, String>(0))
        .doing("making a copy")?;
    check(&target, to)
}

pub(super) fn check(conn: &Connection, path: &Path) -> Result<()> {
    let found: String =
        conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).doing("checking the copy")?;
    if found == "ok" {
        Ok(())
    } else {
        Err(Error::Damaged { path: path.to_owned(), detail: found, backups: folder(path) })
    }
}

/// Names the person's own file instead of the copy that was looked at.
fn named(error: Error, from: &Path) -> Error {
    let path = from.to_owned();
    match error {
        Error::Newer { found, known, .. } => Error::Newer { path, found, known },
        Error::Foreign { .. } => Error::Foreign { path },
        Error::Damaged { detail, .. } => Error::Damaged { backups: folder(&path), path, detail },
        other => other,
    }
}
