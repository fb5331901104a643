//! A journal opened only to look at it: quickly, without writing and without leaving anything behind.
//!
//! What a shell's prompt asks each time must not make a journal, bring one up to date, or bring a log home. What prints a
//! short list is sooner done so, too.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::error::{Doing, Error, Result};
use super::schema::{self, Cache, VERSION};
use super::{Journal, Sights, foreign_log, suggest, vault};

impl Journal {
    /// Opens the journal in a file to look at it; `None` where there is none. It cannot be written to, an encrypted one
    /// is refused, and so is one that an older kneel wrote. All is seen as it stood at first, whatever others write meanwhile.
    pub fn look(path: &Path) -> Result<Option<Self>> {
        if !path.exists() {
            return Ok(None);
        }
        let hold = vault::Hold::shared(path);
        schema::refuse_other_files(path, None)?;
        let conn = open(path)?;
        let version =
            schema::read_pragma(&conn, "user_version").map_err(|error| schema::damaged(error, path))?;
        if version > VERSION {
            return Err(Error::Newer { path: path.to_owned(), found: version, known: VERSION });
        }
        if version == 0 {
            return Ok(None); // somebody is just making it
        }
        if version < VERSION {
            return Err(Error::Older { path: path.to_owned() });
        }
        schema::hold(&conn, Cache::Looking).map_err(|error| schema::damaged(error, path))?;
        let (path, hold) = (Some(path.to_owned()), Some(hold));
        let (sights, ahead) = (Sights::default(), suggest::Ahead::default());
        Ok(Some(Journal { conn, device: 0, path, key: None, seen: 0, sights, ahead, line: None, hold }))
    }

    /// As [`Journal::look`], for a person who reads it: what is seen to at each opening is seen to here.
    pub fn read(path: &Path) -> Result<Option<Self>> {
        let journal = Journal::look(path)?;
        if let Some(journal) = &journal {
            vault::clear_away(path)?;
            foreign_log::refuse(&journal.conn, path, None)?;
        }
        Ok(journal)
    }
}

fn open(path: &Path) -> Result<Connection> {
    let log = foreign_log::log_of(path);
    // Whoever may not write leaves the log where it is, even as the last one to close the file. Where there is none, SQLite
    // makes an empty one to read by, and only who may write takes it away again.
    let lies_there = std::fs::metadata(&log).is_ok_and(|log| log.len() > 0);
    let how = if lies_there { OpenFlags::SQLITE_OPEN_READ_ONLY } else { OpenFlags::SQLITE_OPEN_READ_WRITE };
    let conn = Connection::open_with_flags(path, how | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .doing("opening the journal")?;
    schema::plans_without_values(&conn)?;
    // in one transaction, so that not each statement asks for the lock
    conn.execute_batch(
        "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; BEGIN",
    )
    .doing("opening the journal")?;
    Ok(conn)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::bulletin::Kinds;
    use crate::clock::Moment;
    use crate::journal::{Change, Visibility};

    fn now() -> Moment {
        Moment::new("2026-03-12T09:14:00+01:00".parse().unwrap())
    }

    fn files(folder: &Path) -> BTreeSet<(String, Vec<u8>)> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
        entries
            .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
            .collect()
    }

    fn own(text: &str) -> Change {
        Change::Added {
            text: text.into(),
            region: None,
            kinds: Kinds::REQUEST,
            visibility: Visibility::Private,
        }
    }

    #[test]
    fn looking_makes_and_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        assert!(Journal::look(&path).unwrap().is_none());
        assert!(!path.exists());
        let mut journal = Journal::open(&path, now()).unwrap();
        journal.act(now(), &[own("Rain for our valley")]).unwrap();
        drop(journal);
        let before = files(folder.path());
        let mut looked = Journal::look(&path).unwrap().unwrap();
        assert_eq!(looked.portion(now().day(), 8).unwrap().len(), 1);
        looked.act(now(), &[own("Snow")]).unwrap_err();
        drop(looked);
        assert_eq!(files(folder.path()), before);
    }

    #[test]
    fn a_log_that_a_crash_left_is_read_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        let mut journal = Journal::open(&path, now()).unwrap();
        journal.act(now(), &[own("Rain for our valley")]).unwrap();
        // a copy taken while it is open is what a crash leaves
        let crashed = tempfile::tempdir().unwrap();
        for end in ["", "-wal"] {
            let name = format!("journal.db{end}");
            std::fs::copy(folder.path().join(&name), crashed.path().join(&name)).unwrap();
        }
        let path = crashed.path().join("journal.db");
        let log = std::fs::read(crashed.path().join("journal.db-wal")).unwrap();
        assert!(!log.is_empty());
        let looked = Journal::look(&path).unwrap().unwrap();
        assert_eq!(looked.portion(now().day(), 8).unwrap().len(), 1);
        drop(looked);
        assert_eq!(std::fs::read(crashed.path().join("journal.db-wal")).unwrap(), log);
    }

    #[test]
    fn all_is_seen_as_it_stood_at_first() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        let mut journal = Journal::open(&path, now()).unwrap();
        journal.act(now(), &[own("Rain for our valley")]).unwrap();
        let looked = Journal::look(&path).unwrap().unwrap();
        let day = now().day();
        assert_eq!(looked.portion(day, 8).unwrap().len(), 1);
        journal.act(now(), &[own("Snow for the hills")]).unwrap();
        assert_eq!(looked.portion(day, 8).unwrap().len(), 1);
        assert_eq!(Journal::look(&path).unwrap().unwrap().portion(day, 8).unwrap().len(), 2);
    }

    #[test]
    fn who_reads_takes_away_what_a_stopped_rewrite_left_and_who_looks_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        drop(Journal::open(&path, now()).unwrap());
        let left = folder.path().join("journal.db-new");
        std::fs::write(&left, "what can be read").unwrap();
        drop(Journal::look(&path).unwrap().unwrap());
        assert!(left.exists());
        drop(Journal::read(&path).unwrap().unwrap());
        assert!(!left.exists());
    }

    #[test]
    fn a_journal_of_another_version_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        drop(Journal::open(&path, now()).unwrap());
        for (version, newer) in [(VERSION - 1, false), (VERSION + 1, true)] {
            let conn = Connection::open(&path).unwrap();
            conn.pragma_update(None, "user_version", version).unwrap();
            drop(conn);
            let refused = Journal::look(&path).err().unwrap();
            assert_eq!(refused.is_newer(), newer);
            assert!(newer || matches!(refused, Error::Older { .. }), "{refused}");
        }
    }
}
