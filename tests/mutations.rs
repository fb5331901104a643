//! Fuzzing that needs nothing but this toolchain: the seeds of `fuzz/`, changed at random, through each reader and
//! what understands typed words, settings and what others send, held against what `fuzz/` holds them against.
//! `KNEEL_FUZZ_SECONDS=60` goes on for so long instead of a few hundred rounds, from another beginning each time, in equal
//! shares or with `KNEEL_FUZZ_ONLY=share` with one of them alone; what fails lies in `target/tmp`, and the number that it began with is
//! told.

#![allow(clippy::unwrap_used, reason = "what helps a test fails as a test does")]
#![allow(clippy::print_stdout, reason = "the figures are what a long run is for")]

#[path = "cli_common/dice.rs"]
mod dice;
#[path = "../fuzz/src/lib.rs"]
mod fuzz;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use dice::Dice;
use kneel::bulletin::Format;

/// Rounds for each reader where no time is said, and for what makes journals of what it reads.
const ROUNDS: u32 = 150;
const FEW: u32 = 30;

/// Changes grow an input to no more than this, in bytes.
const LONGEST: usize = 20_000;

/// What readers look for.
const PIECES: &[&[u8]] = &[
    b"<div>",
    b"</table>",
    b"<!--",
    b"&#x1F600;",
    b"&lt;",
    b"--cut\n",
    b"\n\n",
    b"\r\n",
    b"=\r\n",
    b"=?utf-8?Q?",
    b"\nFrom ",
    b"Content-Type: ",
    b"<w:p>",
    b"</w:p>",
    b"<![CDATA[",
    b"<?xml",
    b"1 0 obj",
    b"endstream",
    b"BT ",
    b" Tj ET",
    b"%%EOF",
    "•".as_bytes(),
    "한국".as_bytes(),
    "é".as_bytes(),
    b"\x1b[31m",
    b"\xff\xfe",
    b"\0",
    b"> ",
    b"# ",
    b"Psalm 34:18",
    b"4 May 2019",
    b"Monday 6 | ",
    b"\"",
    b"Pray for ",
    b"Kenya: ",
    b"| ",
    b"   ",
    b"Thank God ",
    b"is:",
    b"since:",
    b"\" OR -",
    b"9999999999",
    b"-1",
    b"2026-02-30",
    b"[keys.home]\n",
    b"\",\"",
    b"null",
    b"{}",
    b"[[",
    b" = ",
    b",,",
    b"- [x] ",
    b"13/7/2025",
];

/// One change: bytes lost, doubled, turned, put in, or taken from another seed.
fn change(input: &mut Vec<u8>, seeds: &[Vec<u8>], dice: &mut Dice) {
    let part = dice.range(input.len(), 200);
    match dice.below(7) {
        0 => drop(input.drain(part)),
        1 => input.truncate(part.start.max(1)),
        2 => {
            let times = 1 + dice.below(12);
            let again = input[part.clone()].repeat(times);
            input.splice(part.end..part.end, again);
        }
        3 => {
            if let Some(byte) = input.get_mut(part.start) {
                *byte ^= 1 << dice.below(8);
            }
        }
        4 => {
            let seed = &seeds[dice.below(seeds.len())];
            let other = dice.range(seed.len(), 400);
            input.splice(part, seed[other].iter().copied());
        }
        _ => {
            let piece = PIECES[dice.below(PIECES.len())];
            input.splice(part.start..part.start, piece.iter().copied());
        }
    }
    input.truncate(LONGEST);
}

/// `share`: how long it goes on; `None`: for so many rounds.
fn run((name, check, rounds_to_go): (&str, Check, u32), share: Option<Duration>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(name);
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let seeds: Vec<Vec<u8>> = files.iter().map(|file| std::fs::read(file).unwrap()).collect();
    let first = share.map_or(1, |_| u64::from(std::process::id()));
    let (began, mut dice, mut rounds) = (Instant::now(), Dice(first), 0);
    while share.map_or(rounds < rounds_to_go, |share| began.elapsed() < share) {
        let mut input = seeds[dice.below(seeds.len())].clone();
        for _ in 0..=dice.below(8) {
            change(&mut input, &seeds, &mut dice);
        }
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| check(&input))) {
            let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{first}-{rounds}"));
            std::fs::write(&kept, &input).unwrap();
            println!("{name}, from {first}, round {rounds}: the input lies in {}", kept.display());
            resume_unwind(panic);
        }
        rounds += 1;
    }
    assert!(rounds > 0, "{name} was not read at all");
    println!("{name}: {rounds} inputs");
}

type Check = fn(&[u8]);

const READERS: [(&str, Check, u32); 16] = [
    ("any", fuzz::check_any, ROUNDS),
    ("text", |bytes| fuzz::check(Format::Text, bytes), ROUNDS),
    ("html", |bytes| fuzz::check(Format::Html, bytes), ROUNDS),
    ("mail", |bytes| fuzz::check(Format::Mail, bytes), ROUNDS),
    ("feed", |bytes| fuzz::check(Format::Feed, bytes), ROUNDS),
    ("pdf", |bytes| fuzz::check(Format::Pdf, bytes), ROUNDS),
    ("docx", fuzz::check_docx, ROUNDS),
    ("reply", fuzz::check_reply, ROUNDS),
    ("import", fuzz::check_import, FEW),
    ("filter", fuzz::check_filter, ROUNDS),
    ("share", fuzz::check_share, FEW),
    ("export", fuzz::check_export, FEW),
    ("config", fuzz::check_config, ROUNDS),
    ("profile", fuzz::check_profile, ROUNDS),
    ("day", fuzz::check_day, ROUNDS),
    ("ledger", fuzz::check_ledger, FEW),
];

#[test]
fn changed_seeds_are_read_or_refused_in_every_reader() {
    // one alone, by its name, where that is said
    let only = std::env::var("KNEEL_FUZZ_ONLY").ok();
    let mut readers = READERS.to_vec();
    readers.retain(|(name, ..)| only.as_ref().is_none_or(|only| only == name));
    assert!(!readers.is_empty(), "there is no {only:?}");
    let seconds: Option<u64> = std::env::var("KNEEL_FUZZ_SECONDS").ok().map(|text| text.parse().unwrap());
    let share = seconds.map(|seconds| Duration::from_secs(seconds) / readers.len() as u32);
    for reader in readers {
        run(reader, share);
    }
}

#[test]
fn the_seeds_are_understood() {
    use kneel::group::share::Share;
    use kneel::journal::{Filter, Journal};
    let seed = |name: &str| {
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(name)).unwrap()
    };
    let mut journal =
        Journal::in_memory(kneel::clock::Moment::new("2026-03-12T09:14:00+01:00".parse().unwrap())).unwrap();
    let shared = Share::of_bytes(&lz4_flex::block::compress_prepend_size(&seed("share/two.json"))).unwrap();
    shared.join(&mut journal).unwrap();
    journal.merge(&mut &*seed("export/journal.json")).unwrap();
    assert_eq!(journal.doctor().unwrap().problems, Vec::<String>::new());
    let text = |name: &str| String::from_utf8(seed(name)).unwrap();
    for filter in ["filter/parts.txt", "filter/words.txt"] {
        Filter::parse(&text(filter)).unwrap();
    }
    assert_eq!(kneel::config::Config::parse(&text("config/all.toml")).1, Vec::<String>::new());
    assert_eq!(kneel::profiles::parse(&text("profile/lamplight.toml")).unwrap().1, Vec::<String>::new());
}
