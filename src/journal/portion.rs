//! What there is to pray on a day: first what that day asks for, then what is pinned, then the rotation. Each part is
//! found by an index of its own, so that a day costs the same in a large journal.

use chrono::NaiveDate;
use rusqlite::types::Value;
use uuid::Uuid;

use super::Journal;
use super::error::{Doing, Result};
use super::model::{ItemId, ItemRow, Scope};
use super::query::{FROM, List, ROW, list_of, rows};
use crate::walk::{self, First, Share};

/// An item that the person wants to look at again on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// The item.
    pub id: ItemId,
    /// A short heading made from its text.
    pub title: String,
    /// The day.
    pub day: NaiveDate,
    /// Names it on all machines of the person, whichever day is said later, and tells nobody which item it is.
    pub name: Uuid,
}

/// So many that a day asks for, and so many that are pinned, are more than anybody prays through.
const MOST_FIRST: i64 = 500;

/// What stands before the rotation: the index that finds it, what it asks for, in which order. The words of the
/// condition are those of the index.
const BEFORE: [(&str, &str, &str); 3] = [
    ("item_follow_up", "item.follow_up <= ?2", "item.follow_up, item.key"),
    ("item_open_date", "item.date = ?2", "item.turn, item.key"),
    ("item_pinned", "item.pinned = 1", "item.turn, item.key"),
];

/// Whether anything stands there at all, by the same indexes.
pub(super) const STANDS: &str = "SELECT
  EXISTS (SELECT 1 FROM item INDEXED BY item_follow_up WHERE follow_up <= ?1),
  EXISTS (SELECT 1 FROM item INDEXED BY item_open_date WHERE open = 1 AND date = ?1),
  EXISTS (SELECT 1 FROM item INDEXED BY item_pinned WHERE pinned = 1)";

/// Not prayed on the day, and not resting.
pub(super) const DUE: &str = "(item.last_prayed IS NULL OR item.last_prayed <> ?2)
  AND (item.snoozed_until IS NULL OR item.snoozed_until <= ?2)";

/// An item's name is that of the first event that told a day for it: an id by chance, while the item's own is made of its
/// text, and whoever has the bulletin could find it by that.
pub(super) const FOLLOW_UPS: &str = "SELECT id, title, follow_up, (
    SELECT event.id FROM event
    WHERE event.subject IN (SELECT item.id UNION ALL SELECT alias.id FROM alias WHERE alias.item = item.id)
      AND event.kind = 'follow_up' ORDER BY event.clock, event.id LIMIT 1)
  FROM item INDEXED BY item_follow_up
  WHERE open = 1 AND follow_up >= ?1 AND follow_up <= ?2 ORDER BY follow_up, id";

/// What is pinned and has a place on a day: what waits and does not rest, and what was prayed, whatever it does since.
pub(super) const PINNED: &str = "SELECT count(*) FROM item INDEXED BY item_pinned WHERE pinned = 1
  AND (last_prayed = ?1 OR open = 1 AND (snoozed_until IS NULL OR snoozed_until <= ?1))";

impl Journal {
    /// What is still to be prayed of a list on a day: what the day asks for, what is pinned, then in turn; open, not
    /// resting, not prayed that day.
    pub fn due(&self, scope: &Scope, today: NaiveDate, limit: usize) -> Result<Vec<ItemRow>> {
        if let Scope::View(view) = scope {
            return self.filtered_due(&view.filter, today, limit);
        }
        let first = self.before_the_rotation(scope, today)?;
        self.with_rotation(first, scope, today, limit)
    }

    /// What remains of a day's portion of so many requests. What the day asks for and what is pinned comes whole; the
    /// rotation fills the rest, and moves on by one at least.
    pub fn portion(&self, today: NaiveDate, size: usize) -> Result<Vec<ItemRow>> {
        let first = self.before_the_rotation(&Scope::Everything, today)?;
        let share = self.share(today, size)?;
        let prayed = usize::try_from(self.prayed_in_turn(today)?).unwrap_or(usize::MAX);
        let asked = first.iter().filter(|row| !row.pinned).count();
        let room = share.in_turn().saturating_sub(prayed).saturating_sub(asked);
        let limit = first.len() + room;
        self.with_rotation(first, &Scope::Everything, today, limit)
    }

    /// How a day's portion of so many requests is shared out.
    pub fn share(&self, today: NaiveDate, size: usize) -> Result<Share> {
        let doing = "counting requests";
        let open = self
            .conn
            .prepare_cached("SELECT open FROM tally")
            .and_then(|mut query| query.query_row([], |row| row.get(0)))
            .doing(doing)?;
        let pinned = self
            .conn
            .prepare_cached(PINNED)
            .and_then(|mut query| query.query_row([today], |row| row.get(0)))
            .doing(doing)?;
        Ok(Share { size, open, pinned })
    }

