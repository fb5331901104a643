//! A log that lies beside a journal and belongs to another: SQLite would bring it home without asking.
//!
//! That happens where somebody puts a journal's file in the place of another by hand and leaves the log of a kneel that
//! was stopped. A log holds the pages that changed, so with another's a journal is a mixture: it tells another device, or
//! another event where one of its newest was. A restore writes another's pages through the log, too, and says so in them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use uuid::Uuid;

use super::error::{Doing, Error, Result};
use super::vault::{self, VaultKey};
use super::{backup, event, schema};
use crate::clock::Moment;

/// What a restored journal took the place of, in the table of what is kept.
const OVER: &str = "over";

/// How many of the events that the file has are compared, the newest.
const SOME: i64 = 50;

/// Refuses a journal with another's log, of which nothing is brought home. `conn` has not read anything yet.
pub(super) fn refuse(conn: &Connection, path: &Path, key: Option<&VaultKey>) -> Result<()> {
    if !belongs_to_another(conn, path, key)? {
        return Ok(());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let detail =
        format!("{name}-wal beside it belongs to another journal; without that file it may be whole");
    Err(Error::Damaged { path: path.to_owned(), detail, backups: backup::folder(path) })
}

/// The log of a journal: where SQLite has it, beside the file that a link leads to.
pub(super) fn log_of(path: &Path) -> PathBuf {
    let mut log = path.canonicalize().unwrap_or_else(|_| path.to_owned()).into_os_string();
    log.push("-wal");
    log.into()
}

/// Whether another's log lies beside a journal that is not encrypted, as far as both can be read.
pub(super) fn is_there(path: &Path) -> bool {
    let looked = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    );
    looked.is_ok_and(|conn| {
        let foreign = belongs_to_another(&conn, path, None);
        let left_alone = conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
        left_alone.is_ok() && foreign.unwrap_or(false)
    })
}

/// Where it does, `conn` does not bring it home when it is closed.
fn belongs_to_another(conn: &Connection, path: &Path, key: Option<&VaultKey>) -> Result<bool> {
    if !std::fs::metadata(log_of(path)).is_ok_and(|log| log.len() > 0) {
        return Ok(false);
    }
    // A file that is just being written to, or has no tables yet, tells nothing by itself.
    let Some(alone) = without_log(path, key).and_then(|conn| Mark::of(&conn, i64::MAX).ok().flatten()) else {
        return Ok(false);
    };
    let bring_home = |home: bool| {
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, !home)
            .map(drop)
            .doing("opening the journal")
    };
    bring_home(false)?;
    let newest = alone.newest.keys().max().copied().unwrap_or(0);
    let own = Mark::of(conn, newest)?.is_some_and(|together| together.continues(&alone));
    if own {
        bring_home(true)?;
    }
    Ok(!own)
}

/// Has a copy say what it will take the place of.
pub(super) fn takes_the_place_of(copy: &Connection, journal: &Connection, now: Moment) -> Result<()> {
    let Some(mark) = Mark::of(journal, i64::MAX)? else { return Ok(()) };
    let over = format!("{} {}", mark.device, event::new_id(now).simple());
    copy.execute("INSERT OR REPLACE INTO kept(name, body) VALUES (?, ?)", [OVER, &over])
        .map(drop)
        .doing("restoring the journal")
}

/// By what a journal is known.
struct Mark {
    device: String,
    /// The last restore.
    over: Option<String>,
    /// Some of its newest events, by their keys.
    newest: BTreeMap<i64, Uuid>,
}

impl Mark {
    fn of(conn: &Connection, up_to: i64) -> Result<Option<Self>> {
        const TABLES: &str = "SELECT count(*) FROM sqlite_schema WHERE name IN ('kept', 'event')";
        const NEWEST: &str = "SELECT key, id FROM event WHERE key <= ? ORDER BY key DESC LIMIT ?";
        let read = || -> rusqlite::Result<Option<Self>> {
            if conn.query_row(TABLES, [], |row| row.get::<_, i64>(0))? < 2 {
                return Ok(None);
            }
            let kept = |name: &str| {
                conn.query_row("SELECT body FROM kept WHERE name = ?", [name], |row| row.get(0)).optional()
            };
            let Some(device) = kept("device")? else { return Ok(None) };
            let mut query = conn.prepare(NEWEST)?;
            let newest = query
                .query_map([up_to, SOME], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?;
            Ok(Some(Mark { device, over: kept(OVER)?, newest }))
        };
        read().doing("opening the journal")
    }

    /// Whether this may be the other journal, later: an event may be forgotten, but it does not become another.
    fn continues(&self, before: &Mark) -> bool {
        let restored = self.over != before.over
            && self.over.as_ref().is_some_and(|over| over.starts_with(&before.device));
        let same = |(key, id)| self.newest.get(key).is_none_or(|other| other == id);
        restored || (self.device == before.device && before.newest.iter().all(same))
    }
}

/// The file by itself, as it would be if it never changed.
pub(super) fn without_log(path: &Path, key: Option<&VaultKey>) -> Option<Connection> {
    let mut name = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                name.push(char::from(*byte));
            }
            byte => write!(name, "%{byte:02x}").ok()?,
        }
    }
    name.push_str("?immutable=1");
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(name, flags).ok()?;
    if let Some(key) = key {
        vault::apply(&conn, key).ok()?;
    }
    schema::plans_without_values(&conn).ok()?;
    Some(conn)
}
