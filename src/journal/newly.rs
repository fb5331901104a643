//! Marks and notes that are newer than all that happened to an item are added to its row as it is, so that a day costs
//! the same however long the item was prayed for before. It must come to what the fold comes to.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::days;
use super::error::{Doing, Error, Result};
use super::event::clock_ms;
use super::fold::after_looking;
use super::model::NoteEntry;
use super::rows::as_columns;

/// A mark, or a note that is written for the first time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct New {
    pub clock: i64,
    pub id: Uuid,
    pub act: Uuid,
    pub day: NaiveDate,
    /// The note's name and its text; `None`: a mark.
    pub note: Option<(String, String)>,
}

const DOING: &str = "joining the journals";

/// What is needed of an item's row as it is.
struct Now {
    times: u32,
    turn: i64,
    first_prayed: Option<NaiveDate>,
    written: Option<String>,
    key: i64,
    /// The day to look at it again.
    follow_up: Option<NaiveDate>,
    /// Where its days are counted.
    place: i64,
}

/// Adds what is new to an item. Tells whether it could: else the item is folded again.
pub(super) fn add_new(conn: &Connection, subject: &str, mut new: Vec<New>) -> Result<bool> {
    new.sort_unstable();
    if !is_newest(conn, subject, &new)? {
        return Ok(false);
    }
    let row: Option<Now> = conn
        .prepare_cached(
            "SELECT times, turn, first_prayed, written, key, region, own, follow_up FROM item WHERE id = ?",
        )
        .and_then(|mut query| {
            let read = |row: &Row<'_>| {
                Ok(Now {
                    times: row.get(0)?,
                    turn: row.get(1)?,
                    first_prayed: row.get(2)?,
                    written: row.get(3)?,
                    key: row.get(4)?,
                    place: days::place(row.get(5)?, row.get(6)?),
                    follow_up: row.get(7)?,
                })
            };
            query.query_row([subject], read).optional()
        })
        .doing(DOING)?;
    let Some(Now { mut times, mut turn, mut first_prayed, mut follow_up, written, key, place }) = row else {
        return Ok(false);
    };
    let mut notes: Vec<NoteEntry> =
        written.map_or(Ok(Vec::new()), |json| serde_json::from_str(&json)).map_err(Error::json("a note"))?;
    let (mut last_prayed, mut prayed_on) = (None, BTreeSet::new());
    for New { clock, day, note, .. } in new {
        let Some((id, text)) = note else {
            let moment = clock_ms(clock).max(1);
            // the turn of what was prayed is the moment of its last mark, which may be told by another clock
            if times > 0 && moment <= turn {
                return Ok(false);
            }
            (times, turn) = (times + 1, moment);
            first_prayed.get_or_insert(day);
            last_prayed = Some(day);
            prayed_on.insert(day);
            follow_up = after_looking(follow_up, day);
            continue;
        };
        // what stands beside another text comes last, and a name that is known is no new note
        if notes.iter().any(|known| known.beside.is_some() || known.id == id) {
            return Ok(false);
        }
        notes.push(NoteEntry { id, day, text, edited: false, shared: false, beside: None });
    }
    let (written, note_text) = as_columns(&notes)?.unzip();
    conn.prepare_cached(
        "UPDATE item SET times = ?2, turn = ?3, first_prayed = ?4, last_prayed = coalesce(?5, last_prayed),
           notes = ?6, written = ?7, note_text = ?8, follow_up = ?9 WHERE id = ?1",
    )
    .and_then(|mut update| {
        let count = notes.len() as i64;
        update.execute(params![
            subject,
            times,
            turn,
            first_prayed,
            last_prayed,
            count,
            written,
            note_text,
            follow_up
        ])
    })
    .doing(DOING)?;
    for day in prayed_on {
        days::add(conn, key, place, day)?;
    }
    Ok(true)
}

/// Whether nothing that happened to an item is newer than these, or as new, and none of them was taken back.
fn is_newest(conn: &Connection, subject: &str, new: &[New]) -> Result<bool> {
    let Some(first) = new.first() else { return Ok(false) };
    let since: i64 = conn
        .prepare_cached("SELECT count(*) FROM event WHERE subject = ? AND clock >= ?")
        .and_then(|mut query| query.query_row(params![subject, first.clock], |row| row.get(0)))
        .doing(DOING)?;
    if since != new.len() as i64 {
        return Ok(false);
    }
    let has_other_names = conn
        .prepare_cached("SELECT 1 FROM alias WHERE item = ?")
        .and_then(|mut query| query.exists([subject]))
        .doing(DOING)?;
    if has_other_names {
        return Ok(false);
    }
    for New { act, .. } in new {
        let undone = conn
            .prepare_cached("SELECT 1 FROM act WHERE id = ? AND undone_at IS NOT NULL")
            .and_then(|mut query| query.exists([act]))
            .doing(DOING)?;
        if undone {
            return Ok(false);
        }
    }
    Ok(true)
}
