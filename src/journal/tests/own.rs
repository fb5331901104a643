//! What was kept elsewhere comes in once, however often and on however many machines it is read.

use super::*;

pub(super) fn own(text: &str) -> Own {
    Own {
        exported_as: None,
        text: text.into(),
        day: Some(day("2025-11-02")),
        region: Some("Family".into()),
        kinds: Kinds::REQUEST,
        visibility: Visibility::Private,
        notes: vec![OwnNote { day: Some(day("2025-11-09")), text: "She waits".into() }],
        answer: None,
        prayed: Some(PrayedElsewhere {
            times: 3,
            first: Some(day("2025-11-03")),
            last: Some(day("2025-12-24")),
        }),
        archived: false,
        snoozed_until: None,
        pinned: false,
        follow_up: None,
    }
}

fn bring(journal: &mut Journal, now: Moment, all: &[Own]) -> Vec<Plan> {
    let planned: Vec<Plan> = journal.plan_own(now, all).unwrap().into_iter().map(|one| one.plan).collect();
    let done = journal.bring(now, ActId::new(now), all).unwrap();
    assert_sound(journal);
    assert_eq!(done.iter().map(|one| one.plan).collect::<Vec<_>>(), planned, "it was done as planned");
    planned
}

#[test]
fn it_keeps_the_days_that_are_told_of_it() {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    bring(&mut journal, at(3, 0), &[own("A room for Ana")]);
    let item = detail(&journal, &named(&journal, "Ana"));
    assert_eq!((item.row.issued, item.added_on), (Some(Issued::On(day("2025-11-02"))), day("2026-03-03")));
    assert_eq!((item.row.times, item.first_prayed), (3, Some(day("2025-11-03"))));
    assert_eq!((item.row.last_prayed, item.written[0].day), (Some(day("2025-12-24")), day("2025-11-09")));
    let days: Vec<NaiveDate> =
        journal.timeline(&item.row.id).unwrap().iter().map(|entry| entry.day).collect();
    assert_eq!(days, [day("2025-11-02"), day("2025-11-09"), day("2025-12-24")]);
    do_it(&mut journal, at(4, 0), Change::Prayed { item: item.row.id.clone() });
    let item = detail(&journal, &item.row.id);
    assert_eq!((item.row.times, item.row.last_prayed), (4, Some(day("2026-03-04"))));
}

#[test]
fn twice_the_same_are_two_and_again_they_are_known() {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    let all = [own("Rain"), own("Sun"), own("Rain")];
    assert_eq!(bring(&mut journal, at(3, 0), &all), [Plan::New; 3]);
    let events = journal.doctor().unwrap().events;
    assert_eq!(bring(&mut journal, at(4, 0), &all), [Plan::Known; 3]);
    assert_eq!(journal.doctor().unwrap().events, events);
    assert_eq!(journal.history(9).unwrap().len(), 1, "nothing new is no act");
    assert_eq!(journal.history(9).unwrap()[0].what, "added: 3 items");
}

#[test]
fn what_was_taken_back_comes_again() {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    bring(&mut journal, at(3, 0), &[own("Rain")]);
    journal.undo(at(3, 1)).unwrap();
    assert!(picture(&journal).is_empty());
    assert_eq!(bring(&mut journal, at(4, 0), &[own("Rain")]), [Plan::New]);
    let item = &picture(&journal)[0];
    assert_eq!((item.row.notes, item.row.times, item.added_on), (1, 3, day("2026-03-04")));
    journal.undo(at(4, 1)).unwrap();
    assert!(picture(&journal).is_empty());
    assert_sound(&journal);
}

#[test]
fn what_is_told_since_is_added_and_what_the_person_decided_stands() {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    bring(&mut journal, at(3, 0), &[own("Rain")]);
    let id = named(&journal, "Rain");
    let note = detail(&journal, &id).written[0].id.clone();
    do_it(&mut journal, at(3, 1), Change::NoteEdited { item: id.clone(), note, text: String::new() });
    let answer = OwnAnswer { verdict: Verdict::Partly, words: "Some".into(), day: None };
    let later = Own { answer: Some(answer), ..own("Rain") };
    assert_eq!(bring(&mut journal, at(5, 0), std::slice::from_ref(&later)), [Plan::Revised]);
    let item = detail(&journal, &id);
    assert_eq!((item.row.notes, item.row.answered_on), (0, Some(day("2026-03-05"))));
    do_it(&mut journal, at(5, 1), Change::Reopened { item: id.clone() });
    assert_eq!(bring(&mut journal, at(6, 0), &[later]), [Plan::Known]);
    assert_eq!(detail(&journal, &id).answer, None);
}

#[test]
fn two_machines_that_read_the_same_list_count_it_once() {
    let mut one = Journal::in_memory(at(1, 0)).unwrap();
    let mut other = Journal::in_memory(at(1, 0)).unwrap();
    bring(&mut one, at(3, 0), &[own("Rain"), own("Rain")]);
    bring(&mut other, at(3, 0), &[own("Rain")]);
    let mut export = Vec::new();
    other.export(&mut export).unwrap();
    let before = picture(&one);
    one.merge(&mut export.as_slice()).unwrap();
    assert_sound(&one);
    assert_eq!(picture(&one), before);
}
