//! Many at once: nobody is told of a lock, nobody waits long, and what all did is there, each once.

use std::sync::Barrier;
use std::time::{Duration, Instant};

use crate::cli_common::{Home, Ran};
use crate::times;

/// Nobody is told that somebody else was at work.
#[track_caller]
fn undisturbed(ran: Ran) {
    let ran = ran.done();
    assert!(!ran.err.contains("lock") && !ran.err.contains("busy"), "{ran:?}");
}

#[test]
fn many_that_start_where_there_is_no_journal_make_one() {
    const MANY: usize = 16;
    let rounds = times(2, 50);
    for _ in 0..rounds {
        let home = Home::new();
        let gate = Barrier::new(MANY);
        std::thread::scope(|scope| {
            for number in 0..MANY {
                let (home, gate) = (&home, &gate);
                scope.spawn(move || {
                    gate.wait();
                    undisturbed(home.kneel(&["add", &format!("Pray for boat number {number}")]));
                });
            }
        });
        let list = home.kneel(&["list", "--json"]).done().json();
        assert_eq!(list["items"].as_array().unwrap().len(), MANY);
        home.kneel(&["doctor"]).done();
    }
    println!(
        "{MANY} processes that start cold, {rounds} times: each time one journal with all {MANY} requests"
    );
}

#[test]
fn many_that_write_at_once_write_each_thing_once() {
    const WRITERS: usize = 8;
    let acts = times(5, 500) as usize;
    let home = Home::with_letter();
    let item = home.id("Nilufa");
    let longest = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (home, item) = (&home, &item);
                scope.spawn(move || {
                    let mut longest = Duration::ZERO;
                    for act in 0..acts {
                        let begun = Instant::now();
                        undisturbed(home.kneel(&["note", item, &format!("{writer} wrote {act}")]));
                        longest = longest.max(begun.elapsed());
                    }
                    longest
                })
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).max().unwrap()
    });
    let shown = home.kneel(&["show", "--json", &item]).done().json();
    let mut notes: Vec<&str> =
        shown["written"].as_array().unwrap().iter().map(|note| note["text"].as_str().unwrap()).collect();
    notes.sort_unstable();
    notes.dedup();
    assert_eq!(notes.len(), WRITERS * acts);
    assert_eq!(shown["notes"], WRITERS * acts);
    home.kneel(&["doctor"]).done();
    println!(
        "{WRITERS} writers x {acts} acts: {} rows, the slowest act took {longest:?}, start and all",
        notes.len()
    );
    // two seconds are promised to one who has the machine; this one may be anybody's
    assert!(longest < Duration::from_secs(10), "{longest:?}");
}
