//! Writes what events fold to into the tables that screens and queries read.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{CachedStatement, Connection, OptionalExtension, params, params_from_iter};

use super::error::{Doing, Error, Result};
use super::event::Event;
use super::fold::{Base, State, answer_turn, fold, issue_turn};
use super::model::{ItemId, NoteEntry, Visibility};
use super::revisions::{Revision, revision};
use super::{countries, days, regions, verses};
use crate::bulletin::{Bulletin, Issued, Item};

/// Writes bulletins that this journal never had, one after the other within a transaction.
pub(super) struct NewBulletins<'a> {
    conn: &'a Connection,
    insert_item: CachedStatement<'a>,
    /// Keys that were looked up: an archive names few publishers and regions over and over.
    publishers: HashMap<String, i64>,
    regions: HashMap<String, i64>,
}

impl<'a> NewBulletins<'a> {
    pub(super) fn begin(conn: &'a Connection) -> Result<Self> {
        let insert_item = conn.prepare_cached(INSERT_NEW_ITEM).doing("writing an item")?;
        Ok(NewBulletins { conn, insert_item, publishers: HashMap::new(), regions: HashMap::new() })
    }

    fn insert(&mut self, id: &ItemId, base: &Base<'_>, state: &State<'_>, region: i64) -> Result<()> {
        let Item { title, text, context, heading, date, .. } = state.item.as_ref();
        let Told { petitions, links, countries } = Told::of(&state.item)?;
        // as days are bound by themselves, which takes apart each time how they are written
        let iso = |day: NaiveDate| day.to_string();
        self.insert_item
            .execute(params![
                id.0,
                base.place.map(|(key, _)| key),
                base.place.map_or(0, |(_, number)| number),
                base.publisher,
                region,
                title,
                text,
                context,
                heading,
                petitions,
                links,
                countries,
                date.map(iso),
                state.kinds.praise,
                state.kinds.request,
                base.issued.map(Issued::day).map(iso),
                iso(base.added_on),
                base.visibility.name(),
                issue_turn(base),
                state.open(),
                is_month(base.issued),
            ])
            .map(drop)
            .doing("writing an item")
    }

    /// Writes one and its items. As a bulletin is folded again, but without reading back what was just written, and
    /// without looking for what happened to items that never were.
    pub(super) fn write(
        &mut self,
        id: &str,
        reading: &str,
        revision: &Revision<'_>,
        day: NaiveDate,
        visibility: Visibility,
    ) -> Result<()> {
        let bulletin = revision.bulletin.as_ref();
        let publisher = bulletin.publisher.as_deref();
        let publisher = publisher
            .map(|name| known_key(&mut self.publishers, self.conn, Named::Publisher, name))
            .transpose()?;
        let row = BulletinRow { revision: reading, bulletin, publisher, visibility };
        let key = row.insert(self.conn, id)?;
        for (mut base, id) in bases(revision, day).zip(&revision.ids) {
            base.place = base.place.map(|(_, number)| (key, number));
            base.publisher = publisher;
            base.visibility = visibility;
            let state = fold(&base, &[]);
            let region = state.region.as_deref();
            let region =
                region.map_or(Ok(0), |name| known_key(&mut self.regions, self.conn, Named::Region, name))?;
            self.insert(id, &base, &state, region)?;
        }
        Ok(())
    }
}

/// The row of an item that nothing happened to: what only happens is left out, and as it is where nothing did.
const INSERT_NEW_ITEM: &str = "
INSERT INTO item(id, bulletin, number, publisher, region, title, text, context, heading, petitions, links,
  countries, date, praise, request, issued_on, added_on, visibility, turn, issue_turn, open,
  month_only, own, archived, times, notes, answer_turn)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?19, ?20,
  ?21, 0, 0, 0, 0, 0)";

/// The key of a name, looked up once.
fn known_key(known: &mut HashMap<String, i64>, conn: &Connection, table: Named, name: &str) -> Result<i64> {
    if let Some(key) = known.get(name) {
        return Ok(*key);
    }
    let key = key_of(conn, table, name)?;
    known.insert(name.to_owned(), key);
    Ok(key)
}

