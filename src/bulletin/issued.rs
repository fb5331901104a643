//! When a bulletin was issued: on a day, or in a month where it names no day.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A month of a year, as JSON has it: `2026-03`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(NaiveDate);

impl Month {
    /// The month that a day is in.
    pub fn of(day: NaiveDate) -> Self {
        Month(day.with_day(1).unwrap_or(day))
    }

    /// Its first day.
    pub fn first(self) -> NaiveDate {
        self.0
    }

    /// Its last day.
    pub fn last(self) -> NaiveDate {
        let next = self.0.checked_add_months(Months::new(1));
        next.and_then(|next| next.pred_opt()).unwrap_or(self.0)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.format("%Y-%m").fmt(f)
    }
}

impl FromStr for Month {
    type Err = chrono::ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        format!("{text}-01").parse().map(Month)
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// When something was issued or said, as far as is known; in JSON as it is displayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Issued {
    /// On a day.
    On(NaiveDate),
    /// In a month; of the day nothing is said.
    In(Month),
}

impl fmt::Display for Issued {
    /// `2026-03-07`, or `2026-03`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Issued::On(day) => day.fmt(f),
            Issued::In(month) => month.fmt(f),
        }
    }
}

impl Serialize for Issued {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Issued {
    /// The day that it counts as: of a month, the first.
    pub fn day(self) -> NaiveDate {
        match self {
            Issued::On(day) => day,
            Issued::In(month) => month.first(),
        }
    }

    /// The latest day that it may have been: of a month, the last.
    pub fn last_day(self) -> NaiveDate {
        match self {
            Issued::On(day) => day,
            Issued::In(month) => month.last(),
        }
    }

    /// "7 March 2026", or "March 2026".
    pub fn in_words(self) -> String {
        let form = if matches!(self, Issued::On(_)) { "%-d %B %Y" } else { "%B %Y" };
        self.day().format(form).to_string()
    }

    /// Its day or else its month, as they are kept beside each other.
    pub fn apart(self) -> (Option<NaiveDate>, Option<Month>) {
        match self {
            Issued::On(day) => (Some(day), None),
            Issued::In(month) => (None, Some(month)),
        }
    }

    /// As fields of JSON: `issued_on`, and `issued_in` where there is a month alone; both are there, and null where they say
    /// nothing.
    pub fn fields<S: Serializer>(issued: &Option<Issued>, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Fields {
            issued_on: Option<NaiveDate>,
            issued_in: Option<Month>,
        }
        let (day, month) = issued.map_or((None, None), Issued::apart);
        Fields { issued_on: day, issued_in: month }.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_written_without_a_day_and_counts_as_its_first() {
        let month: Month = serde_json::from_str("\"2025-10\"").unwrap();
        assert_eq!(month, Month::of("2025-10-31".parse().unwrap()));
        assert_eq!(serde_json::to_string(&month).unwrap(), "\"2025-10\"");
        assert_eq!(Issued::In(month).day().to_string(), "2025-10-01");
        assert_eq!(Issued::In(month).last_day().to_string(), "2025-10-31");
        for none in ["2025-13", "2025", "2025-10-01", ""] {
            assert!(none.parse::<Month>().is_err(), "{none}");
        }
    }
}
