//! What to pray next: today's portion, its order, the place one has reached in it. Pure.
//!
//! The rotation is a queue. What was never prayed comes first, the newest issue of those before the others;
//! then what has waited longest since it was last prayed. Each day takes a portion from its head, so that
//! everything open comes round in as many days as there are portions, and nothing is forgotten.
//! Within a portion, requests of one region stand together.

mod asked;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

pub use asked::{Part, parts};

/// How many requests a day's portion holds, unless the person says otherwise.
pub const DEFAULT_PORTION: usize = 8;

/// Brings rows of one group together, groups in the order of their first row, rows in the order they came in.
pub fn group<T, K: PartialEq>(rows: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut groups: Vec<(K, Vec<T>)> = Vec::new();
    for row in rows {
        let key = key(&row);
        match groups.iter_mut().find(|(other, _)| *other == key) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((key, vec![row])),
        }
    }
    groups.into_iter().flat_map(|(_, rows)| rows).collect()
}

/// Why a request stands first in a day's portion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum First {
    /// The person wanted to look at it again by that day.
    FollowUp,
    /// It speaks of that very day.
    Today,
    /// It is pinned: it comes every day.
    Pinned,
}

impl First {
    /// In words, for the person.
    pub fn words(self) -> &'static str {
        match self {
            First::FollowUp => "you wanted to look again today",
            First::Today => "it speaks of today",
            First::Pinned => "pinned: it comes every day",
        }
    }
}

/// Why a request stands first on a day; `None`: it comes in its turn. `follow_up`: from which day on the person wants
/// to look at it again. `date`: the day it speaks of.
pub fn first(
    follow_up: Option<NaiveDate>,
    date: Option<NaiveDate>,
    pinned: bool,
    today: NaiveDate,
) -> Option<First> {
    if follow_up.is_some_and(|day| day <= today) {
        Some(First::FollowUp)
    } else if date == Some(today) {
        Some(First::Today)
    } else {
        pinned.then_some(First::Pinned)
    }
}

/// How a day's portion is shared between what is pinned and the rotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Requests that a portion holds.
    pub size: usize,
    /// Requests that are open.
    pub open: u64,
    /// Those that are pinned and have a place on the day: none that rests.
    pub pinned: u64,
}

impl Share {
    /// How many places of a portion are the rotation's: one at least, so that it always moves on.
    pub fn in_turn(self) -> usize {
        self.size.saturating_sub(usize::try_from(self.pinned).unwrap_or(usize::MAX)).max(1)
    }

    /// What a portion of which so many remain is, in words: "today: 8 of 61 open, all in 8 days".
    pub fn words(self, remaining: usize) -> String {
        let days = match self.days() {
            0 | 1 => String::new(),
            days => format!(", all in {days} days"),
        };
        format!("today: {remaining} of {} open{days}", self.open)
    }

    /// In how many days everything open comes round; 0 where nothing is open.
    pub fn days(self) -> u64 {
        days_round(self.open.saturating_sub(self.pinned), self.in_turn()).max(u64::from(self.open > 0))
    }
}

/// In how many days everything open comes round: "all 61 in 8 days". 0 where nothing is open.
pub fn days_round(open: u64, portion: usize) -> u64 {
    open.div_ceil(portion.max(1) as u64)
}

/// Places to draw from by chance, the same all day: 32 hexadecimal digits, as items are named by. There is no end to them.
/// The numbers are those of `SplitMix64` (Steele and others 2014).
pub fn lots(day: NaiveDate) -> impl Iterator<Item = String> {
    let mut state = u64::from(day.num_days_from_ce().unsigned_abs()).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut next = move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    };
    std::iter::repeat_with(move || format!("{:016x}{:016x}", next(), next()))
}

/// A walk through requests, one at a time, and the place reached in it. Kept on the disk, so that it goes on
/// where one stopped. Moving on marks nothing: what was prayed is known from the journal alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Walk {
    /// The day it began; it is not gone on with on another day.
    pub day: NaiveDate,
    /// Which list it goes through, as its name.
    pub scope: String,
    /// The items, in order.
    pub items: Vec<String>,
    /// The place reached, from 0; as many as there are items: at the end.
    pub at: usize,
}

impl Walk {
    /// A walk at its beginning.
    pub fn new(day: NaiveDate, scope: impl Into<String>, items: Vec<String>) -> Self {
        Walk { day, scope: scope.into(), items, at: 0 }
    }

    /// The item one stands at; `None` at the end.
    pub fn here(&self) -> Option<&str> {
        self.items.get(self.at).map(String::as_str)
    }

    /// Goes on to the next item, at most to the end.
    pub fn forward(&mut self) {
        self.at = (self.at + 1).min(self.items.len());
    }

    /// Goes back to the item before, at most to the first.
    pub fn back(&mut self) {
        self.at = self.at.saturating_sub(1);
    }

    /// Goes to an item; stays where it does not hold it.
    pub fn go_to(&mut self, item: &str) {
        self.at = self.items.iter().position(|other| other == item).unwrap_or(self.at);
    }

    /// Leaves the item out that one stands at, so that one stands at the next.
    pub fn leave_out(&mut self) {
        if self.at < self.items.len() {
            self.items.remove(self.at);
        }
    }

