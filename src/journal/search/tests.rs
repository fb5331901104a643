//! The search finds what the slow way finds, newest first, in steps; and what is near where nothing is.

mod views;

use chrono::{Days, NaiveDate};

use super::super::tests::{at, day};
use super::super::{ActId, Anchor, Change, Filter, Incoming, ItemRow, Journal, Verdict, Visibility, Whole};
use super::streams::FEW;
use super::vocabulary::Vocabulary;
use super::{CANDIDATES, SLICE, Step};
use crate::bulletin::{Bulletin, Item, Kinds};
use crate::text;

const TODAY: &str = "2026-03-12";

/// More items than one step reads the texts of, with more than forty words that begin with `ma`.
fn many() -> Journal {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    let first: NaiveDate = day("2015-01-01");
    let issue = |n: usize| Bulletin {
        title: Some(format!("Letter {n}")),
        publisher: Some(if n == 7 { "Lamplight".into() } else { format!("Open Gate {}", n % 3) }),
        issued_on: first.checked_add_days(Days::new(7 * n as u64)),
        items: (0..25).map(|at| item(n, at)).collect(),
        ..Bulletin::default()
    };
    let documents: Vec<Incoming> = (0..100)
        .map(|n| Incoming {
            name: format!("{n}.txt"),
            whole: Whole::of(n.to_string().as_bytes()),
            bulletins: vec![issue(n)],
            corrections: Vec::new(),
        })
        .collect();
    journal.import(at(2, 0), ActId::new(at(2, 0)), &documents).unwrap();
    let mut changes = Vec::new();
    for (at, row) in found(&journal, "harvest").into_iter().enumerate().filter(|(at, _)| at.is_multiple_of(9))
    {
        let item = row.id;
        changes.push(match at % 4 {
            0 => Change::Prayed { item },
            1 => Change::Flagged { item, visibility: Visibility::Private },
            2 => Change::Archived { item, archived: true },
            _ => Change::Noted { item, text: "we heard from Quillon".into() },
        });
    }
    journal.act(at(10, 0), &changes).unwrap();
    journal
}

/// A journal in which what some views hold is far down in the turn: behind more items than one page looks at.
fn deep() -> Journal {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    let letter = |publisher: &str, on: &str, region: &str, count: usize, asks: &str| Bulletin {
        publisher: Some(publisher.into()),
        issued_on: Some(day(on)),
        items: (0..count)
            .map(|n| Item {
                region: Some(format!("{region}{}", n % 2)),
                countries: if region == "Far" { vec!["MN".into()] } else { Vec::new() },
                text: format!("Pray for {asks} number {n}"),
                kinds: Kinds::REQUEST,
                ..Item::default()
            })
            .collect(),
        ..Bulletin::default()
    };
    let letters = [
        letter("Lamplight", "2020-01-01", "Far", FEW + 200, "herds, yurts,"),
        letter("Open Gate", "2026-01-01", "Near", CANDIDATES + 300, "wells"),
    ];
    let documents = letters.into_iter().enumerate().map(|(n, bulletin)| Incoming {
        name: format!("{n}.txt"),
        whole: Whole::of(n.to_string().as_bytes()),
        bulletins: vec![bulletin],
        corrections: Vec::new(),
    });
    journal.import(at(2, 0), ActId::new(at(2, 0)), &documents.collect::<Vec<_>>()).unwrap();
    journal
}

fn item(issue: usize, at: usize) -> Item {
    let n = issue * 25 + at;
    let (often, rare) = (["water", "harvest", "judge"][n % 3], if n == 40 { " Quenlith" } else { "" });
    let text = format!(
        "Pray for ma{}ra and the {often} of Moyale; number {n}, with clean {}.{rare}",
        char::from(b'a' + (n % 26) as u8).to_string() + &char::from(b'a' + (n / 26 % 26) as u8).to_string(),
        if n.is_multiple_of(5) { "water" } else { "hands" },
    );
    Item {
        region: Some(["Africa, East", "Asia, Central"][usize::from(n % 50 == 49)].into()),
        countries: if n.is_multiple_of(400) { vec!["KE".into(), "TZ".into()] } else { Vec::new() },
        kinds: if n.is_multiple_of(11) { Kinds::PRAISE } else { Kinds::REQUEST },
        text,
        ..Item::default()
    }
}

