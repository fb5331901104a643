//! Documents are opened by a process of their own: what it may do, what it answers, and what its death says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::PathBuf;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use kneel::bulletin;
use kneel::intake::{Limits, Opener};

const PAGE: &str = "<!DOCTYPE html><title>Lamplight</title><h1>Lamplight</h1><p>Pray for Nilufa.</p>";

fn kneel() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_kneel"))
}

fn within(limits: Limits) -> Opener {
    Opener::with(kneel(), limits)
}

/// A page that takes long and much memory to open, but no more than any other that holds as many paragraphs.
fn heavy() -> Vec<u8> {
    format!("{PAGE}{}", "<p>Pray for rain.</p>\n".repeat(400_000)).into_bytes()
}

#[test]
fn what_comes_back_is_what_was_opened() {
    let mut opener = within(Limits::USUAL);
    let page = opener.open(PAGE.as_bytes()).unwrap();
    assert_eq!(page, bulletin::open(PAGE.as_bytes()).unwrap());
    assert_eq!(page.lines.last().unwrap().text, "Pray for Nilufa.");
    let empty = b"<!DOCTYPE html><title>Lamplight</title>";
    assert_eq!(opener.open(empty).unwrap_err(), bulletin::open(empty).unwrap_err().to_string());
}

#[test]
#[cfg(unix)]
fn one_process_opens_many_documents() {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("kneel");
    std::os::unix::fs::symlink(kneel(), &link).unwrap();
    let mut opener = Opener::with(link.clone(), Limits::USUAL);
    opener.open(PAGE.as_bytes()).unwrap();
    std::fs::remove_file(link).unwrap();
    for number in 0..50 {
        let page = PAGE.replace("Nilufa", &format!("Nilufa {number}"));
        assert_eq!(opener.open(page.as_bytes()).unwrap(), bulletin::open(page.as_bytes()).unwrap());
    }
}

#[test]
fn a_text_needs_no_process() {
    let mut opener = Opener::with(PathBuf::from("/nowhere/kneel"), Limits::USUAL);
    assert_eq!(opener.open(b"Pray for Nilufa.").unwrap().lines.len(), 1);
    let why = opener.open(PAGE.as_bytes()).unwrap_err();
    assert!(why.starts_with("kneel could not start the part of it that opens documents ("), "{why}");
}

/// The process before is gone; the next document has another.
#[test]
#[cfg(target_os = "linux")]
fn too_much_memory_is_a_sentence_and_the_next_is_read() {
    let mut opener = within(Limits { memory: 128 << 20, ..Limits::USUAL });
    assert_eq!(opener.open(&heavy()).unwrap_err(), "it needs more memory than any bulletin (128 MB)");
    opener.open(PAGE.as_bytes()).unwrap();
}

#[test]
fn too_long_is_a_sentence() {
    let mut worked = within(Limits { seconds: 0, ..Limits::USUAL });
    assert_eq!(worked.open(&heavy()).unwrap_err(), "it takes longer than 0 seconds to read");
    let mut waited = within(Limits { wait: Duration::from_millis(60), ..Limits::USUAL });
    assert_eq!(waited.open(&heavy()).unwrap_err(), "it takes longer than 20 seconds to read");
}

#[test]
#[cfg(unix)]
fn nonsense_and_silence_are_told_as_damage() {
    for stranger in ["/usr/bin/yes", "/bin/false"] {
        let mut opener = Opener::with(PathBuf::from(stranger), Limits::USUAL);
        assert_eq!(opener.open(PAGE.as_bytes()).unwrap_err(), "it made the reader stop; it may be damaged");
    }
    let mut opener = within(Limits { output: 100, ..Limits::USUAL });
    assert_eq!(opener.open(PAGE.as_bytes()).unwrap_err(), "it made the reader stop; it may be damaged");
}

#[test]
fn who_wants_it_to_stop_is_heard_in_the_middle() {
    let mut opener = within(Limits::USUAL);
    let (stopper, begun, start) = (opener.stopper(), Barrier::new(2), Instant::now());
    thread::scope(|scope| {
        scope.spawn(|| {
            begun.wait();
            stopper.stop();
        });
        begun.wait();
        assert_eq!(opener.open(&heavy()).unwrap_err(), "it was not read: you stopped");
    });
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    assert!(opener.open(b"Pray for Nilufa.").is_err(), "stopped is stopped");
}

#[test]
#[cfg(target_os = "linux")]
fn the_process_has_no_environment_no_place_and_no_freedom() {
    use std::fs;
    // a number of its own tells it from the processes of other tests
    let limits = Limits { memory: (512 << 20) - 4096, ..Limits::USUAL };
    let mut opener = within(limits);
    opener.open(PAGE.as_bytes()).unwrap();
    let cmdline = format!("kneel\0open-document\0{}\0{}\0", limits.memory, limits.seconds);
    let processes = fs::read_dir("/proc").unwrap().flatten().map(|entry| entry.path());
    let mut mine = processes
        .filter(|process| fs::read(process.join("cmdline")).is_ok_and(|line| line == cmdline.as_bytes()));
    let process = mine.next().expect("the process waits for the next document");
    assert_eq!(fs::read(process.join("environ")).unwrap(), b"");
    assert_eq!(fs::read_link(process.join("cwd")).unwrap(), PathBuf::from("/"));
    let told = fs::read_to_string(process.join("limits")).unwrap();
    for (what, most) in [
        ("Max address space", limits.memory),
        ("Max open files", 3),
        ("Max file size", 0),
        ("Max core file size", 0),
        ("Max processes", 0),
        ("Max cpu time", 21),
    ] {
        let line = told.lines().find(|line| line.starts_with(what)).unwrap();
        let soft = line.trim_start_matches(what).split_whitespace().next().unwrap();
        assert_eq!(soft, most.to_string(), "{line}");
    }
    assert!(fs::read_to_string(process.join("status")).unwrap().contains("NoNewPrivs:\t1"));
    drop(opener);
    assert!(!process.exists(), "it ends with its opener");
}
