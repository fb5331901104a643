//! What is counted by country, and lists by country.

use super::*;

/// A bulletin whose items speak of these countries, an item of none last.
fn journal_of(countries: &[&[&str]]) -> Journal {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    import(&mut journal, at(2, 0), &incoming("march.txt", bulletin_of(countries)));
    journal
}

fn bulletin_of(countries: &[&[&str]]) -> Bulletin {
    let texts: Vec<String> = (0..=countries.len()).map(|n| format!("Request number {n} of many")).collect();
    let items: Vec<(&str, &str)> = texts.iter().map(|text| ("World", text.as_str())).collect();
    let mut bulletin = bulletin("2026-03-01", &items);
    for (item, codes) in bulletin.items.iter_mut().zip(countries) {
        item.countries = codes.iter().map(|code| (*code).to_owned()).collect();
    }
    bulletin
}

/// Code, open, praises, answered, answered this year.
fn counts(journal: &Journal) -> Vec<(String, [u64; 4])> {
    let rows = journal.countries(day("2026-03-09")).unwrap();
    rows.into_iter()
        .map(|row| (row.code, [row.open, row.praises, row.answered, row.answered_this_year]))
        .collect()
}

fn expect(journal: &Journal, expected: &[(&str, [u64; 4])]) {
    let expected: Vec<_> = expected.iter().map(|(code, counts)| ((*code).to_owned(), *counts)).collect();
    assert_eq!(counts(journal), expected);
    assert_sound(journal);
}

fn titles(journal: &Journal, code: &str) -> Vec<String> {
    let page = journal.page(&Scope::Country(code.into()), Anchor::First, 100).unwrap();
    assert_eq!(page.total, page.rows.len() as u64, "{code}");
    page.rows.into_iter().map(|row| row.title).collect()
}

#[test]
fn counts_follow_what_happens_and_what_is_taken_back() {
    let mut journal = journal_of(&[&["KE"], &["ET", "KE"], &["KE", "KE"]]);
    let before = [("ET", [1, 0, 0, 0]), ("KE", [3, 0, 0, 0])];
    expect(&journal, &before);
    let both = named(&journal, "1");
    let answered = |date: &str| Change::Answered {
        item: both.clone(),
        verdict: Verdict::Answered,
        words: String::new(),
        day: day(date),
        praise: None,
    };
    do_it(&mut journal, at(3, 0), answered("2025-12-30"));
    expect(&journal, &[("ET", [0, 0, 1, 0]), ("KE", [2, 0, 1, 0])]);
    do_it(&mut journal, at(3, 1), answered("2026-01-02"));
    expect(&journal, &[("ET", [0, 0, 1, 1]), ("KE", [2, 0, 1, 1])]);
    journal.undo(at(3, 2)).unwrap();
    journal.undo(at(3, 3)).unwrap();
    expect(&journal, &before);
    let kinds = Some(Kinds::PRAISE);
    do_it(&mut journal, at(3, 4), Change::Edited { item: both.clone(), text: None, region: None, kinds });
    expect(&journal, &[("ET", [0, 1, 0, 0]), ("KE", [2, 1, 0, 0])]);
    do_it(&mut journal, at(3, 5), Change::Archived { item: both.clone(), archived: true });
    expect(&journal, &[("ET", [0, 0, 0, 0]), ("KE", [2, 0, 0, 0])]);
    journal.undo(at(3, 6)).unwrap();
    let text = Some("Rain in Somalia".to_owned());
    do_it(&mut journal, at(3, 7), Change::Edited { item: both, text, region: None, kinds: None });
    expect(&journal, &[("KE", [2, 0, 0, 0]), ("SO", [0, 1, 0, 0])]);
    for minute in 8..11 {
        journal.undo(at(3, minute)).unwrap();
    }
    expect(&journal, &[]);
    journal.redo(at(3, 20)).unwrap();
    journal.rebuild().unwrap();
    expect(&journal, &before);
}