/// All that a search finds, step by step, and in how many steps.
fn steps(journal: &Journal, typed: &str) -> (Vec<ItemRow>, usize) {
    let filter = Filter::parse(typed).unwrap();
    let (mut rows, mut next) = (Vec::new(), Some(Step::default()));
    for count in 0..100 {
        let Some(step) = next else { return (rows, count) };
        let searched = journal.search(&filter, step, usize::MAX, day(TODAY)).unwrap();
        rows.extend(searched.rows);
        next = searched.rest;
        assert!(next.is_none_or(|next| next.near || searched.looked > 0));
    }
    panic!("{typed}: no end");
}

fn found(journal: &Journal, typed: &str) -> Vec<ItemRow> {
    steps(journal, typed).0
}

#[test]
fn a_search_finds_what_the_slow_way_finds_and_the_newest_first() {
    let journal = many();
    for typed in [
        "quenlith",
        "p",
        "m",
        "ma",
        "mab",
        "mabc",
        "pray",
        "harvest",
        "har",
        "water harvest",
        "ma water",
        "\"clean wat\"",
        "\"clean water\" judge",
        "\"clean h\"",
        "quillon",
        "is:private",
        "is:archived",
        "is:private harvest",
        "is:noted",
        "is:praise water",
        "country:kenya",
        "country:kenya water",
        "region:asia",
        "region:asia ma",
        "publisher:lamplight",
        "publisher:lamplight harvest",
        "publisher:gate judge",
        "before:2015-03-01",
        "before:2015-03-01 harvest",
        "after:2016-10-01 ma",
        "before:2016-10-01 quenlith",
        "prayed:<30d",
        "prayed:<30d water",
        "prayed:never is:open harvest",
        "harvest moyale is:open",
        "before:2016-10-01",
        "quenlith harvest",
        "is:noted quillon heard",
    ] {
        let mut expected =
            journal.select(&Filter::parse(typed).unwrap(), usize::MAX >> 1, day(TODAY)).unwrap();
        expected.sort_by_key(|row| std::cmp::Reverse(row.key.row));
        let ids = |rows: &[ItemRow]| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
        let mut rows = found(&journal, typed);
        if typed.contains("before") || typed.contains("after") || typed.contains("prayed") {
            rows.sort_by_key(|row| std::cmp::Reverse(row.key.row)); // these may go by their day
            rows.dedup();
        }
        assert_eq!(ids(&rows), ids(&expected), "{typed}");
        assert!(!rows.is_empty() || typed == "quenlith harvest", "{typed} is looked for and there");
    }
    assert_eq!(steps(&journal, "mabc").1, 1, "some words of the index are asked for at once");
    assert!(steps(&journal, "ma").1 > 1, "texts are read in steps");
    assert_eq!(steps(&journal, "is:private harvest").1, 1, "few items are looked at to the last");
}

#[test]
fn who_does_not_wait_finds_the_same_until_somebody_asks() {
    let journal = many();
    let filter = |typed: &str| Filter::parse(typed).unwrap();
    for typed in ["ma", "\"clean h\"", "quenlith harvest", "quenlyth"] {
        let first = journal.search(&filter(typed), Step::default(), usize::MAX, day(TODAY)).unwrap();
        for asks in [false, true] {
            let (mut rows, mut next, mut steps) = (first.rows.clone(), first.rest, 0);
            while let Some(step) = next {
                let on = journal.search_on(&filter(typed), step, usize::MAX, day(TODAY), &mut || asks);
                let Some(on) = on.unwrap() else { break };
                rows.extend(on.rows);
                (next, steps) = (on.rest, steps + 1);
            }
            // only to find what is near takes longer than a step
            assert_eq!(next.is_some_and(|step| step.near), asks && typed == "quenlyth", "{typed}");
            assert!(next.is_some() || rows == found(&journal, typed), "{typed}");
            assert!(asks || steps == 1, "{typed}: {steps} steps");
        }
    }
}

