//! Many at once: nobody is told of a lock, nobody waits long, and what all did is there, each once.

use std::collections::HashSet;
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
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

/// One act in ten writes to a request that all write to, the others add one each.
#[test]
fn many_that_write_at_once_write_each_thing_once_and_take_turns() {
    const WRITERS: usize = 8;
    let acts = times(10, 500) as usize;
    let home = Home::with_letter();
    let item = home.id("Nilufa");
    let done = AtomicUsize::new(0);
    let waits = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (home, item, done) = (&home, &item, &done);
                scope.spawn(move || {
                    let wait = |act: usize| {
                        let words = format!("{writer} wrote {act}");
                        let noted = ["note", item, &words];
                        let args: &[&str] = if act.is_multiple_of(10) { &noted } else { &["add", &words] };
                        let (begun, before) = (Instant::now(), done.load(Ordering::SeqCst));
                        undisturbed(home.kneel(args));
                        (done.fetch_add(1, Ordering::SeqCst) - before, begun.elapsed())
                    };
                    (0..acts).map(wait).collect::<Vec<_>>()
                })
            })
            .collect();
        writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect::<Vec<_>>()
    });
    let list = home.kneel(&["list", "--json"]).done().json();
    let requests = list["items"].as_array().unwrap().iter().map(|item| &item["title"]);
    let added: HashSet<&str> =
        requests.map(|title| title.as_str().unwrap()).filter(|title| title.contains(" wrote ")).collect();
    let shown = home.kneel(&["show", "--json", &item]).done().json();
    let notes: HashSet<&str> =
        shown["written"].as_array().unwrap().iter().map(|note| note["text"].as_str().unwrap()).collect();
    assert_eq!(shown["notes"], WRITERS * acts / 10);
    assert_eq!(added.len() + notes.len(), WRITERS * acts);
    home.kneel(&["doctor"]).done();
    let overtaken = waits.iter().map(|wait| wait.0).max().unwrap();
    let mut times: Vec<Duration> = waits.iter().map(|wait| wait.1).collect();
    times.sort_unstable();
    println!(
        "{WRITERS} writers x {acts} acts: {} rows; start and all, an act took {:?} at the median, the slowest {:?}, \
         and none saw more than {overtaken} others done from its beginning to its end",
        added.len() + notes.len(),
        times[times.len() / 2],
        times[times.len() - 1],
    );
    // Two seconds are promised to one who has the machine; this one may be anybody's. But whoever waits is not forgotten:
    // without a queue hundreds go before.
    assert!(overtaken <= 12 * WRITERS, "{overtaken} went before one that waited");
}
