//! Damage: what cannot be opened is refused by name, and not a byte of it changes.

use std::fs;

use crate::cli_common::Home;
use crate::layer::{Storm, acts, id_of, over};
use crate::{dice, times};

const PAGE: usize = 8192;

/// What lies in the data folder, but for the memory that processes share.
fn bytes(home: &Home) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut files = home.files();
    files.retain(|(path, _)| path.starts_with(home.data()) && !path.to_string_lossy().ends_with("-shm"));
    files
}

/// Refused, or read; never a panic, never another journal in its place, and if refused not a byte is another.
#[track_caller]
fn refused_or_read(home: &Home, name: &str) -> bool {
    let before = bytes(home);
    let mut refused = false;
    for args in [&["list"][..], &["doctor"], &["prayed", "f1d8"]] {
        let ran = home.kneel(args);
        assert!(!ran.err.contains("panic"), "{name}: {args:?}: {ran:?}");
        assert!(matches!(ran.code, 0 | 1 | 3 | 5), "{name}: {args:?}: {ran:?}");
        if args == ["list"] {
            refused = ran.code != 0;
            assert!(
                !refused || ran.err.contains("nothing was changed") || ran.err.contains("is safe"),
                "{name}: {ran:?}"
            );
            // an empty list would be a journal made in its place
            assert!(refused || !ran.out.is_empty(), "{name}: {ran:?}");
            assert!(!refused || bytes(home) == before, "{name}: it was refused, and is not as it was");
        }
    }
    refused
}

/// A journal in which something was done.
fn lived_in() -> Home {
    let home = Home::with_letter();
    let id = id_of("Nilufa", &home);
    acts(&home, Some(&id)).iter().take(3).for_each(|act| drop(home.kneel(&act.args()).done()));
    home
}

#[test]
fn overwritten_pages_and_missing_ends_are_refused_or_read_and_nothing_is_made_in_their_place() {
    let whole = fs::read(lived_in().journal()).unwrap();
    let mut dice = dice();
    let rounds = times(6, 300);
    let mut refused = 0;
    for round in 0..rounds {
        let mut damaged = whole.clone();
        let name = if round % 3 == 2 {
            damaged.truncate(dice.below(whole.len()));
            format!("cut to {} bytes", damaged.len())
        } else {
            let pages = 1 + dice.below(100).min(whole.len() / PAGE);
            let at: Vec<usize> = (0..pages).map(|_| dice.below(whole.len() / PAGE)).collect();
            for page in &at {
                damaged[page * PAGE..(page + 1) * PAGE].fill_with(|| dice.below(256) as u8);
            }
            format!("pages {at:?} overwritten")
        };
        if damaged.is_empty() {
            continue; // an empty file is a journal that was never begun
        }
        let home = Home::new();
        home.file("data/journal.db", &damaged);
        refused += u64::from(refused_or_read(&home, &name));
    }
    println!(
        "{rounds} damaged journals: {refused} refused and not a byte changed, the others read as far as they go"
    );
    assert!(refused > 0);
}

#[test]
fn a_log_that_is_missing_cut_or_of_another_journal_brings_nothing_in() {
    let (home, other) = (lived_in(), Home::with_letter());
    // a log is left where a kneel was killed before it closed
    let with_log = |home: &Home, text: &str| {
        let open = kneel::journal::Journal::open(
            &home.journal(),
            kneel::clock::Moment::new("2026-03-12T09:20:00+01:00".parse().unwrap()),
        )
        .unwrap();
        home.kneel(&["add", text]).done();
        let files =
            [fs::read(home.journal()).unwrap(), fs::read(home.data().join("journal.db-wal")).unwrap()];
        drop(open);
        files
    };
    let [journal, log] = with_log(&home, "Pray for the lighthouse");
    let [_, foreign] = with_log(&other, "Pray for another's harbour");
    let mut dice = dice();
    let mut cut = log.clone();
    cut.truncate(dice.below(log.len()));
    for (name, log, may) in [
        ("its own", Some(log), "lighthouse"),
        ("none", None, ""),
        ("cut", Some(cut), "lighthouse"),
        ("another's", Some(foreign), ""),
    ] {
        let home = Home::new();
        home.file("data/journal.db", &journal);
        if let Some(log) = log {
            home.file("data/journal.db-wal", log);
        }
        let before = bytes(&home);
        let list = home.kneel(&["list"]);
        if name == "another's" {
            assert!(
                list.code == 1 && list.err.contains("journal.db-wal beside it belongs to another"),
                "{list:?}"
            );
            assert!(bytes(&home) == before, "it was refused, and is not as it was");
        }
        assert!(!list.out.contains("harbour"), "{name}: {list:?}");
        assert!(list.out.contains("Nilufa") || list.code == 1, "{name}: {list:?}");
        assert!(may == "lighthouse" || !list.out.contains("lighthouse"), "{name}: {list:?}");
        if name == "its own" {
            assert!(list.out.contains("lighthouse"), "{list:?}");
        }
        if list.code == 0 {
            home.kneel(&["doctor"]).done();
        }
    }
}

/// A restore brings another journal's pages in by the log: stopped before they are brought home, it is done all the same.
#[test]
fn a_restore_that_was_stopped_is_no_foreign_log() {
    let Some(layer) = crate::layer::layer() else { return };
    let other = lived_in();
    other.kneel(&["backup", "copy.db"]).done();
    let copy = fs::read(other.path("copy.db")).unwrap();
    let mut seen = [false; 2];
    for step in (1..400).step_by(times(61, 3) as usize) {
        let home = Home::with_letter();
        let file = home.file("copy.db", &copy);
        let killed = over(layer, &home, &["restore", "--yes", &file], Some(Storm::Killed(step)));
        home.kneel(&["doctor"]).done();
        seen[usize::from(home.kneel(&["list"]).done().out.contains("answered"))] = true;
        if killed.is_some() {
            break;
        }
    }
    assert_eq!(seen, [true, true], "some were the old journal, some the restored one");
}
