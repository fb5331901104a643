//! Encryption at rest, from outside: nothing readable anywhere, nothing lost, nothing changed by a wrong passphrase.
//!
//! `cargo test --features sqlcipher --test vault`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cli_common;
#[path = "cli_common/screen.rs"]
mod screen;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use cli_common::{Home, LATER_LETTER, LETTER, Ran};
use kneel::clock::Moment;
use kneel::journal::{Journal, VaultKey, is_encrypted};
use screen::Screen;

const PASSPHRASE: &str = "herons at 'dusk' \u{fc}ber";

/// Words that no other file has, one for each kind of field.
const ITEM: &str = "Quillbrook";
const NOTE: &str = "Tannersfen";
const REWRITTEN: &str = "Oxlipmere";
const ANSWER: &str = "Wrenhollow";
const TITLE: &str = "Sedgewickian";
const REGION: &str = "Marrowdale";
const EDITED: &str = "Pipistrelline";

fn now() -> Moment {
    Moment::new("2026-03-12T09:14:00+01:00".parse().unwrap())
}

/// Runs kneel with a passphrase on its standard input.
fn with(home: &Home, passphrase: &str, args: &[&str]) -> Ran {
    let args: Vec<&str> = args.iter().copied().chain(["--passphrase-fd", "0"]).collect();
    home.piped(&args, format!("{passphrase}\n"))
}

fn kneel(home: &Home, args: &[&str]) -> Ran {
    with(home, PASSPHRASE, args)
}

fn export(home: &Home) -> String {
    kneel(home, &["export", "--format", "json"]).done().out
}

/// A home whose journal is encrypted, and what it held before.
fn encrypted() -> (Home, String) {
    let home = Home::with_letter();
    let before = home.kneel(&["export", "--format", "json"]).done().out;
    let ran = kneel(&home, &["encrypt"]).done();
    assert!(ran.err.starts_with("a lost passphrase is a lost journal"), "{ran:?}");
    assert!(is_encrypted(&home.journal()).unwrap());
    (home, before)
}

fn id(home: &Home, word: &str) -> String {
    let found = kneel(home, &["search", "--json", word]).done().json();
    found["items"][0]["short"].as_str().unwrap().to_owned()
}

/// Where a word can be read in any file below a folder, in its letters or as UTF-16.
fn readable(home: &Home, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, bytes) in home.files() {
        let lower = bytes.to_ascii_lowercase();
        for word in words {
            let word = word.to_lowercase();
            let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for needle in [word.as_bytes(), &wide] {
                if lower.windows(needle.len()).any(|window| window == needle) {
                    found.push(format!("{word} in {}", path.display()));
                }
            }
        }
    }
    found
}

