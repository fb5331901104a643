//! Forgetting: an item, its notes and drafts, the texts of its events and its original are removed for good, from the
//! file, its log and its index. What stays is that something happened, without of what, and hashes by which it is known
//! when it is read, joined or synced again, so that nothing brings it back.

mod anew;
mod copies;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{BTreeSet, HashSet};

use memchr::memmem;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::error::{Doing, Error, Result};
use super::import::{Plan, hash_parts, new_item_id};
use super::model::ItemId;
use super::packed::Packed;
use super::ready::issue_id;
use super::revisions::{self, Revision};
use super::rows;
use super::{Journal, PlannedBulletin, commit, event, refold, write};
use crate::bulletin::Bulletin;

pub use copies::InCopies;
pub use words::OUT_OF_REACH;

const DOING: &str = "forgetting";

/// What the event of something forgotten is about.
const SUBJECT: &str = "forgotten";

/// The same words read again in the same bulletin have one of so many ids.
const TIMES: u32 = 3;

/// Lines of fewer letters are not known to be a part of an item.
const SHORTEST: usize = 12;

/// What goes with an item, or went.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Forgetting {
    /// What it was, in short.
    pub title: String,
    /// How many events lose all that they say.
    pub events: u64,
    /// How many notes go.
    pub notes: u64,
    /// How many texts go that were not finished.
    pub drafts: u64,
    /// Originals in which it stood. They go as a whole; what else was read in them stays.
    pub originals: Vec<Gone>,
    /// Other items that say the very same. They stay.
    pub alike: Vec<ItemId>,
    /// Its ids.
    #[serde(skip)]
    pub(super) names: BTreeSet<String>,
}

/// An original that goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gone {
    /// The file's name.
    pub name: String,
    /// How many other items were read in it.
    pub others: u64,
}

impl Journal {
    /// What forgetting an item would take away. Changes nothing.
    pub fn would_forget(&self, id: &ItemId) -> Result<Forgetting> {
        Traces::of(&self.conn, &names_of(&self.conn, id)?)?.told(&self.conn)
    }

    /// Forgets an item for good. Where that is done and only the file could not be written anew, that is an error of its own.
    pub fn forget(&mut self, id: &ItemId) -> Result<Forgetting> {
        self.has_room_to_write_anew()?;
        let writing = write(&mut self.conn)?;
        let traces = Traces::of(&writing, &names_of(&writing, id)?)?;
        let told = traces.told(&writing)?;
        traces.remove(&writing)?;
        commit(writing)?;
        self.write_anew().map_err(|error| Error::NotWrittenAnew(error.in_short()))?;
        Ok(told)
    }

    /// The same in a copy of the journal that it is named in; `false`: nothing of it is there.
    pub(super) fn forget_names(&mut self, names: &BTreeSet<String>) -> Result<bool> {
        let writing = write(&mut self.conn)?;
        let traces = Traces::of(&writing, names)?;
        if traces.is_empty(&writing)? {
            return Ok(false);
        }
        traces.remove(&writing)?;
        commit(writing)?;
        self.write_anew()?;
        Ok(true)
    }

    /// Whether an item was forgotten here.
    #[cfg(test)]
    pub fn has_forgotten(&self, id: &ItemId) -> bool {
        is_forgotten(&self.conn, &id.0).unwrap_or_default()
    }
}

/// The ids under which an item is known here.
fn names_of(conn: &Connection, id: &ItemId) -> Result<BTreeSet<String>> {
    let there: bool = conn
        .query_row("SELECT EXISTS (SELECT 1 FROM item WHERE id = ?)", [&id.0], |row| row.get(0))
        .doing(DOING)?;
    if !there {
        return Err(Error::NoItem(id.0.clone()));
    }
    let mut names = aliases_of(conn, &id.0)?;
    names.insert(id.0.clone());
    Ok(names)
}

fn aliases_of(conn: &Connection, id: &str) -> Result<BTreeSet<String>> {
    conn.prepare_cached("SELECT id FROM alias WHERE item = ?")
        .and_then(|mut query| query.query_map([id], |row| row.get(0))?.collect())
        .doing(DOING)
}

