//! Sharing, syncing and printing from the command line: what leaves, what stays, and who can open it.
#![cfg(feature = "encrypt")]

mod cli_common;

use std::fs;

use cli_common::{Home, Ran};

/// A run that is given a passphrase at its input.
fn with_passphrase(home: &Home, words: &str, args: &[&str]) -> Ran {
    home.piped(&[args, &["--passphrase-fd", "0"]].concat(), format!("{words}\n"))
}

const GOATS: &str = "seven sleepy goats";

/// A journal with requests of a group, one of one's own, a note that stays home and one that goes along.
fn lived_in() -> Home {
    let home = Home::with_letter();
    home.kneel(&["add", "My own secret fear", "--region", "Family"]).done();
    let nilufa = home.id("Nilufa");
    home.kneel(&["prayed", &nilufa]).done();
    home.kneel(&["note", &nilufa, "a thought for me alone"]).done();
    home.kneel(&["note", &nilufa, "a word for all of us"]).done();
    home.kneel(&["note", &nilufa, "--share", "2"]).done();
    home.kneel(&["answer", &nilufa, "--words", "The judge was just"]).done();
    home
}

#[test]
fn a_shared_file_brings_what_may_leave_once_and_only_to_who_has_the_passphrase() {
    let home = lived_in();
    let shared = with_passphrase(&home, GOATS, &["share", "--to", "group.age", "--yes"]).done();
    assert!(shared.err.contains("The judge was just") && shared.err.contains("a word for all of us"));
    assert!(shared.err.contains("held back: 1 item that others may not see, 1 note"), "{}", shared.err);
    assert!(!shared.err.contains("secret fear") && !shared.err.contains("for me alone"));
    let bytes = fs::read(home.path("group.age")).unwrap();
    assert!(!bytes.windows(6).any(|window| window == b"Nilufa"));

    let other = Home::new();
    let file = home.path("group.age").display().to_string();
    let wrong = with_passphrase(&other, "eight sleepy goats", &["import", &file]).ends(1);
    assert!(wrong.err.contains("this passphrase does not open it; nothing was changed"), "{}", wrong.err);
    with_passphrase(&other, GOATS, &["import", &file]).done();
    let there = other.shown("Nilufa");
    assert_eq!(there["answer"]["words"], "The judge was just");
    assert_eq!(there["written"].as_array().unwrap().len(), 1);
    assert_eq!((there["times"].as_u64(), there["prayed_by_others"].as_u64()), (Some(0), Some(1)));
    assert_eq!(other.kneel(&["list", "is:own"]).done().out, "");
    let before = other.kneel(&["export"]).done().out;
    with_passphrase(&other, GOATS, &["import", &file]).done();
    assert_eq!(other.kneel(&["export"]).done().out, before, "the same again changes nothing");
    // it comes back to who sent it, and changes nothing there
    let before = home.kneel(&["export"]).done().out;
    with_passphrase(&home, GOATS, &["import", &file]).done();
    assert_eq!(home.kneel(&["export"]).done().out, before);
}

#[test]
fn nothing_leaves_where_nobody_can_be_asked() {
    let home = lived_in();
    let refused = with_passphrase(&home, GOATS, &["share", "--to", "group.age"]).ends(2);
    assert!(refused.err.contains("nobody to ask"), "{}", refused.err);
    assert!(!home.path("group.age").exists());
    home.kneel(&["handout", "--since", "1y", "--to", "sheet.txt"]).ends(2);
    assert!(!home.path("sheet.txt").exists());
    let look = home.kneel(&["share", "--dry-run"]).done();
    assert!(look.out.contains("The judge was just") && !look.out.contains("secret fear"));
}

#[test]
fn two_machines_of_one_person_come_to_the_same_journal() {
    let home = lived_in();
    let other = Home::new();
    let folder = home.path("carried");
    fs::create_dir(&folder).unwrap();
    let folder = folder.display().to_string();
    let gone = home.kneel(&["sync", "nowhere"]).ends(1);
    assert!(gone.err.contains("is not there"), "{}", gone.err);
    with_passphrase(&home, GOATS, &["sync", &folder]).done();
    let came = with_passphrase(&other, GOATS, &["sync", &folder, "--json"]).done().json();
    assert_eq!(came["folders"][0]["came"]["documents"], 1);
    home.kneel(&["sync"]).done();
    assert_eq!(other.kneel(&["export"]).done().out, home.kneel(&["export"]).done().out);
    assert!(other.kneel(&["list", "is:private"]).done().out.contains("secret fear"));
    let group = with_passphrase(&Home::new(), GOATS, &["sync", "--group", &folder]).ends(1);
    assert!(group.err.contains("one person's machines"), "{}", group.err);
}

#[test]
fn a_group_sees_first_what_goes() {
    let home = lived_in();
    let other = Home::new();
    let folder = home.path("tuesday");
    fs::create_dir(&folder).unwrap();
    let folder = folder.display().to_string();
    let refused = with_passphrase(&home, GOATS, &["sync", "--group", &folder]).ends(2);
    assert!(refused.err.contains("The judge was just"), "it is shown: {}", refused.err);
    home.kneel(&["sync", &folder, "--yes"]).done();
    with_passphrase(&other, GOATS, &["sync", "--group", &folder]).done();
    let listed = other.kneel(&["list", "is:answered"]).done().out;
    assert!(listed.contains("Nilufa"), "{listed}");
    assert!(!other.kneel(&["export"]).done().out.contains("secret fear"));
    assert!(!other.kneel(&["export"]).done().out.contains("for me alone"));
}

#[test]
fn a_handout_is_the_same_bytes_each_time_and_holds_nothing_private() {
    let home = lived_in();
    for format in ["text", "md", "html", "pdf"] {
        if format == "pdf" && !cfg!(feature = "pdf-out") {
            continue;
        }
        let (one, other) = (format!("one.{format}"), format!("other.{format}"));
        for name in [&one, &other] {
            home.kneel(&["handout", "--since", "1y", "--format", format, "--to", name, "--yes"]).done();
        }
        let bytes = fs::read(home.path(&one)).unwrap();
        assert_eq!(bytes, fs::read(home.path(&other)).unwrap(), "{format}");
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("secret fear") && !text.contains("for me alone"), "{format}");
        assert!(format == "pdf" || text.contains("The judge was just"), "{format}");
    }
    let said = home.kneel(&["handout", "--since", "1y"]).done();
    assert!(said.err.contains("held back: 1 item"), "{}", said.err);
    home.kneel(&["handout", "--since", "tomorrow"]).ends(2);
}
