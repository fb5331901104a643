//! Writes what events fold to into the tables that screens and queries read.

use std::borrow::Cow;

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::error::{Doing, Error, Result};
use super::event::Event;
use super::fold::{Base, State, answer_turn, fold, issue_turn};
use super::model::{ItemId, NoteEntry, Visibility};
use super::packed::Packed;
use super::{countries, days, verses};
use crate::bulletin::{Bulletin, Item};

/// What the journal keeps of one reading of one bulletin: the bulletin, and the id of each item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Revision<'a> {
    pub bulletin: Cow<'a, Bulletin>,
    pub ids: Vec<ItemId>,
}

/// Reads a revision.
pub(super) fn revision(conn: &Connection, id: &str) -> Result<Revision<'static>> {
    serde_json::from_slice(&body_of(conn, id)?).map_err(Error::json("a bulletin"))
}

/// The title of a revision's bulletin and the ids of its items: the items themselves are passed over, which takes a
/// fraction of the time.
pub(super) fn glance(conn: &Connection, id: &str) -> Result<(Option<String>, Vec<ItemId>)> {
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
    let Glance { bulletin, ids } =
        serde_json::from_slice(&body_of(conn, id)?).map_err(Error::json("a bulletin"))?;
    Ok((bulletin.title, ids))
}

fn body_of(conn: &Connection, id: &str) -> Result<Vec<u8>> {
    let Packed(body) = conn
        .prepare_cached("SELECT body FROM revision WHERE id = ?")
        .and_then(|mut query| query.query_row([id], |row| row.get(0)))
        .doing("reading a bulletin")?;
    Ok(body.into_owned())
}

/// Reads a revision that may not have come yet.
pub(super) fn revision_if_any(conn: &Connection, id: &str) -> Result<Option<Revision<'static>>> {
    let there = conn
        .prepare_cached("SELECT 1 FROM revision WHERE id = ?")
        .and_then(|mut query| query.exists([id]))
        .doing("reading a bulletin")?;
    if there { revision(conn, id).map(Some) } else { Ok(None) }
}

/// Writes a bulletin that this journal never had, and its items. As a bulletin is folded again, but without reading back
/// what was just written, and without looking for what happened to items that never were.
pub(super) fn write_new_bulletin(
    conn: &Connection,
    bulletin: &str,
    revision_id: &str,
    revision: &Revision<'_>,
    day: chrono::NaiveDate,
    visibility: Visibility,
) -> Result<()> {
    let (key, publisher) = write_bulletin(conn, bulletin, revision_id, &revision.bulletin, visibility)?;
    for (mut base, id) in bases(revision, day).zip(&revision.ids) {
        base.place = base.place.map(|(_, number)| (key, number));
        base.publisher = publisher;
        base.visibility = visibility;
        write_row(conn, INSERT_ITEM, id, &base, &fold(&base, &[]))?;
    }
    Ok(())
}

/// Each item of a revision before anything happened to it; the bulletin's row is not known yet.
pub(super) fn bases<'a>(
    revision: &'a Revision<'_>,
    day: chrono::NaiveDate,
) -> impl Iterator<Item = Base<'a>> {
    let Bulletin { issued_on, language, .. } = revision.bulletin.as_ref();
    revision.bulletin.items.iter().zip(1..).map(move |(item, number)| Base {
        item: Cow::Borrowed(item),
        place: Some((0, number)),
        publisher: None,
        issued_on: *issued_on,
        language: language.as_deref(),
        added_on: day,
        visibility: Visibility::default(),
        source: None,
        own: false,
    })
}

pub(super) fn write_bulletin(
    conn: &Connection,
    id: &str,
    revision: &str,
    bulletin: &Bulletin,
    visibility: Visibility,
) -> Result<(i64, Option<i64>)> {
    let publisher =
        bulletin.publisher.as_deref().map(|name| key_of(conn, Named::Publisher, name)).transpose()?;
    let doing = "writing a bulletin";
    let there = conn
        .prepare_cached("SELECT key FROM bulletin WHERE id = ?")
        .and_then(|mut query| query.query_row([id], |row| row.get(0)).optional())
        .doing(doing)?;
    // not one statement that does either and returns the key: it would make a table of its own for the answer
    let sql = if there.is_some() {
        "UPDATE bulletin SET revision = ?2, title = ?3, publisher = ?4, issued_on = ?5, items = ?6, language = ?7,
           sight = ?8
         WHERE id = ?1"
    } else {
        "INSERT INTO bulletin(id, revision, title, publisher, issued_on, items, language, sight)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
    };
    let items = bulletin.items.len() as i64;
    conn.prepare_cached(sql)
        .and_then(|mut write| {
            let Bulletin { title, issued_on, language, .. } = bulletin;
            let visibility = (visibility != Visibility::default()).then(|| visibility.name());
            write.execute(params![id, revision, title, publisher, issued_on, items, language, visibility])
        })
        .doing(doing)?;
    let key = there.unwrap_or_else(|| conn.last_insert_rowid());
    verses::write(conn, key, bulletin, there.is_some())?;
    Ok((key, publisher))
}

