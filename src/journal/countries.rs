//! What the journal holds of each country: what is open, told and answered there.
//!
//! The counts are kept as those of regions are: by triggers (`following.sql`), and for what is new together at the end of
//! a transaction.

use chrono::{Datelike, NaiveDate};
use rusqlite::Connection;

use super::Journal;
use super::error::{Doing, Result};
use super::model::CountryRow;

/// Counts what is new, and writes where in each country's turn it stands.
const SETTLE: &str = "
INSERT INTO item_country(code, turn, item, open)
  SELECT code, turn, item, open FROM told_of WHERE item > (SELECT settled FROM tally);
INSERT INTO country(code, items, open, praises)
  SELECT code, count(*), sum(open), sum(praise) FROM told_of
  WHERE item > (SELECT settled FROM tally) GROUP BY code
  ON CONFLICT (code) DO UPDATE SET items = items + excluded.items, open = open + excluded.open,
    praises = praises + excluded.praises;
INSERT INTO country_answers(code, year, answers)
  SELECT code, answered_in, count(*) FROM told_of
  WHERE item > (SELECT settled FROM tally) AND answered_in IS NOT NULL GROUP BY code, answered_in
  ON CONFLICT (code, year) DO UPDATE SET answers = answers + excluded.answers;";

pub(super) const COUNTRIES: &str = "SELECT code, open, praises,
    coalesce((SELECT sum(answers) FROM country_answers WHERE country_answers.code = country.code), 0),
    coalesce((SELECT answers FROM country_answers
              WHERE country_answers.code = country.code AND year = ?1), 0)
  FROM country WHERE items > 0 ORDER BY code";

/// Counts the items that came in since; before they are said to be settled.
pub(super) fn settle_new(conn: &Connection) -> Result<()> {
    conn.execute_batch(SETTLE).doing("counting by country")
}

/// Empties what [`settle_new`] writes.
pub(super) fn empty(conn: &Connection) -> Result<()> {
    conn.execute_batch("DELETE FROM item_country; DELETE FROM country; DELETE FROM country_answers;")
        .doing("rebuilding the journal")
}

impl Journal {
    /// The countries that items speak of, by their code, with what is open and answered in each. Private ones count:
    /// the journal is the person's own.
    pub fn countries(&self, today: NaiveDate) -> Result<Vec<CountryRow>> {
        self.conn
            .prepare_cached(COUNTRIES)
            .and_then(|mut query| {
                query
                    .query_map([today.year()], |row| {
                        Ok(CountryRow {
                            code: row.get(0)?,
                            open: row.get(1)?,
                            praises: row.get(2)?,
                            answered: row.get(3)?,
                            answered_this_year: row.get(4)?,
                        })
                    })?
                    .collect()
            })
            .doing("counting by country")
    }
}