/// Where an item stands.
#[derive(Default)]
struct Traces {
    names: BTreeSet<String>,
    /// Readings without it.
    readings: Vec<(String, Revision<'static>)>,
    bulletins: BTreeSet<String>,
    documents: BTreeSet<String>,
    /// Its wordings.
    wordings: BTreeSet<String>,
    notes: BTreeSet<String>,
    /// What it is known by when it comes again.
    hashes: BTreeSet<String>,
}

impl Traces {
    /// All readings are looked at, also those that were taken back or corrected.
    fn of(conn: &Connection, names: &BTreeSet<String>) -> Result<Self> {
        let mut traces = Traces { names: names.clone(), ..Traces::default() };
        for name in names {
            traces.hashes.insert(hash_of(name));
            traces.hashes.insert(hash_of(&hash_parts(&["own, exported", name])));
            let told: Vec<(Option<String>, Option<String>)> = conn
                .prepare("SELECT body ->> 'note', body ->> 'text' FROM event WHERE subject = ?")
                .and_then(|mut query| {
                    query.query_map([name], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
                })
                .doing(DOING)?;
            for (note, text) in told {
                match note {
                    Some(note) => traces.notes.insert(note),
                    None => text.is_some_and(|text| traces.wordings.insert(text)),
                };
            }
        }
        traces.look_into_readings(conn)?;
        Ok(traces)
    }

    fn look_into_readings(&mut self, conn: &Connection) -> Result<()> {
        let finders: Vec<_> = self.names.iter().map(|name| memmem::Finder::new(name).into_owned()).collect();
        let mut query = conn.prepare("SELECT id, bulletin, document, body FROM revision").doing(DOING)?;
        let mut rows = query.query([]).doing(DOING)?;
        while let Some(row) = rows.next().doing(DOING)? {
            let Packed(body) = row.get(3).doing(DOING)?;
            if finders.iter().all(|finder| finder.find(&body).is_none()) {
                continue;
            }
            let (id, bulletin): (String, String) = (row.get(0).doing(DOING)?, row.get(1).doing(DOING)?);
            let mut reading = serde_json::from_slice(&body).map_err(Error::json("a bulletin"))?;
            for text in without(&mut reading, |id| self.names.contains(&id.0)) {
                for again in 0..TIMES {
                    self.hashes.insert(hash_of(&new_item_id(&bulletin, &text, again).0));
                }
                self.wordings.insert(text);
            }
            self.readings.push((id, reading));
            self.bulletins.insert(bulletin);
            self.documents.insert(row.get(2).doing(DOING)?);
        }
        Ok(())
    }

    fn is_empty(&self, conn: &Connection) -> Result<bool> {
        Ok(self.readings.is_empty() && self.count(conn, "SELECT count(*) FROM event WHERE subject = ?")? == 0)
    }

    /// Counts rows for each of its names.
    fn count(&self, conn: &Connection, sql: &str) -> Result<u64> {
        let mut query = conn.prepare(sql).doing(DOING)?;
        self.names.iter().map(|name| query.query_row([name], |row| row.get::<_, u64>(0)).doing(DOING)).sum()
    }

    fn told(&self, conn: &Connection) -> Result<Forgetting> {
        let mut told = Forgetting { names: self.names.clone(), ..Forgetting::default() };
        for name in &self.names {
            let mut query = conn.prepare("SELECT title, notes FROM item WHERE id = ?").doing(DOING)?;
            let mut rows = query.query([name]).doing(DOING)?;
            if let Some(row) = rows.next().doing(DOING)? {
                (told.title, told.notes) = (row.get(0).doing(DOING)?, row.get(1).doing(DOING)?);
            }
        }
        told.events = self.count(conn, "SELECT count(*) FROM event WHERE subject = ?")?;
        told.drafts = self.drafts(conn)?.len() as u64;
        for document in &self.documents {
            let name = conn.query_row(
                "SELECT name FROM document WHERE hash = ? AND bytes <> x''",
                [document],
                |row| row.get(0),
            );
            let Ok(name) = name else { continue }; // it is gone already
            let mut others = BTreeSet::new();
            for (_, reading) in readings_of(conn, document)? {
                others.extend(reading.ids.into_iter().filter(|id| !self.names.contains(&id.0)));
            }
            told.originals.push(Gone { name, others: others.len() as u64 });
        }
        for wording in &self.wordings {
            let alike: Vec<String> = conn
                .prepare("SELECT id FROM item WHERE text = ?")
                .and_then(|mut query| query.query_map([wording], |row| row.get(0))?.collect())
                .doing(DOING)?;
            told.alike.extend(alike.into_iter().filter(|id| !self.names.contains(id)).map(ItemId));
        }
        Ok(told)
    }

    /// Under which names drafts of it, of its notes and of corrections of its originals are kept.
    fn drafts(&self, conn: &Connection) -> Result<Vec<String>> {
        let mut drafts: Vec<String> = conn
            .prepare("SELECT name FROM kept WHERE name LIKE 'draft:%'")
            .and_then(|mut query| query.query_map([], |row| row.get(0))?.collect())
            .doing(DOING)?;
        let about = || self.names.iter().chain(&self.notes).chain(&self.documents);
        drafts.retain(|name| about().any(|part| name.contains(part.as_str())));
        Ok(drafts)
    }

    fn remove(&self, conn: &Connection) -> Result<()> {
        for (id, reading) in &self.readings {
            write_reading(conn, id, reading)?;
        }
        for document in &self.documents {
            self.remove_original(conn, document)?;
        }
        for name in self.drafts(conn)? {
            conn.execute("DELETE FROM kept WHERE name = ?", [name]).doing(DOING)?;
        }
        for name in &self.names {
            // an unfinished answer to something else says how the praise begins that it came from
            conn.execute(
                "UPDATE kept SET body = json_remove(body, '$.praise')
                 WHERE name LIKE 'draft:answer:%' AND iif(json_valid(body), body ->> '$.praise.id', NULL) = ?",
                [name],
            )
            .doing(DOING)?;
        }
        let mut acts: BTreeSet<uuid::Uuid> = BTreeSet::new();
        for name in &self.names {
            let of: Vec<uuid::Uuid> = conn
                .prepare("SELECT DISTINCT act FROM event WHERE subject = ?")
                .and_then(|mut query| query.query_map([name], |row| row.get(0))?.collect())
                .doing(DOING)?;
            acts.extend(of);
            // the row stays: by its id it is known when another machine sends it again
            conn.execute(
                "UPDATE event SET subject = ?2, body = '{\"kind\":\"forgotten\"}', over = NULL WHERE subject = ?1",
                [name.as_str(), SUBJECT],
            )
            .doing(DOING)?;
            conn.execute("DELETE FROM lesson WHERE praise = ?1 OR request = ?1", [name]).doing(DOING)?;
            rows::remove_item(conn, &ItemId(name.clone()))?;
        }
        for hash in &self.hashes {
            conn.execute("INSERT OR IGNORE INTO forgotten(hash) VALUES (?)", [hash]).doing(DOING)?;
        }
        for act in acts {
            conn.execute("DELETE FROM act WHERE id = ?", [act]).doing(DOING)?;
            event::refold_act(conn, &act)?;
        }
        self.bulletins.iter().try_for_each(|bulletin| refold::refold_bulletin(conn, bulletin))
    }

    /// Removes an original as a whole: where in it the words stand is not always known. What it was corrected by goes
    /// with it, and lines that no item was made of, in all its readings.
    fn remove_original(&self, conn: &Connection, document: &str) -> Result<()> {
        conn.execute("UPDATE document SET name = '', bytes = x'' WHERE hash = ?", [document]).doing(DOING)?;
        for (id, mut reading) in readings_of(conn, document)? {
            if self.strip(reading.bulletin.to_mut()) {
                write_reading(conn, &id, &reading)?;
            }
        }
        conn.execute(
            "UPDATE event SET body = json_remove(body, '$.corrections')
             WHERE subject IN (SELECT bulletin FROM revision WHERE document = ?1) AND kind = 'imported'
               AND body ->> 'corrections' IS NOT NULL
               AND body ->> 'revision' IN (SELECT id FROM revision WHERE document = ?1)",
            [document],
        )
        .map(drop)
        .doing(DOING)
    }

    /// Takes away the lines that are parts of it, and those that it is a part of.
    fn strip(&self, bulletin: &mut Bulletin) -> bool {
        let part = |line: &str| {
            self.wordings.iter().any(|text| {
                (line.chars().count() >= SHORTEST && text.contains(line))
                    || (text.chars().count() >= SHORTEST && line.contains(text.as_str()))
            })
        };
        let before = (bulletin.notes.len(), bulletin.unsorted.len());
        bulletin.notes.retain(|note| !part(&note.text));
        bulletin.unsorted.retain(|line| !part(&line.text));
        before != (bulletin.notes.len(), bulletin.unsorted.len())
    }
}

fn readings_of(conn: &Connection, document: &str) -> Result<Vec<(String, Revision<'static>)>> {
    let ids: Vec<String> = conn
        .prepare_cached("SELECT id FROM revision WHERE document = ?")
        .and_then(|mut query| query.query_map([document], |row| row.get(0))?.collect())
        .doing(DOING)?;
    ids.into_iter().map(|id| revisions::revision(conn, &id).map(|reading| (id, reading))).collect()
}

fn write_reading(conn: &Connection, id: &str, reading: &Revision<'_>) -> Result<()> {
    let body = serde_json::to_vec(reading).map_err(Error::json("a bulletin"))?;
    conn.execute("UPDATE revision SET body = ?2 WHERE id = ?1", params![id, Packed(body.into())])
        .map(drop)
        .doing(DOING)
}

/// Takes items out of a reading; their texts.
pub(super) fn without(reading: &mut Revision<'_>, gone: impl Fn(&ItemId) -> bool) -> Vec<String> {
    let stays: Vec<bool> = reading.ids.iter().map(|id| !gone(id)).collect();
    let mut texts = Vec::new();
    if stays.contains(&false) {
        let mut at = stays.iter();
        reading.bulletin.to_mut().items.retain(|item| {
            let stays = at.next().copied().unwrap_or(true);
            if !stays {
                texts.push(item.text.clone());
            }
            stays
        });
        let mut at = stays.iter();
        reading.ids.retain(|_| at.next().copied().unwrap_or(true));
    }
    texts
}

fn hash_of(id: &str) -> String {
    hash_parts(&["forgotten", id])
}

/// Whether anything was ever forgotten: mostly not, and then nothing needs to be looked up.
pub(super) fn anything(conn: &Connection) -> Result<bool> {
    conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM forgotten)")
        .and_then(|mut query| query.query_row([], |row| row.get(0)))
        .doing(DOING)
}

/// Whether an id is of something that was forgotten.
pub(super) fn is_forgotten(conn: &Connection, id: &str) -> Result<bool> {
    conn.prepare_cached("SELECT 1 FROM forgotten WHERE hash = ?")
        .and_then(|mut query| query.exists([hash_of(id)]))
        .doing(DOING)
}

/// Has an original be known and not kept, in which something stands that was forgotten.
pub(super) fn keep_none(conn: &Connection, document: &str) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO document(hash, name, bytes) VALUES (?, '', x'')
         ON CONFLICT (hash) DO UPDATE SET name = '', bytes = x''",
    )
    .and_then(|mut write| write.execute([document]))
    .map(drop)
    .doing(DOING)
}