fn start(home: &Home, args: &[&str]) -> Child {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kneel"))
        .args(args)
        .env_clear()
        .env("KNEEL_DATA_DIR", home.data())
        .env("KNEEL_CONFIG_DIR", home.path("config"))
        .env("KNEEL_PASSPHRASE_FD", "0")
        .env("TMPDIR", home.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(format!("{PASSPHRASE}\n{PASSPHRASE}\n").as_bytes());
    child
}

/// What lies in the folder of the journal.
fn beside(home: &Home) -> Vec<String> {
    let names = fs::read_dir(home.data()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn nothing_that_was_written_can_be_read_from_the_disk() {
    let home = Home::new();
    kneel(&home, &["add", "Pray for the ferry at Farside"]).done();
    kneel(&home, &["encrypt", "--copies"]).done();
    let letter = LETTER.replace("Joren", ITEM).replace("Lamplight", TITLE).replace("East Africa", REGION);
    let files = [home.file("in/a.txt", &letter), home.file("in/b.txt", LATER_LETTER)];
    kneel(&home, &["import", &files[0]]).done();
    let item = id(&home, ITEM);
    kneel(&home, &["note", &item, &format!("Visit to {NOTE} refused")]).done();
    kneel(&home, &["note", &item, &format!("A second one from {REWRITTEN}")]).done();
    kneel(&home, &["prayed", &item]).done();
    kneel(&home, &["answer", &item, "--words", &format!("The judge of {ANSWER} listened")]).done();
    kneel(&home, &["edit", &id(&home, "Nilufa"), "--text", &format!("Pray for {EDITED}")]).done();
    kneel(&home, &["undo"]).done();
    kneel(&home, &["redo"]).done();
    kneel(&home, &["backup"]).done();
    kneel(&home, &["doctor", "--rebuild"]).done();
    // killed at any moment of a long import, with its log on the disk
    for number in 0..60 {
        home.file(&format!("in/box/{number}.txt"), cli_common::letter_of(number).replace("Joren", ITEM));
    }
    let folder = home.path("in/box").display().to_string();
    for step in 0..5 {
        let mut child = start(&home, &["import", &folder]);
        std::thread::sleep(Duration::from_millis(300 + 250 * step));
        let _ = child.kill();
        child.wait().unwrap();
        let words = [ITEM, NOTE, REWRITTEN, ANSWER, TITLE, REGION, EDITED, "Farside", "Prakash"];
        let mut found = readable(&home, &words);
        found.retain(|found| !found.contains("/in/")); // the bulletins themselves
        assert_eq!(found, Vec::<String>::new());
    }
    kneel(&home, &["doctor"]).done();
    assert!(export(&home).contains(NOTE));
    // the search finds what is there to be found
    let open = Home::with_letter();
    assert_ne!(readable(&open, &["Joren"]), Vec::<String>::new());
}

#[test]
fn a_log_that_is_still_there_is_encrypted_too() {
    let (home, _) = encrypted();
    let key = VaultKey::of(&home.journal(), PASSPHRASE).unwrap();
    let journal = Journal::unlock(&home.journal(), &key, now()).unwrap();
    kneel(&home, &["note", &id(&home, "Nilufa"), &format!("Visit to {NOTE}")]).done();
    let log = home.data().join("journal.db-wal");
    assert!(fs::metadata(&log).unwrap().len() > 0);
    assert_eq!(readable(&home, &[NOTE]), Vec::<String>::new());
    // and a wrong passphrase does not touch it
    let before = (fs::read(home.journal()).unwrap(), fs::read(&log).unwrap());
    with(&home, "herons at dawn", &["today"]).ends(1);
    assert_eq!((fs::read(home.journal()).unwrap(), fs::read(&log).unwrap()), before);
    drop(journal);
}

#[test]
fn a_wrong_passphrase_changes_nothing_and_says_so() {
    let (home, _) = encrypted();
    let before = fs::read(home.journal()).unwrap();
    for args in [&["list"][..], &["add", "A new one"], &["doctor", "--rebuild"], &["decrypt"], &["encrypt"]] {
        let ran = with(&home, "herons at dawn", args).ends(1);
        assert!(
            ran.err.ends_with("kneel: this passphrase does not open the journal; nothing was changed\n"),
            "{ran:?}"
        );
        assert_eq!(fs::read(home.journal()).unwrap(), before, "{args:?}");
    }
    let asked = home.kneel(&["list"]).ends(1);
    assert!(asked.err.contains("no terminal to ask at"), "{asked:?}");
    let empty = with(&home, "", &["list"]).ends(1);
    assert!(empty.err.contains("an empty passphrase guards nothing"), "{empty:?}");
    assert_eq!(
        beside(&home),
        ["backups", "journal.db", "journal.db-turn"],
        "nothing else lies beside the journal"
    );
}

#[test]
fn what_goes_in_comes_out_the_same() {
    let (home, before) = encrypted();
    kneel(&home, &["doctor"]).done();
    assert_eq!(export(&home), before);
    let ran = kneel(&home, &["decrypt"]).done();
    assert!(ran.err.contains("not encrypted any more"), "{ran:?}");
    home.kneel(&["doctor"]).done();
    assert_eq!(home.kneel(&["export", "--format", "json"]).done().out, before);
    assert!(fs::read(home.journal()).unwrap().starts_with(b"SQLite format 3\0"));
    kneel(&home, &["decrypt"]).ends(3);
    assert_eq!(home.shown("Nilufa")["times"], 0);
}

#[test]
fn another_passphrase_takes_the_place_of_the_first() {
    let (home, before) = encrypted();
    let ran = home.piped(&["encrypt", "--passphrase-fd", "0"], format!("{PASSPHRASE}\nquails\n")).done();
    assert!(ran.err.contains("its new passphrase"), "{ran:?}");
    kneel(&home, &["list"]).ends(1);
    let after = with(&home, "quails", &["export", "--format", "json"]).done().out;
    assert_eq!(after, before);
}

#[test]
fn copies_are_encrypted_and_restored() {
    let home = Home::with_letter();
    let plain = home.path("plain.db").display().to_string();
    home.kneel(&["backup", &plain]).done();
    home.kneel(&["backup"]).done();
    let told = kneel(&home, &["encrypt"]).done();
    assert!(told.err.contains("2 copies are still readable"), "{told:?}");
    let told = kneel(&home, &["encrypt", "--copies"]).done();
    assert!(told.err.starts_with("2 copies are encrypted with the passphrase of the journal"), "{told:?}");
    assert!(is_encrypted(&home.data().join("backups/kneel-2026-03-12-091400.db")).unwrap());
    kneel(&home, &["encrypt", "--copies"]).ends(3);
    let sealed = home.path("sealed.db").display().to_string();
    kneel(&home, &["backup", &sealed]).done();
    assert!(is_encrypted(Path::new(&sealed)).unwrap());
    // a copy, and one from before the encryption: the journal stays encrypted either way
    for copy in [&sealed, &plain] {
        kneel(&home, &["prayed", &id(&home, "Nilufa")]).done();
        let bytes = fs::read(copy).unwrap();
        kneel(&home, &["restore", "--yes", copy]).done();
        assert_eq!(fs::read(copy).unwrap(), bytes, "not a byte of the copy changes");
        assert!(is_encrypted(&home.journal()).unwrap());
        let shown = kneel(&home, &["show", "--json", &id(&home, "Nilufa")]).done().json();
        assert_eq!(shown["times"], 0, "{copy}");
        for kept in fs::read_dir(home.data().join("backups")).unwrap().map(|entry| entry.unwrap().path()) {
            if kept.to_string_lossy().contains("before-restore") {
                assert!(is_encrypted(&kept).unwrap());
                fs::remove_file(kept).unwrap();
            }
        }
    }
    // a copy under another passphrase, on a machine without a journal, and on one with a readable one
    let other = Home::new();
    kneel(&other, &["restore", "--yes", &sealed]).done();
    assert!(is_encrypted(&other.journal()).unwrap());
    kneel(&other, &["doctor"]).done();
    let open = Home::with_letter();
    let refused = kneel(&open, &["restore", "--yes", &sealed]).ends(1);
    assert!(refused.err.contains("`kneel encrypt` first"), "{refused:?}");
    with(&open, "quails", &["encrypt"]).done();
    let two = format!("quails\n{PASSPHRASE}\n");
    open.piped(&["restore", "--yes", &sealed, "--passphrase-fd", "0"], two).done();
    with(&open, "quails", &["doctor"]).done();
    // a damaged one is kept aside, and the copy takes its place
    let mut bytes = fs::read(home.journal()).unwrap();
    bytes[100..4000].fill(0xff);
    fs::write(home.journal(), bytes).unwrap();
    kneel(&home, &["list"]).ends(1);
    kneel(&home, &["restore", "--yes", &sealed]).done();
    kneel(&home, &["doctor"]).done();
}

#[test]
fn the_copies_go_along_if_that_is_wished() {
    let home = Home::with_letter();
    home.kneel(&["backup"]).done();
    let copy = home.data().join("backups/kneel-2026-03-12-091400.db");
    let told = kneel(&home, &["encrypt", "--copies"]).done();
    assert!(told.err.contains("2 copies were rewritten"), "{told:?}");
    assert!(is_encrypted(&copy).unwrap());
    assert_eq!(readable(&home, &["Prakash"]).iter().filter(|found| found.contains("data")).count(), 0);
    kneel(&home, &["decrypt", "--copies"]).done();
    assert!(!is_encrypted(&copy).unwrap());
    home.kneel(&["restore", "--yes", copy.to_str().unwrap()]).done();
}

#[test]
fn nobody_rewrites_a_journal_that_is_open() {
    let home = Home::with_letter();
    let open = Journal::open(&home.journal(), now()).unwrap();
    let refused = kneel(&home, &["encrypt"]).ends(1);
    assert!(refused.err.contains("another kneel has the journal open"), "{refused:?}");
    home.kneel(&["doctor"]).done();
    drop(open);
    kneel(&home, &["encrypt"]).done();
}

#[test]
fn two_processes_with_the_key_write_in_turn() {
    let (home, _) = encrypted();
    let item = id(&home, "Nilufa");
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..4 {
                    kneel(&home, &["prayed", &item]).done();
                }
            });
        }
    });
    assert_eq!(kneel(&home, &["show", "--json", &item]).done().json()["times"], 8);
    kneel(&home, &["doctor"]).done();
}

