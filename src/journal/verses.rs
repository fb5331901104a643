//! The verses before bulletins: which stands where, found by their place in scripture or by their words.

use rusqlite::{Connection, Row, params};
use serde::Serialize;

use super::Journal;
use super::error::{Doing, Result};
use super::revisions::revision;
use crate::bulletin::{Bulletin, Issued, Passage, Scripture};
use crate::text::Needle;

/// A verse that stands before a bulletin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerseRow {
    /// Where it stands in scripture, as printed.
    pub reference: String,
    /// Its words, where they are printed.
    pub text: String,
    /// The bulletin's id.
    pub bulletin: String,
    /// The bulletin's title.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was issued.
    #[serde(flatten, serialize_with = "Issued::fields")]
    pub issued: Option<Issued>,
    /// How many items it has.
    pub items: u64,
}

/// With fewer letters than this nothing is sought in the verses: nearly all would have it.
const SHORTEST: usize = 3;

/// Writes the verses of a bulletin in the place of those it had.
pub(super) fn write(conn: &Connection, key: i64, bulletin: &Bulletin, there: bool) -> Result<()> {
    let doing = "writing a bulletin";
    if there {
        conn.prepare_cached("DELETE FROM verse WHERE bulletin = ?")
            .and_then(|mut delete| delete.execute([key]))
            .doing(doing)?;
    }
    for Scripture { reference, text } in &bulletin.scripture {
        let language = bulletin.language.as_deref().or(Some("en"));
        let passage = Passage::read(reference, language).map(|(passage, _)| passage);
        let verses = passage.and_then(|passage| passage.verses);
        conn.prepare_cached(
            "INSERT INTO verse(bulletin, book, chapter, first, last, reference, text) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .and_then(|mut insert| {
            insert.execute(params![
                key,
                passage.map(|passage| passage.book),
                passage.and_then(|passage| passage.chapter),
                verses.map(|(first, _)| first),
                verses.map(|(_, last)| last),
                reference,
                text,
            ])
        })
        .doing(doing)?;
    }
    Ok(())
}

/// Writes the verses of every bulletin; the earlier versions had them in their readings alone.
pub(super) fn fill(conn: &Connection) -> Result<()> {
    let bulletins: Vec<(i64, String)> = conn
        .prepare("SELECT key, revision FROM bulletin")
        .and_then(|mut query| query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
        .doing("bringing the journal up to date")?;
    for (key, id) in bulletins {
        write(conn, key, &revision(conn, &id)?.bulletin, false)?;
    }
    Ok(())
}

impl Journal {
    /// The verses of a passage ("Romans 3:25", in any language), or with all of some words in them; those that came in
    /// last first.
    pub fn verses(&self, words: &[String], limit: usize) -> Result<Vec<VerseRow>> {
        let needles: Vec<Needle> = words.iter().filter_map(|word| Needle::of(word)).collect();
        let letters: usize = needles.iter().flat_map(|needle| &needle.terms).map(String::len).sum();
        if letters < SHORTEST {
            return Ok(Vec::new());
        }
        let typed = words.join(" ");
        if let Some(passage) = Passage::of(&typed) {
            let found = self.verses_of(passage, limit)?;
            if !found.is_empty() || passage.chapter.is_some() {
                return Ok(found);
            }
        }
        let expression: Vec<String> =
            needles.iter().map(|needle| format!("\"{}\"*", needle.terms.join(" "))).collect();
        self.read_verses(
            "verses CROSS JOIN verse ON verse.key = verses.rowid",
            // in the order of the index, which ends when there are enough
            ("verses MATCH ?1", "verses.rowid"),
            params![expression.join(" "), limit as i64],
        )
    }

    fn verses_of(&self, passage: Passage, limit: usize) -> Result<Vec<VerseRow>> {
        let Passage { book, chapter, verses } = passage;
        let (first, last) = verses.unzip();
        self.read_verses(
            "verse",
            (
                "verse.book = ?1 AND (?3 IS NULL OR verse.chapter = ?3)
                 AND (?4 IS NULL OR verse.first IS NULL OR (verse.first <= ?5 AND verse.last >= ?4))",
                "verse.key",
            ),
            params![book, limit as i64, chapter, first, last],
        )
    }

    fn read_verses(
        &self,
        from: &str,
        (which, key): (&str, &str),
        values: &[&dyn rusqlite::ToSql],
    ) -> Result<Vec<VerseRow>> {
        let sql = format!(
            "SELECT verse.reference, verse.text, bulletin.id, bulletin.title, publisher.name, bulletin.issued,
               bulletin.items
             FROM {from} JOIN bulletin ON bulletin.key = verse.bulletin
             LEFT JOIN publisher ON publisher.key = bulletin.publisher
             WHERE {which} ORDER BY {key} DESC LIMIT ?2"
        );
        self.conn
            .prepare_cached(&sql)
            .and_then(|mut query| query.query_map(values, verse_row)?.collect())
            .doing("reading verses")
    }
}

fn verse_row(row: &Row<'_>) -> rusqlite::Result<VerseRow> {
    Ok(VerseRow {
        reference: row.get(0)?,
        text: row.get(1)?,
        bulletin: row.get(2)?,
        title: row.get(3)?,
        publisher: row.get(4)?,
        issued: row.get(5)?,
        items: row.get(6)?,
    })
}
