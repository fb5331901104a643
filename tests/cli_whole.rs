//! The whole journal: export and back, copies, the doctor, two processes at once, and what can go wrong.

mod cli_common;

use std::fs;
use std::process::Stdio;

use cli_common::{Home, LATER_LETTER, letter_of};
use serde_json::json;

/// A journal in which everything has happened.
fn lived_in() -> Home {
    let home = Home::with_letter();
    home.file("later.txt", LATER_LETTER);
    home.kneel(&["import", "later.txt"]).done();
    home.kneel(&["add", "My own secret fear", "--region", "Family"]).done();
    let (nilufa, joren) = (home.id("Nilufa"), home.id("Joren"));
    home.kneel(&["prayed", &nilufa, &joren]).done();
    home.kneel(&["note", &nilufa, "=1+1 is what she wrote\nand * this"]).done();
    home.kneel(&["answer", &nilufa, "--words", "The judge was just"]).done();
    home.kneel(&["snooze", &joren, "2w"]).done();
    home.kneel(&["edit", &joren, "--region", "Harbour"]).done();
    home.kneel(&["archive", &home.id("roof")]).done();
    home.kneel(&["prayed", &joren]).done();
    home.kneel(&["undo"]).done();
    home
}

#[test]
fn json_takes_the_whole_journal_elsewhere_without_loss() {
    let home = lived_in();
    home.kneel(&["export", "-o", "all.json"]).done();
    let exported = fs::read_to_string(home.path("all.json")).unwrap();
    assert!(exported.contains("secret fear"), "private items are in the whole");
    assert_eq!(home.kneel(&["export"]).done().out, exported);

    let other = Home::new();
    let all = other.file("all.json", &exported);
    let dry = other.kneel(&["import", "--dry-run", "--json", &all]).done().json();
    assert_eq!(dry["documents"][0]["merged"]["documents"], 2);
    assert!(!other.data().exists());
    other.kneel(&["import", &all]).done();
    assert_eq!(other.kneel(&["export"]).done().out, exported);
    for args in [&["list", "--json"][..], &["list", "is:archived", "--json"], &["bulletins", "--json"]] {
        assert_eq!(other.kneel(args).done().out, home.kneel(args).done().out);
    }
    assert_eq!(other.shown("Nilufa"), home.shown("Nilufa"));
    let again = other.kneel(&["import", "--json", &all]).done().json();
    assert_eq!(again["documents"][0]["merged"]["events"], 0);
}

#[test]
fn an_export_that_is_not_whole_is_refused() {
    let home = lived_in();
    let exported = home.kneel(&["export"]).done().out;
    let other = Home::new();
    other.file("half.json", &exported[..exported.len() / 2]);
    let refused = other.kneel(&["import", "half.json"]).ends(1);
    assert!(refused.err.starts_with("half.json: this is not a journal that kneel exported"), "{refused:?}");
    assert_eq!(other.kneel(&["list"]).done().out, "");
}

#[test]
fn markdown_and_csv_hold_private_items_and_notes_back() {
    let home = lived_in();
    for format in ["markdown", "csv"] {
        let held = home.kneel(&["export", "--format", format]).done();
        assert!(!held.out.contains("secret fear"), "{held:?}");
        assert!(held.err.contains("1 private item is held back"), "{held:?}");
        assert!(!held.out.contains("is what she wrote"), "{held:?}");
        assert!(held.err.contains("1 note is held back"), "{held:?}");
        let all = home.kneel(&["export", "--format", format, "--private", "--notes"]).done();
        assert!(all.out.contains("secret fear") && all.err.is_empty(), "{all:?}");
        assert!(all.out.contains("new roof of the clinic"), "what was put away is there too");
    }
}

#[test]
fn csv_reads_back_as_a_table_without_formulas() {
    let home = lived_in();
    let out = home.kneel(&["export", "--format", "csv", "--notes"]).done().out;
    let mut table = csv::Reader::from_reader(out.as_bytes());
    let header = table.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|one| one == name).unwrap();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 7);
    let nilufa = rows.iter().find(|row| row[column("text")].contains("Nilufa")).unwrap();
    assert_eq!(&nilufa[column("verdict")], "answered");
    assert_eq!(&nilufa[column("answer")], "The judge was just");
    assert_eq!(&nilufa[column("times_prayed")], "1");
    assert_eq!(&nilufa[column("notes")], "2026-03-12: =1+1 is what she wrote\nand * this");
    assert!(rows.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@'])));
}

