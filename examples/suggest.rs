//! Reports how long it takes to work out what one praise may answer, as the inbox does at leisure:
//! `cargo run --release --example suggest -- JOURNAL.db [HOW MANY]`. It writes what was found, so give it a copy.
#![allow(missing_docs, clippy::print_stdout)]

use std::path::Path;
use std::time::{Duration, Instant};

use chrono::DateTime;
use kneel::clock::Moment;
use kneel::journal::Journal;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut given = std::env::args().skip(1);
    let path = given.next().ok_or("which journal?")?;
    let steps: usize = given.next().map_or(Ok(10), |steps| steps.parse())?;
    let now = Moment::new(DateTime::parse_from_rfc3339("2026-11-29T09:00:00Z")?);
    let mut journal = Journal::open(Path::new(&path), now)?;
    let (mut praises, mut took) = (0, Duration::ZERO);
    for step in 0..steps {
        // what was asked last is how long it worked without asking whether to stop
        let (mut longest, mut last) = (Duration::ZERO, Instant::now());
        let begun = Instant::now();
        let looked = journal.look_until(&mut || {
            longest = longest.max(last.elapsed());
            last = Instant::now();
            false
        })?;
        let end = last.elapsed();
        praises += looked.now;
        took += begun.elapsed();
        println!(
            "step {step}: {} praises, {:.2} ms each, at most {:.2} ms without asking, {:.2} ms to keep them; {} left",
            looked.now,
            begun.elapsed().as_secs_f64() * 1e3 / looked.now.max(1) as f64,
            longest.as_secs_f64() * 1e3,
            end.as_secs_f64() * 1e3,
            looked.left
        );
    }
    println!("{praises} praises, {:.2} ms each", took.as_secs_f64() * 1e3 / praises.max(1) as f64);
    Ok(())
}
