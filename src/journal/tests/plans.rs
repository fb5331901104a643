//! How SQLite means to find things: a screen's page is read from an index from where it begins, in a journal of any size.

use super::*;

fn plan(journal: &Journal, sql: &str) -> Vec<String> {
    let mut query = journal.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let rows = query.raw_query().mapped(|row| row.get(3)); // nothing is bound: only the plan is asked for
    rows.map(Result::unwrap).collect()
}

/// Nothing is sorted, and no item is read that the index does not name.
fn assert_in_order(journal: &Journal, sql: &str, index: &str) {
    let plan = plan(journal, sql);
    let sorts = plan.iter().any(|step| step.contains("TEMP B-TREE"));
    // behind a sub-select or a merge only what that tells is gone through
    let all = plan.iter().any(|step| step.starts_with("SCAN item") && !step.contains("INDEX"));
    assert!(!sorts && !all, "{sql}: {plan:#?}");
    assert!(plan.iter().any(|step| step.contains(index)), "{sql}: {plan:#?}");
}

#[test]
fn pages_of_lists_are_ranges_of_an_index() {
    let journal = journal();
    let lists = [
        (Scope::Everything, "item_turn"),
        (Scope::Region(Some("Africa, East".into())), "item_region_turn (region=?"),
        (Scope::Region(None), "item_region_turn (region=?"),
        (Scope::Publisher("Open Gate".into()), "item_publisher_turn (publisher=?"),
        (Scope::Own, "item_own_turn"),
        (Scope::Praises, "item_praise_turn"),
        (Scope::Answered, "item_answer"),
    ];
    for (scope, index) in lists {
        for (compare, way) in [(None, "ASC"), (Some(">"), "ASC"), (Some("<"), "DESC")] {
            let sql = query::window_sql(&scope, compare, way);
            let plan = plan(&journal, &sql);
            assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{scope:?}: {plan:#?}");
            assert!(plan.iter().any(|step| step.contains(index)), "{scope:?}: {plan:#?}");
        }
    }
}

#[test]
fn lists_by_filter_are_read_in_turn_from_their_beginning() {
    let journal = journal();
    let filters: [(&str, &[&str]); 5] = [
        ("", &["item_turn", "item_closed_turn"]),
        ("is:open", &["item_turn"]),
        ("region:asia", &["item_region_turn (region=?", "item_region_closed_turn (region=?"]),
        ("region:a", &["item_region_turn (region=?", "item_region_closed_turn (region=?"]),
        ("region:asia is:open", &["item_region_turn (region=?"]),
    ];
    for (filter, indexes) in filters {
        let parsed = Filter::parse(filter).unwrap();
        let (sql, _) = journal.selection(&parsed, 10, day("2026-03-03")).unwrap().unwrap();
        for index in indexes {
            assert_in_order(&journal, &sql, index);
        }
    }
}

#[test]
fn lists_by_filter_hold_the_same_in_the_same_order_however_they_are_read() {
    let mut journal = journal();
    let (ruslan, aigul) = (named(&journal, "Ruslan"), named(&journal, "Aigul"));
    do_it(&mut journal, at(3, 0), Change::Prayed { item: ruslan.clone() });
    let answered = Change::Answered {
        item: aigul.clone(),
        verdict: Verdict::Answered,
        words: String::new(),
        day: day("2026-03-03"),
        praise: None,
    };
    do_it(&mut journal, at(3, 1), answered);
    let keys = |filter: &str| -> Vec<i64> {
        let filter = Filter::parse(filter).unwrap();
        let rows = journal.select(&filter, 100, day("2026-03-03")).unwrap();
        rows.iter().map(|row| row.key.row).collect()
    };
    let sorted = |condition: &str| -> Vec<i64> {
        let sql = format!(
            "SELECT item.key FROM item LEFT JOIN region ON region.key = item.region
             WHERE item.archived = 0 AND {condition} ORDER BY item.turn, item.key"
        );
        journal
            .conn
            .prepare(&sql)
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect()
    };
    assert_eq!(keys(""), sorted("1"));
    assert_eq!(keys("").len(), 5);
    assert_eq!(keys("region:a"), sorted("region.name LIKE '%a%'"));
    assert_eq!(keys("region:a is:open"), sorted("region.name LIKE '%a%' AND item.open = 1"));
    assert_eq!(keys("region:asia"), sorted("region.name = 'Asia, Central'"));
    assert_eq!(keys("region:asia").len(), 2);
    let filter = Filter::parse("region:asia").unwrap();
    let one = journal.select(&filter, 1, day("2026-03-03")).unwrap();
    assert_eq!(one.iter().map(|row| row.key.row).collect::<Vec<_>>(), keys("region:asia")[..1]);
}

#[test]
fn what_stands_before_the_rotation_and_a_bulletin_is_asked_of_indexes_alone() {
    let journal = journal();
    let stands = plan(&journal, crate::journal::portion::STANDS);
    for index in ["item_follow_up", "item_open_date", "item_pinned"] {
        assert!(stands.iter().any(|step| step.contains(index)), "{stands:#?}");
    }
    assert_in_order(&journal, crate::journal::walking::SCRIPTURE, "verse_bulletin (bulletin=?");
}

#[test]
fn the_inbox_reads_no_more_of_what_waits_than_it_tells() {
    let journal = journal();
    let page = query::window_sql(&Scope::Inbox, None, "ASC");
    assert!(page.contains("LIMIT 999"), "{page}");
    for sql in [suggest::WAITING, &page] {
        let plan = plan(&journal, sql);
        assert!(plan.iter().any(|step| step.contains("suggestion_likely")), "{plan:#?}");
        // what waits is told in the order of its index, and what was told is put in that of its issues
        let sorted = plan.iter().filter(|step| step.contains("TEMP B-TREE")).count();
        let for_order = plan.iter().any(|step| step.contains("TEMP B-TREE FOR ORDER BY"));
        assert!(sorted == 1 && for_order, "{plan:#?}");
    }
}

#[test]
fn the_next_praise_is_found_without_looking_at_the_items_before_it() {
    let journal = journal();
    assert_in_order(&journal, suggest::NEXT_PRAISES, "item_key_praise (key>?");
}
