//! Copies of the journal, made by SQLite's own backup so that they are whole while others write, each opened
//! and checked after it was made.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use tempfile::NamedTempFile;

use super::copies::{self, Why};
use super::error::{Doing, Error, Result};
use super::vault::{self, Hold, VaultKey};
use super::{Journal, foreign_log, forget, schema};
use crate::clock::Moment;
use crate::lasting;

/// The name of the folder for copies.
const BACKUPS: &str = "backups";

/// Where copies of a journal lie.
pub(super) fn folder(journal: &Path) -> PathBuf {
    journal.with_file_name(BACKUPS)
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
    // own, where half copies lie, so that not a byte of the person's file changes and a kill leaves nothing for long.
    let folder = folder(journal);
    schema::private_folder(&folder)?;
    let long = |path: &Path| fs::metadata(path).map_or(0, |file| file.len());
    // the copy that is looked at, the log by which it comes in, and the journal that is kept
    room_for(2 * (long(from) + long(&foreign_log::log_of(from))) + long(journal), &folder)?;
    let turn = Turn::wait(&folder);
    let checked = aside(&folder)?;
    let _hold = Hold::shared(journal);
    vault::clear_away(journal)?;
    let there = fs::metadata(journal).is_ok_and(|there| there.len() > 0);
    let key = if there { key } else { from_key };
    let copy = checked.path().join("copy.db");
    match (key, from_key) {
        (None, Some(_)) if is_sound(journal) => return Err(Error::EncryptedCopy { path: from.to_owned() }),
        (Some(key), from_key) if Some(key) != from_key => {
            // never readable in between: what is read from the copy is written encrypted
            vault::copy_of(from, from_key, &copy, Some(key)).map_err(|error| named(error, from))?;
        }
        _ => copy_with_log(from, &copy)?,
    }
    let key = key.or(from_key);
    let mut source = schema::open(&copy, key).map_err(|error| named(error, from))?;
    check(&source, from)?;
    let kept = copies::name(journal, Why::Restore, now);
    if copies::is_log_alone(journal) {
        move_away(journal, &kept)?;
    }
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
    // what was forgotten since the copy was made stays so
    forget::again(&mut source, &forget::all(&target)?)?;
    foreign_log::takes_the_place_of(&source, &target, now)?;
    // Locked first: what another process writes is in the copy that is kept, or waits until this is done.
    let backup = locked(&source, &mut target, "restoring the journal")?;
    if existed && !moved {
        let made = copy_in_turn(&schema::open(journal, key)?, key, &kept, &turn);
        match made.map_err(|error| schema::damaged(error, journal)) {
            // as damaged as it is: it is what a restore is for, and somebody may still read something in it
            Err(Error::BadCopy { .. } | Error::Damaged { .. }) => each_part(journal, &kept, |from, to| {
                fs::copy(from, to).map(drop).map_err(Error::io("copying", from))
            })?,
            made => made?,
        }
    }
    backup.run_to_completion(1_000, std::time::Duration::ZERO, None).doing("restoring the journal")?;
    Ok(existed.then_some(kept))
}

/// Copies a file with its log, if one lies beside it that is its own: where a kneel was killed, what was done last stands
/// there alone.
fn copy_with_log(from: &Path, to: &Path) -> Result<()> {
    let (log, copied) = (foreign_log::log_of(from), foreign_log::log_of(to));
    copy_bytes(from, to)?;
    if log.exists() {
        copy_bytes(&log, &copied)?;
        if foreign_log::is_there(to) {
            fs::remove_file(&copied).map_err(Error::io("removing", &copied))?;
        }
    }
    Ok(())
}

/// Copies what is in a file, and not that nobody may write to it: a copy may lie on a stick that is locked.
pub(super) fn copy_bytes(from: &Path, to: &Path) -> Result<()> {
    schema::create_private(to)?;
    let mut source = File::open(from).map_err(Error::io("reading", from))?;
    let mut target = File::options().write(true).open(to).map_err(Error::io("writing to", to))?;
    io::copy(&mut source, &mut target).map(drop).map_err(Error::io("copying", from))
}

