//! Events: what happened to the journal, in the order of a hybrid logical clock.
//!
//! The clock is that of Kulkarni and others, "Logical Physical Clocks" (2014), in one integer:
//! milliseconds since 1970 in the upper 48 bits, a counter in the lower 16. It never runs backwards,
//! also when the machine's clock does.

use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::error::{Doing, Error, Result};
use super::model::{AnswerEntry, Evening, ItemId, Visibility};
use super::sharing::SharedItem;
use crate::bulletin::{Correction, Kinds};
use crate::clock::Moment;

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum What {
    /// A bulletin came in, or a corrected one.
    Imported {
        revision: String,
        /// What the person had put right in its document.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        corrections: Vec<Correction>,
        /// Whether it was in the journal, and was read again.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        again: bool,
        /// Who may see its items, where the publisher's do not go to the group.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        visibility: Option<Visibility>,
    },
    /// Somebody shared an item.
    Shared(Box<SharedItem>),
    /// The person added a request.
    Added {
        text: String,
        region: Option<String>,
        kinds: Kinds,
        visibility: Visibility,
        /// The day that it was first asked on, where it was kept elsewhere before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        day: Option<NaiveDate>,
    },
    /// It was prayed.
    Prayed,
    /// Somebody else prayed it so many times in all, under a name that tells nobody's.
    Counted { by: String, times: u32 },
    /// It was prayed before it came here, where somebody counted that elsewhere.
    PrayedBefore {
        times: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        first: Option<NaiveDate>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last: Option<NaiveDate>,
    },
    /// A note was written.
    Noted {
        note: String,
        text: String,
        /// The day that it was written on, where that was elsewhere.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        day: Option<NaiveDate>,
    },
    /// A note was rewritten; taken away when empty.
    NoteEdited { note: String, text: String },
    /// A note goes along with what is shared, or no longer.
    NoteShared { note: String, shared: bool },
    /// Somebody takes a request to heart; nobody when empty.
    Taken { who: String },
    /// A group met.
    Met(Evening),
    /// A request got a verdict.
    Answered(AnswerEntry),
    /// A praise does not answer a request; `None`: nothing that was asked.
    Dismissed {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        request: Option<ItemId>,
    },
    /// The verdict was taken off.
    Reopened,
    /// It rests until a day, or no longer.
    Snoozed { until: Option<NaiveDate> },
    /// Its text, region or kinds were set; an empty region takes it away.
    Edited {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        region: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kinds: Option<Kinds>,
    },
    /// Who may see it.
    Flagged { visibility: Visibility },
    /// It was put away, or back.
    Archived { archived: bool },
    /// It comes in every day's portion, or no longer.
    Pinned { pinned: bool },
    /// The person wants to look at it again on a day, or no longer.
    FollowUp { day: Option<NaiveDate> },
    /// A walk was left at an item, or came to its end. Of no item, and no act: only the newest of a machine counts.
    Walked {
        /// What it went through.
        list: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<ItemId>,
    },
    /// Something happened to an item that the person had forgotten since; nothing else is known of it.
    Forgotten,
    /// An act was taken back.
    Undone { act: Uuid },
    /// An act that was taken back was done again.
    Redone { act: Uuid },
    /// Something that a newer kneel wrote; kept, and left alone.
    #[serde(other)]
    Unknown,
}

/// One thing that happened, as the fold reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Event {
    /// What names it on every machine.
    pub id: Uuid,
    /// The key of the machine on which it happened.
    pub device: i64,
    /// When, by the hybrid logical clock.
    pub clock: i64,
    /// The person's local day.
    pub day: NaiveDate,
    /// What.
    pub what: What,
    /// The writings of the same field that it was written over.
    pub over: Over,
    /// Whether its act was taken back.
    pub undone: bool,
    /// When that was last said, or unsaid, by the clock; 0: never.
    pub turned: i64,
}

