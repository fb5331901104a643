//! Copies that kneel makes by itself: when, what is in them, and that they never cost the act.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cli_common;

use std::fs;
use std::path::PathBuf;

use cli_common::{Home, letter_of};
use serde_json::Value;

/// The copies as `kneel backup --list --json` tells them, the newest first.
fn copies(home: &Home) -> Vec<Value> {
    let ran = home.kneel(&["backup", "--list", "--json"]);
    assert!(matches!(ran.code, 0 | 3), "{ran:?}");
    let told = ran.json();
    assert_eq!(told["format"], "kneel.backups/1");
    told["copies"].as_array().unwrap().clone()
}

fn whys(home: &Home) -> Vec<String> {
    copies(home).iter().map(|copy| copy["why"].as_str().unwrap().to_owned()).collect()
}

/// What a journal would be that a copy is put in the place of.
fn restored(copy: &Value) -> String {
    let other = Home::new();
    other.kneel(&["restore", "--yes", copy["path"].as_str().unwrap()]).done();
    other.kneel(&["doctor"]).done();
    other.kneel(&["export"]).done().out
}

#[test]
fn each_day_on_which_something_changed_has_its_copy() {
    let mut home = Home::with_letter();
    assert_eq!(whys(&home), ["daily"]);
    assert_eq!(restored(&copies(&home)[0]), home.kneel(&["export"]).done().out);
    home.kneel(&["prayed", &home.id("rain")]).done();
    assert_eq!(copies(&home).len(), 1, "one a day");
    home.on("2026-03-13T07:00:00+01:00");
    home.kneel(&["list"]).done();
    assert_eq!(copies(&home).len(), 1, "who looks has nothing to keep");
    home.kneel(&["prayed", &home.id("rain")]).done();
    assert_eq!(whys(&home), ["daily", "daily"]);
    assert_eq!(restored(&copies(&home)[0]), home.kneel(&["export"]).done().out);
    let told = home.kneel(&["backup", "--list"]).done();
    assert!(told.out.starts_with("2026-03-13 07:00  ") && told.out.contains(" of the day "), "{told:?}");
    assert!(told.err.contains("kneel restore FILE"), "{told:?}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(home.data().join("backups")), 0o700);
        assert_eq!(mode(copies(&home)[0]["path"].as_str().unwrap().into()), 0o600);
    }
}

#[test]
fn who_only_looks_makes_no_copy_and_a_plain_walk_does() {
    let mut home = Home::with_letter();
    home.kneel(&["add", "Pray for the ferry at Farside"]).done();
    assert_eq!(copies(&home).len(), 1, "what was added has no copy yet");
    home.on("2026-03-13T07:00:00+01:00");
    home.kneel(&["import", "--dry-run", "letter.txt"]).done();
    home.kneel(&["import", "--show", "letter.txt"]).done();
    home.kneel(&["reread", "--all", "--dry-run"]).ends(3);
    assert_eq!(copies(&home).len(), 1);
    home.piped(&["pray", "--plain"], "prayed\nquit\n").done();
    assert_eq!(copies(&home).len(), 2);
}

#[test]
fn copies_are_thinned_out_to_seven_days_and_four_weeks() {
    const DAYS: [&str; 3] =
        ["2026-07-06T07:00:00+02:00", "2026-07-07T07:00:00+02:00", "2026-07-08T07:00:00+02:00"];
    let mut home = Home::with_letter();
    let rain = home.id("rain");
    let copy = copies(&home)[0]["path"].as_str().unwrap().to_owned();
    let beside = |name: String| fs::copy(&copy, PathBuf::from(&copy).with_file_name(name)).unwrap();
    for day in 1..=31 {
        beside(format!("daily-2026-05-{day:02}-080000.db"));
        beside(format!("before-import-2026-05-{day:02}-080000.db"));
        beside(format!("kneel-2026-05-{day:02}-080000.db"));
    }
    for day in DAYS {
        home.on(day);
        home.kneel(&["prayed", &rain]).done();
    }
    let names: Vec<String> = copies(&home)
        .iter()
        .filter(|copy| copy["why"] != "asked")
        .map(|copy| copy["made"].as_str().unwrap()[..10].to_owned() + copy["why"].as_str().unwrap())
        .collect();
    let daily = |days: &[&str]| days.iter().map(|day| format!("2026-{day}daily")).collect::<Vec<_>>();
    assert_eq!(names[..3], daily(&["07-08", "07-07", "07-06"]));
    assert_eq!(names[3..9].iter().filter(|name| name.ends_with("import")).count(), 3, "{names:?}");
    let mut kept = names.clone();
    kept.retain(|name| name.ends_with("daily"));
    assert_eq!(
        kept[3..],
        daily(&["05-31", "05-30", "05-29", "05-28", "05-25", "05-18", "05-11", "05-04"]),
        "the newest seven days, and of the four weeks before the first"
    );
    let asked = copies(&home).iter().filter(|copy| copy["why"] == "asked").count();
    assert_eq!(asked, 31, "what a person asked for is theirs");
}

