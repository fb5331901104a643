//! What praises may answer, and what a person makes of it.

use super::*;
use crate::answers::{Confidence, News, Step};

const ASKED: [(&str, &str); 4] = [
    ("Kenya", "Pray for clean water at Moyale before the school term opens. The old pump broke in June."),
    ("Kenya", "Pray for rain for the herders around Marsabit, who are selling their goats."),
    ("Nepal", "Sunita Rai waits for her residence visa. Pray that the ministry would grant it soon."),
    ("Peru", "Pray for the trial of the ferry owner in Iquitos on 3 December, and for a just verdict."),
];

const TOLD: [(&str, &str); 3] = [
    (
        "Kenya",
        "+Thank God: the new pump at Moyale ran on Saturday, and 340 families draw clean water from it.",
    ),
    ("Nepal", "+Praise God! Sunita Rai has her visa, stamped for two years."),
    ("Chad", "+Thank you for praying! There was a merry harvest feast with drums and millet cakes."),
];

fn told() -> Journal {
    let mut journal = Journal::in_memory(at(3, 1)).unwrap();
    import(&mut journal, at(3, 2), &incoming("asked.txt", bulletin("2025-11-11", &ASKED)));
    import(&mut journal, at(3, 3), &incoming("told.txt", bulletin("2026-03-01", &TOLD)));
    while journal.look_for_answers().unwrap().left > 0 {}
    journal
}

fn all(journal: &Journal) -> Vec<Suggestion> {
    let mut all = Vec::new();
    let done: Result<()> = journal.suggestions(|suggestion| {
        all.push(suggestion);
        Ok(())
    });
    done.unwrap();
    all
}

/// Each praise by its first words, with the first words of what it likely answers.
fn likely(journal: &Journal) -> Vec<(String, Vec<String>)> {
    let start = |text: &str| text.chars().take(14).collect::<String>();
    let of = |suggestion: Suggestion| {
        let likely = suggestion.candidates.into_iter().filter(|one| one.confidence == Confidence::Likely);
        (start(&suggestion.text), likely.map(|one| start(&one.text)).collect())
    };
    all(journal).into_iter().map(of).collect()
}

#[test]
fn praises_find_what_they_answer_and_nothing_else() {
    let journal = told();
    assert_eq!(
        likely(&journal),
        [
            ("Thank God: the".to_owned(), vec!["Pray for clean".to_owned()]),
            ("Praise God! Su".to_owned(), vec!["Sunita Rai wai".to_owned()]),
            ("Thank you for ".to_owned(), vec![]),
        ]
    );
    let all = all(&journal);
    let water = &all[0].candidates[0];
    assert!(water.reasons.contains(&"same name: Moyale".to_owned()), "{:?}", water.reasons);
    assert!(water.reasons.contains(&"asked 15 weeks before".to_owned()), "{:?}", water.reasons);
    assert_eq!((all[2].calls_back, all[0].news), (true, News::Answer));
    assert_eq!((journal.praises_waiting().unwrap(), journal.praises_unlooked(9).unwrap()), (2, 0));
    assert_eq!(journal.page(&Scope::Inbox, Anchor::First, 10).unwrap().total, 2);
    assert_eq!(journal.praises_for(&water.request).unwrap(), [all[0].item.clone()]);
}

#[test]
fn nothing_is_looked_at_twice_and_what_is_reworded_is_looked_at_again() {
    let mut journal = told();
    assert_eq!(journal.look_for_answers().unwrap(), Looked::default());
    let praise = all(&journal)[0].item.clone();
    let text = Some("Thank God for a quiet month in the office.".to_owned());
    journal.act(at(3, 9), &[Change::Edited { item: praise, text, region: None, kinds: None }]).unwrap();
    assert_eq!(journal.praises_unlooked(9).unwrap(), 1);
    assert_eq!(journal.look_for_answers().unwrap().now, 1);
    assert_eq!(likely(&journal)[0].1, Vec::<String>::new());
}

