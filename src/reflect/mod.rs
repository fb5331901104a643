//! Looking back: what a journal's numbers tell, in one form for the screen, plain text, JSON and a page, so that all say
//! the same. Pure: values in, values out. It tells facts, for thanks and to notice who was forgotten; it praises nobody,
//! sets no goals and knows no streaks.

mod answers;
mod calendar;
mod chart;
mod data;
mod page;
mod places;
mod rows;
#[cfg(test)]
mod tests;

use chrono::{Days, NaiveDate};

use crate::journal::{LookingBack, monday};

pub use answers::{Answers, Took, Year};
pub use calendar::{Calendar, SHADES};
pub use data::{Data, data};
pub use page::{Unmade, page, picture};
pub use places::{Told, name_of};
pub use rows::{HEADINGS, Marks, Row, Tone, calendar, heading, place, text, took, weeks, years};

/// Weeks before this one that the calendar shows: with it, the same week of last year is there, too.
const WEEKS_BEFORE: u64 = 52;

/// The days that are looked back on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first.
    pub since: NaiveDate,
    /// The last.
    pub until: NaiveDate,
    /// Today.
    pub today: NaiveDate,
}

impl Period {
    /// The year up to today, in whole weeks.
    pub fn last_year(today: NaiveDate) -> Self {
        let since = monday(today).checked_sub_days(Days::new(7 * WEEKS_BEFORE)).unwrap_or(today);
        Period { since, until: today, today }
    }

    /// A year of the calendar, as far as it has come; `None` where it is still to come.
    pub fn year(year: i32, today: NaiveDate) -> Option<Self> {
        let since = NaiveDate::from_ymd_opt(year, 1, 1).filter(|first| *first <= today)?;
        let until = NaiveDate::from_ymd_opt(year, 12, 31)?.min(today);
        Some(Period { since, until, today })
    }

    /// In words: "10 March 2025 to 12 March 2026".
    pub fn words(&self) -> String {
        let day = |day: NaiveDate| day.format("%-d %B %Y").to_string();
        format!("{} to {}", day(self.since), day(self.until))
    }
}

/// A journal, looked back on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reflection {
    /// The days.
    pub period: Period,
    /// What was prayed on each of them.
    pub calendar: Calendar,
    /// Each place: those with something open first, and of these those never prayed for, then those longest not.
    pub places: Vec<Told>,
    /// What was answered.
    pub answers: Answers,
}

impl Reflection {
    /// What these numbers tell.
    pub fn new(back: &LookingBack, period: Period) -> Self {
        Reflection {
            period,
            calendar: Calendar::new(&back.days, period),
            places: places::told(back, period),
            answers: Answers::new(back),
        }
    }

    /// Whether there is nothing to look back on: nothing was prayed in the period, and nothing ever answered.
    pub fn is_empty(&self) -> bool {
        self.calendar.prayers == 0
            && self.answers.years.is_empty()
            && self.places.iter().all(|place| place.last.is_none())
    }
}