#[test]
fn much_is_imported_behind_a_copy() {
    let home = Home::with_letter();
    for number in 0..250 {
        home.file(&format!("box/{number}.txt"), letter_of(number));
    }
    home.file("few.txt", letter_of(300));
    home.kneel(&["import", "few.txt"]).done();
    assert_eq!(whys(&home), ["daily"], "a few are taken back by one undo");
    let before = home.kneel(&["export"]).done().out;
    home.kneel(&["import", "box"]).done();
    let made: Vec<Value> = copies(&home).into_iter().filter(|copy| copy["why"] == "import").collect();
    assert_eq!(made.len(), 1);
    assert_eq!(restored(&made[0]), before, "not a part of it is in there");
    home.kneel(&["import", "box"]).done();
    assert_eq!(copies(&home).len(), 2, "what is known already brings nothing");
    let before = home.kneel(&["export"]).done().out;
    for (name, numbers) in [("boats.csv", 0..600), ("ships.csv", 600..1_200)] {
        home.file(name, table(numbers));
    }
    for _ in 0..2 {
        home.kneel(&["import", "--csv", "boats.csv", "ships.csv"]).done();
        let made: Vec<Value> = copies(&home).into_iter().filter(|copy| copy["why"] == "import").collect();
        assert_eq!(made.len(), 2, "one before all of it, and none before what is known already");
        assert_eq!(restored(&made[0]), before);
    }
    home.kneel(&["doctor"]).done();
}

/// A table of requests.
fn table(numbers: std::ops::Range<u32>) -> String {
    numbers.fold("Request\n".to_owned(), |table, number| table + &format!("Pray for boat {number}\n"))
}

#[test]
fn after_much_was_imported_the_copy_of_the_day_comes_with_what_is_done_next() {
    for args in [&["import", "box"][..], &["import", "--csv", "boats.csv"]] {
        let home = Home::new();
        for number in 0..250 {
            home.file(&format!("box/{number}.txt"), letter_of(number));
        }
        home.file("boats.csv", table(0..1_100));
        home.kneel(args).done();
        assert_eq!(whys(&home), [""; 0], "all of it still lies where it was");
        home.kneel(&["add", "Pray for the ferry at Farside"]).done();
        assert_eq!(whys(&home), ["daily"]);
        assert_eq!(restored(&copies(&home)[0]), home.kneel(&["export"]).done().out);
    }
}

/// On a disk of some megabytes: a day's copy where there is room for one and a half, one that is asked for, which takes
/// it, another for which there is none, a restore, and all of it again with room.
#[cfg(target_os = "linux")]
const A_SMALL_DISK: &str = r#"
    mkdir "$KNEEL_DATA_DIR" && mount -t tmpfs -o size=16m none "$KNEEL_DATA_DIR" || exit 77
    kneel() { KNEEL_NOW=2026-03-$1T09:14:00+01:00; export KNEEL_NOW; shift; "$0" "$@"; }
    copies() { ls "$KNEEL_DATA_DIR/backups" | cut -d- -f1 | sort | uniq -c | tr -s ' ' | tr '\n' ,; echo; }
    kneel 12 import letter.txt > /dev/null
    size=$(stat -c %s "$KNEEL_DATA_DIR/journal.db")
    free=$(( $(stat -f -c '%a * %S' "$KNEEL_DATA_DIR") ))
    head -c $(( free - size - size / 2 )) /dev/zero > "$KNEEL_DATA_DIR/fill"
    kneel 13 add 'Pray for the ferry at Farside' > /dev/null
    kneel 13 list | grep -c ferry
    copies
    copy=$(kneel 13 backup)
    ! kneel 13 backup "$KNEEL_DATA_DIR/backups/other.db"
    ! kneel 13 restore --yes "$copy"
    copies
    kneel 13 doctor > /dev/null
    rm "$KNEEL_DATA_DIR/fill"
    kneel 13 restore --yes "$copy"
    kneel 13 list | grep -c ferry
    kneel 13 add 'Pray for the harbour' > /dev/null
    copies
"#;

