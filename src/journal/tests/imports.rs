//! New, known and corrected bulletins.

use super::*;

#[test]
fn an_import_brings_every_item_under_its_region() {
    let journal = journal();
    assert_sound(&journal);
    let overview = journal.overview(day("2026-03-02")).unwrap();
    let regions: Vec<_> = overview.regions.iter().map(|row| (row.name.as_deref(), row.open)).collect();
    assert_eq!(regions, [(Some("Africa, East"), 1), (Some("Asia, Central"), 2), (None, 1)]);
    assert_eq!((overview.items, overview.open, overview.praises), (5, 4, 1));
    let found = detail(&journal, &named(&journal, "Aigul"));
    let place = found.bulletin.unwrap();
    assert_eq!((place.title.as_deref(), place.number), (Some("Open Gate Prayer Letter"), 3));
    assert_eq!(found.added_on, day("2026-03-02"));
}

#[test]
fn the_same_document_again_changes_nothing() {
    let mut journal = journal();
    let item = named(&journal, "Aigul");
    do_it(&mut journal, at(3, 0), Change::Prayed { item });
    let before = (picture(&journal), journal.history(10).unwrap());
    let planned = import(&mut journal, at(4, 0), &incoming("march.txt", bulletin("2026-03-01", &MARCH)));
    assert_eq!(planned[0].plan, Plan::Known);
    assert!(planned[0].items.iter().all(|item| item.plan == Plan::Known));
    assert_eq!((picture(&journal), journal.history(10).unwrap()), before);
    assert_sound(&journal);
}

#[test]
fn the_same_bulletin_in_another_file_is_known() {
    let mut journal = journal();
    let again = Incoming {
        whole: Whole::of(b"other bytes"),
        ..incoming("again.txt", bulletin("2026-03-01", &MARCH))
    };
    assert_eq!(import(&mut journal, at(4, 0), &again)[0].plan, Plan::Known);
}

#[test]
fn a_corrected_issue_revises_and_keeps_marks_notes_and_answers() {
    let mut journal = journal();
    let (ruslan, water) = (named(&journal, "Ruslan"), named(&journal, "Moyale"));
    do_it(&mut journal, at(3, 0), Change::Prayed { item: ruslan.clone() });
    do_it(&mut journal, at(3, 1), Change::Noted { item: ruslan.clone(), text: "wrote to him".into() });
    let answered = Change::Answered {
        item: water.clone(),
        verdict: Verdict::Answered,
        words: "it runs".into(),
        day: day("2026-03-03"),
        praise: None,
    };
    do_it(&mut journal, at(3, 2), answered);
    let mut items = MARCH;
    items[1].1 = "Pastor Ruslan waits for his hearing on 20 March; pray for a just judge";
    items[4] = ("Europe", "A new office in Tirana opens its doors to everybody in May");
    let planned = import(&mut journal, at(5, 0), &incoming("corrected.txt", bulletin("2026-03-01", &items)));
    assert_sound(&journal);
    assert_eq!(planned[0].plan, Plan::Revised);
    let plans: Vec<Plan> = planned[0].items.iter().map(|item| item.plan).collect();
    assert_eq!(plans, [Plan::Known, Plan::Revised, Plan::Known, Plan::Known, Plan::New]);
    let found = detail(&journal, &ruslan);
    assert!(found.text.contains("on 20 March"));
    assert_eq!((found.row.times, found.written.len()), (1, 1));
    assert_eq!(detail(&journal, &water).answer.unwrap().words, "it runs");
    // what the corrected issue left out is still there
    assert_eq!(journal.overview(day("2026-03-05")).unwrap().items, 6);
    assert_eq!(detail(&journal, &named(&journal, "Marsabit")).row.kinds, Kinds::PRAISE);
    // a mark on what only the first issue brought folds as any other
    let marsabit = named(&journal, "Marsabit");
    do_it(&mut journal, at(6, 0), Change::Prayed { item: marsabit });
    // undo gives the first wording back
    journal.undo(at(6, 1)).unwrap();
    journal.undo(at(6, 2)).unwrap();
    assert_sound(&journal);
    assert!(!detail(&journal, &ruslan).text.contains("on 20 March"));
    assert_eq!(journal.overview(day("2026-03-05")).unwrap().items, 5);
}

#[test]
fn undone_imports_come_back_with_what_was_done_to_their_items() {
    let mut journal = journal();
    let item = named(&journal, "Aigul");
    do_it(&mut journal, at(3, 0), Change::Noted { item: item.clone(), text: "stove".into() });
    let before = picture(&journal);
    journal.undo(at(3, 1)).unwrap();
    journal.undo(at(3, 2)).unwrap();
    assert_eq!(picture(&journal), []);
    assert_sound(&journal);
    let planned = import(&mut journal, at(4, 0), &incoming("march.txt", bulletin("2026-03-01", &MARCH)));
    assert_eq!(planned[0].plan, Plan::New);
    assert_eq!(planned[0].items[2].id, item, "the id is the same as before");
    assert_sound(&journal);
    assert_eq!(picture(&journal).len(), before.len());
}

