//! The acts of a person, page by page, and any one of them taken back or done again, though others came after. The
//! fold leaves out what was taken back, whichever act it is; what stands on it is told first.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::error::{Doing, Error, Result};
use super::event::{Log, What, clock_ms, new_id};
use super::history::{describe, subjects};
use super::model::{Anchor, ItemId, Key, Turned};
use super::query::id_begun;
use super::{ActId, Journal, commit, refold, revisions, write};
use crate::clock::Moment;

/// An act in the list of what happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastAct {
    /// Its place in the list.
    pub key: Key,
    /// The act.
    pub act: ActId,
    /// When.
    pub at: DateTime<Utc>,
    /// In words: "prayed: Aigul's family".
    pub what: String,
    /// Whether it was taken back.
    pub undone: bool,
}

/// A window on the acts, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Past {
    /// The acts.
    pub acts: Vec<PastAct>,
    /// Whether newer ones stand before them.
    pub more_before: bool,
    /// Whether older ones stand behind them.
    pub more_after: bool,
}

/// What an act touched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Touched {
    /// How the items, bulletins or evenings are called.
    pub titles: Vec<String>,
    /// Whether there are more.
    pub more: bool,
}

/// So many titles say what an act touched.
const MOST_TITLES: usize = 100;
/// Later acts are counted up to so many: whoever sees so many does not ask for the exact number.
pub const MOST_LATER: usize = 1000;
/// An act of the person, on whichever of their machines.
const OWN: &str = "act CROSS JOIN device ON device.key = act.device AND device.shared = 0";

impl Journal {
    /// A window on the acts of all machines of the person, the newest first, those taken back too.
    pub fn past(&self, anchor: Anchor, limit: usize) -> Result<Past> {
        let newest = |key, limit| self.acts(key, "<", "DESC", limit);
        let newer = |key, limit| -> Result<(Vec<PastAct>, bool)> {
            let (mut acts, more) = self.acts(Some(key), ">", "ASC", limit)?;
            acts.reverse();
            Ok((acts, more))
        };
        let (acts, more_before, more_after) = match anchor {
            Anchor::First => {
                let (acts, more) = newest(None, limit)?;
                (acts, false, more)
            }
            Anchor::Last => {
                let (mut acts, more) = self.acts(None, ">", "ASC", limit)?;
                acts.reverse();
                (acts, more, false)
            }
            Anchor::After(key) => {
                let (acts, more) = newest(Some(key), limit)?;
                (acts, true, more)
            }
            Anchor::Before(key) => {
                let (acts, more) = newer(key, limit)?;
                (acts, more, true)
            }
            Anchor::Around(key) => {
                let (mut acts, before) = newer(key, limit / 2)?;
                // the act itself stands in the second half
                let here = Key { sort: key.sort, row: key.row.saturating_sub(1) };
                let (behind, after) = newest(Some(here), limit.saturating_sub(acts.len()))?;
                acts.extend(behind);
                (acts, before, after)
            }
        };
        Ok(Past { acts, more_before, more_after })
    }

    /// Acts on one side of a place, and whether more stand there.
    fn acts(&self, from: Option<Key>, side: &str, order: &str, limit: usize) -> Result<(Vec<PastAct>, bool)> {
        let doing = "reading what happened";
        let sql = past_sql(from.is_some(), side, order);
        let (clock, row) = from.map_or((0, 0), |key| (-key.sort, -key.row));
        let mut found: Vec<(i64, i64, Uuid, bool)> = self
            .conn
            .prepare_cached(&sql)
            .and_then(|mut query| {
                query
                    .query_map(params![clock, row, limit as i64 + 1], |row| {
                        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
                    })?
                    .collect()
            })
            .doing(doing)?;
        let more = found.len() > limit;
        found.truncate(limit);
        let act = |(clock, row, id, undone): (i64, i64, Uuid, bool)| {
            Ok(PastAct {
                key: Key { sort: -clock, row: -row },
                act: ActId(id),
                at: DateTime::from_timestamp_millis(clock_ms(clock)).unwrap_or_default(),
                what: describe(&self.conn, &id)?,
                undone,
            })
        };
        Ok((found.into_iter().map(act).collect::<Result<_>>()?, more))
    }

