//! Walks: their place on one machine and on two, picks by chance, what they came to.

use super::super::{portion, walking};
use super::*;
use crate::walk::Walk;

/// Two machines with the same bulletin.
fn two() -> (Journal, Journal) {
    let one = journal();
    let mut other = Journal::in_memory(at(1, 5)).unwrap();
    hear(&one, &mut other);
    (one, other)
}

/// What one machine has comes to another, as a folder carries it.
fn hear(from: &Journal, to: &mut Journal) {
    let (parcel, _) = from.unsent(&Carried::default()).unwrap();
    to.join(parcel).unwrap();
    assert_sound(to);
}

fn walk(journal: &Journal, on: &str) -> Walk {
    let rows = journal.walk_rows(&Through::Portion, day(on), 8, 500).unwrap();
    Walk::new(day(on), "portion", rows.into_iter().map(|row| row.id.0).collect())
}

#[test]
fn a_walk_goes_on_on_another_machine_where_it_was_left() {
    let (mut one, mut other) = two();
    let mut here = walk(&one, "2026-03-03");
    here.forward();
    here.forward();
    one.keep_walk(at(3, 0), &here, false).unwrap();
    hear(&one, &mut other);
    assert_eq!(other.walk_place(day("2026-03-03"), "portion").unwrap(), None, "nobody left it yet");
    one.keep_walk(at(3, 1), &here, true).unwrap();
    hear(&one, &mut other);
    let stopped = here.here().map(|id| ItemId(id.to_owned()));
    assert_eq!(other.walk_place(day("2026-03-03"), "portion").unwrap(), Some(WalkPlace::Elsewhere(stopped)));
    assert_eq!(other.walk_place(day("2026-03-04"), "portion").unwrap(), None);
    assert_eq!(other.walk_place(day("2026-03-03"), "own").unwrap(), None);
    // the newer of both places counts
    let mut there = walk(&other, "2026-03-03");
    there.forward();
    other.keep_walk(at(3, 2), &there, false).unwrap();
    assert_eq!(other.walk_place(day("2026-03-03"), "portion").unwrap(), Some(WalkPlace::Here(there.clone())));
    assert_eq!(one.walk_place(day("2026-03-03"), "portion").unwrap(), Some(WalkPlace::Here(here)));
    there.at = there.items.len();
    other.keep_walk(at(3, 3), &there, true).unwrap();
    hear(&other, &mut one);
    assert_eq!(one.walk_place(day("2026-03-03"), "portion").unwrap(), Some(WalkPlace::Elsewhere(None)));
}

#[test]
fn ones_own_end_counts_over_what_another_machine_told_before() {
    let (mut one, mut other) = two();
    let place = |journal: &Journal| journal.walk_place(day("2026-03-03"), "portion").unwrap();
    let mut there = walk(&other, "2026-03-03");
    there.forward();
    let stopped = there.here().map(|id| ItemId(id.to_owned()));
    other.keep_walk(at(3, 0), &there, true).unwrap();
    hear(&other, &mut one);
    assert_eq!(place(&one), Some(WalkPlace::Elsewhere(stopped.clone())));
    let mut here = walk(&one, "2026-03-03");
    here.at = here.items.len();
    one.keep_walk(at(3, 1), &here, true).unwrap();
    assert_eq!(place(&one), None, "it came to its end here");
    hear(&one, &mut other);
    assert_eq!(place(&other), Some(WalkPlace::Elsewhere(None)));
    // what is told after it counts again, and then the end after that, though it says the same
    other.keep_walk(at(3, 2), &there, true).unwrap();
    hear(&other, &mut one);
    assert_eq!(place(&one), Some(WalkPlace::Elsewhere(stopped)));
    one.keep_walk(at(3, 3), &here, true).unwrap();
    assert_eq!(place(&one), None);
    // an end of another list says nothing of this one
    let own = Walk::new(day("2026-03-03"), "own", Vec::new());
    hear(&one, &mut other);
    other.keep_walk(at(3, 4), &there, true).unwrap();
    hear(&other, &mut one);
    one.keep_walk(at(3, 5), &own, true).unwrap();
    assert!(matches!(place(&one), Some(WalkPlace::Elsewhere(Some(_)))));
}

