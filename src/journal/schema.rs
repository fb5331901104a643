//! Opening a journal: what kind of file it is, its settings, its migrations.
//!
//! A shipped migration is never edited. The journal's version is SQLite's `user_version`, the mark that
//! the file is a journal its `application_id`.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::error::{Doing, Error, Result};
use super::turn::Writing;
use super::vault::{self, VaultKey};
use super::{backup, following, foreign_log, refold, rows, verses};
use crate::lasting;

/// "knel" in ASCII.
const APPLICATION_ID: i64 = 0x6b6e_656c;

/// Each step takes a journal from the version of its index to the next.
const MIGRATIONS: [&str; 6] = [
    include_str!("migrations/001_first.sql"),
    include_str!("migrations/002_suggestions.sql"),
    include_str!("migrations/003_together.sql"),
    include_str!("migrations/004_coming_back.sql"),
    include_str!("migrations/005_any_weather.sql"),
    include_str!("migrations/006_months.sql"),
];

/// The newest format this program knows.
pub(super) const VERSION: i64 = MIGRATIONS.len() as i64;

/// How long a write waits for another process before it is refused.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long it waits before it looks again. SQLite's own waits grow to a tenth of a second, in which others that
/// began later are served first: of eight writers at once, one may never have its turn.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// Bytes in a page of the file.
pub(super) const PAGE: u32 = 8192;

/// Versions before this one can lose committed writes when two connections checkpoint at once.
const OLDEST_SQLITE: i32 = 3_051_003;

/// Opens the journal in a file, making it (and its folder) where there is none. `key`: opens an encrypted one.
pub(super) fn open(path: &Path, key: Option<&VaultKey>) -> Result<Connection> {
    assert_sqlite()?;
    create_private(path)?;
    refuse_other_files(path, key)?;
    let mut conn = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
    .doing("opening the journal")?;
    conn.busy_handler(Some(|looked: i32| {
        std::thread::sleep(LOOK_AGAIN);
        LOOK_AGAIN * looked.unsigned_abs() < PATIENCE
    }))
    .doing("opening the journal")?;
    if let Some(key) = key {
        // a wrong key must not even bring the log home when the file is closed
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).doing("opening the journal")?;
        vault::apply(&conn, key)?;
        first_look(&conn, true)?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false).doing("opening the journal")?;
    }
    foreign_log::refuse(&conn, path, key).map_err(|error| damaged(error, path))?;
    prepare(&mut conn, key, path).map_err(|error| damaged(error, path))?;
    Ok(conn)
}

/// Reads the beginning of a file: whether the key fits is seen here.
pub(super) fn first_look(conn: &Connection, encrypted: bool) -> Result<()> {
    let looked = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
    match looked {
        Err(error) if encrypted && error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
            Err(Error::WrongPassphrase)
        }
        looked => looked.doing("opening the journal"),
    }
}

/// A journal in memory, gone when it is dropped.
pub(super) fn in_memory() -> Result<Connection> {
    assert_sqlite()?;
    let mut conn = Connection::open_in_memory().doing("opening a journal in memory")?;
    settings(&conn)?;
    migrate(&mut conn, None, None)?;
    Ok(conn)
}

fn assert_sqlite() -> Result<()> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        Err(Error::OldSqlite(rusqlite::version()))
    } else {
        Ok(())
    }
}

/// Makes the folder 0700 and the file 0600 before SQLite does; its WAL takes the same mode.
pub(super) fn create_private(path: &Path) -> Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        private_folder(folder)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(Error::io("making the journal", path)(error)),
    }
}

/// Makes a folder, 0700 where it is new.
pub(super) fn private_folder(folder: &Path) -> Result<()> {
    lasting::folder(folder).map_err(Error::io("making the folder", folder))
}

/// Looks at the first bytes before SQLite does, so that a foreign file is not touched at all.
pub(super) fn refuse_other_files(path: &Path, key: Option<&VaultKey>) -> Result<()> {
    let path_of = || path.to_owned();
    match (vault::is_encrypted(path)?, key) {
        (true, Some(_)) => return Ok(()),
        (true, None) if vault::CAN => return Err(Error::Locked { path: path_of() }),
        (true, None) => return Err(Error::NeedsCipher { path: path_of() }),
        (false, _) => {}
    }
    let mut head = [0u8; 72];
    let mut file = std::fs::File::open(path).map_err(Error::io("opening", path))?;
    let mut filled = 0;
    while let Some(rest) = head.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match file.read(rest).map_err(Error::io("reading", path))? {
            0 => break,
            more => filled += more,
        }
    }
    if filled == 0 {
        return Ok(()); // just made, or made by a kneel that was stopped before its first write
    }
    if key.is_some() {
        return Err(Error::WrongPassphrase); // it was encrypted a moment ago
    }
    let number = |at: usize| {
        head.get(at..at + 4)
            .and_then(|bytes| bytes.try_into().ok())
            .map_or(0, |bytes| i64::from(u32::from_be_bytes(bytes)))
    };
    let (version, application) = (number(60), number(68));
    if filled < head.len() || !head.starts_with(b"SQLite format 3\0") {
        return Err(Error::Foreign { path: path.to_owned() });
    }
    // 0 and 0: a database whose first migration is still in its WAL
    if application != APPLICATION_ID && (application, version) != (0, 0) {
        return Err(Error::Foreign { path: path.to_owned() });
    }
    Ok(())
}

