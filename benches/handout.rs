//! How fast handouts are made.
#![allow(missing_docs, clippy::expect_used)]

use chrono::{Days, NaiveDate};
use criterion::{Criterion, criterion_group, criterion_main};
use kneel::bulletin::Issued;
use kneel::group::handout::{Format, Print, render};
use kneel::group::{Entry, Heard, HeldBack, Part, PartKind, Said, Sheet};
use kneel::journal::{ItemId, Verdict};

/// A request of a long paragraph; every second one was answered. All of it is invented.
fn entry(number: u64, answered: bool) -> Entry {
    let day =
        |days| NaiveDate::from_ymd_opt(2025, 1, 4).and_then(|day| day.checked_add_days(Days::new(days)));
    let names = ["Ada", "Ελένη", "Оля", "Jürgen", "Zoë"];
    let name = names.iter().cycle().nth(number as usize).copied().unwrap_or_default();
    let said = |text: String, days| Said {
        text,
        day: day(days).map(Issued::On),
        source: Some(format!("Hill Clinic, item {number}")),
    };
    Entry {
        item: ItemId(format!("{number:032x}")),
        title: format!("{name}'s clinic and its {number} wells"),
        region: Some("East Africa".to_owned()),
        asked: said(
            format!(
                "Pray for {name}, who keeps clinic number {number}, for the wells that dry up before the rains, \
                     and for the families who walk {number} miles to it. Ask for patience with the permit, for a \
                     nurse who speaks the language of the valley, and for peace between the two villages."
            ),
            number,
        ),
        day: None,
        heard: answered.then(|| Heard {
            verdict: Verdict::Answered,
            day: day(number + 90).unwrap_or_default(),
            words: Some(format!("{name} wrote that well {number} holds water.")),
            praise: Some(said(
                format!("Praise for well {number}, and for the nurse who came in the spring."),
                number + 88,
            )),
        }),
        times: 3,
        taken_by: None,
        notes: Vec::new(),
    }
}

fn handout(criterion: &mut Criterion) {
    let part = |kind, numbers: std::ops::Range<u64>| Part {
        kind,
        entries: numbers.map(|number| entry(number, kind == PartKind::Answered)).collect(),
        more: 0,
    };
    let sheet = Sheet {
        title: Some("East Africa".to_owned()),
        since: None,
        until: NaiveDate::from_ymd_opt(2026, 3, 3).unwrap_or_default(),
        parts: vec![part(PartKind::Answered, 0..100), part(PartKind::Waiting, 100..200)],
        held_back: HeldBack::default(),
    };
    let mut group = criterion.benchmark_group("handout of 200");
    group.sample_size(20);
    for format in Format::ALL {
        group.bench_function(format.name(), |bencher| {
            bencher.iter(|| render(&sheet, format, &Print::default()).expect("the sheet is one"));
        });
    }
    group.finish();
}

criterion_group!(benches, handout);
criterion_main!(benches);