/// Says of every bulletin in which language it was read; the first version did not.
pub(super) fn fill_languages(conn: &Connection) -> Result<()> {
    let doing = "bringing the journal up to date";
    let bulletins: Vec<(i64, String)> = conn
        .prepare("SELECT key, revision FROM bulletin")
        .and_then(|mut query| query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
        .doing(doing)?;
    for (key, id) in bulletins {
        let language = revision(conn, &id)?.bulletin.language.clone();
        conn.prepare_cached("UPDATE bulletin SET language = ? WHERE key = ?")
            .and_then(|mut update| update.execute(params![language, key]))
            .doing(doing)?;
    }
    Ok(())
}

#[derive(Clone, Copy)]
pub(super) enum Named {
    Publisher,
    Region,
}

pub(super) fn key_of(conn: &Connection, table: Named, name: &str) -> Result<i64> {
    let (find, add) = match table {
        Named::Publisher => (
            "SELECT key FROM publisher WHERE name = ?",
            "INSERT INTO publisher(name) VALUES (?) RETURNING key",
        ),
        Named::Region => {
            ("SELECT key FROM region WHERE name = ?", "INSERT INTO region(name) VALUES (?) RETURNING key")
        }
    };
    let one = |sql| {
        conn.prepare_cached(sql).and_then(|mut query| query.query_row([name], |row| row.get(0)).optional())
    };
    match one(find).doing("reading names")? {
        Some(key) => Ok(key),
        None => one(add).map(Option::unwrap_or_default).doing("writing a name"),
    }
}

pub(super) fn remove_item(conn: &Connection, id: &ItemId) -> Result<()> {
    days::forget(conn, id)?;
    conn.prepare_cached("DELETE FROM item WHERE id = ?")
        .and_then(|mut delete| delete.execute([&id.0]))
        .map(drop)
        .doing("taking back an item")
}

/// Counts the items that came in since, and puts them into the search index.
pub(super) fn settle_new(conn: &Connection) -> Result<()> {
    let doing = "indexing requests";
    let new: bool = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM item, tally WHERE item.key > tally.settled)")
        .and_then(|mut query| query.query_row([], |row| row.get(0)))
        .doing(doing)?;
    if !new {
        return Ok(());
    }
    countries::settle_new(conn)?;
    conn.execute_batch(
        "UPDATE region SET items = region.items + new.items, open = region.open + new.open
           FROM (SELECT region, count(*) AS items, sum(open) AS open
                 FROM item WHERE key > (SELECT settled FROM tally) GROUP BY region) AS new
           WHERE region.key = new.region;
         UPDATE tally SET items = tally.items + new.items, open = tally.open + new.open,
             own = tally.own + new.own, praises = tally.praises + new.praises,
             answered = tally.answered + new.answered
           FROM (SELECT count(*) AS items, sum(open) AS open, sum(open AND own) AS own,
                   sum(praise AND NOT request AND NOT archived) AS praises,
                   sum(verdict IS NOT NULL) AS answered
                 FROM item WHERE key > (SELECT settled FROM tally)) AS new;
         UPDATE publisher SET open = publisher.open + new.open
           FROM (SELECT publisher, sum(open) AS open FROM item
                 WHERE key > (SELECT settled FROM tally) AND publisher IS NOT NULL GROUP BY publisher) AS new
           WHERE publisher.key = new.publisher;
         INSERT INTO search(rowid, text, context, note_text, answer_words)
           SELECT key, text, context, note_text, answer_words
           FROM item WHERE key > (SELECT settled FROM tally);
         UPDATE tally SET settled = (SELECT max(key) FROM item);",
    )
    .doing(doing)
}

const INSERT_ITEM: &str = "
INSERT INTO item(id, bulletin, number, publisher, region, own, title, text, context, heading, petitions,
  links, countries, date, praise, request, issued_on, added_on, visibility, archived, snoozed_until, times,
  first_prayed, last_prayed, verdict, answered_on, answer, answer_words, notes, written, note_text, turn,
  issue_turn, answer_turn, open, dismissed, taken_by, others, source, pinned, follow_up)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
  ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36,
  ?37, ?38, ?39, ?40, ?41)";

