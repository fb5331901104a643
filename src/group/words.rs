//! Evenings in words, alike on the screen, on the command line and on paper.

use crate::journal::EveningRow;
use crate::text;

/// A number of days as people say it: "5 days", "25 weeks", "3 years"; "the same day" where it is none.
pub fn span(days: i64) -> String {
    let (number, unit) = match days {
        ..=0 => return "the same day".to_owned(),
        1..=27 => (days, "day"),
        28..=729 => (days / 7, "week"),
        _ => (days / 365, "year"),
    };
    if number == 1 { format!("1 {unit}") } else { format!("{number} {unit}s") }
}

/// What an evening is about, as a heading: the name of a view, of a region, or the filter as it was typed.
pub fn name_of(view: &str) -> String {
    let region = view.trim().strip_prefix("region:").map(|name| name.trim_matches('"'));
    let alone = region.filter(|name| !name.contains([':', '"']));
    text::safe_line(alone.unwrap_or(view)).into_owned()
}

/// An evening in one line: "12 March 2026, 7 of us, 4 answers, Tuesday group".
pub fn evening(row: &EveningRow) -> String {
    let about = row.evening.view.as_deref().map(|view| format!(", {}", name_of(view))).unwrap_or_default();
    format!("{}, {}{about}", row.day.format("%-d %B %Y"), row.evening.words())
}

/// What was held back: "2 private items are held back"; nothing where none was.
pub fn held_back(private: usize) -> Option<String> {
    match private {
        0 => None,
        1 => Some("1 private item is held back".to_owned()),
        private => Some(format!("{private} private items are held back")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::Evening;

    #[test]
    fn spans_are_told_as_people_would() {
        let told = [0, 1, 27, 28, 175, 729, 730, 1100].map(span);
        let wanted =
            ["the same day", "1 day", "27 days", "4 weeks", "25 weeks", "104 weeks", "2 years", "3 years"];
        assert_eq!(told, wanted);
    }

    #[test]
    fn a_region_is_named_without_its_key() {
        assert_eq!(name_of("region:\"Asia, Central\""), "Asia, Central");
        assert_eq!(name_of("region:Asia, Central"), "Asia, Central");
        assert_eq!(name_of("region:asia is:own"), "region:asia is:own");
        assert_eq!(name_of("Tuesday group"), "Tuesday group");
    }

    #[test]
    fn an_evening_fits_in_a_line() {
        let ids = |count: usize| vec![crate::journal::ItemId("a".repeat(32)); count];
        let row = |people, answers, view: Option<&str>| EveningRow {
            id: "e".repeat(32),
            day: "2026-03-12".parse().unwrap(),
            evening: Evening {
                people,
                answered: ids(answers),
                view: view.map(str::to_owned),
                ..Evening::default()
            },
        };
        assert_eq!(
            evening(&row(Some(7), 4, Some("Tuesday group"))),
            "12 March 2026, 7 of us, 4 answers, Tuesday group"
        );
        assert_eq!(evening(&row(None, 0, None)), "12 March 2026, no answer");
        assert_eq!(evening(&row(Some(1), 1, None)), "12 March 2026, 1 of us, 1 answer");
        assert_eq!(held_back(1).as_deref(), Some("1 private item is held back"));
        assert_eq!(held_back(0), None);
    }
}
