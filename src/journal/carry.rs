//! What a folder that carries a journal to its other machines does not have yet, by the order in which it came in here.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::Journal;
use super::error::{Doing, Result};
use super::packed::Packed;
use super::parcel::{Document, Event, Parcel, Revision};

/// About so many bytes of events, readings and documents go into one parcel.
const PARCEL_BYTES: usize = 4 << 20;

/// Up to where a folder has what this journal holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Carried {
    /// The last event that was looked at.
    through: i64,
    /// Events behind it that came from that folder: first and last of each run.
    came: Vec<(i64, i64)>,
}

impl Carried {
    /// Notes that events of these rows came from the folder itself.
    pub fn came(&mut self, rows: Option<(i64, i64)>) {
        self.came.extend(rows);
    }

    fn came_from_there(&self, key: i64) -> bool {
        self.came.iter().any(|(first, last)| (*first..=*last).contains(&key))
    }
}

impl Journal {
    /// The next parcel of what a folder does not have, with the originals and readings that its events name, and up to
    /// where it has everything then. An empty parcel: there is nothing more.
    pub fn unsent(&self, carried: &Carried) -> Result<(Parcel, Carried)> {
        let doing = "gathering what is new";
        // one look at everything, so that no event is there without its reading
        let _snapshot = self.conn.unchecked_transaction().doing(doing)?;
        let mut query = self
            .conn
            .prepare_cached(
                "SELECT event.id, act, device.id, clock, day, subject, body, over, device.shared, event.key
                 FROM event JOIN device ON device.key = event.device WHERE event.key > ? ORDER BY event.key",
            )
            .doing(doing)?;
        let mut rows = query.query([carried.through]).doing(doing)?;
        let mut gathered = Gathered::default();
        let mut next = carried.clone();
        while gathered.bytes < PARCEL_BYTES
            && let Some(row) = rows.next().doing(doing)?
        {
            next.through = row.get(9).doing(doing)?;
            if !carried.came_from_there(next.through) {
                gathered.take(&self.conn, Event::of_row(row).doing(doing)?)?;
            }
        }
        next.came.retain(|(_, last)| *last > next.through);
        Ok((gathered.parcel, next))
    }
}

#[derive(Default)]
struct Gathered {
    parcel: Parcel,
    bytes: usize,
    revisions: BTreeSet<String>,
    documents: BTreeSet<String>,
}

impl Gathered {
    fn take(&mut self, conn: &Connection, event: Event) -> Result<()> {
        let named = event.body.get("revision").and_then(serde_json::Value::as_str);
        if let Some(revision) = named.map(str::to_owned) {
            self.with_reading(conn, &revision)?;
        }
        // about what an event takes beside its body
        self.bytes += 300 + event.body.get("text").and_then(serde_json::Value::as_str).map_or(0, str::len);
        self.parcel.events.push(event);
        Ok(())
    }

    fn with_reading(&mut self, conn: &Connection, id: &str) -> Result<()> {
        let doing = "gathering what is new";
        if !self.revisions.insert(id.to_owned()) {
            return Ok(());
        }
        let revision = conn
            .prepare_cached("SELECT id, bulletin, document, position, body FROM revision WHERE id = ?")
            .and_then(|mut query| query.query_row([id], Revision::of_row).optional())
            .doing(doing)?;
        let Some(revision) = revision else { return Ok(()) }; // it has not come here yet, either
        if self.documents.insert(revision.document.clone()) {
            let (name, Packed(bytes)): (String, Packed<'_>) = conn
                .prepare_cached("SELECT name, bytes FROM document WHERE hash = ?")
                .and_then(|mut query| {
                    query.query_row(params![revision.document], |row| Ok((row.get(0)?, row.get(1)?)))
                })
                .doing(doing)?;
            // the reading says about as much again
            self.bytes += 2 * bytes.len();
            self.parcel.documents.push(Document::plain(revision.document.clone(), name, bytes));
        }
        self.parcel.revisions.push(revision);
        Ok(())
    }
}