/// A backup over a journal into which nobody else writes from now on.
pub(super) fn locked<'a, 'b>(
    source: &'a Connection,
    target: &'b mut Connection,
    doing: &'static str,
) -> Result<Backup<'a, 'b>> {
    let backup = Backup::new(source, target).doing(doing)?;
    match backup.step(0).doing(doing)? {
        StepResult::Busy | StepResult::Locked => Err(Error::Busy { doing }),
        _ => Ok(backup),
    }
}

/// Whether a journal is there that opens without a passphrase.
fn is_sound(journal: &Path) -> bool {
    journal.exists() && schema::open(journal, None).is_ok()
}

/// Moves a journal that is too damaged to be copied, or to be known as one, away as it is, with its log: it is
/// what a restore is for, and somebody may still read something in it.
fn move_away(journal: &Path, to: &Path) -> Result<()> {
    schema::private_folder(&folder(journal))?;
    each_part(journal, to, |from, to| fs::rename(from, to).map_err(Error::io("moving away", from)))?;
    lasting::names_beside(journal);
    Ok(())
}

/// Does something with a journal's file and what lies beside it of its log.
fn each_part(journal: &Path, to: &Path, what: impl Fn(&Path, &Path) -> Result<()>) -> Result<()> {
    for part in ["", "-wal", "-shm"] {
        let beside = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push(part);
            PathBuf::from(name)
        };
        let (from, to) = (beside(journal), beside(to));
        if from.exists() {
            what(&from, &to)?;
            lasting::names_beside(&to);
        }
    }
    Ok(())
}

