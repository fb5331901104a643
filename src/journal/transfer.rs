//! The whole journal as one JSON document, `kneel.export/1`, and such a document joined to a journal.
//!
//! What is exported is what happened and what came in: documents, the bulletins read in them, events.

use std::io::{Read, Write};

use rusqlite::Row;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::error::{Doing, Error, Result};
use super::join::{self, Merged};
use super::packed::Packed;
use super::parcel::{Document, Event, Parcel, Revision};
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

#[derive(Serialize, Deserialize)]
struct Draft {
    name: String,
    body: String,
}

#[derive(Deserialize)]
struct Export {
    format: String,
    #[serde(flatten)]
    parcel: Parcel,
    #[serde(default)]
    drafts: Vec<Draft>,
}

impl Journal {
    /// The hashes of all originals that are kept, in the order in which they came: also of issues that were corrected since.
    pub fn documents(&self) -> Result<Vec<String>> {
        self.conn
            .prepare_cached("SELECT hash FROM document WHERE length(bytes) > 0 ORDER BY key")
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
            Ok(Document::encoded(row.get(0)?, row.get(1)?, &bytes))
        })?;
        self.export_rows(
            out,
            "revisions",
            "SELECT id, bulletin, document, position, body FROM revision ORDER BY id",
            Revision::of_row,
        )?;
        self.export_rows(
            out,
            "events",
            "SELECT event.id, act, device.id, clock, day, subject, body, over, device.shared
             FROM event JOIN device ON device.key = event.device ORDER BY clock, event.id",
            Event::of_row,
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
            wrote(write!(out, "{divider}{}", crate::text::escaped(&line)))?;
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
        let merged = join::join(&writing, export.parcel)?;
        for Draft { name, body } in export.drafts {
            writing
                .execute("INSERT OR IGNORE INTO kept(name, body) VALUES (?, ?)", [name, body])
                .doing("joining the journals")?;
        }
        commit(writing)?;
        Ok(merged)
    }
}

fn parse<T: DeserializeOwned>(from: &mut dyn Read) -> Result<T> {
    serde_json::from_reader(from).map_err(|error| Error::NotAnExport(error.to_string()))
}
