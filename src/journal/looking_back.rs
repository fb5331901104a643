//! What was prayed and answered through the years, as numbers: by day, by week and region, by verdict and by how long it
//! took. Read from folded tables and from one index, so that it costs what it shows, whatever the journal holds.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use rusqlite::{Row, params};

use super::Journal;
use super::days::{OWN, day_of, number, place};
use super::error::{Doing, Result};
use super::model::{Scope, Verdict};

/// Weeks told region by region.
pub const WEEKS: usize = 12;

/// Where something was prayed for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// Under a region.
    Region(String),
    /// One's own, under no region.
    Own,
    /// Under no region.
    None,
}

impl Place {
    /// The list of what is open there.
    pub fn scope(&self) -> Scope {
        match self {
            Place::Region(name) => Scope::Region(Some(name.clone())),
            Place::Own => Scope::Own,
            Place::None => Scope::Region(None),
        }
    }
}

/// Numbers of a journal, for looking back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LookingBack {
    /// How many requests were prayed on each day of the period that had any; one that was prayed twice counts once.
    pub days: BTreeMap<NaiveDate, u64>,
    /// Each place that holds anything or was prayed for, in the order of the names.
    pub places: Vec<PlaceBack>,
    /// Everything that has a verdict, oldest answer first.
    pub answers: Vec<AnswerBack>,
}

impl LookingBack {
    /// The same for others: places that are private as a whole become one without a name.
    #[must_use]
    pub fn for_others(mut self) -> Self {
        let mut hidden: Option<usize> = None;
        let mut moved: Vec<usize> = Vec::with_capacity(self.places.len());
        let mut kept: Vec<PlaceBack> = Vec::with_capacity(self.places.len());
        for back in self.places {
            let into = hidden.filter(|_| back.private);
            if let Some(one) = into.and_then(|at| kept.get_mut(at)) {
                one.open += back.open;
                one.last = one.last.max(back.last);
                one.weeks.iter_mut().zip(back.weeks).for_each(|(sum, week)| *sum += week);
            } else {
                hidden = hidden.or(back.private.then_some(kept.len()));
                let place = back.place.filter(|_| !back.private);
                kept.push(PlaceBack { place, ..back });
            }
            moved.push(into.unwrap_or(kept.len() - 1));
        }
        for answer in &mut self.answers {
            answer.place = moved.get(answer.place).copied().unwrap_or_default();
        }
        self.places = kept;
        self
    }
}

/// A place, looked back on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceBack {
    /// Which; `None`: several that are private, together.
    pub place: Option<Place>,
    /// Whether all that stands there is private, so that its name is nobody else's to know.
    pub private: bool,
    /// Open requests.
    pub open: u64,
    /// The day on which any of it was last prayed.
    pub last: Option<NaiveDate>,
    /// What was prayed in the last weeks of the period, the oldest week first.
    pub weeks: [u64; WEEKS],
}

/// A verdict, looked back on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerBack {
    /// The place, as its index in [`LookingBack::places`].
    pub place: usize,
    /// The day of the verdict.
    pub day: NaiveDate,
    /// Days since the request was asked; 0 where the verdict's day is told to be before that.
    pub days: u64,
    /// Which.
    pub verdict: Verdict,
}

impl AnswerBack {
    /// Whether something came of it, as asked, in part, or otherwise: it was not only set back.
    pub fn is_answer(&self) -> bool {
        self.verdict != Verdict::SetBack
    }
}

/// The Monday of a day's week.
pub fn monday(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into())).unwrap_or(day)
}

/// Of each place: its open and its private items (all and private), and the day it was last prayed for.
pub(super) const PLACES: &str = "
WITH own AS MATERIALIZED (
  SELECT count(*) AS open FROM item INDEXED BY item_own_turn WHERE open = 1 AND own = 1 AND region = 0
), hidden AS MATERIALIZED (
  SELECT iif(region = 0 AND own, -1, region) AS place, count(*) AS items
  FROM item INDEXED BY item_private_place WHERE visibility = 'private' GROUP BY 1
), unheaded AS MATERIALIZED (
  SELECT count(*) AS items FROM item INDEXED BY item_key_own WHERE bulletin IS NULL AND own = 1 AND region = 0
), place AS (
  SELECT key, name, items - iif(key = 0, (SELECT items FROM unheaded), 0) AS items,
    open - iif(key = 0, (SELECT open FROM own), 0) AS open FROM region
  UNION ALL SELECT -1, NULL, unheaded.items, own.open FROM own, unheaded
)
SELECT key, name, open, items = coalesce((SELECT hidden.items FROM hidden WHERE hidden.place = key), 0),
  (SELECT max(day) FROM prayed_day WHERE prayed_day.place = key)
