//! Damage of every kind, and how much of a journal is saved.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::bulletin::{Bulletin, Item, Kinds};
use crate::journal::{ActId, Change, Incoming, ItemId, Whole};

const PAGE: usize = schema::PAGE as usize;

fn at(minute: u32) -> Moment {
    let (hour, minute) = (8 + minute / 60, minute % 60);
    Moment::new(format!("2026-03-12T{hour:02}:{minute:02}:00+01:00").parse().unwrap())
}

/// A journal in which much happened, closed.
fn lived_in(folder: &Path) -> PathBuf {
    let path = folder.join("journal.db");
    let mut journal = Journal::open(&path, at(0)).unwrap();
    let documents: Vec<Incoming> = (0..120_u32)
        .map(|number| {
            let item = |of: u32| Item {
                text: format!(
                    "Pray for boat {number}-{of}, {}",
                    "whose crew waits for a fair wind. ".repeat(of as usize)
                ),
                title: format!("Boat {number}-{of}"),
                kinds: Kinds::REQUEST,
                ..Item::default()
            };
            let bulletin = Bulletin {
                publisher: Some(format!("Harbour {}", number % 7)),
                issued_on: chrono::NaiveDate::from_num_days_from_ce_opt(739_000 + number as i32),
                items: (0..6).map(item).collect(),
                ..Bulletin::default()
            };
            let whole = Whole::of(format!("letter {number} ").repeat(1 + number as usize * 40).as_bytes());
            Incoming {
                name: format!("{number}.txt"),
                whole,
                bulletins: vec![bulletin],
                corrections: Vec::new(),
            }
        })
        .collect();
    journal.import(at(1), ActId::new(at(1)), &documents).unwrap();
    let items = journal.portion(at(1).day(), 300).unwrap();
    for (number, row) in (0..).zip(&items) {
        let item = row.id.clone();
        let text = format!("a note on {number}");
        journal
            .act(at(2 + number % 300), &[Change::Prayed { item: item.clone() }, Change::Noted { item, text }])
            .unwrap();
    }
    let (text, region, visibility) = ("my own fear of the sea".to_owned(), None, Visibility::Private);
    journal.act(at(400), &[Change::Added { text, region, kinds: Kinds::REQUEST, visibility }]).unwrap();
    journal.keep("draft:own", Some("half a thought")).unwrap();
    journal.undo(at(401)).unwrap();
    journal.redo(at(402)).unwrap();
    path
}

fn total(path: &Path) -> u64 {
    count(&Connection::open(path).unwrap(), "SELECT count(*) FROM event").unwrap()
}

/// Salvages, and looks that not a byte of the damaged file is another and that what came of it is sound.
#[track_caller]
fn salvaged(path: &Path, copy: Option<&Path>) -> (Salvaged, Journal) {
    let before = fs::read(path).unwrap();
    let saved = salvage(path, copy, at(500)).unwrap();
    assert!(fs::read(path).unwrap() == before, "the damaged file was changed");
    let new = Journal::open(&saved.path, at(500)).unwrap();
    assert_eq!(new.doctor().unwrap().problems, Vec::<String>::new());
    (saved, new)
}

/// Marsaglia's xorshift.
fn random(state: &mut u64) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state >> 8) as usize
}

#[test]
fn what_is_whole_is_saved_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = lived_in(folder.path());
    let (saved, new) = salvaged(&path, None);
    let old = Journal::open(&path, at(500)).unwrap();
    assert_eq!(new.folded().unwrap(), old.folded().unwrap());
    assert_eq!(new.device_id().unwrap(), old.device_id().unwrap());
    assert_eq!(new.kept("draft:own").unwrap().as_deref(), Some("half a thought"));
    let all = Salvaged {
        path: saved.path.clone(),
        events: total(&path),
        documents: 120,
        items: 721,
        drafts: 1,
        ..Salvaged::default()
    };
    assert_eq!(saved, all);
    assert!(saved.path.parent().unwrap().ends_with("backups"));
}

#[test]
fn overwritten_pages_cost_what_lay_on_them_and_a_copy_gives_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = lived_in(folder.path());
    let (whole, events) = (fs::read(&path).unwrap(), total(&path));
    let copy = folder.path().join("copy.db");
    fs::write(&copy, &whole).unwrap();
    let mut state = 0x6b6e_6565_6c00_0001;
    for pages in [1, 10, 100] {
        let mut fewest = (events, 0, 0);
        for _ in 0..4 {
            let mut bytes = whole.clone();
            for _ in 0..pages {
                let page = random(&mut state) % (whole.len() / PAGE);
                bytes[page * PAGE..(page + 1) * PAGE].fill_with(|| random(&mut state) as u8);
            }
            fs::write(&path, &bytes).unwrap();
            let (saved, _) = salvaged(&path, None);
            assert!(saved.events + saved.missing <= events);
            if saved.events <= fewest.0 {
                fewest = (saved.events, saved.missing, saved.items);
            }
            let (with_copy, new) = salvaged(&path, Some(&copy));
            assert_eq!(with_copy.events + with_copy.from_copy, events, "{with_copy:?}");
            assert_eq!((with_copy.missing, with_copy.items, with_copy.items_missing), (0, 721, 0));
            assert_eq!(new.overview(at(500).day()).unwrap().items, 721);
        }
        println!(
            "{pages} of {} pages overwritten, the worst of 4: {} of {events} events saved ({} told to be missing), {} of 721 items",
            whole.len() / PAGE,
            fewest.0,
            fewest.1,
            fewest.2
        );
        assert!(pages > 10 || fewest.0 * 10 > events * 7, "{pages}: {fewest:?}");
    }
}