/// What was forgotten, as another journal has to know it.
pub(super) fn all(conn: &Connection) -> Result<Vec<String>> {
    conn.prepare("SELECT hash FROM forgotten")
        .and_then(|mut query| query.query_map([], |row| row.get(0))?.collect())
        .doing(DOING)
}

/// Forgets in a journal that is older what was forgotten since: `hashes` of another journal of the same person.
pub(super) fn again(conn: &mut Connection, hashes: &[String]) -> Result<()> {
    if hashes.is_empty() {
        return Ok(());
    }
    let writing = write(conn)?;
    for hash in hashes {
        writing.execute("INSERT OR IGNORE INTO forgotten(hash) VALUES (?)", [hash]).doing(DOING)?;
    }
    again_within(&writing)?;
    commit(writing)
}

/// Forgets what is there though it was forgotten, within the caller's transaction.
pub(super) fn again_within(conn: &Connection) -> Result<()> {
    if !anything(conn)? {
        return Ok(());
    }
    let hashes: HashSet<String> = all(conn)?.into_iter().collect();
    let mut names = BTreeSet::new();
    let mut look_at = |id: String| {
        if hashes.contains(&hash_of(&id)) {
            names.insert(id);
        }
    };
    // what an import brought that was taken back is no item, and stands in its readings and events all the same
    for sql in ["SELECT id FROM item", "SELECT id FROM alias", "SELECT DISTINCT subject FROM event"] {
        let mut query = conn.prepare(sql).doing(DOING)?;
        let ids = query.query_map([], |row| row.get(0)).doing(DOING)?;
        ids.into_iter().try_for_each(|id| id.map(&mut look_at)).doing(DOING)?;
    }
    let mut query = conn.prepare("SELECT body FROM revision").doing(DOING)?;
    let mut rows = query.query([]).doing(DOING)?;
    while let Some(row) = rows.next().doing(DOING)? {
        let Packed(body) = row.get(0).doing(DOING)?;
        let reading: Ids = serde_json::from_slice(&body).map_err(Error::json("a bulletin"))?;
        reading.ids.into_iter().for_each(&mut look_at);
    }
    if names.is_empty() {
        return Ok(());
    }
    for name in names.clone() {
        names.extend(aliases_of(conn, &name)?);
    }
    Traces::of(conn, &names)?.remove(conn)
}

