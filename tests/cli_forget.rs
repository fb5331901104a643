//! What is forgotten is found nowhere any more, and nothing brings it back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cli_common;
#[cfg(unix)]
#[path = "cli_common/screen.rs"]
mod screen;

use std::fs;
use std::path::PathBuf;

use cli_common::{Home, LETTER};
use kneel::clock::Moment;
use kneel::journal::Journal;
#[cfg(unix)]
use screen::Screen;

/// Words that stand nowhere else, by where they are typed. The ends of words are sought: an index keeps the beginnings of
/// neighbours only once.
const TYPED: [&str; 6] = ["zorvalq", "zorreworz", "zornotuq", "zorrenotv", "zoransiq", "zordrafk"];

/// Files of the data folder in which an end of a word is found.
fn holding(home: &Home, words: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for (path, bytes) in home.files().into_iter().filter(|(path, _)| path.starts_with(home.data())) {
        let lower: Vec<u8> = bytes.iter().map(u8::to_ascii_lowercase).collect();
        for word in words {
            let end = &word.as_bytes()[3..];
            if lower.windows(end.len()).any(|window| window == end) {
                found.push((path.clone(), (*word).to_owned()));
            }
        }
    }
    found
}

#[track_caller]
fn holds_nothing(home: &Home, words: &[&str]) {
    assert_eq!(holding(home, words), [], "it is still there");
    let export = home.kneel(&["export"]).done().out.to_lowercase();
    let history = home.kneel(&["history"]).done().out.to_lowercase();
    for word in words {
        assert!(!export.contains(word) && !history.contains(word), "{word}");
    }
    home.kneel(&["doctor"]).done();
}

/// A journal with a letter, and a request of one's own with words in every field.
fn lived_in() -> (Home, String) {
    let home = Home::with_letter();
    home.kneel(&["add", "the zorvalq of my own", "--region", "Family"]).done();
    let id = home.id("zorvalq");
    home.kneel(&["edit", &id, "--text", "the zorvalq and the zorreworz of my own"]).done();
    home.kneel(&["note", &id, "a zornotuq"]).done();
    home.kneel(&["note", &id, "--rewrite", "1", "a zorrenotv"]).done();
    home.kneel(&["answer", &id, "--words", "the zoransiq came"]).done();
    home.kneel(&["prayed", &id, &home.id("rain")]).done();
    home.kneel(&["undo"]).done();
    home.kneel(&["redo"]).done();
    home.kneel(&["search", "zorvalq"]).done();
    let now = Moment::new("2026-03-12T09:20:00+01:00".parse().unwrap());
    let whole = home.kneel(&["show", "--json", &id]).done().json()["id"].as_str().unwrap().to_owned();
    let mut journal = Journal::open(&home.journal(), now).unwrap();
    journal.keep(&format!("draft:{whole}"), Some("half a zordrafk")).unwrap();
    drop(journal);
    home.kneel(&["backup"]).done();
    (home, id)
}

#[test]
fn what_is_forgotten_is_in_no_byte_of_the_data_folder() {
    let (home, id) = lived_in();
    for word in TYPED {
        assert!(!holding(&home, &[word]).is_empty(), "{word} was never there: this proves nothing");
    }
    let others = home.kneel(&["list", "region:africa", "--json"]).done().out;
    let look = home.kneel(&["forget", "--dry-run", &id]).done();
    assert!(look.err.contains("1 note, 1 draft") && look.err.contains("out of reach: "), "{look:?}");
    assert!(look.err.contains("--backups removes it from them"), "{look:?}");
    home.kneel(&["forget", &id]).ends(2);
    assert!(!holding(&home, &["zorvalq"]).is_empty(), "nobody agreed");
    let forgotten = home.kneel(&["forget", "--yes", "--backups", &id]).done();
    assert!(forgotten.err.contains("held it, and do not any more"), "{forgotten:?}");
    holds_nothing(&home, &TYPED);
    home.kneel(&["show", &id]).ends(1);
    assert_eq!(home.kneel(&["list", "region:africa", "--json"]).done().out, others);
    // the act in which it was prayed together with another stands for the other
    assert_eq!(home.shown("rain")["times"], 1);
    home.kneel(&["undo"]).done();
    assert_eq!(home.shown("rain")["times"], 0);
    for copy in fs::read_dir(home.data().join("backups")).unwrap() {
        let other = Home::new();
        other.kneel(&["restore", "--yes", copy.unwrap().path().to_str().unwrap()]).done();
        other.kneel(&["doctor"]).done();
        assert!(other.kneel(&["list"]).done().out.contains("Nilufa"));
    }
}

