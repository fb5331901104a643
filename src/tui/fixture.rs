//! Invented items for tests.

use chrono::NaiveDate;

use crate::bulletin::{Issued, Kinds};
use crate::journal::{BulletinPlace, ItemDetail, ItemId, ItemRow, Key, NoteEntry, Visibility};
use crate::tui::msg::Known;

/// The day on which all tests happen.
pub fn today() -> NaiveDate {
    day("2026-03-12")
}

/// A day.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An open request that was never prayed.
pub fn row(id: &str, title: &str) -> ItemRow {
    ItemRow {
        key: Key::default(),
        id: ItemId(id.repeat(32).chars().take(32).collect()),
        title: title.into(),
        kinds: Kinds::REQUEST,
        region: Some("Asia, Central".into()),
        publisher: Some("Open Gate".into()),
        own: false,
        issued: Some(Issued::On(day("2026-03-01"))),
        last_prayed: None,
        times: 0,
        snoozed_until: None,
        date: None,
        pinned: false,
        follow_up: None,
        archived: false,
        verdict: None,
        answered_on: None,
        visibility: Visibility::Group,
        notes: 0,
    }
}

/// A row with a text and two notes.
pub fn known(row: ItemRow, text: &str) -> Known {
    let note = |id: &str, on: &str, text: &str| NoteEntry {
        id: id.into(),
        day: day(on),
        text: text.into(),
        edited: false,
        shared: false,
        beside: None,
    };
    let detail = ItemDetail {
        taken_by: None,
        prayed_by_others: 0,
        source: None,
        row: ItemRow { notes: 2, ..row },
        text: text.into(),
        context: None,
        petitions: Vec::new(),
        links: Vec::new(),
        heading: Some("Central Asia".into()),
        countries: vec!["KZ".into()],
        bulletin: Some(BulletinPlace { id: "b".into(), title: Some("Open Gate, March".into()), number: 4 }),
        added_on: day("2026-03-02"),
        first_prayed: Some(day("2026-03-03")),
        written: vec![
            note("1", "2026-02-14", "First letter arrived."),
            note("2", "2026-03-03", "Visit refused again. Pray for the officer on the gate."),
        ],
        answer: None,
    };
    Known { detail, short: "a1b2c3".into(), praise: None, told: None }
}
