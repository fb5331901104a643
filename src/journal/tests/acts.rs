//! Marks, notes, answers, and taking them back.

use super::*;

#[test]
fn a_mark_is_counted_with_its_day() {
    let mut journal = journal();
    let item = named(&journal, "Aigul");
    let receipt = do_it(&mut journal, at(3, 0), Change::Prayed { item: item.clone() });
    assert_eq!(receipt.what, format!("prayed: {}", detail(&journal, &item).row.title));
    do_it(&mut journal, at(5, 0), Change::Prayed { item: item.clone() });
    let row = detail(&journal, &item).row;
    assert_eq!((row.times, row.last_prayed), (2, Some(day("2026-03-05"))));
    assert_eq!(journal.overview(day("2026-03-05")).unwrap().prayed_today, 1);
    assert_eq!(journal.overview(day("2026-03-04")).unwrap().prayed_today, 0);
}

#[test]
fn an_act_of_several_changes_is_whole_or_not_at_all() {
    let mut journal = journal();
    let before = picture(&journal);
    let good = Change::Prayed { item: named(&journal, "Aigul") };
    let bad = Change::Prayed { item: ItemId("00".into()) };
    assert!(matches!(journal.act(at(3, 0), &[good, bad]), Err(Error::NoItem(_))));
    assert_eq!(picture(&journal), before);
    assert_eq!(journal.history(10).unwrap().len(), 1);
}

#[test]
fn notes_are_dated_rewritten_and_searched() {
    let mut journal = journal();
    let item = named(&journal, "Ruslan");
    do_it(
        &mut journal,
        at(3, 0),
        Change::Noted { item: item.clone(), text: " visit refused again \n".into() },
    );
    let note = detail(&journal, &item).written.remove(0);
    assert_eq!((note.text.as_str(), note.day), ("visit refused again", day("2026-03-03")));
    assert_eq!(named(&journal, "refused"), item);
    let edit =
        |text: &str| Change::NoteEdited { item: item.clone(), note: note.id.clone(), text: text.into() };
    do_it(&mut journal, at(4, 0), edit("visit allowed"));
    assert_eq!(named(&journal, "allowed"), item);
    assert!(detail(&journal, &item).written[0].edited);
    let words =
        journal.timeline(&item).unwrap().into_iter().filter_map(|entry| entry.text).collect::<Vec<_>>();
    assert!(
        words.contains(&"visit refused again".to_owned()),
        "the first wording is in the timeline: {words:?}"
    );
    do_it(&mut journal, at(5, 0), edit(""));
    assert_eq!(detail(&journal, &item).row.notes, 0);
    assert!(matches!(journal.act(at(6, 0), &[Change::Noted { item, text: " ".into() }]), Err(Error::Empty)));
}

#[test]
fn an_answer_closes_in_part_keeps_open_reopen_opens() {
    let mut journal = journal();
    let (item, praise) = (named(&journal, "Moyale"), named(&journal, "Marsabit"));
    let answer = |verdict| Change::Answered {
        item: item.clone(),
        verdict,
        words: "the pump ran".into(),
        day: day("2026-03-04"),
        praise: Some(praise.clone()),
    };
    do_it(&mut journal, at(4, 0), answer(Verdict::Partly));
    assert!(detail(&journal, &item).row.is_open());
    do_it(&mut journal, at(5, 0), answer(Verdict::Answered));
    let found = detail(&journal, &item);
    assert!(!found.row.is_open());
    assert_eq!(found.answer.unwrap().praise, Some(praise));
    let overview = journal.overview(day("2026-03-05")).unwrap();
    assert_eq!((overview.open, overview.answered, overview.praises), (3, 1, 1));
    do_it(&mut journal, at(6, 0), Change::Reopened { item: item.clone() });
    assert!(detail(&journal, &item).row.is_open());
}