/// Notes as the columns `written` and `note_text` hold them; `None` where there are none.
pub(super) fn as_columns(notes: &[NoteEntry]) -> Result<Option<(String, String)>> {
    if notes.is_empty() {
        return Ok(None);
    }
    let written = serde_json::to_string(notes).map_err(Error::json("a note"))?;
    let texts: Vec<&str> = notes.iter().map(|note| note.text.as_str()).collect();
    Ok(Some((written, texts.join("\n"))))
}

/// Only for an item that is there.
const UPDATE_ITEM: &str =
    "UPDATE item SET bulletin = ?2, number = ?3, publisher = ?4, region = ?5, own = ?6, title = ?7,
  text = ?8, context = ?9, heading = ?10, petitions = ?11, links = ?12, countries = ?13, date = ?14,
  praise = ?15, request = ?16, issued_on = ?17, added_on = ?18, visibility = ?19, archived = ?20,
  snoozed_until = ?21, times = ?22, first_prayed = ?23, last_prayed = ?24, verdict = ?25, answered_on = ?26,
  answer = ?27, answer_words = ?28, notes = ?29, written = ?30, note_text = ?31, turn = ?32,
  issue_turn = ?33, answer_turn = ?34, open = ?35, dismissed = ?36,
  taken_by = ?37, others = ?38, source = ?39, pinned = ?40, follow_up = ?41
WHERE id = ?1";

pub(super) fn write_item(conn: &Connection, id: &ItemId, base: &Base<'_>, events: &[Event]) -> Result<()> {
    // not one statement that does either: it would write a journal of its own for each row that comes in
    let there = days::counted(conn, id)?;
    let sql = if there.is_some() { UPDATE_ITEM } else { INSERT_ITEM };
    let state = fold(base, events);
    let region = write_row(conn, sql, id, base, &state)?;
    let key = there.map_or_else(|| conn.last_insert_rowid(), |there| there.key);
    days::settle(conn, key, there, days::place(region, base.own), &state.days)
}

/// Writes the row of an item; the key of its region.
fn write_row(conn: &Connection, sql: &str, id: &ItemId, base: &Base<'_>, state: &State<'_>) -> Result<i64> {
    let State {
        item,
        region,
        kinds,
        visibility,
        archived,
        snoozed_until,
        times,
        first_prayed,
        last_prayed,
        ..
    } = state;
    let region = region.as_deref().map_or(Ok(0), |name| key_of(conn, Named::Region, name))?;
    let json = |value: serde_json::Result<String>| value.map_err(Error::json("an item"));
    let Item { title, text, context, heading, petitions, links, countries, date, .. } = item.as_ref();
    let petitions = json(serde_json::to_string(petitions))?;
    let links = json(serde_json::to_string(links))?;
    let countries = match countries.as_slice() {
        [] => String::new(),
        codes => format!(" {} ", codes.join(" ")),
    };
    let answer = state.answer.as_ref().map(|answer| json(serde_json::to_string(answer))).transpose()?;
    let verdict = state.answer.as_ref().map(|answer| answer.verdict.name());
    let answered_on = state.answer.as_ref().map(|answer| answer.day);
    let answer_words = state.answer.as_ref().map(|answer| &answer.words).filter(|words| !words.is_empty());
    let (written, note_text) = as_columns(&state.notes)?.unzip();
    let dismissed =
        (!state.dismissed.is_empty()).then(|| json(serde_json::to_string(&state.dismissed))).transpose()?;
    conn.prepare_cached(sql)
        .and_then(|mut write| {
            write.execute(params![
                id.0,
                base.place.map(|(key, _)| key),
                base.place.map_or(0, |(_, number)| number),
                base.publisher,
                region,
                base.own,
                title,
                text,
                context,
                heading,
                petitions,
                links,
                countries,
                date,
                kinds.praise,
                kinds.request,
                base.issued_on,
                base.added_on,
                visibility.name(),
                archived,
                snoozed_until,
                times,
                first_prayed,
                last_prayed,
                verdict,
                answered_on,
                answer,
                answer_words,
                state.notes.len() as i64,
                written,
                note_text,
                state.turn(base),
                issue_turn(base),
                answer_turn(state),
                state.open(),
                dismissed,
                state.taken_by,
                state.others,
                base.source,
                state.pinned,
                state.follow_up,
            ])
        })
        .map(|_| region)
        .doing("writing an item")
}
