//! The whole journal as one JSON document, `kneel.export/1`, and such a document joined to a journal.
//!
//! What is exported is what happened and what came in: documents, the bulletins read in them, events. Joining
//! is the union of both sets, folded again, so that joining twice or in any order comes to the same.

use std::io::{Read, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use rusqlite::{Connection, Row, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::doctor::refold_all;
use super::error::{Doing, Error, Result};
use super::event::device_key;
use super::packed::Packed;
use super::{Journal, commit, write};

/// The name of the format.
const FORMAT: &str = "kneel.export/1";

/// What a journal that kneel exported says of itself.
const EXPORT: &[u8] = br#""format":"kneel.export/1""#;

/// Whether these are the first bytes of `kneel export --format json`, however it was laid out since.
pub fn is_export(bytes: &[u8]) -> bool {
    let head: Vec<u8> = bytes.iter().take(400).filter(|byte| !byte.is_ascii_whitespace()).copied().collect();
    head.first() == Some(&b'{') && head.windows(EXPORT.len()).any(|window| window == EXPORT)
}

/// What joining brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Merged {
    /// Events that were new to this journal.
    pub events: u64,
    /// Documents that were new to it.
    pub documents: u64,
}

#[derive(Serialize, Deserialize)]
struct Document {
    hash: String,
    name: String,
    /// Base64.
    bytes: String,
}

#[derive(Serialize, Deserialize)]
struct Revision {
    id: String,
    bulletin: String,
    document: String,
    position: i64,
    body: serde_json::Value,
}

#[derive(Serialize, Deserialize)]
struct Event {
    id: Uuid,
    act: Uuid,
    device: Uuid,
    clock: i64,
    day: chrono::NaiveDate,
    subject: String,
    body: serde_json::Value,
}

#[derive(Serialize, Deserialize)]
struct Draft {
    name: String,
    body: String,
}

#[derive(Deserialize)]
struct Export {
    format: String,
    documents: Vec<Document>,
    revisions: Vec<Revision>,
    events: Vec<Event>,
    #[serde(default)]
    drafts: Vec<Draft>,
}

impl Journal {
    /// The hashes of all originals that are kept, in the order in which they came: also of issues that were corrected since.
    pub fn documents(&self) -> Result<Vec<String>> {
        self.conn
            .prepare_cached("SELECT hash FROM document ORDER BY key")
            .and_then(|mut query| query.query_map([], |row| row.get(0))?.collect())
            .doing("looking for originals")
    }

    /// Writes the whole journal, private items too, one row at a time.
    pub fn export(&self, out: &mut dyn Write) -> Result<()> {
        let wrote = |result: std::io::Result<()>| result.map_err(Error::io("writing", "the export".as_ref()));
        // one look at everything: what another process writes meanwhile is in it wholly or not at all
        let _snapshot = self.conn.unchecked_transaction().doing("exporting")?;
        wrote(write!(out, "{{\"format\":\"{FORMAT}\""))?;
        self.export_rows(out, "documents", "SELECT hash, name, bytes FROM document ORDER BY hash", |row| {
            let Packed(bytes) = row.get(2)?;
            Ok(Document { hash: row.get(0)?, name: row.get(1)?, bytes: BASE64.encode(bytes) })
        })?;
        self.export_rows(
            out,
            "revisions",
            "SELECT id, bulletin, document, position, body FROM revision ORDER BY id",
            |row| {
                let (document, position, Packed(body)) = (row.get(2)?, row.get(3)?, row.get(4)?);
                let body = value(4, &body)?;
                Ok(Revision { id: row.get(0)?, bulletin: row.get(1)?, document, position, body })
            },
        )?;
        self.export_rows(
            out,
            "events",
            "SELECT event.id, act, device.id, clock, day, subject, body
             FROM event JOIN device ON device.key = event.device ORDER BY clock, device.id, event.id",
            |row| {
                let (clock, day, subject, body) = (row.get(3)?, row.get(4)?, row.get(5)?, json(row, 6)?);
                Ok(Event {
                    id: row.get(0)?,
                    act: row.get(1)?,
                    device: row.get(2)?,
                    clock,
                    day,
                    subject,
                    body,
                })
            },
        )?;
        self.export_rows(
            out,
            "drafts",
            "SELECT name, body FROM kept WHERE name LIKE 'draft:%' ORDER BY name",
            |row| Ok(Draft { name: row.get(0)?, body: row.get(1)? }),
        )?;
        wrote(out.write_all(b"}\n").and_then(|()| out.flush()))
    }

    fn export_rows<T: Serialize>(
        &self,
        out: &mut dyn Write,
        name: &str,
        sql: &str,
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<()> {
        let wrote = |result: std::io::Result<()>| result.map_err(Error::io("writing", "the export".as_ref()));
        let mut query = self.conn.prepare(sql).doing("exporting")?;
        let mut rows = query.query_map([], read).doing("exporting")?;
        wrote(write!(out, ",\n\"{name}\":["))?;
        let mut divider = "\n";
        while let Some(row) = rows.next().transpose().doing("exporting")? {
            let line = serde_json::to_string(&row).map_err(Error::json("a row"))?;
            wrote(write!(out, "{divider}{line}"))?;
            divider = ",\n";
        }
        wrote(write!(out, "]"))
    }

    /// Joins an export to this journal: all of it, or nothing when it cannot be read.
    pub fn merge(&mut self, from: &mut dyn Read) -> Result<Merged> {
        let export: Export = parse(from)?;
        if export.format != FORMAT {
            return Err(Error::NotAnExport(format!("its format is {}", export.format)));
        }
        let writing = write(&mut self.conn)?;
        let mut merged = Merged { events: 0, documents: 0 };
        for document in export.documents {
            let bytes =
                BASE64.decode(document.bytes).map_err(|error| Error::NotAnExport(error.to_string()))?;
            if blake3::hash(&bytes).to_hex().as_str() != document.hash {
                return Err(Error::NotAnExport(format!("the document {} was changed", document.name)));
            }
            merged.documents += add(
                &writing,
                "INSERT OR IGNORE INTO document(hash, name, bytes) VALUES (?, ?, ?)",
                params![document.hash, document.name, Packed(bytes.into())],
            )?;
        }
        for Revision { id, bulletin, document, position, body } in export.revisions {
            add(
                &writing,
                "INSERT OR IGNORE INTO revision(id, bulletin, document, position, body) VALUES (?, ?, ?, ?, ?)",
                params![id, bulletin, document, position, Packed(body.to_string().into_bytes().into())],
            )?;
        }
        for Event { id, act, device, clock, day, subject, body } in export.events {
            let device = device_key(&writing, &device)?;
            merged.events += add(
                &writing,
                "INSERT OR IGNORE INTO event(id, act, device, clock, day, subject, body)
                 VALUES (?, ?, ?, ?, ?, ?, ?)",
                params![id, act, device, clock, day, subject, body.to_string()],
            )?;
        }
        for Draft { name, body } in export.drafts {
            add(&writing, "INSERT OR IGNORE INTO kept(name, body) VALUES (?, ?)", params![name, body])?;
        }
        if merged.events > 0 {
            refold_all(&writing)?;
        }
        commit(writing)?;
        Ok(merged)
    }
}

fn add(conn: &Connection, sql: &str, values: impl rusqlite::Params) -> Result<u64> {
    conn.prepare_cached(sql)
        .and_then(|mut insert| insert.execute(values))
        .map(|rows| rows as u64)
        .doing("joining the journals")
}

fn json(row: &Row<'_>, column: usize) -> rusqlite::Result<serde_json::Value> {
    let text: String = row.get(column)?;
    value(column, text.as_bytes())
}

fn value(column: usize, body: &[u8]) -> rusqlite::Result<serde_json::Value> {
    serde_json::from_slice(body).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

fn parse<T: DeserializeOwned>(from: &mut dyn Read) -> Result<T> {
    serde_json::from_reader(from).map_err(|error| Error::NotAnExport(error.to_string()))
}