/// Which writings of a field another was written over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Over {
    /// All before it, as earlier versions of kneel wrote.
    All,
    /// Those that it knew of.
    These(Vec<Uuid>),
    /// Those of the same device: what somebody shares now counts over what they shared before.
    Own,
}

/// How a column says [`Over::Own`].
pub(super) const OVER_OWN: &str = "own";

impl Over {
    fn of_column(column: Option<&str>) -> Self {
        match column {
            None => Over::All,
            Some(OVER_OWN) => Over::Own,
            Some(line) => Over::These(line.split_whitespace().filter_map(|id| id.parse().ok()).collect()),
        }
    }
}

/// Clocks of machines go wrong by decades, not by centuries: a value from the year 2200 on is no clock's. It would push
/// all that is written later behind it.
const LATEST_CLOCK: i64 = 7_258_118_400_000 << 16;

/// Whether a value can be a clock's.
pub(super) fn is_clock(clock: i64) -> bool {
    (0..LATEST_CLOCK).contains(&clock)
}

/// Whether a value can be a day's: those with years of more or fewer than four digits do not stand in order as they are
/// written, and reckoning with them may lead out of all calendars.
pub(super) fn is_day(day: NaiveDate) -> bool {
    (0..=9999).contains(&day.year())
}

/// Milliseconds since 1970 of a clock value.
pub(super) fn clock_ms(clock: i64) -> i64 {
    clock >> 16
}

/// A UUIDv7 of a moment.
pub(super) fn new_id(now: Moment) -> Uuid {
    let ms = u64::try_from(now.unix_ms()).unwrap_or(0);
    let since = uuid::Timestamp::from_unix(uuid::NoContext, ms / 1000, (ms % 1000) as u32 * 1_000_000);
    Uuid::new_v7(since)
}

/// Appends events of one act inside the caller's transaction.
pub(super) struct Log<'a> {
    conn: &'a Connection,
    now: Moment,
    device: i64,
    clock: i64,
    act: Uuid,
    /// Whether the act has its row.
    begun: bool,
}

impl<'a> Log<'a> {
    /// Begins to append. The caller holds the write lock, so no other process moves the clock meanwhile.
    pub(super) fn begin(conn: &'a Connection, now: Moment, device: i64, act: Uuid) -> Result<Self> {
        let last: i64 = conn
            .query_row("SELECT coalesce(max(clock), 0) FROM event", [], |row| row.get(0))
            .doing("reading the journal's clock")?;
        Ok(Log { conn, now, device, clock: last.max((now.unix_ms() << 16) - 1), act, begun: false })
    }

    /// Appends one event, and its act where it begins one.
    pub(super) fn append(&mut self, subject: &str, what: &What) -> Result<()> {
        self.append_over(subject, what, None)
    }

    /// Appends an event that writes a field over what it knew of.
    pub(super) fn append_over(&mut self, subject: &str, what: &What, over: Option<&[Uuid]>) -> Result<()> {
        self.clock = self.clock.saturating_add(1);
        let body = serde_json::to_string(what).map_err(Error::json("an event"))?;
        self.conn
            .prepare_cached(
                "INSERT INTO event(id, act, device, clock, day, subject, body, over, follows)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
            )
            .and_then(|mut insert| {
                let (id, day) = (new_id(self.now), self.now.day());
                let over = over.map(in_line);
                insert.execute(params![id, self.act, self.device, self.clock, day, subject, body, over])
            })
            .doing("writing to the journal")?;
        let turns = matches!(what, What::Undone { .. } | What::Redone { .. } | What::Walked { .. });
        if turns || !std::mem::replace(&mut self.begun, true) {
            apply_to_acts(self.conn, &self.act, self.device, self.clock, what)?;
        }
        Ok(())
    }
}

