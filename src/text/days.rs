//! Days as people type them: on the command line and on the screens the same.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// Years have four digits: "5.3.26" is a slip, not the year 26.
const FIRST_YEAR: i32 = 1000;
/// The years that a day without one is looked for in: there are at most eight to the next 29 February.
const YEARS: i32 = 8;

/// A day to come: a date, `friday` or `20 march` as the next such day, a distance such as `3d`, `2w`, `1m` or `+7`. A date
/// that is named whole may be past, and `today` is today: who asks for it says what is wrong with that.
pub fn coming(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let word = typed.trim().to_lowercase();
    match word.as_str() {
        "today" => Some(today),
        "tomorrow" => today.succ_opt(),
        _ => date(&word)
            .or_else(|| distance(&word, today))
            .or_else(|| weekday(&word).and_then(|day| today.checked_add_days(after(today.weekday(), day))))
            .or_else(|| (0..=YEARS).find_map(|on| in_year(&word, today.year() + on, |day| day >= today))),
    }
}

/// A day that has come: a date, `today`, `yesterday`, `friday` or `20 march` as the last such day. A date that is named
/// whole may be still to come.
pub fn past(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let word = typed.trim().to_lowercase();
    match word.as_str() {
        "today" => Some(today),
        "yesterday" => today.pred_opt(),
        _ => date(&word)
            .or_else(|| weekday(&word).and_then(|day| today.checked_sub_days(after(day, today.weekday()))))
            .or_else(|| (0..=YEARS).find_map(|back| in_year(&word, today.year() - back, |day| day <= today))),
    }
}

/// A date with its year: `2026-04-02`, `2.4.2026`, `2 April 2026`.
pub fn date(typed: &str) -> Option<NaiveDate> {
    let forms = ["%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%B %d %Y"];
    let day = forms.iter().find_map(|form| NaiveDate::parse_from_str(typed.trim(), form).ok())?;
    (day.year() >= FIRST_YEAR).then_some(day)
}

/// A number and the letter of its unit: `3m`.
pub fn counted(typed: &str) -> Option<(u32, char)> {
    let (unit_at, unit) = typed.char_indices().next_back()?;
    Some((typed.get(..unit_at)?.parse().ok()?, unit))
}

/// A day and a month, `20 march`, `march 20` or `20.3.`, in a year in which it is one that is asked for.
fn in_year(word: &str, year: i32, wanted: impl Fn(NaiveDate) -> bool) -> Option<NaiveDate> {
    let whole = format!("{word} {year}");
    let forms = ["%d %B %Y", "%B %d %Y", "%d.%m. %Y"];
    let day = forms.iter().find_map(|form| NaiveDate::parse_from_str(&whole, form).ok());
    // of "march 2026" the form takes 20 and 26
    day.filter(|day| day.year() == year && wanted(*day))
}

fn distance(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    let (number, unit) = match word.strip_prefix('+') {
        Some(days) => (days.parse().ok()?, 'd'),
        None => counted(word)?,
    };
    match unit {
        'd' => today.checked_add_days(Days::new(number.into())),
        'w' => today.checked_add_days(Days::new(u64::from(number) * 7)),
        'm' => today.checked_add_months(Months::new(number)),
        _ => None,
    }
}

fn weekday(word: &str) -> Option<Weekday> {
    word.parse().ok()
}

/// How many days lie between two weekdays; the same one is a week away.
fn after(from: Weekday, to: Weekday) -> Days {
    Days::new(match to.days_since(from) {
        0 => 7,
        days => days.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }

    /// A Thursday.
    fn today() -> NaiveDate {
        day("2026-03-12")
    }

    #[test]
    fn days_to_come_are_the_next_ones() {
        for (typed, wanted) in [
            ("tomorrow", "2026-03-13"),
            ("Tomorrow ", "2026-03-13"),
            ("3d", "2026-03-15"),
            ("+3", "2026-03-15"),
            ("2w", "2026-03-26"),
            ("1m", "2026-04-12"),
            ("friday", "2026-03-13"),
            ("Thu", "2026-03-19"),
            ("wed", "2026-03-18"),
            ("2026-04-30", "2026-04-30"),
            ("30.4.2026", "2026-04-30"),
            ("30 April 2026", "2026-04-30"),
            ("20 March", "2026-03-20"),
            ("mar 20", "2026-03-20"),
            ("20.3.", "2026-03-20"),
            ("11 march", "2027-03-11"),
            ("12 march", "2026-03-12"),
            ("29 feb", "2028-02-29"),
            ("2020-01-01", "2020-01-01"),
        ] {
            assert_eq!(coming(typed, today()), Some(day(wanted)), "{typed}");
        }
    }

    #[test]
    fn days_that_have_come_are_the_last_ones() {
        for (typed, wanted) in [
            ("today", "2026-03-12"),
            ("Yesterday", "2026-03-11"),
            ("friday", "2026-03-06"),
            ("thu", "2026-03-05"),
            ("wed", "2026-03-11"),
            ("8 March", "2026-03-08"),
            ("13 march", "2025-03-13"),
            ("29 feb", "2024-02-29"),
            ("24.12.", "2025-12-24"),
            ("2025-12-24", "2025-12-24"),
        ] {
            assert_eq!(past(typed, today()), Some(day(wanted)), "{typed}");
        }
        assert_eq!(past("3d", today()), None, "a distance leads ahead");
    }

    #[test]
    fn what_is_no_day_is_none() {
        let words = [
            "",
            "d",
            "soon",
            "2026-02-30",
            "30 feb",
            "5.3.26",
            "20 march 26",
            "0026-01-01",
            "march",
            "+",
            "+99999999999",
            "99999999999d",
            "3é",
            "4294967295w",
            "4294967295m",
        ];
        for typed in words {
            assert_eq!((coming(typed, today()), past(typed, today())), (None, None), "{typed}");
        }
    }
}
