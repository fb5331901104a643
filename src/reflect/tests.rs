//! Looking back.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::*;
use crate::journal::{AnswerBack, Place, PlaceBack, Verdict as V, WEEKS};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Thursday, 12 March 2026.
fn today() -> NaiveDate {
    day("2026-03-12")
}

fn place(place: Place, open: u64, last: Option<&str>, week: u64) -> PlaceBack {
    let mut weeks = [0; WEEKS];
    weeks[WEEKS - 1] = week;
    weeks[WEEKS - 3] = week / 2;
    PlaceBack { private: place == Place::Own, place: Some(place), open, last: last.map(day), weeks }
}

/// A year in which a little was prayed on most days, and more on Sundays, with ten answers.
fn back() -> LookingBack {
    let first = day("2025-03-10");
    let counts = [2, 3, 0, 1, 4, 0, 8];
    let days: BTreeMap<NaiveDate, u64> = (0..368)
        .filter_map(|at| Some((first.checked_add_days(Days::new(at))?, counts[at as usize % 7])))
        .filter(|(_, count)| *count > 0)
        .collect();
    let region = |name: &str| Place::Region(name.into());
    let answer = |place, on: &str, days, verdict| AnswerBack { place, day: day(on), days, verdict };
    LookingBack {
        days,
        places: vec![
            place(region("Africa, East"), 4, Some("2026-03-11"), 6),
            place(region("Asia, Central & <South>"), 5, Some("2026-02-05"), 0),
            place(region("Europe"), 0, None, 0),
            place(region("Pacific"), 2, None, 0),
            place(region("A quiet street"), 1, Some("2026-03-12"), 2),
            place(Place::Own, 3, Some("2025-12-01"), 0),
        ]
        .into_iter()
        .map(|mut one| {
            one.weeks[WEEKS - 6] = u64::from(one.last == Some(day("2026-02-05")));
            one.private |= one.place == Some(region("A quiet street"));
            one
        })
        .collect(),
        answers: vec![
            answer(0, "2023-05-01", 400, V::Answered),
            answer(0, "2025-06-01", 6, V::Answered),
            answer(1, "2025-06-02", 7, V::Partly),
            answer(1, "2025-07-02", 8, V::SetBack),
            answer(1, "2026-01-02", 31, V::Otherwise),
            answer(4, "2026-01-03", 0, V::Answered),
            answer(0, "2026-01-04", 90, V::Answered),
            answer(0, "2026-01-05", 120, V::Answered),
            answer(0, "2026-01-06", 3, V::Answered),
            answer(5, "2026-01-07", 1, V::Answered),
        ],
    }
}

fn reflection() -> Reflection {
    Reflection::new(&back(), Period::last_year(today()))
}