    /// Has items come next that it does not hold yet.
    pub fn come_next(&mut self, items: impl IntoIterator<Item = String>) {
        let mut at = self.at;
        for item in items {
            if !self.items.contains(&item) {
                self.items.insert(at.min(self.items.len()), item);
                at += 1;
            }
        }
    }

    /// Has other items remain: those behind the one that one stands at are replaced by these, of which none is there twice.
    pub fn remaining(&mut self, items: impl IntoIterator<Item = String>) {
        self.items.truncate(self.at + 1);
        for item in items {
            if !self.items.contains(&item) {
                self.items.push(item);
            }
        }
    }

    /// Whether there is something to go on with: the same list, the same day, not at its end.
    pub fn goes_on(&self, day: NaiveDate, scope: &str) -> bool {
        self.day == day && self.scope == scope && self.at < self.items.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn regions_stand_together_in_the_order_of_their_first_row() {
        let rows = vec![("asia", 1), ("africa", 2), ("asia", 3), ("europe", 4), ("africa", 5)];
        let grouped = group(rows, |row| row.0);
        assert_eq!(grouped, [("asia", 1), ("asia", 3), ("africa", 2), ("africa", 5), ("europe", 4)]);
    }

    #[test]
    fn days_round_counts_a_last_short_portion() {
        assert_eq!(days_round(61, 8), 8);
        assert_eq!(days_round(64, 8), 8);
        assert_eq!(days_round(0, 8), 0);
        assert_eq!(days_round(3, 0), 3);
    }

    #[test]
    fn a_day_is_asked_for_before_what_is_pinned() {
        let today = day("2026-03-12");
        let of = |follow_up: &str, date: &str, pinned| {
            first(follow_up.parse().ok(), date.parse().ok(), pinned, today)
        };
        assert_eq!(of("2026-03-12", "2026-03-12", true), Some(First::FollowUp));
        assert_eq!(of("2026-03-13", "2026-03-12", true), Some(First::Today));
        assert_eq!(of("2026-03-13", "2026-03-11", true), Some(First::Pinned));
        assert_eq!(of("", "", false), None);
    }

    #[test]
    fn what_is_pinned_never_holds_the_rotation_up() {
        let share = |size, open, pinned| Share { size, open, pinned };
        assert_eq!((share(8, 61, 0).in_turn(), share(8, 61, 0).days()), (8, 8));
        assert_eq!((share(8, 61, 3).in_turn(), share(8, 61, 3).days()), (5, 12));
        assert_eq!((share(8, 61, 20).in_turn(), share(8, 61, 20).days()), (1, 41));
        assert_eq!((share(8, 2, 2).days(), share(8, 0, 0).days()), (1, 0));
    }

    #[test]
    fn a_walk_stays_between_its_ends() {
        let mut walk = Walk::new(day("2026-03-12"), "portion", vec!["a".into(), "b".into()]);
        walk.back();
        assert_eq!(walk.here(), Some("a"));
        walk.forward();
        assert_eq!(walk.here(), Some("b"));
        walk.forward();
        walk.forward();
        assert_eq!((walk.here(), walk.at), (None, 2));
        walk.back();
        assert_eq!(walk.here(), Some("b"));
    }

    #[test]
    fn what_remains_may_change_and_what_was_walked_stays() {
        let mut walk = Walk::new(day("2026-03-12"), "portion", vec!["a".into(), "b".into(), "c".into()]);
        walk.forward();
        walk.remaining(["a", "c", "d", "e"].map(String::from));
        assert_eq!((walk.items.join(" ").as_str(), walk.here()), ("a b c d e", Some("b")));
        walk.remaining(["c".to_owned()]);
        assert_eq!(walk.items.join(" "), "a b c");
        walk.come_next(["x", "a", "y"].map(String::from));
        assert_eq!((walk.items.join(" ").as_str(), walk.here()), ("a x y b c", Some("x")));
        walk.go_to("c");
        walk.go_to("z");
        assert_eq!(walk.here(), Some("c"));
    }

    #[test]
    fn lots_are_the_same_all_day_and_others_the_next() {
        let of = |on: &str| lots(day(on)).take(6).collect::<Vec<_>>();
        assert_eq!(of("2026-03-12"), of("2026-03-12"));
        assert!(of("2026-03-12").iter().all(|lot| lot.len() == 32 && !of("2026-03-13").contains(lot)));
        let mut first: Vec<char> =
            lots(day("2026-03-12")).take(200).filter_map(|lot| lot.chars().next()).collect();
        first.sort_unstable();
        first.dedup();
        assert_eq!(first.len(), 16, "they lie everywhere");
    }

    #[test]
    fn it_goes_on_only_on_its_day_in_its_list_before_its_end() {
        let mut walk = Walk::new(day("2026-03-12"), "portion", vec!["a".into()]);
        assert!(walk.goes_on(day("2026-03-12"), "portion"));
        assert!(!walk.goes_on(day("2026-03-13"), "portion"));
        assert!(!walk.goes_on(day("2026-03-12"), "region:Asia"));
        walk.forward();
        assert!(!walk.goes_on(day("2026-03-12"), "portion"));
    }
}