    /// What an act touched, by name.
    pub fn touched(&self, act: ActId) -> Result<Touched> {
        let imported = imported(&self.conn, &act.0, MOST_TITLES + 1)?;
        // of one bulletin its items are told, of several their titles
        let mut titles = Vec::new();
        let one = match imported.as_slice() {
            [(_, revision)] => revisions::revision_if_any(&self.conn, revision)?,
            _ => None,
        };
        if let Some(reading) = one {
            let language = reading.bulletin.language.as_deref();
            titles.extend(reading.bulletin.title.clone());
            let items = reading.bulletin.items.iter();
            titles.extend(items.map(|item| crate::bulletin::title_of(&item.text, language)));
        } else {
            for (bulletin, revision) in imported.iter().take(MOST_TITLES + 1) {
                let title = revisions::title_in(&self.conn, bulletin, revision)?;
                titles.push(title.unwrap_or_else(|| "a bulletin without a title".to_owned()));
            }
            for subject in self.items_of(act, MOST_TITLES + 1 - titles.len())? {
                titles.push(name_of(&self.conn, &subject)?);
            }
        }
        let more = titles.len() > MOST_TITLES;
        titles.truncate(MOST_TITLES);
        Ok(Touched { titles, more })
    }

    /// What the events of an act are about, but for bulletins.
    fn items_of(&self, act: ActId, most: usize) -> Result<Vec<String>> {
        self.conn
            .prepare_cached(
                "SELECT DISTINCT subject FROM event WHERE act = ? AND kind <> 'imported' ORDER BY key LIMIT ?",
            )
            .and_then(|mut query| query.query_map(params![act.0, most as i64], |row| row.get(0))?.collect())
            .doing("reading an act")
    }

    /// How many later acts are about what an act brought: they stay in the journal, and what they are about goes out of
    /// sight when it is taken back. At most [`MOST_LATER`].
    pub fn standing_on(&self, act: ActId) -> Result<usize> {
        let mut later: BTreeSet<Uuid> = BTreeSet::new();
        for item in brought(&self.conn, &act.0)? {
            let found: Vec<Uuid> = self
                .conn
                .prepare_cached(
                    "SELECT DISTINCT event.act FROM event JOIN act ON act.id = event.act
                     WHERE event.subject IN (SELECT ?1 UNION ALL SELECT id FROM alias WHERE item = ?1)
                       AND event.act <> ?2 AND act.undone_at IS NULL",
                )
                .and_then(|mut query| query.query_map(params![item, act.0], |row| row.get(0))?.collect())
                .doing("reading what came after an act")?;
            later.extend(found);
            if later.len() >= MOST_LATER {
                return Ok(MOST_LATER);
            }
        }
        Ok(later.len())
    }

    /// Takes back one act of the person, on whichever of their machines and whatever came after; `None`: it was taken
    /// back already.
    pub fn undo_act(&mut self, now: Moment, act: ActId) -> Result<Option<Turned>> {
        self.turn_act(now, act, true)
    }

    /// Does again an act that was taken back; `None`: it stands.
    pub fn redo_act(&mut self, now: Moment, act: ActId) -> Result<Option<Turned>> {
        self.turn_act(now, act, false)
    }

