//! How long the journal takes to import, and to answer what a screen asks, as journals grow.
#![allow(missing_docs, clippy::expect_used)]

use chrono::{DateTime, Days, NaiveDate};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use kneel::bulletin::{Bulletin, Issued, Item};
use kneel::clock::Moment;
use kneel::group::review::{self, About};
use kneel::group::{HeldBack, PartKind};
use kneel::journal::{ActId, Anchor, Change, Filter, Incoming, ItemRow, Journal, Scope, Verdict, Whole};

const REGIONS: [&str; 5] = ["Africa, East", "Asia, Central", "Asia, South", "Europe", "Latin America"];
const WORDS: [&str; 12] = [
    "water", "harvest", "hearing", "school", "visa", "surgery", "family", "judge", "road", "winter",
    "letter", "children",
];

fn now() -> Moment {
    Moment::new(DateTime::parse_from_rfc3339("2026-03-12T09:14:00+01:00").unwrap_or_default())
}

/// Invented weekly issues of 25 items each.
fn issues(items: usize) -> Vec<Incoming> {
    let first = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default();
    (0..items.div_ceil(25))
        .map(|issue| {
            let item = |n: usize| {
                let region = REGIONS[n / 5].to_owned();
                let word = |step: usize| WORDS[(issue * 7 + n * step) % WORDS.len()];
                let text = format!(
                    "Pray for the {} of household {issue}-{n}, who wait for the {} and the {}. The {} was put off \
                     again, and the {} has not come. Ask that the {} would be kept from harm until the {}.",
                    word(1), word(2), word(3), word(5), word(7), word(11), word(13),
                );
                Item { heading: Some(region.clone()), region: Some(region), text, ..Item::default() }
            };
            let bulletin = Bulletin {
                title: Some("Weekly Letter".into()),
                publisher: Some(format!("Publisher {}", issue % 4)),
                issued_on: first.checked_add_days(Days::new(issue as u64)),
                language: Some("en".into()),
                items: (0..25).map(item).collect(),
                ..Bulletin::default()
            };
            let whole = Whole::of(format!("{bulletin:?}").as_bytes());
            Incoming { name: format!("{issue}.txt"), whole, bulletins: vec![bulletin], corrections: Vec::new() }
        })
        .collect()
}

fn filled(items: usize, folder: &std::path::Path) -> kneel::journal::Result<Journal> {
    let mut journal = Journal::open(&folder.join("journal.db"), now())?;
    let act = ActId::new(now());
    for batch in issues(items).chunks(200) {
        journal.import(now(), act, batch)?;
    }
    Ok(journal)
}

fn import(c: &mut Criterion) {
    let documents = issues(5_000);
    let mut c = c.benchmark_group("import");
    c.sample_size(10);
    c.bench_function("import 5,000 items", |b| {
        b.iter_batched(
            || tempfile::tempdir().expect("a folder"),
            |folder| {
                let mut journal = Journal::open(&folder.path().join("journal.db"), now()).expect("a journal");
                journal.import(now(), ActId::new(now()), &documents).expect("an import");
                folder
            },
            BatchSize::PerIteration,
        );
    });
}

fn queries(c: &mut Criterion) {
    let today = now().day();
    for items in [1_000, 10_000, 100_000] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut journal = filled(items, folder.path()).expect("a journal");
        let mut group = c.benchmark_group(format!("{items} items"));
        group.bench_function("overview", |b| b.iter(|| journal.overview(today).expect("counts")));
        let middle = journal.page(&Scope::Everything, Anchor::First, 1000).expect("a page").rows[500].key;
        group.bench_function("page around a row", |b| {
            b.iter(|| journal.page(&Scope::Everything, Anchor::Around(middle), 80).expect("a page"));
        });
        group.bench_function("portion", |b| b.iter(|| journal.portion(today, 8).expect("a portion")));
        let words = Filter::parse("harv").expect("a filter");
        group.bench_function("search", |b| b.iter(|| journal.select(&words, 50, today).expect("rows")));
        let item = journal.portion(today, 1).expect("a portion").remove(0).id;
        group.bench_function("detail", |b| b.iter(|| journal.detail(&item).expect("an item")));
        group.sample_size(20);
        group.bench_function("mark, and the disk has it", |b| {
            b.iter(|| journal.act(now(), &[Change::Prayed { item: item.clone() }]).expect("a mark"));
        });
        group.finish();
    }
}

