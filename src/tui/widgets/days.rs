//! Days in the words people use.

use chrono::{Datelike, NaiveDate};

/// "3 Mar", or "3 Mar 2025" where the year is not today's.
pub fn short(day: NaiveDate, today: NaiveDate) -> String {
    let form = if day.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
    day.format(form).to_string()
}

/// "3 March", or "3 March 2025" where the year is not today's.
pub fn long(day: NaiveDate, today: NaiveDate) -> String {
    let form = if day.year() == today.year() { "%-d %B" } else { "%-d %B %Y" };
    day.format(form).to_string()
}

/// "Mar", or "Mar 2025" where the year is not today's.
pub fn month(day: NaiveDate, today: NaiveDate) -> String {
    let form = if day.year() == today.year() { "%b" } else { "%b %Y" };
    day.format(form).to_string()
}

/// "3 Mar", or "Mar 2025" where the year is not today's: for a narrow column.
pub fn narrow(day: NaiveDate, today: NaiveDate) -> String {
    if day.year() == today.year() { short(day, today) } else { month(day, today) }
}

/// How long ago, in one or two words that fit a narrow column.
pub fn ago(day: NaiveDate, today: NaiveDate) -> String {
    match (today - day).num_days() {
        ..=0 => "today".into(),
        1 => "1 day".into(),
        days @ 2..=60 => format!("{days} days"),
        days @ 61..=729 => format!("{} months", days / 30),
        days => format!("{} years", days / 365),
    }
}

/// "once", "twice", "7 times".
pub fn times(count: u32) -> String {
    match count {
        1 => "once".into(),
        2 => "twice".into(),
        count => format!("{count} times"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn days_are_told_as_people_would() {
        let today = day(2026, 3, 12);
        assert_eq!(short(day(2026, 3, 3), today), "3 Mar");
        assert_eq!(narrow(day(2026, 3, 3), today), "3 Mar");
        assert_eq!(narrow(day(2025, 12, 24), today), "Dec 2025");
        assert_eq!(long(day(2025, 12, 24), today), "24 December 2025");
        assert_eq!(ago(today, today), "today");
        assert_eq!(ago(day(2026, 3, 11), today), "1 day");
        assert_eq!(ago(day(2026, 1, 2), today), "2 months");
        assert_eq!(ago(day(2023, 1, 2), today), "3 years");
    }
}
