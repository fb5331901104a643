//! Which requests the praises of the journal may answer: worked out once for each praise, kept, and never acted upon
//! without a person.

use std::collections::BTreeSet;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use super::candidates::{Field, Finder, Held, key_of};
use super::error::{Doing, Error, Result};
use super::model::{ItemId, Overview};
use super::stop::{Stop, never};
use super::{Journal, commit, lessons, write};
use crate::answers::{self, Confidence, Feature, News, Weights};
use crate::bulletin::Issued;

/// How many requests are proposed for one praise at most.
const PROPOSED: usize = 5;

/// How many praises are looked at in one transaction.
const BATCH: usize = 64;

/// So many praises are looked at when an import ends.
pub const FEW_PRAISES: u64 = 200;

/// The next praises to look at: those that say something else now, and those behind the last one, in one order.
pub(super) const NEXT_PRAISES: &str = "SELECT praise FROM unranked
  UNION SELECT key FROM item INDEXED BY item_key_praise WHERE key > ?1 AND praise = 1
  ORDER BY praise LIMIT ?2";

/// The praises that wait and came in last, newest first. Of a hundred thousand no more are read than are told.
pub(super) const WAITING: &str = "SELECT id
  FROM (SELECT DISTINCT praise FROM waiting ORDER BY praise DESC LIMIT ?1) AS newest
  CROSS JOIN item ON item.key = newest.praise ORDER BY issue_turn, key";

/// The name under which it is kept how far praises were looked at.
const RANKED: &str = "ranked";

/// A praise, and the earlier requests that it may answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suggestion {
    /// The praise.
    pub item: ItemId,
    /// Its bulletin.
    pub bulletin: Option<String>,
    /// When its bulletin was issued.
    #[serde(flatten, serialize_with = "Issued::fields")]
    pub issued: Option<Issued>,
    /// Its text.
    pub text: String,
    /// Whether it calls back to what was asked.
    pub calls_back: bool,
    /// What it seems to be: an answer, a stage of a story, a setback.
    pub news: News,
    /// The requests, most certain first.
    pub candidates: Vec<Proposal>,
}

/// A request that a praise may answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Proposal {
    /// The request.
    pub request: ItemId,
    /// How certain it is, 0 to 1.
    pub score: f64,
    /// That in a word.
    pub confidence: Confidence,
    /// Why, in plain words.
    pub reasons: Vec<String>,
    /// Its text.
    pub text: String,
}

/// How far the journal's praises were looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Looked {
    /// Praises looked at in this step.
    pub now: usize,
    /// Those of them that likely answer something.
    pub likely: usize,
    /// Praises still to be looked at; after a step that was stopped, those that it was to look at.
    pub left: u64,
}

/// A request that a praise may answer, as it is kept.
struct Seeming {
    request: i64,
    certainty: f64,
    likely: bool,
    reasons: String,
}

/// What a journal holds at a moment, told by how often was written to it here and elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct State(u64, i64);

impl State {
    fn of(conn: &Connection) -> Result<Self> {
        let elsewhere =
            conn.pragma_query_value(None, "data_version", |row| row.get(0)).doing("looking for changes")?;
        Ok(State(conn.total_changes(), elsewhere))
    }
}

/// The praises that wait, as they were read last: when, and how many at most.
pub(super) type Line = Option<(State, usize, Arc<[ItemId]>)>;

/// What was found and seen in a step that was stopped, as the journal was then.
#[derive(Default)]
pub(super) struct Ahead {
    as_of: Option<State>,
    pub(super) held: Held,
    /// Of the next praises, in their order.
    found: Vec<Vec<Seeming>>,
}

/// One piece of evidence for a pair.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Evidence {
    /// Its name.
    #[serde(serialize_with = "feature_name")]
    pub feature: Feature,
    /// How much of it there is.
    pub value: f64,
    /// How much it counts in this journal.
    pub weight: f64,
    /// What of that was learned from the person's decisions.
    pub learned: f64,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn feature_name<S: serde::Serializer>(
    feature: &Feature,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_str(feature.name())
}

