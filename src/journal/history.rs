//! Undo, redo, the history of acts and the timeline of an item: four readings of the same events.

use chrono::{DateTime, NaiveDate};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::error::{Doing, Error, Result};
use super::event::{Log, What, clock_ms, events_of, new_id};
use super::model::{ActEntry, AnswerEntry, ItemId, TimelineEntry, Turned};
use super::past::name_of;
use super::{Journal, commit, refold, revisions, write};
use crate::clock::Moment;

/// What an act touched is counted no further: of an archive of many years it would be read through for each look at the
/// list of what happened.
const MOST_COUNTED: usize = 1000;

impl Journal {
    /// Takes back the newest act of this machine that stands; `None` where there is none.
    pub fn undo(&mut self, now: Moment) -> Result<Option<Turned>> {
        self.turn(
            now,
            "SELECT id FROM act WHERE undone_at IS NULL AND device = ? ORDER BY clock DESC LIMIT 1",
            |act| What::Undone { act },
        )
    }

    /// Does again the act that this machine last took back, whichever did it, unless it did something since.
    pub fn redo(&mut self, now: Moment) -> Result<Option<Turned>> {
        self.turn(
            now,
            "SELECT id FROM act AS last WHERE undone_at IS NOT NULL
               AND EXISTS (SELECT 1 FROM event INDEXED BY event_clock WHERE event.clock = last.undone_at
                 AND event.device = ?1 AND event.kind = 'undone' AND event.subject = lower(hex(last.id)))
               AND NOT EXISTS (SELECT 1 FROM act WHERE clock > last.undone_at AND device = ?1)
             ORDER BY undone_at DESC LIMIT 1",
            |act| What::Redone { act },
        )
    }

    fn turn(&mut self, now: Moment, which: &str, how: fn(Uuid) -> What) -> Result<Option<Turned>> {
        let device = self.device;
        let writing = write(&mut self.conn)?;
        let act: Option<Uuid> = writing
            .query_row(which, [device], |row| row.get(0))
            .optional()
            .doing("looking for what to take back")?;
        let Some(act) = act else { return Ok(None) };
        let what = describe(&writing, &act)?;
        Log::begin(&writing, now, device, new_id(now))?.append(&act.simple().to_string(), &how(act))?;
        for subject in subjects(&writing, &act)? {
            refold::refold_subject(&writing, &subject)?;
        }
        commit(writing)?;
        Ok(Some(Turned { what }))
    }

    /// The newest acts first, those taken back too.
    pub fn history(&self, limit: usize) -> Result<Vec<ActEntry>> {
        self.conn
            .prepare_cached(
                // what others told is no act of this person
                "SELECT act.id, clock, undone_at IS NOT NULL FROM act JOIN device ON device.key = act.device
                 WHERE shared = 0 ORDER BY clock DESC LIMIT ?",
            )
            .and_then(|mut query| {
                query
                    .query_map([limit as i64], |row| {
                        Ok((row.get::<_, Uuid>(0)?, row.get::<_, i64>(1)?, row.get::<_, bool>(2)?))
                    })?
                    .collect::<rusqlite::Result<Vec<_>>>()
            })
            .doing("reading the history")?
            .into_iter()
            .map(|(act, clock, undone)| {
                let at = DateTime::from_timestamp_millis(clock_ms(clock)).unwrap_or_default().to_rfc3339();
                let what = describe(&self.conn, &act)?;
                Ok(ActEntry { act: act.simple().to_string(), at, what, undone })
            })
            .collect()
    }