#[test]
fn one_praise_is_looked_at_by_itself_and_the_others_later() {
    let mut journal = Journal::in_memory(at(3, 1)).unwrap();
    import(&mut journal, at(3, 2), &incoming("asked.txt", bulletin("2025-11-11", &ASKED)));
    import(&mut journal, at(3, 3), &incoming("told.txt", bulletin("2026-03-01", &TOLD)));
    let visa = all(&journal)[1].item.clone();
    assert_eq!(journal.suggestion(&visa).unwrap().unwrap().candidates, []);
    journal.look_at_one(&visa).unwrap();
    let alone = journal.suggestion(&visa).unwrap().unwrap();
    assert_eq!(likely(&journal)[1], ("Praise God! Su".to_owned(), vec!["Sunita Rai wai".to_owned()]));
    assert_eq!(likely(&journal)[0].1, [""; 0], "the others wait");
    assert_eq!(journal.praises_unlooked(9).unwrap(), 3);
    while journal.look_for_answers().unwrap().left > 0 {}
    assert_eq!(journal.suggestion(&visa).unwrap().unwrap(), alone);
    assert_eq!(likely(&journal)[0].1, ["Pray for clean"]);
    let before = journal.state().unwrap();
    journal.look_at_one(&visa).unwrap();
    assert_eq!(journal.state().unwrap(), before, "nothing is looked at twice");
}

#[test]
fn what_is_dismissed_stays_so_until_it_is_taken_back() {
    let mut journal = told();
    let water = all(&journal)[0].clone();
    let (item, request) = (water.item.clone(), Some(water.candidates[0].request.clone()));
    journal.act(at(3, 9), &[Change::Dismissed { item: item.clone(), request }]).unwrap();
    assert_eq!(likely(&journal)[0].1, Vec::<String>::new());
    assert_eq!(journal.praises_waiting().unwrap(), 1);
    assert_sound(&journal);
    journal.undo(at(3, 10)).unwrap();
    assert_eq!(likely(&journal)[0].1.len(), 1);
    journal.act(at(3, 11), &[Change::Dismissed { item: item.clone(), request: None }]).unwrap();
    assert_eq!(journal.suggestion(&item).unwrap(), None);
    assert_eq!(all(&journal).len(), 2);
    journal.rebuild().unwrap();
    while journal.look_for_answers().unwrap().left > 0 {}
    assert_eq!(journal.suggestion(&item).unwrap(), None, "a rebuild forgets no decision");
    assert_sound(&journal);
}

#[test]
fn an_answer_takes_the_praise_from_the_inbox() {
    let mut journal = told();
    let visa = all(&journal)[1].clone();
    let answered = Change::Answered {
        item: visa.candidates[0].request.clone(),
        verdict: Verdict::Answered,
        words: String::new(),
        day: day("2026-03-01"),
        praise: Some(visa.item.clone()),
    };
    journal.act(at(3, 9), &[answered]).unwrap();
    assert_eq!(journal.suggestion(&visa.item).unwrap(), None);
    assert_eq!(journal.praises_waiting().unwrap(), 1);
    journal.undo(at(3, 10)).unwrap();
    assert_eq!(journal.praises_waiting().unwrap(), 2);
}

#[test]
fn an_import_that_is_taken_back_takes_its_suggestions_along() {
    let mut journal = told();
    journal.undo(at(3, 9)).unwrap();
    assert_eq!(journal.praises_waiting().unwrap(), 0);
    assert_eq!(all(&journal), []);
    journal.redo(at(3, 10)).unwrap();
    while journal.look_for_answers().unwrap().left > 0 {}
    assert_eq!(journal.praises_waiting().unwrap(), 2);
}

#[test]
fn decisions_teach_and_are_forgotten_with_undo_or_at_once() {
    let mut journal = told();
    let water = all(&journal)[0].clone();
    let request = water.candidates[0].request.clone();
    let learned = |journal: &Journal| -> f64 {
        journal.explain(&water.item, &request).unwrap().iter().map(|evidence| evidence.learned.abs()).sum()
    };
    assert_eq!((journal.lessons().unwrap(), learned(&journal)), (0, 0.0));
    let dismissed = Change::Dismissed { item: water.item.clone(), request: Some(request.clone()) };
    journal.act(at(3, 9), std::slice::from_ref(&dismissed)).unwrap();
    assert_eq!(journal.lessons().unwrap(), 1);
    assert!(learned(&journal) > 0.1);
    journal.undo(at(3, 10)).unwrap();
    assert_eq!((journal.lessons().unwrap(), learned(&journal)), (0, 0.0));
    journal.act(at(3, 11), &[dismissed]).unwrap();
    assert_eq!(journal.forget_lessons().unwrap(), 1);
    assert_eq!((journal.lessons().unwrap(), learned(&journal)), (0, 0.0));
    while journal.look_for_answers().unwrap().left > 0 {}
    assert_eq!(likely(&journal)[0].1, Vec::<String>::new(), "the decision itself stays");
    assert_sound(&journal);
}

