//! `kneel import` from outside: what it reads, what it refuses, what it leaves alone.

mod cli_common;

use std::fs;
use std::process::Stdio;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use cli_common::{Home, LATER_LETTER, LETTER, letter_of};
use serde_json::{Value, json};

#[test]
fn a_bulletin_is_told_as_data() {
    let home = Home::new();
    let letter = home.file("letter.txt", LETTER);
    let told = home.kneel(&["import", "--json", &letter]).done().json();
    assert_eq!(told["format"], "kneel.import/1");
    let document = &told["documents"][0];
    assert_eq!(document["path"], letter.as_str());
    assert_eq!((&document["status"], &document["problem"]), (&json!("read"), &json!(null)));
    let bulletin = &document["bulletins"][0];
    assert_eq!(bulletin["plan"], "new");
    assert_eq!(bulletin["title"], "Lamplight Prayer Letter");
    assert_eq!(bulletin["issued_on"], "2026-03-07");
    assert_eq!(bulletin["language"], "en");
    assert_eq!(bulletin["scripture"][0]["reference"], "John 1:5 (WEB)");
    let items = bulletin["items"].as_array().unwrap();
    assert_eq!(items.len(), 5);
    let rain = &items[1];
    assert_eq!(rain["heading"], "East Africa");
    assert_eq!(rain["countries"], json!(["KE"]));
    assert_eq!(rain["kinds"], json!(["request"]));
    assert_eq!(rain["plan"], "new");
    assert!(rain["text"].as_str().unwrap().starts_with("Please pray for rain for the herders"));
    assert_eq!(rain["id"].as_str().unwrap().len(), 32);
    for key in ["region", "date", "context", "petitions", "follows_up", "links"] {
        assert!(rain.get(key).is_some(), "{key} is missing in {rain:#}");
    }
    for key in ["publisher", "notes", "unsorted"] {
        assert!(bulletin.get(key).is_some(), "{key} is missing in {bulletin:#}");
    }
}

#[test]
fn a_dry_run_tells_the_same_and_touches_no_file() {
    let home = Home::new();
    let letter = home.file("letter.txt", LETTER);
    let before = home.files();
    let dry = home.kneel(&["import", "--dry-run", "--json", &letter]).done();
    assert_eq!(home.files(), before);
    assert!(!home.data().exists());
    assert_eq!(dry.json(), home.kneel(&["import", "--json", &letter]).done().json());

    let before = home.files();
    let again = home.kneel(&["import", "-n", "--json", &letter]).done().json();
    assert_eq!(again["documents"][0]["bulletins"][0]["plan"], "known");
    assert_eq!(home.files(), before, "a dry run on a journal leaves it alone too");
}

#[test]
fn reading_again_changes_nothing_and_a_correction_revises() {
    let home = Home::with_letter();
    let before = home.kneel(&["list", "--json"]).done().out;
    let again = home.kneel(&["import", "letter.txt"]).done();
    assert!(again.err.contains("0 new items, 5 known"), "{again:?}");
    assert_eq!(home.kneel(&["list", "--json"]).done().out, before);

    let id = home.shown("Nilufa")["id"].clone();
    let corrected = LETTER.replace("her hearing on March 20", "her hearing on March 27");
    let told = home.piped(&["import", "--json", "-"], corrected).done().json();
    assert_eq!(told["documents"][0]["path"], "-");
    assert_eq!(told["documents"][0]["bulletins"][0]["items"][3]["plan"], "revised");
    let item = home.shown("Nilufa");
    assert_eq!(item["id"], id);
    assert!(item["text"].as_str().unwrap().contains("March 27"));
}

#[test]
fn one_undo_takes_back_all_that_one_import_brought_in() {
    let home = Home::new();
    // more documents than one transaction holds
    for number in 0..230 {
        home.file(&format!("box/{number:03}.txt"), letter_of(number));
    }
    home.kneel(&["import", "box"]).done();
    assert_eq!(home.kneel(&["bulletins"]).done().out.lines().count(), 230);
    let all = home.kneel(&["list", "--json"]).done().out;
    home.kneel(&["undo"]).done();
    assert_eq!(home.kneel(&["list"]).done().out, "");
    home.kneel(&["redo"]).done();
    assert_eq!(home.kneel(&["list", "--json"]).done().out, all);
}

#[test]
fn folders_are_read_in_order_without_hidden_files() {
    let home = Home::new();
    home.file("box/2.md", LATER_LETTER);
    home.file("box/deep/1.txt", LETTER);
    home.file("box/.draft.txt", LETTER);
    home.file("box/photo.jpg", [0xff, 0xd8, 0xff]);
    home.file("box/meeting.ics", "BEGIN:VCALENDAR\nSUMMARY:Pray for rain\nEND:VCALENDAR\n");
    home.file("box/letter_files/main.css", "body { color: red }\n");
    let told = home.kneel(&["import", "--json", "box"]).done();
    assert_eq!(paths(&told.json()), ["box/2.md", "box/deep/1.txt"]);
    assert!(told.err.contains("3 files passed over"), "{told:?}");
}

