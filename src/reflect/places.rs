//! Regions, looked back on: which were long not prayed for.

use std::cmp::Ordering;

use chrono::NaiveDate;

use super::Period;
use crate::group::words::span;
use crate::journal::{AnswerBack, LookingBack, Place, PlaceBack, WEEKS};
use crate::text::counted;

/// What is told of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Which; `None`: several, whose names are told to nobody.
    pub place: Option<Place>,
    /// Open requests.
    pub open: u64,
    /// The day on which any of it was last prayed.
    pub last: Option<NaiveDate>,
    /// What was prayed in the last weeks of the period, the oldest first.
    pub weeks: [u64; WEEKS],
    /// How many requests were answered: as asked, in part, or otherwise.
    pub answers: u64,
    /// Half of them within so many days.
    pub half: Option<u64>,
}

/// What a place is called.
pub fn name_of(place: Option<&Place>) -> &str {
    match place {
        Some(Place::Region(name)) => name,
        Some(Place::Own) => "My own",
        Some(Place::None) => "No region",
        None => "Private requests",
    }
}

impl Told {
    /// What it is called.
    pub fn name(&self) -> &str {
        name_of(self.place.as_ref())
    }

    /// When it was last prayed for: "3 weeks ago", "not yet prayed for".
    pub fn last_words(&self, today: NaiveDate) -> String {
        let Some(last) = self.last else { return "not yet prayed for".to_owned() };
        match (today - last).num_days() {
            ..=0 => "today".to_owned(),
            1 => "yesterday".to_owned(),
            days => format!("{} ago", span(days)),
        }
    }

    /// What is open there: "5 open", "nothing open".
    pub fn open_words(&self) -> String {
        if self.open == 0 { "nothing open".to_owned() } else { format!("{} open", self.open) }
    }

    /// What was answered there; `None` where nothing was.
    pub fn answer_words(&self) -> Option<String> {
        let half = self.half?;
        let answers = counted(self.answers, "answer");
        Some(match self.answers {
            1 => format!("{answers}, {}", after(half)),
            _ => format!("{answers}, half of them within {}", within(half)),
        })
    }
}

/// Days within which something came: "1 day", "5 weeks".
pub(super) fn within(days: u64) -> String {
    span(i64::try_from(days.max(1)).unwrap_or(i64::MAX))
}

/// When one thing came: "on the same day", "after 5 weeks".
pub(super) fn after(days: u64) -> String {
    if days == 0 { "on the same day".to_owned() } else { format!("after {}", within(days)) }
}

/// The smallest number of days within which a part of these answers came. They are in order.
pub(super) fn quantile(sorted: &[u64], quarters: usize) -> Option<u64> {
    sorted.get((sorted.len() * quarters).div_ceil(4).checked_sub(1)?).copied()
}

/// Every place, those long not prayed for first.
pub(super) fn told(back: &LookingBack, period: Period) -> Vec<Told> {
    let mut waits: Vec<Vec<u64>> = vec![Vec::new(); back.places.len()];
    for AnswerBack { place, days, .. } in back.answers.iter().filter(|one| one.is_answer()) {
        if let Some(waits) = waits.get_mut(*place) {
            waits.push(*days);
        }
    }
    let tell = |(back, mut waits): (&PlaceBack, Vec<u64>)| {
        waits.sort_unstable();
        Told {
            place: back.place.clone(),
            open: back.open,
            last: back.last.filter(|last| *last <= period.today),
            weeks: back.weeks,
            answers: waits.len() as u64,
            half: quantile(&waits, 2),
        }
    };
    let mut told: Vec<Told> = back.places.iter().zip(waits).map(tell).collect();
    // sorted as they stand: those of one day stay in the order of their names
    told.sort_by(longest_first);
    told
}

fn longest_first(one: &Told, other: &Told) -> Ordering {
    (one.open == 0).cmp(&(other.open == 0)).then(one.last.cmp(&other.last))
}
