//! Whether the journal is whole: the file, the search index, and the tables against the events they fold.

use rusqlite::backup::Backup;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use serde::Serialize;

use super::error::{Doing, Result};
use super::event::{What, apply_to_acts};
use super::{Error, Journal, commit, countries, refold, vault, write};
use crate::text::bare_name;

/// What the doctor found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What is wrong, one sentence each; empty when all is well.
    pub problems: Vec<String>,
    /// Items looked at.
    pub items: u64,
    /// Events looked at.
    pub events: u64,
}

/// The folded tables, each as the part of it that does not depend on the order in which rows were written. Which of its
/// spellings a region bears does (regions.rs).
const FOLDED: [(&str, &str); 14] = [
    (
        "items",
        "SELECT item.id, bulletin.id, number, publisher.name, bare_name(region.name), own, item.title, text, context,
           heading, petitions, links, countries, date, praise, request, item.issued_on, added_on, visibility,
           archived, snoozed_until, times, first_prayed, last_prayed, verdict, answered_on, answer, answer_words,
           notes, written, note_text, turn, issue_turn, answer_turn, item.open, dismissed, taken_by, others, source,
           pinned, follow_up, item.month_only
         FROM item JOIN region ON region.key = item.region
         LEFT JOIN publisher ON publisher.key = item.publisher
         LEFT JOIN bulletin ON bulletin.key = item.bulletin ORDER BY item.id",
    ),
    (
        "bulletins",
        "SELECT bulletin.id, revision, title, publisher.name, issued_on, items, language, sight, month_only
         FROM bulletin LEFT JOIN publisher ON publisher.key = bulletin.publisher ORDER BY bulletin.id",
    ),
    ("acts", "SELECT id, clock, device, undone_at, turned_at FROM act ORDER BY id"),
    ("publishers", "SELECT name, open FROM publisher WHERE open > 0 ORDER BY name"),
    (
        "regions",
        "SELECT bare_name(name), sum(items), sum(open) FROM region WHERE items > 0 GROUP BY 1 ORDER BY 1",
    ),
    ("countries", "SELECT code, items, open, praises FROM country WHERE items > 0 ORDER BY code"),
    ("answers by country", "SELECT code, year, answers FROM country_answers WHERE answers > 0 ORDER BY code, year"),
    (
        "requests by country",
        "SELECT code, item_country.turn, item_country.open, item.id
         FROM item_country LEFT JOIN item ON item.key = item_country.item ORDER BY code, item.id",
    ),
    ("names of items", "SELECT id, item, bulletin FROM alias ORDER BY id"),
    ("evenings", "SELECT id, clock, day, body FROM evening ORDER BY id"),
    (
        "days of prayer",
        "SELECT item.id, day FROM prayed LEFT JOIN item ON item.key = prayed.item ORDER BY item.id, day",
    ),
    (
        "days of prayer by region",
        "SELECT bare_name(region.name), place < 0, day, sum(requests)
         FROM prayed_day LEFT JOIN region ON region.key = place GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
    ),
    (
        "verses",
        "SELECT bulletin.id, reference, text, book, chapter, first, last
         FROM verse LEFT JOIN bulletin ON bulletin.key = verse.bulletin ORDER BY bulletin.id, verse.key",
    ),
    ("counts", "SELECT items, open, own, praises, answered FROM tally"),
];

impl Journal {
    /// Looks the journal over: the file, the search index, and whether the tables are what the events fold to.
    /// Changes nothing.
    pub fn doctor(&self) -> Result<Report> {
        let mut problems: Vec<String> = self
            .conn
            .prepare("PRAGMA integrity_check(20)")
            .and_then(|mut query| query.query_map([], |row| row.get(0))?.collect())
            .doing("checking the file")?;
        problems.retain(|line| line != "ok");
        for line in &mut problems {
            *line = format!("the file: {line}");
        }
        // FTS5's check is written as an insert, though it changes nothing
        if let Err(error) =
            self.conn.execute("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)", [])
        {
            problems.push(format!("the search index does not match the requests ({error})"));
        }
        if let Err(error) =
            self.conn.execute("INSERT INTO verses(verses, rank) VALUES ('integrity-check', 1)", [])
        {
            problems.push(format!("the search index does not match the verses ({error})"));
        }
        // one look at everything, so that what another process does meanwhile is no difference
        let _snapshot = self.conn.unchecked_transaction().doing("checking the file")?;
        let mut twin = Journal {
            conn: Connection::open_in_memory().doing("making a copy")?,
            device: self.device,
            path: None,
            key: self.key.clone(),
            seen: 0,
            sights: super::Sights::default(),
            ahead: super::suggest::Ahead::default(),
            line: None,
            hold: None,
        };
        // what is encrypted is only copied to what is, too, though this one never leaves the memory
        if let Some(key) = &self.key {
            vault::apply(&twin.conn, key)?;
        }
        Backup::new(&self.conn, &mut twin.conn)
            .and_then(|backup| backup.run_to_completion(10_000, std::time::Duration::ZERO, None))
            .doing("making a copy")?;
        twin.rebuild()?;
        for conn in [&self.conn, &twin.conn] {
            compares_names(conn)?;
        }
        for (name, sql) in FOLDED {
            if let Some(difference) = first_difference(&self.conn, &twin.conn, sql)? {
                problems.push(format!("{name} are not what the events say ({difference})"));
            }
        }
        let count = |sql| self.conn.query_row(sql, [], |row| row.get(0)).doing("counting");
        Ok(Report {
            problems,
            items: count("SELECT count(*) FROM item")?,
            events: count("SELECT count(*) FROM event")?,
        })
    }