#[test]
fn a_place_is_no_act_and_is_told_once() {
    let mut journal = journal();
    let item = named(&journal, "Aigul");
    do_it(&mut journal, at(3, 0), Change::Prayed { item: item.clone() });
    let walk = walk(&journal, "2026-03-03");
    let events = |journal: &Journal| journal.doctor().unwrap().events;
    let before = events(&journal);
    for minute in 1..4 {
        journal.keep_walk(at(3, minute), &walk, true).unwrap();
    }
    assert_eq!(events(&journal), before + 1);
    assert_sound(&journal);
    assert!(journal.history(10).unwrap()[0].what.starts_with("prayed"));
    assert_eq!(journal.timeline(&item).unwrap().len(), 2);
    assert!(journal.undo(at(3, 5)).unwrap().unwrap().what.starts_with("prayed"));
    journal.keep_walk(at(4, 0), &walk, true).unwrap();
    assert!(
        journal.redo(at(4, 1)).unwrap().is_some(),
        "a place in between does not end what can be done again"
    );
    let (mut one, mut other) = two();
    one.keep_walk(at(3, 0), &walk, true).unwrap();
    hear(&one, &mut other);
    other.rebuild().unwrap();
    assert_sound(&other);
}

#[test]
fn what_others_share_says_nothing_of_a_walk() {
    let (mut one, mut other) = two();
    one.keep_walk(at(3, 0), &walk(&one, "2026-03-03"), true).unwrap();
    // as if that machine only spoke for others
    hear(&one, &mut other);
    other.conn.execute("UPDATE device SET shared = 1 WHERE key <> ?", [other.device]).unwrap();
    assert_eq!(other.walk_place(day("2026-03-03"), "portion").unwrap(), None);
    let telling = one.telling(&named(&one, "Aigul")).unwrap().unwrap().0;
    assert!(!serde_json::to_string(&telling).unwrap().contains("walk"));
}

