//! Copies of the journal, made by SQLite's own backup so that they are whole while others write, each opened
//! and checked after it was made.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::error::{Doing, Error, Result};
use super::{Journal, schema};
use crate::clock::Moment;

/// Where copies of a journal lie.
pub(super) fn folder(journal: &Path) -> PathBuf {
    journal.with_file_name("backups")
}

/// Keeps a copy before a migration changes the journal's form.
pub(super) fn before_migration(conn: &Connection, journal: &Path, version: i64) -> Result<()> {
    let copy = folder(journal).join(format!("before-format-{}.db", version + 1));
    if copy.exists() { Ok(()) } else { copy_to(conn, &copy) }
}

impl Journal {
    /// Writes a copy of the whole journal to a new file, and checks it. An existing file is left alone.
    pub fn backup(&self, to: &Path) -> Result<()> {
        copy_to(&self.conn, to)
    }
}

/// Puts a copy in the place of the journal. What was there is kept beside the other copies first; its path is
/// returned.
pub fn restore(journal: &Path, from: &Path, now: Moment) -> Result<Option<PathBuf>> {
    // Opening the copy says what is wrong with it before anything is touched. It is opened as a copy of its
    // own, so that not a byte of the person's file changes.
    let checked =
        tempfile::tempdir_in(from.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")))
            .map_err(Error::io("making a folder beside", from))?;
    let copy = checked.path().join("copy.db");
    std::fs::copy(from, &copy).map_err(Error::io("reading", from))?;
    let source = schema::open(&copy).map_err(|error| named(error, from))?;
    check(&source, from)?;
    let stamp = now.local().format("%Y-%m-%d-%H%M%S");
    let kept = folder(journal).join(format!("before-restore-{stamp}.db"));
    let kept = if journal.exists() { Some(keep(journal, kept)?) } else { None };
    let mut target = schema::open(journal)?;
    Backup::new(&source, &mut target)
        .and_then(|backup| backup.run_to_completion(1_000, std::time::Duration::ZERO, None))
        .doing("restoring the journal")?;
    Ok(kept)
}

/// Keeps a copy of the journal. One that is too damaged to be copied, or to be known as one, is moved away as it is, with its log: it is
/// what a restore is for, and somebody may still read something in it.
fn keep(journal: &Path, to: PathBuf) -> Result<PathBuf> {
    match schema::open(journal).and_then(|conn| copy_to(&conn, &to)) {
        Ok(()) => Ok(to),
        Err(Error::Damaged { .. } | Error::Foreign { .. } | Error::Sql { .. }) => {
            let folder = folder(journal);
            std::fs::create_dir_all(&folder).map_err(Error::io("making the folder", &folder))?;
            for part in ["", "-wal", "-shm"] {
                let beside = |path: &Path| {
                    let mut name = path.as_os_str().to_owned();
                    name.push(part);
                    PathBuf::from(name)
                };
                let (from, to) = (beside(journal), beside(&to));
                if from.exists() {
                    std::fs::rename(&from, &to).map_err(Error::io("moving away", &from))?;
                }
            }
            Ok(to)
        }
        Err(error) => Err(error),
    }
}

fn copy_to(conn: &Connection, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(Error::io("making the folder", folder))?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(to).map_err(Error::io("making the copy", to))?;
    let made = copy_into(conn, to);
    if made.is_err() {
        // half a copy is worse than none: it could be trusted later
        std::fs::remove_file(to).map_err(Error::io("removing the unfinished copy", to))?;
    }
    made
}

fn copy_into(conn: &Connection, to: &Path) -> Result<()> {
    let mut target = Connection::open(to).doing("making a copy")?;
    Backup::new(conn, &mut target)
        .and_then(|backup| backup.run_to_completion(1_000, std::time::Duration::ZERO, None))
        .doing("making a copy")?;
    // the copy is one file: no WAL that could be left behind when it is moved
    target
        .query_row("PRAGMA journal_mode = DELETE", [], |row| row.get::<_, String>(0))
        .doing("making a copy")?;
    check(&target, to)
}

fn check(conn: &Connection, path: &Path) -> Result<()> {
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