    /// Everything that is folded, row by row, but for the acts themselves.
    #[cfg(test)]
    pub fn folded(&self) -> Result<Vec<String>> {
        let mut lines = Vec::new();
        compares_names(&self.conn)?;
        for (name, sql) in FOLDED.iter().filter(|(name, _)| *name != "acts") {
            let mut query = self.conn.prepare(sql).doing("reading")?;
            let columns = query.column_count();
            let mut rows = query.query([]).doing("reading")?;
            while let Some(row) = rows.next().doing("reading")? {
                let cells = (0..columns).map(|at| row.get_ref(at).map(|cell| format!("{cell:?}")));
                let cells: Vec<String> = cells.collect::<rusqlite::Result<_>>().doing("reading")?;
                lines.push(format!("{name}: {}", cells.join(" ")));
            }
        }
        Ok(lines)
    }

    /// Makes every folded table anew from the events and bulletins.
    pub fn rebuild(&mut self) -> Result<()> {
        let writing = write(&mut self.conn)?;
        refold_all(&writing)?;
        commit(writing)
    }
}

/// Empties the folded tables and folds every event anew.
pub(super) fn refold_all(conn: &Connection) -> Result<()> {
    let doing = "rebuilding the journal";
    // the index may be what is broken, so rows that are not settled go without telling it, and it is emptied by itself
    conn.execute_batch(
        "UPDATE tally SET items = 0, open = 0, own = 0, praises = 0, answered = 0, settled = -1;
         DELETE FROM prayed; DELETE FROM prayed_day; DELETE FROM item; DELETE FROM bulletin; DELETE FROM publisher; DELETE FROM region WHERE key <> 0;
         DELETE FROM act; DELETE FROM alias; DELETE FROM evening;
         DELETE FROM temp.spelling;
         UPDATE region SET items = 0, open = 0;
         INSERT INTO search(search) VALUES ('delete-all');
         DELETE FROM verse; INSERT INTO verses(verses) VALUES ('delete-all');
         UPDATE tally SET settled = 0;",
    )
    .doing(doing)?;
    countries::empty(conn)?;
    let mut subjects = Vec::new();
    {
        let mut query = conn
            .prepare("SELECT act, device, clock, subject, body FROM event ORDER BY clock, id")
            .doing(doing)?;
        let mut events = query.query([]).doing(doing)?;
        while let Some(row) = events.next().doing(doing)? {
            let body: String = row.get(4).doing(doing)?;
            let what: What = serde_json::from_str(&body).map_err(Error::json("an event"))?;
            let (act, device, clock) =
                (row.get(0).doing(doing)?, row.get(1).doing(doing)?, row.get(2).doing(doing)?);
            apply_to_acts(conn, &act, device, clock, &what)?;
            if matches!(what, What::Imported { .. } | What::Added { .. } | What::Shared(_) | What::Met(_)) {
                subjects.push(row.get::<_, String>(3).doing(doing)?);
            }
        }
    }
    let mut seen = std::collections::HashSet::new();
    for subject in subjects.iter().filter(|subject| seen.insert(subject.as_str())) {
        refold::refold_subject(conn, subject)?;
    }
    Ok(())
}

/// Lets statements compare names of regions as they are known.
fn compares_names(conn: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    conn.create_scalar_function("bare_name", 1, flags, |values| {
        Ok(values.get::<Option<String>>(0)?.as_deref().map(bare_name))
    })
    .doing("comparing with the events")
}

/// Reads the same rows of two journals side by side; names the first row that differs by its first column,
/// which is an id or a name, never a text.
fn first_difference(one: &Connection, other: &Connection, sql: &str) -> Result<Option<String>> {
    let doing = "comparing with the events";
    let (mut one, mut other) = (one.prepare(sql).doing(doing)?, other.prepare(sql).doing(doing)?);
    let columns = one.column_count();
    let (mut ones, mut others) = (one.query([]).doing(doing)?, other.query([]).doing(doing)?);
    loop {
        let (a, b) = (ones.next().doing(doing)?, others.next().doing(doing)?);
        match (a, b) {
            (None, None) => return Ok(None),
            (Some(row), None) => return Ok(Some(format!("too many, {}", first(row)))),
            (None, Some(row)) => return Ok(Some(format!("missing, {}", first(row)))),
            (Some(a), Some(b)) => {
                for column in 0..columns {
                    if a.get_ref(column).doing(doing)? != b.get_ref(column).doing(doing)? {
                        return Ok(Some(format!("at {}, column {column}", first(a))));
                    }
                }
            }
        }
    }
}

fn first(row: &Row<'_>) -> String {
    match row.get_ref(0) {
        Ok(ValueRef::Text(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        Ok(ValueRef::Integer(number)) => number.to_string(),
        _ => "a row".into(),
    }
}
