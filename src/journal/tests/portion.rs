//! What stands first in a day's portion, and that the rotation behind it always moves on.

use super::super::portion;
use super::*;

/// A journal with so many open requests of one day, and their ids in turn.
pub(super) fn many(count: usize) -> (Journal, Vec<ItemId>) {
    let texts: Vec<String> = (0..count).map(|n| format!("Pray for request number {n}")).collect();
    let items: Vec<(&str, &str)> = texts.iter().map(|text| ("Asia, South", text.as_str())).collect();
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    import(&mut journal, at(2, 0), &incoming("many.txt", bulletin("2026-03-01", &items)));
    let page = journal.page(&Scope::Everything, Anchor::First, 1000).unwrap();
    (journal, page.rows.into_iter().map(|row| row.id).collect())
}

fn places(journal: &Journal, all: &[ItemId], today: &str, size: usize) -> Vec<usize> {
    let rows = journal.portion(day(today), size).unwrap();
    rows.iter().map(|row| all.iter().position(|id| *id == row.id).unwrap()).collect()
}

#[test]
fn what_a_day_asks_for_comes_first_then_what_is_pinned_then_the_rotation() {
    let (mut journal, all) = many(12);
    do_it(&mut journal, at(3, 0), Change::Pinned { item: all[9].clone(), pinned: true });
    let wanted = Some(day("2026-03-05"));
    do_it(&mut journal, at(3, 1), Change::FollowUp { item: all[11].clone(), day: wanted });
    assert_eq!(places(&journal, &all, "2026-03-04", 4), [9, 0, 1, 2]);
    assert_eq!(places(&journal, &all, "2026-03-05", 4), [11, 9, 0, 1]);
    let row = journal.row(&all[11]).unwrap().unwrap();
    assert_eq!(row.first(day("2026-03-05")), Some(crate::walk::First::FollowUp));
    // each mark takes one away and brings none in its place
    do_it(&mut journal, at(5, 0), Change::Prayed { item: all[11].clone() });
    assert_eq!(places(&journal, &all, "2026-03-05", 4), [9, 0, 1]);
    do_it(&mut journal, at(5, 1), Change::Prayed { item: all[9].clone() });
    assert_eq!(places(&journal, &all, "2026-03-05", 4), [0, 1]);
    // the pinned one is there again the next day, the other in its turn
    assert_eq!(places(&journal, &all, "2026-03-06", 4), [9, 0, 1, 2]);
    journal.undo(at(5, 2)).unwrap();
    journal.undo(at(5, 3)).unwrap();
    assert_eq!(places(&journal, &all, "2026-03-05", 4), [11, 9, 0, 1]);
}

#[test]
fn a_follow_up_waits_until_it_is_prayed_and_rests_when_it_is_told_to() {
    let (mut journal, all) = many(6);
    do_it(&mut journal, at(3, 0), Change::FollowUp { item: all[5].clone(), day: Some(day("2026-03-05")) });
    // prayed before its day, it still comes on it
    do_it(&mut journal, at(4, 0), Change::Prayed { item: all[5].clone() });
    assert_eq!(places(&journal, &all, "2026-03-08", 2), [5, 0]);
    let tomorrow = Some(day("2026-03-09"));
    do_it(&mut journal, at(8, 0), Change::Snoozed { item: all[5].clone(), until: tomorrow });
    assert_eq!(places(&journal, &all, "2026-03-08", 2), [0, 1]);
    assert_eq!(places(&journal, &all, "2026-03-09", 2), [5, 0]);
}

#[test]
fn what_speaks_of_a_day_comes_on_that_day() {
    let mut letter = bulletin("2026-03-01", &[("", "One"), ("", "Two"), ("", "Three")]);
    letter.items[2].date = Some(day("2026-03-14"));
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    import(&mut journal, at(2, 0), &incoming("diary.txt", letter));
    let titles = |today: &str| {
        let rows = journal.portion(day(today), 2).unwrap();
        rows.into_iter().map(|row| row.title).collect::<Vec<_>>()
    };
    assert_eq!(titles("2026-03-13"), ["One", "Two"]);
    assert_eq!(titles("2026-03-14"), ["Three", "One"]);
    assert_eq!(titles("2026-03-15"), ["One", "Two"]);
}

#[test]
fn more_pins_than_a_portion_holds_leave_the_rotation_a_place() {
    let (mut journal, all) = many(8);
    for id in &all[..5] {
        do_it(&mut journal, at(3, 0), Change::Pinned { item: id.clone(), pinned: true });
    }
    assert_eq!(places(&journal, &all, "2026-03-04", 3), [0, 1, 2, 3, 4, 5]);
    do_it(&mut journal, at(4, 0), Change::Prayed { item: all[5].clone() });
    assert_eq!(places(&journal, &all, "2026-03-04", 3), [0, 1, 2, 3, 4]);
    assert_eq!(places(&journal, &all, "2026-03-05", 3), [0, 1, 2, 3, 4, 6]);
}

