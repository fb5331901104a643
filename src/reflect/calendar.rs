//! A calendar of days by weeks, in shades from nothing to a full day.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::Period;
use crate::journal::monday;
use crate::text::counted;

/// Shades there are, nothing among them.
pub const SHADES: usize = 4;

/// Of the days with prayers so many in a hundred lie within the darkest shade's beginning; a rare long day does not
/// make all others look empty.
const USUAL: usize = 95;

/// Days by weeks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Each week's Monday, and what was prayed on its days; `None`: a day outside of the period.
    pub weeks: Vec<(NaiveDate, [Option<u64>; 7])>,
    /// All prayers of the period.
    pub prayers: u64,
    /// Days with any.
    pub days: u64,
    /// What counts as a full day.
    full: u64,
    /// The most on one day.
    most: u64,
}

impl Calendar {
    /// The days of a period.
    pub fn new(days: &BTreeMap<NaiveDate, u64>, period: Period) -> Self {
        let mut weeks: Vec<(NaiveDate, [Option<u64>; 7])> = Vec::new();
        for day in period.since.iter_days().take_while(|day| *day <= period.until) {
            let first = monday(day);
            if weeks.last().is_none_or(|(monday, _)| *monday != first) {
                weeks.push((first, [None; 7]));
            }
            let at = day.weekday().num_days_from_monday() as usize;
            if let Some(slot) = weeks.last_mut().and_then(|(_, days)| days.get_mut(at)) {
                *slot = Some(days.get(&day).copied().unwrap_or(0));
            }
        }
        let mut counts: Vec<u64> = days.values().copied().filter(|count| *count > 0).collect();
        counts.sort_unstable();
        let full = counts.get((counts.len() * USUAL).div_ceil(100).saturating_sub(1)).copied().unwrap_or(0);
        Calendar {
            weeks,
            prayers: counts.iter().sum(),
            days: counts.len() as u64,
            full,
            most: counts.last().copied().unwrap_or(0),
        }
    }

    /// The shade of a day: 0 where nothing was prayed, up to the darkest for a full day.
    pub fn shade(&self, count: u64) -> usize {
        let darkest = SHADES as u64 - 1;
        let shade = if self.full == 0 { count } else { (count * darkest).div_ceil(self.full) };
        usize::try_from(shade.min(darkest)).unwrap_or(0)
    }

    /// What the shades mean, the lightest first; those that no number falls into are left out.
    pub fn legend(&self) -> Vec<(usize, String)> {
        let mut legend: Vec<(usize, u64, u64)> = Vec::new();
        for count in 0..=self.full {
            let shade = self.shade(count);
            match legend.last_mut() {
                Some((last, _, to)) if *last == shade => *to = count,
                _ => legend.push((shade, count, count)),
            }
        }
        let last = legend.len().saturating_sub(1);
        let words = |at: usize, (shade, from, to): (usize, u64, u64)| {
            let words = match () {
                () if shade == 0 => "none".to_owned(),
                () if at == last && self.most > to => format!("{from} or more"),
                () if from == to => from.to_string(),
                () => format!("{from} to {to}"),
            };
            (shade, words)
        };
        legend.into_iter().enumerate().map(|(at, one)| words(at, one)).collect()
    }

    /// Where each month begins: the index of its first week that begins in it, and the first day of the month.
    pub fn months(&self) -> Vec<(usize, NaiveDate)> {
        let mut months: Vec<(usize, NaiveDate)> = Vec::new();
        for (at, (monday, _)) in self.weeks.iter().enumerate() {
            let first = monday.with_day(1).unwrap_or(*monday);
            if months.last().is_none_or(|(_, month)| *month != first) {
                months.push((at, first));
            }
        }
        months
    }

    /// How much was prayed, in words: "412 prayers on 96 days".
    pub fn words(&self) -> String {
        if self.prayers == 0 {
            return "nothing was prayed in these days".to_owned();
        }
        format!("{} on {}", counted(self.prayers, "prayer"), counted(self.days, "day"))
    }
}