fn prepare(conn: &mut Connection, key: Option<&VaultKey>, path: &Path) -> Result<()> {
    // one look, so that another process that makes the journal meanwhile is seen wholly or not at all
    let look = conn.transaction().doing("opening the journal")?;
    let tables: i64 = look
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .doing("opening the journal")?;
    let version = read_pragma(&look, "user_version")?;
    let application = read_pragma(&look, "application_id")?;
    drop(look);
    if version > VERSION {
        return Err(Error::Newer { path: path.to_owned(), found: version, known: VERSION });
    }
    if application != APPLICATION_ID && tables > 0 {
        return Err(Error::Foreign { path: path.to_owned() });
    }
    if tables == 0 {
        // requests with their bulletins are long rows, which are read and written with fewer, larger pages
        conn.pragma_update(None, "page_size", PAGE).doing("opening the journal")?;
    }
    use_wal(conn)?;
    settings(conn)?;
    if version < VERSION { migrate(conn, key, (version > 0).then_some(path)) } else { Ok(()) }
}

/// Turning WAL on needs the file for itself for a moment, and does not wait by itself.
fn use_wal(conn: &Connection) -> Result<()> {
    let mut tries = 0;
    loop {
        let mode: rusqlite::Result<String> =
            conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0));
        match mode {
            Err(error)
                if tries < 500
                    && matches!(
                        error.sqlite_error_code(),
                        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
                    ) =>
            {
                tries += 1;
                std::thread::sleep(Duration::from_millis(10));
            }
            other => return other.map(drop).doing("opening the journal"),
        }
    }
}

/// How much of the file is held in memory, in KiB; where much is written in one transaction, as much as that writes, so
/// that no page goes to the disk twice. Who looks and ends reads most pages once: few buffers used again cost less than
/// memory that is new to the process, and than pages mapped into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cache {
    Looking = 256,
    Usual = 16 << 10,
    Writing = 64 << 10,
}

/// Sets how much of the file is held in memory.
pub(super) fn hold(conn: &Connection, cache: Cache) -> Result<()> {
    // as SQLite counts KiB, below zero
    conn.pragma_update(None, "cache_size", -(cache as i64)).doing("reading the journal")
}

fn settings(conn: &Connection) -> Result<()> {
    conn.set_prepared_statement_cache_capacity(64);
    plans_without_values(conn)?;
    hold(conn, Cache::Usual)?;
    conn.execute_batch(
        "PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA wal_autocheckpoint = 4000;
         PRAGMA trusted_schema = OFF;",
    )
    .doing("opening the journal")
}

/// Plans do not depend on bound values, else each new value would have the statement prepared again.
pub(super) fn plans_without_values(conn: &Connection) -> Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(drop).doing("opening the journal")
}

fn migrate(conn: &mut Connection, key: Option<&VaultKey>, copy_first: Option<&Path>) -> Result<()> {
    if let Some(path) = copy_first {
        let version = read_pragma(conn, "user_version")?;
        backup::before_migration(conn, key, path, version)?;
    }
    let step = Writing::begin(conn, "bringing the journal up to date")?;
    // another process may have done it while this one waited
    let version = read_pragma(&step, "user_version")?;
    for sql in MIGRATIONS.iter().skip(usize::try_from(version).unwrap_or(0)) {
        step.execute_batch(sql).doing("bringing the journal up to date")?;
    }
    following::begin(&step)?;
    if version == 1 {
        rows::fill_languages(&step)?;
    }
    if (1..4).contains(&version) {
        verses::fill(&step)?;
    }
    if (1..5).contains(&version) {
        refold::refold_unread(&step)?;
    }
    step.pragma_update(None, "user_version", VERSION).doing("bringing the journal up to date")?;
    step.pragma_update(None, "application_id", APPLICATION_ID).doing("bringing the journal up to date")?;
    step.commit("bringing the journal up to date")
}

pub(super) fn read_pragma(conn: &Connection, name: &str) -> Result<i64> {
    conn.pragma_query_value(None, name, |row| row.get(0)).doing("opening the journal")
}

