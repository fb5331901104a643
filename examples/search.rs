//! Reports how long searches take in a journal, letter by letter as they are typed:
//! `cargo run --release --example search -- JOURNAL.db [WORDS...]`. It only reads, but brings a journal of an earlier
//! version up to date first, so give it a copy.
#![allow(missing_docs, clippy::print_stdout)]

use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate};
use kneel::clock::Moment;
use kneel::journal::{Anchor, Filter, Journal, Step};

const TYPED: [&str; 24] = [
    "quenlith",
    "marvoleth",
    "harvest",
    "pray",
    "the of",
    "harvest water fever",
    "quenlyth",
    "marvoleht",
    "xylophones",
    "\"clean water\"",
    "\"the meeting\"",
    "is:answered pray",
    "is:answered",
    "is:private",
    "is:noted harvest",
    "country:kenya water",
    "country:kenya",
    "region:asia pray",
    "publisher:x",
    "publisher:S05 harvest",
    "before:2019-01-01",
    "before:2019-01-01 marvoleth",
    "prayed:>30d",
    "prayed:<30d pray",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut given = std::env::args().skip(1);
    let path = given.next().ok_or("which journal?")?;
    let now = Moment::new(DateTime::parse_from_rfc3339("2026-11-29T09:00:00Z")?);
    let journal = Journal::open(Path::new(&path), now)?;
    let words: Vec<String> = given.collect();
    let typed: Vec<&str> =
        if words.is_empty() { TYPED.to_vec() } else { words.iter().map(String::as_str).collect() };
    println!("{:30} {:>9} {:>9}  {:>5}", "typed", "longest", "whole", "rows");
    for typed in typed {
        let mut longest = (Duration::ZERO, String::new());
        let mut last = (Duration::ZERO, String::new());
        for (at, letter) in typed.char_indices() {
            let so_far = typed.get(..at + letter.len_utf8()).unwrap_or_default();
            let Ok(filter) = Filter::parse(so_far) else { continue };
            let (took, told) = search(&journal, &filter, now.day())?;
            if took > longest.0 {
                longest = (took, so_far.to_owned());
            }
            last = (took, told);
        }
        println!(
            "{typed:30} {:>6.2} ms {:>6.2} ms  {}, longest at {:?}",
            ms(longest.0),
            ms(last.0),
            last.1,
            longest.1
        );
    }
    for view in ["is:open", "is:open region:europe", "is:open water", "is:open marvoleth", "is:noted"] {
        let filter = Filter::parse(view)?;
        let begun = Instant::now();
        let page = journal.filtered(&filter, Anchor::First, 160, now.day())?;
        let listed = begun.elapsed();
        let begun = Instant::now();
        let (count, more) = journal.count_up_to(&filter, 200, now.day())?;
        let told = format!("{} rows, {count}{}", page.rows.len(), if more { "+" } else { "" });
        println!("view {view:25} {:>6.2} ms {:>6.2} ms  {told}", ms(listed), ms(begun.elapsed()));
    }
    Ok(())
}

/// The best of three, and what was found.
fn search(
    journal: &Journal,
    filter: &Filter,
    today: NaiveDate,
) -> kneel::journal::Result<(Duration, String)> {
    let mut best = Duration::MAX;
    let mut told = String::new();
    for _ in 0..3 {
        let begun = Instant::now();
        let mut searched = journal.search(filter, Step::default(), 200, today)?;
        if let Some(step) = searched.rest.filter(|step| step.near) {
            searched = journal.search(filter, step, 200, today)?;
        }
        best = best.min(begun.elapsed());
        let rest = searched.rest.map(|_| format!(" of the newest {}", searched.looked)).unwrap_or_default();
        let near: Vec<String> = searched.near.into_iter().flat_map(|near| near.meant).collect();
        let near = if near.is_empty() { String::new() } else { format!(", near {}", near.join(" ")) };
        told = format!("{:>4}{rest}{near}", searched.rows.len());
    }
    Ok((best, told))
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
