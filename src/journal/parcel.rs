//! What travels between journals: documents, the bulletins read in them, and events, as rows of JSON.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use rusqlite::Row;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::error::{Error, Result};
use super::event::{What, is_clock, is_day};
use super::packed::Packed;
use super::revisions;

/// A set of rows that another journal may not have. What it holds is this room's business.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Parcel {
    #[serde(default)]
    pub(super) documents: Vec<Document>,
    #[serde(default)]
    pub(super) revisions: Vec<Revision>,
    #[serde(default)]
    pub(super) events: Vec<Event>,
}

impl Parcel {
    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty() && self.documents.is_empty() && self.revisions.is_empty()
    }

    /// How many events it holds.
    pub fn events(&self) -> usize {
        self.events.len()
    }

    /// Adds what another one holds.
    pub fn add(&mut self, other: Parcel) {
        self.documents.extend(other.documents);
        self.revisions.extend(other.revisions);
        self.events.extend(other.events);
    }

    /// Whether every part of it can be read: its originals are those that they say they are, its readings and events
    /// make sense.
    pub fn is_sound(&self) -> bool {
        let reads = |revision: &Revision| revisions::Revision::deserialize(&revision.body).is_ok();
        let happened = |event: &Event| {
            is_clock(event.clock)
                && is_day(event.day)
                && event.is_under_its_act()
                && What::deserialize(&event.body).is_ok()
        };
        self.documents.iter().all(|document| document.clone().into_bytes().is_ok())
            && self.revisions.iter().all(reads)
            && self.events.iter().all(happened)
    }
}

/// An original.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Document {
    pub hash: String,
    pub name: String,
    /// Base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bytes: Option<String>,
    /// Itself, where it is text: what packs it later packs this better.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

impl Document {
    /// With its bytes encoded, whatever they are.
    pub(super) fn encoded(hash: String, name: String, bytes: &[u8]) -> Self {
        Document { hash, name, bytes: Some(BASE64.encode(bytes)), text: None }
    }

    /// As it is where it is text.
    pub(super) fn plain(hash: String, name: String, bytes: Cow<'_, [u8]>) -> Self {
        match String::from_utf8(bytes.into_owned()) {
            Ok(text) => Document { hash, name, bytes: None, text: Some(text) },
            Err(error) => Document::encoded(hash, name, error.as_bytes()),
        }
    }

    /// Its bytes, which must be those that its hash names; none where it is gone.
    pub(super) fn into_bytes(self) -> Result<Vec<u8>> {
        let bytes = match (self.text, self.bytes) {
            (Some(text), _) => text.into_bytes(),
            (None, Some(encoded)) => {
                BASE64.decode(encoded).map_err(|error| Error::NotAnExport(error.to_string()))?
            }
            (None, None) => return Err(Error::NotAnExport(format!("the document {} is empty", self.name))),
        };
        if bytes.is_empty() || blake3::hash(&bytes).to_hex().as_str() == self.hash {
            Ok(bytes)
        } else {
            Err(Error::NotAnExport(format!("the document {} was changed", self.name)))
        }
    }
}

/// A reading of a bulletin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Revision {
    pub id: String,
    pub bulletin: String,
    pub document: String,
    pub position: i64,
    pub body: serde_json::Value,
}

impl Revision {
    /// Of the columns id, bulletin, document, position, body.
    pub(super) fn of_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let (document, position, Packed(body)) = (row.get(2)?, row.get(3)?, row.get(4)?);
        let body = value(4, &body)?;
        Ok(Revision { id: row.get(0)?, bulletin: row.get(1)?, document, position, body })
    }
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Event {
    pub id: Uuid,
    pub act: Uuid,
    pub device: Uuid,
    pub clock: i64,
    pub day: chrono::NaiveDate,
    pub subject: String,
    pub body: serde_json::Value,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<String>,
    /// Whether its device only speaks for somebody in what they shared.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shared: bool,
}

impl Event {
    /// Whether it stands under the act that it takes back or does again, where it does so.
    pub(super) fn is_under_its_act(&self) -> bool {
        let said = |name| self.body.get(name).and_then(serde_json::Value::as_str);
        let act = || said("act")?.parse::<Uuid>().ok();
        !matches!(said("kind"), Some("undone" | "redone"))
            || act().is_some_and(|act| act.simple().to_string() == self.subject)
    }

    /// Of the columns id, act, the device's id, clock, day, subject, body, over, shared.
    pub(super) fn of_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let body: String = row.get(6)?;
        Ok(Event {
            id: row.get(0)?,
            act: row.get(1)?,
            device: row.get(2)?,
            clock: row.get(3)?,
            day: row.get(4)?,
            subject: row.get(5)?,
            body: value(6, body.as_bytes())?,
            over: row.get(7)?,
            shared: row.get(8)?,
        })
    }
}

fn value(column: usize, body: &[u8]) -> rusqlite::Result<serde_json::Value> {
    serde_json::from_slice(body).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}