#[test]
fn a_country_has_its_requests_in_turn() {
    let mut journal = journal_of(&[&["KE"], &["ET", "KE"], &["KE"]]);
    assert_eq!(titles(&journal, "KE").len(), 3);
    let first = journal.page(&Scope::Country("KE".into()), Anchor::First, 1).unwrap().rows.remove(0);
    do_it(&mut journal, at(3, 0), Change::Prayed { item: first.id.clone() });
    assert_eq!(titles(&journal, "KE").last(), Some(&first.title), "what was prayed goes to the end");
    let due = journal.due(&Scope::Country("KE".into()), day("2026-03-03"), 10).unwrap();
    assert_eq!(due.len(), 2);
    assert_eq!(titles(&journal, "ET").len(), 1);
    assert_eq!(titles(&journal, "UG"), Vec::<String>::new());
    let listed = journal.select(&Filter::parse("country:kenya").unwrap(), 10, day("2026-03-03")).unwrap();
    assert_eq!(listed.iter().map(|row| row.title.clone()).collect::<Vec<_>>(), titles(&journal, "KE"));
    let both =
        journal.select(&Filter::parse("country:kenya country:ET is:open").unwrap(), 10, day("2026-03-03"));
    assert_eq!(both.unwrap().len(), 1);
    assert_sound(&journal);
}

#[test]
fn what_comes_from_others_counts_where_it_is_a_code() {
    let journal = journal_of(&[&["KE"]]);
    journal
        .conn
        .execute_batch(r#"UPDATE item SET countries = ' "]['' ' WHERE number = 1; UPDATE item SET countries = ' ke ' WHERE number = 2"#)
        .unwrap();
    assert_eq!(counts(&journal), []);
    journal.conn.execute("UPDATE item SET countries = ' UG  KE ' WHERE number = 1", []).unwrap();
    assert_eq!(counts(&journal), []);
    journal.conn.execute("UPDATE item SET countries = ' UG KE UG ' WHERE number = 1", []).unwrap();
    let once = [1, 0, 0, 0];
    assert_eq!(counts(&journal), [("KE".to_owned(), once), ("UG".to_owned(), once)]);
}

#[test]
fn what_was_there_before_is_counted_when_a_journal_is_brought_up_to_date() {
    let mut journal = journal_of(&[&["KE"], &["ET", "KE"]]);
    let item = named(&journal, "0");
    let answer = Change::Answered {
        item,
        verdict: Verdict::Partly,
        words: String::new(),
        day: day("2026-02-01"),
        praise: None,
    };
    do_it(&mut journal, at(3, 0), answer);
    let before = counts(&journal);
    journal
        .conn
        .execute_batch("DELETE FROM item_country; DELETE FROM country; DELETE FROM country_answers;")
        .unwrap();
    let migration = include_str!("../migrations/004_coming_back.sql");
    let filling = migration
        .split("INSERT INTO")
        .skip(1)
        .take(3)
        .map(|rest| format!("INSERT INTO{};", rest.split(';').next().unwrap_or_default()));
    journal.conn.execute_batch(&filling.collect::<String>()).unwrap();
    assert_eq!(counts(&journal), before);
    assert_sound(&journal);
}

fn plan(journal: &Journal, sql: &str) -> Vec<String> {
    let mut query = journal.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let rows = query.raw_query().mapped(|row| row.get(3)); // nothing is bound: only the plan is asked for
    rows.map(Result::unwrap).collect()
}

#[test]
fn lists_by_country_are_ranges_of_an_index_in_turn() {
    let journal = journal();
    let filter = |text: &str| {
        let filter = Filter::parse(text).unwrap();
        journal.selection(&filter, "", 10, day("2026-03-03")).unwrap().unwrap().0
    };
    let scope = Scope::Country("KE".into());
    let asked = [
        filter("country:KE"),
        filter("country:KE is:open"),
        query::window_sql(&scope, None, "ASC"),
        query::window_sql(&scope, Some("<"), "DESC"),
    ];
    for sql in asked {
        let plan = plan(&journal, &sql);
        assert!(
            plan.iter().any(|step| step.contains("SEARCH item_country") && step.contains("code=?")),
            "{plan:#?}"
        );
        assert!(!plan.iter().any(|step| step.starts_with("SCAN") || step.contains("TEMP")), "{plan:#?}");
    }
    let counts = plan(&journal, super::super::countries::COUNTRIES);
    assert!(!counts.iter().any(|step| step.contains("item")), "{counts:#?}");
}