/// The steps of a story, with the first words of each item.
fn story(journal: &Journal, word: &str) -> Vec<(Option<Step>, String)> {
    let story = journal.story(&named(journal, word)).unwrap();
    story.into_iter().map(|chapter| (chapter.step, chapter.text.chars().take(19).collect())).collect()
}

/// One story in three issues, beside another with the same first name.
fn issues() -> Journal {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    let issues: [(&str, &[(&str, &str)]); 3] = [
        (
            "2026-01-04",
            &[
                (
                    "Sick",
                    "Pray for Harriet Colby, who has her second round of chemotherapy in the county hospital.",
                ),
                ("Sick", "Harriet Moss has broken her wrist and cannot milk the goats."),
            ],
        ),
        (
            "2026-02-01",
            &[("Sick", "Harriet Colby, half-way through her chemotherapy, is tired and longs for rest.")],
        ),
        (
            "2026-03-01",
            &[("Thanks", "+Thank God! Harriet Colby has rung the hospital bell: her chemotherapy is over.")],
        ),
    ];
    for (day, items) in issues {
        import(&mut journal, at(2, 0), &incoming(day, bulletin(day, items)));
    }
    journal
}

#[test]
fn the_items_of_one_story_are_told_in_their_order() {
    let journal = issues();
    let told = [
        (None, "Pray for Harriet Co".to_owned()),
        (Some(Step::AskedAgain), "Harriet Colby, half".to_owned()),
        (Some(Step::Told), "Thank God! Harriet ".to_owned()),
    ];
    assert_eq!(story(&journal, "second"), told);
    assert_eq!(story(&journal, "tired"), told);
    assert_eq!(story(&journal, "goats"), [(None, "Harriet Moss has br".to_owned())]);
}

#[test]
fn what_a_person_says_of_a_story_counts_over_what_is_worked_out() {
    let mut journal = issues();
    let (praise, goats, tired) =
        (named(&journal, "bell"), named(&journal, "goats"), named(&journal, "tired"));
    do_it(&mut journal, at(3, 0), Change::Dismissed { item: praise.clone(), request: Some(tired) });
    assert_eq!(story(&journal, "bell").len(), 2, "without what was told apart");
    let answered = Change::Answered {
        item: goats,
        verdict: Verdict::Answered,
        words: String::new(),
        day: day("2026-03-01"),
        praise: Some(praise),
    };
    do_it(&mut journal, at(3, 1), answered);
    assert_eq!(story(&journal, "goats").len(), 2, "with what was linked");
}

#[test]
fn a_request_that_is_repeated_is_prayed_once_in_a_walk() {
    let journal = issues();
    let rows = journal.portion(day("2026-03-12"), 8).unwrap();
    assert_eq!(rows.len(), 3);
    let once = journal.without_repeats(rows).unwrap();
    let titles: Vec<bool> =
        once.iter().map(|row| row.issued == Some(Issued::On(day("2026-02-01")))).collect();
    assert_eq!(titles, [true, false], "of the story the newest stays");
}

#[test]
fn of_issues_dated_by_their_month_the_earlier_asks_whichever_came_in_first() {
    let mut journal = Journal::in_memory(at(3, 1)).unwrap();
    let issue = |month: &str, items: &[(&str, &str)]| Bulletin {
        issued_in: Some(month.parse().unwrap()),
        ..bulletin("", items)
    };
    import(&mut journal, at(3, 2), &incoming("december.txt", issue("2025-12", &TOLD)));
    import(&mut journal, at(3, 3), &incoming("october.txt", issue("2025-10", &ASKED)));
    while journal.look_for_answers().unwrap().left > 0 {}
    let found: Vec<usize> = likely(&journal).iter().map(|(_, likely)| likely.len()).collect();
    assert_eq!(found, [1, 1, 0]);
    let asked = detail(&journal, &named(&journal, "goats")).row;
    assert_eq!(asked.issued, Some(Issued::In("2025-10".parse().unwrap())));
    let told = serde_json::to_value(&asked).unwrap();
    assert_eq!((&told["issued_on"], &told["issued_in"]), (&serde_json::Value::Null, &"2025-10".into()));
    assert_eq!(journal.doctor().unwrap().problems, Vec::<String>::new());
}

#[test]
fn of_two_issues_of_one_month_the_one_that_came_in_first_asks() {
    let mut journal = Journal::in_memory(at(3, 1)).unwrap();
    let issue = |items: &[(&str, &str)]| Bulletin {
        issued_in: Some("2025-10".parse().unwrap()),
        ..bulletin("", items)
    };
    import(&mut journal, at(3, 2), &incoming("first.txt", issue(&ASKED)));
    import(&mut journal, at(3, 3), &incoming("second.txt", issue(&TOLD)));
    while journal.look_for_answers().unwrap().left > 0 {}
    let found: Vec<usize> = likely(&journal).iter().map(|(_, likely)| likely.len()).collect();
    assert_eq!(found, [1, 1, 0]);
}