    fn turn_act(&mut self, now: Moment, act: ActId, back: bool) -> Result<Option<Turned>> {
        let device = self.device;
        let writing = write(&mut self.conn)?;
        let known: Option<(bool, bool)> = writing
            .query_row(
                "SELECT undone_at IS NOT NULL, shared FROM act JOIN device ON device.key = act.device
                 WHERE act.id = ?",
                [act.0],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()
            .doing("looking for what to take back")?;
        let (undone, shared) = known.ok_or_else(|| Error::NoAct(act.0.simple().to_string()))?;
        if shared {
            return Err(Error::OthersAct);
        }
        if undone == back {
            return Ok(None);
        }
        let what = describe(&writing, &act.0)?;
        let said = if back { What::Undone { act: act.0 } } else { What::Redone { act: act.0 } };
        Log::begin(&writing, now, device, new_id(now))?.append(&act.0.simple().to_string(), &said)?;
        for subject in subjects(&writing, &act.0)? {
            refold::refold_subject(&writing, &subject)?;
        }
        commit(writing)?;
        Ok(Some(Turned { what }))
    }

    /// The one act that a name means: the end of its id, as the history shows it, or its beginning.
    pub fn act_named(&self, typed: &str) -> Result<ActId> {
        let none = || Error::NoAct(typed.to_owned());
        let name = id_begun(&typed.replace('-', "")).ok_or_else(none)?;
        let sql = format!(
            "SELECT act.id FROM {OWN} WHERE hex(act.id) LIKE '%' || ?1 OR hex(act.id) LIKE ?1 || '%' LIMIT 2"
        );
        let found: Vec<Uuid> = self
            .conn
            .prepare_cached(&sql)
            .and_then(|mut query| query.query_map([&name], |row| row.get(0))?.collect())
            .doing("looking for an act")?;
        match found.as_slice() {
            [act] => Ok(ActId(*act)),
            [] => Err(none()),
            _ => Err(Error::ManyActs(typed.to_owned())),
        }
    }
}

/// The acts on one side of a place, by the index on the clock.
pub(super) fn past_sql(from: bool, side: &str, order: &str) -> String {
    let place = if from { format!("(act.clock, act.rowid) {side} (?1, ?2)") } else { "?1 = ?2".to_owned() };
    format!(
        "SELECT act.clock, act.rowid, act.id, act.undone_at IS NOT NULL FROM {OWN}
         WHERE {place} ORDER BY act.clock {order}, act.rowid {order} LIMIT ?3"
    )
}

/// The bulletins that an act imported, each with its reading.
fn imported(conn: &Connection, act: &Uuid, most: usize) -> Result<Vec<(String, String)>> {
    conn.prepare_cached(
        "SELECT subject, body ->> 'revision' FROM event WHERE act = ? AND kind = 'imported' ORDER BY key LIMIT ?",
    )
    .and_then(|mut query| query.query_map(params![act, most as i64], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
    .doing("reading an act")
}

/// The items that are there because of an act alone, whichever machine's name an act knows them by.
fn brought(conn: &Connection, act: &Uuid) -> Result<BTreeSet<String>> {
    let doing = "reading an act";
    let mut brought: BTreeSet<String> = conn
        .prepare_cached("SELECT subject FROM event WHERE act = ? AND kind IN ('added', 'met')")
        .and_then(|mut query| query.query_map([act], |row| row.get(0))?.collect())
        .doing(doing)?;
    for (bulletin, revision) in imported(conn, act, usize::MAX >> 1)? {
        brought.extend(ids(conn, &revision)?);
        let others: Vec<String> = conn
            .prepare_cached(
                "SELECT body ->> 'revision' FROM event JOIN act ON act.id = event.act
                 WHERE subject = ? AND kind = 'imported' AND event.act <> ? AND act.undone_at IS NULL",
            )
            .and_then(|mut query| query.query_map(params![bulletin, act], |row| row.get(0))?.collect())
            .doing(doing)?;
        for other in others {
            for id in ids(conn, &other)? {
                brought.remove(&id);
            }
        }
    }
    Ok(brought)
}

/// The items of a reading, by the names under which they are known here.
fn ids(conn: &Connection, revision: &str) -> Result<Vec<String>> {
    let ids = revisions::revision_if_any(conn, revision)?.map(|reading| reading.ids).unwrap_or_default();
    ids.into_iter().map(|id| refold::canonical(conn, id).map(|ItemId(id)| id)).collect()
}

/// How an item is called, whichever machine named it, also one that is out of sight because what brought it was taken
/// back.
pub(super) fn name_of(conn: &Connection, subject: &str) -> Result<String> {
    let doing = "looking up an item";
    let title: Option<String> = conn
        .prepare_cached(
            "SELECT title FROM item WHERE id = coalesce((SELECT item FROM alias WHERE id = ?1), ?1)",
        )
        .and_then(|mut query| query.query_row([subject], |row| row.get(0)).optional())
        .doing(doing)?;
    if let Some(title) = title {
        return Ok(title);
    }
    let added: Option<String> = conn
        .prepare_cached("SELECT body FROM event WHERE subject = ? AND kind IN ('added', 'met') LIMIT 1")
        .and_then(|mut query| query.query_row([subject], |row| row.get(0)).optional())
        .doing(doing)?;
    Ok(match added.map(|body| serde_json::from_str(&body)).transpose().map_err(Error::json("an event"))? {
        Some(What::Added { text, .. }) => crate::bulletin::title_of(&text, None),
        Some(What::Met(evening)) => evening.words(),
        _ => "something that is out of sight now".to_owned(),
    })
}