impl Journal {
    /// Looks at praises that were not looked at yet, oldest first: one step of it, so that others get their turn and
    /// progress can be told.
    pub fn look_for_answers(&mut self) -> Result<Looked> {
        self.look_until(&mut never)
    }

    /// Looks at praises as [`Journal::look_for_answers`] does, as long as nobody asks it to `stop`. That is asked again in
    /// less than a millisecond. What was found until then is held, and a step that was stopped goes on where it was.
    pub fn look_until(&mut self, stop: Stop<'_>) -> Result<Looked> {
        let mut ahead = self.take_ahead()?;
        let as_of = ahead.as_of;
        let ranked: i64 = self.kept_json(RANKED)?.unwrap_or(0);
        let praises = next_praises(&self.conn, ranked)?;
        let Some(last) = praises.iter().copied().max() else { return Ok(Looked::default()) };
        let last = last.max(ranked);
        let weights = lessons::weights(&self.conn)?;
        let mut finder = Finder::with(&self.conn, std::mem::take(&mut ahead.held));
        for praise in praises.iter().skip(ahead.found.len()) {
            let Some(found) = look_at(&mut finder, &weights, *praise, stop)? else { break };
            ahead.found.push(found);
        }
        ahead.held = finder.into_held();
        if ahead.found.len() < praises.len() {
            self.ahead = ahead;
            // to count them all would take longer than to stop
            return Ok(Looked { left: praises.len() as u64, ..Looked::default() });
        }
        let writing = write(&mut self.conn)?;
        if Some(State::of(&writing)?) != as_of {
            // somebody wrote meanwhile: once more, and nobody writes until it is kept
            let mut finder = Finder::new(&writing);
            let found = praises.iter().map(|praise| look_at(&mut finder, &weights, *praise, &mut never));
            ahead.found = found.map(|found| found.map(Option::unwrap_or_default)).collect::<Result<_>>()?;
            ahead.held.clear();
        }
        for (praise, found) in praises.iter().zip(&ahead.found) {
            keep(&writing, *praise, found)?;
        }
        writing
            .execute(
                "INSERT OR REPLACE INTO kept(name, body) VALUES (?, ?)",
                params![RANKED, last.to_string()],
            )
            .doing("keeping suggestions")?;
        let left = left(&writing, last)?;
        commit(writing)?;
        let likely = ahead.found.iter().filter(|found| found.iter().any(|one| one.likely)).count();
        if left > 0 {
            // nothing but what was found was written, so what was seen is true
            self.ahead = Ahead { as_of: Some(self.state()?), held: ahead.held, found: Vec::new() };
        }
        Ok(Looked { now: praises.len(), likely, left })
    }

    /// Looks at one praise, if nobody did yet: who asks for it alone does not wait until all others were looked at, which
    /// are looked at later all the same.
    pub fn look_at_one(&mut self, praise: &ItemId) -> Result<()> {
        let Some(key) = key_of(&self.conn, praise)? else { return Ok(()) };
        let ranked: i64 = self.kept_json(RANKED)?.unwrap_or(0);
        let unlooked: bool = self
            .conn
            .prepare_cached("SELECT ?1 > ?2 OR EXISTS (SELECT 1 FROM unranked WHERE praise = ?1)")
            .and_then(|mut query| query.query_row([key, ranked], |row| row.get(0)))
            .doing("looking for praises")?;
        if !unlooked {
            return Ok(());
        }
        let writing = write(&mut self.conn)?;
        let weights = lessons::weights(&writing)?;
        let found = look_at(&mut Finder::new(&writing), &weights, key, &mut never)?;
        keep(&writing, key, &found.unwrap_or_default())?;
        commit(writing)
    }

    /// What was found and seen ahead, where nothing was written since.
    pub(super) fn take_ahead(&mut self) -> Result<Ahead> {
        let as_of = Some(self.state()?);
        let ahead = std::mem::take(&mut self.ahead);
        Ok(if ahead.as_of == as_of { ahead } else { Ahead { as_of, ..Ahead::default() } })
    }