#[test]
fn undated_issues_with_other_items_are_other_bulletins() {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    let first = import(&mut journal, at(2, 0), &incoming("1.txt", bulletin("", &MARCH)));
    let others =
        [("Europe", "A boat for the islands before summer"), ("Europe", "Nadia begins her studies in Graz")];
    let second = import(&mut journal, at(3, 0), &incoming("2.txt", bulletin("", &others)));
    assert_eq!((first[0].plan, second[0].plan), (Plan::New, Plan::New));
    let mut corrected = MARCH;
    corrected[0].1 = "Wisdom for the whole team as the new year of work begins in Almaty";
    let third = import(&mut journal, at(4, 0), &incoming("3.txt", bulletin("", &corrected)));
    assert_eq!((third[0].plan, &third[0].id), (Plan::Revised, &first[0].id));
    assert_eq!(journal.bulletins(10).unwrap().len(), 2);
    assert_sound(&journal);
}

#[test]
fn two_bulletins_of_one_publisher_and_day_stay_two() {
    let mut journal = journal();
    let others =
        [("Europe", "A boat for the islands before summer"), ("Europe", "Nadia begins her studies in Graz")];
    let second = import(&mut journal, at(3, 0), &incoming("2.txt", bulletin("2026-03-01", &others)));
    assert_eq!(second[0].plan, Plan::New);
    assert_eq!(journal.bulletins(10).unwrap().len(), 2);
    assert_eq!(journal.overview(day("2026-03-03")).unwrap().items, 7);
    assert_sound(&journal);
}

#[test]
fn the_same_words_twice_in_one_bulletin_are_two_items() {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    let twice = [("Europe", "Peace in the valley"), ("Europe", "Peace in the valley")];
    let planned = import(&mut journal, at(2, 0), &incoming("1.txt", bulletin("2026-03-01", &twice)));
    assert_ne!(planned[0].items[0].id, planned[0].items[1].id);
    assert_eq!(journal.overview(day("2026-03-03")).unwrap().items, 2);
}

#[test]
fn two_machines_agree_on_ids() {
    let ids = |first: bool| {
        let mut journal = Journal::in_memory(at(1, 0)).unwrap();
        if first {
            let other = bulletin("2026-02-01", &[("Europe", "Snow on the pass")]);
            import(&mut journal, at(1, 5), &incoming("other.txt", other));
        }
        let name = if first { "a.txt" } else { "b.txt" };
        import(&mut journal, at(2, 0), &incoming(name, bulletin("2026-03-01", &MARCH)))
    };
    assert_eq!(ids(true), ids(false));
}

#[test]
fn a_plan_writes_nothing_and_says_what_the_import_then_does() {
    let mut journal = journal();
    let mut items = MARCH;
    items[1].1 = "Pastor Ruslan waits for his hearing on 20 March; pray for a just judge";
    let document = incoming("corrected.txt", bulletin("2026-03-01", &items));
    let before = picture(&journal);
    let planned = journal.plan(&document).unwrap();
    assert_eq!(picture(&journal), before);
    assert_eq!(planned, import(&mut journal, at(3, 0), &document));
}

#[test]
fn batches_of_one_act_are_taken_back_together() {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    let act = ActId::new(at(2, 0));
    for (name, issued) in [("1.txt", "2026-03-01"), ("2.txt", "2026-03-08")] {
        let document = incoming(name, bulletin(issued, &[("Europe", name)]));
        journal.import(at(2, 0), act, &[document]).unwrap();
    }
    assert_eq!(journal.undo(at(2, 1)).unwrap().unwrap().what, "imported: 2 bulletins");
    assert_eq!(journal.overview(day("2026-03-02")).unwrap().items, 0);
    assert_sound(&journal);
}

#[test]
fn an_import_that_goes_on_after_its_beginning_was_taken_back_stands_by_itself() {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    let act = ActId::new(at(2, 0));
    let part = |issued: &str| incoming(issued, bulletin(issued, &[("Europe", issued)]));
    let items = |journal: &Journal| journal.overview(day("2026-03-02")).unwrap().items;
    journal.import(at(2, 0), act, &[part("2026-03-01")]).unwrap();
    journal.undo(at(2, 1)).unwrap();
    for issued in ["2026-03-08", "2026-03-15"] {
        journal.import(at(2, 2), act, &[part(issued)]).unwrap();
    }
    journal.bring(at(2, 2), act, &[own::own("A boat for the islands")]).unwrap();
    assert_eq!(items(&journal), 3);
    journal.undo(at(2, 3)).unwrap();
    assert_eq!(items(&journal), 0, "all that came after it is one act");
    journal.import(at(2, 4), act, &[part("2026-03-22")]).unwrap();
    journal.import(at(2, 4), act, &[part("2026-03-29")]).unwrap();
    assert_eq!(items(&journal), 2);
    journal.undo(at(2, 5)).unwrap();
    assert_eq!(items(&journal), 0);
    journal.redo(at(2, 6)).unwrap();
    assert_eq!(items(&journal), 2);
    assert_sound(&journal);
}