#[test]
fn an_item_of_a_bulletin_goes_with_its_original_and_nothing_brings_it_back() {
    let letter = LETTER.replace("Joren Askild", "Joren Zorvalq");
    let (home, other) = (Home::new(), Home::new());
    let path = home.file("letter.txt", &letter);
    home.kneel(&["import", &path]).done();
    let id = home.id("zorvalq");
    home.kneel(&["note", &id, "a zornotuq"]).done();
    home.kneel(&["note", &home.id("rain"), "stays"]).done();
    let copy = home.kneel(&["backup"]).done().out.trim().to_owned();
    let export = home.kneel(&["export"]).done().out;
    home.file("before.json", &export);
    other.file("before.json", &export);
    other.kneel(&["import", "before.json"]).done();

    let forgotten = home.kneel(&["forget", "--yes", "--backups", &id]).done();
    assert!(
        forgotten.err.contains("the original letter.txt, because its words stand in it; 4 other items"),
        "{forgotten:?}"
    );
    let words = ["zorvalq", "zornotuq"];
    holds_nothing(&home, &words);
    let listed = home.kneel(&["list"]).done().out;
    assert!(!listed.contains("Joren") && listed.contains("Nilufa"), "{listed}");
    assert!(home.kneel(&["show", &home.id("rain")]).done().out.contains("stays"));

    // the same file, the same letter in another file, a corrected one, and the whole journal from before
    home.kneel(&["import", &path]).done();
    home.file("again.txt", letter.replace("7 March 2026\n", "7 March 2026\n\n\n"));
    home.kneel(&["import", "again.txt"]).done();
    home.file(
        "corrected.txt",
        letter.replace("The well at the school has failed.", "Both wells have failed."),
    );
    home.kneel(&["import", "corrected.txt"]).done();
    home.kneel(&["import", "before.json"]).done();
    holds_nothing(&home, &words);
    assert!(home.kneel(&["show", &home.id("Tolmere")]).done().out.contains("Both wells"));
    home.kneel(&["reread", "--dry-run"]);
    home.kneel(&["restore", "--yes", &copy]).done();
    home.kneel(&["doctor"]).done();
    assert!(!home.kneel(&["list"]).done().out.contains("Joren"));

    // who has not forgotten it keeps it, whatever comes from who has
    other.file("after.json", home.kneel(&["export"]).done().out);
    other.kneel(&["import", "after.json"]).done();
    other.kneel(&["doctor"]).done();
    assert!(other.kneel(&["show", &other.id("zorvalq")]).done().out.contains("zornotuq"));
}

#[test]
fn a_copy_from_before_that_was_not_reached_brings_nothing_back() {
    let (home, id) = lived_in();
    let copy = home.data().join("backups/kneel-2026-03-12-091400.db");
    let elsewhere = home.path("elsewhere.db");
    fs::copy(copy, &elsewhere).unwrap();
    home.kneel(&["forget", "--yes", "--backups", &id]).done();
    home.kneel(&["restore", "--yes", elsewhere.to_str().unwrap()]).done();
    let listed = home.kneel(&["list"]).done().out;
    assert!(!listed.contains("zor"), "{listed}");
    home.kneel(&["doctor"]).done();
}

/// Its import was taken back when the copy was made: it is no item in there, and it is in there.
#[test]
fn a_copy_from_before_in_which_its_import_was_taken_back_brings_nothing_back() {
    let home = Home::new();
    home.file("letter.txt", LETTER.replace("Joren Askild", "Joren Zorvalq"));
    home.kneel(&["import", "letter.txt"]).done();
    let id = home.id("zorvalq");
    home.kneel(&["undo"]).done();
    home.kneel(&["backup", "copy.db"]).done();
    home.kneel(&["redo"]).done();
    home.kneel(&["forget", "--yes", "--backups", &id]).done();
    home.kneel(&["restore", "--yes", "copy.db"]).done();
    holds_nothing(&home, &["zorvalq"]);
    home.kneel(&["redo"]).done();
    holds_nothing(&home, &["zorvalq"]);
    assert!(home.kneel(&["list"]).done().out.contains("Nilufa"));
}

/// kneel is killed while a text of it is in an editor, which leaves the file behind.
#[cfg(unix)]
#[test]
fn what_a_kill_left_of_it_in_an_editor_goes_too() {
    let (home, id) = lived_in();
    home.file("editor.sh", "printf ' and the zoreditv' >> \"$1\"; kill -9 $PPID\n");
    for args in [&["edit", &id][..], &["note", &id]] {
        let mut screen = Screen::open(&home, (80, 24), args, &[("VISUAL", "sh editor.sh")]);
        screen.keys("\x04");
        screen.ends();
    }
    fs::remove_file(home.path("editor.sh")).unwrap();
    let everywhere = || -> Vec<PathBuf> {
        let held = |bytes: &[u8]| memchr::memmem::find(bytes, b"editv").is_some();
        home.files().into_iter().filter(|(_, bytes)| held(bytes)).map(|(path, _)| path).collect()
    };
    assert_eq!(everywhere().len(), 1, "the second one swept the first away");
    home.kneel(&["forget", "--yes", "--backups", &id]).done();
    assert_eq!(everywhere(), Vec::<PathBuf>::new());
    holds_nothing(&home, &TYPED);
}

