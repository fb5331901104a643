//! Days as people write them into tables and lists, and whether the day or the month stands first.

use chrono::{Datelike, NaiveDate};

use crate::bulletin::{Month, day_alone};
use crate::text::{capital, has_digit};

/// Whether 3/4/2026 is the third of April or the fourth of March.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    /// The third of April.
    DayFirst,
    /// The fourth of March.
    MonthFirst,
}

impl Order {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Order::DayFirst => "day first",
            Order::MonthFirst => "month first",
        }
    }
}

/// What a text says of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// This day, whoever reads it.
    Day(NaiveDate),
    /// Numbers of which either may be the month: those as they stand, and the year.
    Numbers(u32, u32, i32),
}

/// What the days of a table tell of their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Nothing: no day of it could be read both ways.
    Clear,
    /// Some day fits one order alone.
    One(Order),
    /// Some fit one, some the other.
    Mixed,
    /// Each could be read both ways: this one, for example.
    Open(u32, u32, i32),
}

/// Reads a text that is nothing but a day, a clock's time behind it left out. `codes` are languages for the names of
/// months, the likeliest first.
pub fn written(text: &str, codes: &[&str]) -> Option<Written> {
    let text = text.trim();
    if text.len() > 60 || !has_digit(text) {
        return None;
    }
    // "Mon 3/4/2026": the numbers are no clearer for their weekday
    let named = || {
        let day = named(text, codes)?;
        Some(text.split([' ', ',']).find_map(numbers).unwrap_or(Written::Day(day)))
    };
    numbers(text).or_else(named)
}

/// Reads a cell of a table as [`written`] does; "2026-03", as kneel writes when a month is all that an issue names, is the
/// first day of it.
pub fn in_cell(text: &str, codes: &[&str]) -> Option<Written> {
    written(text, codes).or_else(|| month(text.trim()).map(Written::Day))
}

fn month(text: &str) -> Option<NaiveDate> {
    let (digits, _) = text.split_once('-').filter(|(year, month)| year.len() == 4 && month.len() == 2)?;
    year(digits)?;
    text.parse().ok().map(Month::first)
}

/// The day, once the order is known; `None` where it is not and matters.
pub fn settled(written: Written, order: Option<Order>) -> Option<NaiveDate> {
    match written {
        Written::Day(day) => Some(day),
        Written::Numbers(a, b, year) => {
            let (first, second) = (NaiveDate::from_ymd_opt(year, b, a), NaiveDate::from_ymd_opt(year, a, b));
            match order {
                _ if first == second || second.is_none() => first,
                _ if first.is_none() => second,
                Some(Order::DayFirst) => first,
                Some(Order::MonthFirst) => second,
                None => None,
            }
        }
    }
}

/// What the days of a column, or of a whole table, tell together.
pub fn told(days: impl IntoIterator<Item = Written>) -> Told {
    let (mut day_first, mut month_first, mut open) = (false, false, None);
    for day in days {
        let Written::Numbers(a, b, year) = day else { continue };
        match (a > 12, b > 12) {
            (true, _) => day_first = true,
            (_, true) => month_first = true,
            _ if a != b => open = open.or(Some((a, b, year))),
            _ => {}
        }
    }
    match (day_first, month_first, open) {
        (true, true, _) => Told::Mixed,
        (true, false, _) => Told::One(Order::DayFirst),
        (false, true, _) => Told::One(Order::MonthFirst),
        (false, false, Some((a, b, year))) => Told::Open(a, b, year),
        (false, false, None) => Told::Clear,
    }
}

/// "2026-03-04", "2026/3/4", "2026-03-04T10:00:00Z", "3/4/2026", "3.4.26", "3-4-2026 10:15".
fn numbers(text: &str) -> Option<Written> {
    let end =
        text.find(|letter: char| matches!(letter, 'T' | ',') || letter.is_whitespace()).unwrap_or(text.len());
    let (date, time) = text.split_at(end);
    let clock =
        |letter: char| letter.is_ascii_digit() || ",: .+-TZapmAPM".contains(letter) || letter.is_whitespace();
    if !(time.trim().is_empty() || time.contains(':') && time.chars().all(clock)) {
        return None;
    }
    let date = date.trim_end_matches('.');
    let sign = date.chars().find(|letter| matches!(letter, '-' | '/' | '.'))?;
    let parts: Vec<&str> = date.split(sign).collect();
    let &[a, b, c] = parts.as_slice() else { return None };
    let digits = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if ![a, b, c].into_iter().all(digits) {
        return None;
    }
    let number = |part: &str| part.parse::<u32>().ok();
    if a.len() == 4 {
        return NaiveDate::from_ymd_opt(year(a)?, number(b)?, number(c)?).map(Written::Day);
    }
    let (a, b, year) = (number(a)?, number(b)?, year(c)?);
    // nobody writes the month before the day with full stops
    if sign == '.' {
        return NaiveDate::from_ymd_opt(year, b, a).map(Written::Day);
    }
    let possible = NaiveDate::from_ymd_opt(year, a, b).or(NaiveDate::from_ymd_opt(year, b, a));
    possible.map(|_| Written::Numbers(a, b, year))
}

