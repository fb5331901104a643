//! Windows on lists, filters, search, ids, the day's portion.

use super::*;

/// A journal of `count` requests in one region, and its list from first to last.
fn many(count: usize) -> (Journal, Vec<ItemId>) {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    let texts: Vec<String> = (0..count).map(|n| format!("Request number {n} of the valley")).collect();
    let items: Vec<(&str, &str)> = texts.iter().map(|text| ("Europe", text.as_str())).collect();
    import(&mut journal, at(2, 0), &incoming("many.txt", bulletin("2026-03-01", &items)));
    let page = journal.page(&Scope::Everything, Anchor::First, 1000).unwrap();
    let ids = page.rows.into_iter().map(|row| row.id).collect();
    (journal, ids)
}

fn ids(page: &Page) -> Vec<ItemId> {
    page.rows.iter().map(|row| row.id.clone()).collect()
}

#[test]
fn windows_from_either_end_meet() {
    let (journal, all) = many(25);
    let scope = Scope::Region(Some("Europe".into()));
    let mut forward = Vec::new();
    let mut page = journal.page(&scope, Anchor::First, 7).unwrap();
    assert!(!page.more_before && page.more_after);
    assert_eq!(page.total, 25);
    loop {
        forward.extend(ids(&page));
        let Some(last) = page.rows.last().filter(|_| page.more_after) else { break };
        page = journal.page(&scope, Anchor::After(last.key), 7).unwrap();
    }
    assert_eq!(forward, all);
    let mut backward = Vec::new();
    let mut page = journal.page(&scope, Anchor::Last, 7).unwrap();
    loop {
        backward.splice(0..0, ids(&page));
        let Some(first) = page.rows.first().filter(|_| page.more_before) else { break };
        page = journal.page(&scope, Anchor::Before(first.key), 7).unwrap();
    }
    assert_eq!(backward, all);
    let middle = journal.page(&scope, Anchor::First, 13).unwrap().rows[12].key;
    let around = journal.page(&scope, Anchor::Around(middle), 6).unwrap();
    assert_eq!(ids(&around), all[9..15]);
    assert!(around.more_before && around.more_after);
}

#[test]
fn each_list_holds_what_it_says() {
    let mut journal = journal();
    let water = named(&journal, "Moyale");
    let own = Change::Added {
        text: "Patience with the children".into(),
        region: None,
        kinds: Kinds::REQUEST,
        visibility: Visibility::Private,
    };
    do_it(&mut journal, at(3, 0), own);
    let answered = Change::Answered {
        item: water.clone(),
        verdict: Verdict::Answered,
        words: String::new(),
        day: day("2026-03-03"),
        praise: None,
    };
    do_it(&mut journal, at(3, 1), answered);
    let regions = journal.overview(day("2026-03-03")).unwrap().regions;
    assert_eq!(
        regions.last().map(|row| (row.name.as_deref(), row.open)),
        Some((None, 1)),
        "without one's own"
    );
    let titles = |scope: Scope| {
        let page = journal.page(&scope, Anchor::First, 100).unwrap();
        assert_eq!(page.total, page.rows.len() as u64, "{scope:?}");
        page.rows.into_iter().map(|row| row.title).collect::<Vec<_>>()
    };
    assert_eq!(titles(Scope::Everything).len(), 4);
    assert_eq!(titles(Scope::Own), ["Patience with the children"]);
    assert_eq!(titles(Scope::Region(Some("Asia, Central".into()))).len(), 2);
    assert_eq!(titles(Scope::Region(None)).len(), 1);
    assert_eq!(titles(Scope::Region(Some("Nowhere".into()))).len(), 0);
    assert_eq!(titles(Scope::Praises).len(), 1);
    assert_eq!(titles(Scope::Answered).len(), 1);
}

