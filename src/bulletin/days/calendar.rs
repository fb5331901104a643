//! The days of a diary as one reads on: what an opening leaves unsaid was said above it.

use chrono::{Datelike, Days, NaiveDate};

use super::dates::{find, month_said, year_number};
use super::opening::{Counted, Opening};
use crate::bulletin::language::Language;
use crate::bulletin::paragraphs::ends_sentence;
use crate::text::words;

/// A line beyond this length does not say of which month a diary is.
const LONGEST_TITLE: usize = 120;

/// Where a weekend begins of which no more is said; from 0 for Monday.
const SATURDAY: u32 = 5;

/// Of which month the days are, as one reads on.
pub struct Calendar {
    year: Option<i32>,
    month: Option<u32>,
    last: Option<NaiveDate>,
    /// The first day of the week or the days that they are of, where it was said.
    first: Option<NaiveDate>,
    /// Whether the entries go to the end of a month.
    whole_month: bool,
}

impl Calendar {
    pub fn new(sent: Option<(i32, u32)>, titled: Option<(Option<i32>, u32)>, whole_month: bool) -> Self {
        let year = titled.and_then(|(year, _)| year).or(sent.map(|(year, _)| year));
        let month = titled.map(|(_, month)| month).or(sent.map(|(_, month)| month));
        Calendar { year, month, last: None, first: None, whole_month }
    }

    /// Listens to a line between the entries: a title, "Week 2: 16-22 January".
    pub fn hear(&mut self, text: &str, language: &Language) {
        if text.len() > LONGEST_TITLE || self.last.is_some() && ends_sentence(text) {
            return;
        }
        let said = month_said(text, language);
        if let Some((year, month)) = said {
            self.year = year.or(self.year);
            self.month = Some(month);
        } else if self.year.is_none() {
            // "Lent 2026"
            self.year = words(text).find_map(|word| year_number(word.text, language));
        }
        // "1–7 June" is of the year that was said above it.
        let days = find(text, language)
            .or_else(|| find(&format!("{text} {}", self.year.filter(|_| said.is_some())?), language));
        if let Some(found) = days {
            (self.first, self.last) = (Some(found.day), None);
        }
    }

    /// The day that an opening means.
    pub fn day(&mut self, opening: &Opening) -> Option<NaiveDate> {
        let day = self.meant(opening)?;
        (self.year, self.month, self.last) = (Some(day.year()), Some(day.month()), Some(day));
        Some(day)
    }

    fn meant(&self, opening: &Opening) -> Option<NaiveDate> {
        if opening.counted == Some(Counted::Weeks) {
            return None;
        }
        let Some(day) = opening.day else {
            // A weekday alone is the next of its name.
            let after = self.last.map_or(self.first, |last| last.checked_add_days(Days::new(1)))?;
            let weekday = opening.weekday.or(opening.weekend.then_some(SATURDAY))?;
            let ahead = (7 + weekday - after.weekday().num_days_from_monday()) % 7;
            return after.checked_add_days(Days::new(u64::from(ahead)));
        };
        if opening.counted.is_some()
            && let Some(first) = self.first
        {
            return first.checked_add_days(Days::new(u64::from(day) - 1));
        }
        if opening.counted.is_some() && !self.whole_month {
            return None;
        }
        let (year, month) = (opening.year.or(self.year)?, opening.month.or(self.month)?);
        let named = NaiveDate::from_ymd_opt(year, month, day);
        let next = match (opening.month, opening.year) {
            (None, _) if month == 12 => NaiveDate::from_ymd_opt(year + 1, 1, day),
            (None, _) => NaiveDate::from_ymd_opt(year, month + 1, day),
            (_, None) => NaiveDate::from_ymd_opt(year + 1, month, day),
            _ => None,
        };
        let Some(named) = named else { return next };
        // After the 31st comes the 1st, and after December January.
        let back = self.last.is_some_and(|last| (last - named).num_days() > 20);
        let agrees = |date: NaiveDate| {
            opening.weekday.is_none_or(|weekday| date.weekday().num_days_from_monday() == weekday)
        };
        match next {
            Some(next) if back && agrees(next) || !agrees(named) && agrees(next) => Some(next),
            _ => Some(named),
        }
    }
}