#[test]
fn a_file_that_was_cut_gives_what_is_left_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = lived_in(folder.path());
    let (whole, events) = (fs::read(&path).unwrap(), total(&path));
    let mut found = Vec::new();
    for part in 1..=12 {
        fs::write(&path, &whole[..whole.len() * part / 12 - part % 5 * 100]).unwrap();
        match salvage(&path, None, at(500)) {
            Ok(saved) => {
                Journal::open(&saved.path, at(500)).unwrap();
                found.push(saved.events);
            }
            Err(Error::NothingToSalvage { .. }) => found.push(0),
            Err(error) => panic!("{part}: {error}"),
        }
    }
    println!("cut after each twelfth: {found:?} of {events} events");
    assert!(
        found.is_sorted() && found.last().is_some_and(|last| *last + 30 > events),
        "{found:?} of {events}"
    );
    fs::write(&path, "").unwrap();
    assert!(matches!(salvage(&path, None, at(500)), Err(Error::NothingToSalvage { .. })));
}

#[test]
fn a_head_that_is_gone_or_anothers_costs_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = lived_in(folder.path());
    let (whole, events) = (fs::read(&path).unwrap(), total(&path));
    for name in ["head", "page", "application", "version"] {
        let mut bytes = whole.clone();
        match name {
            "head" => bytes[..100].fill(0),
            "page" => bytes[..PAGE].fill(0),
            "application" => bytes[68..72].copy_from_slice(b"cake"),
            _ => bytes[60..64].fill(0xff),
        }
        fs::write(&path, &bytes).unwrap();
        let (saved, _) = salvaged(&path, None);
        assert_eq!((saved.events, saved.items, saved.missing), (events, 721, 0), "{name}");
    }
}

#[test]
fn what_stands_in_the_log_alone_is_saved_too() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let path = lived_in(folder.path());
    let mut journal = Journal::open(&path, at(450)).unwrap();
    let id = journal.conn.query_row("SELECT id FROM item LIMIT 1", [], |row| row.get(0)).unwrap();
    let item = ItemId(id);
    journal.act(at(451), &[Change::Noted { item, text: "only in the log".into() }]).unwrap();
    let there = other.path().join("journal.db");
    for part in ["journal.db", "journal.db-wal"] {
        fs::copy(folder.path().join(part), other.path().join(part)).unwrap();
    }
    assert!(!fs::read(&there).unwrap().windows(15).any(|words| words == b"only in the log"));
    let (saved, new) = salvaged(&there, None);
    assert_eq!(saved.events, total(&path));
    let found: u64 =
        count(&new.conn, "SELECT count(*) FROM item WHERE note_text LIKE '%only in the log%'").unwrap();
    assert_eq!(found, 1);
}

#[test]
fn what_came_by_an_event_that_is_lost_is_there_for_the_person_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = lived_in(folder.path());
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch(
        "PRAGMA foreign_keys = OFF;
         DELETE FROM event WHERE kind = 'added' OR key = 5; DELETE FROM document WHERE key = 7;",
    )
    .unwrap();
    drop(conn);
    let (saved, new) = salvaged(&path, None);
    assert_eq!(
        (saved.items, saved.documents, saved.documents_missing, saved.items_missing),
        (721, 119, 1, 0)
    );
    let private = count(&new.conn, "SELECT count(*) FROM item WHERE visibility = 'private'").unwrap();
    assert_eq!(private, 7, "one's own, and the six of the bulletin of which nobody knows who may see it");
    assert_eq!(
        count(&new.conn, "SELECT count(*) FROM item WHERE text = 'my own fear of the sea'").unwrap(),
        1
    );
}

#[test]
fn an_encrypted_file_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let mut bytes = vec![0x5a; 2 * PAGE];
    bytes[..6].copy_from_slice(b"kneel\x01");
    fs::write(&path, &bytes).unwrap();
    assert!(matches!(salvage(&path, None, at(0)), Err(Error::EncryptedSalvage { .. })));
    assert_eq!(fs::read(&path).unwrap(), bytes);
}