#[test]
fn a_request_of_ones_own_is_private_and_edited_and_put_away() {
    let mut journal = journal();
    let added = Change::Added {
        text: "My neighbour in Nairobi".into(),
        region: Some(" Home  street ".into()),
        kinds: Kinds::REQUEST,
        visibility: Visibility::Private,
    };
    let item = do_it(&mut journal, at(3, 0), added).added.remove(0);
    let found = detail(&journal, &item);
    assert!(found.row.own);
    assert_eq!(found.row.visibility, Visibility::Private);
    assert_eq!(found.row.region.as_deref(), Some("Home street"));
    let edit = Change::Edited {
        item: item.clone(),
        text: Some("My neighbour Anna".into()),
        region: Some(None),
        kinds: Some(Kinds::BOTH),
    };
    do_it(&mut journal, at(4, 0), edit);
    let found = detail(&journal, &item);
    assert_eq!(
        (found.text.as_str(), found.row.region, found.row.kinds),
        ("My neighbour Anna", None, Kinds::BOTH)
    );
    do_it(&mut journal, at(5, 0), Change::Archived { item: item.clone(), archived: true });
    assert!(!detail(&journal, &item).row.is_open());
    assert_eq!(journal.overview(day("2026-03-05")).unwrap().own, 0);
    do_it(&mut journal, at(6, 0), Change::Archived { item: item.clone(), archived: false });
    do_it(&mut journal, at(7, 0), Change::Flagged { item: item.clone(), visibility: Visibility::Public });
    assert_eq!(detail(&journal, &item).row.visibility, Visibility::Public);
}

#[test]
fn undo_takes_back_one_act_after_the_other_and_redo_brings_them_again() {
    let mut journal = journal();
    let item = named(&journal, "Aigul");
    let mut pictures = vec![picture(&journal)];
    let acts = [
        Change::Prayed { item: item.clone() },
        Change::Noted { item: item.clone(), text: "the stove came".into() },
        Change::Snoozed { item: item.clone(), until: Some(day("2026-03-20")) },
        Change::Edited {
            item: item.clone(),
            text: Some("Aigul needs wood".into()),
            region: None,
            kinds: None,
        },
        Change::Flagged { item: item.clone(), visibility: Visibility::Private },
        Change::Archived { item: item.clone(), archived: true },
        Change::Pinned { item: item.clone(), pinned: true },
        Change::FollowUp { item: item.clone(), day: Some(day("2026-03-09")) },
        Change::Answered {
            item: item.clone(),
            verdict: Verdict::Otherwise,
            words: String::new(),
            day: day("2026-03-09"),
            praise: None,
        },
        Change::Reopened { item },
    ];
    for (minute, change) in (1..).zip(acts) {
        do_it(&mut journal, at(10, minute), change);
        pictures.push(picture(&journal));
    }
    for (minute, expected) in (20..).zip(pictures.iter().rev().skip(1)) {
        assert!(journal.undo(at(10, minute)).unwrap().is_some());
        assert_eq!(picture(&journal), *expected);
        assert_sound(&journal);
    }
    for (minute, expected) in (40..).zip(pictures.iter().skip(1)) {
        assert!(journal.redo(at(10, minute)).unwrap().is_some());
        assert_eq!(picture(&journal), *expected);
        assert_sound(&journal);
    }
    assert_eq!(journal.redo(at(10, 59)).unwrap(), None);
}

#[test]
fn undo_says_what_it_took_back_and_stops_at_the_beginning() {
    let mut journal = journal();
    let item = named(&journal, "Aigul");
    do_it(&mut journal, at(3, 0), Change::Prayed { item: item.clone() });
    let title = detail(&journal, &item).row.title;
    assert_eq!(journal.undo(at(3, 1)).unwrap().unwrap().what, format!("prayed: {title}"));
    assert_eq!(journal.undo(at(3, 2)).unwrap().unwrap().what, "imported: Open Gate Prayer Letter");
    assert_eq!(journal.undo(at(3, 3)).unwrap(), None);
    assert_eq!(journal.overview(day("2026-03-03")).unwrap(), Overview::default());
}