#[test]
fn markdown_is_readable_and_shows_texts_as_they_stand() {
    let home = lived_in();
    let out = home.kneel(&["export", "--format", "markdown", "--notes"]).done().out;
    assert!(out.starts_with("# Prayer journal, 12 March 2026\n"), "{out}");
    assert!(out.contains("**answered, 12 March 2026**: The judge was just"), "{out}");
    assert!(out.contains("- 12 March 2026: \\=1+1 is what she wrote\n  and \\* this"), "{out}");
    assert_eq!(out.lines().filter(|line| line.starts_with("## ")).count(), 7);
}

#[test]
fn an_export_never_overwrites_and_is_private() {
    let home = lived_in();
    home.file("taken.json", "mine");
    let refused = home.kneel(&["export", "-o", "taken.json"]).ends(1);
    assert!(refused.err.contains("taken.json is there already; name another file"));
    assert_eq!(fs::read_to_string(home.path("taken.json")).unwrap(), "mine");
    home.kneel(&["export", "-o", "no/such/folder.json"]).ends(1);
    home.kneel(&["export", "-o", "all.json"]).done();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(home.path("all.json")), 0o600);
        assert_eq!((mode(home.journal()), mode(home.data())), (0o600, 0o700));
    }
}

#[test]
fn a_copy_brings_the_journal_back() {
    let home = lived_in();
    let before = home.kneel(&["export"]).done().out;
    let copy = home.kneel(&["backup"]).done().out.trim().to_owned();
    assert!(copy.ends_with("backups/kneel-2026-03-12-091400.db"), "{copy}");
    home.kneel(&["backup", &copy]).ends(1);
    home.kneel(&["add", "Something later"]).done();
    let with_later = home.kneel(&["export"]).done().out;

    home.kneel(&["restore", &copy]).ends(2);
    assert_eq!(home.kneel(&["export"]).done().out, with_later, "without --yes nothing happens");
    let restored = home.kneel(&["restore", "--yes", &copy]).done();
    assert_eq!(home.kneel(&["export"]).done().out, before);

    let kept = restored.err.trim().rsplit(' ').next().unwrap();
    let again = home.kneel(&["restore", "--yes", kept]).done();
    assert_ne!(again.err, restored.err, "in the same second: a copy that is there is never overwritten");
    assert_eq!(home.kneel(&["export"]).done().out, with_later);
    home.kneel(&["restore", "--yes", "nowhere.db"]).ends(1);
    home.file("letter.db", "no database");
    home.kneel(&["restore", "--yes", "letter.db"]).ends(1);
    assert_eq!(home.kneel(&["export"]).done().out, with_later);
}

#[test]
fn a_copy_takes_the_place_of_a_damaged_journal_which_is_kept() {
    let home = lived_in();
    let before = home.kneel(&["export"]).done().out;
    let copy = home.kneel(&["backup"]).done().out.trim().to_owned();
    let mut bytes = fs::read(home.journal()).unwrap();
    bytes[4096..].iter_mut().for_each(|byte| *byte ^= 0x5a);
    fs::write(home.journal(), &bytes).unwrap();
    let refused = home.kneel(&["list"]).ends(1);
    assert!(refused.err.contains("is damaged") && refused.err.contains("kneel restore"), "{refused:?}");
    assert_eq!(fs::read(home.journal()).unwrap(), bytes);
    let restored = home.kneel(&["restore", "--yes", &copy]).done();
    assert_eq!(home.kneel(&["export"]).done().out, before);
    let kept = restored.err.trim().rsplit(' ').next().unwrap();
    assert_eq!(fs::read(kept).unwrap(), bytes);
}

#[test]
fn the_doctor_finds_and_mends_what_does_not_follow_from_the_history() {
    let home = lived_in();
    let before = home.kneel(&["list", "--json"]).done().out;
    let well = home.kneel(&["doctor", "--json"]).done().json();
    assert_eq!(
        (&well["format"], &well["problems"], &well["items"]),
        (&json!("kneel.doctor/1"), &json!([]), &json!(8))
    );
    let journal = rusqlite::Connection::open(home.journal()).unwrap();
    journal.execute("UPDATE item SET times = times + 5 WHERE times = 1", []).unwrap();
    drop(journal);
    let ill = home.kneel(&["doctor"]).ends(1);
    assert!(ill.out.contains("problem: ") && ill.err.contains("--rebuild"), "{ill:#?}");
    home.kneel(&["doctor", "--rebuild"]).done();
    home.kneel(&["doctor"]).done();
    assert_eq!(home.kneel(&["list", "--json"]).done().out, before);
}

