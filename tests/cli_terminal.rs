//! What the command line does differently where there is a terminal: it asks, wraps, and opens the editor.
#![cfg(unix)]

mod cli_common;
#[path = "cli_common/screen.rs"]
mod screen;

use cli_common::Home;
use screen::Screen;
use serde_json::json;

/// Runs kneel in a terminal of 60 columns, types the lines, and returns how it ended and all that was shown.
fn typed(home: &Home, args: &[&str], environment: &[(&str, &str)], lines: &str) -> (u32, String) {
    let mut screen = Screen::open(home, (60, 24), args, environment);
    screen.keys(lines);
    let (code, shown) = screen.ends();
    (code, String::from_utf8_lossy(&shown).replace("\r\n", "\n"))
}

#[test]
fn a_plain_walk_asks_for_words() {
    let home = Home::with_letter();
    // in turn: Joren, the herders, then Nilufa and Prakash under South Asia
    let lines = "p\nhm\nnote\nClouds today\nnext\nans\nother\nA kind judge\nnot today\n";
    let (code, shown) = typed(&home, &["pray", "--plain"], &[], lines);
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("1 of 4. ") && shown.contains("4 of 4. "), "{shown}");
    assert!(shown.contains("please say one of these words"), "{shown}");
    assert!(shown.contains("1 of 4 prayed"), "{shown}");
    let items = home.kneel(&["list", "--json"]).done().json();
    let items = items["items"].as_array().unwrap();
    let with = |key: &str, value: serde_json::Value| items.iter().filter(|item| item[key] == value).count();
    assert_eq!(with("times", json!(1)), 1);
    assert_eq!(with("notes", json!(1)), 1);
    assert_eq!(with("verdict", json!("otherwise")), 1);
    assert_eq!(with("snoozed_until", json!("2026-03-13")), 1);
}

#[test]
fn a_plain_walk_stops_when_told_and_when_the_input_ends() {
    let home = Home::with_letter();
    for lines in ["stop\n", "\u{4}"] {
        let (code, shown) = typed(&home, &["pray", "--plain"], &[], lines);
        assert_eq!(code, 0, "{shown}");
        assert!(shown.contains("1 of 4. ") && !shown.contains("2 of 4. "), "{shown}");
        assert!(shown.contains("0 of 4 prayed"), "{shown}");
    }
}

#[test]
fn a_plain_walk_takes_back_what_was_done_on_it_and_nothing_else() {
    let home = Home::with_letter();
    home.kneel(&["note", &home.id("Joren"), "Before the walk"]).done();
    // prayed and a note at the second; both are taken back one after the other, and no more
    let (code, shown) = typed(&home, &["pray", "--plain"], &[], "n\np\nb\nnote\nHail\nu\nundo\nu\nq\n");
    assert_eq!(code, 0, "{shown}");
    let order = ["taken back: note on: ", "taken back: prayed: ", "nothing was done on this walk"];
    let places: Vec<_> = order.iter().map(|words| shown.find(words)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}: {shown}");
    assert!(shown.contains("0 of 4 prayed, 1 noted; your place is kept for today"), "{shown}");
    let items = home.kneel(&["list", "--json"]).done().json();
    let notes: i64 =
        items["items"].as_array().unwrap().iter().map(|item| item["notes"].as_i64().unwrap()).sum();
    assert_eq!(notes, 1, "what was done before the walk stands: {items:#}");
    // the walk goes on where it was left
    let (_, shown) = typed(&home, &["pray", "--plain"], &[], "\u{4}");
    assert!(shown.contains("going on where you stopped") && shown.contains("2 of 4. "), "{shown}");
}

/// A timer that fetches, or another terminal, writes while somebody prays.
#[test]
fn a_plain_walk_takes_back_its_own_act_also_when_somebody_else_did_something_since() {
    let home = Home::with_letter();
    let mut screen = Screen::open(&home, (80, 60), &["pray", "--plain"], &[]);
    screen.wait_for("1 of 4. ").keys("p\n").wait_for("2 of 4. ");
    home.kneel(&["add", "Pray for the ferry at Farside"]).done();
    screen.keys("u\n").wait_for("taken back: prayed: ").keys("q\n");
    screen.ends();
    assert!(home.kneel(&["list"]).done().out.contains("ferry"));
    // and it is where the walk goes on
    let (_, shown) = typed(&home, &["pray", "--plain"], &[], "\u{4}");
    assert!(shown.contains("1 of "), "{shown}");
}