/// Keeps the table of acts as an event that is in the journal has it.
pub(super) fn apply_to_acts(
    conn: &Connection,
    act: &Uuid,
    device: i64,
    clock: i64,
    what: &What,
) -> Result<()> {
    if let What::Undone { act } | What::Redone { act } = what {
        return refold_act(conn, act);
    }
    if matches!(what, What::Walked { .. } | What::Forgotten) {
        return Ok(());
    }
    conn.prepare_cached("INSERT OR IGNORE INTO act(id, clock, device) VALUES (?, ?, ?)")
        .and_then(|mut insert| insert.execute(params![act, clock, device]))
        .map(drop)
        .doing("writing to the journal")
}

/// Ids in one line, as a column holds them.
fn in_line(ids: &[Uuid]) -> String {
    ids.iter().map(|id| id.simple().to_string()).collect::<Vec<_>>().join(" ")
}

/// Makes the row of an act anew from its events and what was said of it, in whichever order they came.
pub(super) fn refold_act(conn: &Connection, act: &Uuid) -> Result<()> {
    let doing = "reading an act";
    let turns: Vec<(i64, String)> = conn
        .prepare_cached("SELECT clock, kind FROM event WHERE subject = ? ORDER BY clock, id")
        .and_then(|mut query| {
            query.query_map([act.simple().to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
        .doing(doing)?;
    let turned = turns.iter().rfind(|(_, kind)| kind == "undone" || kind == "redone");
    let undone_at = turned.filter(|(_, kind)| kind == "undone").map(|(clock, _)| *clock);
    let turned_at = turned.map_or(0, |(clock, _)| *clock);
    conn.prepare_cached(
        "INSERT OR REPLACE INTO act(id, clock, device, undone_at, turned_at)
         SELECT act, clock, device, ?2, ?3 FROM event
         WHERE act = ?1 AND kind NOT IN ('undone', 'redone', 'walked', 'forgotten') ORDER BY clock, id LIMIT 1",
    )
    .and_then(|mut write| write.execute(params![act, undone_at, turned_at]))
    .map(drop)
    .doing(doing)
}

/// The events about an item or bulletin, oldest first; those too that name the item as another machine does.
pub(super) fn events_of(conn: &Connection, subject: &str) -> Result<Vec<Event>> {
    let mut query = conn
        .prepare_cached(
            "SELECT event.id, event.device, event.clock, event.day, event.body, event.over,
               act.undone_at IS NOT NULL, act.turned_at
             FROM event JOIN act ON act.id = event.act
             WHERE event.subject IN (SELECT ?1 UNION ALL SELECT id FROM alias WHERE item = ?1)
             ORDER BY event.clock, event.id",
        )
        .doing("reading what happened to an item")?;
    let rows = query
        .query_map([subject], |row| {
            let event = Event {
                id: row.get(0)?,
                device: row.get(1)?,
                clock: row.get(2)?,
                day: row.get(3)?,
                what: What::Unknown,
                over: Over::of_column(row.get_ref(5)?.as_str_or_null().map_err(rusqlite::Error::from)?),
                undone: row.get(6)?,
                turned: row.get(7)?,
            };
            Ok((event, row.get::<_, String>(4)?))
        })
        .doing("reading what happened to an item")?;
    rows.map(|row| {
        let (event, body) = row.doing("reading what happened to an item")?;
        let what = serde_json::from_str(&body).map_err(Error::json("an event"))?;
        Ok(Event { what, ..event })
    })
    .collect()
}

/// The key of a device in this journal, adding it where it is new.
pub(super) fn device_key(conn: &Connection, id: &Uuid) -> Result<i64> {
    let known: Option<i64> = conn
        .query_row("SELECT key FROM device WHERE id = ?", [id], |row| row.get(0))
        .optional()
        .doing("reading the journal's devices")?;
    if let Some(key) = known {
        return Ok(key);
    }
    conn.execute("INSERT INTO device(id) VALUES (?)", [id]).doing("writing to the journal")?;
    Ok(conn.last_insert_rowid())
}