    /// The praises that wait, as [`Journal::waiting`] tells them; read again only after somebody wrote.
    pub fn line_of_waiting(&mut self, limit: usize) -> Result<Arc<[ItemId]>> {
        let state = self.state()?;
        if let Some((as_of, most, line)) = &self.line
            && (*as_of, *most) == (state, limit)
        {
            return Ok(Arc::clone(line));
        }
        let line: Arc<[ItemId]> = self.waiting(limit)?.into();
        self.line = Some((state, limit, Arc::clone(&line)));
        Ok(line)
    }

    /// What the journal holds now: it is another as soon as anybody writes.
    pub(super) fn state(&self) -> Result<State> {
        State::of(&self.conn)
    }

    /// Looks at all praises that were not looked at yet, if they are no more than so many: an import is over as soon as
    /// all of it is kept. Tells how many of them likely answer something; `None`: they are left for later.
    pub fn look_at_few(&mut self, most: u64) -> Result<Option<usize>> {
        if self.praises_unlooked(most + 1)? > most {
            return Ok(None);
        }
        let mut likely = 0;
        loop {
            let looked = self.look_for_answers()?;
            likely += looked.likely;
            if looked.left == 0 {
                return Ok(Some(likely));
            }
        }
    }

    /// How many praises were not looked at yet, counted no further than `most`: an old journal may hold very many.
    pub fn praises_unlooked(&self, most: u64) -> Result<u64> {
        let ranked: i64 = self.kept_json(RANKED)?.unwrap_or(0);
        self.conn
            .prepare_cached(
                "SELECT count(*) FROM (
                   SELECT praise FROM unranked WHERE praise <= ?1
                   UNION ALL SELECT key FROM item INDEXED BY item_key_praise WHERE key > ?1 AND praise = 1 LIMIT ?2)",
            )
            .and_then(|mut query| query.query_row([ranked, most as i64], |row| row.get(0)))
            .doing("counting praises")
    }

    /// How many praises wait for a word of the person: those with a likely candidate.
    pub fn praises_waiting(&self) -> Result<u64> {
        self.conn
            .prepare_cached("SELECT count(*) FROM (SELECT DISTINCT praise FROM waiting LIMIT ?)")
            .and_then(|mut query| query.query_row([Overview::MANY as i64 + 1], |row| row.get(0)))
            .doing("counting suggestions")
    }

    /// Every praise without a verdict, newest first, each with what it may answer. Calls `each` for one after the
    /// other, and stops when that fails.
    pub fn suggestions<E: From<Error>>(
        &self,
        mut each: impl FnMut(Suggestion) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let praises: Vec<i64> = self
            .conn
            .prepare_cached(
                "SELECT key FROM item WHERE praise = 1 AND archived = 0
                 ORDER BY coalesce(issued_on, added_on) DESC, bulletin DESC, number",
            )
            .and_then(|mut query| query.query_map([], |row| row.get(0))?.collect())
            .doing("reading praises")
            .map_err(E::from)?;
        for key in praises {
            if let Some(suggestion) = self.suggestion_at(key).map_err(E::from)? {
                each(suggestion)?;
            }
        }
        Ok(())
    }

    /// What a praise may answer; `None` where it is none, or was decided upon.
    pub fn suggestion(&self, praise: &ItemId) -> Result<Option<Suggestion>> {
        key_of(&self.conn, praise)?.map_or(Ok(None), |key| self.suggestion_at(key))
    }

    /// The praises that wait for a word of the person, newest first; of more than so many those that came in last.
    pub fn waiting(&self, limit: usize) -> Result<Vec<ItemId>> {
        self.conn
            .prepare_cached(WAITING)
            .and_then(|mut query| query.query_map([limit as i64], |row| row.get(0).map(ItemId))?.collect())
            .doing("reading suggestions")
    }

    /// The words that a praise and each of some requests have in common, folded.
    pub fn common_words<'r>(
        &self,
        praise: &ItemId,
        requests: impl IntoIterator<Item = &'r ItemId>,
    ) -> Result<Vec<BTreeSet<String>>> {
        let mut finder = Finder::new(&self.conn);
        let told = key_of(&self.conn, praise)?.map_or(Ok(None), |key| finder.profile(key))?;
        let common = |request: &ItemId| {
            let asked = key_of(&self.conn, request)?.map_or(Ok(None), |key| finder.profile(key))?;
            let both = told.as_ref().zip(asked);
            Ok(both.map(|(told, asked)| answers::common_words(told, &asked)).unwrap_or_default())
        };
        requests.into_iter().map(common).collect()
    }

    /// The praises that may likely answer a request, most certain first.
    pub fn praises_for(&self, request: &ItemId) -> Result<Vec<ItemId>> {
        self.conn
            .prepare_cached(
                "SELECT praise_id FROM undecided WHERE request = (SELECT key FROM item WHERE id = ?) AND likely = 1
                 ORDER BY certainty DESC",
            )
            .and_then(|mut query| query.query_map([&request.0], |row| row.get(0).map(ItemId))?.collect())
            .doing("reading suggestions")
    }

    fn suggestion_at(&self, key: i64) -> Result<Option<Suggestion>> {
        let found = self
            .conn
            .prepare_cached(
                "SELECT praise.id, bulletin.id, praise.issued, praise.text,
                   EXISTS (SELECT 1 FROM item WHERE answer IS NOT NULL AND answer ->> 'praise' = praise.id),
                   coalesce(praise.dismissed, '[]')
                 FROM item AS praise LEFT JOIN bulletin ON bulletin.key = praise.bulletin WHERE praise.key = ?",
            )
            .and_then(|mut query| {
                query
                    .query_row([key], |row| {
                        let told: (bool, String) = (row.get(4)?, row.get(5)?);
                        Ok((ItemId(row.get(0)?), row.get(1)?, row.get(2)?, row.get::<_, String>(3)?, told))
                    })
                    .optional()
            })
            .doing("reading a praise")?;
        let Some((item, bulletin, issued, text, (answered, dismissed))) = found else { return Ok(None) };
        let dismissed: Vec<String> = serde_json::from_str(&dismissed).map_err(Error::json("an item"))?;
        if dismissed.iter().any(String::is_empty) {
            return Ok(None);
        }
        let candidates = self.proposals(key)?;
        // one praise may answer several: it waits on while another is likely
        if answered && !candidates.iter().any(|other| other.confidence == Confidence::Likely) {
            return Ok(None);
        }
        let Some(profile) = Finder::new(&self.conn).profile(key)? else { return Ok(None) };
        Ok(Some(Suggestion {
            item,
            bulletin,
            issued,
            text,
            calls_back: profile.calls_back(),
            news: profile.news(),
            candidates,
        }))
    }

    fn proposals(&self, praise: i64) -> Result<Vec<Proposal>> {
        let rows: Vec<(String, f64, bool, String, String)> = self
            .conn
            .prepare_cached(
                "SELECT request_id, certainty, likely, reasons, item.text
                 FROM undecided JOIN item ON item.key = undecided.request
                 WHERE undecided.praise = ? ORDER BY certainty DESC, undecided.request",
            )
            .and_then(|mut query| {
                query
                    .query_map([praise], |row| {
                        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
                    })?
                    .collect()
            })
            .doing("reading suggestions")?;
        rows.into_iter()
            .map(|(request, score, likely, reasons, text)| {
                Ok(Proposal {
                    request: ItemId(request),
                    score,
                    confidence: if likely { Confidence::Likely } else { Confidence::Possible },
                    reasons: serde_json::from_str(&reasons).map_err(Error::json("a suggestion"))?,
                    text,
                })
            })
            .collect()
    }

    /// Every piece of evidence for a praise and a request, what tells most first.
    pub fn explain(&self, praise: &ItemId, request: &ItemId) -> Result<Vec<Evidence>> {
        let keys = key_of(&self.conn, praise)?.zip(key_of(&self.conn, request)?);
        let Some((praise, request)) = keys else { return Ok(Vec::new()) };
        let mut finder = Finder::new(&self.conn);
        let (Some(told), Some(asked)) = (finder.profile(praise)?, finder.profile(request)?) else {
            return Ok(Vec::new());
        };
        let Some(Field { rarity, .. }) = finder.field(praise, &told, &mut never)? else {
            return Ok(Vec::new());
        };
        let weights = lessons::weights(&self.conn)?;
        let features = answers::compare(&told, &asked, &rarity);
        let mut evidence: Vec<Evidence> = features
            .iter()
            .map(|(feature, value)| Evidence {
                feature,
                value,
                weight: weights.of(feature),
                learned: weights.learned(feature),
            })
            .collect();
        evidence.sort_by(|one, other| {
            (other.value * other.weight).abs().total_cmp(&(one.value * one.weight).abs())
        });
        Ok(evidence)
    }
}

