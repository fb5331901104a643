//! `kneel stats` from outside: what was prayed and answered, as text, data, a page and a picture.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cli_common;

use std::fs;

use cli_common::Home;
use serde_json::json;

/// The letter, prayed on three days, with one answer.
fn lived_in() -> Home {
    let mut home = Home::with_letter();
    let (rain, judge) = (home.id("Tolmere"), home.id("Nilufa"));
    home.on("2026-03-09T08:00:00+01:00").kneel(&["prayed", &rain]).done();
    home.on("2026-03-10T08:00:00+01:00").kneel(&["prayed", &rain, &judge]).done();
    home.kneel(&["prayed", &rain]).done();
    home.on("2026-03-12T09:14:00+01:00").kneel(&["prayed", &judge]).done();
    home.kneel(&["answer", &rain, "--day", "2026-03-11"]).done();
    home
}

#[test]
fn the_numbers_are_those_of_the_journal() {
    let home = lived_in();
    let data = home.kneel(&["stats", "--json"]).done().json();
    assert_eq!(data["format"], "kneel.stats/1");
    assert_eq!((&data["since"], &data["until"]), (&json!("2025-03-10"), &json!("2026-03-12")));
    let days = json!([
        { "day": "2026-03-09", "requests": 1 },
        { "day": "2026-03-10", "requests": 2 },
        { "day": "2026-03-12", "requests": 1 },
    ]);
    assert_eq!((&data["days"], &data["prayers"]), (&days, &json!(4)));
    let regions = data["regions"].as_array().unwrap();
    assert_eq!((&regions[0]["region"], &regions[0]["last_prayed"]), (&json!(null), &json!(null)));
    assert_eq!(
        (&regions[1]["region"], &regions[1]["last_prayed"]),
        (&json!("South Asia"), &json!("2026-03-12"))
    );
    assert_eq!((&regions[2]["region"], &regions[2]["open"]), (&json!("East Africa"), &json!(0)));
    assert_eq!((&regions[2]["answers"], &regions[2]["half_within_days"]), (&json!(1), &json!(4)));
    assert_eq!(
        data["years"],
        json!([{ "year": 2026, "answered": 1, "partly": 0, "otherwise": 0, "set_back": 0 }])
    );
    assert_eq!(data["took"]["spans"][0], json!({ "name": "within a week", "within_days": 7, "answers": 1 }));
    // what is taken back is off again
    home.kneel(&["undo"]).done();
    home.kneel(&["undo"]).done();
    assert_eq!(home.kneel(&["stats", "--json"]).done().json()["prayers"], 3);
}

#[test]
fn text_fits_in_80_columns_and_names_no_request() {
    let home = lived_in();
    let text = home.kneel(&["stats"]).done().out;
    for words in [
        "DAY BY DAY",
        "4 prayers on 3 days, 10 March 2025 to 12 March 2026.",
        "South Asia   today               2 open",
        "The one answer came after 4 days.",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    assert!(!text.contains("Nilufa") && !text.contains("Tolmere"), "{text}");
    let ascii = home.kneel(&["stats", "--ascii"]).done().out;
    assert!(ascii.is_ascii(), "{ascii}");
}

#[test]
fn a_year_is_looked_back_on_by_itself() {
    let home = lived_in();
    let year = home.kneel(&["stats", "--year", "2025"]).done().out;
    assert!(year.contains("Nothing was prayed in these days, 1 January 2025 to 31 December 2025."), "{year}");
    assert!(home.kneel(&["stats", "--year", "2027"]).ends(2).err.contains("still to come"));
}

#[test]
fn a_page_and_a_picture_are_written_once_for_oneself_alone() {
    let home = lived_in();
    let said = home.kneel(&["stats", "--html", "back.html", "--svg", "back.svg"]).done();
    assert!(said.out.is_empty() && said.err.contains("it is in back.html"), "{said:?}");
    for name in ["back.html", "back.svg"] {
        let made = fs::read_to_string(home.path(name)).unwrap();
        assert!(made.contains("East Africa") && made.contains("<desc"), "{made}");
        assert!(!made.contains("Nilufa") && !made.contains("<script"), "{made}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let bits = fs::metadata(home.path(name)).unwrap().permissions().mode();
            assert_eq!(bits & 0o777, 0o600, "{name}");
        }
    }
    let refused = home.kneel(&["stats", "--html", "back.html"]).ends(1);
    assert!(refused.err.contains("is there already"), "{refused:?}");
}

#[test]
fn where_there_is_no_journal_nothing_is_made() {
    let home = Home::new();
    assert!(home.kneel(&["stats"]).ends(3).err.contains("nothing to look back on"));
    assert!(home.files().is_empty());
}
