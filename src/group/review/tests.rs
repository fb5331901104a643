//! Evenings over an invented journal: periods, pairs, what is held back, what is opened again.

use super::*;
use crate::bulletin::{Bulletin, Issued, Item, Kinds};
use crate::clock::Moment;
use crate::journal::{ActId, Change, Incoming, Whole};

fn at(day: &str) -> Moment {
    Moment::new(chrono::DateTime::parse_from_rfc3339(&format!("{day}T09:00:00+01:00")).unwrap())
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Three requests of November and two praises of March.
fn journal() -> Journal {
    let item = |kinds, text: &str| Item {
        region: Some("Kenya".into()),
        kinds,
        title: text.into(),
        text: text.into(),
        ..Item::default()
    };
    let issue = |on: &str, items| Bulletin {
        title: Some("Lamplight".into()),
        issued_on: Some(day(on)),
        items,
        ..Bulletin::default()
    };
    let asked = ["A pump for Moyale", "A visa for Okafor", "A roof for Garissa"];
    let told = ["The pump runs", "A secret told"];
    let mut journal = Journal::in_memory(at("2026-03-12")).unwrap();
    for (name, bulletin) in [
        ("a", issue("2025-11-11", asked.map(|text| item(Kinds::REQUEST, text)).to_vec())),
        ("b", issue("2026-03-04", told.map(|text| item(Kinds::PRAISE, text)).to_vec())),
    ] {
        let whole = Whole::of(name.as_bytes());
        let document =
            Incoming { name: name.into(), whole, bulletins: vec![bulletin], corrections: Vec::new() };
        let now = at("2026-03-12");
        journal.import(now, ActId::new(now), &[document]).unwrap();
    }
    journal
}

fn named(journal: &Journal, words: &str) -> ItemId {
    let filter = Filter::parse(words).unwrap();
    journal.select(&filter, 2, day("2026-03-12")).unwrap().remove(0).id
}

fn act(journal: &mut Journal, change: Change) {
    journal.act(at("2026-03-12"), &[change]).unwrap();
}

fn answer(journal: &mut Journal, words: &str, verdict: Verdict, on: &str, praise: Option<&str>) {
    let (item, praise) = (named(journal, words), praise.map(|words| named(journal, words)));
    let change = Change::Answered { item, verdict, words: String::new(), day: day(on), praise };
    act(journal, change);
}

fn gathered(journal: &Journal, since: Option<&str>) -> Review {
    review(journal, &About::default(), since.map(day), day("2026-03-12")).unwrap()
}

#[test]
fn a_pair_has_its_days_its_sources_and_how_long_it_took() {
    let mut journal = journal();
    answer(&mut journal, "Moyale", Verdict::Answered, "2026-03-04", Some("runs"));
    let entry = entry(&journal, &named(&journal, "Moyale"), &mut HeldBack::default()).unwrap().unwrap();
    assert_eq!(entry.asked.source.as_deref(), Some("Lamplight, item 1"));
    assert_eq!((entry.asked.day, entry.days_to_answer()), (Some(Issued::On(day("2025-11-11"))), Some(113)));
    let praise = entry.heard.unwrap().praise.unwrap();
    assert_eq!(
        (praise.text.as_str(), praise.source.as_deref()),
        ("The pump runs", Some("Lamplight, item 1"))
    );
}

#[test]
fn private_items_praises_and_notes_stay_home() {
    let mut journal = journal();
    answer(&mut journal, "Moyale", Verdict::Answered, "2026-03-04", Some("secret"));
    for words in ["secret", "Okafor"] {
        let change = Change::Flagged { item: named(&journal, words), visibility: Visibility::Private };
        act(&mut journal, change);
    }
    let item = named(&journal, "Moyale");
    act(&mut journal, Change::Noted { item: item.clone(), text: "alone".into() });
    act(&mut journal, Change::NotedAlong { item, text: "together".into() });
    let sheet = sheet(&journal, &gathered(&journal, None), &Redaction::default()).unwrap();
    assert_eq!((sheet.held_back.items, sheet.held_back.notes), (1, 1));
    let printed = serde_json::to_string(&sheet).unwrap();
    assert!(printed.contains("together"), "{printed}");
    for words in ["secret", "Okafor", "alone"] {
        assert!(!printed.contains(words), "{words}: {printed}");
    }
    assert_eq!(entry(&journal, &named(&journal, "Okafor"), &mut HeldBack::default()).unwrap(), None);
}

#[test]
fn what_happens_in_an_evening_stands_where_it_ended() {
    let mut journal = journal();
    answer(&mut journal, "Moyale", Verdict::Answered, "2026-03-04", None);
    answer(&mut journal, "Garissa", Verdict::Partly, "2026-01-04", None);
    let mut review = gathered(&journal, Some("2026-03-01"));
    assert_eq!(PartKind::ALL.map(|kind| review.count(kind)), [1, 0, 2, 0]);
    answer(&mut journal, "Okafor", Verdict::SetBack, "2026-03-12", None);
    let item = named(&journal, "Moyale");
    act(&mut journal, Change::Reopened { item });
    for row in review.parts.iter_mut().flat_map(|(_, rows, _)| rows) {
        *row = journal.row(&row.id).unwrap().unwrap();
    }
    let evening = review.evening(Some(3));
    assert_eq!((evening.answered.len(), evening.people), (0, Some(3)));
    assert_eq!(evening.in_part, [named(&journal, "Okafor")]);
    assert_eq!(evening.waiting.len(), 2, "opened again, and answered in part before the period");
}

#[test]
fn an_evening_opened_again_holds_back_what_is_private_by_now() {
    let mut journal = journal();
    answer(&mut journal, "Moyale", Verdict::Answered, "2026-03-04", None);
    let evening = gathered(&journal, Some("2026-03-01")).evening(None);
    act(&mut journal, Change::Met { evening });
    let change = Change::Flagged { item: named(&journal, "Okafor"), visibility: Visibility::Private };
    act(&mut journal, change);
    let was = journal.last_evening(None).unwrap().unwrap();
    let again = reopen(&journal, &was).unwrap();
    assert_eq!((again.private, again.since, again.until), (1, Some(day("2026-03-01")), day("2026-03-12")));
    assert_eq!(PartKind::ALL.map(|kind| again.count(kind)), [1, 0, 1, 0]);
    assert_eq!(EveningLine::from(&was).waiting, 2);
}

#[test]
fn the_next_period_begins_with_the_last_evening_of_the_same_view() {
    let mut journal = journal();
    let first = |journal: &Journal, view| Since::Last.first_day(journal, view, day("2026-04-12")).unwrap();
    assert_eq!(first(&journal, None), Some(day("2026-01-10")), "three months for a group that never met");
    act(&mut journal, Change::Met { evening: Evening::default() });
    assert_eq!(first(&journal, None), Some(day("2026-03-12")));
    assert_eq!(first(&journal, Some("Tuesday group")), Some(day("2026-01-10")));
    assert_eq!(Since::Beginning.first_day(&journal, None, day("2026-04-12")).unwrap(), None);
}

#[test]
fn what_was_looked_at_on_the_last_evening_is_no_news_on_the_next() {
    let mut journal = journal();
    answer(&mut journal, "Moyale", Verdict::Answered, "2026-03-12", None);
    answer(&mut journal, "Garissa", Verdict::SetBack, "2026-03-12", None);
    let evening = gathered(&journal, Some("2026-03-01")).evening(None);
    act(&mut journal, Change::Met { evening });
    answer(&mut journal, "Okafor", Verdict::Answered, "2026-03-12", None);
    let next = gathered(&journal, Some("2026-03-12"));
    let ids = |kind| next.items().filter(move |(part, _)| *part == kind).map(|(_, row)| row.id.clone());
    assert_eq!(ids(PartKind::Answered).collect::<Vec<_>>(), [named(&journal, "Okafor")], "told after it");
    assert_eq!(ids(PartKind::Waiting).collect::<Vec<_>>(), [named(&journal, "Garissa")], "it waits on");
    assert_eq!(next.count(PartKind::InPart), 0);
    assert_eq!(next.evening(None).waiting, [named(&journal, "Garissa")], "and is kept so");
    assert_eq!(gathered(&journal, None).count(PartKind::Answered), 2, "over another period all is there");
}

#[test]
fn a_view_of_what_is_open_still_shows_what_was_answered() {
    let filter = Filter::parse("region:asia is:open is:own").unwrap();
    let about = About::new(Some("Tuesday group".into()), filter);
    assert_eq!((about.filter.is, about.filter.region), (vec![Is::Own], vec!["asia".into()]));
    assert_eq!(About::new(Some(" ".into()), Filter::default()).view, None);
}