/// What copies need is looked at before they are made.
#[cfg(target_os = "linux")]
#[test]
fn where_a_copy_has_no_room_the_act_goes_on_and_a_restore_waits() {
    let home = Home::new();
    home.file("letter.txt", cli_common::LETTER);
    let mut command = std::process::Command::new("unshare");
    command.args(["-Urm", "sh", "-ec", A_SMALL_DISK, env!("CARGO_BIN_EXE_kneel")]);
    command.env("KNEEL_DATA_DIR", home.data()).env("KNEEL_CONFIG_DIR", home.path("config"));
    let output = command.current_dir(home.path("")).output().ok();
    // no namespace, or no disk in it
    let Some(output) = output.filter(|output| output.status.success() || !output.stdout.is_empty()) else {
        println!("left out: this needs a namespace with a disk of its own");
        return;
    };
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(output.status.success(), "{out}\n{err}");
    let sentence = |line: &&str| line.contains("there is no room for a copy of the journal in ");
    let said: Vec<&str> = err.lines().filter(sentence).collect();
    let begin = |line: &str| line.split(": ").take(2).collect::<Vec<_>>().join(": ");
    let begins = ["the copy of today could not be made", "kneel", "kneel"];
    assert_eq!(said.len(), begins.len(), "{err}");
    for (line, wanted) in said.iter().zip(begins) {
        assert!(begin(line).starts_with(wanted), "{line}");
        assert!(line.contains("needs ") && line.contains(" are free; what was there is safe"), "{line}");
    }
    let told = ["1", " 1 daily,", " 1 daily, 1 kneel,", "1", " 1 before, 2 daily, 1 kneel,"];
    assert_eq!(out.lines().collect::<Vec<_>>(), told, "{err}");
}

#[cfg(feature = "encrypt")]
#[test]
fn the_first_sync_is_made_behind_a_copy() {
    let home = Home::with_letter();
    let before = home.kneel(&["export"]).done().out;
    fs::create_dir(home.path("folder")).unwrap();
    for _ in 0..2 {
        home.piped(&["sync", "folder", "--passphrase-fd", "0"], "seven sleepy goats\n").done();
    }
    let made: Vec<Value> = copies(&home).into_iter().filter(|copy| copy["why"] == "sync").collect();
    assert_eq!(made.len(), 1, "only the first");
    assert_eq!(restored(&made[0]), before);
}

#[test]
fn a_copy_that_cannot_be_made_costs_a_sentence_and_not_the_act() {
    let home = Home::new();
    home.file("data/backups", "no folder");
    let added = home.kneel(&["add", "Pray for the ferry at Farside"]).done();
    let said = added.err.lines().filter(|line| line.contains("the copy of today could not be made: "));
    assert_eq!(said.count(), 1, "{added:?}");
    assert!(home.kneel(&["list"]).done().out.contains("ferry"));
    for number in 0..250 {
        home.file(&format!("box/{number}.txt"), letter_of(number));
    }
    let read = home.kneel(&["import", "box"]).done();
    assert!(read.err.contains("as it was before this import could not be made: "), "{read:?}");
    home.kneel(&["doctor"]).done();
}

#[test]
fn half_a_copy_is_cleared_away_by_the_next_and_is_never_listed() {
    let mut home = Home::with_letter();
    let half = home.file("data/backups/.copy-x7Uq2a", "half");
    assert_eq!(copies(&home).len(), 1);
    home.on("2026-03-13T07:00:00+01:00");
    home.kneel(&["prayed", &home.id("rain")]).done();
    assert!(!PathBuf::from(half).exists());
    assert_eq!(copies(&home).len(), 2);
}

/// One that opens and is damaged within: no sound copy can be made of it, and what it is stays as it is.
#[test]
fn a_restore_keeps_a_journal_that_is_damaged_within_as_it_is() {
    let mut home = Home::with_letter();
    let copy = copies(&home)[0]["path"].as_str().unwrap().to_owned();
    let journal = rusqlite::Connection::open(home.journal()).unwrap();
    let root: i64 = journal
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'item_turn'", [], |row| row.get(0))
        .unwrap();
    journal.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(journal);
    let mut bytes = fs::read(home.journal()).unwrap();
    let at = (root as usize - 1) * 8192;
    bytes[at..at + 8192].fill(0xa5);
    fs::write(home.journal(), &bytes).unwrap();
    let refused = home.kneel(&["backup"]).ends(1);
    assert!(refused.err.contains("not sound") || refused.err.contains("damaged"), "{refused:?}");
    assert_eq!(copies(&home).len(), 1);
    home.on("2026-03-12T10:00:00+01:00");
    home.kneel(&["restore", "--yes", &copy]).done();
    home.kneel(&["doctor"]).done();
    let kept = &copies(&home)[0];
    assert_eq!(kept["why"], "restore");
    assert_eq!(fs::read(kept["path"].as_str().unwrap()).unwrap(), bytes);
}

