//! The bulletins that were read: a window on their list, and one of them whole.

use rusqlite::{OptionalExtension, Row};
use serde::Serialize;

use super::Journal;
use super::error::{Doing, Result};
use super::model::ItemRow;
use super::query::id_begun;
use super::query::{FROM, ROW, item_row};
use super::revisions;
use crate::bulletin::{Issued, Note, Scripture, Unsorted};

/// One line of the list of bulletins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BulletinRow {
    /// Its id.
    pub id: String,
    /// Its title as printed.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was issued.
    #[serde(flatten, serialize_with = "Issued::fields")]
    pub issued: Option<Issued>,
    /// How many items it has.
    pub items: u64,
}

/// A bulletin as it stands in the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct BulletinDetail {
    /// Its row in the list.
    pub row: BulletinRow,
    /// Its verses.
    pub scripture: Vec<Scripture>,
    /// Its items in their order, each with the heading as printed that it stands under.
    pub items: Vec<(Option<String>, ItemRow)>,
    /// Lines that ask nothing.
    pub notes: Vec<Note>,
    /// Lines that nobody could place.
    pub unsorted: Vec<Unsorted>,
}

/// A window on the bulletins, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BulletinPage {
    /// How many stand before the window.
    pub before: usize,
    /// Those in it.
    pub rows: Vec<BulletinRow>,
    /// How many there are in all.
    pub total: usize,
}

/// Reads a bulletin's row; the words of both queries below.
const BULLETIN: &str =
    "bulletin.id, bulletin.title, publisher.name, bulletin.issued, bulletin.items, bulletin.revision
  FROM bulletin LEFT JOIN publisher ON publisher.key = bulletin.publisher";

fn bulletin_row(row: &Row<'_>) -> rusqlite::Result<BulletinRow> {
    Ok(BulletinRow {
        id: row.get(0)?,
        title: row.get(1)?,
        publisher: row.get(2)?,
        issued: row.get(3)?,
        items: row.get(4)?,
    })
}

impl Journal {
    /// The ids of the bulletins that begin so; a few are enough to tell that there are several.
    pub fn bulletins_named(&self, prefix: &str) -> Result<Vec<String>> {
        let Some(prefix) = id_begun(prefix) else { return Ok(Vec::new()) };
        self.conn
            .prepare_cached("SELECT id FROM bulletin WHERE id >= ?1 AND id < ?1 || 'g' LIMIT 2")
            .and_then(|mut query| query.query_map([prefix], |row| row.get(0))?.collect())
            .doing("looking up a bulletin")
    }

    /// The newest bulletins first.
    pub fn bulletins(&self, limit: usize) -> Result<Vec<BulletinRow>> {
        self.bulletin_page(0, limit).map(|page| page.rows)
    }

    /// Bulletins, the newest first, from the one behind `before` others on.
    pub fn bulletin_page(&self, before: usize, limit: usize) -> Result<BulletinPage> {
        let sql = format!(
            "SELECT {BULLETIN} ORDER BY bulletin.issued_on DESC, bulletin.key DESC LIMIT ?1 OFFSET ?2"
        );
        let rows = self
            .conn
            .prepare_cached(&sql)
            .and_then(|mut query| query.query_map([limit as i64, before as i64], bulletin_row)?.collect())
            .doing("reading bulletins")?;
        let total: i64 = self
            .conn
            .prepare_cached("SELECT count(*) FROM bulletin")
            .and_then(|mut query| query.query_row([], |row| row.get(0)))
            .doing("counting bulletins")?;
        Ok(BulletinPage { before, rows, total: usize::try_from(total).unwrap_or_default() })
    }

    /// A bulletin with all that is in it; `None` where it is not there.
    pub fn bulletin(&self, id: &str) -> Result<Option<BulletinDetail>> {
        let doing = "reading a bulletin";
        let found: Option<(BulletinRow, String)> = self
            .conn
            .prepare_cached(&format!("SELECT {BULLETIN} WHERE bulletin.id = ?"))
            .and_then(|mut query| {
                query.query_row([id], |row| Ok((bulletin_row(row)?, row.get(5)?))).optional()
            })
            .doing(doing)?;
        let Some((row, revision)) = found else { return Ok(None) };
        let sql = format!(
            "SELECT item.turn, {ROW}, item.heading FROM {FROM} JOIN bulletin ON bulletin.key = item.bulletin
             WHERE bulletin.id = ? ORDER BY item.number"
        );
        let items = self
            .conn
            .prepare_cached(&sql)
            .and_then(|mut query| {
                query.query_map([id], |row| Ok((row.get("heading")?, item_row(row)?)))?.collect()
            })
            .doing(doing)?;
        let bulletin = revisions::revision(&self.conn, &revision)?.bulletin.into_owned();
        let (scripture, notes, unsorted) = (bulletin.scripture, bulletin.notes, bulletin.unsorted);
        Ok(Some(BulletinDetail { row, scripture, items, notes, unsorted }))
    }
}
