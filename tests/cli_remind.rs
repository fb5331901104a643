//! What reminds: `kneel due` for prompts and timers, `kneel remind` for calendars.
#![allow(clippy::unwrap_used, clippy::panic)]

mod cli_common;

use std::fs;

use cli_common::Home;

#[test]
fn due_tells_how_much_of_the_portion_waits() {
    let home = Home::with_letter();
    let ran = home.kneel(&["due"]).done();
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("4 requests wait\n", ""));
    assert_eq!(home.kneel(&["due", "--format", "({due} left) "]).done().out, "(4 left) \n");
    let quiet = home.kneel(&["due", "--quiet"]).done();
    assert_eq!((quiet.out.as_str(), quiet.err.as_str()), ("", ""));
    let data = home.kneel(&["due", "--json"]).done().json();
    assert_eq!((data["format"].as_str(), data["due"].as_u64()), (Some("kneel.due/1"), Some(4)));
    assert_eq!(data["day"], "2026-03-12");

    home.kneel(&["prayed", &home.id("Joren")]).done();
    assert_eq!(home.kneel(&["due"]).done().out, "3 requests wait\n");
}

#[test]
fn the_portion_is_the_one_in_the_config_and_a_mistake_in_it_is_no_noise() {
    let home = Home::with_letter();
    home.file("config/config.toml", "portion = 1\nportoin = 3\n");
    let ran = home.kneel(&["due"]).done();
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("1 request waits\n", ""));
}

#[test]
fn nothing_due_ends_with_three_and_says_nothing() {
    let home = Home::with_letter();
    home.file("config/config.toml", "portion = 1\n");
    home.kneel(&["prayed", &home.id("Joren")]).done();
    for args in [&["due"][..], &["due", "--quiet"], &["due", "--format", "{due}"]] {
        let ran = home.kneel(args).ends(3);
        assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", ""), "{args:?}");
    }
    assert_eq!(home.kneel(&["due", "--json"]).ends(3).json()["due"], 0);
}

#[test]
fn due_makes_no_journal_and_changes_none() {
    let home = Home::new();
    home.kneel(&["due"]).ends(3);
    assert_eq!(home.files(), [], "nothing was made");
    let home = Home::with_letter();
    let before = home.files();
    home.kneel(&["due"]).done();
    assert_eq!(home.files(), before);
}

#[test]
fn an_encrypted_journal_is_not_opened() {
    let home = Home::new();
    let mut bytes = b"kneel\x01".to_vec();
    bytes.resize(2 * 8192, 0x5a);
    home.file("data/journal.db", &bytes);
    let ran = home.kneel(&["due"]).ends(1);
    assert!(ran.err.contains("is encrypted"), "{ran:?}");
    assert_eq!(ran.out, "");
    assert_eq!(fs::read(home.journal()).unwrap(), bytes);
}

