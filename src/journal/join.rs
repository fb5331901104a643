//! What another journal has joins this one: the union of both sets, of which only what is touched is folded again.
//! So joining twice, in any order or in parts comes to the same.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use uuid::Uuid;

use super::doctor::refold_all;
use super::error::{Doing, Error, Result};
use super::event::{device_key, is_clock, is_day, refold_act};
use super::newly::{New, add_new};
use super::packed::Packed;
use super::parcel::{Event, Parcel, Revision};
use super::ready::reading_id;
use super::{Journal, commit, forget, refold, revisions, write};

/// What joining brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Merged {
    /// Events that were new to this journal.
    pub events: u64,
    /// Documents that were new to it.
    pub documents: u64,
    /// The first and the last row of what was new, in this journal's own order of coming in.
    #[serde(skip)]
    pub rows: Option<(i64, i64)>,
}

impl Merged {
    /// Adds what another joining brought.
    pub fn add(&mut self, other: Merged) {
        self.events += other.events;
        self.documents += other.documents;
    }
}

impl Journal {
    /// Joins what another journal sent: all of it, or nothing when it cannot be read.
    pub fn join(&mut self, parcel: Parcel) -> Result<Merged> {
        let writing = write(&mut self.conn)?;
        let merged = join(&writing, parcel)?;
        commit(writing)?;
        Ok(merged)
    }
}

const DOING: &str = "joining the journals";

/// Joins within the caller's transaction.
pub(super) fn join(conn: &Connection, parcel: Parcel) -> Result<Merged> {
    let mut merged = Merged::default();
    let mut touched = Touched { forgetful: forget::anything(conn)?, ..Touched::default() };
    let not_kept = if touched.forgetful { with_forgotten(conn, &parcel.revisions)? } else { BTreeSet::new() };
    for document in parcel.documents {
        let (hash, name) = (document.hash.clone(), document.name.clone());
        let there = exists(conn, "SELECT 1 FROM document WHERE hash = ?", &hash)?;
        let bytes = document.into_bytes()?;
        if not_kept.contains(&hash) {
            forget::keep_none(conn, &hash)?;
        } else if !there {
            conn.prepare_cached("INSERT INTO document(hash, name, bytes) VALUES (?, ?, ?)")
                .and_then(|mut insert| insert.execute(params![hash, name, Packed(bytes.into())]))
                .doing(DOING)?;
            merged.documents += 1;
        }
    }
    for revision in parcel.revisions {
        let bulletin = revision.bulletin.clone();
        if take_revision(conn, revision, touched.forgetful)? {
            touched.bulletins.insert(bulletin);
        }
    }
    for event in parcel.events {
        if let Some(row) = take_event(conn, event, &mut touched)? {
            merged.events += 1;
            merged.rows = Some((merged.rows.map_or(row, |(first, _)| first), row));
        }
    }
    touched.refold(conn)?;
    Ok(merged)
}

/// The originals in which something stands that was forgotten here.
fn with_forgotten(conn: &Connection, revisions: &[Revision]) -> Result<BTreeSet<String>> {
    let mut documents = BTreeSet::new();
    for Revision { document, body, .. } in revisions {
        let ids = body.get("ids").and_then(serde_json::Value::as_array).into_iter().flatten();
        if !forget::among(conn, ids.filter_map(serde_json::Value::as_str))?.is_empty() {
            documents.insert(document.clone());
        }
    }
    Ok(documents)
}

fn exists(conn: &Connection, sql: &str, id: &str) -> Result<bool> {
    conn.prepare_cached(sql).and_then(|mut query| query.exists([id])).doing(DOING)
}

/// Keeps a reading; tells whether it says anything new. Of two that bear one name, as earlier versions of kneel could
/// make them, every journal keeps the same: the one that the name was made of, else the one that says more.
fn take_revision(conn: &Connection, revision: Revision, forgetful: bool) -> Result<bool> {
    let Revision { id, bulletin, document, position, body } = revision;
    if !exists(conn, "SELECT 1 FROM document WHERE hash = ?", &document)? {
        return Err(Error::NotAnExport(format!("the document of the reading {id} is missing")));
    }
    // in the order of its fields, as every journal writes it
    let mut body: revisions::Revision<'_> =
        serde_json::from_value(body).map_err(Error::json("a bulletin"))?;
    if forgetful {
        let gone = forget::among(conn, body.ids.iter().map(|id| id.0.as_str()))?;
        if !gone.is_empty() {
            forget::without(&mut body, |id| gone.contains(&id.0));
            forget::keep_none(conn, &document)?;
        }
    }
    let items = body.ids.len();
    let body = serde_json::to_vec(&body).map_err(Error::json("a bulletin"))?;
    let kept: Option<Packed<'_>> = conn
        .prepare_cached("SELECT body FROM revision WHERE id = ?")
        .and_then(|mut query| query.query_row([&id], |row| row.get(0)).optional())
        .doing(DOING)?;
    if let Some(Packed(kept)) = kept {
        if *kept == *body {
            return Ok(false);
        }
        let there: revisions::Revision<'_> =
            serde_json::from_slice(&kept).map_err(Error::json("a bulletin"))?;
        // an older kneel hands back less than it was given, where it did not know what that says; and what another machine
        // had forgotten is not forgotten here
        let is_named_by = |body: &[u8]| reading_id(&bulletin, &document, &position.to_string(), body) == id;
        if (is_named_by(&kept), there.ids.len(), &*kept) >= (is_named_by(&body), items, &*body) {
            return Ok(false);
        }
    }
    conn.prepare_cached(
        "INSERT INTO revision(id, bulletin, document, position, body) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET body = ?5",
    )
    .and_then(|mut write| write.execute(params![id, bulletin, document, position, Packed(body.into())]))
    .doing(DOING)?;
    Ok(true)
}

