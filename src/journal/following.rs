//! What follows each row of an item or a bulletin by itself, by triggers: counts, places in turns, the words for the search.
//!
//! SQLite reads all that a file defines each time the file is opened, and the triggers were two fifths of that, though who
//! only looks needs none. So since version 6 they are no part of the file: each connection makes them, for itself, when it
//! first begins to write. A kneel from before that has the file open all along makes none, and is refused (migration 6).

use rusqlite::Connection;

use super::error::{Doing, Result};

/// Has the rows that follow written by this connection too, from now on; tells whether it was not so before. Undone with
/// the transaction that it is done in.
pub(super) fn begin(conn: &Connection) -> Result<bool> {
    const BEGAN: &str = "SELECT 1 FROM temp.sqlite_schema WHERE name = 'item_removed'";
    let began =
        conn.prepare_cached(BEGAN).and_then(|mut query| query.exists([])).doing("beginning to write")?;
    if !began {
        conn.execute_batch(include_str!("following.sql")).doing("beginning to write")?;
    }
    Ok(!began)
}

#[cfg(test)]
mod tests {
    use crate::bulletin::Kinds;
    use crate::clock::Moment;
    use crate::journal::{Change, Journal, Visibility};

    #[test]
    fn the_file_defines_none_of_them_and_each_connection_counts_what_it_writes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        let now = Moment::new("2026-03-12T09:14:00+01:00".parse().unwrap());
        let own = |text: &str| Change::Added {
            text: text.into(),
            region: None,
            kinds: Kinds::REQUEST,
            visibility: Visibility::Private,
        };
        let (mut one, mut other) = (Journal::open(&path, now).unwrap(), Journal::open(&path, now).unwrap());
        one.act(now, &[own("Rain for our valley")]).unwrap();
        other.act(now, &[own("Snow for the hills")]).unwrap();
        for journal in [&mut one, &mut other] {
            let item = journal.portion(now.day(), 1).unwrap().remove(0).id;
            journal.act(now, &[Change::Archived { item, archived: true }]).unwrap();
            journal.undo(now).unwrap();
            let triggers =
                "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name <> 'event'";
            assert_eq!(journal.conn.query_row(triggers, [], |row| row.get(0)), Ok(0));
            let open = journal.conn.query_row("SELECT open FROM tally", [], |row| row.get(0));
            assert_eq!(open, Ok(2));
            assert_eq!(journal.doctor().unwrap().problems, Vec::<String>::new());
        }
    }

    #[test]
    fn an_older_kneel_that_had_the_file_open_is_refused_with_its_act() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        let now = Moment::new("2026-03-12T09:14:00+01:00".parse().unwrap());
        drop(Journal::open(&path, now).unwrap());
        let older = rusqlite::Connection::open(&path).unwrap();
        let refused = older.execute(
            "INSERT INTO event(id, act, device, clock, day, subject, body)
             VALUES (x'01', x'02', 1, 1, '2026-03-12', 'a', '{\"kind\":\"prayed\"}')",
            [],
        );
        assert!(refused.unwrap_err().to_string().contains("close this one and begin again"));
    }
}
