//! A view is a list in pages: whole, in its order, and along an index.

use super::super::super::Is;
use super::super::super::model::Key;
use super::super::along::Order;
use super::*;

#[test]
fn a_view_is_a_list_in_pages() {
    let journal = many();
    for typed in
        ["is:open harvest", "is:open", "is:private", "is:open publisher:lamplight", "quenlith", "water"]
    {
        let filter = Filter::parse(typed).unwrap();
        let mut expected = journal.select(&filter, usize::MAX >> 1, day(TODAY)).unwrap();
        if filter.is.contains(&Is::Open) {
            expected.sort_by_key(|row| row.key);
        } else {
            expected.sort_by_key(|row| std::cmp::Reverse(row.key.row));
        }
        let expected: Vec<_> = expected.into_iter().map(|row| row.id).collect();
        let page = |anchor| journal.filtered(&filter, anchor, 30, day(TODAY)).unwrap();
        let ids = |rows: &[ItemRow]| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
        let first = page(Anchor::First);
        assert!(!first.more_before);
        assert_eq!(ids(&first.rows), expected[..30.min(expected.len())], "{typed}");
        let mut all = ids(&first.rows);
        let mut last = first;
        while last.more_after {
            let key = last.rows.last().unwrap().key;
            last = page(Anchor::After(key));
            assert!(last.more_before);
            all.extend(ids(&last.rows));
        }
        assert_eq!(all, expected, "{typed}");
        if expected.len() > 30 {
            let tail = page(Anchor::Last);
            assert_eq!(ids(&tail.rows), expected[expected.len() - 30..], "{typed}");
            assert!(tail.more_before && !tail.more_after);
            let before = page(Anchor::Before(tail.rows[0].key));
            assert_eq!(before.rows.last().unwrap().id, expected[expected.len() - 31], "{typed}");
            let around = page(Anchor::Around(tail.rows[0].key));
            assert_eq!(around.rows[15].id, tail.rows[0].id, "{typed}");
        }
    }
}

#[test]
fn a_view_over_much_is_walked_along_its_own_index() {
    let journal = deep();
    for typed in
        ["region:far0", "region:far", "publisher:lamplight", "country:mongolia", "country:mn region:far1"]
    {
        for typed in [format!("{typed} is:open"), typed.to_owned()] {
            let filter = Filter::parse(&typed).unwrap();
            let mut expected = journal.select(&filter, usize::MAX >> 1, day(TODAY)).unwrap();
            if !filter.is.contains(&Is::Open) {
                expected.sort_by_key(|row| std::cmp::Reverse(row.key.row));
            }
            let expected: Vec<_> = expected.into_iter().map(|row| row.id).collect();
            let page = |anchor| journal.filtered(&filter, anchor, 160, day(TODAY)).unwrap();
            let (mut found, mut last) = (Vec::new(), page(Anchor::First));
            loop {
                assert_eq!((last.unread_before, last.unread_after), (None, None), "{typed}");
                found.extend(last.rows.iter().map(|row| row.id.clone()));
                if !last.more_after {
                    break;
                }
                assert_eq!(last.rows.len(), 160, "{typed}: a page is full");
                last = page(Anchor::After(last.rows[159].key));
            }
            assert_eq!(found, expected, "{typed}");
            let tail = page(Anchor::Last);
            let ids: Vec<_> = tail.rows.iter().map(|row| row.id.clone()).collect();
            assert_eq!(ids, expected[expected.len() - 160..], "{typed}");
            let around = page(Anchor::Around(tail.rows[0].key));
            assert_eq!((around.rows.len(), &around.rows[80].id), (160, &tail.rows[0].id), "{typed}");
            let count = journal.count_up_to(&filter, 200, day(TODAY)).unwrap();
            assert_eq!(count, (200, true), "{typed}: as the list has it");
            let due = journal.filtered_due(&filter, day(TODAY), 500).unwrap();
            assert_eq!(due.len(), 500.min(expected.len()), "{typed}");
        }
    }
}

#[test]
fn a_page_that_was_not_looked_through_says_so_and_is_gone_on_with() {
    let journal = deep();
    for typed in ["is:open herds", "herds is:request"] {
        let filter = Filter::parse(typed).unwrap();
        let page = |anchor| journal.filtered(&filter, anchor, 160, day(TODAY)).unwrap();
        let (mut rows, mut pages, mut last) = (Vec::new(), 1, page(Anchor::First));
        assert!(last.rows.is_empty() && last.more_after, "{typed}: it may hold more");
        while let Some(from) = last.unread_after {
            rows.extend(last.rows);
            last = page(Anchor::After(from));
            pages += 1;
        }
        rows.extend(last.rows);
        assert!(rows.len() >= 160 && pages < 10, "{typed}: {} in {pages}", rows.len());
        assert_eq!(journal.filtered_due(&filter, day(TODAY), 500).unwrap().len(), 500, "{typed}");
        let (mut from, mut tail) = (page(Anchor::First).unread_after, 0);
        while let Some(place) = from {
            let page = page(Anchor::Before(place));
            (from, tail) = (page.unread_before, tail + page.rows.len());
            assert_eq!(page.more_before, from.is_some(), "{typed}");
        }
        assert_eq!(tail, 0, "{typed}: nothing stands before it");
    }
}

#[test]
fn a_view_sorts_nothing_and_looks_along_its_index() {
    let journal = deep();
    for (typed, index) in [
        ("is:open region:far", "item_region_turn"),
        ("is:open publisher:lamplight", "item_publisher_turn"),
        ("is:open country:mn", "item_country_open"),
        ("is:open is:own", "item_own_turn"),
        ("is:open is:pinned", "item_pinned"),
        ("is:open pray", "item_turn"),
        ("region:far", "item_region"),
        ("publisher:lamplight", "item_publisher"),
        ("country:mn", "item_country_newest"),
        ("is:answered", "item_key_verdict"),
        ("is:private", "item_private"),
        ("pray", " item"),
    ] {
        let filter = Filter::parse(typed).unwrap();
        let line = journal.line(&filter, Order::of(&filter)).unwrap();
        let key = Key { sort: -5, row: 7 };
        for (bound, backwards) in [
            ("1".to_owned(), false),
            (line.beyond(key, false, true), false),
            (line.beyond(key, true, false), true),
        ] {
            let sql = format!("{} {}", line.read("item.text", &bound), line.ordered(backwards));
            let plan: Vec<String> = journal
                .conn
                .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
                .unwrap()
                .query_map([], |row| row.get(3))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            assert!(plan.iter().any(|step| step.contains(index)), "{typed}: {plan:#?}");
            assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{typed}: {plan:#?}");
        }
    }
}

#[test]
fn what_is_due_of_a_view_leaves_out_what_rests_or_was_prayed_today() {
    let mut journal = many();
    let filter = Filter::parse("publisher:lamplight water").unwrap();
    let due = |journal: &Journal| journal.filtered_due(&filter, day("2026-03-10"), 100).unwrap();
    let before = due(&journal);
    let (one, other) = (before[0].id.clone(), before[1].id.clone());
    let until = Some(day("2026-04-01"));
    let changes = [Change::Prayed { item: one.clone() }, Change::Snoozed { item: other.clone(), until }];
    journal.act(at(10, 1), &changes).unwrap();
    let after = due(&journal);
    assert_eq!(after.len(), before.len() - 2);
    assert!(after.iter().all(|row| row.id != one && row.id != other && row.is_open()));
}