#[test]
fn a_copy_that_cannot_be_read_is_named() {
    let (home, id) = lived_in();
    let bad = home.file("data/backups/old.db", vec![7_u8; 20_000]);
    let forgotten = home.kneel(&["forget", "--yes", "--backups", &id]).ends(4);
    assert!(
        forgotten.err.contains(&format!("{bad} could not be read, and may still hold it")),
        "{forgotten:?}"
    );
    holds_nothing(&home, &TYPED);
}

#[cfg(feature = "encrypt")]
#[test]
fn a_sync_does_not_bring_it_back() {
    let (home, id) = lived_in();
    let other = Home::new();
    fs::create_dir(home.path("folder")).unwrap();
    let folder = home.path("folder").display().to_string();
    let sync =
        |home: &Home| home.piped(&["sync", &folder, "--passphrase-fd", "0"], "seven sleepy goats\n").done();
    sync(&home);
    sync(&other);
    other.kneel(&["note", &other.id("zorvalq"), "another zornotuq"]).done();
    home.kneel(&["forget", "--yes", "--backups", &id]).done();
    sync(&other);
    sync(&home);
    holds_nothing(&home, &TYPED);
    sync(&other);
    assert!(other.kneel(&["show", &other.id("zorvalq")]).done().out.contains("another zornotuq"));
    other.kneel(&["doctor"]).done();
}

/// A bulletin of one request: once that is forgotten, nothing in the journal tells that this is the same bulletin.
#[test]
fn the_only_item_of_a_bulletin_does_not_come_back_by_another_file_either() {
    let home = Home::new();
    let letter =
        "Harbour Mission prayer letter\n7 March 2026\n\nAfrica\n\n- Please pray for Zorvalq in Tolmere.\n";
    home.file("one.txt", letter);
    home.kneel(&["import", "one.txt"]).done();
    home.kneel(&["forget", "--yes", "--backups", &home.id("zorvalq")]).done();
    home.file("again.txt", format!("{letter}\n\n"));
    for args in [&["import", "--dry-run", "again.txt"][..], &["import", "again.txt"]] {
        let told = home.kneel(args).done();
        assert!(told.out.contains("0 new items"), "{told:?}");
    }
    assert!(!home.kneel(&["list"]).out.to_lowercase().contains("zorvalq"));
    // no empty file for what is gone
    home.kneel(&["export", "--documents", "documents"]).ends(3);
    fs::remove_file(home.path("one.txt")).unwrap();
    fs::remove_file(home.path("again.txt")).unwrap();
    holds_nothing(&home, &["zorvalq"]);
}

#[test]
fn what_was_done_to_others_in_the_same_act_is_still_called_by_its_name() {
    let (home, id) = lived_in();
    home.kneel(&["forget", "--yes", &id]).done();
    let history = home.kneel(&["history"]).done().out;
    assert!(history.contains("  prayed: "), "{history}");
    assert!(!history.contains("something that was forgotten"), "{history}");
    assert!(home.kneel(&["undo"]).done().err.contains("taken back: prayed: "), "{history}");
}

/// The form of an answer keeps how the praise begins that it was linked to, until it is sent off.
#[test]
fn an_unfinished_answer_forgets_the_praise_it_was_linked_to_and_keeps_its_words() {
    let home = Home::with_letter();
    home.kneel(&["add", "--praise", "Thank God for the zorvalq"]).done();
    let whole =
        |id: &str| home.kneel(&["show", "--json", id]).done().json()["id"].as_str().unwrap().to_owned();
    let (praise, request) = (whole(&home.id("zorvalq")), whole(&home.id("rain")));
    let now = Moment::new("2026-03-12T09:20:00+01:00".parse().unwrap());
    let name = format!("draft:answer:{request}");
    let draft = format!(
        r#"{{"verdict":"partly","words":"it came","day":null,"praise":{{"id":"{praise}","title":"Thank God for the zorvalq"}}}}"#
    );
    let mut journal = Journal::open(&home.journal(), now).unwrap();
    journal.keep(&name, Some(&draft)).unwrap();
    journal.keep(&format!("draft:answer:{praise}"), Some("no form of this kneel")).unwrap();
    drop(journal);
    home.kneel(&["forget", "--yes", "--backups", &praise]).done();
    holds_nothing(&home, &["zorvalq"]);
    let journal = Journal::open(&home.journal(), now).unwrap();
    let kept = journal.kept(&name).unwrap().unwrap();
    assert_eq!(kept, r#"{"verdict":"partly","words":"it came","day":null}"#);
}
