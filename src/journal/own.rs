//! What a person kept elsewhere before, in a table or a list, comes in as items of their own.
//!
//! An item is named by its text and its day, and by how often both came before in the same list, so that reading a list
//! again changes nothing, wherever it lies and on whichever machine. What the list tells since (a note, an answer) comes in.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;
use serde::Serialize;

use super::error::{Doing, Result};
use super::event::{Event, Log, What, events_of};
use super::import::hash_parts;
use super::importing::still_standing;
use super::model::{AnswerEntry, ItemId, Verdict, Visibility};
use super::{ActId, Journal, Plan, PlannedItem, commit, forget, refold, write};
use crate::bulletin::Kinds;
use crate::clock::Moment;
use crate::text;

/// A request that a person kept elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Own {
    /// Its id in the journal that it was exported from.
    #[serde(skip)]
    pub exported_as: Option<String>,
    /// What is asked, or given thanks for.
    pub text: String,
    /// The day that it was first asked on.
    pub day: Option<NaiveDate>,
    /// The region or heading it stands under.
    pub region: Option<String>,
    /// What it does.
    pub kinds: Kinds,
    /// Who may see it.
    pub visibility: Visibility,
    /// What was written about it, in order.
    pub notes: Vec<OwnNote>,
    /// How it was answered.
    pub answer: Option<OwnAnswer>,
    /// How often it was prayed.
    pub prayed: Option<PrayedElsewhere>,
    /// Whether it was let go.
    pub archived: bool,
    /// The first day on which it is due again.
    pub snoozed_until: Option<NaiveDate>,
    /// Whether it comes every day.
    pub pinned: bool,
    /// The day on which the person wants to look at it again.
    pub follow_up: Option<NaiveDate>,
}

/// A note that was written elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnNote {
    /// The day it was written.
    pub day: Option<NaiveDate>,
    /// Its text.
    pub text: String,
}

/// An answer that was told elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnAnswer {
    /// How.
    pub verdict: Verdict,
    /// In the person's words; may be empty.
    pub words: String,
    /// On which day; where nobody knows, it stands on the day that it came in.
    pub day: Option<NaiveDate>,
}

/// Marks that were counted elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PrayedElsewhere {
    /// How often.
    pub times: u32,
    /// The first day.
    pub first: Option<NaiveDate>,
    /// The last day.
    pub last: Option<NaiveDate>,
}

impl Journal {
    /// What bringing in these would do. Writes nothing.
    pub fn plan_own(&self, now: Moment, own: &[Own]) -> Result<Vec<PlannedItem>> {
        let arrivals = arrivals(&self.conn, now, own)?;
        Ok(arrivals.into_iter().map(Arrival::planned).collect())
    }

    /// Brings in all of one list, in its order, as part of an act: either all are on the disk when this returns, or none.
    /// Returns what was done with each; where nothing was new, nothing is written.
    pub fn bring(&mut self, now: Moment, act: ActId, own: &[Own]) -> Result<Vec<PlannedItem>> {
        let device = self.device;
        let writing = write(&mut self.conn)?;
        let arrivals = arrivals(&writing, now, own)?;
        let act = still_standing(&writing, act)?;
        let mut log = Log::begin(&writing, now, device, act.0)?;
        for Arrival { id, happened } in &arrivals {
            for what in happened {
                // another machine that reads the same list writes beside it, not over it
                log.append_over(&id.0, what, Some(&[]))?;
            }
            if !happened.is_empty() {
                refold::refold_subject(&writing, &id.0)?;
            }
        }
        commit(writing)?;
        Ok(arrivals.into_iter().map(Arrival::planned).collect())
    }
}

/// An item with what the list tells of it and the journal does not know.
struct Arrival {
    id: ItemId,
    happened: Vec<What>,
}

impl Arrival {
    fn planned(self) -> PlannedItem {
        let plan = match self.happened.first() {
            Some(What::Added { .. }) => Plan::New,
            Some(_) => Plan::Revised,
            None => Plan::Known,
        };
        PlannedItem { id: self.id, plan }
    }
}

fn arrivals(conn: &Connection, now: Moment, own: &[Own]) -> Result<Vec<Arrival>> {
    let mut seen: HashMap<(String, Option<NaiveDate>), u32> = HashMap::new();
    own.iter()
        .map(|one| {
            if let Some(id) = &one.exported_as {
                if is_item(conn, id)? {
                    return Ok(Arrival { id: ItemId(id.clone()), happened: Vec::new() });
                }
                return arrival(conn, now, ItemId(hash_parts(&["own, exported", id])), one);
            }
            let words = text::squash(&one.text);
            let day = one.day.map(|day| day.to_string()).unwrap_or_default();
            let again = seen.entry((words.clone(), one.day)).or_default();
            let id = ItemId(hash_parts(&["own, kept elsewhere", &words, &day, &again.to_string()]));
            *again += 1;
            arrival(conn, now, id, one)
        })
        .collect()
}

fn is_item(conn: &Connection, id: &str) -> Result<bool> {
    conn.prepare_cached("SELECT 1 FROM item WHERE id = ?")
        .and_then(|mut query| query.exists([id]))
        .doing("looking up an item")
}

fn arrival(conn: &Connection, now: Moment, id: ItemId, own: &Own) -> Result<Arrival> {
    if forget::is_forgotten(conn, &id.0)? {
        return Ok(Arrival { id, happened: Vec::new() });
    }
    let stands: Vec<Event> = events_of(conn, &id.0)?.into_iter().filter(|event| !event.undone).collect();
    let is_new = !stands.iter().any(|event| matches!(event.what, What::Added { .. }));
    let mut happened = Vec::new();
    if is_new {
        happened.push(What::Added {
            text: text::safe(&own.text).trim().to_owned(),
            region: own.region.as_deref().map(text::squash).filter(|name| !name.is_empty()),
            kinds: own.kinds,
            visibility: own.visibility,
            day: own.day,
        });
    }
    for note in &own.notes {
        let written = text::safe(&note.text).trim().to_owned();
        let name = hash_parts(&["note", &id.0, &written]);
        let known = |event: &Event| matches!(&event.what, What::Noted { note, .. } if *note == name);
        if !written.is_empty() && (is_new || !stands.iter().any(known)) {
            happened.push(What::Noted { note: name, text: written, day: note.day });
        }
    }
    if let Some(PrayedElsewhere { times, first, last }) = own.prayed
        && is_new
    {
        happened.push(What::PrayedBefore { times, first, last });
    }
    // whoever took the verdict off again, or gave another, decided after the list was written
    let decided = |event: &Event| matches!(event.what, What::Answered(_) | What::Reopened);
    if let Some(answer) = &own.answer
        && (is_new || !stands.iter().any(decided))
    {
        let words = text::safe(&answer.words).trim().to_owned();
        let day = answer.day.unwrap_or(now.day());
        happened.push(What::Answered(AnswerEntry { verdict: answer.verdict, words, day, praise: None }));
    }
    if own.archived && (is_new || !stands.iter().any(|event| matches!(event.what, What::Archived { .. }))) {
        happened.push(What::Archived { archived: true });
    }
    if let Some(until) = own.snoozed_until
        && is_new
    {
        happened.push(What::Snoozed { until: Some(until) });
    }
    if own.pinned && is_new {
        happened.push(What::Pinned { pinned: true });
    }
    // behind the answer, which would be a look at it
    if let Some(day) = own.follow_up
        && is_new
    {
        happened.push(What::FollowUp { day: Some(day) });
    }
    Ok(Arrival { id, happened })
}