/// The lines of a calendar's file, unfolded; each ends as the standard says.
fn lines(file: &str) -> Vec<String> {
    assert!(file.ends_with("END:VCALENDAR\r\n"), "{file}");
    let lines: Vec<&str> = file.split("\r\n").collect();
    for line in &lines {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
    }
    lines.join("\r\n").replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

#[test]
fn a_prayer_time_goes_into_a_calendar() {
    let home = Home::with_letter();
    let ran = home.kneel(&["remind", "--ics", "--at", "7:30", "--alarm"]).done();
    let lines = lines(&ran.out);
    for wanted in ["SUMMARY:Prayer", "DTSTART:20260312T073000", "RRULE:FREQ=DAILY", "TRIGGER:PT0M"] {
        assert!(lines.iter().any(|line| line == wanted), "{wanted}: {lines:#?}");
    }
    for private in ["Joren", "Nilufa", "Dhaka", "Lamplight"] {
        assert!(!ran.out.contains(private), "{private}");
    }
}

#[test]
fn the_time_may_stand_in_the_config() {
    let home = Home::new();
    home.file("config/config.toml", "prayer_time = \"06:15\"\n");
    assert_eq!(home.kneel(&["remind"]).done().out, "every day at 06:15: Prayer\n");
    let ran = home.kneel(&["remind", "--at", "21:00", "--days", "sat,sun", "--title", "Gebet"]).done();
    assert_eq!(ran.out, "Sat, Sun at 21:00: Gebet\n");
    let data = home.kneel(&["remind", "--json"]).done().json();
    assert_eq!(
        (data["format"].as_str(), data["prayer_time"].as_str()),
        (Some("kneel.remind/1"), Some("06:15"))
    );
    assert!(!home.journal().exists());
}

#[test]
fn the_file_is_written_over_an_earlier_one() {
    let home = Home::new();
    let path = home.file("kneel.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
    let ran = home.kneel(&["remind", "--at", "21:00", "--out", &path]).done();
    assert_eq!(ran.out, "");
    let written = fs::read_to_string(&path).unwrap();
    assert!(lines(&written).contains(&"DTSTART:20260312T210000".to_owned()), "{written}");
    let other = home.file("shopping.txt", "bread");
    let ran = home.kneel(&["remind", "--at", "21:00", "--out", &other]).ends(1);
    assert!(ran.err.contains("is no calendar"), "{}", ran.err);
    assert_eq!(fs::read_to_string(&other).unwrap(), "bread");
}

#[test]
fn nothing_to_remember_and_what_is_no_time() {
    let home = Home::new();
    let ran = home.kneel(&["remind", "--ics"]).ends(3);
    assert!(ran.out.is_empty() && ran.err.contains("--at"), "{ran:?}");
    home.kneel(&["remind", "--at", "half past"]).ends(2);
    home.kneel(&["remind", "--at", "7:30", "--days", "someday"]).ends(2);
}

#[test]
fn days_to_look_again_are_counted_and_nobody_is_named() {
    let home = Home::with_letter();
    let id = home.id("Joren");
    home.kneel(&["follow-up", &id, "2026-03-20"]).done();
    home.kneel(&["add", "Pray for the choir"]).done();
    home.kneel(&["follow-up", &home.id("choir"), "2026-03-20"]).done();
    assert_eq!(home.kneel(&["remind"]).done().out, "20 March 2026: look again at 2 requests\n");
    let ran = home.kneel(&["remind", "--ics"]).done();
    assert_eq!(ran.out.matches("SUMMARY:kneel: look again at 1 request\r\n").count(), 2, "{}", ran.out);
    assert!(ran.out.contains("DTSTART;VALUE=DATE:20260320\r\n"), "{}", ran.out);
    for private in ["Joren", "choir", id.as_str()] {
        assert!(!ran.out.contains(private), "{}", ran.out);
    }
    home.kneel(&["follow-up", "--off", &id]).done();
    let ran = home.kneel(&["remind", "--ics"]).done();
    assert_eq!(ran.out.matches("BEGIN:VEVENT").count(), 1, "{}", ran.out);
}

#[test]
fn a_day_that_moves_takes_its_entry_along() {
    let home = Home::with_letter();
    let id = home.id("Joren");
    let entry = |home: &Home| {
        let file = home.kneel(&["remind", "--ics"]).done().out;
        let lines = lines(&file);
        let of = |name: &str| {
            let found: Vec<&String> = lines.iter().filter(|line| line.starts_with(name)).collect();
            assert_eq!(found.len(), 1, "{lines:#?}");
            found[0].clone()
        };
        (of("UID:"), of("DTSTART;"))
    };
    home.kneel(&["follow-up", &id, "2026-03-20"]).done();
    let (name, on) = entry(&home);
    assert!(on.ends_with("20260320"), "{on}");
    home.kneel(&["follow-up", &id, "2026-04-02"]).done();
    let (moved, on) = entry(&home);
    assert!(on.ends_with("20260402"), "{on}");
    assert_eq!(moved, name, "the calendar knows it again");
    // also after it was taken off, and on the person's other machine
    home.kneel(&["follow-up", "--off", &id]).done();
    home.kneel(&["follow-up", &id, "2026-05-05"]).done();
    assert_eq!(entry(&home).0, name);
    let export = home.kneel(&["export"]).done().out;
    let other = Home::new();
    let path = other.file("journal.json", export);
    other.kneel(&["import", &path]).done();
    assert_eq!(entry(&other).0, name);
    let mut half = home.kneel(&["show", "--json", &id]).done().json()["id"].as_str().unwrap().to_owned();
    half.truncate(8);
    assert!(!name.contains(&half), "the name is not made of what an item is known by");
}