#[test]
fn a_journal_that_is_gone_is_not_silently_begun_anew() {
    let home = Home::with_letter();
    let before = home.kneel(&["export"]).done().out;
    let copy = copies(&home)[0]["path"].as_str().unwrap().to_owned();
    for cut in [false, true] {
        if cut {
            fs::write(home.journal(), "").unwrap();
        } else {
            fs::remove_file(home.journal()).unwrap();
        }
        for args in
            [&["list"][..], &["add", "x"], &["import", "letter.txt"], &["doctor"], &["today"], &["export"]]
        {
            let refused = home.kneel(args).ends(1);
            assert!(refused.err.contains("no new one was begun"), "{refused:?}");
            assert!(refused.err.contains(&format!("`kneel restore {copy}`")), "{refused:?}");
            assert!(refused.err.contains("of 2026-03-12"), "{refused:?}");
            assert_eq!(fs::read(home.journal()).unwrap_or_default(), b"", "{args:?}");
        }
        home.kneel(&["restore", "--yes", &copy]).done();
        assert_eq!(home.kneel(&["export"]).done().out, before);
    }
    fs::remove_file(home.journal()).unwrap();
    fs::rename(home.data().join("backups"), home.path("old")).unwrap();
    home.kneel(&["add", "Pray for the ferry at Farside"]).done();
    assert_eq!(home.kneel(&["list"]).done().out.lines().count(), 1, "who moves the copies away begins anew");
}

/// Somebody took `journal.db` away after a kneel was killed: with a new one, SQLite would throw the log away.
#[test]
fn a_log_without_its_journal_begins_no_new_one_and_is_salvaged() {
    for copied in [true, false] {
        let home = Home::with_letter();
        let open = rusqlite::Connection::open(home.journal()).unwrap();
        let count = "SELECT count(*) FROM event";
        open.query_row(count, [], |row| row.get::<_, i64>(0)).unwrap();
        home.kneel(&["add", "Pray for the ferry at Farside"]).done();
        let log = fs::read(home.data().join("journal.db-wal")).unwrap();
        drop(open);
        fs::remove_file(home.journal()).unwrap();
        home.file("data/journal.db-wal", &log);
        if !copied {
            fs::remove_dir_all(home.data().join("backups")).unwrap();
        }
        for args in [&["list"][..], &["add", "x"], &["today"]] {
            let refused = home.kneel(args).ends(1);
            assert!(!copied || refused.err.contains("no new one was begun"), "{refused:?}");
            assert!(copied || refused.err.contains("it is gone, and its log"), "{refused:?}");
            assert_eq!(fs::read(home.data().join("journal.db-wal")).unwrap(), log, "{args:?}");
        }
        let saved = home.kneel(&["doctor", "--salvage"]);
        let path = saved.out.trim();
        home.kneel(&["restore", "--yes", path]).done();
        let list = home.kneel(&["list"]).done().out;
        assert!(list.contains("ferry") && list.contains("Nilufa") == copied, "{list}");
        home.kneel(&["doctor"]).done();
        let kept =
            home.files().into_iter().any(|(path, bytes)| path.starts_with(home.data()) && bytes == log);
        assert!(kept, "the log went");
    }
}

/// The journal of a machine that is gone, as a killed kneel left it.
#[test]
fn a_restore_brings_what_stands_in_the_log_of_a_file_alone() {
    let (old, home) = (Home::with_letter(), Home::new());
    let open = rusqlite::Connection::open(old.journal()).unwrap();
    open.query_row("SELECT count(*) FROM event", [], |row| row.get::<_, i64>(0)).unwrap();
    old.kneel(&["add", "Pray for the ferry at Farside"]).done();
    for name in ["journal.db", "journal.db-wal"] {
        home.file(&format!("old/{name}"), fs::read(old.data().join(name)).unwrap());
    }
    drop(open);
    let files = || ["old/journal.db", "old/journal.db-wal"].map(|name| fs::read(home.path(name)).unwrap());
    let before = files();
    home.kneel(&["restore", "--yes", "old/journal.db"]).done();
    let list = home.kneel(&["list"]).done().out;
    assert!(list.contains("ferry") && list.contains("Nilufa"), "{list}");
    assert!(files() == before, "not a byte");
}