/// Ten years of weekly issues, of which 5,000 requests were answered, each two months after it was asked.
fn ten_years(folder: &std::path::Path) -> kneel::journal::Result<Journal> {
    let mut journal = Journal::open(&folder.join("journal.db"), now())?;
    let mut documents = issues(13_000);
    for (week, bulletin) in documents.iter_mut().flat_map(|document| &mut document.bulletins).enumerate() {
        bulletin.issued_on = now().day().checked_sub_days(Days::new(7 * (520 - week as u64)));
    }
    for batch in documents.chunks(200) {
        journal.import(now(), ActId::new(now()), batch)?;
    }
    let requests = journal.select(&Filter::default(), usize::MAX >> 1, now().day())?;
    let verdicts = Verdict::ALL;
    let answers: Vec<Change> = requests
        .iter()
        .filter(|row| row.issued.is_some_and(|issued| issued.day() + Days::new(60) <= now().day()))
        .step_by(2)
        .take(5_000)
        .enumerate()
        .map(|(at, row)| Change::Answered {
            item: row.id.clone(),
            verdict: verdicts[at % verdicts.len()],
            words: "It came out so, and we were glad of it.".to_owned(),
            day: row.issued.map_or_else(Default::default, Issued::day) + Days::new(60),
            praise: None,
        })
        .collect();
    assert_eq!(answers.len(), 5_000);
    journal.act(now(), &answers)?;
    Ok(journal)
}

fn evening(c: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let journal = ten_years(folder.path()).expect("a journal");
    let (about, today) = (About::default(), now().day());
    let mut group = c.benchmark_group("an evening over 10 years, 5,000 answers");
    let all = || review::review(&journal, &about, None, today).expect("an evening");
    assert_eq!(all().count(PartKind::Answered) + all().count(PartKind::InPart), 5_000);
    group.bench_function("the list", |b| b.iter(all));
    let first = all().items().next().map(|(_, row)| row.id.clone()).expect("an answer");
    group.bench_function("one of its requests", |b| {
        b.iter(|| review::entry(&journal, &first, &mut HeldBack::default()).expect("a request"));
    });
    let region = About::region("Asia, South");
    group.bench_function("the list of a region, of three months", |b| {
        b.iter(|| review::review(&journal, &region, Some(today - Days::new(92)), today).expect("an evening"));
    });
    group.finish();
}

/// Ten years in which 200 requests of 100,000 were prayed each day, and 10,000 answered.
fn looking_back(c: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut journal = filled(100_000, folder.path()).expect("a journal");
    let rows = journal.select(&Filter::default(), usize::MAX >> 1, now().day()).expect("requests");
    let at = |days: u64| Moment::new(now().local() - Days::new(days));
    for (day, prayed) in (0..3_650).rev().zip(rows.chunks(200).cycle()) {
        let changes: Vec<Change> = prayed.iter().map(|row| Change::Prayed { item: row.id.clone() }).collect();
        journal.act(at(day), &changes).expect("marks");
    }
    let answer = |(row, days): (&ItemRow, u64)| Change::Answered {
        item: row.id.clone(),
        verdict: Verdict::ALL[days as usize % Verdict::ALL.len()],
        words: String::new(),
        day: row.issued.map_or_else(Default::default, Issued::day) + Days::new(days % 700),
        praise: None,
    };
    let answers: Vec<Change> = rows.iter().step_by(10).zip(0..).map(answer).collect();
    journal.act(now(), &answers).expect("answers");
    let since = now().day() - Days::new(370);
    let back = journal.looking_back(since, now().day()).expect("numbers");
    assert_eq!((back.days.values().sum::<u64>(), back.answers.len()), (371 * 200, 10_000));
    c.bench_function("looking back over a year, of 10 with 730,000 marks and 10,000 answers", |b| {
        b.iter(|| journal.looking_back(since, now().day()).expect("numbers"));
    });
}

criterion_group!(benches, import, queries, evening, looking_back);
criterion_main!(benches);