/// Of a reading the ids of its items.
#[derive(Deserialize)]
struct Ids {
    ids: Vec<String>,
}

/// Those of some ids that were forgotten.
pub(super) fn among<'a>(
    conn: &Connection,
    ids: impl IntoIterator<Item = &'a str>,
) -> Result<BTreeSet<String>> {
    let mut gone = BTreeSet::new();
    for id in ids {
        if is_forgotten(conn, id)? {
            gone.insert(id.to_owned());
        }
    }
    Ok(gone)
}

/// What is left of a bulletin to bring in, with what is planned for that, where something of it was forgotten; in `plan` that
/// counts as known then.
pub(super) fn less(
    conn: &Connection,
    bulletin: &Bulletin,
    plan: &mut PlannedBulletin,
) -> Result<Option<(Bulletin, PlannedBulletin)>> {
    // where all of an issue was forgotten, nothing tells that this is the same one, and the plan gives other ids
    let name = bulletin.publisher.as_deref().or(bulletin.title.as_deref());
    let issue = name.and_then(|name| issue_id(name, bulletin));
    let mut stays = Vec::with_capacity(plan.items.len());
    for (item, planned) in bulletin.items.iter().zip(&plan.items) {
        let gone = planned.plan != Plan::Known
            && (is_forgotten(conn, &planned.id.0)?
                || issue
                    .as_ref()
                    .map_or(Ok(false), |issue| is_forgotten(conn, &new_item_id(issue, &item.text, 0).0))?);
        stays.push(!gone);
    }
    if !stays.contains(&false) {
        return Ok(None);
    }
    let (mut rest, mut left) = (bulletin.clone(), plan.clone());
    let mut at = stays.iter();
    rest.items.retain(|_| at.next().copied().unwrap_or(true));
    let mut at = stays.iter();
    left.items.retain(|_| at.next().copied().unwrap_or(true));
    for (item, stays) in plan.items.iter_mut().zip(stays) {
        if !stays {
            item.plan = Plan::Known;
        }
    }
    Ok(Some((rest, left)))
}