/// Each item of a revision before anything happened to it; the bulletin's row is not known yet.
pub(super) fn bases<'a>(revision: &'a Revision<'_>, day: NaiveDate) -> impl Iterator<Item = Base<'a>> {
    let issued = revision.bulletin.issued();
    let language = revision.bulletin.language.as_deref();
    revision.bulletin.items.iter().zip(1..).map(move |(item, number)| Base {
        item: Cow::Borrowed(item),
        place: Some((0, number)),
        publisher: None,
        issued,
        language,
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
    let there = conn
        .prepare_cached("SELECT key FROM bulletin WHERE id = ?")
        .and_then(|mut query| query.query_row([id], |row| row.get(0)).optional())
        .doing("writing a bulletin")?;
    // not one statement that does either and returns the key: it would make a table of its own for the answer
    let row = BulletinRow { revision, bulletin, publisher, visibility };
    let key = match there {
        Some(key) => row.update(conn, id, key)?,
        None => row.insert(conn, id)?,
    };
    Ok((key, publisher))
}

/// What the row of a bulletin holds.
struct BulletinRow<'a> {
    revision: &'a str,
    bulletin: &'a Bulletin,
    publisher: Option<i64>,
    visibility: Visibility,
}

impl BulletinRow<'_> {
    fn insert(&self, conn: &Connection, id: &str) -> Result<i64> {
        self.write(
            conn,
            "INSERT INTO bulletin(id, revision, title, publisher, issued_on, items, language, sight, month_only)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            id,
        )?;
        let key = conn.last_insert_rowid();
        verses::write(conn, key, self.bulletin, false)?;
        Ok(key)
    }

    fn update(&self, conn: &Connection, id: &str, key: i64) -> Result<i64> {
        self.write(
            conn,
            "UPDATE bulletin SET revision = ?2, title = ?3, publisher = ?4, issued_on = ?5, items = ?6, language = ?7,
               sight = ?8, month_only = ?9
             WHERE id = ?1",
            id,
        )?;
        verses::write(conn, key, self.bulletin, true)?;
        Ok(key)
    }

    fn write(&self, conn: &Connection, sql: &str, id: &str) -> Result<()> {
        let BulletinRow { revision, bulletin, publisher, visibility } = self;
        let Bulletin { title, language, items, .. } = bulletin;
        let (day, of_month) = (bulletin.issued().map(Issued::day), is_month(bulletin.issued()));
        let items = items.len() as i64;
        let sight = (*visibility != Visibility::default()).then(|| visibility.name());
        conn.prepare_cached(sql)
            .and_then(|mut write| {
                write.execute(params![id, revision, title, publisher, day, items, language, sight, of_month])
            })
            .map(drop)
            .doing("writing a bulletin")
    }
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
    let otherwise =
        || if matches!(table, Named::Region) { regions::spelled_otherwise(conn, name) } else { Ok(None) };
    match one(find).doing("reading names")?.map_or_else(otherwise, |key| Ok(Some(key)))? {
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
    count_new(conn)?;
    conn.execute_batch(
        "INSERT INTO search(rowid, text, context, note_text, answer_words)
           SELECT key, text, context, note_text, answer_words
           FROM item WHERE key > (SELECT settled FROM tally);
         UPDATE tally SET settled = (SELECT max(key) FROM item);",
    )
    .doing(doing)
}

/// Counts the items that came in since: by region, by publisher and in all, in one look at their rows.
fn count_new(conn: &Connection) -> Result<()> {
    let doing = "counting requests";
    let mut new = conn
        .prepare_cached(
            "SELECT region, publisher, count(*), sum(open), sum(open AND own),
               sum(praise AND NOT request AND NOT archived), sum(verdict IS NOT NULL)
             FROM item WHERE key > (SELECT settled FROM tally) GROUP BY region, publisher",
        )
        .doing(doing)?;
    let mut rows = new.query([]).doing(doing)?;
    while let Some(row) = rows.next().doing(doing)? {
        let number = |at: usize| row.get::<_, i64>(at).doing(doing);
        let publisher: Option<i64> = row.get(1).doing(doing)?;
        let add = |sql: &str, to_add: &[i64]| {
            conn.prepare_cached(sql)
                .and_then(|mut add| add.execute(params_from_iter(to_add)))
                .map(drop)
                .doing(doing)
        };
        let (items, open) = (number(2)?, number(3)?);
        add(
            "UPDATE region SET items = items + ?2, open = open + ?3 WHERE key = ?1",
            &[number(0)?, items, open],
        )?;
        if let Some(publisher) = publisher {
            add("UPDATE publisher SET open = open + ?2 WHERE key = ?1", &[publisher, open])?;
        }
        add(
            "UPDATE tally SET items = items + ?1, open = open + ?2, own = own + ?3, praises = praises + ?4,
               answered = answered + ?5",
            &[items, open, number(4)?, number(5)?, number(6)?],
        )?;
    }
    Ok(())
}

const INSERT_ITEM: &str = "
INSERT INTO item(id, bulletin, number, publisher, region, own, title, text, context, heading, petitions,
  links, countries, date, praise, request, issued_on, added_on, visibility, archived, snoozed_until, times,
  first_prayed, last_prayed, verdict, answered_on, answer, answer_words, notes, written, note_text, turn,
  issue_turn, answer_turn, open, dismissed, taken_by, others, source, pinned, follow_up, month_only)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
  ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36,
  ?37, ?38, ?39, ?40, ?41, ?42)";

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
  taken_by = ?37, others = ?38, source = ?39, pinned = ?40, follow_up = ?41,
  month_only = ?42
