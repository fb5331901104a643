//! Days in the words people use.

use chrono::{Datelike, NaiveDate};

use crate::bulletin::Issued;

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

/// When something was issued, as [`long`] says a day; of a month "March", or "March 2025".
pub fn issued(issued: Issued, today: NaiveDate) -> String {
    match issued {
        Issued::On(day) => long(day, today),
        Issued::In(month) if month.first().year() == today.year() => month.first().format("%B").to_string(),
        Issued::In(month) => month.first().format("%B %Y").to_string(),
    }
}

/// When something was issued, as [`short`] says a day.
pub fn issued_short(issued: Issued, today: NaiveDate) -> String {
    match issued {
        Issued::On(day) => short(day, today),
        Issued::In(within) => month(within.first(), today),
    }
}

/// When something was issued, as [`narrow`] says a day.
pub fn issued_narrow(issued: Issued, today: NaiveDate) -> String {
    match issued {
        Issued::On(day) => narrow(day, today),
        Issued::In(within) => month(within.first(), today),
    }
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
    use crate::bulletin::Month;

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

    #[test]
    fn of_a_month_no_day_is_told() {
        let (today, in_october) = (day(2026, 3, 12), Issued::In(Month::of(day(2025, 10, 1))));
        assert_eq!(issued(in_october, today), "October 2025");
        assert_eq!(issued(in_october, day(2025, 12, 1)), "October");
        assert_eq!(issued_short(in_october, today), "Oct 2025");
        assert_eq!(issued_narrow(in_october, day(2025, 12, 1)), "Oct");
        assert_eq!(issued_narrow(Issued::On(day(2025, 10, 1)), day(2025, 12, 1)), "1 Oct");
        assert_eq!(issued(Issued::On(day(2025, 10, 1)), today), "1 October 2025");
    }
}