#[test]
fn who_is_stopped_has_the_old_journal_or_the_new_one() {
    let home = Home::with_letter();
    for number in 0..60 {
        home.file(&format!("in/{number}.txt"), cli_common::letter_of(number));
    }
    home.kneel(&["import", "in"]).done();
    let before = home.kneel(&["export", "--format", "json"]).done().out;
    let begun = Instant::now();
    kneel(&home, &["encrypt"]).done();
    kneel(&home, &["decrypt"]).done();
    let long = begun.elapsed() / 2;
    let (mut old, mut new) = (0, 0);
    for round in 0..8 {
        let sealed = is_encrypted(&home.journal()).unwrap();
        let mut child = start(&home, &[if sealed { "decrypt" } else { "encrypt" }]);
        std::thread::sleep(long * (round % 6 + 3) / 8);
        let _ = child.kill();
        child.wait().unwrap();
        if is_encrypted(&home.journal()).unwrap() == sealed {
            old += 1;
        } else {
            new += 1;
        }
        kneel(&home, &["doctor"]).done();
        assert_eq!(export(&home), before, "round {round}");
        assert_eq!(beside(&home), ["backups", "journal.db", "journal.db-turn"], "round {round}");
    }
    assert!(old > 0, "no kill came before the end ({old} old, {new} new)");
}

