//! Looking back as data: `kneel stats --json`.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Reflection, Told};
use crate::journal::{Place, Verdict};

/// The document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Data {
    format: &'static str,
    since: NaiveDate,
    until: NaiveDate,
    prayers: u64,
    days: Vec<Day>,
    regions: Vec<Region>,
    years: Vec<Year>,
    took: Took,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Day {
    day: NaiveDate,
    requests: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Region {
    /// `null` for one's own without a region, and for what stands under no heading.
    #[serde(rename = "region")]
    name: Option<String>,
    own: bool,
    open: u64,
    last_prayed: Option<NaiveDate>,
    /// In the last twelve weeks of the period, the oldest first.
    weeks: Vec<u64>,
    answers: u64,
    half_within_days: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Year {
    #[serde(rename = "year")]
    number: i32,
    answered: u64,
    partly: u64,
    otherwise: u64,
    set_back: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Took {
    answers: u64,
    quarter_within_days: Option<u64>,
    half_within_days: Option<u64>,
    three_quarters_within_days: Option<u64>,
    spans: Vec<Span>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Span {
    name: &'static str,
    /// Answers that came within so many days, but not within the span before; `null`: later.
    within_days: Option<u64>,
    answers: u64,
}

/// A reflection as data.
pub fn data(reflection: &Reflection) -> Data {
    let Reflection { period, calendar, places, answers } = reflection;
    let days = period.since.iter_days().zip(calendar.weeks.iter().flat_map(|(_, days)| days).flatten());
    let prayed = days.filter(|(_, requests)| **requests > 0);
    let quarters = answers.took.quarters;
    Data {
        format: "kneel.stats/1",
        since: period.since,
        until: period.until,
        prayers: calendar.prayers,
        days: prayed.map(|(day, requests)| Day { day, requests: *requests }).collect(),
        regions: places.iter().map(region).collect(),
        years: answers.years.iter().map(year).collect(),
        took: Took {
            answers: answers.took.answers,
            quarter_within_days: quarters.map(|[quarter, _, _]| quarter),
            half_within_days: quarters.map(|[_, half, _]| half),
            three_quarters_within_days: quarters.map(|[_, _, three]| three),
            spans: answers
                .took
                .spans
                .iter()
                .map(|(name, within_days, answers)| Span {
                    name,
                    within_days: *within_days,
                    answers: *answers,
                })
                .collect(),
        },
    }
}

fn region(told: &Told) -> Region {
    let name = match &told.place {
        Some(Place::Region(name)) => Some(name.clone()),
        _ => None,
    };
    Region {
        name,
        own: told.place == Some(Place::Own),
        open: told.open,
        last_prayed: told.last,
        weeks: told.weeks.to_vec(),
        answers: told.answers,
        half_within_days: told.half,
    }
}

fn year(year: &super::Year) -> Year {
    let count = |wanted| {
        let of = Verdict::ALL.iter().zip(year.verdicts);
        of.filter(|(verdict, _)| **verdict == wanted).map(|(_, count)| count).sum()
    };
    Year {
        number: year.year,
        answered: count(Verdict::Answered),
        partly: count(Verdict::Partly),
        otherwise: count(Verdict::Otherwise),
        set_back: count(Verdict::SetBack),
    }
}
