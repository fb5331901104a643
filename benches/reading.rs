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

/// The same as a mail service would send it: each paragraph in a table in tables, with its styles.
fn newsletter(text: &str) -> String {
    let mut page = String::from(
        "<!doctype html><html lang=\"en\"><head><title>Hill Clinic</title><style>p{margin:0} .pre{display:none}</style></head>\
         <body><div class=\"pre\">Rain at last &zwnj;&nbsp;&zwnj;&nbsp;</div><center><table role=\"presentation\"><tr><td>",
    );
    for paragraph in text.split("\n\n") {
        page.push_str(
            "<table class=\"block\" role=\"presentation\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\"><tbody><tr>\
             <td class=\"content\" style=\"padding:9px 18px;color:#222222;font-family:Georgia,serif;font-size:16px;line-height:24px\">\
             <p style=\"margin:10px 0;text-align:left\"><span style=\"font-size:16px\">",
        );
        page.push_str(
            &paragraph.replace("Pray that", "<strong>Pray that</strong>").replace("  •", "&bull;&nbsp;"),
        );
        page.push_str("</span></p></td></tr></tbody></table>\n");
    }
    page.push_str("</td></tr></table></center></body></html>");
    page
}

fn reading(criterion: &mut Criterion) {
    let text = weekly(400);
    let mut group = criterion.benchmark_group("reading");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("bulletin::read", |bencher| {
        bencher.iter(|| bulletin::read(text.as_bytes(), &[]).expect("the text is one"));
    });
    let page = newsletter(&text);
    group.throughput(Throughput::Bytes(page.len() as u64));
    group.bench_function("bulletin::read, html", |bencher| {
        bencher.iter(|| bulletin::read(page.as_bytes(), &[]).expect("the page is one"));
    });
    group.bench_function("bulletin::open, html", |bencher| {
        bencher.iter(|| bulletin::open(page.as_bytes()).expect("the page is one"));
    });
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("place::countries_in", |bencher| bencher.iter(|| place::countries_in(&text, "en")));
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
