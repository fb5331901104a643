//! What was answered on about this day of an earlier year: one line that remembers.

use chrono::{Datelike, Days, NaiveDate};
use rusqlite::{OptionalExtension, params};
use serde::Serialize;

use super::Journal;
use super::error::{Doing, Result};
use super::model::{ItemId, Verdict};

/// A request that was answered on about the same day of an earlier year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct YearsAgo {
    /// How many years ago, at least 1.
    pub years: u32,
    /// The request.
    pub item: ItemId,
    /// Its heading.
    pub title: String,
    /// How it was answered.
    pub verdict: Verdict,
}

/// So many days before and after count as the same day.
const ABOUT: u64 = 3;
/// So many years are looked back.
const YEARS: u32 = 40;

impl Journal {
    /// The answer nearest to the same day of the latest year that has one, what is private left out: others may sit
    /// before the screen.
    pub fn years_ago(&self, today: NaiveDate) -> Result<Option<YearsAgo>> {
        let doing = "looking for answers of earlier years";
        let first: Option<NaiveDate> = self
            .conn
            .prepare_cached("SELECT min(answered_on) FROM item WHERE answered_on IS NOT NULL")
            .and_then(|mut query| query.query_row([], |row| row.get(0)))
            .doing(doing)?;
        let Some(first) = first else { return Ok(None) };
        let mut query = self
            .conn
            .prepare_cached(
                "SELECT id, title, verdict FROM item
                 WHERE answered_on BETWEEN ?1 AND ?2 AND verdict IN ('answered', 'partly', 'otherwise')
                   AND visibility <> 'private' AND archived = 0
                 ORDER BY abs(julianday(answered_on) - julianday(?3)), key LIMIT 1",
            )
            .doing(doing)?;
        for years in 1..=YEARS {
            let Some(day) = back(today, years) else { break };
            let (from, to) = (day.checked_sub_days(Days::new(ABOUT)), day.checked_add_days(Days::new(ABOUT)));
            let (Some(from), Some(to)) = (from, to) else { break };
            if to < first {
                break;
            }
            let found: Option<(String, String, String)> = query
                .query_row(params![from, to, day], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                .optional()
                .doing(doing)?;
            let Some((id, title, verdict)) = found else { continue };
            let Some(verdict) = Verdict::from_name(&verdict) else { continue };
            return Ok(Some(YearsAgo { years, item: ItemId(id), title, verdict }));
        }
        Ok(None)
    }
}

/// The same day so many years before; of a leap day, the day before it.
fn back(day: NaiveDate, years: u32) -> Option<NaiveDate> {
    let year = day.year() - i32::try_from(years).ok()?;
    day.with_year(year).or_else(|| day.pred_opt()?.with_year(year))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, day, do_it, journal, named};
    use super::super::{Change, Visibility};
    use super::*;

    fn answered(journal: &mut Journal, word: &str, on: &str) -> ItemId {
        let item = named(journal, word);
        let change = Change::Answered {
            item: item.clone(),
            verdict: Verdict::Answered,
            words: String::new(),
            day: day(on),
            praise: None,
        };
        do_it(journal, at(3, 0), change);
        item
    }

    #[test]
    fn the_nearest_answer_of_the_latest_year_is_remembered() {
        let mut journal = journal();
        assert_eq!(journal.years_ago(day("2026-03-12")).unwrap(), None);
        answered(&mut journal, "Ruslan", "2024-03-12");
        let near = answered(&mut journal, "Aigul", "2025-03-10");
        let told = |today: &str| journal.years_ago(day(today)).unwrap().map(|told| (told.years, told.item));
        assert_eq!(told("2026-03-12"), Some((1, near.clone())));
        assert_eq!(told("2026-03-13"), Some((1, near.clone())));
        assert_eq!(told("2026-03-14").map(|(years, _)| years), Some(2), "four days are too many");
        assert_eq!(told("2026-03-20"), None);
        assert_eq!(told("2025-03-12").map(|(years, _)| years), Some(1));
        assert_eq!(told("2024-03-12"), None, "this very day is no earlier year");
    }

    #[test]
    fn what_is_private_is_not_told() {
        let mut journal = journal();
        let item = answered(&mut journal, "Ruslan", "2025-03-12");
        assert!(journal.years_ago(day("2026-03-12")).unwrap().is_some());
        do_it(&mut journal, at(3, 1), Change::Flagged { item, visibility: Visibility::Private });
        assert_eq!(journal.years_ago(day("2026-03-12")).unwrap(), None);
    }

    #[test]
    fn a_leap_day_looks_back_to_the_day_before() {
        assert_eq!(back(day("2028-02-29"), 1), Some(day("2027-02-28")));
        assert_eq!(back(day("2028-02-29"), 4), Some(day("2024-02-29")));
    }
}