/// A step of three hundred texts was gone to its end while a key waited.
#[test]
fn who_asks_for_something_else_waits_for_a_few_texts() {
    let journal = many();
    let filter = Filter::parse("ma").unwrap();
    let first = journal.search(&filter, Step::default(), usize::MAX, day(TODAY)).unwrap();
    let from = first.rest.unwrap();
    let on = journal.search_on(&filter, from, usize::MAX, day(TODAY), &mut || true).unwrap().unwrap();
    let looked = from.below.unwrap() - on.rest.unwrap().below.unwrap();
    assert_eq!(looked, i64::try_from(SLICE).unwrap());
}

#[test]
fn as_many_as_are_asked_for_are_enough() {
    let journal = many();
    let searched = journal.search(&Filter::parse("pray").unwrap(), Step::default(), 20, day(TODAY)).unwrap();
    let below = searched.rows.last().map(|row| row.key.row);
    assert_eq!((searched.rows.len(), searched.rest), (20, Some(Step { below, near: false })));
    let count = |typed: &str| journal.count_up_to(&Filter::parse(typed).unwrap(), 200, day(TODAY)).unwrap();
    assert_eq!(
        (count("pray"), count("quenlith"), count("nothingness")),
        ((200, true), (1, false), (0, false))
    );
}

#[test]
fn what_no_text_has_is_looked_for_nearby_and_it_is_said() {
    let journal = many();
    let near = |typed: &str| {
        let filter = Filter::parse(typed).unwrap();
        let first = journal.search(&filter, Step::default(), 200, day(TODAY)).unwrap();
        assert_eq!(first.near, []);
        let searched = match first.rest {
            Some(step) if step.near => journal.search(&filter, step, 200, day(TODAY)).unwrap(),
            _ => first,
        };
        let meant: Vec<String> = searched.near.into_iter().flat_map(|near| near.meant).collect();
        (meant.join("; "), searched.rows.len())
    };
    assert_eq!(near("quenlit"), (String::new(), 1), "it begins so: that is no guess");
    assert_eq!(near("quenlyth"), ("quenlith".into(), 1));
    assert_eq!(near("moyole harvest"), ("moyale".into(), 200));
    assert_eq!(near("lampligt"), ("publisher Lamplight".into(), 24), "one was put away");
    assert_eq!(near("central"), ("region Asia, Central".into(), 49));
    assert_eq!(near("Kenia"), ("country Kenya".into(), 7));
    assert_eq!(near("Tanzanya"), ("country Tanzania".into(), 7));
    assert_eq!(near("zzzzzz"), (String::new(), 0));
    assert_eq!(near("quenlyth zzzzzz"), ("quenlith".into(), 0));
}

#[test]
fn a_word_that_is_typed_twice_is_said_to_be_near_once() {
    let journal = many();
    let filter = Filter::parse("quenlyth Quenlyth").unwrap();
    let near = Step { near: true, ..Step::default() };
    let searched = journal.search(&filter, near, 200, day(TODAY)).unwrap();
    assert_eq!((searched.near.len(), searched.rows.len()), (1, 1));
}

