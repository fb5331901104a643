//! Rewrites a journal under another key, or under none: copy, check, rename. Whoever is stopped at any moment has
//! either the old journal whole or the new one.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::cipher::{VaultKey, apply, shape};
use super::{Hold, is_encrypted};
use crate::clock::Moment;
use crate::journal::error::{Doing, Error, Result};
use crate::journal::{Journal, backup, schema};
use crate::lasting;

const DOING: &str = "rewriting the journal";

/// What became of the copies of a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Copies {
    /// So many were rewritten.
    pub done: usize,
    /// So many are still as they were, and not in the form of the journal.
    pub left: usize,
}

/// Rewrites a journal that `from` opens so that `to` opens it; `None`: without encryption.
///
/// Refuses while anybody else has it open. What is written is compared with what was there before it takes its place.
pub fn rewrite(path: &Path, from: Option<&VaultKey>, to: Option<&VaultKey>, now: Moment) -> Result<()> {
    let _alone = Hold::alone(path)?;
    clear_away(path)?;
    let conn = schema::open(path, from)?;
    all_in_one_file(&conn, path)?;
    let mut old = Journal::with(conn, Some(path.to_owned()), now)?;
    old.key = from.cloned();
    let fresh = Fresh::beside(path)?;
    export(&old.conn, &fresh.0, to)?;
    let conn = plainly(&fresh.0, to)?;
    same(&old.conn, &conn, &fresh.0, to.is_some())?;
    let mut new = Journal::with(conn, None, now)?;
    new.key = to.cloned();
    // whatever the doctor says of the old one, it must say of the new one
    if old.doctor()? != new.doctor()? {
        return Err(Error::NotAlike);
    }
    drop(new);
    fresh.takes_the_place_of(path)
    // `old` is closed only now: until here its lock keeps everybody out
}

/// Rewrites the copies in the folder `backups` which `from` opens; the others are counted.
pub fn rewrite_copies(journal: &Path, from: Option<&VaultKey>, to: Option<&VaultKey>) -> Result<Copies> {
    let mut copies = Copies::default();
    for path in found(journal)? {
        if is_encrypted(&path)? == to.is_some() && from.is_some() == to.is_some() && from == to {
            continue;
        }
        match rewrite_copy(&path, from, to) {
            Ok(()) => copies.done += 1,
            Err(Error::WrongPassphrase | Error::Damaged { .. } | Error::Sql { .. }) => copies.left += 1,
            Err(error) => return Err(error),
        }
    }
    Ok(copies)
}

impl Copies {
    /// Counts the copies beside a journal that can be read without a passphrase, and those that cannot.
    pub fn count(journal: &Path) -> Result<(usize, usize)> {
        let mut counts = (0, 0);
        for path in found(journal)? {
            if is_encrypted(&path)? {
                counts.1 += 1;
            } else {
                counts.0 += 1;
            }
        }
        Ok(counts)
    }
}

fn found(journal: &Path) -> Result<Vec<PathBuf>> {
    let folder = backup::folder(journal);
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(Error::io("reading", &folder))?.path();
        if path.extension().is_some_and(|end| end == "db") && path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// A copy may be of an older form, which is left as it is.
fn rewrite_copy(path: &Path, from: Option<&VaultKey>, to: Option<&VaultKey>) -> Result<()> {
    if is_encrypted(path)? != from.is_some() {
        return Err(Error::WrongPassphrase);
    }
    let fresh = Fresh::beside(path)?;
    let old = plainly(path, from)?;
    export(&old, &fresh.0, to)?;
    let new = plainly(&fresh.0, to)?;
    same(&old, &new, &fresh.0, to.is_some())?;
    drop(new);
    fresh.takes_the_place_of(path)
}

/// Writes what is in a file, which is only read, to a new file under another key.
pub(crate) fn copy_of(
    from: &Path,
    key: Option<&VaultKey>,
    to: &Path,
    under: Option<&VaultKey>,
) -> Result<()> {
    let old = plainly(from, key)?;
    make(to)?;
    export(&old, to, under)?;
    same(&old, &plainly(to, under)?, to, under.is_some())
}

/// Removes what a rewrite that was stopped left behind: after a stopped `kneel decrypt` it may be readable.
/// Only for who holds the journal's folder.
pub(crate) fn clear_away(journal: &Path) -> Result<()> {
    let left = beside(journal);
    match fs::remove_file(&left) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::io("removing", &left)(error))
        }
        _ => Ok(()),
    }
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-new");
    PathBuf::from(name)
}

/// Makes an empty file that only its owner may read.
fn make(path: &Path) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(Error::io("making", path))
}

/// A new file beside the one whose place it will take; removed again unless it does.
struct Fresh(PathBuf);

impl Fresh {
    fn beside(path: &Path) -> Result<Self> {
        clear_away(path)?;
        let fresh = beside(path);
        make(&fresh)?;
        Ok(Fresh(fresh))
    }

