//! What is this machine's own: its id, drafts, the place in a walk, subscriptions. No events, and in no export.

use rusqlite::{OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::Journal;
use super::error::{Doing, Error, Result};

impl Journal {
    /// Keeps a text that is this machine's own (a draft, the place in a walk), or forgets it.
    pub fn keep(&mut self, name: &str, body: Option<&str>) -> Result<()> {
        match body {
            Some(body) => self
                .conn
                .prepare_cached("INSERT OR REPLACE INTO kept(name, body) VALUES (?, ?)")
                .and_then(|mut sql| sql.execute([name, body])),
            None => self
                .conn
                .prepare_cached("DELETE FROM kept WHERE name = ?")
                .and_then(|mut sql| sql.execute([name])),
        }
        .map(drop)
        .doing("keeping a draft")
    }

    /// What was kept under that name.
    pub fn kept(&self, name: &str) -> Result<Option<String>> {
        self.conn
            .prepare_cached("SELECT body FROM kept WHERE name = ?")
            .and_then(|mut query| query.query_row([name], |row| row.get(0)).optional())
            .doing("reading a draft")
    }

    /// Keeps a value as JSON.
    pub fn keep_json<T: Serialize>(&mut self, name: &str, value: &T) -> Result<()> {
        let body = serde_json::to_string(value).map_err(Error::json("what is kept"))?;
        self.keep(name, Some(&body))
    }

    /// The value that was kept under that name; `None` also where a newer kneel kept what this one cannot read.
    pub fn kept_json<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        Ok(self.kept(name)?.and_then(|body| serde_json::from_str(&body).ok()))
    }

    /// What was kept under names that begin so: the rest of each name, and its text.
    pub fn kept_under(&self, beginning: &str) -> Result<Vec<(String, String)>> {
        self.conn
            .prepare_cached(
                "SELECT substr(name, length(?1) + 1), body FROM kept
                 WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name",
            )
            .and_then(|mut query| {
                query.query_map([beginning], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
            })
            .doing("reading what is kept")
    }

    /// Keeps another text under a name, if it still holds what it held. Tells whether it did: another process may
    /// have been there meanwhile.
    pub fn exchange(&mut self, name: &str, held: &str, body: &str) -> Result<bool> {
        self.conn
            .prepare_cached("UPDATE kept SET body = ?3 WHERE name = ?1 AND body = ?2")
            .and_then(|mut sql| sql.execute(params![name, held, body]))
            .map(|rows| rows > 0)
            .doing("keeping a text")
    }

    /// The id of this machine.
    pub fn device_id(&self) -> Result<Uuid> {
        self.conn
            .query_row("SELECT id FROM device WHERE key = ?", [self.device], |row| row.get(0))
            .doing("reading this device's name")
    }
}