fn year(digits: &str) -> Option<i32> {
    let number: i32 = digits.parse().ok()?;
    let year = match (digits.len(), number) {
        (2, 0..=69) => number + 2000,
        (2, _) => number + 1900,
        _ => number,
    };
    (1900..2200).contains(&year).then_some(year)
}

/// "27 April 2019", "12 de marzo de 2022", "2023년 12월 3일": a few words, and a day in them.
fn named(text: &str, codes: &[&str]) -> Option<NaiveDate> {
    let few = text.split_whitespace().count() <= 6;
    // "2023. 12. 3." has no letters, "1/2/3/4" is no day
    if !few || !text.contains(". ") && !text.chars().any(char::is_alphabetic) {
        return None;
    }
    // "mar. 12, 2024": the names of months have capitals in English, and none in tables
    let capitals: String = text.split_inclusive(char::is_whitespace).map(capital).collect();
    codes.iter().find_map(|code| day_alone(text, Some(code)).or_else(|| day_alone(&capitals, Some(code))))
}

/// A day without its year, "3 May", is the last of its name that has come.
pub fn without_year(text: &str, codes: &[&str], today: NaiveDate) -> Option<NaiveDate> {
    if !has_digit(text) {
        return None;
    }
    let this = named(&format!("{} {}", text.trim(), today.year()), codes)?;
    if this <= today { Some(this) } else { this.with_year(today.year() - 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODES: [&str; 8] = ["en", "de", "es", "fr", "it", "ko", "nl", "pt"];

    fn check(text: &str, order: Option<Order>, expected: &str) {
        let day = written(text, &CODES).and_then(|day| settled(day, order));
        assert_eq!(day.map(|day| day.to_string()).unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn days_that_all_read_alike() {
        check("2026-03-04", None, "2026-03-04");
        check("2026/3/4", None, "2026-03-04");
        check("2026-03-04T23:10:00.000Z", None, "2026-03-04");
        check("2026-03-04 08:15", None, "2026-03-04");
        check("25/3/2026 8:15 PM", None, "2026-03-25");
        check("3/25/26", None, "2026-03-25");
        check("4.3.2026", None, "2026-03-04");
        check("3/3/2026", None, "2026-03-03");
        check("March 4, 2026", None, "2026-03-04");
        check("4 mar 2026", None, "2026-03-04");
        check("12 de marzo de 2022", None, "2022-03-12");
        check("4. März 2026", None, "2026-03-04");
        check("2023년 12월 3일", None, "2023-12-03");
        check("2023. 12. 3.", None, "2023-12-03");
    }

    #[test]
    fn an_open_day_waits_for_the_order() {
        check("03/04/2026", None, "");
        check("03/04/2026", Some(Order::DayFirst), "2026-04-03");
        check("03/04/2026", Some(Order::MonthFirst), "2026-03-04");
        check("25/04/2026", Some(Order::MonthFirst), "2026-04-25");
        check("Fri 03/04/2026", None, "");
        check("Fri, 03/04/2026", Some(Order::DayFirst), "2026-04-03");
    }

    #[test]
    fn what_is_no_day() {
        for text in ["", "soon", "2026", "31/31/2026", "2026-02-30", "1/2/3/4", "5", "1/2/1500", "3-4"] {
            check(text, Some(Order::DayFirst), "");
        }
    }

    #[test]
    fn a_month_in_a_cell_is_its_first_day() {
        let day = |text| in_cell(text, &CODES).and_then(|day| settled(day, None)).map(|day| day.to_string());
        assert_eq!(day("2026-03").as_deref(), Some("2026-03-01"));
        assert_eq!(day("2026-03-04").as_deref(), Some("2026-03-04"));
        for none in ["2026-13", "2026-3", "12-03", "0012-03", "3-4", "2026"] {
            assert_eq!(day(none), None, "{none}");
        }
        assert_eq!(written("2026-03", &CODES), None, "a line of a list may name what it stands over");
    }

    #[test]
    fn the_days_of_a_column_decide_together() {
        let told = |texts: &[&str]| told(texts.iter().filter_map(|text| written(text, &CODES)));
        assert_eq!(told(&["3/4/2026", "25/4/2026"]), Told::One(Order::DayFirst));
        assert_eq!(told(&["3/4/2026", "4/25/2026"]), Told::One(Order::MonthFirst));
        assert_eq!(told(&["25/4/2026", "4/25/2026"]), Told::Mixed);
        assert_eq!(told(&["3/4/2026", "5/5/2026"]), Told::Open(3, 4, 2026));
        assert_eq!(told(&["2026-03-04", "5/5/2026"]), Told::Clear);
    }

    #[test]
    fn a_day_without_a_year_has_come() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 12).unwrap();
        assert_eq!(without_year("3 March", &CODES, today).unwrap().to_string(), "2026-03-03");
        assert_eq!(without_year("May 3", &CODES, today).unwrap().to_string(), "2025-05-03");
        assert_eq!(without_year("soon", &CODES, today), None);
    }
}
