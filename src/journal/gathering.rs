//! What a group looks at together: answers of a period, what still waits, what is new, and the evenings that were.

use chrono::{Datelike, NaiveDate};
use rusqlite::{OptionalExtension, params_from_iter};

use super::Journal;
use super::error::{Doing, Error, Result};
use super::filter::Filter;
use super::model::{EveningRow, ItemRow};
use super::query::{FROM, ROW, rows};
use super::select::{Condition, match_expression};

/// A period and what is looked at in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// The first day; `None`: from the beginning.
    pub since: Option<NaiveDate>,
    /// The last day.
    pub until: NaiveDate,
    /// Which items.
    pub filter: Filter,
    /// How many that wait, and how many new ones, are read at most.
    pub most: usize,
}

/// The items of a period. None of them is private.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gathering {
    /// Answered, as asked or otherwise, in the order of their days.
    pub answered: Vec<ItemRow>,
    /// Answered in part, or set back.
    pub in_part: Vec<ItemRow>,
    /// Open since before the period: first those whose day has passed, then the oldest.
    pub waiting: Vec<ItemRow>,
    /// How many more wait.
    pub more_waiting: usize,
    /// Come in during the period, the newest first.
    pub new: Vec<ItemRow>,
    /// How many more are new.
    pub more_new: usize,
    /// Private ones that would have been among these.
    pub private: usize,
}

const SHOWN: &str = "item.visibility <> 'private'";
const CLOSED: &str = "item.verdict IN ('answered', 'otherwise')";
const IN_PART: &str = "item.verdict IN ('partly', 'set_back')";

impl Journal {
    /// The items of a period.
    pub fn gather(&self, period: &Period) -> Result<Gathering> {
        let Some(common) = self.period(period)? else { return Ok(Gathering::default()) };
        let since = period.since.unwrap_or(NaiveDate::MIN);
        // days are negative in this column, so that the newest issue comes first; from the beginning, nothing is new
        let first_turn = period.since.map_or(i64::MIN, |day| -i64::from(day.num_days_from_ce()));
        let answered = |verdict: &str| {
            let mut condition = common.clone();
            condition.plain(verdict);
            condition.with("item.answered_on >= ?", since.to_string());
            condition.with("item.answered_on <= ?", period.until.to_string());
            condition
        };
        let mut open = common.clone();
        open.plain("item.open = 1");
        // what was answered in part during the period stands there
        open.with("(item.verdict IS NULL OR item.answered_on < ?)", since.to_string());
        let (mut waiting, mut new) = (open.clone(), open);
        waiting.with("item.issue_turn > ?", first_turn);
        new.with("item.issue_turn <= ?", first_turn);
        let mut passed = waiting.clone();
        passed.with("item.date < ?", period.until.to_string());
        let by_answer = "item.answer_turn DESC, item.key";
        let mut gathering = Gathering {
            answered: self.shown(&answered(CLOSED), by_answer, usize::MAX >> 1)?,
            in_part: self.shown(&answered(IN_PART), by_answer, usize::MAX >> 1)?,
            waiting: self.shown(&passed, "item.date, item.key", period.most)?,
            new: self.shown(&new, "item.issue_turn, item.key", period.most)?,
            ..Gathering::default()
        };
        let known: Vec<_> = gathering.waiting.iter().map(|row| row.id.clone()).collect();
        let oldest = self.shown(&waiting, "item.issue_turn DESC, item.key", period.most)?;
        gathering.waiting.extend(oldest.into_iter().filter(|row| !known.contains(&row.id)));
        gathering.waiting.truncate(period.most);
        gathering.more_waiting = self.count(&waiting, SHOWN)?.saturating_sub(gathering.waiting.len());
        gathering.more_new = self.count(&new, SHOWN)?.saturating_sub(gathering.new.len());
        for part in [answered(CLOSED), answered(IN_PART), waiting, new] {
            gathering.private += self.count(&part, "item.visibility = 'private'")?;
        }
        Ok(gathering)
    }

    /// The condition that all items of a period have in common; `None`: it names nothing that this journal has.
    fn period(&self, period: &Period) -> Result<Option<Condition>> {
        let Some(mut condition) = self.condition(&period.filter, period.until)? else { return Ok(None) };
        if let Some(words) = match_expression(&period.filter.words) {
            condition.with("item.key IN (SELECT rowid FROM search WHERE search MATCH ?)", words);
        }
        Ok(Some(condition))
    }

    fn shown(&self, condition: &Condition, order: &str, limit: usize) -> Result<Vec<ItemRow>> {
        let mut condition = condition.clone();
        condition.plain(SHOWN);
        condition.values.push((limit as i64).into());
        let at = condition.values.len();
        let sql = format!(
            "SELECT item.turn, {ROW} FROM {FROM} WHERE {} ORDER BY {order} LIMIT ?{at}",
            condition.parts.join(" AND ")
        );
        rows(&self.conn, &sql, &condition.values)
    }

    fn count(&self, condition: &Condition, which: &str) -> Result<usize> {
        let sql = format!("SELECT count(*) FROM item WHERE {} AND {which}", condition.parts.join(" AND "));
        self.conn
            .prepare_cached(&sql)
            .and_then(|mut query| {
                query.query_row(params_from_iter(&condition.values), |row| row.get::<_, i64>(0))
            })
            .map(|count| usize::try_from(count).unwrap_or(0))
            .doing("counting requests")
    }

    /// The evenings that were, the newest first.
    pub fn evenings(&self, limit: usize) -> Result<Vec<EveningRow>> {
        let found: Vec<(String, NaiveDate, String)> = self
            .conn
            .prepare_cached("SELECT id, day, body FROM evening ORDER BY clock DESC LIMIT ?")
            .and_then(|mut query| {
                query.query_map([limit as i64], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
            })
            .doing("reading evenings")?;
        found.into_iter().map(|(id, day, body)| evening(id, day, &body)).collect()
    }

    /// The last evening of a view (`None`: of all), which tells since when one looks next time.
    pub fn last_evening(&self, view: Option<&str>) -> Result<Option<EveningRow>> {
        let found: Option<(String, NaiveDate, String)> = self
            .conn
            .prepare_cached(
                "SELECT id, day, body FROM evening WHERE body ->> 'view' IS ? ORDER BY clock DESC LIMIT 1",
            )
            .and_then(|mut query| {
                query.query_row([view], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()
            })
            .doing("reading evenings")?;
        found.map(|(id, day, body)| evening(id, day, &body)).transpose()
    }
}

fn evening(id: String, day: NaiveDate, body: &str) -> Result<EveningRow> {
    let evening = serde_json::from_str(body).map_err(Error::json("an evening"))?;
    Ok(EveningRow { id, day, evening })
}
