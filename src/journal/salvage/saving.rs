//! Knows the rows of a journal's tables by their shape, and keeps those that make sense.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;
use rusqlite::types::{FromSql, ValueRef};
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::DOING;
use super::pages::{Pages, Record, Value};
use crate::bulletin::Kinds;
use crate::clock::Moment;
use crate::journal::error::{Doing, Error, Result};
use crate::journal::event::{What, device_key, is_clock, new_id};
use crate::journal::packed::Packed;
use crate::journal::revisions::Revision;
use crate::journal::{Visibility, foreign_log, schema};

/// Sizes of pages that are tried where the file does not say its own.
const SIZES: [usize; 8] = [schema::PAGE as usize, 4096, 16_384, 32_768, 65_536, 2048, 1024, 512];

/// So many pages tell which size they have.
const SAMPLE: u32 = 2_000;

/// What is kept under names that begin so is the person's, and not of this one file.
const KEPT: [&str; 2] = ["draft:", "subscription"];

/// Keeps what is found in a journal, within one transaction.
pub(super) struct Saving<'a> {
    conn: &'a Connection,
    now: Moment,
    /// The device of the new journal: the damaged one's, where that was found.
    pub device: i64,
    /// The highest key of an event that left a trace in the file that was read first.
    pub highest: i64,
    /// How many drafts were saved.
    pub drafts: u64,
    /// Requests of the person's own as lists show them, for those of which the log tells nothing any more.
    pub own: Vec<(String, What)>,
}

impl<'a> Saving<'a> {
    pub(super) fn new(conn: &'a Connection, now: Moment) -> Self {
        Saving { conn, now, device: 1, highest: 0, drafts: 0, own: Vec::new() }
    }

    /// Keeps what can be read in a file.
    pub(super) fn file(&mut self, path: &Path) -> Result<()> {
        let pages = opened(path, !foreign_log::is_there(path)).map_err(Error::io("reading", path))?;
        let first = self.highest == 0;
        let mut names: BTreeMap<i64, (Uuid, bool)> = BTreeMap::new();
        let (mut this, mut own) = (None, Vec::new());
        pages.each(u32::MAX, &mut |record| {
            if let Some((key, id, shared)) = device(record) {
                names.insert(key, (id, shared));
            } else if let Some(id) = this_device(record) {
                this = Some(id);
            } else if let Some(item) = own_item(record) {
                own.push(item);
            }
        });
        if first {
            self.become_device(this)?;
            self.own = own;
        }
        let mut keys: BTreeMap<i64, i64> = BTreeMap::new();
        for (key, (id, shared)) in names {
            let here = device_key(self.conn, &id)?;
            if shared {
                self.conn.execute("UPDATE device SET shared = 1 WHERE key = ?", [here]).doing(DOING)?;
            }
            keys.insert(key, here);
        }
        let mut failed = Ok(());
        pages.each(u32::MAX, &mut |record| {
            if failed.is_ok() {
                failed = self.keep(record, first, &mut keys);
            }
        });
        failed
    }

    /// The new journal goes on as the device that the damaged one was.
    fn become_device(&mut self, id: Option<Uuid>) -> Result<()> {
        if let Some(id) = id {
            self.conn.execute("DELETE FROM device", []).doing(DOING)?;
            self.device = device_key(self.conn, &id)?;
            self.conn
                .execute("UPDATE kept SET body = ? WHERE name = 'device'", [id.simple().to_string()])
                .doing(DOING)?;
        } else {
            self.device = self.conn.query_row("SELECT key FROM device", [], |row| row.get(0)).doing(DOING)?;
        }
        Ok(())
    }

