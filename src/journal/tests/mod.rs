//! The journal by what it promises: nothing lost, everything taken back, always the fold of its events.

mod acts;
mod clocks;
mod converging;
mod countries;
mod gathering;
mod importing;
mod imports;
mod looking_back;
mod machines;
mod own;
mod past;
mod plans;
mod portion;
mod reading;
mod rereading;
mod spelling;
mod suggesting;
mod walking;
mod whole;

use chrono::{DateTime, NaiveDate};

use super::*;
use crate::bulletin::{Bulletin, Correction, Fate, Fix, Issued, Item, Kinds, Spot};
use crate::clock::Moment;

/// A moment in March 2026: the day, and minutes after nine in the morning.
pub(super) fn at(day: u32, minute: u32) -> Moment {
    let text = format!("2026-03-{day:02}T09:{minute:02}:00+01:00");
    Moment::new(DateTime::parse_from_rfc3339(&text).unwrap())
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An invented bulletin: headings and texts, a leading `+` making a praise.
fn bulletin(issued_on: &str, items: &[(&str, &str)]) -> Bulletin {
    let item = |(heading, text): &(&str, &str)| Item {
        heading: (!heading.is_empty()).then(|| (*heading).to_owned()),
        region: (!heading.is_empty()).then(|| (*heading).to_owned()),
        kinds: if text.starts_with('+') { Kinds::PRAISE } else { Kinds::REQUEST },
        text: text.trim_start_matches('+').to_owned(),
        ..Item::default()
    };
    Bulletin {
        title: Some("Open Gate Prayer Letter".into()),
        publisher: Some("Open Gate".into()),
        issued_on: (!issued_on.is_empty()).then(|| day(issued_on)),
        language: Some("en".into()),
        items: items.iter().map(item).collect(),
        ..Bulletin::default()
    }
}

fn incoming(name: &str, bulletin: Bulletin) -> Incoming {
    let whole = Whole::of(format!("{name}\n{bulletin:?}").as_bytes());
    Incoming { name: name.into(), whole, bulletins: vec![bulletin], corrections: Vec::new() }
}

const MARCH: [(&str, &str); 5] = [
    ("", "Wisdom for the whole team as the new year of work begins"),
    ("Asia, Central", "Pastor Ruslan waits for his hearing; pray for a just judge"),
    ("Asia, Central", "Aigul and her children need heating for the winter"),
    ("Africa, East", "Clean water for the school at Moyale before the term opens"),
    ("Africa, East", "+Thanks be to God, the road to Marsabit is open again"),
];

/// A journal with one bulletin of five items, imported on 2 March.
pub(super) fn journal() -> Journal {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    import(&mut journal, at(2, 0), &incoming("march.txt", bulletin("2026-03-01", &MARCH)));
    journal
}

fn import(journal: &mut Journal, now: Moment, document: &Incoming) -> Vec<PlannedBulletin> {
    journal.import(now, ActId::new(now), std::slice::from_ref(document)).unwrap().remove(0)
}

/// The item whose text holds a word.
pub(super) fn named(journal: &Journal, word: &str) -> ItemId {
    let filter = Filter { words: vec![word.into()], ..Filter::default() };
    let mut found = journal.select(&filter, 10, day("2026-03-02")).unwrap();
    assert_eq!(found.len(), 1, "items with {word}");
    found.remove(0).id
}

fn detail(journal: &Journal, id: &ItemId) -> ItemDetail {
    journal.detail(id).unwrap().unwrap()
}

pub(super) fn do_it(journal: &mut Journal, now: Moment, change: Change) -> Receipt {
    let receipt = journal.act(now, &[change]).unwrap();
    assert_sound(journal);
    receipt
}

/// The tables are the fold of the events, the search index matches, the file is whole.
fn assert_sound(journal: &Journal) {
    assert_eq!(journal.doctor().unwrap().problems, Vec::<String>::new());
}

/// Everything folded that a person could see, for comparing two journals.
fn picture(journal: &Journal) -> Vec<ItemDetail> {
    let mut filter = Filter::default();
    let mut all = journal.select(&filter, 1000, day("2026-03-02")).unwrap();
    filter.is = vec![Is::Archived];
    all.extend(journal.select(&filter, 1000, day("2026-03-02")).unwrap());
    let mut all: Vec<ItemDetail> = all.iter().map(|row| detail(journal, &row.id)).collect();
    for item in &mut all {
        item.row.key.row = 0; // another journal has other rows
    }
    all.sort_by(|a, b| a.row.id.cmp(&b.row.id));
    all
}