FROM place WHERE items > 0 ORDER BY name IS NULL, name COLLATE NOCASE, key";

/// What was prayed in a place on each day of a period.
pub(super) const DAYS: &str = "SELECT day, requests FROM prayed_day WHERE place = ? AND day BETWEEN ? AND ?";

/// Everything with a verdict, read from an index alone.
pub(super) const ANSWERS: &str = "SELECT answer_turn, issue_turn, verdict, region, own
  FROM item INDEXED BY item_answered WHERE verdict IS NOT NULL ORDER BY answer_turn DESC";

const DOING: &str = "looking back";

impl Journal {
    /// Numbers of a period, and of the places and answers there are.
    pub fn looking_back(&self, since: NaiveDate, until: NaiveDate) -> Result<LookingBack> {
        let read = |row: &Row<'_>| {
            let (key, name): (i64, Option<String>) = (row.get(0)?, row.get(1)?);
            let place = match name {
                Some(name) => Place::Region(name),
                None if key == OWN => Place::Own,
                None => Place::None,
            };
            let last = row.get::<_, Option<i64>>(4)?.and_then(day_of);
            let (open, private) = (row.get(2)?, row.get(3)?);
            Ok((key, PlaceBack { place: Some(place), private, open, last, weeks: [0; WEEKS] }))
        };
        let places: Vec<(i64, PlaceBack)> = self
            .conn
            .prepare_cached(PLACES)
            .and_then(|mut query| query.query_map([], read)?.collect())
            .doing(DOING)?;
        let (keys, mut places): (Vec<i64>, Vec<PlaceBack>) = places.into_iter().unzip();
        let mut days = BTreeMap::new();
        let this_week = monday(until);
        for (key, back) in keys.iter().zip(&mut places) {
            for (day, requests) in self.days_in(*key, since, until)? {
                *days.entry(day).or_default() += requests;
                let before = (this_week - monday(day)).num_weeks();
                let week = usize::try_from(before).ok().and_then(|before| (WEEKS - 1).checked_sub(before));
                if let Some(week) = week.and_then(|week| back.weeks.get_mut(week)) {
                    *week += requests;
                }
            }
        }
        let at: BTreeMap<i64, usize> = keys.into_iter().zip(0..).collect();
        Ok(LookingBack { days, places, answers: self.answers_back(&at)? })
    }

    fn days_in(&self, key: i64, since: NaiveDate, until: NaiveDate) -> Result<Vec<(NaiveDate, u64)>> {
        let rows: Vec<(i64, u64)> = self
            .conn
            .prepare_cached(DAYS)
            .and_then(|mut query| {
                let period = params![key, number(since), number(until)];
                query.query_map(period, |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
            })
            .doing(DOING)?;
        Ok(rows.into_iter().filter_map(|(day, requests)| Some((day_of(day)?, requests))).collect())
    }

    fn answers_back(&self, places: &BTreeMap<i64, usize>) -> Result<Vec<AnswerBack>> {
        let read = |row: &Row<'_>| {
            // both turns are days, turned round so that the newest comes first
            let (answered, asked): (i64, i64) = (row.get(0)?, row.get(1)?);
            let verdict = row.get_ref(2)?.as_str_or_null()?.and_then(Verdict::from_name);
            let key = place(row.get(3)?, row.get(4)?);
            Ok((|| {
                Some(AnswerBack {
                    place: *places.get(&key)?,
                    day: day_of(-answered)?,
                    days: u64::try_from(asked - answered).unwrap_or(0),
                    verdict: verdict?,
                })
            })())
        };
        self.conn
            .prepare_cached(ANSWERS)
            .and_then(|mut query| query.query_map([], read)?.filter_map(Result::transpose).collect())
            .doing(DOING)
    }
}
