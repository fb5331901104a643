//! Clocks that are wrong by decades, travel, and change with the season: the order is the one in which things were
//! done, and each day has its portion once.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, FixedOffset, Months, Utc};
use proptest::prelude::*;

use super::portion::many;
use super::*;

const PORTION: usize = 4;

#[derive(Debug, Clone)]
enum Step {
    Years(i32),
    Minutes(i64),
    /// The person is elsewhere: so many quarters of an hour from Greenwich.
    Zone(i32),
    Pray,
    Undo,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        1 => prop_oneof![Just(-25), Just(10), Just(-10), Just(25)].prop_map(Step::Years),
        3 => prop_oneof![0..90i64, -120..3000i64].prop_map(Step::Minutes),
        1 => (-48..=56i32).prop_map(Step::Zone),
        6 => Just(Step::Pray),
        1 => Just(Step::Undo),
    ]
}

/// A clock that a person, a government or an empty battery sets.
struct Hands {
    instant: DateTime<Utc>,
    zone: FixedOffset,
}

impl Hands {
    fn now(&self) -> Moment {
        Moment::new(self.instant.with_timezone(&self.zone))
    }

    fn turn(&mut self, step: &Step) {
        match step {
            Step::Years(years) => {
                let months = Months::new(years.unsigned_abs() * 12);
                let turned = if *years < 0 { self.instant - months } else { self.instant + months };
                // a battery that is empty again and again does not leave the centuries in which clocks are set
                if (1971..2150).contains(&chrono::Datelike::year(&turned)) {
                    self.instant = turned;
                }
            }
            Step::Minutes(minutes) => self.instant += Duration::minutes(*minutes),
            Step::Zone(quarters) => self.zone = FixedOffset::east_opt(quarters * 900).unwrap(),
            Step::Pray | Step::Undo => {}
        }
    }
}

/// Prays what comes next, and holds that the day has lost it and nothing else.
fn pray(journal: &mut Journal, now: Moment, done: &mut Vec<(ItemId, NaiveDate)>) {
    let before = journal.portion(now.day(), PORTION).unwrap();
    let Some(next) = before.first() else { return };
    let id = next.id.clone();
    do_it(journal, now, Change::Prayed { item: id.clone() });
    done.push((id, now.day()));
    let left: Vec<ItemId> =
        journal.portion(now.day(), PORTION).unwrap().into_iter().map(|row| row.id).collect();
    assert_eq!(left, before[1..].iter().map(|row| row.id.clone()).collect::<Vec<_>>(), "{}", now.day());
}

/// Of each day that any item was last prayed on, the portion is smaller by just those items.
fn each_day_once(journal: &Journal, done: &[(ItemId, NaiveDate)], today: NaiveDate) {
    let last: BTreeMap<&ItemId, NaiveDate> = done.iter().map(|(id, day)| (id, *day)).collect();
    let prayed = last.values().filter(|day| **day == today).count();
    let rows = journal.portion(today, PORTION).unwrap();
    assert_eq!(rows.len(), PORTION.saturating_sub(prayed), "{today}: {last:?}");
    assert!(rows.iter().all(|row| last.get(&row.id) != Some(&today)), "{today}: {last:?}");
}

fn in_order(journal: &Journal, done: &[(ItemId, NaiveDate)]) {
    let told = journal.history(100).unwrap();
    let told: Vec<String> = told.into_iter().filter(|act| !act.undone).map(|act| act.what).collect();
    let title = |id| journal.row(id).unwrap().unwrap().title;
    let wanted: Vec<String> = done.iter().rev().map(|(id, _)| format!("prayed: {}", title(id))).collect();
    assert_eq!(told[..wanted.len()], wanted, "the newest first, whatever the clock said");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(
        std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(24)
    )})]

    #[test]
    fn whatever_the_clock_does_each_day_has_its_portion_once(steps in prop::collection::vec(step(), 1..40)) {
        let (mut journal, _) = many(12);
        let mut hands = Hands { instant: at(3, 0).local().to_utc(), zone: FixedOffset::east_opt(3600).unwrap() };
        let mut done = Vec::new();
        for step in steps {
            hands.turn(&step);
            match step {
                Step::Pray => pray(&mut journal, hands.now(), &mut done),
                Step::Undo => {
                    if let Some((id, _)) = done.pop() {
                        let before = journal.row(&id).unwrap().unwrap().times;
                        journal.undo(hands.now()).unwrap();
                        prop_assert_eq!(journal.row(&id).unwrap().unwrap().times + 1, before);
                    }
                }
                _ => {}
            }
            each_day_once(&journal, &done, hands.now().day());
            in_order(&journal, &done);
        }
    }
}

/// The hour that is missing in spring and the one that comes twice in autumn are hours of one day.
#[test]
fn a_day_of_23_hours_or_of_25_is_one_day() {
    let (mut journal, _) = many(12);
    let mut done = Vec::new();
    let night = ["2026-03-29T01:59:00+01:00", "2026-03-29T03:00:00+02:00", "2026-03-29T23:59:00+02:00"];
    let autumn = ["2026-10-25T02:40:00+02:00", "2026-10-25T02:10:00+01:00", "2026-10-25T23:59:00+01:00"];
    for (at, moment) in night.iter().chain(&autumn).enumerate() {
        let now = Moment::new(DateTime::parse_from_rfc3339(moment).unwrap());
        pray(&mut journal, now, &mut done);
        each_day_once(&journal, &done, now.day());
        assert_eq!(journal.portion(now.day(), PORTION).unwrap().len(), PORTION - 1 - at % 3);
    }
    in_order(&journal, &done);
}
