//! Answers through the years, and how long they took.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::places::{after, quantile, within};
use crate::journal::{LookingBack, Verdict};
use crate::text::counted;

/// From so many answers on, quarters are told beside the half.
const ENOUGH: usize = 8;

/// How long answers take, as people say it: within so many days; the last has no end.
const SPANS: [(&str, Option<u64>); 5] = [
    ("within a week", Some(7)),
    ("within a month", Some(31)),
    ("within 3 months", Some(92)),
    ("within a year", Some(366)),
    ("later", None),
];

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// By year, the newest first; years without any between them are there, too.
    pub years: Vec<Year>,
    /// How long they took.
    pub took: Took,
}

/// Verdicts of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Year {
    /// Which.
    pub year: i32,
    /// How many of each, in the order of [`Verdict::ALL`].
    pub verdicts: [u64; 4],
}

/// How long answers took, from the day of the request to the day of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Took {
    /// How many answers there are.
    pub answers: u64,
    /// A quarter, half and three quarters of them came within so many days.
    pub quarters: Option<[u64; 3]>,
    /// How many came within each span: its name, its end in days, and those that came within it but not within the one
    /// before.
    pub spans: Vec<(&'static str, Option<u64>, u64)>,
}

impl Answers {
    pub(super) fn new(back: &LookingBack) -> Self {
        let mut by_year: BTreeMap<i32, [u64; 4]> = BTreeMap::new();
        for one in &back.answers {
            let at = Verdict::ALL.iter().position(|verdict| *verdict == one.verdict).unwrap_or(0);
            if let Some(count) = by_year.entry(one.day.year()).or_default().get_mut(at) {
                *count += 1;
            }
        }
        let first = by_year.keys().next().copied();
        let last = by_year.keys().next_back().copied();
        // a day that is told wrongly must not make a list of centuries
        let between = first.zip(last).filter(|(first, last)| last - first <= 100);
        if let Some((first, last)) = between {
            for year in first..=last {
                by_year.entry(year).or_default();
            }
        }
        let years = by_year.into_iter().rev().map(|(year, verdicts)| Year { year, verdicts }).collect();
        let mut days: Vec<u64> =
            back.answers.iter().filter(|one| one.is_answer()).map(|one| one.days).collect();
        days.sort_unstable();
        Answers { years, took: Took::new(&days) }
    }
}

impl Year {
    /// All that are answers: as asked, in part, or otherwise.
    pub fn answers(&self) -> u64 {
        let of = Verdict::ALL.iter().zip(self.verdicts);
        of.filter(|(verdict, _)| **verdict != Verdict::SetBack).map(|(_, count)| count).sum()
    }

    /// What they were: "9 answered, 2 partly answered, 1 set back"; nothing where there is none.
    pub fn words(&self) -> String {
        let of = Verdict::ALL.iter().zip(self.verdicts).filter(|(_, count)| *count > 0);
        let parts: Vec<String> = of.map(|(verdict, count)| format!("{count} {}", verdict.words())).collect();
        parts.join(", ")
    }
}

impl Took {
    /// `days`: of each answer, in order.
    fn new(days: &[u64]) -> Self {
        let quarter = |quarters| quantile(days, quarters);
        let mut from = 0;
        let spans = SPANS
            .into_iter()
            .map(|(name, end)| {
                let to = end.map_or(days.len(), |end| days.partition_point(|one| *one <= end));
                let count = to - from;
                from = to;
                (name, end, count as u64)
            })
            .collect();
        Took {
            answers: days.len() as u64,
            quarters: quarter(1).zip(quarter(2)).zip(quarter(3)).map(|((one, two), three)| [one, two, three]),
            spans,
        }
    }

    /// In a sentence; `None` where nothing was answered.
    pub fn words(&self) -> Option<String> {
        let [quarter, half, three] = self.quarters?;
        Some(match self.answers {
            1 => format!("The one answer came {}.", after(half)),
            few if few < ENOUGH as u64 => format!("Half of {few} answers came within {}.", within(half)),
            _ => format!(
                "Half of {} came within {}, a quarter within {}, three quarters within {}.",
                counted(self.answers, "answer"),
                within(half),
                within(quarter),
                within(three)
            ),
        })
    }
}