/// The paths of the documents that were told of.
fn paths(told: &Value) -> Vec<Value> {
    told["documents"].as_array().into_iter().flatten().map(|one| one["path"].clone()).collect()
}

#[test]
fn what_a_document_is_is_told_by_what_it_holds() {
    let home = Home::new();
    home.file("box/letter.jpg", LETTER);
    home.file("box/letter", LATER_LETTER);
    home.file("box/program.txt", b"\x7fELF\x02\x01\x01\0\0\0\0");
    let told = home.kneel(&["import", "--json", "box"]).done().json();
    assert_eq!(paths(&told), ["box/letter", "box/letter.jpg"]);
    let named = home.kneel(&["import", "box/program.txt"]).ends(1);
    assert!(named.err.starts_with("box/program.txt: this is not a text file"), "{named:?}");
}

#[test]
fn the_mails_of_a_maildir_are_read_and_not_what_lies_beside_them() {
    let home = Home::new();
    home.file("mail/cur/1.M1.host:2,S", LETTER);
    home.file("mail/new/2.M1.host", LATER_LETTER);
    home.file("mail/tmp/3.M1.host", LETTER.replace("Lamplight", "Half"));
    home.file("mail/dovecot-uidlist", "3 V1 N3");
    let told = home.kneel(&["import", "--json", "mail"]).done().json();
    assert_eq!(paths(&told), ["mail/cur/1.M1.host:2,S", "mail/new/2.M1.host"]);
}

/// Each with the words that say why; what is beside it is read.
#[test]
fn what_cannot_be_read_is_named_with_the_reason() {
    let home = Home::new();
    home.file("empty.txt", "");
    home.file("blank.txt", " \n\n\t\n");
    home.file("binary.txt", [0u8, 1, 2, 0, 255, 254, 0, 7].repeat(200));
    home.file("line.txt", "pray ".repeat(2_000_000));
    home.file("photos/1.jpg", [0xff, 0xd8, 0xff]);
    fs::File::create(home.path("huge.txt")).unwrap().set_len(51 << 20).unwrap();
    for (name, why) in [
        ("empty.txt", "it is empty"),
        ("blank.txt", "it is empty"),
        ("binary.txt", "this is not a text file"),
        ("line.txt", "line 1 is longer than a million characters"),
        ("photos", "no documents in this folder that kneel can read"),
        ("nowhere.txt", "there is no such file"),
        ("huge.txt", "it is larger than 50 MB"),
    ] {
        let refused = home.kneel(&["import", name]).ends(1);
        let line = refused.err.lines().next().unwrap();
        assert!(line.starts_with(&format!("{name}: {why}")), "{refused:#?}");
        assert!(!line.ends_with('.') && refused.out.is_empty(), "{refused:#?}");
    }
    home.file("letter.txt", LETTER);
    let some = home.kneel(&["import", "--json", "empty.txt", "letter.txt", "nowhere.txt"]).ends(4);
    let told = some.json();
    let statuses: Vec<_> =
        told["documents"].as_array().unwrap().iter().map(|one| one["status"].clone()).collect();
    assert_eq!(statuses, ["refused", "read", "refused"]);
    assert_eq!(told["documents"][0]["problem"], "it is empty");
    assert!(some.err.contains("nowhere.txt: there is no such file"));
    assert_eq!(home.kneel(&["list"]).done().out.lines().count(), 5);
}

#[test]
#[cfg(unix)]
fn a_file_that_cannot_be_opened_is_refused() {
    let home = Home::new();
    // a socket cannot be opened as a file by anybody, the superuser of a container included
    let _socket = std::os::unix::net::UnixListener::bind(home.path("socket.txt")).unwrap();
    let refused = home.kneel(&["import", "socket.txt"]).ends(1);
    assert!(refused.err.starts_with("socket.txt: it cannot be read ("), "{refused:?}");
}

#[test]
fn a_hostile_bulletin_cannot_speak_to_the_terminal() {
    let home = Home::new();
    let hostile = LETTER.replace("Joren Askild", "Joren \x1b]0;gotcha\x07\x1b[31mAskild\u{202e}");
    home.file("letter.txt", hostile);
    let ran = home.kneel(&["import", "-n", "letter.txt"]).done();
    home.kneel(&["import", "letter.txt"]).done();
    for printed in [ran, home.kneel(&["list"]), home.kneel(&["show", &home.id("Joren")])] {
        assert!(!printed.out.contains(['\x1b', '\x07', '\u{202e}']), "{printed:?}");
        assert!(printed.out.contains("Joren Askild"), "{printed:?}");
    }
}

