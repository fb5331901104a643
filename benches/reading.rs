//! How fast bulletins are read.
#![allow(missing_docs, clippy::expect_used)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use kneel::{bulletin, place};

/// A weekly text of so many items, all of it invented.
fn weekly(items: usize) -> String {
    let mut text = String::from(
        "Hill Clinic Prayer Requests\n\nMay 4, 2019\n\n“He hears us before we call, and he is near.”\n\n— Psalm 34:18\n\n",
    );
    let regions = ["East Africa", "Latin America", "South Asia", "Middle East"];
    for item in 0..items {
        if item % 3 == 0 {
            text.push_str(regions[item / 3 % regions.len()]);
            text.push_str("\n\n");
        }
        let places = ["Kenya", "Bolivia", "Patna", "Jordan"];
        text.push_str("  • Please pray for our team in ");
        text.push_str(places[item % places.len()]);
        text.push_str(
            ", who have waited nine weeks for a permit that was promised in March. The road to the clinic was washed away, \
             and the two nurses carry what they need on their backs. Pray that the ministry would sign, that the bridge \
             would be mended before the rains, and that nobody would be turned away. Praise God for the families who have \
             lent them three mules and a boat. Read the full story .\n\n",
        );
    }
    text
}

fn reading(criterion: &mut Criterion) {
    let text = weekly(400);
    let mut group = criterion.benchmark_group("reading");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("bulletin::read", |bencher| {
        bencher.iter(|| bulletin::read(text.as_bytes(), &[]).expect("the text is one"));
    });
    group.bench_function("place::countries_in", |bencher| bencher.iter(|| place::countries_in(&text, "en")));
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