    fn keep(&mut self, record: &Record, first: bool, keys: &mut BTreeMap<i64, i64>) -> Result<()> {
        let Some(values) = record.values() else { return Ok(()) };
        if let Some(key) = trace(record.key, &values).filter(|_| first) {
            self.highest = self.highest.max(key);
        }
        match (record.key, values.as_slice()) {
            (
                Some(key),
                [
                    Value::Null,
                    Value::Blob(id),
                    Value::Blob(act),
                    Value::Integer(device),
                    Value::Integer(clock),
                    Value::Text(day),
                    Value::Text(subject),
                    Value::Text(body),
                    over @ ..,
                ],
            ) => {
                let event = Event { id, act, clock: *clock, day, subject, body, over };
                if event.makes_sense() {
                    let device = self.device_of(*device, keys)?;
                    self.event(key, device, &event)?;
                }
                Ok(())
            }
            (Some(_), [Value::Null, Value::Text(hash), Value::Text(name), Value::Blob(bytes)]) => {
                self.document(hash, name, bytes)
            }
            (
                Some(_),
                [
                    Value::Text(id),
                    Value::Text(bulletin),
                    Value::Text(document),
                    Value::Integer(position),
                    Value::Blob(body),
                ],
            ) => {
                if unpacked(body).is_some_and(|body| serde_json::from_slice::<Revision<'_>>(&body).is_ok()) {
                    self.conn
                        .prepare_cached("INSERT OR IGNORE INTO revision(id, bulletin, document, position, body) VALUES (?, ?, ?, ?, ?)")
                        .and_then(|mut insert| insert.execute(params![id, bulletin, document, position, body]))
                        .doing(DOING)?;
                }
                Ok(())
            }
            (None, [Value::Text(name), Value::Text(body)])
                if KEPT.iter().any(|begin| name.starts_with(begin)) =>
            {
                let kept =
                    self.conn.execute("INSERT OR IGNORE INTO kept(name, body) VALUES (?, ?)", [name, body]);
                self.drafts += u64::from(kept.doing(DOING)? > 0 && name.starts_with("draft:"));
                Ok(())
            }
            (None, [Value::Text(hash)]) if hash.len() == 32 => self
                .conn
                .execute("INSERT OR IGNORE INTO forgotten(hash) VALUES (?)", [hash])
                .map(drop)
                .doing(DOING),
            _ => Ok(()),
        }
    }

    /// The key of an event's device here; a new one for each of which the name was lost.
    fn device_of(&self, key: i64, keys: &mut BTreeMap<i64, i64>) -> Result<i64> {
        if let Some(here) = keys.get(&key) {
            return Ok(*here);
        }
        let here = device_key(self.conn, &new_id(self.now))?;
        keys.insert(key, here);
        Ok(here)
    }

    fn event(&self, key: i64, device: i64, event: &Event<'_>) -> Result<()> {
        let Event { id, act, clock, day, subject, body, over } = event;
        let over = match over {
            [Value::Text(over), ..] => Some(*over),
            _ => None,
        };
        let insert = |key: Option<i64>| {
            self.conn
                .prepare_cached(
                    "INSERT OR IGNORE INTO event(key, id, act, device, clock, day, subject, body, over, follows)
                     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
                )
                .and_then(|mut insert| {
                    insert.execute(params![key, id, act, device, clock, day, subject, body, over])
                })
                .doing(DOING)
        };
        // its key, as long as nobody else has it: it tells the order in which things came in
        if insert(Some(key))? == 0 {
            insert(None)?;
        }
        Ok(())
    }

    fn document(&self, hash: &str, name: &str, bytes: &[u8]) -> Result<()> {
        let is_itself = |bytes: Vec<u8>| blake3::hash(&bytes).to_hex().as_str() == hash;
        if hash.len() == 64 && (bytes.is_empty() || unpacked(bytes).is_some_and(is_itself)) {
            self.conn
                .prepare_cached("INSERT OR IGNORE INTO document(hash, name, bytes) VALUES (?, ?, ?)")
                .and_then(|mut insert| insert.execute(params![hash, name, bytes]))
                .doing(DOING)?;
        }
        Ok(())
    }
}

