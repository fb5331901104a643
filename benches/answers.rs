//! How long it takes to find what one praise may answer, among more and more requests; beside it one bare FTS5 query
//! with the same words over the same rows, ranked by bm25. `KNEEL_BENCH_LARGEST=1000000` goes up to a million.
#![allow(missing_docs, clippy::expect_used)]

use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{DateTime, Days, NaiveDate};
use criterion::{Criterion, criterion_group, criterion_main};
use kneel::bulletin::{Bulletin, Item, Kinds};
use kneel::clock::Moment;
use kneel::journal::{ActId, Change, Filter, Incoming, ItemId, Journal, Whole};

const PLACES: [&str; 8] = ["Kenya", "Nepal", "Peru", "Chad", "Albania", "Jordan", "Mongolia", "Senegal"];

fn now() -> Moment {
    Moment::new(DateTime::parse_from_rfc3339("2026-03-12T09:14:00+01:00").expect("a moment"))
}

/// Numbers that look thrown, the same on every run: an xorshift (G. Marsaglia, 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }

    /// A word: few are frequent, most are rare, as in any language.
    fn word(&mut self) -> String {
        let most = 1 << (2 + self.below(15));
        let rank = self.below(most);
        let syllables =
            ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "ga", "du", "pe", "ho", "ny", "zi", "fa"];
        let mut word = String::new();
        let mut rest = rank + 16;
        while rest > 0 {
            word.push_str(syllables[(rest % 16) as usize]);
            rest /= 16;
        }
        word
    }

    fn text(&mut self, opening: &str) -> String {
        let words: Vec<String> = (0..45).map(|_| self.word()).collect();
        format!("{opening} {} and the surgery, the visa and the well.", words.join(" "))
    }
}

/// Journals of so many requests and one praise, in a folder; 20 publishers with 25 items an issue.
fn journal(path: &Path, requests: usize) -> Journal {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut journal = Journal::open(path, now()).expect("a journal");
    let first = NaiveDate::from_ymd_opt(2000, 1, 1).expect("a day");
    let act = ActId::new(now());
    let mut batch = Vec::new();
    for issue in 0..requests / 25 {
        let items = (0..25).map(|number| Item {
            region: Some(PLACES[number % PLACES.len()].to_owned()),
            kinds: Kinds::REQUEST,
            text: dice.text("Please pray for"),
            ..Item::default()
        });
        batch.push(bulletin(issue, first, items.collect()));
        if batch.len() == 400 {
            journal.import(now(), act, &std::mem::take(&mut batch)).expect("an import");
        }
    }
    let praise = Item {
        region: Some("Kenya".to_owned()),
        kinds: Kinds::PRAISE,
        text: dice.text("Thank God for"),
        ..Item::default()
    };
    batch.push(bulletin(requests / 25, first, vec![praise]));
    journal.import(now(), act, &batch).expect("an import");
    journal
}

fn bulletin(issue: usize, first: NaiveDate, items: Vec<Item>) -> Incoming {
    let bulletin = Bulletin {
        publisher: Some(format!("Publisher {}", issue % 20)),
        issued_on: first.checked_add_days(Days::new(issue as u64 / 10)),
        language: Some("en".to_owned()),
        items,
        ..Bulletin::default()
    };
    Incoming {
        name: format!("{issue}.txt"),
        whole: Whole::of(issue.to_string().as_bytes()),
        bulletins: vec![bulletin],
        corrections: Vec::new(),
    }
}

/// The time of finding alone: before each, the praise is reworded, so that it is looked at again.
fn find(journal: &mut Journal, praise: &ItemId, text: &str, times: u64) -> Duration {
    let mut taken = Duration::ZERO;
    for time in 0..times {
        let text = Some(format!("{text} {time}"));
        let reword = Change::Edited { item: praise.clone(), text, region: None, kinds: None };
        journal.act(now(), &[reword]).expect("an edit");
        let start = Instant::now();
        journal.look_for_answers().expect("suggestions");
        taken += start.elapsed();
    }
    taken
}

fn answers(criterion: &mut Criterion) {
    let largest =
        std::env::var("KNEEL_BENCH_LARGEST").ok().and_then(|size| size.parse().ok()).unwrap_or(10_000);
    let mut group = criterion.benchmark_group("one praise among requests");
    group.sample_size(10);
    for requests in [1_000, 10_000, 100_000, 1_000_000].into_iter().filter(|size| *size <= largest) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("journal.db");
        let mut journal = journal(&path, requests);
        journal.look_for_answers().expect("suggestions");
        let filter = Filter::parse("is:praise").expect("a filter");
        let praise = journal.select(&filter, 1, now().day()).expect("the praise").remove(0).id;
        let text = journal.detail(&praise).expect("the praise").expect("the praise").text;
        group.bench_function(format!("kneel, {requests}"), |bencher| {
            bencher.iter_custom(|times| find(&mut journal, &praise, &text, times));
        });
        let conn = rusqlite::Connection::open(&path).expect("the same file");
        let words: Vec<String> = text
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| format!("\"{word}\""))
            .collect();
        let words = words.join(" OR ");
        group.bench_function(format!("bm25, {requests}"), |bencher| {
            bencher.iter(|| -> Vec<i64> {
                conn.prepare_cached(
                    "SELECT rowid FROM search WHERE search MATCH ? ORDER BY bm25(search) LIMIT 5",
                )
                .and_then(|mut query| query.query_map([&words], |row| row.get(0))?.collect())
                .expect("a query")
            });
        });
    }
    group.finish();
}

criterion_group!(benches, answers);
criterion_main!(benches);
