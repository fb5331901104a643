//! What this journal has learned of suggestions: each decision with the evidence there was. This machine's own, and no
//! events: whether a decision still stands is told by the items, so that undo takes it back here as well.

use rusqlite::{Connection, params};

use super::candidates::{Field, Finder, Seen, key_of};
use super::change::Change;
use super::error::{Doing, Error, Result};
use super::model::ItemId;
use super::stop::never;
use super::{Journal, commit, write};
use crate::answers::{self, Decision, Features, Weights};

/// So many decisions are learned from, the newest.
const REMEMBERED: i64 = 300;

impl Journal {
    /// How many decisions this journal learned from.
    pub fn lessons(&self) -> Result<u64> {
        Ok(decisions(&self.conn)?.len() as u64)
    }

    /// Forgets what was learned; every praise will be looked at again as on the first day. Decisions stay as they are.
    /// Tells how many were forgotten.
    pub fn forget_lessons(&mut self) -> Result<u64> {
        let doing = "forgetting what was learned";
        let writing = write(&mut self.conn)?;
        let known = decisions(&writing)?.len() as u64;
        writing
            .execute_batch(
                "DELETE FROM lesson; DELETE FROM suggestion; DELETE FROM kept WHERE name = 'ranked';",
            )
            .doing(doing)?;
        commit(writing)?;
        Ok(known)
    }
}

/// How much evidence counts in this journal.
pub(super) fn weights(conn: &Connection) -> Result<Weights> {
    Ok(answers::learned(Weights::shipped(), &decisions(conn)?))
}

fn decisions(conn: &Connection) -> Result<Vec<Decision>> {
    let rows: Vec<(f64, String, bool)> = conn
        .prepare_cached(
            "SELECT odds, features, stands = 1 FROM (
               SELECT lesson.key, odds, features,
                 CASE WHEN request.answer ->> 'praise' = praise.id THEN 1
                      WHEN instr(praise.dismissed, '\"' || request.id || '\"') > 0 OR instr(praise.dismissed, '\"\"') > 0
                      THEN 0 END AS stands
               FROM lesson JOIN item AS praise ON praise.id = lesson.praise
                           JOIN item AS request ON request.id = lesson.request)
             WHERE stands IS NOT NULL ORDER BY key DESC LIMIT ?",
        )
        .and_then(|mut query| {
            query.query_map([REMEMBERED], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
        })
        .doing("reading what was learned")?;
    rows.into_iter()
        .map(|(odds, features, right)| {
            let values: Vec<f64> =
                serde_json::from_str(&features).map_err(Error::json("what was learned"))?;
            Ok(Decision { features: Features::of(&values), odds, right })
        })
        .collect()
}

/// Keeps the evidence for what is about to be decided. Before the decision is written: the request is still open.
pub(super) fn remember(conn: &Connection, change: &Change) -> Result<()> {
    let (praise, requests) = match change {
        Change::Answered { item, praise: Some(praise), .. } => (praise, vec![item.clone()]),
        Change::Dismissed { item, request: Some(request) } => (item, vec![request.clone()]),
        Change::Dismissed { item, request: None } => (item, proposed(conn, item)?),
        _ => return Ok(()),
    };
    let Some(key) = key_of(conn, praise)? else { return Ok(()) };
    let mut finder = Finder::new(conn);
    let Some(profile) = finder.profile(key)? else { return Ok(()) };
    let Some(Field { requests: mut seen, rarity }) = finder.field(key, &profile, &mut never)? else {
        return Ok(());
    };
    let mut decided = Vec::with_capacity(requests.len());
    for request in requests {
        let Some(asked) = key_of(conn, &request)? else { continue };
        if !seen.iter().any(|seen| seen.key == asked) {
            let Some(profile) = finder.profile(asked)? else { continue };
            seen.push(Seen { key: asked, profile });
        }
        decided.push((asked, request));
    }
    let profiles: Vec<&answers::Profile> = seen.iter().map(|seen| &*seen.profile).collect();
    let weights = Weights::shipped();
    let scored = answers::scored(&profile, &profiles, &rarity, weights);
    for (asked, request) in decided {
        let is_asked = |at: usize| seen.get(at).is_some_and(|seen| seen.key == asked);
        let Some(place) = scored.iter().position(|(at, ..)| is_asked(*at)) else { continue };
        let signs = answers::signs(&profile, &profiles, &scored, place, &rarity);
        let (Some(signs), Some((_, _, features))) = (signs, scored.get(place)) else { continue };
        let values: Vec<f64> = features.iter().map(|(_, value)| value).collect();
        let features = serde_json::to_string(&values).map_err(Error::json("what was learned"))?;
        conn.prepare_cached(
            "INSERT OR REPLACE INTO lesson(praise, request, odds, features) VALUES (?, ?, ?, ?)",
        )
        .and_then(|mut insert| insert.execute(params![praise.0, request.0, weights.odds(&signs), features]))
        .doing("keeping what was learned")?;
    }
    Ok(())
}

/// The requests that were proposed for a praise.
fn proposed(conn: &Connection, praise: &ItemId) -> Result<Vec<ItemId>> {
    conn.prepare_cached("SELECT request_id FROM undecided WHERE praise_id = ?")
        .and_then(|mut query| query.query_map([&praise.0], |row| row.get(0).map(ItemId))?.collect())
        .doing("reading suggestions")
}