#[test]
fn two_texts_without_items_are_two_bulletins() {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    let empty = |line: &str| Bulletin {
        unsorted: vec![crate::bulletin::Unsorted { line: 1, text: line.into() }],
        ..Bulletin::default()
    };
    import(&mut journal, at(2, 0), &incoming("1.txt", empty("table of rivers")));
    let other = import(&mut journal, at(2, 1), &incoming("2.txt", empty("table of hills")));
    assert_eq!(other[0].plan, Plan::New);
    let again = import(&mut journal, at(2, 2), &incoming("3.txt", empty("table of hills")));
    assert_eq!(again[0].plan, Plan::Known);
}

#[test]
fn a_publisher_unheard_of_corrects_no_bulletin_without_one() {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    let nameless = Bulletin { publisher: None, ..bulletin("2026-03-01", &MARCH) };
    import(&mut journal, at(2, 0), &incoming("1.txt", nameless));
    let named = import(&mut journal, at(2, 1), &incoming("2.txt", bulletin("2026-03-01", &MARCH)));
    assert_eq!(named[0].plan, Plan::New);
}

#[test]
fn a_reading_put_right_counts_over_the_one_before_and_keeps_its_corrections() {
    let mut journal = journal();
    let aigul = named(&journal, "Aigul");
    do_it(&mut journal, at(3, 0), Change::Prayed { item: aigul.clone() });
    let mut right = incoming("march.txt", bulletin("2026-03-01", &MARCH));
    right.bulletins[0].items[2].kinds = Kinds::BOTH;
    assert_eq!(
        journal.plan(&right).unwrap()[0].plan,
        Plan::Known,
        "a known document, read otherwise by a program"
    );
    right.corrections = vec![Correction {
        at: Spot { line: 4, words: "Aigul and her children".into() },
        fix: Fix::Sort { lines: 1, fate: Fate::Both },
    }];
    let planned = import(&mut journal, at(4, 0), &right);
    assert_sound(&journal);
    let plans: Vec<Plan> = planned[0].items.iter().map(|item| item.plan).collect();
    assert_eq!(plans, [Plan::Known, Plan::Known, Plan::Revised, Plan::Known, Plan::Known]);
    let found = detail(&journal, &aigul);
    assert_eq!((found.row.kinds, found.row.times), (Kinds::BOTH, 1));
    assert_eq!(import(&mut journal, at(4, 1), &right)[0].plan, Plan::Known, "once is enough");

    let mut told = Vec::new();
    journal.export(&mut told).unwrap();
    let mut other = Journal::in_memory(at(1, 0)).unwrap();
    other.merge(&mut &*told).unwrap();
    assert_eq!(picture(&other), picture(&journal));
    assert!(
        String::from_utf8(told).unwrap().contains("\"fate\":\"both\""),
        "an export carries what was put right"
    );

    journal.undo(at(4, 2)).unwrap();
    assert_sound(&journal);
    assert_eq!(detail(&journal, &aigul).row.kinds, Kinds::REQUEST);
}

#[test]
fn letters_without_a_day_are_not_taken_for_each_other() {
    let letter = |title: Option<&str>, month: Option<&str>, items: &[(&str, &str)]| Bulletin {
        title: title.map(Into::into),
        publisher: title.map(|_| "Cedar Fellowship".into()),
        issued_in: month.map(|month| month.parse().unwrap()),
        ..bulletin("", items)
    };
    let turners = [
        ("", "For Noi, our language teacher."),
        ("", "That our residence permit comes soon."),
        ("", "Strength for Debbie."),
    ];
    let bergs = [
        ("", "For Ola, our language teacher."),
        ("", "That our work permit comes soon."),
        ("", "Strength for Ingrid."),
    ];
    for (title, month) in
        [(None, None), (Some("Prayer points"), None), (Some("Prayer points"), Some("2025-10"))]
    {
        let mut journal = Journal::in_memory(at(3, 1)).unwrap();
        import(&mut journal, at(3, 2), &incoming("one.txt", letter(title, month, &turners)));
        let other = letter(title, month, &bergs);
        assert_eq!(
            import(&mut journal, at(3, 3), &incoming("other.txt", other))[0].plan,
            Plan::New,
            "{title:?}"
        );
        // two of three as they were: somebody put the third right
        let mut corrected = turners;
        corrected[2].1 = "Strength for Deborah.";
        let again = letter(title, month, &corrected);
        let plan = if title.is_some() { Plan::Revised } else { Plan::New };
        assert_eq!(journal.plan(&incoming("again.txt", again)).unwrap()[0].plan, plan, "{title:?}");
    }
}

#[test]
fn a_month_that_was_not_read_before_is_that_of_the_same_letter() {
    let mut journal = Journal::in_memory(at(3, 1)).unwrap();
    import(&mut journal, at(3, 2), &incoming("one.txt", bulletin("", &MARCH)));
    let mut items = MARCH;
    items[1].1 = "Pastor Ruslan waits for his hearing on 20 March; pray for a just judge";
    let with = Bulletin { issued_in: Some("2026-03".parse().unwrap()), ..bulletin("", &items) };
    assert_eq!(journal.plan(&incoming("again.txt", with)).unwrap()[0].plan, Plan::Revised);
}
