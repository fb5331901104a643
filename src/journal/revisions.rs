//! Readings of bulletins as the journal keeps them.

use std::borrow::Cow;

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::error::{Doing, Error, Result};
use super::model::ItemId;
use super::packed::Packed;
use crate::bulletin::Bulletin;

/// What the journal keeps of one reading of one bulletin: the bulletin, and the id of each item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Revision<'a> {
    pub bulletin: Cow<'a, Bulletin>,
    pub ids: Vec<ItemId>,
}

/// Reads a revision that is there.
pub(super) fn revision(conn: &Connection, id: &str) -> Result<Revision<'static>> {
    let revision = revision_if_any(conn, id)?;
    revision.ok_or(rusqlite::Error::QueryReturnedNoRows).doing("reading a bulletin")
}

/// The title of a revision's bulletin and the ids of its items: the items themselves are passed over, which takes a
/// fraction of the time. `None`: it has not come yet.
pub(super) fn glance(conn: &Connection, id: &str) -> Result<Option<(Option<String>, Vec<ItemId>)>> {
    #[derive(Deserialize)]
    struct Glance {
        bulletin: Head,
        ids: Vec<ItemId>,
    }
    #[derive(Deserialize)]
    struct Head {
        #[serde(default)]
        title: Option<String>,
    }
    let Some(body) = body_of(conn, id)? else { return Ok(None) };
    let Glance { bulletin, ids } = serde_json::from_slice(&body).map_err(Error::json("a bulletin"))?;
    Ok(Some((bulletin.title, ids)))
}

/// The title of a bulletin as a revision has it: the one in force stands in a row, any other is looked into, if it has
/// come yet.
pub(super) fn title_in(conn: &Connection, bulletin: &str, revision: &str) -> Result<Option<String>> {
    let in_force: Option<Option<String>> = conn
        .prepare_cached("SELECT title FROM bulletin WHERE id = ? AND revision = ?")
        .and_then(|mut query| query.query_row([bulletin, revision], |row| row.get(0)).optional())
        .doing("reading a bulletin")?;
    match in_force {
        Some(title) => Ok(title),
        None => Ok(glance(conn, revision)?.and_then(|(title, _)| title)),
    }
}

fn body_of(conn: &Connection, id: &str) -> Result<Option<Vec<u8>>> {
    let body: Option<Packed<'_>> = conn
        .prepare_cached("SELECT body FROM revision WHERE id = ?")
        .and_then(|mut query| query.query_row([id], |row| row.get(0)).optional())
        .doing("reading a bulletin")?;
    Ok(body.map(|Packed(body)| body.into_owned()))
}

/// Reads a revision that may not have come yet.
pub(super) fn revision_if_any(conn: &Connection, id: &str) -> Result<Option<Revision<'static>>> {
    let body = body_of(conn, id)?;
    body.map(|body| serde_json::from_slice(&body).map_err(Error::json("a bulletin"))).transpose()
}