/// The turn of one who makes copies in a folder; others wait for it, or do without. Half a copy that lies there
/// while nobody else has the turn was left by a kneel that was stopped.
#[derive(Debug)]
pub(super) struct Turn(#[expect(dead_code, reason = "it is held")] Option<File>);

/// How the names of half copies begin.
const HALF: &str = ".copy-";

impl Turn {
    /// Waits for the turn.
    pub(super) fn wait(folder: &Path) -> Self {
        let file = File::open(folder).ok();
        // a file system without such locks must not keep anybody from making a copy
        let held = file.filter(|file| file.lock().is_ok());
        if held.is_some() {
            clear_away(folder);
        }
        Turn(held)
    }

    /// Takes the turn, unless somebody has it.
    pub(super) fn now(folder: &Path) -> Option<Self> {
        let file = File::open(folder).ok()?;
        match file.try_lock() {
            Ok(()) => {
                clear_away(folder);
                Some(Turn(Some(file)))
            }
            Err(TryLockError::WouldBlock) => None,
            Err(TryLockError::Error(_)) => Some(Turn(None)),
        }
    }
}

/// Removes half copies, from the folder that is kneel's own only.
fn clear_away(folder: &Path) {
    if folder.file_name().is_none_or(|name| name != BACKUPS) {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(HALF) {
            let _ = fs::remove_file(entry.path()).or_else(|_| fs::remove_dir_all(entry.path()));
        }
    }
}

/// A folder for a journal that is no copy yet, for one whose turn it is.
pub(super) fn aside(folder: &Path) -> Result<tempfile::TempDir> {
    let made = tempfile::Builder::new().prefix(HALF).tempdir_in(folder);
    made.map_err(Error::io("making a folder in", folder))
}

/// Writes a copy under another name, checks it, and gives it its own: half a copy could be trusted later.
pub(super) fn copy_to(conn: &Connection, key: Option<&VaultKey>, to: &Path) -> Result<()> {
    let folder = to.parent().filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
    schema::private_folder(folder)?;
    copy_in_turn(conn, key, to, &Turn::wait(folder))
}

/// The same, for one whose turn it is.
pub(super) fn copy_in_turn(conn: &Connection, key: Option<&VaultKey>, to: &Path, _: &Turn) -> Result<()> {
    lasting::put_new(made(conn, key, to)?, to).map_err(Error::io("making the copy", to))
}

/// The same, in the place of a copy that is there.
pub(super) fn copy_over(conn: &Connection, key: Option<&VaultKey>, to: &Path, _: &Turn) -> Result<()> {
    lasting::put(made(conn, key, to)?, to).map_err(Error::io("making the copy", to))
}

/// Looks whether the folder of a journal's copies, which is made where there is none, takes one and as much besides: what a
/// copy that is made by itself leaves free.
pub(super) fn room_to_spare(conn: &Connection, journal: &Path) -> Result<()> {
    let folder = folder(journal);
    schema::private_folder(&folder)?;
    room_for(2 * size(conn)?, &folder)
}

fn room_for(needs: u64, folder: &Path) -> Result<()> {
    match lasting::room_in(folder) {
        Some(free) if free < needs => Err(Error::NoRoom { folder: folder.to_owned(), needs, free }),
        _ => Ok(()),
    }
}

/// How many bytes a journal has.
pub(super) fn size(conn: &Connection) -> Result<u64> {
    conn.query_row("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", [], |row| {
        row.get(0)
    })
    .doing("making a copy")
}

fn made(conn: &Connection, key: Option<&VaultKey>, to: &Path) -> Result<NamedTempFile> {
    let folder = to.parent().filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // half a copy would only be thrown away, after the disk was full for everybody
    room_for(size(conn)?, folder)?;
    let made = tempfile::Builder::new()
        .prefix(HALF)
        .tempfile_in(folder)
        .map_err(Error::io("making a copy in", folder))?;
    copy_into(conn, key, made.path())?;
    Ok(made)
}

fn copy_into(conn: &Connection, key: Option<&VaultKey>, to: &Path) -> Result<()> {
    let doing = "making a copy";
    let mut target = Connection::open(to).doing(doing)?;
    if let Some(key) = key {
        vault::apply(&target, key)?;
    }
    // it is thrown away where anything fails, and synced as a whole before it gets its name
    target.execute_batch("PRAGMA synchronous = OFF").doing(doing)?;
    // one look at everything: with what others write meanwhile, each of their acts would have it begin again
    let look = conn.unchecked_transaction().doing(doing)?;
    let events = events(&look)?;
    Backup::new(&look, &mut target)
        .and_then(|backup| backup.run_to_completion(1_000, std::time::Duration::ZERO, None))
        .doing(doing)?;
    drop(look);
    // the copy is one file: no WAL that could be left behind when it is moved
    target.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get::<_, String>(0)).doing(doing)?;
    let found: String =
        target.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).doing("checking the copy")?;
    if found != "ok" {
        return Err(Error::BadCopy { detail: found });
    }
    let copied = self::events(&target)?;
    if copied == events {
        Ok(())
    } else {
        Err(Error::BadCopy { detail: format!("it holds {copied} of {events} events") })
    }
}

fn events(conn: &Connection) -> Result<i64> {
    conn.query_row("SELECT count(*) FROM event", [], |row| row.get(0)).doing("checking the copy")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn what_is_copied_from_a_locked_file_can_be_written_by_the_person_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from.db"), folder.path().join("to.db"));
        fs::write(&from, "all of it").unwrap();
        fs::set_permissions(&from, fs::Permissions::from_mode(0o444)).unwrap();
        copy_bytes(&from, &to).unwrap();
        assert_eq!(fs::read(&to).unwrap(), b"all of it");
        assert_eq!(fs::metadata(&to).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn nothing_is_put_over_a_journal_into_which_somebody_writes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        let source = schema::open(&folder.path().join("copy.db"), None).unwrap();
        let writer = schema::open(&path, None).unwrap();
        let mut target = Connection::open(&path).unwrap();
        target.busy_timeout(std::time::Duration::ZERO).unwrap();
        writer.execute_batch("BEGIN IMMEDIATE").unwrap();
        let refused = locked(&source, &mut target, "restoring the journal").map(drop);
        assert!(matches!(refused, Err(Error::Busy { .. })), "{refused:?}");
        writer.execute_batch("COMMIT").unwrap();
        let backup = locked(&source, &mut target, "restoring the journal").unwrap();
        writer.busy_timeout(std::time::Duration::ZERO).unwrap();
        assert!(writer.execute_batch("BEGIN IMMEDIATE").is_err(), "somebody else writes meanwhile");
        drop(backup);
    }
}