    /// The items that the person wants to look at again in a span of days, both ends included, by day. Those whose day
    /// has passed are in spans of the past.
    pub fn follow_ups(&self, from: NaiveDate, until: NaiveDate) -> Result<Vec<FollowUp>> {
        self.conn
            .prepare_cached(FOLLOW_UPS)
            .and_then(|mut query| {
                query
                    .query_map([from, until], |row| {
                        Ok(FollowUp {
                            id: ItemId(row.get(0)?),
                            title: row.get(1)?,
                            day: row.get(2)?,
                            name: row.get(3)?,
                        })
                    })?
                    .collect()
            })
            .doing("reading what is to be looked at again")
    }

    fn before_the_rotation(&self, scope: &Scope, today: NaiveDate) -> Result<Vec<ItemRow>> {
        if matches!(scope, Scope::Praises | Scope::Answered | Scope::Inbox) {
            return Ok(Vec::new());
        }
        // on most days there is nothing of it, and that is asked sooner than the long statements are read
        let stands: [bool; 3] = self
            .conn
            .prepare_cached(STANDS)
            .and_then(|mut query| query.query_row([today], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?])))
            .doing("reading requests")?;
        if stands == [false; 3] {
            return Ok(Vec::new());
        }
        let Some(named) = self.named_by(scope)? else { return Ok(Vec::new()) };
        let mut first: Vec<ItemRow> = Vec::new();
        let asked = before_sql(scope).into_iter().zip(stands).filter(|(_, stands)| *stands);
        for (sql, _) in asked {
            let values: [Value; 3] = [named.clone(), today.to_string().into(), MOST_FIRST.into()];
            for row in rows(&self.conn, &sql, &values)? {
                if !first.iter().any(|other| other.id == row.id) {
                    first.push(row);
                }
            }
        }
        Ok(first)
    }

    /// The rotation of a list behind what comes before it, up to so many in all.
    fn with_rotation(
        &self,
        mut first: Vec<ItemRow>,
        scope: &Scope,
        today: NaiveDate,
        limit: usize,
    ) -> Result<Vec<ItemRow>> {
        first.truncate(limit);
        if first.len() == limit {
            return Ok(first);
        }
        let Some(named) = self.named_by(scope)? else { return Ok(first) };
        // what stands in front may stand in the rotation's head, too
        let enough = i64::try_from(limit).unwrap_or(i64::MAX);
        let in_turn =
            rows(&self.conn, &rotation_sql(scope), &[named, today.to_string().into(), enough.into()])?;
        for row in in_turn {
            if first.len() < limit && !first.iter().any(|other| other.id == row.id) {
                first.push(row);
            }
        }
        Ok(first)
    }

    /// How many items were last prayed on a day.
    pub(super) fn prayed_on(&self, day: NaiveDate) -> Result<u64> {
        self.count_prayed("SELECT count(*) FROM item WHERE last_prayed = ?", day)
    }

    /// How many of those are not pinned.
    fn prayed_in_turn(&self, day: NaiveDate) -> Result<u64> {
        self.count_prayed("SELECT count(*) FROM item WHERE last_prayed = ? AND pinned = 0", day)
    }

    fn count_prayed(&self, sql: &str, day: NaiveDate) -> Result<u64> {
        self.conn
            .prepare_cached(sql)
            .and_then(|mut query| query.query_row([day], |row| row.get(0)))
            .doing("counting what was prayed today")
    }
}

/// What stands before the rotation of a list `?1` on a day `?2`, each part by its index, at most `?3`.
pub(super) fn before_sql(scope: &Scope) -> [String; 3] {
    let common = match scope {
        // the few that stand first are read by their own index, not along the turn of a country
        Scope::Country(_) => "item.open = 1 AND instr(item.countries, ' ' || ?1 || ' ') > 0",
        scope => list_of(scope).common,
    };
    BEFORE.map(|(index, asks, order)| {
        let from = FROM.replacen("item ", &format!("item INDEXED BY {index} "), 1);
        format!(
            "SELECT item.turn, {ROW} FROM {from} WHERE {common} AND {asks} AND {DUE} AND ?1 = ?1
             ORDER BY {order} LIMIT ?3"
        )
    })
}

/// The rotation of a list `?1` on a day `?2`, at most `?3`.
pub(super) fn rotation_sql(scope: &Scope) -> String {
    let List { source, sort, key, common } = list_of(scope);
    format!(
        "SELECT {sort}, {ROW} FROM {source} WHERE {common} AND {DUE} AND ?1 = ?1
         ORDER BY {sort}, {key} LIMIT ?3"
    )
}

impl ItemRow {
    /// Why it stands first in a day's portion; `None`: it comes in its turn.
    pub fn first(&self, today: NaiveDate) -> Option<First> {
        walk::first(self.follow_up, self.date, self.pinned, today)
    }
}

/// Requests of one region together; what the day asks for and what is pinned stays in front.
pub fn by_region(rows: Vec<ItemRow>, today: NaiveDate) -> Vec<ItemRow> {
    walk::group(rows, |row| {
        let first = row.first(today);
        (first, first.is_none().then(|| (row.own, row.region.clone())))
    })
}