#[test]
fn a_plain_evening_is_talked_through_and_kept() {
    let home = Home::with_letter();
    home.kneel(&["add", "Zephyrine's operation", "--region", "Family"]).done();
    // the newest come first, all of one letter: Joren, the herders, Nilufa, Prakash
    let lines = "what\nu\nn Clouds today\nt Miriam\na A boat was found\n\nb\nu\nq\n7\n";
    let (code, shown) = typed(&home, &["review", "--plain"], &[], lines);
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("NEW (4)") && shown.contains("1 private item is held back."), "{shown}");
    assert!(shown.contains("please say one of these letters"), "{shown}");
    assert!(shown.contains("nothing was said this evening that could be taken back"), "{shown}");
    assert!(shown.contains("taken back: set back: "), "{shown}");
    assert!(shown.contains("kept: 12 March 2026, 7 of us, 1 answer"), "{shown}");
    assert!(!shown.contains("Zephyrine"), "{shown}");
    let items = home.kneel(&["list", "--json"]).done().json();
    let items = items["items"].as_array().unwrap();
    let verdicts: Vec<_> = items.iter().filter(|item| !item["verdict"].is_null()).collect();
    assert_eq!(verdicts.len(), 1, "{verdicts:#?}");
    let item = home.kneel(&["show", "--json", verdicts[0]["id"].as_str().unwrap()]).done().json();
    assert_eq!((&item["taken_by"], &item["answer"]["words"]), (&json!("Miriam"), &json!("A boat was found")));
    assert_eq!(
        (&item["written"][0]["shared"], &item["written"][0]["text"]),
        (&json!(true), &json!("Clouds today"))
    );
}

#[test]
fn a_plain_evening_that_nobody_wants_is_not_kept() {
    let home = Home::with_letter();
    for (lines, words) in [("q\n", "no evening was kept"), ("\nq\nno\n", "what you said of each stays")] {
        let (code, shown) = typed(&home, &["review", "--plain"], &[], lines);
        assert!(code == 0 && shown.contains(words), "{shown}");
    }
    home.kneel(&["review", "--evenings"]).ends(3);
    let (code, shown) = typed(&home, &["review", "--plain", "--people", "5"], &[], "\n\n\n\n");
    assert!(code == 0 && shown.contains("5 of us") && !shown.contains("How many"), "{shown}");
}

#[test]
fn an_evening_begins_on_the_screen() {
    let home = Home::with_letter();
    home.kneel(&["add", "Zephyrine's operation", "--visibility", "private"]).done();
    let (code, shown) = typed(&home, &["review"], &[], "q");
    assert!(code == 0 && shown.contains("Group review") && shown.contains("1 of 4"), "{shown}");
    assert!(!shown.contains("Zephyrine"), "not even for a moment: {shown}");
}

#[test]
fn lines_are_no_wider_than_the_terminal() {
    let home = Home::with_letter();
    for args in [&["list"][..], &["today"], &["show", &home.id("Nilufa")]] {
        let (code, shown) = typed(&home, args, &[], "");
        assert_eq!(code, 0, "{shown}");
        assert!(shown.contains("Nilufa"), "{shown}");
        let wide: Vec<&str> = shown.lines().filter(|line| line.chars().count() > 60).collect();
        assert!(wide.is_empty(), "{args:?}: {wide:#?}");
    }
}

