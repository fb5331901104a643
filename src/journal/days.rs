//! On which days an item was prayed, and how many of a place on each day: kept as the items are folded, so that looking
//! back on years costs no more than what it shows.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, OptionalExtension, params};

use super::error::{Doing, Result};
use super::model::ItemId;

const DOING: &str = "counting days of prayer";

/// The place of what is one's own and stands under no region.
pub(super) const OWN: i64 = -1;

/// Where an item's days are counted.
pub(super) fn place(region: i64, own: bool) -> i64 {
    if region == 0 && own { OWN } else { region }
}

/// A day as the tables have it.
pub(super) fn number(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

/// The day of a number.
pub(super) fn day_of(number: i64) -> Option<NaiveDate> {
    i32::try_from(number).ok().and_then(NaiveDate::from_num_days_from_ce_opt)
}

/// An item's row as it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counted {
    /// Its key.
    pub key: i64,
    /// Where its days are counted.
    pub place: i64,
    /// Whether it has any.
    pub prayed: bool,
}

/// How an item's row is counted; `None`: there is no such row.
pub(super) fn counted(conn: &Connection, id: &ItemId) -> Result<Option<Counted>> {
    conn.prepare_cached("SELECT key, region, own, times > 0 FROM item WHERE id = ?")
        .and_then(|mut query| {
            query
                .query_row([&id.0], |row| {
                    let place = place(row.get(1)?, row.get(2)?);
                    Ok(Counted { key: row.get(0)?, place, prayed: row.get(3)? })
                })
                .optional()
        })
        .doing(DOING)
}

/// Makes an item's days what they are now; `before`: how its row was counted until now.
pub(super) fn settle(
    conn: &Connection,
    key: i64,
    before: Option<Counted>,
    place: i64,
    days: &BTreeSet<NaiveDate>,
) -> Result<()> {
    let known = before.filter(|before| before.prayed);
    let old = known.map_or(Ok(BTreeSet::new()), |before| days_of(conn, before.key))?;
    let new: BTreeSet<i64> = days.iter().map(|day| number(*day)).collect();
    let was = known.map_or(place, |before| before.place);
    for day in old.difference(&new) {
        conn.prepare_cached("DELETE FROM prayed WHERE item = ? AND day = ?")
            .and_then(|mut delete| delete.execute([key, *day]))
            .doing(DOING)?;
    }
    for day in new.difference(&old) {
        conn.prepare_cached("INSERT INTO prayed(item, day) VALUES (?, ?)")
            .and_then(|mut insert| insert.execute([key, *day]))
            .doing(DOING)?;
    }
    // what stays where it was counted is not counted again
    let stays = |day: &i64| was == place && old.contains(day) && new.contains(day);
    for day in old.iter().filter(|day| !stays(day)) {
        take_off(conn, was, *day)?;
    }
    for day in new.iter().filter(|day| !stays(day)) {
        count(conn, place, *day)?;
    }
    Ok(())
}

/// Takes an item's days away; its row goes next.
pub(super) fn forget(conn: &Connection, id: &ItemId) -> Result<()> {
    let Some(before) = counted(conn, id)?.filter(|before| before.prayed) else { return Ok(()) };
    settle(conn, before.key, Some(before), before.place, &BTreeSet::new())
}

/// Adds a day to an item, if it was not prayed on it before.
pub(super) fn add(conn: &Connection, key: i64, place: i64, day: NaiveDate) -> Result<()> {
    let day = number(day);
    let new = conn
        .prepare_cached("INSERT OR IGNORE INTO prayed(item, day) VALUES (?, ?)")
        .and_then(|mut insert| insert.execute(params![key, day]))
        .doing(DOING)?;
    if new > 0 { count(conn, place, day) } else { Ok(()) }
}

fn days_of(conn: &Connection, key: i64) -> Result<BTreeSet<i64>> {
    conn.prepare_cached("SELECT day FROM prayed WHERE item = ?")
        .and_then(|mut query| query.query_map([key], |row| row.get(0))?.collect())
        .doing(DOING)
}

fn count(conn: &Connection, place: i64, day: i64) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO prayed_day(place, day, requests) VALUES (?, ?, 1)
         ON CONFLICT (place, day) DO UPDATE SET requests = requests + 1",
    )
    .and_then(|mut write| write.execute([place, day]))
    .map(drop)
    .doing(DOING)
}

fn take_off(conn: &Connection, place: i64, day: i64) -> Result<()> {
    let last = conn
        .prepare_cached("DELETE FROM prayed_day WHERE place = ? AND day = ? AND requests <= 1")
        .and_then(|mut delete| delete.execute([place, day]))
        .doing(DOING)?;
    if last > 0 {
        return Ok(());
    }
    conn.prepare_cached("UPDATE prayed_day SET requests = requests - 1 WHERE place = ? AND day = ?")
        .and_then(|mut update| update.execute([place, day]))
        .map(drop)
        .doing(DOING)
}