/// A file that is not a database any more gets its own sentence.
pub(super) fn damaged(error: Error, path: &Path) -> Error {
    match error {
        Error::Sql { source, .. }
            if matches!(
                source.sqlite_error_code(),
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
            ) =>
        {
            Error::Damaged {
                path: path.to_owned(),
                detail: source.to_string(),
                backups: backup::folder(path),
            }
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_file_is_refused_and_left_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        std::fs::write(
            &path,
            "a shopping list, long enough to be read as a header of a database, is it not?",
        )
        .unwrap();
        let before = std::fs::read(&path).unwrap();
        assert!(matches!(open(&path, None), Err(Error::Foreign { .. })));
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }

    #[test]
    fn another_programs_database_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        let other = Connection::open(&path).unwrap();
        other.execute_batch("CREATE TABLE recipe(name TEXT)").unwrap();
        drop(other);
        assert!(matches!(open(&path, None), Err(Error::Foreign { .. })));
    }

    #[test]
    fn a_newer_journal_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        open(&path, None).unwrap().pragma_update(None, "user_version", VERSION + 1).unwrap();
        assert!(matches!(open(&path, None), Err(Error::Newer { found, .. }) if found == VERSION + 1));
    }

    /// A journal as the first version left it: what the later ones added is taken away again.
    #[test]
    fn a_journal_of_the_first_version_is_brought_up_to_date_behind_a_copy() {
        use crate::bulletin::{Bulletin, Item, Kinds};
        use crate::journal::{ActId, Change, Incoming, Journal, Whole};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        let now = crate::clock::Moment::new("2026-03-12T09:14:00+01:00".parse().unwrap());
        let item = |text: &str, kinds| Item { text: text.into(), kinds, ..Item::default() };
        let bulletin = Bulletin {
            publisher: Some("Offenes Tor".into()),
            issued_on: "2026-03-01".parse().ok(),
            language: Some("de".into()),
            items: vec![item("Betet um Regen in Moyale", Kinds::REQUEST), item("Danke", Kinds::PRAISE)],
            ..Bulletin::default()
        };
        let document = Incoming {
            name: "a.txt".into(),
            whole: Whole::of(b"a"),
            bulletins: vec![bulletin],
            corrections: Vec::new(),
        };
        let mut journal = Journal::open(&path, now).unwrap();
        journal.import(now, ActId::new(now), &[document]).unwrap();
        let item = journal.portion(now.day(), 1).unwrap().remove(0).id;
        journal.act(now, &[Change::Prayed { item: item.clone() }]).unwrap();
        let before = journal.looking_back(now.day(), now.day()).unwrap();
        journal.act(now, &[Change::Prayed { item }]).unwrap();
        journal.undo(now).unwrap();
        drop(journal);
        let first = Connection::open(&path).unwrap();
        first
            .execute_batch(
                "DROP TRIGGER event_of_an_older_kneel; ALTER TABLE event DROP COLUMN follows;
                 ALTER TABLE bulletin DROP COLUMN issued; ALTER TABLE item DROP COLUMN issued;
                 ALTER TABLE bulletin DROP COLUMN month_only; ALTER TABLE item DROP COLUMN month_only;
                 DROP INDEX item_closed_turn; DROP INDEX item_region_closed_turn; DROP INDEX item_key_praise; DROP INDEX item_key_dismissed;
                 DROP INDEX item_pinned; DROP INDEX item_follow_up; DROP INDEX item_publisher_turn;
                 ALTER TABLE item DROP COLUMN pinned; ALTER TABLE item DROP COLUMN follow_up;
                 ALTER TABLE publisher DROP COLUMN open;
                 DROP TABLE verses; DROP TABLE verse; DROP INDEX item_country_newest; DROP INDEX item_region; DROP INDEX item_publisher; DROP INDEX item_issued;
                 DROP INDEX item_key_verdict; DROP INDEX item_key_snoozed; DROP INDEX item_key_archived;
                 DROP INDEX item_key_own; DROP INDEX item_key_noted; DROP INDEX item_answered_on;
                 DROP VIEW waiting; DROP VIEW undecided;
                 DROP TABLE unranked; DROP TABLE suggestion; DROP TABLE lesson; DROP INDEX item_answer_praise;
                 DROP INDEX item_open_date; DROP INDEX item_open_issue; DROP INDEX item_private;
                 DROP TABLE alias; DROP TABLE evening; DROP TABLE sent;
                 DROP VIEW told_of; DROP TABLE item_country;
                 DROP TABLE country; DROP TABLE country_answers; ALTER TABLE item DROP COLUMN country_codes;
                 DROP TABLE forgotten; DROP TABLE prayed; DROP TABLE prayed_day; DROP INDEX item_answered; DROP INDEX item_private_place;
                 ALTER TABLE item DROP COLUMN taken_by; ALTER TABLE item DROP COLUMN others;
                 ALTER TABLE item DROP COLUMN source; ALTER TABLE event DROP COLUMN over;
                 ALTER TABLE device DROP COLUMN shared;
                 DROP INDEX event_subject; CREATE INDEX event_subject ON event(subject); ALTER TABLE bulletin DROP COLUMN sight;
                 ALTER TABLE item DROP COLUMN dismissed; ALTER TABLE bulletin DROP COLUMN language;
                 PRAGMA user_version = 1;",
            )
            .unwrap();
        drop(first);
        let journal = Journal::open(&path, now).unwrap();
        assert_eq!(journal.doctor().unwrap().problems, Vec::<String>::new());
        assert_eq!(journal.looking_back(now.day(), now.day()).unwrap(), before);
        let conn = Connection::open(&path).unwrap();
        let language: String = conn.query_row("SELECT language FROM bulletin", [], |row| row.get(0)).unwrap();
        assert_eq!((language.as_str(), read_pragma(&conn, "user_version").unwrap()), ("de", VERSION));
        assert_eq!(std::fs::read_dir(backup::folder(&path)).unwrap().count(), 1);
    }

    /// A journal of version 3 that joined what it did not know from a machine with a newer kneel.
    #[test]
    fn pins_and_follow_ups_that_were_joined_unread_are_folded() {
        use crate::journal::{Anchor, Journal, Scope};
        use std::io::Read;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        let stored = include_bytes!("../../tests/weather/journals/format-3.db.gz");
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(stored.as_slice()).read_to_end(&mut bytes).unwrap();
        std::fs::write(&path, bytes).unwrap();
        let old = Connection::open(&path).unwrap();
        let items: Vec<String> = old
            .prepare("SELECT id FROM item WHERE open = 1 ORDER BY key")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let [pinned, followed, none, ..] = items.as_slice() else { panic!("{items:?}") };
        old.execute("INSERT INTO device(id) VALUES (randomblob(16))", []).unwrap();
        for (act, subject, body) in [
            (1, pinned.as_str(), r#"{"kind":"pinned","pinned":true}"#),
            (2, followed.as_str(), r#"{"kind":"follow_up","day":"2026-06-01"}"#),
            (
                3,
                none.as_str(),
                r#"{"kind":"prayed_before","times":0,"first":"2024-01-01","last":"2025-01-01"}"#,
            ),
            (4, "walk", r#"{"kind":"walked","list":"portion"}"#),
        ] {
            let act = uuid::Uuid::from_u128(act);
            old.execute(
                "INSERT INTO event(id, act, device, clock, day, subject, body)
                 SELECT ?1, ?1, max(device.key), (SELECT max(clock) + 1 FROM event), '2026-04-12', ?2, ?3 FROM device",
                rusqlite::params![act, subject, body],
            )
            .unwrap();
            old.execute(
                "INSERT INTO act(id, clock, device) SELECT act, clock, device FROM event WHERE act = ?1",
                [act],
            )
            .unwrap();
        }
        drop(old);
        let now = crate::clock::Moment::new("2026-04-13T07:00:00+01:00".parse().unwrap());
        let journal = Journal::open(&path, now).unwrap();
        assert_eq!(journal.doctor().unwrap().problems, Vec::<String>::new());
        let rows = journal.page(&Scope::Everything, Anchor::First, 100).unwrap().rows;
        let named = |id: &String| rows.iter().find(|row| row.id.0 == *id).unwrap();
        assert!(named(pinned).pinned);
        assert_eq!(named(followed).follow_up, "2026-06-01".parse().ok());
        assert_eq!(named(none).last_prayed, None);
        assert_eq!(journal.portion(now.day(), 3).unwrap()[0].id.0, *pinned);
    }

    #[test]
    fn a_damaged_journal_is_refused_with_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        drop(open(&path, None).unwrap());
        let mut bytes = std::fs::read(&path).unwrap();
        for byte in bytes.iter_mut().skip(100).take(4000) {
            *byte = 0xff;
        }
        std::fs::write(&path, &bytes).unwrap();
        let error = open(&path, None).unwrap_err();
        assert!(matches!(error, Error::Damaged { .. }), "{error}");
        assert!(error.to_string().contains("kneel restore"));
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }

    #[cfg(unix)]
    #[test]
    fn file_and_folder_are_private() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/journal.db");
        let conn = open(&path, None).unwrap();
        conn.execute("INSERT INTO kept VALUES ('a', 'b')", []).unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(&path.with_file_name("journal.db-wal")), 0o600);
        assert_eq!(mode(path.parent().unwrap()), 0o700);
    }
}