#[test]
fn issues_without_a_day_or_a_name_are_taken_in_the_order_they_came_in() {
    for publisher in [Some("Open Gate".to_owned()), None] {
        let mut journal = Journal::in_memory(at(3, 1)).unwrap();
        let issue = |items: &[(&str, &str)]| Bulletin { publisher: publisher.clone(), ..bulletin("", items) };
        import(&mut journal, at(3, 2), &incoming("asked.txt", issue(&ASKED)));
        import(&mut journal, at(3, 3), &incoming("told.txt", issue(&TOLD)));
        while journal.look_for_answers().unwrap().left > 0 {}
        let likely: Vec<usize> = likely(&journal).iter().map(|(_, likely)| likely.len()).collect();
        assert_eq!(likely.iter().sum::<usize>(), 2, "{publisher:?}: {likely:?}");
    }
}

#[test]
fn the_line_of_what_waits_is_read_again_after_somebody_wrote() {
    let mut journal = told();
    let waiting = journal.waiting(9).unwrap();
    assert_eq!((waiting.len(), &journal.line_of_waiting(9).unwrap()[..]), (2, &waiting[..]));
    assert_eq!(journal.line_of_waiting(1).unwrap().len(), 1, "as many as are asked for");
    let (item, request) = (waiting[0].clone(), None);
    journal.act(at(3, 9), &[Change::Dismissed { item, request }]).unwrap();
    assert_eq!(journal.line_of_waiting(9).unwrap()[..], waiting[1..]);
    journal.undo(at(3, 10)).unwrap();
    assert_eq!(journal.line_of_waiting(9).unwrap()[..], waiting[..]);
}

#[test]
fn a_look_that_was_stopped_goes_on_and_finds_the_same() {
    let whole = likely(&told());
    let mut journal = Journal::in_memory(at(3, 1)).unwrap();
    import(&mut journal, at(3, 2), &incoming("asked.txt", bulletin("2025-11-11", &ASKED)));
    import(&mut journal, at(3, 3), &incoming("told.txt", bulletin("2026-03-01", &TOLD)));
    let mut steps = 0;
    loop {
        // each time after one more praise was looked at
        let mut looks = 0;
        let looked = journal
            .look_until(&mut || {
                looks += 1;
                looks > 40
            })
            .unwrap();
        steps += 1;
        if looked.left == 0 {
            assert_eq!(looked.now, 3);
            break;
        }
        assert_eq!((looked.now, looked.left), (0, 3));
        assert!(likely(&journal).iter().all(|(_, requests)| requests.is_empty()), "all is kept at once");
        assert!(steps < 10);
    }
    assert!(steps > 1, "what was found is not looked for again");
    assert_eq!(likely(&journal), whole);
}

#[test]
fn what_was_worked_out_ahead_is_not_kept_where_something_was_written_since() {
    let mut journal = told();
    let praise = all(&journal)[0].item.clone();
    let edit = |text: &str| Change::Edited {
        item: praise.clone(),
        text: Some(text.into()),
        region: None,
        kinds: None,
    };
    journal.act(at(3, 9), &[edit("Thank God: the new pump at Moyale runs, and clean water came.")]).unwrap();
    let mut looks = 0;
    let looked = journal
        .look_until(&mut || {
            looks += 1;
            looks > 3
        })
        .unwrap();
    assert_eq!((looked.now, looked.left), (0, 1));
    journal.act(at(3, 10), &[edit("Thank God for a quiet month in the office.")]).unwrap();
    assert_eq!(journal.look_for_answers().unwrap().now, 1);
    assert_eq!(likely(&journal)[0].1, Vec::<String>::new());
}

#[test]
fn a_story_that_was_stopped_is_told_when_there_is_time() {
    let mut journal = issues();
    let item = named(&journal, "second round");
    let whole = journal.story(&item).unwrap();
    assert!(whole.len() > 1);
    for most in 0..100 {
        let mut looks = 0;
        let story = journal
            .story_until(&item, &mut || {
                looks += 1;
                looks > most
            })
            .unwrap();
        assert!(story.as_ref().is_none_or(|story| *story == whole));
        assert_eq!(story.is_none(), looks > most, "it is asked no further once it stopped");
        if story.is_some() {
            assert!(most > 0);
            return;
        }
    }
    panic!("never told");
}
