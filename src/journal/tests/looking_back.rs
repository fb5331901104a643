//! Looking back: days, places and answers as numbers, always those that the events fold to.

use super::super::looking_back::{ANSWERS, DAYS, PLACES};
use super::*;

fn back(journal: &Journal) -> LookingBack {
    journal.looking_back(day("2025-03-10"), day("2026-03-15")).unwrap()
}

fn days(journal: &Journal) -> Vec<(String, u64)> {
    back(journal).days.into_iter().map(|(day, requests)| (day.to_string(), requests)).collect()
}

fn of(journal: &Journal, place: &Place) -> PlaceBack {
    back(journal).places.into_iter().find(|back| back.place.as_ref() == Some(place)).unwrap()
}

fn region(name: &str) -> Place {
    Place::Region(name.into())
}

#[test]
fn a_request_counts_once_for_each_day_and_what_is_taken_back_does_not() {
    let mut journal = journal();
    let (aigul, ruslan) = (named(&journal, "Aigul"), named(&journal, "Ruslan"));
    for (now, item) in [(at(3, 0), &aigul), (at(3, 1), &aigul), (at(3, 2), &ruslan), (at(5, 0), &aigul)] {
        do_it(&mut journal, now, Change::Prayed { item: item.clone() });
    }
    let [third, fifth] = ["2026-03-03", "2026-03-05"].map(str::to_owned);
    assert_eq!(days(&journal), [(third.clone(), 2), (fifth.clone(), 1)]);
    journal.undo(at(5, 1)).unwrap();
    assert_sound(&journal);
    assert_eq!(days(&journal), [(third.clone(), 2)]);
    assert_eq!(of(&journal, &region("Asia, Central")).last, Some(day("2026-03-03")));
    journal.undo(at(5, 2)).unwrap();
    journal.undo(at(5, 3)).unwrap();
    assert_eq!(days(&journal), [(third.clone(), 1)], "of two marks on one day the other stands");
    journal.redo(at(5, 4)).unwrap();
    journal.redo(at(5, 5)).unwrap();
    journal.redo(at(5, 6)).unwrap();
    assert_sound(&journal);
    assert_eq!(days(&journal), [(third, 2), (fifth, 1)]);
}

#[test]
fn days_go_along_with_a_request_to_its_new_region_and_back() {
    let mut journal = journal();
    let aigul = named(&journal, "Aigul");
    do_it(&mut journal, at(3, 0), Change::Prayed { item: aigul.clone() });
    let moved = Change::Edited { item: aigul, text: None, region: Some(Some("Europe".into())), kinds: None };
    do_it(&mut journal, at(4, 0), moved);
    assert_eq!(of(&journal, &region("Asia, Central")).last, None);
    let europe = of(&journal, &region("Europe"));
    assert_eq!((europe.last, europe.open), (Some(day("2026-03-03")), 1));
    // the last week but one: the period ends on a Sunday
    assert_eq!((europe.weeks[WEEKS - 2], europe.weeks.iter().sum::<u64>()), (1, 1));
    journal.undo(at(4, 1)).unwrap();
    assert_sound(&journal);
    assert_eq!(of(&journal, &region("Asia, Central")).last, Some(day("2026-03-03")));
    assert!(!back(&journal).places.iter().any(|back| back.place == Some(region("Europe"))));
}

#[test]
fn what_an_import_brought_goes_and_comes_back_with_its_days() {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    let march = incoming("march.txt", bulletin("2026-03-01", &MARCH));
    import(&mut journal, at(2, 0), &march);
    let aigul = named(&journal, "Aigul");
    do_it(&mut journal, at(3, 0), Change::Prayed { item: aigul });
    // a corrected issue takes nothing away
    let mut items = MARCH;
    items[2].1 = "Aigul and her four children need heating for the winter";
    import(&mut journal, at(4, 0), &incoming("again.txt", bulletin("2026-03-01", &items)));
    assert_sound(&journal);
    assert_eq!(days(&journal).len(), 1);
    journal.undo(at(4, 1)).unwrap();
    journal.undo(at(4, 2)).unwrap();
    journal.undo(at(4, 3)).unwrap();
    assert_sound(&journal);
    assert_eq!(back(&journal), LookingBack::default());
    journal.redo(at(4, 4)).unwrap();
    journal.redo(at(4, 5)).unwrap();
    assert_sound(&journal);
    assert_eq!(days(&journal).len(), 1);
}