#[test]
fn a_command_of_the_config_gives_the_passphrase() {
    let home = Home::with_letter();
    let secret = home.file("secret", "quails\nlogin: me\n");
    home.file("config/config.toml", format!("passphrase_command = \"/bin/cat '{secret}'\"\n"));
    home.kneel(&["encrypt"]).done();
    assert!(home.kneel(&["list"]).done().out.contains("Nilufa"));
    with(&home, "not these", &["list"]).ends(1);
    home.file("config/config.toml", "passphrase_command = \"/bin/false\"\n");
    let failed = home.kneel(&["list"]).ends(1);
    assert!(failed.err.contains("the passphrase command `/bin/false` ended with a failure"), "{failed:?}");
}

#[test]
fn a_descriptor_of_its_own_leaves_the_input_alone() {
    let (home, _) = encrypted();
    let secret = home.file("secret", format!("{PASSPHRASE}\n"));
    let script = r#"printf 'Pray for %s' "$2" | "$0" add - --passphrase-fd 3 3<"$1""#;
    let ended = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_kneel"), &secret, ITEM])
        .env("KNEEL_DATA_DIR", home.data())
        .env("KNEEL_CONFIG_DIR", home.path("config"))
        .status();
    assert!(ended.unwrap().success());
    // and where the input is the descriptor, what follows the line is the text
    home.piped(&["add", "-", "--passphrase-fd", "0"], format!("{PASSPHRASE}\nPray for {NOTE}\n")).done();
    let list = kneel(&home, &["list"]).done().out;
    assert!(list.contains(ITEM) && list.contains(NOTE), "{list}");
}

