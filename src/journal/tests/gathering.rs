//! What a group looks at, and the evenings that it keeps.

use super::*;

/// Asked on 1 January and 1 March, gathered on 12 March.
fn gathered() -> Journal {
    let mut journal = journal();
    let january = [
        ("Asia, Central", "Damir sits in prison; pray for his release"),
        ("Asia, Central", "Visa for the Okafor family"),
        ("Africa, East", "The pump of Garissa needs a new part"),
        ("Africa, East", "Youth camp near Nakuru waits for its permit"),
    ];
    import(&mut journal, at(2, 1), &incoming("january.txt", bulletin("2026-01-01", &january)));
    journal
}

fn period(since: Option<&str>, filter: &str) -> Period {
    let filter = Filter::parse(filter).unwrap();
    Period { since: since.map(day), until: day("2026-03-12"), filter, most: 100 }
}

fn answered(journal: &mut Journal, word: &str, verdict: Verdict, on: &str) {
    let item = named(journal, word);
    let change = Change::Answered { item, verdict, words: String::new(), day: day(on), praise: None };
    do_it(journal, at(10, 0), change);
}

/// The parts, each item by the first word of its text that names it.
fn parts(gathering: &Gathering) -> [Vec<&str>; 4] {
    let Gathering { answered, in_part, waiting, new, .. } = gathering;
    [answered, in_part, waiting, new].map(|rows| {
        let word = |row: &'_ ItemRow| {
            let known = ["Damir", "Visa", "Garissa", "Nakuru", "Wisdom", "Ruslan", "Aigul", "Moyale"];
            known.into_iter().find(|word| row.title.contains(word)).unwrap_or("?")
        };
        rows.iter().map(word).collect()
    })
}

#[test]
fn each_request_stands_in_one_part_in_its_order() {
    let mut journal = gathered();
    answered(&mut journal, "Damir", Verdict::Answered, "2026-03-09");
    answered(&mut journal, "Moyale", Verdict::Otherwise, "2026-03-04");
    answered(&mut journal, "Garissa", Verdict::SetBack, "2026-03-05");
    answered(&mut journal, "Visa", Verdict::Partly, "2026-02-05");
    let gathering = journal.gather(&period(Some("2026-03-01"), "")).unwrap();
    assert_eq!(
        parts(&gathering),
        [
            vec!["Moyale", "Damir"],
            vec!["Garissa"],
            // answered in part before the period: it still waits
            vec!["Visa", "Nakuru"],
            vec!["Wisdom", "Ruslan", "Aigul"],
        ]
    );
    let all = journal.gather(&period(None, "")).unwrap();
    assert_eq!(parts(&all)[0], ["Moyale", "Damir"]);
    assert_eq!(parts(&all)[1], ["Visa", "Garissa"]);
    assert_eq!(parts(&all)[3], Vec::<&str>::new(), "from the beginning, nothing is new");
    let asia = journal.gather(&period(Some("2026-03-01"), "region:asia")).unwrap();
    assert_eq!(parts(&asia), [vec!["Damir"], vec![], vec!["Visa"], vec!["Ruslan", "Aigul"]]);
    let nowhere = journal.gather(&period(None, "region:atlantis")).unwrap();
    assert_eq!(nowhere, Gathering::default());
}

#[test]
fn what_day_has_passed_comes_first_and_the_rest_is_counted() {
    let mut journal = journal();
    let dated = |text: &str, on: &str| Item { text: text.into(), date: Some(day(on)), ..Item::default() };
    let mut january =
        bulletin("2026-01-01", &[("Europe", "An old request without a day"), ("Europe", "Another")]);
    january.items.push(dated("The hearing of Pavel", "2026-03-11"));
    january.items.push(dated("The birth of a child", "2026-02-11"));
    january.items.push(dated("A wedding to come", "2026-05-01"));
    import(&mut journal, at(2, 1), &incoming("january.txt", january));
    let gathering = journal.gather(&Period { most: 3, ..period(Some("2026-03-01"), "") }).unwrap();
    let first: Vec<&str> = gathering.waiting.iter().map(|row| &row.title[..7]).collect();
    assert_eq!(first, ["The bir", "The hea", "An old "]);
    assert_eq!((gathering.more_waiting, gathering.new.len(), gathering.more_new), (2, 3, 1));
}

#[test]
fn what_is_private_is_counted_and_nowhere_else() {
    let mut journal = gathered();
    answered(&mut journal, "Damir", Verdict::Answered, "2026-03-09");
    for word in ["Damir", "Garissa", "Aigul"] {
        let change = Change::Flagged { item: named(&journal, word), visibility: Visibility::Private };
        do_it(&mut journal, at(11, 0), change);
    }
    let gathering = journal.gather(&period(Some("2026-03-01"), "")).unwrap();
    assert_eq!(gathering.private, 3);
    let shown = parts(&gathering).concat();
    assert!(!["Damir", "Garissa", "Aigul"].iter().any(|word| shown.contains(word)), "{shown:?}");
    let elsewhere = journal.gather(&period(Some("2026-03-01"), "region:africa")).unwrap();
    assert_eq!(elsewhere.private, 1, "only those that would have been there");
}

#[test]
fn an_evening_is_kept_taken_back_and_kept_again() {
    let mut journal = gathered();
    let evening = |view: Option<&str>| Evening {
        view: view.map(str::to_owned),
        people: Some(7),
        answered: vec![named(&gathered(), "Moyale")],
        ..Evening::default()
    };
    let receipt = do_it(&mut journal, at(10, 0), Change::Met { evening: evening(None) });
    assert_eq!(receipt.what, "kept the evening: 7 of us, 1 answer");
    do_it(&mut journal, at(12, 0), Change::Met { evening: evening(Some("Tuesday group")) });
    let days: Vec<_> = journal.evenings(10).unwrap().iter().map(|row| row.day).collect();
    assert_eq!(days, [day("2026-03-12"), day("2026-03-10")]);
    assert_eq!(journal.evenings(1).unwrap().len(), 1);
    let last = |journal: &Journal, view| journal.last_evening(view).unwrap().map(|row| row.day);
    assert_eq!(last(&journal, None), Some(day("2026-03-10")), "of all, not of a view");
    assert_eq!(last(&journal, Some("Tuesday group")), Some(day("2026-03-12")));
    assert_eq!(last(&journal, Some("Monday group")), None);
    journal.undo(at(12, 1)).unwrap();
    assert_sound(&journal);
    assert_eq!(last(&journal, Some("Tuesday group")), None);
    journal.redo(at(12, 2)).unwrap();
    assert_sound(&journal);
    assert_eq!(journal.evenings(10).unwrap()[0].evening, evening(Some("Tuesday group")));
}

#[test]
fn a_note_that_goes_along_is_one_act() {
    let mut journal = gathered();
    let item = named(&journal, "Damir");
    let receipt =
        do_it(&mut journal, at(12, 0), Change::NotedAlong { item: item.clone(), text: "A letter".into() });
    assert!(receipt.what.starts_with("note on: Damir"), "{}", receipt.what);
    let note = |journal: &Journal| detail(journal, &item).written.first().cloned();
    assert!(note(&journal).is_some_and(|note| note.shared && note.text == "A letter"));
    journal.undo(at(12, 1)).unwrap();
    assert_sound(&journal);
    assert_eq!(note(&journal), None);
}