    /// What happened to an item, oldest first: from its coming in, through marks and notes, to its answer.
    pub fn timeline(&self, item: &ItemId) -> Result<Vec<TimelineEntry>> {
        let bulletin: Option<String> = self
            .conn
            .query_row(
                "SELECT bulletin.id FROM item JOIN bulletin ON bulletin.key = item.bulletin WHERE item.id = ?",
                [&item.0],
                |row| row.get(0),
            )
            .optional()
            .doing("reading an item's timeline")?;
        let mut entries = Vec::new();
        for event in bulletin.map_or(Ok(Vec::new()), |id| events_of(&self.conn, &id))? {
            let What::Imported { revision, again, .. } = &event.what else { continue };
            let glance = revisions::glance(&self.conn, revision)?;
            if let Some((title, ids)) = glance
                && ids.contains(item)
            {
                let what = match (again, entries.is_empty()) {
                    (true, _) => "read again",
                    (false, true) => "came in",
                    (false, false) => "came in corrected",
                };
                let (day, undone) = (event.day, event.undone);
                entries.push(TimelineEntry { day, what: what.into(), text: title, undone });
            }
        }
        for event in events_of(&self.conn, &item.0)? {
            let day = told_of(&event.what).unwrap_or(event.day);
            let praise = match &event.what {
                What::Answered(AnswerEntry { praise: Some(praise), .. }) => self.detail(praise)?,
                _ => None,
            };
            let (what, mut text) = in_words(event.what);
            if let Some(praise) = praise {
                let quoted = format!("\u{201c}{}\u{201d}", praise.text);
                text = Some(text.map_or(quoted.clone(), |words| format!("{words}\n{quoted}")));
            }
            entries.push(TimelineEntry { day, what, text, undone: event.undone });
        }
        Ok(entries)
    }
}

/// The day that an event tells of, where it happened before it came here.
fn told_of(what: &What) -> Option<NaiveDate> {
    match what {
        What::Added { day, .. } | What::Noted { day, .. } => *day,
        What::PrayedBefore { first, last, .. } => last.or(*first),
        _ => None,
    }
}

/// What happened to an item, and the person's words that go with it.
fn in_words(what: What) -> (String, Option<String>) {
    let until = |day: NaiveDate| format!("rests until {}", day.format("%-d %B %Y"));
    match what {
        What::Imported { .. } => ("came in".into(), None),
        What::Added { text, .. } => ("added".into(), Some(text)),
        What::Shared(shared) => {
            ("shared by somebody".into(), Some(shared.item.text).filter(|_| shared.reworded))
        }
        What::Counted { times, .. } => (format!("prayed by somebody else, {times} times in all"), None),
        What::NoteShared { shared: true, .. } => ("a note goes along with what is shared".into(), None),
        What::NoteShared { shared: false, .. } => ("a note stays home".into(), None),
        What::Taken { who } if who.is_empty() => ("nobody takes it any more".into(), None),
        What::Taken { who } => (format!("{who} takes it"), None),
        What::Met(_) => ("met".into(), None),
        What::Prayed => ("prayed".into(), None),
        What::PrayedBefore { times: 1, .. } => ("prayed, before it came here".into(), None),
        What::PrayedBefore { times, .. } => (format!("prayed {times} times, before it came here"), None),
        What::Noted { text, .. } => ("noted".into(), Some(text)),
        What::NoteEdited { text, .. } if text.is_empty() => ("took a note away".into(), None),
        What::NoteEdited { text, .. } => ("note rewritten".into(), Some(text)),
        What::Answered(answer) => {
            (answer.verdict.words().into(), Some(answer.words).filter(|words| !words.is_empty()))
        }
        What::Dismissed { request: Some(_) } => ("not the answer to one request".into(), None),
        What::Dismissed { request: None } => ("answers no request".into(), None),
        What::Reopened => ("opened again".into(), None),
        What::Snoozed { until: Some(day) } => (until(day), None),
        What::Snoozed { until: None } => ("rests no longer".into(), None),
        What::Edited { text, region, .. } => {
            let region = region.map(|name| if name.is_empty() { "no region".into() } else { name });
            ("edited".into(), text.or(region))
        }
        What::Flagged { visibility } => (format!("marked {}", visibility.name()), None),
        What::Archived { archived: true } => ("put away".into(), None),
        What::Archived { archived: false } => ("brought back".into(), None),
        What::Pinned { pinned: true } => ("pinned, it comes every day".into(), None),
        What::Pinned { pinned: false } => ("no longer pinned".into(), None),
        What::FollowUp { day: Some(day) } => {
            (format!("to be looked at again on {}", day.format("%-d %B %Y")), None)
        }
        What::FollowUp { day: None } => ("not to be looked at again".into(), None),
        What::Forgotten => ("something that was forgotten".into(), None),
        What::Walked { .. } => ("left a walk".into(), None),
        What::Undone { .. } => ("undone".into(), None),
        What::Redone { .. } => ("redone".into(), None),
        What::Unknown => ("something a newer kneel did".into(), None),
    }
}