fn screen(home: &Home, args: &[&str]) -> Screen {
    Screen::open(home, (80, 24), args, &[])
}

fn ended(screen: Screen) -> (u32, String) {
    let (code, shown) = screen.ends();
    (code, String::from_utf8_lossy(&shown).into_owned())
}

#[test]
fn a_terminal_asks_twice_shows_nothing_and_locks_when_told() {
    let home = Home::with_letter();
    let mut terminal = screen(&home, &["encrypt"]);
    terminal.wait_for("a lost passphrase is a lost journal").wait_for("new passphrase: ").keys("quails\r");
    terminal.wait_for("the same again: ").keys("quialls\r").wait_for("the two are not alike");
    terminal.keys("quails\rquails\r").wait_for("the journal is encrypted");
    let (code, shown) = ended(terminal);
    assert_eq!(code, 0, "{shown}");
    assert!(!shown.contains("quai"), "{shown}");

    let mut terminal = screen(&home, &["list"]);
    terminal.wait_for("passphrase of the journal: ").keys("quail\x03");
    let (code, shown) = ended(terminal);
    assert_eq!(code, 1);
    assert!(shown.contains("no passphrase was given; nothing was changed"), "{shown}");

    let mut terminal = screen(&home, &[]);
    terminal.wait_for("passphrase of the journal: ").keys("quails\r").wait_for("prayed 0 of");
    terminal.keys("\x0c").wait_for("kneel is locked");
    let picture = terminal.picture();
    assert!(!picture.contains("Nilufa") && !picture.contains("Asia"), "{picture}");
    terminal.keys("quarks\r").wait_for("this passphrase does not open the journal");
    terminal.keys("quails\r").wait_for("prayed 0 of").keys("q");
    let (code, shown) = ended(terminal);
    assert_eq!(code, 0);
    assert!(!shown.contains("quails") && !shown.contains("quarks"), "what is typed is never shown");
}

#[test]
fn the_copies_that_are_made_by_itself_are_encrypted_too_and_forgetting_reaches_them() {
    let (mut home, _) = encrypted();
    fs::remove_dir_all(home.data().join("backups")).unwrap();
    home.on("2026-03-13T09:14:00+01:00");
    kneel(&home, &["note", &id(&home, "Nilufa"), NOTE]).done();
    let listed = kneel(&home, &["backup", "--list", "--json"]).done().json();
    assert_eq!(
        (&listed["copies"][0]["why"], &listed["copies"][0]["encrypted"]),
        (&"daily".into(), &true.into())
    );
    assert_eq!(readable(&home, &[NOTE]), Vec::<String>::new());
    let copy = listed["copies"][0]["path"].as_str().unwrap().to_owned();
    kneel(&home, &["forget", "--yes", "--backups", &id(&home, "Nilufa")]).done();
    assert!(is_encrypted(Path::new(&copy)).unwrap() && is_encrypted(&home.journal()).unwrap());
    kneel(&home, &["doctor"]).done();
    for file in [home.journal(), PathBuf::from(&copy)] {
        let other = Home::new();
        let file = file.display().to_string();
        with(&other, PASSPHRASE, &["restore", "--yes", &file]).done();
        kneel(&other, &["decrypt"]).done();
        assert_eq!(readable(&other, &[NOTE, "Nilufa"]), Vec::<String>::new(), "{file}");
        kneel(&other, &["doctor"]).done();
    }
}

#[test]
fn what_is_encrypted_and_damaged_is_not_salvaged_and_stays_as_it_is() {
    let (home, _) = encrypted();
    let mut bytes = fs::read(home.journal()).unwrap();
    bytes[9_000..9_500].fill(7);
    fs::write(home.journal(), &bytes).unwrap();
    fs::remove_dir_all(home.data().join("backups")).unwrap();
    let refused = kneel(&home, &["doctor", "--salvage"]).ends(1);
    assert!(refused.err.contains("is encrypted: without its passphrase nothing can be read"), "{refused:?}");
    assert_eq!(fs::read(home.journal()).unwrap(), bytes);
}
