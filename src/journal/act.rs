//! What a person does, each act in one transaction: its events, and the rows they change.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use uuid::Uuid;

use super::change::Change;
use super::error::{Doing, Error, Result};
use super::event::{Log, What, events_of, new_id};
use super::history::describe;
use super::import::hash_parts;
use super::model::{AnswerEntry, ItemId};
use super::written::{Field, Written};
use super::{ActId, Journal, commit, lessons, refold, write};
use crate::clock::Moment;

/// What an act did, once the disk has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// In words: "prayed: Aigul's family".
    pub what: String,
    /// The items it added.
    pub added: Vec<ItemId>,
    /// By which it alone is taken back.
    #[serde(skip)]
    pub act: ActId,
}

impl Journal {
    /// Does all the changes as one act: either all are on the disk when this returns, or none.
    pub fn act(&mut self, now: Moment, changes: &[Change]) -> Result<Receipt> {
        let act = ActId::new(now);
        let device = self.device;
        let writing = write(&mut self.conn)?;
        let mut log = Log::begin(&writing, now, device, act.0)?;
        let mut touched = BTreeSet::new();
        let mut added = Vec::new();
        for change in changes {
            lessons::remember(&writing, change)?;
            let (subject, what) = event_for(&writing, now, change)?;
            log.append_over(&subject, &what, over(&writing, &subject, &what)?.as_deref())?;
            if let (Change::NotedAlong { .. }, What::Noted { note, .. }) = (change, &what) {
                log.append(&subject, &What::NoteShared { note: note.clone(), shared: true })?;
            }
            if matches!(what, What::Added { .. }) {
                added.push(ItemId(subject.clone()));
            }
            touched.insert(subject);
        }
        for subject in &touched {
            refold::refold_subject(&writing, subject)?;
        }
        let what = describe(&writing, &act.0)?;
        commit(writing)?;
        Ok(Receipt { what, added, act })
    }
}

/// The event that a change is, after looking whether it can be.
fn event_for(conn: &Connection, now: Moment, change: &Change) -> Result<(String, What)> {
    let (item, what) = match change {
        Change::Added { text, region, kinds, visibility } => {
            let text = written(text)?;
            // hashed, so that ids of one hour do not all begin alike: people type the beginning
            let id = hash_parts(&["own", &new_id(now).simple().to_string()]);
            let region = region.as_deref().map(crate::text::squash).filter(|name| !name.is_empty());
            return Ok((id, What::Added { text, region, kinds: *kinds, visibility: *visibility, day: None }));
        }
        Change::Prayed { item } => (item, What::Prayed),
        Change::Noted { item, text } | Change::NotedAlong { item, text } => {
            (item, What::Noted { note: new_id(now).simple().to_string(), text: written(text)?, day: None })
        }
        Change::NoteEdited { item, note, text } => {
            assert_note(conn, item, note)?;
            let text = crate::text::safe(text).trim().to_owned();
            (item, What::NoteEdited { note: note.clone(), text })
        }
        Change::Answered { item, verdict, words, day, praise } => {
            // one that is linked already may not have come here yet
            if let Some(praise) = praise
                && !is_linked(conn, item, praise)?
            {
                assert_item(conn, praise)?;
            }
            let words = crate::text::safe(words).trim().to_owned();
            let answer = AnswerEntry { verdict: *verdict, words, day: *day, praise: praise.clone() };
            (item, What::Answered(answer))
        }
        Change::Dismissed { item, request } => {
            request.iter().try_for_each(|request| assert_item(conn, request))?;
            (item, What::Dismissed { request: request.clone() })
        }
        Change::Reopened { item } => (item, What::Reopened),
        Change::Snoozed { item, until } => (item, What::Snoozed { until: *until }),
        Change::Edited { item, text, region, kinds } => {
            let text = text.as_deref().map(written).transpose()?;
            let region = region.as_ref().map(|name| crate::text::squash(name.as_deref().unwrap_or_default()));
            (item, What::Edited { text, region, kinds: *kinds })
        }
        Change::Flagged { item, visibility } => (item, What::Flagged { visibility: *visibility }),
        Change::Archived { item, archived } => (item, What::Archived { archived: *archived }),
        Change::Pinned { item, pinned } => (item, What::Pinned { pinned: *pinned }),
        Change::FollowUp { item, day } => (item, What::FollowUp { day: *day }),
        Change::Taken { item, who } => {
            let who = who.as_deref().map(crate::text::squash).unwrap_or_default();
            (item, What::Taken { who: crate::text::safe_line(&who).into_owned() })
        }
        Change::NoteShared { item, note, shared } => {
            assert_note(conn, item, note)?;
            (item, What::NoteShared { note: note.clone(), shared: *shared })
        }
        Change::Met { evening } => {
            let id = hash_parts(&["evening", &new_id(now).simple().to_string()]);
            return Ok((id, What::Met(evening.clone())));
        }
    };
    assert_item(conn, item)?;
    Ok((item.0.clone(), what))
}

/// What a writing of a field is written over: what stands in it. `None` for what is no writing of a field.
fn over(conn: &Connection, subject: &str, what: &What) -> Result<Option<Vec<Uuid>>> {
    let field = match what {
        What::Noted { .. } => return Ok(Some(Vec::new())),
        What::NoteEdited { note, .. } => Field::Note(note),
        What::Edited { text: Some(_), .. } => Field::Words,
        What::Answered(_) | What::Reopened => Field::Answer,
        What::Flagged { .. } => Field::Visibility,
        What::Taken { .. } => Field::Taken,
        _ => return Ok(None),
    };
    let events = events_of(conn, subject)?;
    let mut written = Written::default();
    for event in &events {
        written.gather(event);
    }
    Ok(Some(written.over(field)))
}

/// A text made safe, which must hold something.
fn written(text: &str) -> Result<String> {
    let text = crate::text::safe(text).trim().to_owned();
    if text.is_empty() { Err(Error::Empty) } else { Ok(text) }
}

/// Whether a praise is linked with the answer of an item.
fn is_linked(conn: &Connection, item: &ItemId, praise: &ItemId) -> Result<bool> {
    conn.prepare_cached("SELECT 1 FROM item WHERE id = ?1 AND answer ->> 'praise' = ?2")
        .and_then(|mut query| query.exists([&item.0, &praise.0]))
        .doing("looking up an answer")
}

fn assert_item(conn: &Connection, item: &ItemId) -> Result<()> {
    conn.prepare_cached("SELECT 1 FROM item WHERE id = ?")
        .and_then(|mut query| query.exists([&item.0]))
        .doing("looking up an item")
        .and_then(|there| if there { Ok(()) } else { Err(Error::NoItem(item.0.clone())) })
}

fn assert_note(conn: &Connection, item: &ItemId, note: &str) -> Result<()> {
    let written: Option<Option<String>> = conn
        .query_row("SELECT written FROM item WHERE id = ?", [&item.0], |row| row.get(0))
        .optional()
        .doing("looking up a note")?;
    let notes: Vec<super::NoteEntry> = written
        .flatten()
        .map_or(Ok(Vec::new()), |json| serde_json::from_str(&json))
        .map_err(Error::json("a note"))?;
    if notes.iter().any(|entry| entry.id == note) { Ok(()) } else { Err(Error::NoNote(note.to_owned())) }
}