#[test]
fn a_journal_of_a_newer_kneel_is_left_alone() {
    let home = lived_in();
    let journal = rusqlite::Connection::open(home.journal()).unwrap();
    journal.pragma_update(None, "user_version", 9_999).unwrap();
    drop(journal);
    let before = fs::read(home.journal()).unwrap();
    for args in
        [&["list"][..], &["prayed", "3f"], &["import", "letter.txt"], &["doctor"], &["today"], &["undo"]]
    {
        let refused = home.kneel(args).ends(5);
        assert!(refused.err.contains("written by a newer kneel"), "{refused:?}");
    }
    assert_eq!(fs::read(home.journal()).unwrap(), before);
}

#[test]
fn a_file_that_is_no_journal_is_left_alone() {
    let home = Home::new();
    home.file("data/journal.db", "a shopping list");
    let refused = home.kneel(&["add", "x"]).ends(1);
    assert!(refused.err.contains("is not a kneel journal; nothing was changed"), "{refused:?}");
    assert_eq!(fs::read_to_string(home.journal()).unwrap(), "a shopping list");
}

#[test]
fn eight_writers_at_once_lose_nothing() {
    let home = Home::with_letter();
    let rain = home.id("rain");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..25 {
                    home.kneel(&["prayed", &rain]).done();
                }
            });
        }
    });
    assert_eq!(home.shown("rain")["times"], 200);
    home.kneel(&["doctor"]).done();
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let home = Home::new();
    for number in 0..150 {
        home.file(&format!("box/{number}.txt"), letter_of(number));
    }
    home.kneel(&["import", "box"]).done();
    for args in [&["list", "--json"][..], &["export"], &["export", "--format", "csv"], &["today"]] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_kneel"));
        command
            .args(args)
            .env_clear()
            .env("KNEEL_DATA_DIR", home.data())
            .env("KNEEL_CONFIG_DIR", home.path("config"));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(0), "{args:?}: {ended:?}");
        let said = String::from_utf8(ended.stderr).unwrap();
        assert!(!said.contains("pipe") && !said.contains("panic"), "{args:?}: {said}");
    }
}

#[test]
fn the_demo_keeps_nothing() {
    let home = Home::new();
    let demo = home.kneel(&["demo"]).done();
    assert_eq!(demo.out.lines().filter(|line| line.starts_with("read: ")).count(), 4, "{demo:?}");
    assert!(demo.out.contains("Please pray for"), "{demo:?}");
    assert_eq!(home.files(), []);
    assert_eq!(fs::read_dir(home.path("")).unwrap().count(), 0, "no folder is left either");
}

/// What an encrypted journal looks like from outside: its mark, then nothing that means anything.
#[cfg(not(feature = "sqlcipher"))]
#[test]
fn an_encrypted_journal_is_left_alone_and_told_what_it_needs() {
    let home = Home::with_letter();
    home.kneel(&["backup"]).done();
    let mut bytes = b"kneel\x01".to_vec();
    let mut state = 0x9e37_79b9_u32;
    bytes.resize_with(3 * 8192, || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[0]
    });
    fs::write(home.journal(), &bytes).unwrap();
    let copy = home.data().join("backups/kneel-2026-03-12-091400.db").display().to_string();
    let commands =
        [&["list"][..], &["add", "x"], &["doctor", "--rebuild"], &["decrypt"], &["import", "letter.txt"]];
    for args in commands.into_iter().chain([&["restore", "--yes", &copy][..]]) {
        let refused = home.kneel(args).ends(1);
        let told = "is encrypted, and this kneel was built without encryption; nothing was changed";
        assert!(refused.err.contains(told), "{refused:?}");
        assert!(refused.err.contains("--features sqlcipher"), "{refused:?}");
        assert_eq!(fs::read(home.journal()).unwrap(), bytes, "{args:?}");
    }
    let cannot = home.kneel(&["encrypt"]).ends(1);
    assert!(cannot.err.contains("built without encryption"), "{cannot:?}");
    // the journal, its two copies, and the file of the queue
    assert_eq!(home.files().iter().filter(|(path, _)| path.starts_with(home.data())).count(), 4);
}