/// Opens a file with pages of the size that it says, or else of that in which most makes sense.
fn opened(path: &Path, with_log: bool) -> std::io::Result<Pages> {
    if let Some(size) = Pages::told_size(path) {
        return Pages::open(path, size, with_log);
    }
    let mut best = (0, SIZES[0]);
    for size in SIZES {
        let mut found = 0;
        Pages::open(path, size, with_log)?.each(SAMPLE, &mut |record| {
            found += u32::from(record.values().is_some_and(|values| is_event(record.key, &values)));
        });
        if found > best.0 {
            best = (found, size);
        }
    }
    Pages::open(path, best.1, with_log)
}

fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    Packed::column_result(ValueRef::Blob(bytes)).ok().map(|Packed(bytes)| bytes.into_owned())
}

/// What an event's row holds beside its keys.
struct Event<'a> {
    id: &'a [u8],
    act: &'a [u8],
    clock: i64,
    day: &'a str,
    subject: &'a str,
    body: &'a str,
    /// What it was written over and whether what follows was made, as far as its version knew that.
    over: &'a [Value<'a>],
}

impl Event<'_> {
    fn makes_sense(&self) -> bool {
        self.id.len() == 16
            && self.act.len() == 16
            && is_clock(self.clock)
            && self.day.parse::<NaiveDate>().is_ok()
            && self.over.len() <= 2
            && serde_json::from_str::<What>(self.body).is_ok()
    }
}

fn is_event(key: Option<i64>, values: &[Value<'_>]) -> bool {
    matches!(
        (key, values),
        (Some(_), [Value::Null, Value::Blob(id), Value::Blob(act), Value::Integer(_), Value::Integer(_), Value::Text(_), Value::Text(_), Value::Text(_), ..])
            if id.len() == 16 && act.len() == 16
    )
}

/// The key of an event, by itself or by an entry of an index over events.
fn trace(key: Option<i64>, values: &[Value<'_>]) -> Option<i64> {
    match values {
        [Value::Blob(id), Value::Integer(event)] if key.is_none() && id.len() == 16 => Some(*event),
        values if is_event(key, values) => key,
        _ => None,
    }
}

fn device(record: &Record) -> Option<(i64, Uuid, bool)> {
    let (key, values) = (record.key?, record.values()?);
    match values.as_slice() {
        [Value::Null, Value::Blob(id)] => Some((key, Uuid::from_slice(id).ok()?, false)),
        [Value::Null, Value::Blob(id), Value::Integer(shared @ (0 | 1))] => {
            Some((key, Uuid::from_slice(id).ok()?, *shared == 1))
        }
        _ => None,
    }
}

fn this_device(record: &Record) -> Option<Uuid> {
    match record.values()?.as_slice() {
        [Value::Text("device"), Value::Text(id)] if record.key.is_none() => id.parse().ok(),
        _ => None,
    }
}

/// A request of the person's own, as the list of items has it: what it was before anything happened to it is lost, but these
/// are its words.
fn own_item(record: &Record) -> Option<(String, What)> {
    record.key?;
    let values = record.values()?;
    let [
        Value::Null,
        Value::Text(id),
        Value::Null,
        Value::Integer(_),
        _,
        Value::Integer(_),
        Value::Integer(1),
        Value::Text(_),
        Value::Text(text),
        rest @ ..,
    ] = values.as_slice()
    else {
        return None;
    };
    // context, heading, petitions, links, countries and date stand between
    let [
        Value::Integer(praise),
        Value::Integer(request),
        Value::Text(issued_on),
        Value::Text(_),
        Value::Text(sight),
        ..,
    ] = rest.get(6..)?
    else {
        return None;
    };
    let kinds = Kinds { praise: *praise == 1, request: *request == 1 };
    let visibility = Visibility::from_name(sight).unwrap_or(Visibility::Private);
    let day = issued_on.parse().ok();
    Some(((*id).to_owned(), What::Added { text: (*text).to_owned(), region: None, kinds, visibility, day }))
}