/// What the events of an act are about.
pub(super) fn subjects(conn: &Connection, act: &Uuid) -> Result<Vec<String>> {
    conn.prepare_cached("SELECT DISTINCT subject FROM event WHERE act = ?")
        .and_then(|mut query| query.query_map([act], |row| row.get(0))?.collect())
        .doing("reading an act")
}

/// An act in words: what was done, and to which item or bulletin.
pub(super) fn describe(conn: &Connection, act: &Uuid) -> Result<String> {
    const FIRST: &str = "SELECT event.subject, event.body, item.title
         FROM event LEFT JOIN item ON item.id = event.subject WHERE event.act = ?
           AND event.kind IS NOT 'forgotten' ORDER BY event.key LIMIT 1";
    let first: Option<(String, String, Option<String>)> = conn
        .prepare_cached(FIRST)
        .and_then(|mut query| {
            query.query_row([act], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()
        })
        .doing("reading an act")?;
    let Some((subject, body, title)) = first else { return Ok(in_words(What::Forgotten).0) };
    let subjects: usize = conn
        .prepare_cached(
            "SELECT count(*) FROM (SELECT DISTINCT subject FROM event
             WHERE act = ? AND kind IS NOT 'forgotten' LIMIT ?)",
        )
        .and_then(|mut query| query.query_row(params![act, MOST_COUNTED as i64 + 1], |row| row.get(0)))
        .doing("reading an act")?;
    let what: What = serde_json::from_str(&body).map_err(Error::json("an event"))?;
    let name = match &what {
        What::Imported { again: true, .. } => return Ok(format!("read again: {}", read_again(conn, act)?)),
        What::Imported { .. } if subjects > 1 => {
            return Ok(format!("imported: {} bulletins", counted(subjects)));
        }
        What::Imported { revision, .. } => {
            let title = revisions::title_in(conn, &subject, revision)?;
            return Ok(format!("imported: {}", title.as_deref().unwrap_or("a bulletin without a title")));
        }
        What::Added { text, .. } => crate::bulletin::title_of(text, None),
        What::Met(evening) => return Ok(format!("kept the evening: {}", evening.words())),
        What::Shared(_) | What::Counted { .. } => return Ok("joined what somebody shared".into()),
        What::Dismissed { request: Some(request) } => name_of(conn, &request.0)?,
        _ => title.map_or_else(|| name_of(conn, &subject), Ok)?,
    };
    let verb = match &what {
        What::Dismissed { request: Some(_) } => "not the answer to".to_owned(),
        What::Answered(answer) => answer.verdict.words().to_owned(),
        What::Noted { .. } => "note on".to_owned(),
        What::NoteEdited { text, .. } if !text.is_empty() => "note rewritten on".to_owned(),
        What::Taken { who } if !who.is_empty() => format!("{who} takes"),
        other => in_words(other.clone()).0,
    };
    Ok(if subjects > 1 { format!("{verb}: {} items", counted(subjects)) } else { format!("{verb}: {name}") })
}

/// A number in words, where it was counted no further than to the first that is too many.
fn counted(number: usize) -> String {
    if number > MOST_COUNTED { format!("more than {MOST_COUNTED}") } else { number.to_string() }
}

/// How many bulletins an act read again.
fn read_again(conn: &Connection, act: &Uuid) -> Result<String> {
    let count: usize = conn
        .prepare_cached(
            "SELECT count(*) FROM (SELECT 1 FROM event WHERE act = ? AND kind = 'imported' LIMIT ?)",
        )
        .and_then(|mut query| query.query_row(params![act, MOST_COUNTED as i64 + 1], |row| row.get(0)))
        .doing("reading an act")?;
    Ok(if count == 1 { "1 bulletin".to_owned() } else { format!("{} bulletins", counted(count)) })
}