/// SQLite has the log beside the file that a link leads to.
#[cfg(unix)]
#[test]
fn what_stands_in_the_log_of_a_journal_behind_a_link_is_salvaged_too() {
    let home = Home::with_letter();
    let real = home.path("real.db");
    fs::rename(home.journal(), &real).unwrap();
    std::os::unix::fs::symlink(&real, home.journal()).unwrap();
    let open = rusqlite::Connection::open(&real).unwrap();
    open.query_row("SELECT count(*) FROM event", [], |row| row.get::<_, i64>(0)).unwrap();
    home.kneel(&["add", "Pray for the ferry at Farside"]).done();
    let log = fs::read(home.path("real.db-wal")).unwrap();
    drop(open);
    home.file("real.db-wal", log);
    let mut bytes = fs::read(&real).unwrap();
    bytes[..100].fill(0);
    fs::write(&real, bytes).unwrap();
    let saved = home.kneel(&["doctor", "--salvage"]).done();
    let other = Home::new();
    other.kneel(&["restore", "--yes", saved.out.trim()]).done();
    assert!(other.kneel(&["list"]).done().out.contains("ferry"));
}

#[test]
fn another_journals_log_is_not_salvaged_into_this_one() {
    let (home, other) = (Home::with_letter(), Home::new());
    other.kneel(&["add", "Somebody's harbour"]).done();
    let open = rusqlite::Connection::open(other.journal()).unwrap();
    open.query_row("SELECT count(*) FROM event", [], |row| row.get::<_, i64>(0)).unwrap();
    other.kneel(&["add", "Somebody's secret"]).done();
    let log = fs::read(other.data().join("journal.db-wal")).unwrap();
    home.file("data/journal.db-wal", &log);
    let before = fs::read(home.journal()).unwrap();
    assert!(home.kneel(&["list"]).ends(1).err.contains("belongs to another journal"));
    let saved = home.kneel(&["doctor", "--salvage"]).done();
    assert_eq!(fs::read(home.journal()).unwrap(), before);
    assert_eq!(fs::read(home.data().join("journal.db-wal")).unwrap(), log);
    home.kneel(&["restore", "--yes", saved.out.trim()]).done();
    let list = home.kneel(&["list"]).done().out;
    assert!(list.contains("Nilufa") && !list.contains("Somebody"), "{list}");
}

#[test]
fn a_copy_that_a_person_named_is_theirs_whatever_its_name_begins_with() {
    let mut home = Home::with_letter();
    let names = ["daily-of-mine.db", "daily-2026-01-01-080000-mine.db", "before-import-of-mine.db"];
    for name in names {
        home.kneel(&["backup", home.data().join("backups").join(name).to_str().unwrap()]).done();
    }
    for day in 13..28 {
        home.on(format!("2026-03-{day}T09:14:00+01:00").leak());
        home.kneel(&["add", "one more"]).done();
    }
    let copies = copies(&home);
    for name in names {
        let copy = copies.iter().find(|copy| copy["path"].as_str().unwrap().ends_with(name));
        assert_eq!(copy.unwrap()["why"], "unknown", "{name}");
    }
}

#[test]
fn a_damaged_journal_is_salvaged_with_what_its_copy_has_and_stays_as_it_is() {
    let home = Home::with_letter();
    assert!(home.kneel(&["doctor", "--salvage"]).ends(3).err.contains("the journal is whole"));
    home.kneel(&["note", &home.id("rain"), "behind the copy"]).done();
    let before = home.kneel(&["list", "--json"]).done().out;
    let mut bytes = fs::read(home.journal()).unwrap();
    bytes[..8192].fill(0);
    fs::write(home.journal(), &bytes).unwrap();
    let refused = home.kneel(&["list"]).ends(1);
    assert!(refused.err.contains("nothing was changed"), "{refused:?}");
    let saved = home.kneel(&["doctor", "--salvage"]).done();
    assert_eq!(fs::read(home.journal()).unwrap(), bytes, "not a byte");
    assert!(saved.err.contains("there is a sound copy of 2026-03-12 09:14"), "{saved:?}");
    assert!(saved.err.contains("1 original and 5 items"), "{saved:?}");
    let path = saved.out.trim();
    assert!(saved.err.contains(&format!("`kneel restore {path}`")), "{saved:?}");
    assert!(whys(&home).contains(&"salvaged".to_owned()));
    home.kneel(&["restore", "--yes", path]).done();
    home.kneel(&["doctor"]).done();
    assert_eq!(home.kneel(&["list", "--json"]).done().out, before);
    assert!(home.kneel(&["show", &home.id("rain")]).done().out.contains("behind the copy"));
    home.file("data/journal.db", "no journal at all, and never was one; it is only a text of some length");
    assert!(
        home.kneel(&["doctor", "--salvage", "--json"])
            .ends(1)
            .err
            .contains("nothing of a journal can be read")
    );
}
