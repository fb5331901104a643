//! A damaged journal is read as far as it can be, into a new one: its events, originals and readings, page by page. The
//! log is what counts; all else is folded from it again. Of the damaged file not a byte is changed.

mod pages;
mod saving;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde::Serialize;

use super::backup::{self, Turn};
use super::copies::{self, Why};
use super::doctor::refold_all;
use super::error::{Doing, Error, Result};
use super::event::{Log, What, new_id};
use super::model::Visibility;
use super::packed::Packed;
use super::{Journal, commit, forget, revisions, schema, vault, write};
use crate::clock::Moment;
use saving::Saving;

const DOING: &str = "salvaging the journal";

/// What was saved of a journal, and what is missing as far as that can be told.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Salvaged {
    /// The new journal, among the copies.
    pub path: PathBuf,
    /// Events that were read in the damaged file.
    pub events: u64,
    /// Events that only a copy had.
    pub from_copy: u64,
    /// Events that were there and are nowhere. What stood behind the last one that left a trace cannot be counted.
    pub missing: u64,
    /// Originals that were saved.
    pub documents: u64,
    /// Originals that were not, though what was read in them was.
    pub documents_missing: u64,
    /// Requests and praises that the new journal shows.
    pub items: u64,
    /// Those to which something happened and which were not found. Reading their bulletins again brings them back.
    pub items_missing: u64,
    /// Texts that were not finished.
    pub drafts: u64,
}

/// Saves what can be read of a damaged journal into a new one. `copy`: a sound copy of it, which gives what it has and the
/// damaged one has not. An encrypted file cannot be read by its pages.
pub fn salvage(journal: &Path, copy: Option<&Path>, now: Moment) -> Result<Salvaged> {
    for path in [Some(journal), copy].into_iter().flatten() {
        if vault::is_encrypted(path)? {
            return Err(Error::EncryptedSalvage { path: path.to_owned() });
        }
    }
    let folder = backup::folder(journal);
    schema::private_folder(&folder)?;
    let turn = Turn::wait(&folder);
    let aside = backup::aside(&folder)?;
    let mut new = Journal::open(&aside.path().join("journal.db"), now)?;
    // readings may come before their originals
    new.conn.execute_batch("PRAGMA foreign_keys = OFF").doing(DOING)?;
    let writing = write(&mut new.conn)?;
    let mut saved = Salvaged::default();
    let mut saving = Saving::new(&writing, now);
    saving.file(journal)?;
    saved.events = count(&writing, "SELECT count(*) FROM event")?;
    let highest = saving.highest;
    if saved.events == 0 {
        return Err(Error::NothingToSalvage { path: journal.to_owned() });
    }
    if let Some(copy) = copy {
        saving.file(copy)?;
        saved.from_copy = count(&writing, "SELECT count(*) FROM event")? - saved.events;
    }
    let Saving { device, drafts, own, .. } = saving;
    saved.drafts = drafts;
    saved.missing = writing
        .query_row("SELECT max(?1 - count(*), 0) FROM event WHERE key <= ?1", [highest], |row| row.get(0))
        .doing(DOING)?;
    bring_back(&writing, device, &own, now)?;
    saved.documents = count(&writing, "SELECT count(*) FROM document")?;
    saved.documents_missing = stand_in(&writing)? as u64;
    refold_all(&writing)?;
    // a copy may be older than that something was forgotten
    forget::again_within(&writing)?;
    saved.items_missing = not_found(&writing)?;
    commit(writing)?;
    saved.items = count(&new.conn, "SELECT count(*) FROM item")?;
    saved.path = copies::name(journal, Why::Salvaged, now);
    backup::copy_in_turn(&new.conn, None, &saved.path, &turn)?;
    Ok(saved)
}

fn count(conn: &Connection, sql: &str) -> Result<u64> {
    conn.query_row(sql, [], |row| row.get(0)).doing(DOING)
}

/// Tells again of bulletins and requests that are there, though the event by which they came is not. Nobody knows any more
/// who may see them, so nobody else may.
fn bring_back(conn: &Connection, device: i64, own: &[(String, What)], now: Moment) -> Result<()> {
    let readings: Vec<(String, String)> = conn
        .prepare(
            "SELECT id, bulletin FROM revision WHERE NOT EXISTS (
               SELECT 1 FROM event JOIN revision AS came ON came.id = event.body ->> 'revision'
               WHERE event.subject = revision.bulletin) ORDER BY rowid",
        )
        .and_then(|mut query| query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
        .doing(DOING)?;
    let mut log = Log::begin(conn, now, device, new_id(now))?;
    for (revision, bulletin) in readings {
        let visibility = Some(Visibility::Private);
        log.append(
            &bulletin,
            &What::Imported { revision, corrections: Vec::new(), again: false, visibility },
        )?;
    }
    let mut came =
        conn.prepare("SELECT 1 FROM event WHERE subject = ? AND kind IN ('added', 'shared')").doing(DOING)?;
    for (id, added) in own {
        if !came.exists([id]).doing(DOING)? {
            log.append(id, added)?;
        }
    }
    Ok(())
}

/// Has something stand for each original that was lost, so that what was read in it can be there; how many.
fn stand_in(conn: &Connection) -> Result<usize> {
    conn.execute(
        "INSERT INTO document(hash, name, bytes) SELECT DISTINCT document, '', x'' FROM revision
         WHERE document NOT IN (SELECT hash FROM document)",
        [],
    )
    .doing(DOING)
}

/// How many items something happened to of which no reading tells.
fn not_found(conn: &Connection) -> Result<u64> {
    let mut subjects: BTreeSet<String> = conn
        .prepare(
            "SELECT DISTINCT subject FROM event
             WHERE kind NOT IN ('imported', 'met', 'undone', 'redone', 'walked', 'forgotten')
               AND subject NOT IN (SELECT id FROM item) AND subject NOT IN (SELECT id FROM alias)
               AND subject NOT IN (SELECT subject FROM event WHERE kind IN ('added', 'shared'))",
        )
        .and_then(|mut query| query.query_map([], |row| row.get(0))?.collect())
        .doing(DOING)?;
    if !subjects.is_empty() {
        // those of imports that were taken back are not lost
        let mut query = conn.prepare("SELECT body FROM revision").doing(DOING)?;
        let mut readings = query.query([]).doing(DOING)?;
        while let Some(row) = readings.next().doing(DOING)? {
            let Packed(body) = row.get(0).doing(DOING)?;
            let reading: revisions::Revision<'_> =
                serde_json::from_slice(&body).map_err(Error::json("a bulletin"))?;
            for id in &reading.ids {
                subjects.remove(&id.0);
            }
        }
    }
    Ok(subjects.len() as u64)
}