    fn takes_the_place_of(self, path: &Path) -> Result<()> {
        let failed = || Error::io("putting the new journal in the place of", path);
        File::open(&self.0).and_then(|file| file.sync_all()).map_err(failed())?;
        fs::rename(&self.0, path).map_err(failed())?;
        lasting::names_beside(path);
        Ok(())
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Brings the log home and turns it off, so that nothing of the old file lies beside the new one; from here on the
/// file is locked. A program that does not know of [`Hold`] and has it open is noticed here.
fn all_in_one_file(conn: &Connection, path: &Path) -> Result<()> {
    let busy = |error: Error| if matches!(error, Error::Busy { .. }) { Error::InUse } else { error };
    let mode: String =
        conn.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0)).doing(DOING).map_err(busy)?;
    if mode != "delete" {
        return Err(Error::InUse);
    }
    conn.query_row("PRAGMA locking_mode = EXCLUSIVE", [], |row| row.get::<_, String>(0)).doing(DOING)?;
    conn.execute_batch("BEGIN EXCLUSIVE; COMMIT").doing(DOING).map_err(busy)?;
    for part in ["-wal", "-journal"] {
        let mut name = path.as_os_str().to_owned();
        name.push(part);
        if Path::new(&name).exists() {
            return Err(Error::InUse);
        }
    }
    Ok(())
}

/// Opens a file as it is: nothing is migrated, no log is turned on.
fn plainly(path: &Path, key: Option<&VaultKey>) -> Result<Connection> {
    let conn = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
    .doing(DOING)?;
    if let Some(key) = key {
        apply(&conn, key)?;
    }
    conn.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF").doing(DOING)?;
    schema::first_look(&conn, key.is_some())?;
    Ok(conn)
}

/// Writes all that a connection has to a new, empty file under a key.
fn export(conn: &Connection, to: &Path, key: Option<&VaultKey>) -> Result<()> {
    let name = to.to_string_lossy();
    let passphrase = key.map_or("", VaultKey::passphrase);
    conn.execute("ATTACH ?1 AS fresh KEY ?2", [&*name, passphrase]).doing(DOING)?;
    let exported = fill(conn, key);
    let detached = conn.execute_batch("DETACH fresh").doing(DOING);
    exported.and(detached)
}

fn fill(conn: &Connection, key: Option<&VaultKey>) -> Result<()> {
    match key {
        Some(key) => shape(conn, Some("fresh"), key)?,
        None => conn.pragma_update(Some("fresh"), "page_size", schema::PAGE).doing(DOING)?,
    }
    // a file that is thrown away where anything fails needs no log of its own
    conn.query_row("PRAGMA fresh.journal_mode = OFF", [], |_| Ok(())).doing(DOING)?;
    conn.query_row("SELECT sqlcipher_export('fresh')", [], |_| Ok(())).optional().doing(DOING)?;
    for name in ["user_version", "application_id"] {
        let value = schema::read_pragma(conn, name)?;
        conn.execute_batch(&format!("PRAGMA fresh.{name} = {value}")).doing(DOING)?;
    }
    Ok(())
}

/// Refuses a copy that is not whole or not the same.
fn same(old: &Connection, new: &Connection, path: &Path, encrypted: bool) -> Result<()> {
    if encrypted {
        let wrong: Option<String> = new
            .query_row("PRAGMA cipher_integrity_check", [], |row| row.get(0))
            .optional()
            .doing("checking the copy")?;
        if wrong.is_some() {
            return Err(Error::NotAlike);
        }
    }
    backup::check(new, path)?;
    if told(old)? == told(new)? { Ok(()) } else { Err(Error::NotAlike) }
}

/// What a file says of itself: its marks, its definitions, and how many rows each table has.
fn told(conn: &Connection) -> Result<Vec<(String, i64)>> {
    const CHECKING: &str = "checking the copy";
    let mut told = Vec::new();
    for name in ["user_version", "application_id"] {
        told.push((name.to_owned(), schema::read_pragma(conn, name)?));
    }
    let mut definitions = conn
        .prepare(
            "SELECT coalesce(sql, name), type = 'table' AND rootpage > 0, name FROM sqlite_schema ORDER BY 1",
        )
        .doing(CHECKING)?;
    let rows = definitions
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?, row.get::<_, String>(2)?)))
        .and_then(Iterator::collect::<rusqlite::Result<Vec<_>>>)
        .doing(CHECKING)?;
    for (definition, table, name) in rows {
        let count = if table {
            let sql = format!("SELECT count(*) FROM \"{}\"", name.replace('"', "\"\""));
            conn.query_row(&sql, [], |row| row.get(0)).doing(CHECKING)?
        } else {
            0
        };
        told.push((definition, count));
    }
    Ok(told)
}