#[test]
fn a_note_is_written_in_the_editor() {
    let home = Home::with_letter();
    let rain = home.id("rain");
    let editor = r#"sh -c 'printf Clouds > "$1"' editor"#;
    let (code, shown) = typed(&home, &["note", &rain], &[("EDITOR", editor)], "");
    assert_eq!(code, 0, "{shown}");
    assert_eq!(home.shown("rain")["written"][0]["text"], "Clouds");

    let (code, _) = typed(&home, &["note", &rain], &[("EDITOR", "true")], "");
    assert_eq!(code, 3, "nothing was written");
    let (code, shown) = typed(&home, &["note", &rain], &[("EDITOR", "false")], "");
    assert!(code == 1 && shown.contains("the editor ended with a failure"), "{shown}");
    assert_eq!(home.shown("rain")["notes"], 1);
    let left: Vec<_> = home.files().into_iter().filter(|(path, _)| path.ends_with("kneel.md")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_note_is_rewritten_in_the_editor_and_taken_away_when_emptied() {
    let home = Home::with_letter();
    let rain = home.id("rain");
    home.kneel(&["note", &rain, "Clouds"]).done();
    let rewrite = ["note", &rain, "--rewrite"];
    let (code, shown) = typed(&home, &rewrite, &[("EDITOR", "sed -i s/^/Grey/")], "");
    assert_eq!(code, 0, "{shown}");
    assert_eq!(home.shown("rain")["written"][0]["text"], "GreyClouds");
    assert_eq!(typed(&home, &rewrite, &[("EDITOR", "true")], "").0, 3);
    let (code, shown) = typed(&home, &rewrite, &[("EDITOR", "truncate -s 0")], "");
    assert!(code == 0 && shown.contains("took a note away"), "{shown}");
    assert_eq!(home.shown("rain")["notes"], 0);
}

#[test]
fn a_walk_begins_on_the_screen() {
    let home = Home::with_letter();
    let (code, shown) = typed(&home, &["pray"], &[], "q");
    assert!(code == 0 && shown.contains("1 of 4"), "{shown}");
    let (code, shown) = typed(&home, &["pray", "--region", "south asia"], &[], "q");
    assert!(code == 0 && shown.contains("1 of 2") && shown.contains("Nilufa"), "{shown}");
    let (code, shown) = typed(&home, &["pray", "--region", "Atlantis"], &[], "");
    assert!(code == 1 && shown.contains("no region is called Atlantis"), "{shown}");
}

#[test]
fn an_item_is_edited_in_the_editor() {
    let home = Home::with_letter();
    let rain = home.id("rain");
    let editor = r#"sh -c 'sed -i s/herders/shepherds/ "$1"' editor"#;
    let (code, shown) = typed(&home, &["edit", &rain], &[("VISUAL", editor), ("EDITOR", "false")], "");
    assert_eq!(code, 0, "{shown}");
    assert!(home.shown("shepherds")["text"].as_str().unwrap().contains("rain for the shepherds"));
}

#[test]
fn a_restore_asks_first() {
    let home = Home::with_letter();
    let copy = home.kneel(&["backup"]).done().out.trim().to_owned();
    home.kneel(&["add", "Later"]).done();
    let (code, shown) = typed(&home, &["restore", &copy], &[], "no\n");
    assert!(code == 3 && shown.contains("(yes/no)"), "{shown}");
    assert_eq!(home.kneel(&["search", "Later"]).done().out.lines().count(), 1);
    let (code, shown) = typed(&home, &["restore", &copy], &[], "yes\n");
    assert_eq!(code, 0, "{shown}");
    assert_eq!(home.kneel(&["search", "Later"]).done().out, "");
}

#[test]
fn a_small_map_stands_above_the_countries_unless_words_are_asked_for() {
    let home = Home::with_letter();
    let (code, shown) = typed(&home, &["map"], &[("TERM", "dumb")], "");
    assert!(code == 0 && shown.contains("Kenya: 1 open"), "{shown}");
    assert!(shown.contains("....") && shown.is_ascii(), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 60), "{shown}");
    let (_, shown) = typed(&home, &["map"], &[("TERM", "xterm-256color")], "");
    assert!(shown.contains('⠂') || shown.contains('⠁'), "{shown}");
    let (_, plain) = typed(&home, &["map", "--plain"], &[], "");
    assert!(plain.starts_with("Bangladesh: 1 open\n"), "{plain}");
}
