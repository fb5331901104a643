//! What syncing costs as a group grows old: 200 machines over ten years, a million events. The figures are printed; what is
//! asserted is that nothing is lost and that a day costs what is new in it, whatever lies before it.
//!
//! `KNEEL_GROWTH=full cargo test --release --test growth -- --nocapture` makes the million; a test run makes a few.
#![cfg(feature = "encrypt")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]
#![allow(clippy::disallowed_methods, reason = "figures are taken with a clock")]

use std::path::Path;
use std::time::Instant;

use chrono::{DateTime, Duration};
use kneel::bulletin::Kinds;
use kneel::clock::Moment;
use kneel::group::Redaction;
use kneel::group::sync::{Synced, Whose, enter, sync};
use kneel::journal::{Change, Filter, ItemId, Journal, Visibility};

const PASSPHRASE: &str = "seven sleepy goats";

struct Size {
    machines: usize,
    items: usize,
    /// Marks that each machine makes in all.
    marks: usize,
}

fn at(day: i64, second: i64) -> Moment {
    let first = DateTime::parse_from_rfc3339("2026-01-01T06:00:00+01:00").unwrap();
    Moment::new(first + Duration::days(day) + Duration::seconds(second))
}

fn once(journal: &mut Journal, folder: &Path, now: Moment) -> Synced {
    sync(journal, folder, now, &Redaction::new(&[], &[])).unwrap()
}

/// A machine that has the items, with a folder aside in which lie the key and the first log only: so that 200 machines do
/// not read each other's logs 200 times before anything is measured.
fn machine(number: usize, folder: &Path) -> (Journal, tempfile::TempDir) {
    let mut journal = Journal::in_memory(at(0, number as i64)).unwrap();
    let aside = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        std::fs::copy(entry.path(), aside.path().join(entry.file_name())).unwrap();
    }
    enter(&mut journal, aside.path(), Whose::Own, PASSPHRASE).unwrap();
    once(&mut journal, aside.path(), at(0, 2));
    (journal, aside)
}

/// The name of a machine's log.
fn log_of(journal: &Journal) -> String {
    format!("{}.kneel", journal.device_id().unwrap().simple())
}

/// Carries the log of a machine to the folder of all; its size.
fn carry(journal: &Journal, aside: &Path, folder: &Path) -> u64 {
    let log = log_of(journal);
    std::fs::copy(aside.join(&log), folder.join(&log)).unwrap()
}

fn mark(journal: &mut Journal, items: &[ItemId], number: usize, day: i64, second: i64) {
    let item = items[(number * 31 + second as usize * 7 + day as usize) % items.len()].clone();
    let change = if second % 20 == 0 {
        Change::Noted {
            item,
            text: format!("On day {day} she wrote that the well at the school is dug deeper"),
        }
    } else {
        Change::Prayed { item }
    };
    journal.act(at(day, second), &[change]).unwrap();
}

#[test]
fn a_day_costs_what_is_new_in_it() {
    let full = std::env::var("KNEEL_GROWTH").is_ok_and(|size| size == "full");
    let size = if full {
        Size { machines: 200, items: 2_000, marks: 5_000 }
    } else {
        Size { machines: 4, items: 20, marks: 30 }
    };
    let folder = tempfile::tempdir().unwrap();
    let mut first = Journal::in_memory(at(0, 0)).unwrap();
    let added: Vec<Change> = (0..size.items)
        .map(|number| Change::Added {
            text: format!("Pray for household {number} by the river, and for rain before the seed is eaten"),
            region: Some(format!("Valley {}", number % 40)),
            kinds: Kinds::REQUEST,
            visibility: Visibility::Group,
        })
        .collect();
    first.act(at(0, 0), &added).unwrap();
    let items: Vec<ItemId> = first
        .select(&Filter::default(), usize::MAX >> 1, at(0, 0).day())
        .unwrap()
        .into_iter()
        .map(|row| row.id)
        .collect();
    enter(&mut first, folder.path(), Whose::Own, PASSPHRASE).unwrap();
    once(&mut first, folder.path(), at(0, 1));
    let mut machines: Vec<_> = (0..size.machines).map(|number| machine(number, folder.path())).collect();

    // ten years, in which one who listens syncs at the end of each tenth and then once more a day later
    let mut listener = Journal::in_memory(at(0, 7)).unwrap();
    enter(&mut listener, folder.path(), Whose::Own, PASSPHRASE).unwrap();
    let mut written = size.items as u64;
    let mut days = Vec::new();
    for tenth in 0..10 {
        let (from, to) = (size.marks * tenth / 10, size.marks * (tenth + 1) / 10);
        let day = (tenth as i64 + 1) * 365;
        let mut bytes = 0;
        for (number, (journal, aside)) in machines.iter_mut().enumerate() {
            for second in from..to {
                mark(journal, &items, number, day - 2, second as i64);
            }
            written += (to - from) as u64;
            once(journal, aside.path(), at(day - 2, 90_000));
            bytes += carry(journal, aside.path(), folder.path());
        }
        let began = Instant::now();
        let came = once(&mut listener, folder.path(), at(day, 0)).came;
        let year = began.elapsed();
        let quiet_began = Instant::now();
        assert_eq!(once(&mut listener, folder.path(), at(day, 1)).came.events, 0);
        let quiet = quiet_began.elapsed();
        let mut new = 0;
        let mut before = 0;
        for (number, (journal, aside)) in machines.iter_mut().enumerate() {
            before += std::fs::metadata(folder.path().join(log_of(journal))).unwrap().len();
            mark(journal, &items, number, day, 1);
            once(journal, aside.path(), at(day, 2));
            new += carry(journal, aside.path(), folder.path());
        }
        written += size.machines as u64;
        let began = Instant::now();
        let today = once(&mut listener, folder.path(), at(day, 100)).came;
        let took = began.elapsed();
        assert_eq!(today.events, size.machines as u64);
        eprintln!(
            "after {written} events: a year of {} in {year:.2?} (logs {bytes} bytes), nothing new in {quiet:.2?}, \
             a day of {} in {took:.2?} ({} bytes)",
            came.events,
            today.events,
            new - before
        );
        days.push(took);
    }
    let began = Instant::now();
    let mut newcomer = Journal::in_memory(at(4000, 0)).unwrap();
    enter(&mut newcomer, folder.path(), Whose::Own, PASSPHRASE).unwrap();
    let came = once(&mut newcomer, folder.path(), at(4000, 0)).came;
    eprintln!("a newcomer's first sync: {} events in {:.2?}", came.events, began.elapsed());
    assert_eq!(came.events, written);
    assert_eq!(newcomer.doctor().unwrap().problems, Vec::<String>::new());
    let all = |journal: &Journal| {
        journal.select(&Filter::default(), usize::MAX >> 1, at(0, 0).day()).unwrap().len()
    };
    assert_eq!(all(&newcomer), all(&listener));
}