#[test]
fn lines_are_shown_and_put_right_by_their_numbers() {
    let home = Home::new();
    let letter = home.file("letter.txt", format!("{LETTER}\nRota: tea, Ann\n"));
    let before = home.files();
    let shown = home.kneel(&["import", "--show", &letter]).done();
    assert!(shown.out.contains("    1  title        Lamplight Prayer Letter"), "{}", shown.out);
    assert!(shown.out.contains("   12  heading      East Africa"), "{}", shown.out);
    assert!(shown.out.contains("   14  request      Please pray for rain"), "{}", shown.out);
    assert_eq!(home.files(), before, "a look touches no file");

    let fixes =
        ["import", "--json", "--fix", "14 both", "--fix", "24 note", "--fix", "date 2026-03-08", &letter];
    let kept = home.kneel(&fixes).done().json();
    let bulletin = &kept["documents"][0]["bulletins"][0];
    assert_eq!(bulletin["issued_on"], "2026-03-08");
    assert_eq!(bulletin["items"][1]["kinds"], json!(["praise", "request"]));
    assert_eq!(bulletin["notes"][0]["text"], "Rota: tea, Ann");
    assert_eq!(home.shown("Tolmere")["kinds"], json!(["praise", "request"]));

    let wrong = home.kneel(&["import", "--fix", "99 note", &letter]).ends(2);
    assert!(wrong.err.contains("the document has no line 99"), "{}", wrong.err);
    home.kneel(&["import", "--show", &letter, &letter]).ends(2);
}

#[test]
fn what_a_publisher_brings_is_private_where_the_person_said_so() {
    let home = Home::new();
    let config =
        "[publishers.lamplight]\nvisibility = \"private\"\n[publishers.Brightb]\nvisibilty = \"public\"\n";
    home.file("config/config.toml", config);
    let (letter, other) = (home.file("letter.txt", LETTER), home.file("other.txt", letter_of(1)));
    let told = home.kneel(&["import", &letter, &other]).done();
    assert!(told.err.contains("did you mean `visibility`?"), "{told:?}");
    let items = home.kneel(&["list", "--json"]).done().json();
    let seen = |of: &str, visibility: &str| {
        let items = items["items"].as_array().unwrap().iter();
        items.filter(|item| item["publisher"] == of && item["visibility"] == visibility).count()
    };
    // of whom something was said that is not understood, less is told than is usual
    assert_eq!((seen("Lamplight", "private"), seen("Brightb", "private")), (5, 5), "{items}");
    assert!(!told.err.contains("what comes in now is private"), "the rest is for the group: {told:?}");
}

#[test]
fn while_the_config_is_broken_what_comes_in_is_private() {
    for config in [
        "[publishers.lamplight\nvisibility = \"private\"\n",
        "portion = = 3\n[publishers.lamplight]\nvisibility = \"private\"\n",
        "[publisher.lamplight]\nvisibility = \"private\"\n",
    ] {
        let home = Home::new();
        home.file("config/config.toml", config);
        let (letter, other) = (home.file("letter.txt", LETTER), home.file("other.txt", letter_of(1)));
        let dry = home.kneel(&["import", "--dry-run", &letter]).done();
        assert!(!dry.err.contains("what comes in now is private"), "{dry:?}");
        let told = home.kneel(&["import", &letter, &other]).done();
        assert!(told.err.contains("what comes in now is private"), "{config}: {told:?}");
        let items = home.kneel(&["list", "--json"]).done().json();
        let items = items["items"].as_array().unwrap();
        assert!(items.iter().all(|item| item["visibility"] == "private"), "{config}: {items:#?}");
        assert_eq!(items.len(), 10, "{config}");
        home.file("config/config.toml", "[publishers.lamplight]\nvisibility = \"private\"\n");
        let later = home.file("later.txt", letter_of(2));
        home.kneel(&["import", &later]).done();
        let items = home.kneel(&["list", "--json"]).done().json();
        let group = items["items"].as_array().unwrap().iter().filter(|item| item["visibility"] == "group");
        assert_eq!(group.count(), 5, "{config}: what comes later is for the group again");
    }
}

/// Somebody may be typing what is piped in: what would be in vain is said before it is waited for.
#[test]
fn nothing_is_asked_for_that_no_journal_would_take() {
    let home = Home::new();
    home.file("data/journal.db", "a shopping list, and nothing of which a journal could be made by anybody");
    assert!(home.journal().exists());
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_kneel"))
        .args(["import", "-"])
        .env("KNEEL_DATA_DIR", home.data())
        .env("KNEEL_CONFIG_DIR", home.path("config"))
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let nobody_types = child.stdin.take();
    let (ended, end) = mpsc::channel();
    thread::spawn(move || ended.send(child.wait_with_output()));
    let told = end.recv_timeout(Duration::from_mins(1)).expect("kneel ends by itself").unwrap();
    drop(nobody_types);
    assert_eq!(told.status.code(), Some(1), "{told:?}");
    assert!(String::from_utf8_lossy(&told.stderr).contains("is not a kneel journal"), "{told:?}");
}