WHERE id = ?1";

pub(super) fn write_item(conn: &Connection, id: &ItemId, base: &Base<'_>, events: &[Event]) -> Result<()> {
    // not one statement that does either: it would write a journal of its own for each row that comes in
    let there = days::counted(conn, id)?;
    let sql = if there.is_some() { UPDATE_ITEM } else { INSERT_ITEM };
    let state = fold(base, events);
    let region = state.region.as_deref().map_or(Ok(0), |name| key_of(conn, Named::Region, name))?;
    write_row(conn, sql, id, base, &state, region)?;
    let key = there.map_or_else(|| conn.last_insert_rowid(), |there| there.key);
    days::settle(conn, key, there, days::place(region, base.own), &state.days)
}

/// Writes the row of an item that stands under the region of a key.
fn write_row(
    conn: &Connection,
    sql: &str,
    id: &ItemId,
    base: &Base<'_>,
    state: &State<'_>,
    region: i64,
) -> Result<()> {
    let State { item, kinds, visibility, archived, snoozed_until, times, first_prayed, last_prayed, .. } =
        state;
    let json = |value: serde_json::Result<String>| value.map_err(Error::json("an item"));
    let Item { title, text, context, heading, date, .. } = item.as_ref();
    let Told { petitions, links, countries } = Told::of(item)?;
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
                base.issued.map(Issued::day),
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
                is_month(base.issued),
            ])
        })
        .map(drop)
        .doing("writing an item")
}

/// Whether a month is all that is known of when something was issued.
fn is_month(issued: Option<Issued>) -> bool {
    matches!(issued, Some(Issued::In(_)))
}

/// What is told of an item, as its row holds lists.
struct Told {
    petitions: String,
    links: String,
    countries: String,
}

impl Told {
    fn of(item: &Item) -> Result<Self> {
        let json = |value: serde_json::Result<String>| value.map_err(Error::json("an item"));
        let countries = match item.countries.as_slice() {
            [] => String::new(),
            codes => format!(" {} ", codes.join(" ")),
        };
        let petitions = json(serde_json::to_string(&item.petitions))?;
        Ok(Told { petitions, links: json(serde_json::to_string(&item.links))?, countries })
    }
}