#[test]
fn the_portion_shrinks_with_each_mark_and_is_whole_again_tomorrow() {
    let (mut journal, all) = many(12);
    let today = day("2026-03-05");
    let portion = |journal: &Journal, today| {
        journal.portion(today, 5).unwrap().into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(portion(&journal, today), all[..5]);
    do_it(&mut journal, at(5, 0), Change::Prayed { item: all[1].clone() });
    let rest = [&all[..1], &all[2..5]].concat();
    assert_eq!(portion(&journal, today), rest);
    // what was prayed stands at the end of the queue
    let tomorrow = portion(&journal, day("2026-03-06"));
    assert_eq!(tomorrow, [&all[..1], &all[2..6]].concat());
    journal.undo(at(5, 1)).unwrap();
    assert_eq!(portion(&journal, today), all[..5]);
}

#[test]
fn what_rests_is_not_due_until_its_day() {
    let (mut journal, all) = many(3);
    let until = Some(day("2026-03-09"));
    do_it(&mut journal, at(5, 0), Change::Snoozed { item: all[0].clone(), until });
    let due = |today: &str| journal.due(&Scope::Everything, day(today), 10).unwrap().len();
    assert_eq!((due("2026-03-08"), due("2026-03-09")), (2, 3));
}

#[test]
fn filters_name_what_they_say() {
    let mut journal = journal();
    let (ruslan, aigul) = (named(&journal, "Ruslan"), named(&journal, "Aigul"));
    do_it(&mut journal, at(3, 0), Change::Prayed { item: ruslan.clone() });
    do_it(&mut journal, at(3, 1), Change::Flagged { item: ruslan.clone(), visibility: Visibility::Private });
    do_it(&mut journal, at(3, 2), Change::Snoozed { item: aigul.clone(), until: Some(day("2026-03-20")) });
    let wisdom = named(&journal, "Wisdom");
    do_it(&mut journal, at(3, 3), Change::Archived { item: wisdom, archived: true });
    let count =
        |text: &str| journal.select(&Filter::parse(text).unwrap(), 100, day("2026-03-10")).unwrap().len();
    assert_eq!(count(""), 4);
    assert_eq!(count("is:open"), 3);
    assert_eq!(count("is:archived"), 1);
    assert_eq!(count("is:praise"), 1);
    assert_eq!(count("is:snoozed"), 1);
    assert_eq!(count("is:private"), 1);
    assert_eq!(count("region:asia"), 2);
    assert_eq!(count("region:nowhere"), 0);
    assert_eq!(count("publisher:\"open gate\" region:east"), 2);
    assert_eq!(count("prayed:<30d"), 1);
    assert_eq!(count("prayed:<7d"), 0);
    assert_eq!(count("prayed:never is:open"), 2);
    assert_eq!(count("prayed:>5d"), 4);
    assert_eq!(count("after:2026-03-01"), 4);
    assert_eq!(count("before:2026-03-01"), 0);
    assert_eq!(count("\"clean water\""), 1);
    assert_eq!(count("\"water clean\""), 0);
    assert_eq!(count("wat schoo"), 1);
    assert_eq!(count("OR \"*"), 0);
    assert_eq!(count("***"), 0);
}

#[test]
fn words_are_found_without_their_accents() {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    let items = [("", "Inés and Espérance teach in Ñuñoa")];
    import(&mut journal, at(2, 0), &incoming("1.txt", bulletin("2026-03-01", &items)));
    for word in ["ines", "esperance", "nunoa", "INÉS"] {
        named(&journal, word);
    }
}

#[test]
fn prefixes_name_items_and_short_ids_are_unique() {
    let (journal, all) = many(200);
    for id in &all {
        let short = journal.short_id(id).unwrap();
        assert!(short.len() >= ItemId::SHORT);
        assert_eq!(journal.find(&short).unwrap(), Found::One(id.clone()));
    }
    assert!(matches!(journal.find("").unwrap(), Found::None));
    assert!(matches!(journal.find("xyz").unwrap(), Found::None));
    assert_eq!(journal.find(&all[0].0.to_ascii_uppercase()).unwrap(), Found::One(all[0].clone()));
    let crowded = all
        .iter()
        .map(|id| &id.0[..1])
        .find(|first| all.iter().filter(|id| id.0.starts_with(first)).count() > 1);
    assert!(matches!(journal.find(crowded.unwrap()).unwrap(), Found::Many(rows) if rows.len() > 1));
}

#[test]
fn the_home_screen_reads_no_list_of_all_items() {
    let journal = journal();
    let plan: Vec<String> = journal
        .conn
        .prepare(&format!("EXPLAIN QUERY PLAN {}", query::REGIONS))
        .unwrap()
        .query_map([], |row| row.get(3))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    // those of one's own have indexes of their own, which hold no others
    let of_ones_own = ["item_key_own", "item_own_turn"];
    let reads: Vec<&String> = plan.iter().filter(|step| step.contains(" item")).collect();
    let few = |step: &&String| of_ones_own.iter().any(|index| step.contains(index));
    assert!(reads.len() == 2 && reads.iter().all(few), "{plan:#?}");
}