fn printed(rows: Vec<Row>) -> String {
    let line = |row: Row| row.into_iter().map(|(_, words)| words).collect::<String>().trim_end().to_owned();
    rows.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn it_reads_well_in_80_columns_and_in_letters_alone() {
    insta::assert_snapshot!("text_80", printed(text(&reflection(), 80, Marks::SQUARES)));
    let ascii = printed(text(&reflection(), 80, Marks::ASCII));
    insta::assert_snapshot!("text_80_ascii", ascii);
    insta::assert_snapshot!("text_36", printed(text(&reflection(), 36, Marks::SQUARES)));
}

#[test]
fn with_nothing_in_it_every_part_says_so() {
    let empty = Reflection::new(&LookingBack::default(), Period::last_year(today()));
    assert!(empty.is_empty());
    insta::assert_snapshot!("text_empty", printed(text(&empty, 80, Marks::SQUARES)));
    assert!(page(&empty).unwrap().contains("No answer has been told yet."));
}

#[test]
fn no_row_is_wider_than_its_room() {
    for columns in 18..=120 {
        for row in text(&reflection(), columns, Marks::SQUARES) {
            let words: String = row.iter().map(|(_, words)| words.as_str()).collect();
            assert!(crate::text::width(words.trim_end()) <= columns, "{columns}: {words:?}");
        }
    }
}

#[test]
fn regions_never_prayed_for_come_first_and_those_with_nothing_open_last() {
    let told = reflection().places;
    let names: Vec<&str> = told.iter().map(Told::name).collect();
    let expected =
        ["Pacific", "My own", "Asia, Central & <South>", "Africa, East", "A quiet street", "Europe"];
    assert_eq!(names, expected);
    let words: Vec<String> = told.iter().map(|one| one.last_words(today())).collect();
    let expected =
        ["not yet prayed for", "14 weeks ago", "5 weeks ago", "yesterday", "today", "not yet prayed for"];
    assert_eq!(words, expected);
    assert_eq!((told[0].open_words(), told[5].open_words()), ("2 open".into(), "nothing open".into()));
}

#[test]
fn shades_follow_what_is_usual_and_a_rare_long_day_does_not_pale_the_others() {
    let mut days: BTreeMap<NaiveDate, u64> = BTreeMap::new();
    for (at, count) in [(1, 8), (2, 4), (3, 1)].into_iter().cycle().take(60).zip(1..).map(|(a, b)| (b, a.1)) {
        days.insert(day("2026-01-01").checked_add_days(Days::new(at)).unwrap(), count);
    }
    days.insert(day("2025-12-24"), 200);
    let calendar = Calendar::new(&days, Period::last_year(today()));
    assert_eq!([0, 1, 4, 8, 200].map(|count| calendar.shade(count)), [0, 1, 2, 3, 3]);
    let legend: Vec<String> = calendar.legend().into_iter().map(|(_, words)| words).collect();
    assert_eq!(legend, ["none", "1 to 2", "3 to 5", "6 or more"]);
    // where each day has one, one is a full day
    let ones = days.into_keys().map(|day| (day, 1)).collect();
    let calendar = Calendar::new(&ones, Period::last_year(today()));
    assert_eq!(calendar.legend().len(), 2);
    assert_eq!(calendar.shade(1), SHADES - 1);
}

#[test]
fn how_long_answers_took_is_told_by_those_that_came() {
    let took = reflection().answers.took;
    // 0 1 3 6 7 31 90 120 400, of which the one that was set back is none
    assert_eq!((took.answers, took.quarters), (9, Some([3, 7, 90])));
    let spans: Vec<u64> = took.spans.iter().map(|(_, _, count)| *count).collect();
    assert_eq!(spans, [5, 1, 1, 1, 1]);
    let years: Vec<(i32, u64)> =
        reflection().answers.years.iter().map(|year| (year.year, year.answers())).collect();
    assert_eq!(years, [(2026, 6), (2025, 2), (2024, 0), (2023, 1)]);
}

#[test]
fn a_year_ends_with_itself_or_today() {
    let year = |year| Period::year(year, today()).map(|period| (period.since, period.until));
    assert_eq!(year(2025), Some((day("2025-01-01"), day("2025-12-31"))));
    assert_eq!(year(2026), Some((day("2026-01-01"), today())));
    assert_eq!((year(2027), year(i32::MAX)), (None, None));
    let period = Period::year(2025, today()).unwrap();
    let calendar = Calendar::new(&BTreeMap::new(), period);
    assert_eq!((calendar.weeks.len(), calendar.weeks[0].1[1], calendar.weeks[0].1[2]), (53, None, Some(0)));
}

#[test]
fn the_page_escapes_names_and_brings_nothing_from_elsewhere() {
    for made in [page(&reflection()).unwrap(), picture(&reflection()).unwrap()] {
        assert!(!made.contains("<South>") && made.contains("&lt;South&gt;"));
        let links = made.replace("http://www.w3.org/2000/svg", "");
        for word in ["http:", "https:", "src=", "href", "@import", "url(", "<script", "javascript"] {
            assert!(!links.contains(word), "{word}");
        }
        assert!(made.contains("<title") && made.contains("<desc"));
    }
    let page = page(&reflection()).unwrap();
    assert_eq!((page.matches("role=\"img\"").count(), page.matches("<table>").count()), (4, 5));
    assert_eq!(page.matches("<svg").count(), page.matches("</svg>").count());
}

#[test]
fn for_others_what_is_private_as_a_whole_has_no_name_and_is_counted() {
    let mine = reflection();
    let others = Reflection::new(&back().for_others(), Period::last_year(today()));
    assert_eq!(others.calendar, mine.calendar);
    assert_eq!(others.answers, mine.answers);
    let hidden: Vec<&Told> = others.places.iter().filter(|told| told.place.is_none()).collect();
    assert_eq!((hidden.len(), hidden[0].name()), (1, "Private requests"));
    assert_eq!((hidden[0].open, hidden[0].answers, hidden[0].last), (4, 2, Some(today())));
    assert_eq!(hidden[0].weeks[WEEKS - 1], 2);
    let words = page(&others).unwrap() + &picture(&others).unwrap();
    assert!(!words.contains("quiet street") && !words.contains("My own"));
}