#[test]
fn pins_that_rest_take_no_place() {
    let (mut journal, all) = many(12);
    for id in &all[8..] {
        do_it(&mut journal, at(3, 0), Change::Pinned { item: id.clone(), pinned: true });
    }
    let today = |journal: &Journal| places(journal, &all, "2026-03-05", 5);
    assert_eq!(today(&journal), [8, 9, 10, 11, 0]);
    let until = Some(day("2026-03-09"));
    do_it(&mut journal, at(4, 0), Change::Snoozed { item: all[8].clone(), until });
    assert_eq!(today(&journal), [9, 10, 11, 0, 1]);
    do_it(&mut journal, at(4, 1), Change::Archived { item: all[9].clone(), archived: true });
    assert_eq!(today(&journal), [10, 11, 0, 1, 2]);
    let (item, words) = (all[10].clone(), String::new());
    let answered =
        Change::Answered { item, verdict: Verdict::Answered, words, day: day("2026-03-04"), praise: None };
    do_it(&mut journal, at(4, 2), answered);
    assert_eq!(today(&journal), [11, 0, 1, 2, 3]);
    assert_eq!(journal.share(day("2026-03-05"), 5).unwrap().pinned, 1);
    assert_eq!(places(&journal, &all, "2026-03-09", 5), [8, 11, 0, 1, 2], "it rests no longer");
    // what was prayed today took its place, also when it rests since
    do_it(&mut journal, at(5, 0), Change::Prayed { item: all[11].clone() });
    assert_eq!(today(&journal), [0, 1, 2, 3]);
    let until = Some(day("2026-03-20"));
    do_it(&mut journal, at(5, 1), Change::Snoozed { item: all[11].clone(), until });
    assert_eq!(today(&journal), [0, 1, 2, 3]);
    do_it(&mut journal, at(5, 2), Change::Archived { item: all[11].clone(), archived: true });
    assert_eq!(today(&journal), [0, 1, 2, 3]);
}

#[test]
fn follow_ups_are_found_by_their_days_while_they_are_open() {
    let (mut journal, all) = many(4);
    for (id, on) in all.iter().zip(["2026-03-05", "2026-03-07", "2026-03-07", "2026-03-20"]) {
        do_it(&mut journal, at(3, 0), Change::FollowUp { item: id.clone(), day: Some(day(on)) });
    }
    do_it(&mut journal, at(3, 1), Change::Archived { item: all[1].clone(), archived: true });
    let found = journal.follow_ups(day("2026-03-05"), day("2026-03-10")).unwrap();
    let found: Vec<_> = found.into_iter().map(|wanted| (wanted.id, wanted.day.to_string())).collect();
    assert_eq!(found, [(all[0].clone(), "2026-03-05".into()), (all[2].clone(), "2026-03-07".into())]);
    let named =
        |text: &str| journal.select(&Filter::parse(text).unwrap(), 10, day("2026-03-04")).unwrap().len();
    assert_eq!((named("is:followup"), named("is:pinned")), (3, 0));
}

#[test]
fn a_list_begins_with_what_the_day_asks_for_too() {
    let (mut journal, all) = many(4);
    let scope = Scope::Region(Some("Asia, South".into()));
    do_it(&mut journal, at(3, 0), Change::FollowUp { item: all[3].clone(), day: Some(day("2026-03-04")) });
    let due = |scope: &Scope| journal.due(scope, day("2026-03-04"), 3).unwrap();
    let ids = |rows: Vec<ItemRow>| rows.into_iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(ids(due(&scope)), [all[3].clone(), all[0].clone(), all[1].clone()]);
    assert_eq!(ids(due(&Scope::Region(Some("Nowhere".into())))), []);
    assert_eq!(ids(due(&Scope::Praises)), []);
    let publisher = |name: &str| Scope::Publisher(name.into());
    assert_eq!(ids(due(&publisher("Open Gate"))), [all[3].clone(), all[0].clone(), all[1].clone()]);
    assert_eq!(ids(due(&publisher("Nobody"))), []);
    let page = journal.page(&publisher("Open Gate"), Anchor::First, 3).unwrap();
    assert_eq!((page.total, page.rows.len(), page.more_after), (4, 3, true));
}

/// What stands before the rotation names its index, and is refused where that cannot be used; these do not.
#[test]
fn what_is_pinned_or_followed_up_is_found_without_looking_at_every_item() {
    let (journal, _) = many(2);
    let found = [(portion::FOLLOW_UPS, "item_follow_up"), (portion::PINNED, "item_pinned")];
    for (sql, index) in found {
        let sql = sql.replace("?1", "'2026-03-01'").replace("?2", "'2026-03-09'");
        let plan: Vec<String> = journal
            .conn
            .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
            .unwrap()
            .query_map([], |row| row.get(3))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert!(plan.iter().any(|step| step.contains(index)), "{sql}: {plan:#?}");
    }
}