/// Keeps an event; its row, where it was new.
fn take_event(conn: &Connection, event: Event, touched: &mut Touched) -> Result<Option<i64>> {
    let under_its_act = event.is_under_its_act();
    let Event { id, act, device, clock, day, subject, body, over, shared } = event;
    if !under_its_act {
        return Err(Error::NotAnExport(format!("the event {id} names two acts")));
    }
    if !is_clock(clock) {
        return Err(Error::NotAnExport(format!("the clock of the event {id} cannot be")));
    }
    if !is_day(day) {
        return Err(Error::NotAnExport(format!("the day of the event {id} cannot be")));
    }
    let known = conn
        .prepare_cached("SELECT 1 FROM event WHERE id = ?")
        .and_then(|mut query| query.exists([id]))
        .doing(DOING)?;
    if known || (touched.forgetful && forget::is_forgotten(conn, &subject)?) {
        return Ok(None);
    }
    let device = device_key(conn, &device)?;
    if shared {
        conn.prepare_cached("UPDATE device SET shared = 1 WHERE key = ? AND shared = 0")
            .and_then(|mut update| update.execute([device]))
            .doing(DOING)?;
    }
    let kind = body.get("kind").and_then(serde_json::Value::as_str).unwrap_or_default();
    match (kind, subject.parse::<Uuid>()) {
        ("undone" | "redone", Ok(act)) => drop(touched.turned.insert(act)),
        ("walked" | "forgotten", _) => {} // nothing is folded from it
        ("imported", _) => drop(touched.bulletins.insert(subject.clone())),
        ("prayed" | "noted", _) => {
            let text = body.get("text").and_then(serde_json::Value::as_str).map(str::to_owned);
            let note = body.get("note").and_then(serde_json::Value::as_str).map(str::to_owned);
            let note = note.zip(text).filter(|_| over.as_deref() == Some("") && body.get("day").is_none());
            let plain = kind == "prayed" || note.is_some();
            let new = New { clock, id, act, day, note };
            if plain {
                touched.new.entry(subject.clone()).or_default().push(new);
            } else {
                touched.subjects.insert(subject.clone());
            }
        }
        _ => drop(touched.subjects.insert(subject.clone())),
    }
    touched.acts.insert(act);
    conn.prepare_cached(
        "INSERT INTO event(id, act, device, clock, day, subject, body, over, follows)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
    )
    .and_then(|mut insert| {
        insert.execute(params![id, act, device, clock, day, subject, body.to_string(), over])
    })
    .doing(DOING)?;
    Ok(Some(conn.last_insert_rowid()))
}

/// What has to be folded again.
#[derive(Default)]
struct Touched {
    /// Whether anything was ever forgotten here.
    forgetful: bool,
    bulletins: BTreeSet<String>,
    subjects: BTreeSet<String>,
    /// Marks and notes on items of which nothing else happened.
    new: BTreeMap<String, Vec<New>>,
    acts: BTreeSet<Uuid>,
    /// Acts of which somebody said that they were taken back, or done again.
    turned: BTreeSet<Uuid>,
}

impl Touched {
    fn refold(mut self, conn: &Connection) -> Result<()> {
        if self.acts.is_empty() && self.bulletins.is_empty() {
            return Ok(());
        }
        let empty: bool =
            conn.query_row("SELECT NOT EXISTS (SELECT 1 FROM item)", [], |row| row.get(0)).doing(DOING)?;
        if empty {
            return refold_all(conn); // everything is new: in order, and without looking for what is there
        }
        for act in self.acts.union(&self.turned) {
            refold_act(conn, act)?;
        }
        for act in &self.turned {
            let of_act: Vec<(String, String)> = conn
                .prepare_cached("SELECT DISTINCT subject, kind FROM event WHERE act = ?")
                .and_then(|mut query| query.query_map([act], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
                .doing(DOING)?;
            for (subject, kind) in of_act {
                if kind == "imported" {
                    self.bulletins.insert(subject);
                } else {
                    self.subjects.insert(subject);
                }
            }
        }
        for bulletin in &self.bulletins {
            refold::refold_bulletin(conn, bulletin)?;
        }
        self.new.retain(|subject, _| !self.subjects.contains(subject));
        for (subject, new) in self.new {
            if !add_new(conn, &subject, new)? {
                self.subjects.insert(subject);
            }
        }
        for subject in &self.subjects {
            refold::refold_subject(conn, subject)?;
        }
        Ok(())
    }
}