fn left(conn: &Connection, ranked: i64) -> Result<u64> {
    conn.prepare_cached(
        "SELECT (SELECT count(*) FROM item INDEXED BY item_key_praise WHERE key > ?1 AND praise = 1)
           + (SELECT count(*) FROM unranked WHERE praise <= ?1)",
    )
    .and_then(|mut query| query.query_row([ranked], |row| row.get(0)))
    .doing("counting praises")
}

/// The praises that nobody looked at yet, oldest first: as many as one step takes.
fn next_praises(conn: &Connection, ranked: i64) -> Result<Vec<i64>> {
    conn.prepare_cached(NEXT_PRAISES)
        .and_then(|mut query| query.query_map([ranked, BATCH as i64], |row| row.get(0))?.collect())
        .doing("looking for praises")
}

/// Works out what one praise may answer; `None`: it was stopped.
fn look_at(
    finder: &mut Finder<'_>,
    weights: &Weights,
    praise: i64,
    stop: Stop<'_>,
) -> Result<Option<Vec<Seeming>>> {
    let Some(profile) = finder.profile(praise)? else { return Ok(Some(Vec::new())) };
    let Some(Field { requests, rarity }) = finder.field(praise, &profile, stop)? else { return Ok(None) };
    let profiles: Vec<&answers::Profile> = requests.iter().map(|seen| &*seen.profile).collect();
    let ranked = answers::rank(&profile, &profiles, &rarity, weights, PROPOSED, stop);
    let Some(ranked) = ranked else { return Ok(None) };
    let mut found = Vec::new();
    for candidate in ranked {
        let (Some(confidence), Some(seen)) = (candidate.confidence, requests.get(candidate.at)) else {
            continue;
        };
        let reasons = answers::reasons(&profile, &seen.profile, &candidate.features, &rarity);
        found.push(Seeming {
            request: seen.key,
            certainty: candidate.certainty,
            likely: confidence == Confidence::Likely,
            reasons: serde_json::to_string(&reasons).map_err(Error::json("a suggestion"))?,
        });
    }
    Ok(Some(found))
}

/// Keeps what one praise may answer.
fn keep(conn: &Connection, praise: i64, found: &[Seeming]) -> Result<()> {
    let doing = "keeping suggestions";
    for sql in ["DELETE FROM suggestion WHERE praise = ?", "DELETE FROM unranked WHERE praise = ?"] {
        conn.prepare_cached(sql).and_then(|mut delete| delete.execute([praise])).doing(doing)?;
    }
    for Seeming { request, certainty, likely, reasons } in found {
        conn.prepare_cached(
            "INSERT INTO suggestion(praise, request, certainty, likely, reasons) VALUES (?, ?, ?, ?, ?)",
        )
        .and_then(|mut insert| insert.execute(params![praise, request, certainty, likely, reasons]))
        .doing(doing)?;
    }
    Ok(())
}
