//! Days as people type and read them.

use chrono::{Days, Months, NaiveDate};

use super::Error;
use crate::text::days;

/// "12 March 2026".
pub fn long(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// "12 Mar".
pub fn short(day: NaiveDate) -> String {
    day.format("%-d %b").to_string()
}

/// How long ago a day was: "9 days ago", "5 weeks ago".
pub fn ago(day: NaiveDate, today: NaiveDate) -> String {
    match (today - day).num_days() {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        days @ 2..=60 => format!("{days} days ago"),
        days @ 61..=730 => format!("{} weeks ago", days / 7),
        days if days > 730 => format!("{} years ago", days / 365),
        _ => long(day),
    }
}

/// A day to come: a date, `tomorrow`, a weekday, or a distance such as `3d`, `2w`, `1m`.
pub fn coming(typed: &str, today: NaiveDate) -> Result<NaiveDate, Error> {
    match days::coming(typed, today) {
        Some(day) if day > today => Ok(day),
        Some(day) => Err(Error::Usage(format!("{} is not after today; name a day to come", long(day)))),
        None => Err(Error::Usage(format!(
            "{typed} is not a day; say tomorrow, friday, 3d, 2w, 1m or a date such as 30 April or 2026-04-30"
        ))),
    }
}

/// A day that has come: a date, `today`, `yesterday` or a weekday.
pub fn past(typed: &str, today: NaiveDate) -> Result<NaiveDate, Error> {
    match days::past(typed, today) {
        Some(day) if day <= today => Ok(day),
        Some(day) => Err(Error::Usage(format!("{} is still to come; name a day up to today", long(day)))),
        None => Err(Error::Usage(format!(
            "{typed} is not a day; say today, yesterday, friday or a date such as 30 April or 2026-04-30"
        ))),
    }
}

/// The beginning of a period that ends today: a date, or a distance back such as `3m`, `2w`, `30d`, `1y`.
pub fn since(typed: &str, today: NaiveDate) -> Result<NaiveDate, Error> {
    let word = typed.trim().to_lowercase();
    let back = || match days::counted(&word)? {
        (number, 'd') => today.checked_sub_days(Days::new(number.into())),
        (number, 'w') => today.checked_sub_days(Days::new(u64::from(number) * 7)),
        (number, 'm') => today.checked_sub_months(Months::new(number)),
        (number, 'y') => today.checked_sub_months(Months::new(number.checked_mul(12)?)),
        _ => None,
    };
    match days::date(&word).or_else(back) {
        Some(day) if day <= today => Ok(day),
        Some(day) => Err(Error::Usage(format!("{} is still to come; a period ends today", long(day)))),
        None => Err(Error::Usage(format!(
            "{typed} is no period; say 3m, 2w, 30d, 1y or a date such as 2026-03-01"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Thursday.
    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 12).unwrap()
    }

    #[test]
    fn days_to_come() {
        for (typed, wanted) in [("friday", "2026-03-13"), ("20 March", "2026-03-20"), ("2w", "2026-03-26")] {
            assert_eq!(coming(typed, today()).unwrap().to_string(), wanted, "{typed}");
        }
    }

    #[test]
    fn what_is_no_day_to_come() {
        for typed in ["", "0d", "today", "12 March", "soon", "2026-03-12", "2020-01-01"] {
            assert!(matches!(coming(typed, today()), Err(Error::Usage(_))), "{typed}");
        }
    }

    #[test]
    fn days_that_have_come() {
        assert_eq!(past("yesterday", today()).unwrap().to_string(), "2026-03-11");
        assert_eq!(past("today", today()).unwrap(), today());
        assert_eq!(past("2025-12-24", today()).unwrap().to_string(), "2025-12-24");
        assert!(past("2026-03-13", today()).unwrap_err().to_string().contains("still to come"));
        assert!(past("3d", today()).is_err());
    }

    #[test]
    fn how_long_ago() {
        let days = |days| ago(today() - Days::new(days), today());
        assert_eq!(
            [0, 1, 2, 60, 61, 730, 731].map(days),
            [
                "today",
                "yesterday",
                "2 days ago",
                "60 days ago",
                "8 weeks ago",
                "104 weeks ago",
                "2 years ago"
            ]
        );
    }
}