#[test]
fn a_new_act_ends_what_could_be_redone() {
    let mut journal = journal();
    let item = named(&journal, "Aigul");
    do_it(&mut journal, at(3, 0), Change::Prayed { item: item.clone() });
    journal.undo(at(3, 1)).unwrap();
    do_it(&mut journal, at(3, 2), Change::Noted { item, text: "still cold".into() });
    assert_eq!(journal.redo(at(3, 3)).unwrap(), None);
    assert_eq!(journal.undo(at(3, 4)).unwrap().map(|turned| turned.what.starts_with("note on")), Some(true));
}

#[test]
fn the_clock_may_run_backwards_and_the_order_stays() {
    let mut journal = journal();
    let item = named(&journal, "Aigul");
    do_it(&mut journal, at(20, 0), Change::Noted { item: item.clone(), text: "first".into() });
    do_it(&mut journal, at(4, 0), Change::Noted { item: item.clone(), text: "second".into() });
    let texts: Vec<String> = detail(&journal, &item).written.into_iter().map(|note| note.text).collect();
    assert_eq!(texts, ["first", "second"]);
    journal.undo(at(4, 1)).unwrap();
    assert_eq!(detail(&journal, &item).written.len(), 1);
}

#[test]
fn the_timeline_tells_all_also_what_was_taken_back() {
    let mut journal = journal();
    let item = named(&journal, "Aigul");
    do_it(&mut journal, at(3, 0), Change::Prayed { item: item.clone() });
    do_it(&mut journal, at(4, 0), Change::Noted { item: item.clone(), text: "wood".into() });
    journal.undo(at(4, 1)).unwrap();
    let told: Vec<(String, bool)> =
        journal.timeline(&item).unwrap().into_iter().map(|entry| (entry.what, entry.undone)).collect();
    assert_eq!(told, [("came in".into(), false), ("prayed".into(), false), ("noted".into(), true)]);
}

#[test]
fn the_timeline_quotes_the_praise_that_told_of_an_answer() {
    let mut journal = journal();
    let (item, praise) = (named(&journal, "Aigul"), named(&journal, "Marsabit"));
    let quoted = detail(&journal, &praise).text;
    for (words, praise) in [("", Some(&praise)), ("wood", Some(&praise)), ("wood", None)] {
        let (words, praise) = (words.to_owned(), praise.cloned());
        let answer = Change::Answered {
            item: item.clone(),
            verdict: Verdict::Partly,
            words,
            day: at(3, 0).day(),
            praise,
        };
        do_it(&mut journal, at(3, 0), answer);
    }
    let told: Vec<_> =
        journal.timeline(&item).unwrap().into_iter().skip(1).filter_map(|entry| entry.text).collect();
    let quoted = format!("\u{201c}{quoted}\u{201d}");
    assert_eq!(told, [quoted.clone(), format!("wood\n{quoted}"), "wood".into()]);
}

#[test]
fn drafts_and_the_place_in_a_walk_are_kept() {
    let mut journal = journal();
    assert_eq!(journal.kept("draft:1").unwrap(), None);
    journal.keep("draft:1", Some("half a sent")).unwrap();
    journal.keep("draft:1", Some("half a sentence")).unwrap();
    assert_eq!(journal.kept("draft:1").unwrap().as_deref(), Some("half a sentence"));
    journal.keep("draft:1", None).unwrap();
    assert_eq!(journal.kept("draft:1").unwrap(), None);
}

#[test]
fn a_kept_text_is_exchanged_only_if_nobody_else_was_there() {
    let mut journal = journal();
    journal.keep("list:b", Some("2")).unwrap();
    journal.keep("list:a", Some("1")).unwrap();
    journal.keep("lists", Some("3")).unwrap();
    assert!(journal.exchange("list:a", "1", "one").unwrap());
    assert!(!journal.exchange("list:a", "1", "uno").unwrap());
    assert!(!journal.exchange("list:c", "1", "uno").unwrap());
    let pair = |name: &str, body: &str| (name.to_owned(), body.to_owned());
    assert_eq!(journal.kept_under("list:").unwrap(), [pair("a", "one"), pair("b", "2")]);
    assert_eq!(journal.kept_json::<u32>("list:b").unwrap(), Some(2));
    assert_eq!(journal.kept_json::<u32>("list:a").unwrap(), None, "it is no number");
}