#[test]
fn a_bulletin_is_found_with_all_its_items() {
    let mut journal = deep();
    let bulletins = journal.bulletins(10).unwrap();
    let [(wells, many), (herds, some)] = [0, 1].map(|at| (bulletins[at].id.clone(), bulletins[at].items));
    let answered = found(&journal, &format!("bulletin:{herds}"))[7].id.clone();
    let (words, day) = (String::new(), day("2026-03-10"));
    let answer = Change::Answered { item: answered, verdict: Verdict::Answered, words, day, praise: None };
    journal.act(at(10, 0), &[answer]).unwrap();
    for (id, count) in [(&wells, many), (&herds, some)] {
        for typed in [format!("bulletin:{id}"), format!("bulletin:{}", id[..12].to_uppercase())] {
            assert_eq!(found(&journal, &typed).len() as u64, count, "{typed}");
            let filter = Filter::parse(&typed).unwrap();
            assert_eq!(journal.select(&filter, usize::MAX >> 1, day).unwrap().len() as u64, count);
        }
    }
    // of a beginning that several share, all are meant
    journal.conn.execute("UPDATE bulletin SET id = 'abc' || key", []).unwrap();
    for (title, key) in [("third", 77), ("fourth", 78)] {
        let made = "INSERT INTO bulletin(key, id, revision, title, items) SELECT ?1, 'abc' || ?1, revision, ?2, 0 FROM bulletin LIMIT 1";
        journal.conn.execute(made, rusqlite::params![key, title]).unwrap();
    }
    let keys = journal.bulletins_of(&Filter::parse("bulletin:abc").unwrap()).unwrap().unwrap();
    assert_eq!(keys.split(", ").count(), 4);
}

#[test]
fn what_is_pinned_or_followed_up_is_found_wherever_filters_are() {
    let mut journal = many();
    let items: Vec<_> = found(&journal, "is:open harvest").into_iter().map(|row| row.id).collect();
    let pin = |at: usize| Change::Pinned { item: items[at].clone(), pinned: true };
    let again = |at: usize| Change::FollowUp { item: items[at].clone(), day: Some(day("2026-03-20")) };
    journal.act(at(10, 1), &[pin(3), pin(9), pin(20), again(9), again(40)]).unwrap();
    for (typed, places) in [
        ("is:pinned", &[3, 9, 20][..]),
        ("is:follow-up", &[9, 40]),
        ("is:followup is:pinned", &[9]),
        ("is:pinned is:open harvest", &[3, 9, 20]),
        ("is:pinned quenlith", &[]),
    ] {
        let filter = Filter::parse(typed).unwrap();
        let expected: std::collections::BTreeSet<_> = places.iter().map(|at| items[*at].clone()).collect();
        let same = |rows: Vec<ItemRow>| {
            let ids: std::collections::BTreeSet<_> = rows.into_iter().map(|row| row.id).collect();
            assert_eq!(ids, expected, "{typed}");
        };
        same(found(&journal, typed));
        same(journal.select(&filter, 100, day(TODAY)).unwrap());
        same(journal.filtered(&filter, Anchor::First, 100, day(TODAY)).unwrap().rows);
        same(journal.filtered_due(&filter, day("2026-03-10"), 100).unwrap());
        let count = journal.count_up_to(&filter, 100, day(TODAY)).unwrap();
        assert_eq!(count, (places.len(), false), "{typed}");
    }
}

/// What is found by the index and what is found by looking into the texts is the same, letter by letter.
#[test]
fn letters_are_folded_as_the_index_folds_them() {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    let ranges = [
        0xC0..=0x24F,
        0x370..=0x52F,
        0x5D0..=0x5EA,
        0x621..=0x64A,
        0x1E00..=0x1EFF,
        0x4E00..=0x4E40,
        0xAC00..=0xAC40,
    ];
    let letters: Vec<char> =
        ranges.into_iter().flatten().filter_map(char::from_u32).filter(|c| c.is_alphabetic()).collect();
    let text = letters.iter().map(|letter| format!("x{letter}y")).collect::<Vec<_>>().join(" ");
    let document = Incoming {
        name: "letters.txt".into(),
        whole: Whole::of(b"letters"),
        bulletins: vec![Bulletin { items: vec![Item { text, ..Item::default() }], ..Bulletin::default() }],
        corrections: Vec::new(),
    };
    journal.import(at(2, 0), ActId::new(at(2, 0)), &[document]).unwrap();
    let mut vocabulary = Vocabulary::of(&journal.conn).unwrap();
    let missed: Vec<char> = letters
        .into_iter()
        .filter(|letter| {
            let word = format!("x{letter}y");
            let ours = text::terms(&word).next().unwrap().folded.into_owned();
            vocabulary.beginning(&ours, 9).unwrap().is_none_or(|found| !found.contains(&ours))
        })
        .collect();
    assert_eq!(missed, Vec::<char>::new());
}