#[test]
fn ones_own_stand_under_their_region_or_by_themselves_with_the_days_that_are_told_of_them() {
    let mut journal = journal();
    let own = |text: &str, region: Option<&str>| Own {
        exported_as: None,
        text: text.into(),
        day: Some(day("2025-11-02")),
        region: region.map(str::to_owned),
        kinds: Kinds::REQUEST,
        visibility: Visibility::Private,
        notes: Vec::new(),
        answer: None,
        prayed: Some(PrayedElsewhere {
            times: 9,
            first: Some(day("2025-11-03")),
            last: Some(day("2025-12-24")),
        }),
        archived: false,
        snoozed_until: None,
        pinned: false,
        follow_up: None,
    };
    journal.bring(at(3, 0), ActId::new(at(3, 0)), &[own("Rain", Some("Family")), own("Sun", None)]).unwrap();
    assert_sound(&journal);
    assert_eq!(days(&journal), [("2025-11-03".to_owned(), 2), ("2025-12-24".to_owned(), 2)]);
    let family = of(&journal, &region("Family"));
    assert_eq!((family.last, family.private, family.open), (Some(day("2025-12-24")), true, 1));
    let mine = of(&journal, &Place::Own);
    assert_eq!((mine.last, mine.private, mine.open), (Some(day("2025-12-24")), true, 1));
    let none = of(&journal, &Place::None);
    assert_eq!((none.last, none.private, none.open), (None, false, 1));
    assert_eq!(mine.place.unwrap().scope(), Scope::Own);
    let sun = named(&journal, "Sun");
    do_it(&mut journal, at(5, 0), Change::Prayed { item: sun });
    assert_eq!(of(&journal, &Place::Own).weeks[WEEKS - 2], 1);
}

#[test]
fn marks_that_come_from_another_machine_count_in_either_way() {
    let mut one = journal();
    let mut other = Journal::in_memory(at(1, 0)).unwrap();
    let carry = |from: &Journal, to: &mut Journal| {
        let mut out = Vec::new();
        from.export(&mut out).unwrap();
        to.merge(&mut out.as_slice()).unwrap();
        assert_sound(to);
    };
    carry(&one, &mut other);
    let aigul = named(&one, "Aigul");
    // the newest there is of an item is added to its row, an older one has it folded again
    do_it(&mut other, at(6, 0), Change::Prayed { item: aigul.clone() });
    carry(&other, &mut one);
    assert_eq!(days(&one), [("2026-03-06".to_owned(), 1)]);
    do_it(&mut other, at(7, 0), Change::Prayed { item: aigul.clone() });
    do_it(&mut other, at(7, 1), Change::Prayed { item: aigul.clone() });
    do_it(&mut one, at(8, 0), Change::Prayed { item: aigul });
    carry(&other, &mut one);
    let expected = [("2026-03-06", 1), ("2026-03-07", 1), ("2026-03-08", 1)].map(|(d, n)| (d.to_owned(), n));
    assert_eq!(days(&one), expected);
}

#[test]
fn answers_have_their_place_their_day_and_how_long_they_took() {
    let mut journal = journal();
    let (water, ruslan) = (named(&journal, "Moyale"), named(&journal, "Ruslan"));
    let answered = |item: &ItemId, verdict, on: &str| Change::Answered {
        item: item.clone(),
        verdict,
        words: String::new(),
        day: day(on),
        praise: None,
    };
    do_it(&mut journal, at(4, 0), answered(&water, Verdict::Answered, "2026-03-04"));
    do_it(&mut journal, at(5, 0), answered(&ruslan, Verdict::SetBack, "2026-02-01"));
    let back = back(&journal);
    let told: Vec<_> = back
        .answers
        .iter()
        .map(|one| {
            (back.places[one.place].place.clone().unwrap(), one.day.to_string(), one.days, one.verdict)
        })
        .collect();
    let expected = [
        (region("Asia, Central"), "2026-02-01".to_owned(), 0, Verdict::SetBack),
        (region("Africa, East"), "2026-03-04".to_owned(), 3, Verdict::Answered),
    ];
    assert_eq!(told, expected);
}

#[test]
fn the_doctor_finds_days_that_nobody_prayed() {
    let tampered = [
        "INSERT INTO prayed VALUES (2, 739000)",
        "DELETE FROM prayed",
        "DELETE FROM prayed_day",
        "UPDATE prayed_day SET requests = 7",
        "UPDATE prayed_day SET place = -1",
    ];
    for sql in tampered {
        let mut journal = journal();
        let aigul = named(&journal, "Aigul");
        do_it(&mut journal, at(3, 0), Change::Prayed { item: aigul });
        let before = back(&journal);
        journal.conn.execute(sql, []).unwrap();
        assert!(!journal.doctor().unwrap().problems.is_empty(), "{sql}");
        journal.rebuild().unwrap();
        assert_sound(&journal);
        assert_eq!(back(&journal), before, "{sql}");
    }
}

/// What is asked never reads through the items, however many there are.
#[test]
fn looking_back_costs_what_it_shows() {
    let journal = journal();
    for sql in [PLACES, DAYS, ANSWERS] {
        let plan: Vec<String> = journal
            .conn
            .prepare(&format!("EXPLAIN QUERY PLAN {}", sql.replace('?', "1")))
            .unwrap()
            .query_map([], |row| row.get(3))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let items = plan.iter().filter(|step| step.contains(" item") && !step.contains("USING"));
        assert_eq!(items.count(), 0, "{plan:#?}");
        let days = plan.iter().filter(|step| step.contains("prayed_day") && !step.contains("SEARCH"));
        assert_eq!(days.count(), 0, "{plan:#?}");
    }
}