#[test]
fn a_pick_by_chance_is_the_same_all_day_and_grows_fewer() {
    let texts: Vec<String> = (0..200).map(|n| format!("Pray for request number {n}")).collect();
    let items: Vec<(&str, &str)> = texts.iter().map(|text| ("", text.as_str())).collect();
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    import(&mut journal, at(2, 0), &incoming("many.txt", bulletin("2026-03-01", &items)));
    let pick = |journal: &Journal, on: &str| {
        let rows = journal.walk_rows(&Through::Random, day(on), 8, 500).unwrap();
        rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    let picked = pick(&journal, "2026-03-05");
    assert_eq!(picked.len(), 5);
    assert_eq!(pick(&journal, "2026-03-05"), picked);
    let tomorrow = pick(&journal, "2026-03-06");
    assert!(tomorrow != picked && tomorrow.len() == 5);
    do_it(&mut journal, at(5, 0), Change::Prayed { item: picked[1].clone() });
    let until = Some(day("2026-03-06"));
    do_it(&mut journal, at(5, 1), Change::Snoozed { item: picked[3].clone(), until });
    let rest = [&picked[..1], &picked[2..3], &picked[4..]].concat();
    assert_eq!(pick(&journal, "2026-03-05"), rest);
    // what rests since before today was never in it, and one more is there
    do_it(&mut journal, at(4, 0), Change::Snoozed { item: picked[4].clone(), until });
    assert!(!pick(&journal, "2026-03-05").contains(&picked[4]));
    assert_eq!(pick(&journal, "2026-03-05").len(), 3);
    // what is put away is picked no more, and another comes in its place
    do_it(&mut journal, at(5, 2), Change::Archived { item: picked[0].clone(), archived: true });
    assert!(!pick(&journal, "2026-03-05").contains(&picked[0]));
    assert_eq!(pick(&Journal::in_memory(at(1, 0)).unwrap(), "2026-03-05"), []);
}

#[test]
fn a_pick_by_chance_holds_each_story_once() {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    let asked = [("Asia", "Pray for Nurbek Osmonov, whose hearing before the court in Karakol is on Friday")];
    for (on, name) in [("2026-02-01", "one.txt"), ("2026-03-01", "other.txt")] {
        import(&mut journal, at(2, 0), &incoming(name, bulletin(on, &asked)));
    }
    let held = |through: &Through| journal.walk_rows(through, day("2026-03-05"), 8, 500).unwrap();
    let all = held(&Through::List(Scope::Everything));
    assert_eq!(all.len(), 1, "a walk holds the newest of a story");
    assert_eq!(held(&Through::Random), all);
}

#[test]
fn walks_are_read_by_their_indexes() {
    let journal = journal();
    let plan = |sql: &str| -> Vec<String> {
        let mut query = journal.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        query.raw_query().mapped(|row| row.get(3)).map(Result::unwrap).collect()
    };
    let walked_whole = |plan: &[String]| plan.iter().any(|step| step.starts_with("SCAN item"));
    for (scope, index) in [
        (Scope::Everything, "item_turn"),
        (Scope::Region(Some("Asia, Central".into())), "item_region_turn"),
        (Scope::Country("KE".into()), "item_country_open"),
        (Scope::Publisher("Open Gate".into()), "item_publisher_turn"),
        (Scope::Own, "item_own_turn"),
    ] {
        let in_turn = plan(&portion::rotation_sql(&scope));
        assert!(in_turn.iter().any(|step| step.contains(index)), "{scope:?}: {in_turn:#?}");
        assert!(!in_turn.iter().any(|step| step.contains("TEMP")), "{scope:?}: {in_turn:#?}");
        for sql in portion::before_sql(&scope) {
            // the few that stand first may be sorted
            assert!(plan(&sql).iter().any(|step| step.contains("item USING INDEX")), "{:#?}", plan(&sql));
        }
    }
    let pick = plan(&walking::PICK.replace("?1", "'5'"));
    assert!(!walked_whole(&pick) && !pick.iter().any(|step| step.contains("TEMP")), "{pick:#?}");
    assert!(pick.iter().any(|step| step.contains("SEARCH item") && step.contains("(id>?)")), "{pick:#?}");
}

#[test]
fn a_view_is_walked_through_where_it_is_due() {
    let mut journal = journal();
    let view = |words: &str| Through::List(Scope::view("x", words, day("2026-03-03")).unwrap());
    let titles = |journal: &Journal, words: &str| {
        journal.walk_rows(&view(words), day("2026-03-03"), 8, 500).unwrap().len()
    };
    assert_eq!((titles(&journal, "region:africa"), titles(&journal, "region:africa is:praise")), (1, 1));
    assert_eq!((titles(&journal, "pray"), titles(&journal, "")), (1, 4));
    let item = named(&journal, "Moyale");
    do_it(&mut journal, at(3, 0), Change::Prayed { item });
    assert_eq!(titles(&journal, "region:africa"), 0);
}

#[test]
fn a_walk_tells_in_the_end_what_was_prayed_and_noted() {
    let mut journal = journal();
    let (aigul, ruslan) = (named(&journal, "Aigul"), named(&journal, "Ruslan"));
    do_it(&mut journal, at(2, 9), Change::Noted { item: aigul.clone(), text: "of yesterday".into() });
    do_it(&mut journal, at(3, 0), Change::Prayed { item: ruslan.clone() });
    do_it(&mut journal, at(3, 1), Change::Prayed { item: aigul.clone() });
    do_it(&mut journal, at(3, 2), Change::Noted { item: aigul.clone(), text: "the stove came".into() });
    let end =
        |through: &Through, items: &[ItemId]| journal.walk_end(through, items, day("2026-03-03"), 3).unwrap();
    let told = end(&Through::Portion, &[]);
    assert_eq!(told.prayed.len(), 2);
    assert!(told.prayed[0].contains("Ruslan") && told.noted[0].0.contains("Aigul"), "{told:?}");
    assert_eq!((told.noted.len(), told.noted[0].1.as_str(), told.tomorrow), (1, "the stove came", 3));
    let told = end(&Through::Random, std::slice::from_ref(&ruslan));
    assert_eq!((told.prayed.len(), told.noted.len()), (1, 0));
}

#[test]
fn a_portion_that_was_changed_holds_until_it_is_set_otherwise() {
    let mut journal = journal();
    assert_eq!(journal.portion_beside(8).unwrap(), None);
    journal.keep("portion", Some(r#"{"set":8,"size":11}"#)).unwrap();
    assert_eq!((journal.portion_beside(8).unwrap(), journal.portion_beside(5).unwrap()), (Some(11), None));
    journal.forget_portion_beside().unwrap();
    assert_eq!(journal.kept("portion").unwrap(), None);
}

#[test]
fn publishers_are_counted_by_what_they_ask() {
    let mut journal = journal();
    let asking = |journal: &Journal| journal.publishers_asking(10).unwrap();
    assert_eq!(asking(&journal), [("Open Gate".to_owned(), 4)]);
    let item = named(&journal, "Aigul");
    do_it(&mut journal, at(3, 0), Change::Archived { item, archived: true });
    assert_eq!(asking(&journal), [("Open Gate".to_owned(), 3)]);
    journal.undo(at(3, 1)).unwrap();
    journal.undo(at(3, 2)).unwrap();
    assert_eq!(asking(&journal), []);
    assert_sound(&journal);
}
